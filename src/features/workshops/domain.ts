import { counted, listed } from '../../words/counting.ts';
import { dayAfter, daysBetween, isDay, sayDay, sayDistance, type Day } from '../../words/days.ts';
import type { Sentence } from '../../words/sentence.ts';
import type { Draft } from './domain/drafts.ts';
import type { Asked } from './domain/prompts.ts';
import { missingFrom, sayMissing, type Attendee } from './domain/room.ts';

/*
 * The glossary of workshops: people in a room who look for hazards together, or a safety group that meets; what was said,
 * what they decided, and the draft hazards that wait for somebody who judges them (DCB0129 4.1, 4.3). Pure.
 */

export * from './domain/drafts.ts';
export * from './domain/erasure.ts';
export * from './domain/merging.ts';
export * from './domain/prompts.ts';
export * from './domain/room.ts';

export const WORKSHOP_KINDS = ['hazard workshop', 'safety group meeting'] as const;
export type WorkshopKind = (typeof WORKSHOP_KINDS)[number];

/** `open`: planned, or with its minutes not closed yet. */
export const WORKSHOP_STATES = ['open', 'closed', 'called off'] as const;
export type WorkshopState = (typeof WORKSHOP_STATES)[number];

export interface Workshop extends Asked {
  readonly id: string;
  readonly number: number;
  readonly kind: WorkshopKind;
  readonly title: string;
  readonly day: Day;
  /** What is looked at, in words; '' where nothing was said. */
  readonly scope: string;
  /** Components of the service, by their names. */
  readonly components: readonly string[];
  readonly state: WorkshopState;
  /** How many versions its minutes have. */
  readonly minutes: number;
  /** Why it was right without some of those who should be in the room; '' where nobody said. */
  readonly departure: string;
  /** Why it was called off, or why its minutes were opened again; '' otherwise. */
  readonly reason: string;
  /** The ledger entry that made it so. */
  readonly version: number;
}

/** Something that was said under a prompt. One for each prompt. */
export interface Note {
  readonly id: string;
  readonly prompt: string;
  readonly text: string;
}

export interface Decision {
  readonly id: string;
  /** Given once in its workshop. */
  readonly number: number;
  readonly text: string;
}

/** Everything that stands in a workshop beside itself. */
export interface Room {
  readonly attendees: readonly Attendee[];
  readonly notes: readonly Note[];
  readonly decisions: readonly Decision[];
  readonly drafts: readonly Draft[];
}

/** A version of the minutes: when they were closed, by the entry that closed them, and why they had been opened again. */
export interface MinutesVersion {
  readonly version: number;
  readonly seq: number;
  readonly at: Date;
  readonly who: string;
  /** '' for the first one. */
  readonly reason: string;
}

/** One line of the list of workshops. */
export interface ListedWorkshop extends Pick<
  Workshop,
  'id' | 'number' | 'kind' | 'title' | 'day' | 'method' | 'state' | 'minutes'
> {
  readonly attendees: number;
  readonly drafts: number;
  readonly waiting: number;
}

/** The reference that people use: WSP-3. Given once in a service. */
export function workshopReference(number: number): string {
  return `WSP-${number}`;
}

/** @returns the number in "WSP-3", "wsp 3" or "3"; null for anything else */
export function workshopNumber(reference: string): number | null {
  const match = /^\s*(?:wsp[-\s]?)?0*([1-9]\d{0,8})\s*$/iu.exec(reference);
  return match ? Number(match[1]) : null;
}

export function workshopsPath(service: string): string {
  return `/services/${encodeURIComponent(service)}/workshops`;
}

/** The stable address of a workshop: it can be named as a record anywhere. */
export function workshopPath(service: string, number: number): string {
  return `${workshopsPath(service)}/${workshopReference(number)}`;
}

/** Whether its day has come. */
export function hasBegun({ day }: Pick<Workshop, 'day'>, today: Day): boolean {
  return daysBetween(today, day) <= 0;
}

/** How it stands, in words. */
export function sayState({ state, minutes, day }: Pick<Workshop, 'state' | 'minutes' | 'day'>, today: Day): string {
  if (state === 'called off') return 'Called off';
  if (state === 'closed') return `Minutes closed, version ${minutes}`;
  if (minutes > 0) return `Minutes opened again after version ${minutes}`;
  return hasBegun({ day }, today) ? 'Minutes not closed yet' : `Planned, ${sayDistance(today, day)}`;
}

/** How far ahead a workshop can be planned, and how long ago one can have been that is written down now. */
const MOST_YEARS = 5;

