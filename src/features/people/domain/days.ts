/*
 * Days of the calendar, as "2026-03-03": what a register, a certificate and a period of leave are dated by. No clock and no
 * zone is in them, so that no change of the clocks moves them; whoever calls says which day it is in London.
 */

/** A day of the calendar: "2026-03-03". Days compare as texts. */
export type Day = string;

const DAY = 86_400_000;

/** Whether it is a day that the calendar has, in this century or one near it. */
export function isDay(text: string): boolean {
  return /^(?:19|20|21)\d{2}-\d{2}-\d{2}$/u.test(text) && iso(Date.parse(`${text}T00:00:00Z`)) === text;
}

/** So many days later; earlier, for a negative number. */
export function addDays(day: Day, days: number): Day {
  return iso(Date.parse(`${day}T00:00:00Z`) + days * DAY);
}

/** The same day so many months later; the last of the month where it has no such day: 29 February, a year on, is the 28th. */
export function addMonths(day: Day, months: number): Day {
  const [year, month, dayOfMonth] = day.split('-').map(Number) as [number, number, number];
  const last = new Date(Date.UTC(year, month + months, 0)).getUTCDate();
  return iso(Date.UTC(year, month - 1 + months, Math.min(dayOfMonth, last)));
}

/** How many days from one to the other; negative where the other is earlier. */
export function daysBetween(from: Day, to: Day): number {
  return Math.round((Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / DAY);
}

function iso(at: number): string {
  return Number.isNaN(at) ? '' : new Date(at).toISOString().slice(0, 10);
}

/** How long before its last day something is due. */
export const DUE_SOON = 30;

export type Freshness = 'current' | 'due soon' | 'lapsed';

/** How something stands that is good to the end of a day. @param today the day that it is in London */
export function freshness(lastDay: Day, today: Day): Freshness {
  if (today > lastDay) return 'lapsed';
  return today >= addDays(lastDay, -DUE_SOON) ? 'due soon' : 'current';
}
