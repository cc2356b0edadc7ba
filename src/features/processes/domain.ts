import { isDay, type Day, daysBetween } from '../../words/days.ts';
import { SERVICE_PHASES, type ServicePhase } from '../services/domain.ts';
import type { Template } from './domain/template.ts';

/*
 * The glossary of processes: what a team does again and again so that its service stays safe. A process is written down and
 * approved; each time that it is done is a run. One that was never run is written, and does not work. Pure.
 */

export * from './domain/standing.ts';
export * from './domain/template.ts';
export * from './domain/words.ts';

/** How a process comes about: by the calendar, or by something that happens, and is rehearsed while nothing does. */
export const SORTS = ['regularly', 'when it happens'] as const;
export type Sort = (typeof SORTS)[number];

export const PROCESS_STATES = ['in use', 'stopped'] as const;
export type ProcessState = (typeof PROCESS_STATES)[number];

/** A run, or a rehearsal of what has not happened. */
export const RUN_SORTS = ['run', 'rehearsal'] as const;
export type RunSort = (typeof RUN_SORTS)[number];

/** What a run showed. */
export const RUN_OUTCOMES = ['as it should be', 'something to put right'] as const;
export type RunOutcome = (typeof RUN_OUTCOMES)[number];

/** What is written of a process, in the order in which it is asked. */
export const PARTS = ['what', 'who', 'starts', 'comes'] as const;
export type Part = (typeof PARTS)[number];
export type Parts = Readonly<Record<Part, string>>;

export const PART_NAMES: Readonly<Record<Part, string>> = {
  what: 'What we do',
  who: 'Who does it',
  starts: 'What makes it start',
  comes: 'What comes of it',
};

/** A process as a team wrote it down. */
export interface Process extends Parts {
  readonly id: string;
  /** The id of its template; "own-1" for one of the team's own. As in its address, and never given to another. */
  readonly key: string;
  readonly service: { readonly id: string; readonly reference: string; readonly name: string };
  readonly title: string;
  readonly sort: Sort;
  /** Days between two runs; of what only happens, at most so many until it happens or is rehearsed. */
  readonly every: number;
  readonly owner: { readonly id: string; readonly name: string };
  /** Where all of it is written, if not here; '' for here. */
  readonly link: string;
  readonly state: ProcessState;
  /** Why it was stopped; '' while it is in use. */
  readonly reason: string;
  /** The ledger entry that made it so. */
  readonly version: number;
}

/** One time that a process was run. */
export interface Run {
  readonly id: string;
  readonly number: number;
  readonly on: Day;
  readonly sort: RunSort;
  /** Who took part, in words. */
  readonly by: string;
  readonly found: string;
  readonly outcome: RunOutcome;
  /** The web address of what shows it; '' for none. */
  readonly link: string;
  /** Why it does not count; null where it does. */
  readonly withdrawn: string | null;
  readonly recorded: { readonly by: string; readonly at: Date };
  readonly version: number;
}

/** How processes of a team's own are called in addresses: "own-1". */
export function ownKey(number: number): string {
  return `own-${number}`;
}

export function isOwn({ key }: Pick<Process, 'key'>): boolean {
  return /^own-\d+$/u.test(key);
}

/** @returns the number in "3"; null for anything else */
export function runNumber(reference: string): number | null {
  return /^[1-9]\d{0,8}$/u.test(reference) ? Number(reference) : null;
}

/** The least and the most days between two runs: what is looked at less often is not known. */
export const LEAST_DAYS = 1;
export const MOST_DAYS = 1_100;

/** What is wrong with the day of a run; null where nothing is. */
export function whyNotRunOn(day: string, today: Day): string | null {
  if (!isDay(day)) return 'Give the day on which it was run, such as 2026-03-12.';
  if (daysBetween(today, day) > 0) return 'Give a day that is over, or today: what is still to come has shown nothing.';
  if (daysBetween(day, today) > MOST_DAYS)
    return 'Check the year: what was run more than three years ago says nothing of today.';
  return null;
}

/**
 * What is wrong with a run of this sort; null where nothing is. Of what only happens it has to be said: a rehearsal that
 * nobody called one would be taken for the real thing.
 * @param sort null where nobody said it
 */
export function whyNotSort(process: Pick<Process, 'sort'>, sort: RunSort | null): string | null {
  if (process.sort === 'when it happens')
    return sort === null ? 'Choose whether it happened, or was a rehearsal.' : null;
  if (sort !== 'rehearsal') return null;
  return 'This process is run by the calendar: it has runs, and no rehearsals.';
}

/** Whether a service in this phase should have a process of the list. What is retired was live. */
export function isDue({ from }: Pick<Template, 'from'>, phase: ServicePhase): boolean {
  return SERVICE_PHASES.indexOf(phase) >= SERVICE_PHASES.indexOf(from);
}

/** The processes of a service beside the list: those that are there, and the templates that nobody has begun. */
export function besideTheList<Of extends Pick<Process, 'key' | 'title'>>(
  processes: readonly Of[],
  templates: readonly Template[],
): { readonly there: readonly Of[]; readonly missing: readonly Template[] } {
  const place = new Map(templates.map(({ id }, index) => [id, index]));
  const placeOf = ({ key }: Of) => place.get(key) ?? templates.length;
  const begun = new Set(processes.map(({ key }) => key));
  return {
    there: processes.toSorted((a, b) => placeOf(a) - placeOf(b) || a.title.localeCompare(b.title, 'en-GB')),
    missing: templates.filter(({ id }) => !begun.has(id)),
  };
}
