import type { Feature } from '../../platform/feature.ts';

export { processesPath, processPath } from './domain.ts';

/** What a team does again and again so that its service stays safe: written down, approved, and run. */
export const processes: Feature = {
  name: 'processes',
  ground: () => import('./ground.ts').then((module) => module.ground),
  routes: () => import('./routes.tsx').then((module) => module.routes),
  onDesk: () => import('./on-desk.ts').then((module) => module.onDesk),
  onServices: () => import('./on-services.tsx').then((module) => module.onServices),
};
