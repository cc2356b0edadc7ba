import { dayAfter, dayIn, sayWeekday, type Day } from '../../../words/days.ts';

/*
 * When somebody reads what comes in. The form says it before anybody writes a word: whoever is in danger must not wait for an
 * answer that nobody gives tonight. Pure.
 */

/** Monday is 1, Sunday is 7. */
export const WEEKDAYS = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'] as const;

/** The hours in which somebody reads, by clocks in London. */
export interface Hours {
  /** 1 to 7, in their order. */
  readonly days: readonly number[];
  /** "08:00" */
  readonly opens: string;
  /** "18:00"; "24:00" for the end of the day. */
  readonly closes: string;
  /** Whether bank holidays of England are like other days. */
  readonly holidays: boolean;
}

const TIME = /^(?:(?:[01]\d|2[0-3]):[0-5]\d|24:00)$/u;
const clock = new Intl.DateTimeFormat('en-GB', {
  timeZone: 'Europe/London',
  hour: '2-digit',
  minute: '2-digit',
  hourCycle: 'h23',
});

/** What is wrong with hours, as a sentence that says what to do; null where nothing is. */
export function hoursProblem({ days, opens, closes }: Hours): string | null {
  if (days.length === 0) return 'Say on which days somebody reads.';
  if (!TIME.test(opens) || !TIME.test(closes)) return 'Give each time as 08:00.';
  return opens < closes ? null : 'The time to which somebody reads has to be later than the time from which they do.';
}

/** Whether somebody reads at a moment. */
export function isRead(hours: Hours, holidays: ReadonlySet<Day>, at: Date): boolean {
  const time = clock.format(at);
  return isReadOn(hours, holidays, dayIn(at)) && hours.opens <= time && time < hours.closes;
}

/** The next day on which somebody begins to read; null where nobody does within a year. */
export function nextRead(hours: Hours, holidays: ReadonlySet<Day>, at: Date): Day | null {
  const today = dayIn(at);
  for (let ahead = clock.format(at) < hours.opens ? 0 : 1; ahead <= 366; ahead++) {
    const day = dayAfter(today, ahead);
    if (isReadOn(hours, holidays, day)) return day;
  }
  return null;
}

function isReadOn({ days, holidays: also }: Hours, holidays: ReadonlySet<Day>, day: Day): boolean {
  return days.includes(weekdayOf(day)) && (also || !holidays.has(day));
}

function weekdayOf(day: Day): number {
  return new Date(`${day}T00:00:00Z`).getUTCDay() || WEEKDAYS.length;
}

/** "Monday to Friday, 8am to 6pm, not on bank holidays" */
export function sayHours({ days, opens, closes, holidays }: Hours): string {
  const first = days[0]!;
  const last = days.at(-1)!;
  const named = (day: number) => WEEKDAYS[day - 1]!;
  const unbroken = last - first === days.length - 1;
  const which =
    days.length === WEEKDAYS.length
      ? 'Every day'
      : unbroken && days.length > 2
        ? `${named(first)} to ${named(last)}`
        : days.map(named).join(', ');
  return `${which}, ${sayClock(opens)} to ${sayClock(closes)}${holidays ? '' : ', not on bank holidays'}`;
}

/** What somebody is told before they write: whether anybody reads now, and if not, from when. */
export function sayReading(
  hours: Hours,
  reader: string,
  holidays: ReadonlySet<Day>,
  at: Date,
): { readonly so: string; readonly more: string } {
  const usual = `${sayHours(hours)}.`;
  if (isRead(hours, holidays, at))
    return { so: 'Someone reads this today.', more: `${reader} reads what you send. ${usual}` };
  const next = nextRead(hours, holidays, at);
  const from = next === null ? '' : `, but not before ${sayClock(hours.opens)} on ${sayWeekday(next)}`;
  return { so: 'Nobody is reading right now.', more: `${reader} reads what you send${from}. ${usual}` };
}

/** "8am", "6:30pm", "midnight" */
export function sayClock(time: string): string {
  const [hour = 0, minute = 0] = time.split(':').map(Number);
  if (minute === 0 && hour % 24 === 0) return 'midnight';
  const half = hour < 12 ? 'am' : 'pm';
  return `${hour % 12 || 12}${minute === 0 ? '' : `:${String(minute).padStart(2, '0')}`}${half}`;
}
