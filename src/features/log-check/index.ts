import type { Feature } from '../../platform/feature.ts';

export type { CheckRequest } from './worker-jobs.tsx';
export { MEANINGS } from './domain.ts';
export type {
  ColumnReading,
  Hazard as CheckedHazard,
  MappingWord,
  Meaning,
  Rating as CheckedRating,
  Report as CheckReport,
} from './domain.ts';

/** Reading logs at the command line, for another verb. Loaded when it is called. */
export const readingForVerbs = () => import('./taking-in.ts').then((module) => module.forVerbs);

/** Taking a log on from the page of its report. Loaded by the pages that do. */
export const carriedByPages = () => import('./carrying.ts').then((module) => module.forPages);

/** Reading what a page carried, in a process of its own. */
export const readingCarried = () => import('./worker-jobs.tsx').then((module) => module.checked);

/** Reading rows that were pasted, in a process of their own. */
export const readingRows = () => import('./worker-jobs.tsx').then((module) => module.checkedRows);

/** Reading files of whatever sort, strictly and under limits, without understanding them. Loaded when it is called. */
export const readingFiles = () => import('./reading/read.ts').then((module) => module.readMaterial);

/** The rules by themselves, for a log that is kept. */
export const judging = () => import('./domain/judge.ts');

/** The first door: somebody drops in the hazard log that they have, and sees what is wrong with it. Keeps nothing. */
export const logCheck: Feature = {
  name: 'log-check',
  navigation: [{ text: 'Check a hazard log', href: '/check' }],
  verbs: [
    { name: 'check', summary: 'read a hazard log and say what is wrong with it', load: () => import('./cli.ts') },
  ],
  routes: () => import('./routes.tsx').then((module) => module.routes),
};
