import { dayAfter, type Day } from './days.ts';

/*
 * Working days of England: neither a weekend nor a bank holiday. Pure: whoever calls brings the holidays.
 */

/** The days for which it is known which of them are holidays. */
export interface WorkingCalendar {
  readonly holidays: ReadonlySet<Day>;
  readonly from: Day;
  readonly to: Day;
}

/** Whether people are at work on a day. */
export function isWorkingDay(day: Day, holidays: ReadonlySet<Day>): boolean {
  const weekday = new Date(`${day}T00:00:00Z`).getUTCDay();
  return weekday !== 0 && weekday !== 6 && !holidays.has(day);
}

/**
 * The day so many working days later: the day itself does not count. Beyond the last holiday that is known it comes a day
 * early rather than late.
 */
export function workingDayAfter(day: Day, days: number, holidays: ReadonlySet<Day>): Day {
  let found = day;
  for (let left = days; left > 0;) {
    found = dayAfter(found, 1);
    if (isWorkingDay(found, holidays)) left--;
  }
  return found;
}

/** The same, where a day too early will not do: null where the count leaves the days whose holidays are known. */
export function knownWorkingDayAfter(day: Day, days: number, calendar: WorkingCalendar): Day | null {
  const found = workingDayAfter(day, days, calendar.holidays);
  return dayAfter(day, 1) < calendar.from || found > calendar.to ? null : found;
}
