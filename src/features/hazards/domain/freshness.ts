import { dayIn, daysBetween, sayDay, sayDistance } from '../../../words/days.ts';
import type { Verdict } from '../domain.ts';
import type { ControlRecord, HazardRecord } from './record.ts';

/*
 * Whether a control holds at a moment, and how fresh that is. What was shown once and has lapsed since is not verified: it is
 * not a failure, and it is no pass. Pure.
 */

/** Days before evidence lapses from which it is due. */
const SOON = 14;

export interface FreshnessOf {
  readonly state: 'current' | 'due' | 'lapsed';
  /** "current until 11 April 2026", "due in 12 days, 24 March 2026", "lapsed 8 days ago, 4 March 2026" */
  readonly words: string;
}

export function verdictAt({ verdict, lapsesAt }: Pick<ControlRecord, 'verdict' | 'lapsesAt'>, now: Date): Verdict {
  return verdict === 'met' && lapsesAt !== null && new Date(lapsesAt) <= now ? 'not-known' : verdict;
}

/** A hazard whose controls say what they are at a moment. */
export function standingAt(hazard: HazardRecord, now: Date): HazardRecord {
  return { ...hazard, controls: hazard.controls.map((one) => ({ ...one, verdict: verdictAt(one, now) })) };
}

/** How fresh what lapses at a time is at a moment. */
export function freshnessState(at: Date, now: Date): FreshnessOf['state'] {
  if (at <= now) return 'lapsed';
  return daysBetween(dayIn(now), dayIn(at)) > SOON ? 'current' : 'due';
}

/** How fresh is what lapses at a time, as every page says it; null where nothing lapses. */
export function freshnessOf(lapsesAt: string | Date | null, now: Date): FreshnessOf | null {
  if (lapsesAt === null) return null;
  const at = new Date(lapsesAt);
  const [today, day] = [dayIn(now), dayIn(at)];
  const state = freshnessState(at, now);
  if (state === 'current') return { state, words: `current until ${sayDay(day)}` };
  return { state, words: `${state} ${sayDistance(today, day)}, ${sayDay(day)}` };
}
