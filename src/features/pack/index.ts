import type { Feature } from '../../platform/feature.ts';

/** What goes to an assessor: the assessment of a service as documents, and as a bundle that can be proved. */
export const pack: Feature = {
  name: 'pack',
  verbs: [
    { name: 'pack', summary: 'write an assessment to a file, or make a pack of it', load: () => import('./cli.ts') },
  ],
  ground: () => import('./ground.ts').then((module) => module.ground),
  routes: () => import('./routes.tsx').then((module) => module.routes),
};
