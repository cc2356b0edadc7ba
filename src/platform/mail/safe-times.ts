import { dayAfter, dayIn } from '../../words/days.ts';
import { afterDay } from '../london-time.ts';

/*
 * "Safe on weekdays, 9am to 3pm": times that somebody wrote, read as times. Whatever is not understood whole is not read at all: a
 * message at the wrong hour can put somebody in danger. Pure.
 */

/** A part of the week in which it is safe, as clocks in London show it. Minutes since midnight; it begins and ends on one day. */
export interface SafeTime {
  /** 0 for Sunday to 6 for Saturday. */
  readonly days: readonly number[];
  readonly from: number;
  readonly until: number;
}

/** A stretch of time in which a message may go. */
export interface SafeWindow {
  readonly from: Date;
  readonly until: Date;
}

const DAYS = ['sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday'] as const;
const EVERY_DAY = [0, 1, 2, 3, 4, 5, 6];
const SETS: Readonly<Record<string, readonly number[]>> = {
  weekday: [1, 2, 3, 4, 5],
  weekdays: [1, 2, 3, 4, 5],
  weekend: [0, 6],
  weekends: [0, 6],
  'every day': EVERY_DAY,
  'any day': EVERY_DAY,
  daily: EVERY_DAY,
};
/** A day, or two with "to" between them. */
const SPAN = /^(\w+?)s?(?:\s*(?:-|to|until)\s*(\w+?)s?)?$/u;
/** Days, if any, then two times. */
const HOURS =
  /^(.*?)[\s,:]*(?:(?:between|from)\s+)?(?:(\d{1,2})(?:[:.](\d{2}))?\s*(am|pm)?|(noon|midday))\s*(?:-|to|until|till|and)\s*(?:(\d{1,2})(?:[:.](\d{2}))?\s*(am|pm)?|(noon|midday))$/u;
const DAY = 24 * 60;

/**
 * Reads times as somebody wrote them: "weekdays, 9am to 3pm; Saturday 10:00-12:00".
 * @returns null where any part of it is not understood: no days and hours, no "am" or "pm" where there has to be one, past midnight
 */
export function readTimes(words: string): readonly SafeTime[] | null {
  const parts = words
    .toLowerCase()
    .replaceAll(/[\u2013\u2014]/gu, '-')
    .replaceAll(/\s+/gu, ' ')
    .split(/[;\n]/u)
    .map((part) => part.replace(/^[\s,.]+|[\s,.]+$/gu, ''))
    .filter((part) => part !== '');
  const times = parts.map(readPart);
  return times.length === 0 || times.includes(null) ? null : times.filter((time) => time !== null);
}

function readPart(part: string): SafeTime | null {
  const match = HOURS.exec(part);
  if (!match) return null;
  const [, days = '', hour1, minute1, half1, noon1, hour2, minute2, half2, noon2] = match;
  const until = minutesOf({ hour: hour2, minute: minute2, half: half2, noon: noon2 });
  const from = minutesOf({ hour: hour1, minute: minute1, half: half1, noon: noon1 });
  const on = readDays(days);
  return from === null || until === null || on === null || from >= until ? null : { days: on, from, until };
}

interface Clock {
  readonly hour: string | undefined;
  readonly minute: string | undefined;
  readonly half: string | undefined;
  readonly noon: string | undefined;
}

/** Without "am" or "pm", only a time that is written as one is: "9" may be either. */
function minutesOf({ hour, minute, half, noon }: Clock): number | null {
  if (noon !== undefined) return DAY / 2;
  const [hours, minutes] = [Number(hour), Number(minute ?? 0)];
  if (minutes > 59) return null;
  if (half === undefined) return minute === undefined || hour?.length !== 2 || hours > 23 ? null : hours * 60 + minutes;
  if (hours < 1 || hours > 12) return null;
  return ((hours % 12) + (half === 'pm' ? 12 : 0)) * 60 + minutes;
}

/** Nothing said of days is every day. */
function readDays(words: string): readonly number[] | null {
  const said = words.replace(/^on\s+/u, '').replace(/[\s,]+$/u, '');
  if (said === '') return EVERY_DAY;
  const found = said.split(/\s*(?:,|&|\band\b)\s*/u).map((one) => SETS[one] ?? spanOf(one));
  return found.includes(null) ? null : [...new Set(found.flatMap((one) => one ?? []))].toSorted((a, b) => a - b);
}

function spanOf(words: string): readonly number[] | null {
  const match = SPAN.exec(words);
  const first = dayNamed(match?.[1]);
  if (!match || first === null) return null;
  if (match[2] === undefined) return [first];
  const last = dayNamed(match[2]);
  if (last === null) return null;
  return EVERY_DAY.slice(0, ((last - first + 7) % 7) + 1).map((days) => (first + days) % 7);
}

/** By its name, or the first letters of it, three at least. */
function dayNamed(word: string | undefined): number | null {
  if (word === undefined || word.length < 3) return null;
  const day = DAYS.findIndex((name) => name.startsWith(word));
  return day === -1 ? null : day;
}

/** The part of time, now or next, in which one of these times is; at the most a week away. */
export function nextWindow(times: readonly SafeTime[], now: Date): SafeWindow | null {
  const today = dayIn(now);
  const windows = EVERY_DAY.concat(7).flatMap((ahead) => {
    const day = dayAfter(today, ahead);
    const weekday = new Date(`${day}T12:00:00Z`).getUTCDay();
    return times
      .filter(({ days }) => days.includes(weekday))
      .map(({ from, until }) => ({ from: clockOn(day, from), until: clockOn(day, until) }));
  });
  const [next] = windows
    .filter(({ until }) => until > now)
    .toSorted((a, b) => a.from.getTime() - b.from.getTime() || b.until.getTime() - a.until.getTime());
  return next ?? null;
}

const london = new Intl.DateTimeFormat('en-GB', {
  timeZone: 'Europe/London',
  hour: '2-digit',
  minute: '2-digit',
  hourCycle: 'h23',
});

/** When clocks in London show that many minutes since midnight on a day. */
function clockOn(day: string, minutes: number): Date {
  const at = new Date(afterDay(dayAfter(day, -1)).getTime() + minutes * 60_000);
  const [hour = 0, minute = 0] = london.format(at).split(':').map(Number);
  // On the two days on which clocks change, an hour is missing or comes twice.
  return new Date(at.getTime() + (minutes - (hour * 60 + minute)) * 60_000);
}
