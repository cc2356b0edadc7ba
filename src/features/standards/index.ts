import type { Feature } from '../../platform/feature.ts';

export { standardPath } from './domain/addresses.ts';
export {
  criteriaOf,
  type AssessedCriterion,
  type AssessedSection,
  type Assessment,
  type Freshness,
} from './domain/assessment.ts';
export type { Catalogue, Criterion } from './domain/catalogue.ts';

/** What the standards ask, what is known of it now, and what a person judged. */
export const standards: Feature = {
  name: 'standards',
  verbs: [{ name: 'assess', summary: 'say where a service stands beside a standard', load: () => import('./cli.ts') }],
  ground: () => import('./ground.ts').then((module) => module.ground),
  routes: () => import('./engine-routes.ts').then((module) => module.engineRoutes),
};

/** How services stand beside the standards. Loaded with whoever asks, and not with the map. */
export const assessing = () => import('./assessing.ts');
