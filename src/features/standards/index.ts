import type { ReadTx } from '../../platform/database/database.ts';
import type { Demo, Feature } from '../../platform/feature.ts';
import type { Moment } from '../../platform/ledger/moment-store.ts';
import type { GivenFacts } from '../../rules/conditions.ts';
import type { Catalogue } from './domain/catalogue.ts';

export { answersOf, beforeSupply, type Answered } from './domain/answers.ts';
export { standardPath } from './domain/addresses.ts';
export {
  criteriaOf,
  type AssessedCriterion,
  type AssessedSection,
  type Assessment,
  type Freshness,
} from './domain/assessment.ts';
export { CONFIDENCE_WORDS, judgedByWords, sectionFreshness, untilWords } from './domain/showing.ts';
export type { Catalogue, Criterion } from './domain/catalogue.ts';

/** What the standards ask, what is known of it now, and what a person judged. */
export const standards: Feature = {
  name: 'standards',
  verbs: [{ name: 'assess', summary: 'say where a service stands beside a standard', load: () => import('./cli.ts') }],
  ground: () => import('./ground.ts').then((module) => module.ground),
  routes: () => import('./routes.tsx').then((module) => module.routes),
  onServices: () => import('./on-services.tsx').then((module) => module.onServices),
  onDesk: () => import('./findings/on-desk.ts').then((module) => module.onDesk),
};

/** How services stand beside the standards. Loaded with whoever asks, and not with the map. */
export const assessing = () => import('./assessing.ts');

/** The standards as they are called, point 16 first, with their sections: for what is said of one. */
export async function standardNames(): Promise<readonly Pick<Catalogue, 'id' | 'name' | 'sections'>[]> {
  const { currentCatalogues } = await import('./catalogues.ts');
  return currentCatalogues();
}

/** The standards as dated data. Loaded with whoever asks. */
export const catalogues = () => import('./catalogues.ts');

/** What people judged of the demo, once all that they looked at is there. */
export async function demoJudgements(demo: Demo): Promise<void> {
  await (await import('./findings/demo.ts')).demoJudgements(demo);
}

/** What was answered about a service, by the questions' ids: "is_medical_device". @param service its id */
export async function answersAbout(tx: ReadTx, service: string, moment: Moment): Promise<GivenFacts> {
  return (await (await import('./about/answer-store.ts')).answersAt(tx, [service], moment)).get(service) ?? {};
}
