import type { Sort } from '../../incidents/domain.ts';
import { dayAfter, type Day } from '../../../words/days.ts';

/*
 * What was reported and what changed, for everybody. A small number can tell of somebody, and so can one from which it could be worked
 * out. Pure.
 */

/** Fewer than these are not shown, and what is shown is rounded down to as many: so one report more or less shows nothing. */
export const LEAST = 5;

/** What is counted apart: few sorts, so that few are too small to be shown. */
const GROUPS: readonly { readonly what: string; readonly sorts: readonly Sort[] }[] = [
  { what: 'Something went wrong', sorts: ['incident', 'outcome'] },
  { what: 'Something nearly went wrong', sorts: ['near miss'] },
  { what: 'Something could go wrong', sorts: ['risk'] },
  { what: 'Something went well', sorts: ['good care'] },
];

/** How many were reported of each sort. */
export interface PublicNumbers {
  /** The first and the last day of four quarters that are over. */
  readonly from: Day;
  readonly to: Day;
  /** Null where fewer than five, none among them. */
  readonly sorts: readonly { readonly what: string; readonly atLeast: number | null }[];
  /** All together; null where one of the others is not shown: it could be worked out from this. */
  readonly atLeast: number | null;
}

/** What somebody said, and what was done. */
export interface SaidAndDid {
  readonly said: string;
  readonly did: string;
}

/** What everybody reads of reports: numbers, and what an officer wrote. */
export interface PublicReported {
  readonly numbers: PublicNumbers;
  readonly changes: readonly SaidAndDid[];
}

/** The four quarters before the one of today: they are over, so that no two editions a day apart show what came in between. */
export function quartersBefore(today: Day): { readonly from: Day; readonly to: Day } {
  const [year = 0, month = 0] = today.split('-').map(Number);
  const first = Math.floor((month - 1) / 3) * 3;
  const day = (of: number) => new Date(Date.UTC(of, first, 1)).toISOString().slice(0, 10);
  return { from: day(year - 1), to: dayAfter(day(year), -1) };
}

/**
 * What may be shown of counts. Whatever a count that is not shown is, from none to four, all else reads the same.
 * @param reported the day and the sort of each incident that counts
 */
export function publicNumbers(
  reported: readonly { readonly on: Day; readonly sort: Sort }[],
  today: Day,
): PublicNumbers {
  const { from, to } = quartersBefore(today);
  const within = reported.filter(({ on }) => on >= from && on <= to);
  const sorts = GROUPS.map(({ what, sorts: own }) => {
    const count = within.filter(({ sort }) => own.includes(sort)).length;
    return { what, count, atLeast: count < LEAST ? null : down(count) };
  });
  const isWhole = sorts.every(({ atLeast }) => atLeast !== null);
  return {
    from,
    to,
    sorts: sorts.map(({ what, atLeast }) => ({ what, atLeast })),
    atLeast: isWhole ? down(within.length) : null,
  };
}

function down(count: number): number {
  return count - (count % LEAST);
}
