export { observationsOf, questionAt, type ObservationShown, type QuestionShown } from './observation-store.ts';
