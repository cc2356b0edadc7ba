import { dayAfter, dayIn, type Day } from '../../../words/days.ts';
import { lastSecondOf } from '../../../words/london-clock.ts';
import { knownWorkingDayAfter, type WorkingCalendar } from '../../../words/working-days.ts';
import type { Deadline, Span } from './pack.ts';

/*
 * When a limit ends. The day on which a clock starts is day 0, in London; a limit in days ends with its last day. Pure.
 */

/** When a limit ends: a moment, or why there is none. */
export type Ends = { readonly at: Date } | { readonly at: null; readonly why: 'words' | 'beyond the calendar' };

const HOUR = 3_600_000;
const WORDS: Ends = { at: null, why: 'words' };

/** When a limit ends that its source gives in numbers. All that is said in words ("without delay") has no end of ours. */
export function limitEnds({ type, hours, days }: Deadline, start: Date, calendar: WorkingCalendar): Ends {
  if (type === 'elapsed') return spanEnds({ hours: hours! }, start, calendar);
  if (type === 'calendar_days') return spanEnds({ days: days! }, start, calendar);
  if (type === 'working_days') return spanEnds({ working_days: days! }, start, calendar);
  if (type === 'next_working_day_close') return spanEnds({ working_days: 1 }, start, calendar);
  return WORDS;
}

/**
 * When a span ends. Hours are elapsed, through nights, weekends and changes of the clocks. Working days need holidays that are
 * known: a guess would be taken for a limit.
 */
export function spanEnds(span: Span, start: Date, calendar: WorkingCalendar): Ends {
  if ('hours' in span) return { at: new Date(start.getTime() + span.hours * HOUR) };
  const day = dayIn(start);
  if ('days' in span) return endOf(dayAfter(day, span.days));
  if ('months' in span) return endOf(monthsAfter(day, span.months));
  const found = knownWorkingDayAfter(day, span.working_days, calendar);
  return found === null ? { at: null, why: 'beyond the calendar' } : endOf(found);
}

function endOf(day: Day): Ends {
  return { at: lastSecondOf(day) };
}

/** The same day so many months later; the last one of a month that is shorter. */
function monthsAfter(day: Day, months: number): Day {
  const [year, month, date] = day.split('-').map(Number) as [number, number, number];
  const last = new Date(Date.UTC(year, month + months, 0)).getUTCDate();
  return new Date(Date.UTC(year, month - 1 + months, Math.min(date, last))).toISOString().slice(0, 10);
}
