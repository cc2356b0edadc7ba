import { DRAFT_TEXT_NAMES, DRAFT_TEXTS, type Draft, type DraftText } from './drafts.ts';
import { sayPrompt } from './prompts.ts';
import type { Attendee } from './room.ts';

/*
 * Which texts of a workshop can be erased, and how they are named in a command: "scope", "guest-<id>", "said-swift-fails",
 * "decision-2", "draft-3-cause". Pure.
 */

/** The single texts of a workshop, by the name that a command gives them. */
export const WORKSHOP_TEXTS = {
  title: 'Title',
  scope: 'What is looked at',
  departure: 'Why it was right as it was',
  reason: 'Why it was called off or opened again',
} as const;
export type WorkshopText = keyof typeof WORKSHOP_TEXTS;

export type ErasableField =
  | { readonly kind: 'workshop'; readonly column: WorkshopText }
  | { readonly kind: 'guest'; readonly id: string }
  | { readonly kind: 'said'; readonly prompt: string }
  | { readonly kind: 'decision'; readonly number: number }
  | { readonly kind: 'draft'; readonly number: number; readonly column: DraftText | 'reason' };

/** @returns null where there is no such field */
export function erasableField(name: string): ErasableField | null {
  if (Object.hasOwn(WORKSHOP_TEXTS, name)) return { kind: 'workshop', column: name as WorkshopText };
  const guest = /^guest-([\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12})$/u.exec(name);
  if (guest) return { kind: 'guest', id: guest[1]! };
  const said = /^said-([a-z0-9-]{1,60})$/u.exec(name);
  if (said) return { kind: 'said', prompt: said[1]! };
  const decision = /^decision-([1-9]\d{0,8})$/u.exec(name);
  if (decision) return { kind: 'decision', number: Number(decision[1]) };
  const draft = /^draft-([1-9]\d{0,8})-([a-z]+)$/u.exec(name);
  const column = [...DRAFT_TEXTS, 'reason' as const].find((one) => one === draft?.[2]);
  return draft && column ? { kind: 'draft', number: Number(draft[1]), column } : null;
}

export interface ErasableText {
  readonly field: string;
  readonly label: string;
  readonly text: string;
}

interface Erasable extends Readonly<Record<WorkshopText, string>> {
  readonly attendees: readonly Attendee[];
  readonly notes: readonly { readonly prompt: string; readonly text: string }[];
  readonly decisions: readonly { readonly number: number; readonly text: string }[];
  readonly drafts: readonly Draft[];
}

/** Every text that is there and not yet erased, with its field and what it is called. */
export function erasableTexts(workshop: Erasable): ErasableText[] {
  const all: ErasableText[] = [
    ...workshop.attendees.map(({ id, guest }) => ({ field: `guest-${id}`, label: 'Name of a guest', text: guest })),
    ...workshop.notes.map(({ prompt, text }) => ({ field: `said-${prompt}`, label: sayPrompt(prompt), text })),
    ...workshop.decisions.map(({ number, text }) => ({
      field: `decision-${number}`,
      label: `Decision ${number}`,
      text,
    })),
    ...workshop.drafts.flatMap((draft) => [
      ...DRAFT_TEXTS.map((column) => ({
        field: `draft-${draft.number}-${column}`,
        label: `Draft ${draft.number}: ${DRAFT_TEXT_NAMES[column]}`,
        text: draft[column],
      })),
      { field: `draft-${draft.number}-reason`, label: `Draft ${draft.number}: reason`, text: draft.reason },
    ]),
    ...(Object.keys(WORKSHOP_TEXTS) as WorkshopText[]).map((column) => ({
      field: column,
      label: WORKSHOP_TEXTS[column],
      text: workshop[column],
    })),
  ];
  return all.filter(({ text }) => text !== '' && !/^\[erased on [^\]]+\]$/u.test(text));
}
