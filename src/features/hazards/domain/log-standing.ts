import type { Verdict } from '../domain.ts';
import { freshnessOf, freshnessState } from './freshness.ts';

/*
 * How a hazard of a list stands: two axes that are never one. What is so (holds, does not hold, not verified), and how
 * fresh that is. Pure.
 */

export interface Standing {
  readonly verdict: Verdict;
  /** From when on it no longer holds; null where nothing that it rests on has a date. */
  readonly lapsesAt: Date | null;
}

export const NO_STANDING: Standing = { verdict: 'not-known', lapsesAt: null };

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

/** What is so at a moment: what was shown once and has lapsed since is not verified. */
export function verdictNow({ verdict, lapsesAt }: Standing, now: Date): Verdict {
  return verdict === 'met' && lapsesAt !== null && lapsesAt <= now ? 'not-known' : verdict;
}

/** @param waiting its residual rating is provisional */
export function isOfVerdict(standing: Standing, wanted: VerdictChoice | null, waiting: boolean, now: Date): boolean {
  if (wanted === null) return true;
  const verdict = verdictNow(standing, now);
  if (wanted === 'provisional or failing') return waiting || verdict === 'not-met';
  return verdict === { failing: 'not-met', 'not verified': 'not-known', holds: 'met' }[wanted];
}

export function isOfFreshness(standing: Standing, wanted: FreshnessState | null, now: Date): boolean {
  return wanted === null || stateOf(standing, now) === wanted;
}

/** How fresh it is at a moment. Time writes nothing: whoever looks brings now. */
export function stateOf({ lapsesAt }: Standing, now: Date): FreshnessState {
  return lapsesAt === null ? 'nothing' : freshnessState(lapsesAt, now);
}

/** The same in words. Many lapse at one time, and its words are made once. */
export function freshnessAt(now: Date): (standing: Standing) => FreshnessWords {
  const said = new Map<number, FreshnessWords>();
  return ({ lapsesAt }) => {
    if (lapsesAt === null) return { state: 'nothing', words: 'no date yet' };
    const words = said.get(lapsesAt.getTime()) ?? freshnessOf(lapsesAt, now)!;
    said.set(lapsesAt.getTime(), words);
    return words;
  };
}

/** The stalest first: what does not hold, what nobody observed, and then what lapsed or lapses first. */
export function compareStanding(a: Standing, b: Standing): number {
  return rank(a) - rank(b) || (a.lapsesAt?.getTime() ?? 0) - (b.lapsesAt?.getTime() ?? 0);
}

function rank({ verdict, lapsesAt }: Standing): number {
  if (verdict === 'not-met') return 0;
  return lapsesAt === null ? 1 : 2;
}
