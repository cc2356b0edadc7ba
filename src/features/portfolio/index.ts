import type { Feature } from '../../platform/feature.ts';

/** All services of an organisation beside each other: what is stale, what is missing, what trusts are asked. */
export const portfolio: Feature = {
  name: 'portfolio',
  ground: () => import('./ground.ts').then((module) => module.ground),
};
