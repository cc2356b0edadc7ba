import type { Verdict } from '../domain.ts';
import { dayIn, sayDay, sayDistance, type Day } from '../../../words/days.ts';

/*
 * How a hazard of a list stands: two axes that are never one. What is so (holds, does not hold, not verified), and how
 * fresh that is. Pure.
 */

export interface Standing {
  readonly verdict: Verdict;
  /** From when on it is due soon; from when on it no longer holds. Null where nothing that it rests on has a date. */
  readonly dueAt: Date | null;
  readonly lapsesAt: Date | null;
}

export const NO_STANDING: Standing = { verdict: 'not-known', dueAt: null, lapsesAt: null };

export const VERDICT_CHOICES = ['failing', 'not verified', 'holds', 'provisional or failing'] as const;
export type VerdictChoice = (typeof VERDICT_CHOICES)[number];

/** "Nothing": no evidence with a date was observed. */
export const FRESHNESS_STATES = ['lapsed', 'due', 'current', 'nothing'] as const;
export type FreshnessState = (typeof FRESHNESS_STATES)[number];

export interface FreshnessWords {
  readonly state: FreshnessState;
  /** "lapsed 4 days ago, 8 March 2026" */
  readonly words: string;
}

/** @param waiting its residual rating is provisional */
export function isOfVerdict({ verdict }: Standing, wanted: VerdictChoice | null, waiting: boolean): boolean {
  if (wanted === null) return true;
  if (wanted === 'provisional or failing') return waiting || verdict === 'not-met';
  return verdict === { failing: 'not-met', 'not verified': 'not-known', holds: 'met' }[wanted];
}

export function isOfFreshness(standing: Standing, wanted: FreshnessState | null, now: Date): boolean {
  return wanted === null || freshnessState(standing, now) === wanted;
}

/** How fresh it is at a moment. Time writes nothing: whoever looks brings now. */
export function freshnessState({ dueAt, lapsesAt }: Standing, now: Date): FreshnessState {
  if (lapsesAt !== null && lapsesAt <= now) return 'lapsed';
  if (dueAt !== null && dueAt <= now) return 'due';
  return lapsesAt === null && dueAt === null ? 'nothing' : 'current';
}

/** The same in words; "4 days ago" never stands without its date. Many lapse on one day, and its words are made once. */
export function freshnessAt(now: Date): (standing: Standing) => FreshnessWords {
  const today = dayIn(now);
  const said = new Map<string, FreshnessWords>();
  return (standing) => {
    const state = freshnessState(standing, now);
    const at = standing.lapsesAt ?? standing.dueAt;
    if (at === null) return { state, words: 'no date yet' };
    const key = `${state} ${at.getTime()}`;
    const words = said.get(key) ?? { state, words: inWords(state, today, dayIn(at)) };
    said.set(key, words);
    return words;
  };
}

function inWords(state: FreshnessState, today: Day, day: Day): string {
  return state === 'current' ? `current until ${sayDay(day)}` : `${state} ${sayDistance(today, day)}, ${sayDay(day)}`;
}

/** The stalest first: what does not hold, what nobody observed, and then what lapsed or lapses first. */
export function compareStanding(a: Standing, b: Standing): number {
  return rank(a) - rank(b) || clock(a) - clock(b);
}

function rank({ verdict, dueAt, lapsesAt }: Standing): number {
  if (verdict === 'not-met') return 0;
  return lapsesAt === null && dueAt === null ? 1 : 2;
}

function clock({ dueAt, lapsesAt }: Standing): number {
  return (lapsesAt ?? dueAt)?.getTime() ?? 0;
}
