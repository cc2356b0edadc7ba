/*
 * Days as people in England count them: "2026-03-12", whatever time it is. Pure: whoever calls brings today.
 */

const parts = new Intl.DateTimeFormat('en-CA', {
  timeZone: 'Europe/London',
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
});
const words = new Intl.DateTimeFormat('en-GB', { timeZone: 'UTC', day: 'numeric', month: 'long', year: 'numeric' });
const weekday = new Intl.DateTimeFormat('en-GB', { timeZone: 'UTC', weekday: 'long' });

/** A day as it is kept: year-month-day. */
export type Day = string;

/** The day that it is in London at a moment. */
export function dayIn(at: Date): Day {
  // A year before 1000 has fewer figures there, and would be no day any more.
  return parts.format(at).padStart('2026-03-12'.length, '0');
}

/** The last day on which what ends at a moment stands: of what ends at midnight, the day that is over then. */
export function lastDayTo(until: Date): Day {
  return dayIn(new Date(until.getTime() - 1));
}

/** "12 March 2026" */
export function sayDay(day: Day): string {
  return words.format(midnight(day));
}

/** "Thursday 12 March 2026" */
export function sayWeekday(day: Day): string {
  return `${weekday.format(midnight(day))} ${sayDay(day)}`;
}

/** Whole days from one to another; negative where the other was before. A day is a day, also when the clocks change. */
export function daysBetween(from: Day, to: Day): number {
  return Math.round((midnight(to).getTime() - midnight(from).getTime()) / DAY);
}

/** The day so many days later; earlier, for a negative number. */
export function dayAfter(day: Day, days: number): Day {
  return new Date(midnight(day).getTime() + days * DAY).toISOString().slice(0, 10);
}

/** How far a day is, for beside its date and never alone: "4 days ago", "yesterday", "today", "tomorrow", "in 5 days". */
export function sayDistance(today: Day, day: Day): string {
  const days = daysBetween(today, day);
  if (days === 0) return 'today';
  if (days === 1) return 'tomorrow';
  if (days === -1) return 'yesterday';
  return days > 0 ? `in ${count(days)} days` : `${count(-days)} days ago`;
}

/** Whether it is a day of the calendar, as it is kept. A year that no file of ours can mean is a slip of the keys: "0226". */
export function isDay(text: string): boolean {
  return (
    /^(?:19|2[01])\d{2}-\d{2}-\d{2}$/u.test(text) &&
    !Number.isNaN(midnight(text).getTime()) &&
    dayAfter(text, 0) === text
  );
}

const DAY = 86_400_000;

function midnight(day: Day): Date {
  return new Date(`${day}T00:00:00Z`);
}

function count(days: number): string {
  return days.toLocaleString('en-GB');
}
