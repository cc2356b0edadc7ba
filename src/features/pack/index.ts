import type { Feature } from '../../platform/feature.ts';

/** What goes to an assessor: the assessment of a service as documents, and as a bundle that can be proved. */
export const pack: Feature = {
  name: 'pack',
  ground: () => import('./ground.ts').then((module) => module.ground),
};
