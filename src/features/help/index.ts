import type { Feature } from '../../platform/feature.ts';

/** Articles in plain words for the people whom the product serves. Nothing is kept, and nobody has to sign in. */
export const help: Feature = {
  name: 'help',
  routes: () => import('./routes.tsx').then((module) => module.routes),
};
