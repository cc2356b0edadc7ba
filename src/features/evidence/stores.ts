/*
 * What features with claims write and look up here, in their own transactions. One module, loaded with their ground.
 */

export { countingAt, failingSince, latestAt } from './latest-store.ts';
export {
  answersOf,
  askAgain,
  changeValidDays,
  putRun,
  questionsNumbered,
  retireQuestions,
  runsBefore,
  testsByKey,
} from './run-store.ts';
export { kindOfSort, nextQuestionNumber, putObservations, putQuestions, putRelease, releaseOf } from './store.ts';
export { readLink, whyNoLink } from './links/read-link.ts';
export { releaseField } from './fields.ts';
