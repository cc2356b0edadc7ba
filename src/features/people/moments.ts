import { afterDay as after, dateIn, endOfDay, sayDate } from '../../platform/london-time.ts';
import { addDays, DUE_SOON, type Day } from './domain.ts';

/*
 * Between days of the calendar and moments: a day begins and ends when it does in London.
 */

/** The day that it is in London. */
export const dayOf = dateIn;

/** The first moment of a day. */
export function startOf(day: Day): Date {
  return after(addDays(day, -1));
}

export { after };

/** The clock of what is good to the end of a day. */
export function clockOf(lastDay: Day): { readonly dueAt: Date; readonly lapsesAt: Date } {
  return { dueAt: startOf(addDays(lastDay, -DUE_SOON)), lapsesAt: after(lastDay) };
}

/** "3 March 2026" */
export function sayDay(day: Day): string {
  return sayDate(endOfDay(day)!);
}
