import { counted } from '../../../words/counting.ts';
import { dayIn, sayDistance } from '../../../words/days.ts';
import { sayDateTime } from '../../../words/london-clock.ts';
import type { Standing } from './judging.ts';

/*
 * How duties are called and spoken of, alike on every page. Pure.
 */

/** Where the duties of an incident are. */
export function dutiesPath(service: string, incident: string): string {
  return `/services/${service}/incidents/${incident}/duties`;
}

/** Where it is said what a service and its organisation are. */
export function serviceFactsPath(service: string): string {
  return `/services/${service}/duties/facts`;
}

export const DEADLINES = '/deadlines';

export const STANDING_WORDS: Readonly<Record<Standing, string>> = {
  owed: 'Owed',
  'follow-up': 'Follow-up owed',
  possible: 'Not known whether',
  done: 'Done',
  dismissed: 'Dismissed',
  watch: 'Not in force',
  'not-owed': 'Not owed',
};

const HOUR = 3_600_000;

/** How far a time is, for beside it and never alone: "in 5 hours", "in 3 days", "2 days ago", "less than an hour ago". */
export function sayLeft(at: Date, now: Date): string {
  const hours = Math.floor(Math.abs(at.getTime() - now.getTime()) / HOUR);
  const isPast = at < now;
  if (hours >= 48) return sayDistance(dayIn(now), dayIn(at));
  const words = hours === 0 ? 'less than an hour' : counted(hours, 'hour');
  return isPast ? `${words} ago` : `in ${words}`;
}

/** "12 March 2026, 11:59pm (in 3 days)" */
export function sayUntil(at: Date, now: Date): string {
  return `${sayDateTime(at)} (${sayLeft(at, now)})`;
}
