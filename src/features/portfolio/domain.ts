/* The glossary of the portfolio: how services stand in a few numbers, in which order they are read, and what trusts are asked. */
export { stepsOf, type Step, type Steps } from './domain/steps.ts';
export {
  SCOPE_CHECK,
  SUMMARISED,
  standsOf,
  type Gap,
  type InScope,
  type Looked,
  type Standing,
  type Stands,
  type Summarised,
} from './domain/summary.ts';
export { STATES, stateOf, inOrder, chosen, type Chosen, type Line, type State } from './domain/order.ts';
export { figuresOf, type Figures, type System, type Officer } from './domain/figures.ts';
