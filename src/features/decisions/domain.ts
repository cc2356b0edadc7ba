import { daysBetween, isDay, type Day } from '../../words/days.ts';
import { numberIn } from './domain/references.ts';

/*
 * The glossary of the decision log (DCB0129 3.1.4): what was asked, which options were looked at, which was chosen, why and
 * by whom. A decision is never deleted; it is corrected by another one that supersedes it. Pure.
 */

export * from './domain/assumptions.ts';
export { numberIn } from './domain/references.ts';

/** `open`: asked, and none chosen yet. */
export const DECISION_STATES = ['open', 'taken', 'superseded'] as const;
export type DecisionState = (typeof DECISION_STATES)[number];

/** An option that was looked at; '' where nothing was said for or against it. */
export interface Option {
  readonly text: string;
  readonly pros: string;
  readonly cons: string;
}

/** Who decided: somebody here, or a group by its name, with the people in it. */
export type Decider =
  | { readonly person: { readonly id: string; readonly name: string } }
  | { readonly group: string; readonly people: string };

/** What a decision touches, as it is called now; documents that are kept elsewhere have words alone. */
export interface Touched {
  /** "Hazard"; "Document" */
  readonly word: string;
  readonly reference: string | null;
  readonly title: string;
  /** Null where it cannot be followed. */
  readonly href: string | null;
}

export interface Decision {
  readonly id: string;
  readonly number: number;
  readonly service: { readonly id: string; readonly reference: string; readonly name: string };
  readonly question: string;
  readonly options: readonly Option[];
  /** The place of the chosen option, from 1; null while none is chosen. */
  readonly chosen: number | null;
  /** '' while none is chosen. */
  readonly reason: string;
  readonly by: Decider | null;
  readonly on: Day | null;
  readonly state: DecisionState;
  /** The numbers of the decision that it corrects, and of the one that corrects it. */
  readonly supersedes: number | null;
  readonly supersededBy: number | null;
  readonly recorded: { readonly by: string; readonly at: Date };
  /** The ledger entry that made it so. */
  readonly version: number;
}

/** The reference that people use: DEC-3. Stable, and never used again. */
export function decisionReference(number: number): string {
  return `DEC-${number}`;
}

/** @returns the number in "DEC-3", "dec 3" or "3"; null for anything else */
export function decisionNumber(reference: string): number | null {
  return numberIn('dec', reference);
}

export function decisionPath(service: string, number: number): string {
  return `/services/${encodeURIComponent(service)}/decisions/${decisionReference(number)}`;
}

/** "Wren Applewhite"; "Clinical safety group (Wren Applewhite, Ottoline Reed)" */
export function sayDecider(by: Decider): string {
  if ('person' in by) return by.person.name;
  const people = by.people
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
  return `${by.group} (${people.join(', ')})`;
}

/** A decision as it is typed. */
export interface TypedDecision {
  readonly options: readonly Option[];
  readonly chosen: number | null;
  readonly reason: string;
  readonly decidedOn: string;
  /** The id of a person; null for a group. */
  readonly decidedBy: string | null;
  readonly group: string;
  readonly people: string;
}

export interface Problem {
  readonly field: string;
  readonly message: string;
}

/** What is missing or does not fit in a decision, each at its field; nothing, where it can be kept. */
export function problemsOf(typed: TypedDecision, today: Day): Problem[] {
  const { options, chosen } = typed;
  const nameless = options.flatMap((option, index) =>
    option.text === '' && (option.pros !== '' || option.cons !== '')
      ? [{ field: `options.${index}.text`, message: `Say what option ${index + 1} is.` }]
      : [],
  );
  return [...nameless, ...(chosen === null ? problemsOfOpen(typed) : problemsOfTaken(typed, chosen, today))];
}

function problemsOfOpen({ reason, decidedOn }: TypedDecision): Problem[] {
  if (reason === '' && decidedOn === '') return [];
  const message = 'Choose the option that was taken. If none is yet, leave the reason and the day empty.';
  return [{ field: 'chosen', message }];
}

function problemsOfTaken(typed: TypedDecision, chosen: number, today: Day): Problem[] {
  const { options, reason, decidedOn, decidedBy, group, people } = typed;
  const isGroup = decidedBy === null;
  return [
    (options[chosen - 1]?.text ?? '') === '' && {
      field: 'chosen',
      message: `Say what option ${chosen} is, or choose another one.`,
    },
    reason === '' && { field: 'reason', message: 'Say why it was chosen.' },
    !isDay(decidedOn) && { field: 'decidedOn', message: 'Give the day on which it was decided, such as 2026-03-12.' },
    isDay(decidedOn) &&
      daysBetween(today, decidedOn) > 0 && {
        field: 'decidedOn',
        message: 'Give a day that has been, or today. What is still to be decided is open.',
      },
    isGroup &&
      group === '' && { field: 'decidedBy', message: 'Choose who decided, or give the name of the group that did.' },
    isGroup &&
      group !== '' &&
      people === '' && { field: 'people', message: 'Say who was in the group, one on a line.' },
    !isGroup &&
      (group !== '' || people !== '') && {
        field: 'decidedBy',
        message: 'Choose a person, or give the name of a group: one of the two.',
      },
  ].filter((problem) => problem !== false);
}

/** Why an open decision cannot be taken; null where it can. */
export function whyNotTaken({ number, state }: Pick<Decision, 'number' | 'state'>): string | null {
  if (state === 'open') return null;
  const named = decisionReference(number);
  return state === 'taken'
    ? `${named} is taken already. To correct it, record a decision that supersedes it. Nothing was changed.`
    : `${named} is superseded already. Nothing was changed.`;
}

/** Why a decision cannot be superseded; null where it can. */
export function whyNotSuperseded({
  number,
  state,
  supersededBy,
}: Pick<Decision, 'number' | 'state' | 'supersededBy'>): string | null {
  if (state !== 'superseded') return null;
  return `${decisionReference(number)} is superseded already${
    supersededBy === null ? '' : ` by ${decisionReference(supersededBy)}: correct that one`
  }. Nothing was changed.`;
}
