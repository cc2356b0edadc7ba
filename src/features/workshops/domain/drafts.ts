import { mergeChoice, mergeText } from './merging.ts';
import type { Raiser } from './room.ts';

/*
 * Draft hazards: what a room thinks could harm somebody, in its own words, until a person decides what becomes of each.
 */

/** Where a hazard can arise, as the service standard's point 16 names it. */
export const PLACES = ['content', 'process', 'service'] as const;
export type Place = (typeof PLACES)[number];

export const PLACE_WORDS: Readonly<Record<Place, string>> = {
  content: 'In the content: what the service says',
  process: 'In the process: how people work with it',
  service: 'In the service: how it is built and runs',
};

/** `waiting` for somebody who decides; `taken back` in the room, before that. */
export const DRAFT_STATES = ['waiting', 'recorded', 'merged', 'not taken', 'taken back'] as const;
export type DraftState = (typeof DRAFT_STATES)[number];

export const DRAFT_TEXTS = ['name', 'cause', 'effect', 'harm', 'harmed'] as const;
export type DraftText = (typeof DRAFT_TEXTS)[number];

/** The texts as people call them. */
export const DRAFT_TEXT_NAMES: Readonly<Record<DraftText, string>> = {
  name: 'Hazard',
  cause: 'Cause',
  effect: 'Effect',
  harm: 'Harm',
  harmed: 'Who is harmed',
};

/** What can be said of a draft in the room; '' where nothing was. */
export interface DraftFields extends Readonly<Record<DraftText, string>> {
  /** A component of the service, by its name. */
  readonly component: string;
  readonly place: Place | null;
  readonly raisedBy: Raiser | null;
}

export interface Draft extends DraftFields {
  readonly id: string;
  /** Given once in its workshop: "draft 2". */
  readonly number: number;
  /** The prompt under which it came up. */
  readonly prompt: string;
  readonly state: DraftState;
  /** The hazard that it became, or was merged into. */
  readonly hazard: { readonly id: string; readonly reference: string } | null;
  /** Why it was merged or not taken. */
  readonly reason: string;
  /** Who decided what became of it, and when; null while nobody has. */
  readonly decided: { readonly by: string; readonly at: Date } | null;
}

/** Whether nothing at all is said of it. */
export function isBlank(fields: Pick<DraftFields, DraftText>): boolean {
  return DRAFT_TEXTS.every((field) => fields[field].trim() === '');
}

/** Brings together what two people typed into one draft. @returns whether both typed into one of its fields */
export function mergeDraft(
  shown: DraftFields,
  now: DraftFields,
  typed: DraftFields,
  same: (one: Raiser | null, other: Raiser | null) => boolean,
): { readonly fields: DraftFields; readonly both: boolean } {
  const merged = DRAFT_TEXTS.map((field) => [field, mergeText(shown[field], now[field], typed[field], ' / ')] as const);
  return {
    fields: {
      ...(Object.fromEntries(merged.map(([field, { text }]) => [field, text])) as Record<DraftText, string>),
      component: mergeChoice(shown.component, now.component, typed.component),
      place: mergeChoice(shown.place, now.place, typed.place),
      raisedBy: same(typed.raisedBy, shown.raisedBy) ? now.raisedBy : typed.raisedBy,
    },
    both: merged.some(([, { both }]) => both),
  };
}

const OUTCOME_WORDS: Readonly<Record<DraftState, (hazard: string) => string>> = {
  waiting: () => 'Waits for triage',
  recorded: (hazard) => `Recorded as ${hazard}`,
  merged: (hazard) => `Brought into ${hazard}`,
  'not taken': () => 'Not taken into the log',
  'taken back': () => 'Taken back in the room',
};

/** What became of a draft, in words: "Recorded as HAZ-31". */
export function sayOutcome({ state, hazard }: Pick<Draft, 'state' | 'hazard'>): string {
  return OUTCOME_WORDS[state](hazard?.reference ?? 'a hazard');
}
