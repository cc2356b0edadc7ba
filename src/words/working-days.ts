import { dayAfter, type Day } from './days.ts';

/*
 * Working days of England: neither a weekend nor a bank holiday. Pure: whoever calls brings the holidays.
 */

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
