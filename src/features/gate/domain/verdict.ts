import { observe, type At, type Check, type Facts, type Observation, type Result } from '../../../rules/checks.ts';
import { counted } from '../../../words/counting.ts';

/*
 * What the gate says, from what its conditions came to. The same in every mode: what a pipeline makes of it is another matter.
 */

export const VERDICTS = ['go', 'no-go', 'cannot-tell'] as const;
export type GateVerdict = (typeof VERDICTS)[number];

/** What a condition is to the verdict. */
export type Bearing = 'holds' | 'stops' | 'not known';

/** What was never looked at is not known. What no longer stands stops: somebody has to look again first. */
export const BEARINGS: Readonly<Record<Result, Bearing>> = {
  passed: 'holds',
  'not-applicable': 'holds',
  failed: 'stops',
  'needs-review': 'stops',
  unknown: 'not known',
  'not-run': 'not known',
};

/** A check that is asked, with what is known for it. */
export interface Asked {
  readonly check: Check;
  readonly facts: Facts;
}

/** Asks each condition, in their order. What is not known is unknown: no check can say otherwise. */
export function conditionsOf(asked: readonly Asked[], at: At): Observation[] {
  return asked.map(({ check, facts }) => observe(check, facts, at));
}

/**
 * Whether a release may go. Go is said only where everything that is asked holds, and something is asked; of a release that
 * nobody recorded nothing can be told.
 */
export function verdictOf(of: {
  readonly recorded: boolean;
  readonly conditions: readonly Pick<Observation, 'result'>[];
}): GateVerdict {
  const bearings = of.conditions.map(({ result }) => BEARINGS[result]);
  if (!of.recorded || bearings.length === 0) return 'cannot-tell';
  if (bearings.includes('stops')) return 'no-go';
  return bearings.every((one) => one === 'holds') ? 'go' : 'cannot-tell';
}

/** The verdict as a heading. */
export const VERDICT_WORDS: Readonly<Record<GateVerdict, string>> = {
  go: 'This release may go',
  'no-go': 'This release may not go yet',
  'cannot-tell': 'It is not known whether this release may go',
};

/** What `primum gate` ends with. 2 is a wrong call, 4 an answer that could not be had. */
export const VERDICT_EXITS: Readonly<Record<GateVerdict, number>> = { go: 0, 'no-go': 1, 'cannot-tell': 3 };

/** "2 things stop it. 1 thing is not known. 17 conditions hold." */
export function countsText(conditions: readonly Pick<Observation, 'result'>[]): string {
  const count = (bearing: Bearing) => conditions.filter(({ result }) => BEARINGS[result] === bearing).length;
  const [stops, open, holds] = [count('stops'), count('not known'), count('holds')];
  return [
    stops === 0 ? 'Nothing stops it.' : `${counted(stops, 'thing stops', 'things stop')} it.`,
    open > 0 && `${counted(open, 'thing is', 'things are')} not known.`,
    `${counted(holds, 'condition holds', 'conditions hold')}.`,
  ]
    .filter((part) => part !== false)
    .join(' ');
}
