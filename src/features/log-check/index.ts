import type { Feature } from '../../platform/feature.ts';

export type { Hazard as CheckedHazard, Meaning, Rating as CheckedRating, Report as CheckReport } from './domain.ts';

/** Reading logs at the command line, for another verb. Loaded when it is called. */
export const readingForVerbs = () => import('./taking-in.ts').then((module) => module.forVerbs);

/** The first door: somebody drops in the hazard log that they have, and sees what is wrong with it. Keeps nothing. */
export const logCheck: Feature = {
  name: 'log-check',
  navigation: [{ text: 'Check a hazard log', href: '/check' }],
  verbs: [
    { name: 'check', summary: 'read a hazard log and say what is wrong with it', load: () => import('./cli.ts') },
  ],
  routes: () => import('./routes.tsx').then((module) => module.routes),
};
