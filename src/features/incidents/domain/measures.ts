import { dayIn } from '../../../words/days.ts';
import type { Sort } from '../domain.ts';
import { medianDays } from './clocks.ts';

/*
 * What can be counted of reports in a service: whether people report, how early, and how soon they hear back. Many reports are no bad
 * sign, and few are no good one: so nothing here is a grade. Pure.
 */

/** A report, as far as it is counted. */
export interface CountedReport {
  readonly at: Date;
  /** When whoever made it was first told what came of it, or it was decided to tell them nothing; null for not yet. */
  readonly answeredAt: Date | null;
  /** Whether there is somebody who can be told. */
  readonly canBeTold: boolean;
}

/** An incident, as far as it is counted. */
export interface CountedIncident {
  readonly sort: Sort;
  readonly reportedAt: Date;
  readonly triagedAt: Date | null;
  readonly closedAt: Date | null;
}

/** Days, in the middle: half took no longer. Null where there are none. */
export interface Median {
  readonly days: number | null;
  /** Of how many. */
  readonly of: number;
}

export interface Measures {
  /** Each of the last months, the latest last: "2026-03", and how many reports came in. */
  readonly months: readonly { readonly month: string; readonly reports: number }[];
  readonly incidents: number;
  readonly nearMisses: number;
  /** Near misses for each incident that reached somebody; null where none did. */
  readonly nearMissRatio: number | null;
  readonly toTriage: Median;
  readonly toFeedback: Median;
  readonly toClose: Median;
  /** Who waits to be told what came of their report. */
  readonly waiting: number;
  /** When the report was made that waits longest; null where none does. */
  readonly oldestWaiting: Date | null;
}

const MONTHS = 12;

/** Counts what is known at a time. @param incidents of a service, without those that were voided @param reports of them */
export function measuresOf(
  incidents: readonly CountedIncident[],
  reports: readonly CountedReport[],
  now: Date,
): Measures {
  const count = (sort: Sort) => incidents.filter((one) => one.sort === sort).length;
  const nearMisses = count('near miss');
  const reached = count('incident') + count('outcome');
  const waiting = reports.filter(({ canBeTold, answeredAt }) => canBeTold && answeredAt === null);
  return {
    months: lastMonths(now).map((month) => ({
      month,
      reports: reports.filter(({ at }) => dayIn(at).startsWith(month)).length,
    })),
    incidents: reached,
    nearMisses,
    nearMissRatio: reached === 0 ? null : nearMisses / reached,
    toTriage: medianOf(incidents.map(({ reportedAt, triagedAt }) => [reportedAt, triagedAt])),
    toFeedback: medianOf(reports.filter(({ canBeTold }) => canBeTold).map(({ at, answeredAt }) => [at, answeredAt])),
    toClose: medianOf(incidents.map(({ reportedAt, closedAt }) => [reportedAt, closedAt])),
    waiting: waiting.length,
    oldestWaiting: waiting.reduce<Date | null>(
      (oldest, { at }) => (oldest === null || at < oldest ? at : oldest),
      null,
    ),
  };
}

/** The last months as they are in London, the present one last. */
function lastMonths(now: Date): string[] {
  const [year = 0, month = 0] = dayIn(now).split('-').map(Number);
  return Array.from({ length: MONTHS }, (_none, index) =>
    new Date(Date.UTC(year, month - 1 - (MONTHS - 1 - index), 1)).toISOString().slice(0, 7),
  );
}

/** The middle of how long each took, of those that are over. What still waits is counted apart, and not left out of sight. */
export function medianOf(times: readonly (readonly [from: Date, to: Date | null])[]): Median {
  const over = times.flatMap(([from, to]) => (to === null ? [] : [{ from, to }]));
  return { days: medianDays(over), of: over.length };
}
