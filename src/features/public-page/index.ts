import type { Feature } from '../../platform/feature.ts';

/** What everybody may read of how safe a service is: off until an officer publishes it. */
export const publicPage: Feature = {
  name: 'public-page',
  ground: () => import('./ground.ts').then((module) => module.ground),
  routes: () => import('./routes.tsx').then((module) => module.routes),
  onDesk: () => import('./on-desk.ts').then((module) => module.onDesk),
  onServices: () => import('./in-case.ts').then((module) => module.onServices),
};
