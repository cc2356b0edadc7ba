export { observationsOf, questionAt, runsOf, type ObservationShown, type QuestionShown } from './observation-store.ts';
