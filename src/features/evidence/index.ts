import type { Feature } from '../../platform/feature.ts';

/** What claims rest on: standing questions, what was observed of them, and the releases that it was observed on. */
export const evidence: Feature = {
  name: 'evidence',
  ground: () => import('./ground.ts').then((module) => module.ground),
};
