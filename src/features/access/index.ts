import type { Feature } from '../../platform/feature.ts';

/** How programs and assessors come in: tokens of one’s own, and what was looked at. */
export const access: Feature = {
  name: 'access',
  verbs: [{ name: 'token', summary: 'make a token for a program', load: () => import('./cli.ts') }],
  ground: () => import('./ground.ts').then((module) => module.ground),
  onServices: () => import('./on-services.tsx').then((module) => module.onServices),
  routes: () => import('./routes.tsx').then((module) => module.routes),
};
