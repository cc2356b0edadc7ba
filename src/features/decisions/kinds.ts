import { endOfDay } from '../../platform/london-time.ts';
import { subject, type Verdict } from '../../platform/subjects/kinds.ts';
import { dayAfter, type Day } from '../../words/days.ts';
import { DUE_SOON, type AssumptionState, type DecisionState } from './domain.ts';
import { loadAssumptions, loadDecisions } from './subject-store.ts';

/** A column of each row; what it weighs stands with the kind. */
export interface DecisionRow {
  readonly question: string | null;
  readonly options: readonly (string | null)[];
  readonly pros: readonly (string | null)[];
  readonly cons: readonly (string | null)[];
  readonly chosen: number | null;
  readonly reason: string | null;
  readonly decider: string | null;
  readonly group: string | null;
  readonly people: string | null;
  readonly decidedOn: string | null;
  readonly state: string;
  readonly supersedes: string | null;
  readonly supersededBy: string | null;
  readonly number: number;
}

/** Claims that a question was answered. One that was superseded is retired: what took its place says so. */
export const decisionKind = subject<DecisionRow>({
  kind: 'decision',
  names: {},
  collects: {},
  load: loadDecisions,
  words: {
    question: 'material',
    options: 'material',
    chosen: 'material',
    reason: 'material',
    pros: 'editorial',
    cons: 'editorial',
    decider: 'editorial',
    group: 'editorial',
    people: 'editorial',
    // Days, states and numbers are no words.
    decidedOn: 'ignored',
    state: 'ignored',
    supersedes: 'ignored',
    supersededBy: 'ignored',
    number: 'ignored',
  },
  own: (row) => ({ facts: { state: row.state } }),
  verdict: (facts) => decisionVerdict((facts as { readonly state: DecisionState }).state),
});

export function decisionVerdict(state: DecisionState): Verdict {
  return state === 'open' ? 'not-known' : 'met';
}

export interface AssumptionRow {
  readonly text: string | null;
  readonly why: string | null;
  readonly owner: string;
  readonly reviewBy: string;
  readonly state: string;
  readonly sinceSeq: number;
  readonly reason: string | null;
  readonly number: number;
}

/**
 * Claims that something is so which nobody proved. Whatever rests on it holds while it is held and was looked at in time;
 * once it is found false, that is contrary evidence against all of it, until it is held again.
 */
export const assumptionKind = subject<AssumptionRow>({
  kind: 'assumption',
  names: {},
  collects: {},
  load: loadAssumptions,
  words: {
    text: 'material',
    why: 'editorial',
    owner: 'editorial',
    // Verdict, clock and what was said of them are no words.
    reviewBy: 'ignored',
    state: 'ignored',
    sinceSeq: 'ignored',
    reason: 'ignored',
    number: 'ignored',
  },
  own: ({ state, reviewBy, sinceSeq }) => ({
    facts: { state },
    challengedSeq: state === 'found false' ? sinceSeq : null,
    dueAt: state === 'held' ? after(dayAfter(reviewBy, -DUE_SOON - 1)) : null,
    lapsesAt: state === 'held' ? after(reviewBy) : null,
  }),
  verdict: (facts) => assumptionVerdict((facts as { readonly state: AssumptionState }).state),
});

/** The first moment after a day: on the day itself there is still time. */
function after(day: Day): Date {
  return new Date(endOfDay(day)!.getTime() + 1);
}

/** What is no longer needed says nothing of what still rests on it. */
export function assumptionVerdict(state: AssumptionState): Verdict {
  return VERDICTS[state];
}

const VERDICTS: Readonly<Record<AssumptionState, Verdict>> = {
  held: 'met',
  'found false': 'not-met',
  'no longer needed': 'not-known',
};
