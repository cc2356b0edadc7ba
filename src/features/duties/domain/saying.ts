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
function sayLeft(at: Date, now: Date): string {
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

/** A page of the incident on which what a duty asks is prepared or done. */
export interface DutyDoor {
  readonly text: string;
  readonly href: string;
}

/** Where what a duty asks is prepared or done, beside recording it; null where there is no such page. */
export function doorOf(duty: string, service: string, incident: string): DutyDoor | null {
  const door = DOORS.get(duty);
  const of = `/services/${encodeURIComponent(service)}`;
  return door ? { text: door.text, href: `${of}/incidents/${incident}${door.under}` } : null;
}

const LFPSE = { text: 'Prepare it for LFPSE', under: '/reports/lfpse' };
const MHRA = { text: 'Prepare the worksheet for the MHRA', under: '/reports/mhra' };
const DOORS: ReadonlyMap<string, { readonly text: string; readonly under: string }> = new Map([
  ['LFPSE-INCIDENT', LFPSE],
  ['NEVER-EVENT', LFPSE],
  ['MHRA-2D', MHRA],
  ['MHRA-10D', MHRA],
  ['MHRA-15D', MHRA],
  ['MHRA-FOLLOWUP', MHRA],
  ['DOC-REG20', { text: 'Record the steps of candour', under: '/close/candour' }],
  ['DCB-SAFETYCASE', { text: 'The safety case after it', under: '/verdict' }],
  ['PSIRF-RESPONSE', { text: 'Choose it at triage', under: '/triage' }],
]);
