import type { Feature } from '../../platform/feature.ts';

/** People from outside who look at one service for a time, and what they say to its team. */
export const assessors: Feature = {
  name: 'assessors',
  ground: () => import('./ground.ts').then((module) => module.ground),
  routes: () => import('./routes.tsx').then((module) => module.routes),
  onDesk: () => import('./on-desk.ts').then((module) => module.onDesk),
  onServices: () => import('./on-services.tsx').then((module) => module.onServices),
  onStandards: () => import('./on-standards.tsx').then((module) => module.onStandards),
};
