import { dayIn } from '../words/days.ts';

export { sayDateTime, sayTime } from '../words/london-clock.ts';

/*
 * Stored in UTC, shown in Europe/London. Pure: whoever calls brings the time.
 */

const ZONE = 'Europe/London';
const HOUR = 3_600_000;

const day = new Intl.DateTimeFormat('en-GB', { timeZone: ZONE, day: 'numeric', month: 'long', year: 'numeric' });
const hourOf = new Intl.DateTimeFormat('en-GB', { timeZone: ZONE, hour: '2-digit', hourCycle: 'h23' });

/** "3 March 2026" */
export function sayDate(at: Date): string {
  return day.format(at);
}

/** "2026-03-03": the day that it is in London. */
export function dateIn(at: Date): string {
  return dayIn(at);
}

/** The last moment of a day in London, to the millisecond. @returns null for what is no day of the calendar */
export function endOfDay(date: string): Date | null {
  const match = /^(\d{4})-(\d{2})-(\d{2})$/u.exec(date);
  if (!match) return null;
  const [year, month, dayOfMonth] = match.slice(1).map(Number) as [number, number, number];
  const midnight = Date.UTC(year, month - 1, dayOfMonth);
  if (new Date(midnight).toISOString().slice(0, 10) !== date) return null;
  const next = midnight + 24 * HOUR;
  // Clocks change at 1:00 UTC, so at midnight London is either on UTC or one hour before it.
  const ahead = hourOf.format(next) === '00' ? 0 : HOUR;
  return new Date(next - ahead - 1);
}

/** The first moment after a day in London: what is good to the end of the day lapses then. @param date a day of the calendar */
export function afterDay(date: string): Date {
  return new Date(endOfDay(date)!.getTime() + 1);
}
