import { daysBetween, isDay, sayDay, sayDistance, type Day } from '../../words/days.ts';
import type { Sentence } from '../../words/sentence.ts';

/*
 * The glossary of actions: what somebody has to do by a day, from whatever source, and with what evidence it was done. Pure.
 */

export const ACTION_STATES = ['open', 'done', 'not needed'] as const;
export type ActionState = (typeof ACTION_STATES)[number];

/** What an action comes from, by the name and the address that it had then: the action outlives it. */
export interface ActionSource {
  /** The kind of subject: "approval", "hazard". */
  readonly kind: string;
  readonly id: string;
  /** Given by Primum, never typed: "Approval of version 5 of the hazard log". */
  readonly label: string;
  readonly href: string;
}

/** An action as it stands, or stood. */
export interface Action {
  readonly id: string;
  readonly number: number;
  readonly title: string;
  readonly owner: { readonly id: string; readonly name: string };
  readonly due: Day;
  /** Null for what belongs to no single service. */
  readonly service: { readonly id: string; readonly reference: string; readonly name: string } | null;
  /** Null for one that was added by hand. */
  readonly source: ActionSource | null;
  readonly state: ActionState;
  /** What shows that it was done; '' where nothing does. */
  readonly evidence: string;
  readonly evidenceLink: string;
  /** Why it stands as it does: no longer needed, taken up again, put off, or handed on; '' otherwise. */
  readonly reason: string;
  /** The ledger entry that made it so. */
  readonly version: number;
  readonly changedAt: Date;
}

/** What the list can be in the order of. */
export const SORTS = ['due', 'number', 'owner', 'service'] as const;
export type SortBy = (typeof SORTS)[number];

/** The reference that people use: ACT-12. Stable, and never used again. */
export function actionReference(number: number): string {
  return `ACT-${number}`;
}

/** @returns the number in "ACT-12", "act 12" or "12"; null for anything else */
export function actionNumber(reference: string): number | null {
  const match = /^\s*(?:act[-\s]?)?0*([1-9]\d{0,8})\s*$/iu.exec(reference);
  return match ? Number(match[1]) : null;
}

export function actionPath(number: number): string {
  return `/actions/${actionReference(number)}`;
}

/** Whether its day is over and it is not done. On the day itself there is still time. */
export function isOverdue({ state, due }: Pick<Action, 'state' | 'due'>, today: Day): boolean {
  return state === 'open' && daysBetween(today, due) < 0;
}

/** "due 16 March 2026, in 4 days"; "was due 8 March 2026, 4 days ago". */
export function sayDue(due: Day, today: Day): string {
  return `${daysBetween(today, due) < 0 ? 'was due' : 'due'} ${sayDay(due)}, ${sayDistance(today, due)}`;
}

/** How an open action stands: what is to be done; what is so, because of what, and what clears it, where it is overdue. */
export function openSentence(action: Pick<Action, 'number' | 'title' | 'due' | 'source'>, today: Day): Sentence {
  const link = { text: action.title.replace(/[.\s]+$/u, ''), href: actionPath(action.number) };
  const { source } = action;
  const origin = source ? ['Source: ', { text: source.label, href: source.href }, '.'] : [];
  if (daysBetween(today, action.due) >= 0) return { so: [link], because: [], clears: origin };
  return {
    so: ['“', link, '” is overdue'],
    because: [`it ${sayDue(action.due, today)}`],
    clears: [...origin, `${source ? ' ' : ''}Saying with what evidence it was done clears it.`],
  };
}

/** Why an action cannot be changed as it stands; null where it can. */
export function whyNotOpen({ number, state }: Pick<Action, 'number' | 'state'>): string | null {
  if (state === 'open') return null;
  const how = state === 'done' ? 'done already' : 'no longer needed';
  return `${actionReference(number)} is ${how}. To change it, take it up again first. Nothing was changed.`;
}

/** Why an action cannot be taken up again; null where it can. */
export function whyNotTakenUp({ number, state }: Pick<Action, 'number' | 'state'>): string | null {
  return state === 'open' ? `${actionReference(number)} is open already. Nothing was changed.` : null;
}

/** The last day that an action can be due: whoever means another one has mistyped the year. */
const MOST_YEARS_AHEAD = 20;

/** What is wrong with a day by which something is to be done; null where nothing is. */
export function whyNotDue(due: string, today: Day): string | null {
  if (!isDay(due)) return 'Give the day by which it is to be done, such as 2026-03-31.';
  if (daysBetween(today, due) < 0) return 'Give a day that is still to come, or today.';
  if (daysBetween(today, due) > MOST_YEARS_AHEAD * 366) return 'Check the year: this day is more than 20 years away.';
  return null;
}

/** A version of an action, beside who made it. */
export interface ActionVersion {
  readonly at: Date;
  readonly who: string;
  readonly owner: string;
  readonly due: Day;
  readonly state: ActionState;
  readonly reason: string;
  readonly evidence: string;
}

/** One thing that happened to an action. */
export interface ActionChange {
  readonly at: Date;
  readonly who: string;
  readonly what: readonly string[];
  readonly reason: string;
}

/** What happened to an action, from its versions, the first one first. Latest first. */
export function changesOf(versions: readonly ActionVersion[]): ActionChange[] {
  return versions
    .map((version, index) => ({
      at: version.at,
      who: version.who,
      what: whatChanged(versions[index - 1] ?? null, version),
      reason: version.state === 'done' && versions[index - 1]?.state !== 'done' ? version.evidence : version.reason,
    }))
    .toReversed();
}

function whatChanged(before: ActionVersion | null, version: ActionVersion): string[] {
  if (before === null) return [`Added for ${version.owner}, due ${sayDay(version.due)}`];
  const said: string[] = [];
  if (before.state !== version.state)
    said.push({ open: 'Taken up again', done: 'Done', 'not needed': 'No longer needed' }[version.state]);
  if (before.owner !== version.owner) said.push(`Handed from ${before.owner} to ${version.owner}`);
  if (before.due !== version.due) said.push(`Due ${sayDay(version.due)} in place of ${sayDay(before.due)}`);
  return said;
}