/** What is wrong with its day; null where nothing is. */
export function whyNotDay(day: string, today: Day): string | null {
  if (!isDay(day)) return 'Give the day of the workshop, such as 2026-03-31.';
  if (Math.abs(daysBetween(today, day)) > MOST_YEARS * 366)
    return `Check the year: this day is more than ${MOST_YEARS} years away.`;
  return null;
}

/** Why nothing can be changed in it as it stands; null where it can. */
export function whyNotOpen({ number, state }: Pick<Workshop, 'number' | 'state'>): string | null {
  if (state === 'open') return null;
  const reference = workshopReference(number);
  return state === 'closed'
    ? `The minutes of ${reference} are closed. To change them, open them for a correction first. Nothing was changed.`
    : `${reference} was called off. Plan another one. Nothing was changed.`;
}

/** Why its minutes cannot be closed; null where they can. */
export function whyNotClosed(workshop: Workshop, room: Room, today: Day): string | null {
  const open = whyNotOpen(workshop);
  if (open !== null) return open;
  if (!hasBegun(workshop, today))
    return `It takes place on ${sayDay(workshop.day)}. Close the minutes when it is over, or change its day first.`;
  if (room.attendees.length === 0) return 'Say first who was in the room.';
  if (room.notes.length + room.decisions.length + room.drafts.length === 0)
    return 'Nothing was noted yet. Write down first what was said, even if it is that no hazard was found.';
  return null;
}

/** Why its minutes cannot be opened for a correction; null where they can. */
export function whyNotCorrected({ number, state }: Pick<Workshop, 'number' | 'state'>): string | null {
  return state === 'closed' ? null : `The minutes of ${workshopReference(number)} are not closed. Nothing was changed.`;
}

/** Why a draft cannot be decided on; null where it can. */
export function whyNotTriaged(workshop: Pick<Workshop, 'number' | 'state'>, draft: Pick<Draft, 'number' | 'state'>) {
  if (draft.state !== 'waiting')
    return `Somebody decided on draft ${draft.number} already: ${draft.state}. Nothing was changed.`;
  if (workshop.state !== 'closed')
    return `The minutes of ${workshopReference(workshop.number)} are still being written. Close them first: then nobody changes the draft while you decide on it.`;
  return null;
}

/**
 * What is said where a hazard workshop was not multi-disciplinary; null where it was, where nobody is named yet, and for a
 * meeting. It stops nothing (DCB0129 4.1.2 is a SHOULD), and a reason is enough.
 */
export function roomSentence(
  workshop: Pick<Workshop, 'kind' | 'number' | 'state' | 'departure' | 'day'>,
  attendees: readonly Attendee[],
  href: string,
  today: Day,
): Sentence | null {
  if (workshop.kind !== 'hazard workshop' || workshop.state === 'called off' || attendees.length === 0) return null;
  const missing = missingFrom(attendees);
  if (missing.length === 0) return null;
  const explained = workshop.departure !== '';
  return {
    so: [{ text: workshopReference(workshop.number), href }, ' is not multi-disciplinary, as we read DCB0129 4.1.2'],
    because: [hasBegun(workshop, today) ? sayMissing(missing) : `${listed(missing)} is named for it yet`],
    clears: explained
      ? []
      : [
          'Naming who else is there, or saying why it was right without them, clears it. The standard says that it should be; this stops nothing.',
        ],
  };
}

/** How many days after a workshop its minutes are missed. */
export const DAYS_TO_CLOSE = 7;

/** From when on minutes that are not closed stand on a desk. */
export function missedFrom(day: Day): Day {
  return dayAfter(day, DAYS_TO_CLOSE);
}

export function unclosedSentence(
  workshop: Pick<Workshop, 'number' | 'title' | 'day'>,
  service: string,
  today: Day,
): Sentence {
  return {
    so: ['The minutes of ', linkTo(workshop, service), ' are not closed'],
    because: [`it took place on ${sayDay(workshop.day)}, ${sayDistance(today, workshop.day)}`],
    clears: ['Closing them, or calling it off with the reason, clears it.'],
  };
}

export function waitingSentence(
  workshop: Pick<Workshop, 'number' | 'title' | 'day'>,
  service: string,
  waiting: number,
): Sentence {
  return {
    so: [
      `${counted(waiting, 'draft hazard')} of `,
      linkTo(workshop, service),
      `${waiting === 1 ? ' waits' : ' wait'} for triage`,
    ],
    because: [`${waiting === 1 ? 'it was' : 'they were'} raised on ${sayDay(workshop.day)} and nobody has decided yet`],
    clears: ['Recording each in the log, bringing it into a hazard that is there, or saying why not, clears it.'],
  };
}

function linkTo({ number, title }: Pick<Workshop, 'number' | 'title'>, service: string) {
  return { text: `${workshopReference(number)}, ${title}`, href: workshopPath(service, number) };
}
