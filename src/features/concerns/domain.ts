import type { Answers } from './domain/answers.ts';
import type { Hours } from './domain/hours.ts';

/*
 * How anybody says that something is wrong, without an account and without being found out, and reads what came of it. What they
 * write is kept sealed; who reads it depends on what is in it.
 */

export * from './domain/answers.ts';
export * from './domain/hours.ts';
export * from './domain/named.ts';
export * from './domain/passphrase.ts';
export * from './domain/scan.ts';

/** How long a form that is begun waits for its next page. Minutes. */
export const IDLE_MINUTES = 30;

/** The form of a service, as the team has set it. What is missing keeps it from being published. */
export interface FormSet {
  readonly service: { readonly id: string; readonly reference: string; readonly name: string };
  /** What stands in its address: given once, and never another one. */
  readonly code: string;
  readonly published: boolean;
  readonly hours: Hours;
  /** Who reads it, in words that name nobody: "A nurse of the team". */
  readonly reader: string;
  /** Who is told at any hour: a person's id; null for nobody. */
  readonly onCall: string | null;
  /** What happens when that person does not answer: for the team. */
  readonly escalation: string;
  /** A free number that somebody answers, for whoever would rather speak; '' for none. */
  readonly phone: string;
  /** Which plain site "Exit this page" leads to, as in standards/concerns/exits.yaml. */
  readonly exit: string;
  /** Why it was taken down; '' where it was not. */
  readonly reason: string;
  readonly since: Date;
}

/** Somebody who may be told at any hour. */
export interface OnCall {
  readonly person: string;
  readonly name: string;
  readonly reachable: boolean;
  /** Whether they may read what safeguarding leads alone read. */
  readonly lead: boolean;
}

/**
 * What keeps a form from being published: sentences that say what to do; none where nothing does. A form that nobody reads is more
 * dangerous than none.
 * @param onCall who is set as on call; null where nobody is, or where they have left
 */
export function whyNotPublished(
  form: Pick<FormSet, 'reader' | 'hours' | 'escalation'> | null,
  onCall: OnCall | null,
): string[] {
  if (form === null) return ['Nobody has said yet who reads what comes in, and when. Say that first.'];
  return [
    ...(form.reader === '' ? ['Say who reads what comes in.'] : []),
    ...(form.hours.days.length === 0 ? ['Say in which hours somebody reads.'] : []),
    ...(onCall === null ? ['Name somebody of your organisation who is told at any hour.'] : []),
    ...(onCall && !onCall.reachable ? [`${onCall.name} has no address that mail can go to. Name somebody else.`] : []),
    ...(onCall && !onCall.lead
      ? [
          `${onCall.name} is no safeguarding lead of this service, and so could not read what they are told of. Name one who is.`,
        ]
      : []),
    ...(form.escalation === '' ? ['Say what happens when the person on call does not answer.'] : []),
  ];
}

export const STATES = ['waiting', 'incident', 'closed'] as const;
export type ConcernState = (typeof STATES)[number];

/** A concern as it is kept: none of its words. */
export interface ConcernRow {
  readonly id: string;
  readonly reference: string;
  readonly service: { readonly id: string; readonly reference: string; readonly name: string };
  readonly at: Date;
  readonly state: ConcernState;
  /** "INC-12"; null where none was made of it. */
  readonly incident: string | null;
  /** By which the incident answers whoever wrote it. */
  readonly report: string | null;
  /** When its state became so. */
  readonly since: Date;
  /** What was added since, by its ids. */
  readonly added: readonly string[];
  /** Sealed: it opens where the key is the one under which it was kept. */
  readonly verifier: Uint8Array;
}

/** The same as a list shows it to those who may read it. */
export interface ConcernLine extends ConcernRow {
  /** Something was added since it was dealt with. */
  readonly news: boolean;
}

/**
 * What those who handle incidents see of a concern; null where all of it is read in a compartment. Of what was added and lies in one,
 * they see as little as if it had never been added.
 */
export function forHandlers(row: ConcernRow, apart: Apart | null): ConcernLine | null {
  if (apart?.whole) return null;
  return { ...row, news: row.added.some((id) => !apart?.additions.has(id)) };
}

/** What of a concern lies in a compartment. */
export interface Apart {
  readonly whole: boolean;
  readonly additions: ReadonlySet<string>;
}

/** A concern with its words: only for whoever may read it, and each read is recorded. */
export interface ConcernWords {
  readonly answers: Answers;
  readonly additions: readonly { readonly id: string; readonly at: Date; readonly words: string }[];
  /** What whoever wrote it was told last; '' where nobody has told them anything. It stays, whatever becomes of the concern. */
  readonly told: string;
  readonly toldAt: Date | null;
  /** Who told them, by their id; null where nobody did. */
  readonly toldBy: string | null;
}

export interface Told {
  readonly at: Date;
  readonly words: string;
}

/**
 * What whoever wrote it was told, from a compartment too, the latest last: they alone read both, and those whom it opens to.
 * @param apart what they were told from there; null for nothing
 */
export function toldOf(
  { told, toldAt }: Pick<ConcernWords, 'told' | 'toldAt'>,
  apart: { readonly told: readonly Told[] } | null,
): Told[] {
  const apartTold = apart?.told ?? [];
  // An answer to what lies in a compartment as a whole stands in both places, so that in the database it looks as any other.
  const isTwice = apartTold.some(({ words }) => words === told);
  const openly = toldAt === null || isTwice ? [] : [{ at: toldAt, words: told }];
  return [...openly, ...apartTold].toSorted((a, b) => a.at.getTime() - b.at.getTime());
}

/** The same without what lies in a compartment. */
export function wordsForHandlers(words: ConcernWords, apart: Apart | null): ConcernWords {
  return { ...words, additions: words.additions.filter(({ id }) => !apart?.additions.has(id)) };
}

/** What whoever wrote it is told of what became of it. Nothing in it says who reads it. */
export function becameOf(state: ConcernState): string {
  if (state === 'incident') return 'The team is looking into what you told them.';
  if (state === 'closed') return 'The team has answered.';
  return 'It has arrived, and waits for the team to read it.';
}

/** Numbers under this say too much of too few people. */
export const LEAST_SHOWN = 5;

/** How many, for those who read none of them. */
export function fewOrCount(count: number): string {
  return count < LEAST_SHOWN ? `fewer than ${LEAST_SHOWN}` : count.toLocaleString('en-GB');
}

export function formPath(code: string): string {
  return `/q/${code}`;
}

export function concernsPath(service: string): string {
  return `/services/${encodeURIComponent(service)}/concerns`;
}

export function concernPath(service: string, reference: string): string {
  return `${concernsPath(service)}/${reference}`;
}
