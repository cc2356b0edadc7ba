import { dayAfter, daysBetween, type Day } from '../../../words/days.ts';
import type { Process, Run } from '../domain.ts';

/*
 * How a process stands on a day: when it has to be run again, and how late that is. Nothing here is kept; time writes
 * nothing. Pure.
 */

/** From so many days before it is due, its owner sees it. */
export const DUE_SOON = 30;
/** For so many days after, it is late and somebody may still catch up; then it was not run as often as it says. */
export const GRACE = 14;

export type RunStanding = 'never' | 'current' | 'due' | 'late' | 'overdue';

/** The last day on which it has to be run again; null for one that was never run. */
export function nextDue(process: Pick<Process, 'every'>, last: Pick<Run, 'on'> | null): Day | null {
  return last && dayAfter(last.on, process.every);
}

/** How its runs stand on a day. On the day on which it is due there is still time. */
export function runStanding(process: Pick<Process, 'every'>, last: Pick<Run, 'on'> | null, today: Day): RunStanding {
  const due = nextDue(process, last);
  if (due === null) return 'never';
  const left = daysBetween(today, due);
  if (left < -GRACE) return 'overdue';
  if (left < 0) return 'late';
  return left <= DUE_SOON ? 'due' : 'current';
}

/** The run that counts: the last one that was not withdrawn; of two on one day, the one that was recorded later. */
export function lastRun<Of extends Pick<Run, 'on' | 'number' | 'withdrawn'>>(runs: readonly Of[]): Of | null {
  return (
    runs
      .filter(({ withdrawn }) => withdrawn === null)
      .toSorted((a, b) => (a.on === b.on ? b.number - a.number : a.on < b.on ? 1 : -1))[0] ?? null
  );
}

/** "every week", "every 3 months", "every 45 days" */
function sayEvery(every: number): string {
  const said = ROUND[every];
  if (said !== undefined) return `every ${said}`;
  return every === 1 ? 'every day' : `every ${every} days`;
}

const ROUND: Readonly<Record<number, string>> = {
  7: 'week',
  14: '2 weeks',
  28: '4 weeks',
  30: 'month',
  91: '3 months',
  182: '6 months',
  365: 'year',
  730: '2 years',
};

/** "every 3 months"; "when it happens, and rehearsed if it has not for 6 months" */
export function sayRhythm({ sort, every }: Pick<Process, 'sort' | 'every'>): string {
  return sort === 'regularly' ? sayEvery(every) : `when it happens, and rehearsed if it has not for ${span(every)}`;
}

function span(every: number): string {
  const said = sayEvery(every).replace(/^every /u, '');
  return /^\d/u.test(said) ? said : `a ${said}`;
}
