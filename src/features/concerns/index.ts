import type { Feature } from '../../platform/feature.ts';

/** How anybody says that something is wrong, without an account and without being found out, and reads what came of it. */
export const concerns: Feature = {
  name: 'concerns',
  ground: () => import('./ground.ts').then((module) => module.ground),
  routes: () => import('./routes.tsx').then((module) => module.routes),
  onDesk: () => import('./on-desk.ts').then((module) => module.onDesk),
  onServices: () => import('./on-services.ts').then((module) => module.onServices),
};
