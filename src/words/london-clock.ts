import { dayAfter, dayIn, isDay, sayDay, type Day } from './days.ts';

/*
 * What the clocks of London show, and when its days end. Pure: whoever calls brings the time. (London is on UTC, or one hour
 * before it in summer; the clocks change at 1:00 UTC, so that no midnight is met twice.)
 */

const HOUR = 3_600_000;
const clock = new Intl.DateTimeFormat('en-GB', {
  timeZone: 'Europe/London',
  hour: 'numeric',
  minute: '2-digit',
  hour12: true,
});
const hourOf = new Intl.DateTimeFormat('en-GB', { timeZone: 'Europe/London', hour: '2-digit', hourCycle: 'h23' });

/** "2:30pm" */
export function sayTime(at: Date): string {
  return clock.format(at).replace(/\s/gu, '').toLowerCase();
}

/** "3 March 2026, 2:30pm" */
export function sayDateTime(at: Date): string {
  return `${sayDay(dayIn(at))}, ${sayTime(at)}`;
}

/** The last second of a day in London: what has to be done by its end is late after that. @param day one of the calendar */
export function lastSecondOf(day: Day): Date {
  const midnight = new Date(`${dayAfter(day, 1)}T00:00:00Z`).getTime();
  const ahead = hourOf.format(midnight) === '00' ? 0 : HOUR;
  return new Date(midnight - ahead - 1000);
}

/** A moment as it is written for programs, by the clocks of London: "2026-04-05T16:30:00+01:00". */
export function isoInLondon(at: Date): string {
  const ahead = Number(hourOf.format(at)) === at.getUTCHours() ? 0 : HOUR;
  const shown = new Date(at.getTime() + ahead).toISOString().slice(0, 19);
  return `${shown}${ahead === 0 ? '+00:00' : '+01:00'}`;
}

const STAMP =
  /^(\d{4}-\d{2}-\d{2})[Tt]([01]\d|2[0-3]):([0-5]\d)(?::([0-5]\d)(?:\.\d+)?)?(?:[Zz]|([+-])(0\d|1[0-4]):([0-5]\d))$/u;

/** The moment that such words name, to the second; null where they name none, or leave open which: without an offset. */
export function momentIn(text: string): Date | null {
  const match = STAMP.exec(text);
  if (!match) return null;
  const [, day = '', hours = '', minutes = '', seconds = '00', sign, offHours = '0', offMinutes = '0'] = match;
  if (!isDay(day)) return null;
  const local = new Date(`${day}T${hours}:${minutes}:${seconds}Z`).getTime();
  const offset = (Number(offHours) * 60 + Number(offMinutes)) * 60_000;
  return new Date(local - (sign === '-' ? -offset : offset));
}
