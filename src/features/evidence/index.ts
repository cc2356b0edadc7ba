import type { Feature } from '../../platform/feature.ts';

export {
  OUTCOMES,
  questionNumber,
  questionReference,
  RELEASE_STATES,
  runReference,
  type Outcome,
  type QuestionSort,
  type ReleaseState,
} from './domain.ts';
export { pushedOf, type Pushed, type PushedCounts, type PushedResult } from './domain/pushed.ts';
export type { Report } from './domain/reported.ts';
export type { ObservationShown, QuestionShown } from './observation-store.ts';
export { questionPath, runPath, runsPath } from './addresses.ts';

/** What claims rest on: standing questions, what was observed of them, and the releases that it was observed on. */
export const evidence: Feature = {
  name: 'evidence',
  ground: () => import('./ground.ts').then((module) => module.ground),
  routes: () => import('./routes.tsx').then((module) => module.routes),
};

/** What a feature with claims writes and looks up here. Loaded with its ground, and not with the map. */
export const evidenceStores = () => import('./stores.ts');

/** What is done to what was observed, for forms that stand where claims are. */
export const evidenceCommands = () => import('./commands.ts');

/** What evidence shows on pages of whoever has claims. */
export const evidenceShown = () => import('./shown.ts');

/** How reports of tests are read. */
export const reportReading = () => import('./reading/index.ts');
