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

/** How fresh what a control rests on is; null where nothing lapses. */
export function freshnessOf(lapsesAt: string | null, now: Date): FreshnessOf | null {
  if (lapsesAt === null) return null;
  const at = new Date(lapsesAt);
  const [today, day] = [dayIn(now), dayIn(at)];
  if (at <= now) return { state: 'lapsed', words: `lapsed ${sayDistance(today, day)}, ${sayDay(day)}` };
  if (daysBetween(today, day) > SOON) return { state: 'current', words: `current until ${sayDay(day)}` };
  return { state: 'due', words: `due ${sayDistance(today, day)}, ${sayDay(day)}` };
}
