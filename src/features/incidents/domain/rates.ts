import { counted } from '../../../words/counting.ts';
import { daysBetween, dayAfter, sayDay, type Day } from '../../../words/days.ts';

/*
 * How often a hazard was realised, beside how often somebody judged that it would be. It is what was reported in a period, over how
 * much the service was used then, with the interval in which the true rate may lie. Never a rating: a person judges that. Pure.
 */

/** What counts as one use of a service. */
export const UNITS = [
  'uses',
  'visits',
  'messages',
  'photos',
  'appointments',
  'prescriptions',
  'results',
  'patients',
] as const;
export type Unit = (typeof UNITS)[number];

/** How much a service is used, as somebody said it: from this day on, until they say otherwise. */
export interface UsageSaid {
  readonly since: Day;
  readonly unit: Unit;
  readonly perMonth: number;
  readonly source: string;
  readonly by: string;
}

/** A period, its last day included. */
export interface Period {
  readonly from: Day;
  readonly to: Day;
}

/** What was observed of a hazard in a period. */
export interface Observed {
  readonly count: number;
  /** About how many uses there were in it; null where nobody said. */
  readonly uses: number | null;
  readonly unit: Unit;
}

const DAYS_OF_MONTH = 365.25 / 12;
/** What is looked back on, where more is known. */
const YEAR = 365;

/**
 * The period of which both are known: how much it is used, and what was reported. A year at most, and never before somebody
 * said how much it is used; null where nobody did.
 * @param said in the order of their days
 */
export function periodOf(said: readonly UsageSaid[], today: Day): Period | null {
  const [first] = said;
  if (!first || daysBetween(first.since, today) < 0) return null;
  const year = dayAfter(today, -YEAR + 1);
  return { from: daysBetween(year, first.since) > 0 ? first.since : year, to: today };
}

/** About how many uses there were in a period: what was said, day by day. @param said in the order of their days */
export function usesIn(said: readonly UsageSaid[], period: Period): number {
  const end = dayAfter(period.to, 1);
  return said.reduce((uses, one, index) => {
    const from = later(one.since, period.from);
    const next = said[index + 1]?.since;
    const to = next === undefined ? end : earlier(next, end);
    return uses + (Math.max(0, daysBetween(from, to)) / DAYS_OF_MONTH) * one.perMonth;
  }, 0);
}

function later(a: Day, b: Day): Day {
  return daysBetween(a, b) > 0 ? b : a;
}

function earlier(a: Day, b: Day): Day {
  return daysBetween(a, b) > 0 ? a : b;
}

/** The two ends of an interval, as expected counts. */
export interface Interval {
  readonly low: number;
  readonly high: number;
}

const TAIL = 0.025;

/**
 * The exact interval of 95% for the expected count of which so many were observed (Garwood, Fiducial limits for the Poisson
 * distribution, Biometrika 1936): each end leaves 2.5% beyond it. Of none observed, the low end is 0.
 */
export function garwood(count: number): Interval {
  // P(X >= count) grows with the mean; P(X <= count) falls with it.
  const low = count === 0 ? 0 : whereItIs(TAIL, count, (mean) => 1 - atMost(count - 1, mean));
  const high = whereItIs(1 - TAIL, count, (mean) => 1 - atMost(count, mean));
  return { low, high };
}

/** The mean at which a function that grows with it reaches a value. */
function whereItIs(value: number, count: number, grows: (mean: number) => number): number {
  let [from, to] = [0, count + 10 * Math.sqrt(count + 1) + 10];
  for (let step = 0; step < 200; step += 1) {
    const middle = (from + to) / 2;
    if (grows(middle) < value) from = middle;
    else to = middle;
  }
  return (from + to) / 2;
}

/** The probability of at most so many, of a Poisson distribution with this mean. */
function atMost(count: number, mean: number): number {
  if (mean === 0) return 1;
  // In logarithms, from the largest term on: so that none of many is lost.
  let log = -mean;
  const logs = [log];
  for (let k = 1; k <= count; k += 1) {
    log += Math.log(mean / k);
    logs.push(log);
  }
  const most = logs.reduce((a, b) => Math.max(a, b));
  return Math.min(1, Math.exp(most) * logs.reduce((sum, one) => sum + Math.exp(one - most), 0));
}

/** "3 in about 12,000 visits: 1 in 4,000 (1 in 1,400 to 1 in 19,000)". */
export function sayRate({ count, uses, unit }: Observed): string {
  if (uses === null || uses <= 0) return `${count}, and how much the service was used then is not known`;
  const about = `${count === 0 ? 'none' : count.toLocaleString('en-GB')} in about ${rounded(uses)} ${unit}`;
  const { low, high } = garwood(count);
  if (count === 0) return `${about}: it may still be as often as ${oneIn(high, uses)}`;
  return `${about}: ${oneIn(count, uses)} (${oneIn(high, uses)} to ${oneIn(low, uses)})`;
}

function oneIn(expected: number, uses: number): string {
  const each = uses / expected;
  return each < 1.5 ? 'every one' : `1 in ${rounded(each)}`;
}

/** With two figures that count: more would say that it is known better. */
function rounded(value: number): string {
  return Number(value.toPrecision(2)).toLocaleString('en-GB');
}

/** What was observed, as a whole sentence, with the period. */
export function observedSentence(observed: Observed, period: Period | null): string {
  const reported = counted(observed.count, 'reported incident');
  if (period === null || observed.uses === null)
    return `${reported} in which it happened. How often that is, nobody can say: how much the service is used is not stated.`;
  return `Reported as realised from ${sayDay(period.from)} to ${sayDay(period.to)}: ${sayRate(observed)}. The range in brackets is the exact 95% interval, of what was reported alone: what nobody reported is not in it.`;
}
