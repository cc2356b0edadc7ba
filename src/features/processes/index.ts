import type { Feature } from '../../platform/feature.ts';

/** What a team does again and again so that its service stays safe: written down, approved, and run. */
export const processes: Feature = {
  name: 'processes',
  ground: () => import('./ground.ts').then((module) => module.ground),
};
