import type { Feature } from '../../platform/feature.ts';

export { filePath } from './domain.ts';

/** The clinical risk management file: everything that is kept of a service, and how it stands. */
export const file: Feature = {
  name: 'file',
  ground: () => import('./ground.ts').then((module) => module.ground),
  routes: () => import('./routes.tsx').then((module) => module.routes),
  onServices: () => import('./on-services.ts').then((module) => module.onServices),
};
