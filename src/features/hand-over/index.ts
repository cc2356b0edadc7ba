import type { Feature } from '../../platform/feature.ts';

/** What goes from who makes a service to who deploys it, and what comes back. */
export const handOver: Feature = {
  name: 'hand-over',
  ground: () => import('./ground.ts').then((module) => module.ground),
};
