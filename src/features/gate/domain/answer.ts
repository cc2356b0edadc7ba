import type { Observation } from '../../../rules/checks.ts';
import { dayIn, daysBetween, lastDayTo } from '../../../words/days.ts';
import type { Words } from '../../../words/sentence.ts';
import type { LeftOut, Mode, Policy } from './policy.ts';
import { isInForce, type Override } from './overriding.ts';
import { BEARINGS, type Bearing, type GateVerdict } from './verdict.ts';

/*
 * An answer of the gate as plain JSON: what a page shows, what a pipeline gets, and what is kept.
 */

/** Why it was answered: a release that is to go, one that is gone back to, or something that is switched off. */
export const ANSWER_SORTS = ['asked', 'rollback', 'switched off'] as const;
export type AnswerSort = (typeof ANSWER_SORTS)[number];

export interface Condition {
  /** The id of the check. */
  readonly id: string;
  readonly asks: string;
  readonly result: Observation['result'];
  readonly bearing: Bearing;
  readonly says: Words;
  /** Empty where it holds. */
  readonly clears: Words;
  /** ISO times. */
  readonly since: string | null;
  readonly until: string | null;
}

export interface OverrideSaid {
  readonly sort: Override['sort'];
  readonly by: string;
  readonly role: string;
  readonly at: string;
  readonly until: string;
  readonly reason: string;
  readonly review: Override['review'];
}

export interface GateAnswer {
  readonly verdict: GateVerdict;
  readonly mode: Mode;
  readonly sort: AnswerSort;
  readonly service: { readonly reference: string; readonly name: string };
  /** Null where something was switched off. A state of null: nobody recorded it. */
  readonly release: { readonly version: string; readonly state: 'candidate' | 'live' | 'withdrawn' | null } | null;
  readonly asAt: string;
  /** Why, where something is recorded that the gate never stops; '' otherwise. */
  readonly note: string;
  readonly conditions: readonly Condition[];
  readonly leftOut: readonly (LeftOut & { readonly asks: string })[];
  /** Those of this release that are in force. */
  readonly overrides: readonly OverrideSaid[];
}

/** An answer that was kept, without what was in it. */
export interface KeptAnswer {
  readonly id: string;
  readonly number: number;
  readonly sort: AnswerSort;
  /** As it was asked for; null where something was switched off. */
  readonly release: string | null;
  readonly verdict: GateVerdict;
  readonly mode: Mode;
  readonly by: string;
  readonly at: Date;
}

const SAID: Readonly<Record<GateVerdict, string>> = {
  go: 'may go',
  'no-go': 'may not go yet',
  'cannot-tell': 'it is not known whether it may go',
};

/** What was answered, in a few words that follow the name of the release: "may not go yet". */
export function answerWords({ sort, verdict }: Pick<KeptAnswer, 'sort' | 'verdict'>): string {
  if (sort === 'asked') return SAID[verdict];
  return sort === 'rollback' ? 'a rollback, recorded' : 'something was switched off';
}

/** The same whole. What was answered is null where it was erased, and then it is said that it was. */
export interface WholeAnswer extends KeptAnswer {
  readonly answer: GateAnswer | null;
  readonly erased: string;
}

export function conditionOf(one: Observation): Condition {
  const { check, asks, result, says, clears, since, until } = one;
  return {
    id: check,
    asks,
    result,
    bearing: BEARINGS[result],
    says,
    clears,
    since: since?.toISOString() ?? null,
    until: until?.toISOString() ?? null,
  };
}

export function overridesInForce(overrides: readonly Override[], now: Date): OverrideSaid[] {
  return overrides
    .filter((one) => isInForce(one, now))
    .map(({ sort, by, role, at, until, reason, review }) => ({
      sort,
      by,
      role,
      at: at.toISOString(),
      until: until.toISOString(),
      reason,
      review,
    }));
}

/** The conditions that bear on the verdict in one way. */
export function bearing(answer: Pick<GateAnswer, 'conditions'>, which: Bearing): Condition[] {
  return answer.conditions.filter((one) => one.bearing === which);
}

/** Days before its end in which what holds is said to be due. */
const DUE_SOON = 30;

/** Whether what holds ends so soon that it is said to be due. */
export function isDueSoon({ until }: Pick<Condition, 'until'>, asAt: Date): boolean {
  return until !== null && daysBetween(dayIn(asAt), lastDayTo(new Date(until))) <= DUE_SOON;
}

/** Where somebody goes on from a condition: what clears it leads there, or what it says. */
export function wayOn({ clears, says }: Pick<Condition, 'clears' | 'says'>): { text: string; href: string } | null {
  for (const word of [...clears, ...says]) if (typeof word !== 'string') return word;
  return null;
}

/** What is so, apart from why: up to the first "because". All of it, where it gives no reason. */
export function apart(says: Words): { readonly so: Words; readonly why: Words } {
  const index = says.findIndex((word) => typeof word === 'string' && word.includes(BECAUSE));
  if (index === -1) return { so: says, why: [] };
  const word = says[index] as string;
  const at = word.indexOf(BECAUSE);
  const whole = (words: Words) => words.filter((one) => one !== '');
  return {
    so: whole([...says.slice(0, index), word.slice(0, at)]),
    why: whole([word.slice(at), ...says.slice(index + 1)]),
  };
}

const BECAUSE = ' because ';

/** What is left out, with the words of each check. */
export function leftOutOf(policy: Pick<Policy, 'leftOut'>, asks: (check: string) => string): GateAnswer['leftOut'] {
  return policy.leftOut.map((one) => ({ ...one, asks: asks(one.check) }));
}
