import { counted } from '../../words/counting.ts';
import type { Sentence, Words } from '../../words/sentence.ts';

/*
 * The glossary of discussion: threads of comments about a subject, open or resolved, and what is attached to it. Nothing of
 * it is part of what is claimed. Pure.
 */

export const THREAD_STATES = ['open', 'resolved'] as const;
export type ThreadState = (typeof THREAD_STATES)[number];

/** What is talked about, by the name and the address that it had when it was begun: the discussion outlives it. */
export interface About {
  /** The kind of subject and its id: "hazard". */
  readonly kind: string;
  readonly id: string;
  /** Given by Primum, never typed: "HAZ-12". */
  readonly reference: string;
  /** Its page: "/services/DEMO/hazards/HAZ-12". */
  readonly path: string;
}

/** Somebody, as pages name them. */
export interface Person {
  readonly id: string;
  readonly name: string;
}

/** A wording that a comment had before it was edited. */
export interface Earlier {
  readonly at: Date;
  readonly text: string;
}

export interface Comment {
  readonly id: string;
  /** 1, 2, 3 in its thread. */
  readonly number: number;
  readonly author: Person;
  /** When it was first said. */
  readonly at: Date;
  readonly text: string;
  readonly mentions: readonly Person[];
  /** The wordings before this one, the first one first. */
  readonly earlier: readonly Earlier[];
  /** When it got the wording that it has; null where that is its first. */
  readonly editedAt: Date | null;
  /** Its text was taken away because the law asked for it. */
  readonly erased: boolean;
  /** The ledger entry that made its first wording, and the one that made this one. */
  readonly firstSeq: number;
  readonly version: number;
}

/** When a thread became what it is: resolved, or open again. */
export interface Turn {
  readonly seq: number;
  readonly at: Date;
  readonly who: string;
  readonly state: ThreadState;
}

export interface Thread {
  readonly id: string;
  readonly number: number;
  readonly about: About;
  /** The id of whoever began it. */
  readonly begunBy: string;
  readonly state: ThreadState;
  readonly comments: readonly Comment[];
  /** How it was resolved and opened again, in this order; without its beginning. */
  readonly turns: readonly Turn[];
}

export interface Attachment {
  readonly id: string;
  readonly number: number;
  readonly about: About;
  readonly words: string;
  readonly by: Person;
  readonly at: Date;
  /** A file that is kept, with its size in bytes; or a web address. */
  readonly what:
    | { readonly file: { readonly name: string; readonly sha256: string; readonly size: number } }
    | { readonly link: string };
  /** Null while it stands. */
  readonly withdrawn: { readonly by: string; readonly at: Date; readonly reason: string } | null;
  /** Every text of it was taken away because the law asked for it. */
  readonly erased: boolean;
  readonly version: number;
}

/** A line of a thread, as it is read: something said, or a turn. */
export type Entry = { readonly comment: Comment } | { readonly turn: Turn };

/** What was said and what became of it, in its order. What was said with a turn stands before it. */
export function entriesOf({ comments, turns }: Pick<Thread, 'comments' | 'turns'>): readonly Entry[] {
  const all = [
    ...comments.map((comment) => ({ seq: comment.firstSeq, entry: { comment } as Entry })),
    ...turns.map((turn) => ({ seq: turn.seq, entry: { turn } as Entry })),
  ];
  return all.toSorted((a, b) => a.seq - b.seq).map(({ entry }) => entry);
}

/** A number in an address or an input: "3"; null for anything else. */
export function numberIn(text: string): number | null {
  return /^[1-9]\d{0,8}$/u.test(text) ? Number(text) : null;
}

/** The discussion of a service; of one subject of it, where one is named. */
export function discussionPath(service: string, reference?: string): string {
  const path = `/services/${encodeURIComponent(service)}/discussion`;
  return reference === undefined ? path : `${path}?on=${encodeURIComponent(reference)}`;
}

export function threadPath(service: string, thread: number): string {
  return `${discussionPath(service)}/${thread}`;
}

/** Where a thread stands on the page of what it is about. */
export function threadAnchor(thread: number): string {
  return `thread-${thread}`;
}

/** Why a thread cannot be resolved; null where it can. @param mayAny whether they may resolve what others began */
export function whyNotResolved(
  { state, begunBy }: Pick<Thread, 'state' | 'begunBy'>,
  { person, mayAny }: { readonly person: string; readonly mayAny: boolean },
): string | null {
  if (state === 'resolved') return 'This is resolved already. Nothing was changed.';
  if (mayAny || begunBy === person) return null;
  return 'A viewer resolves only what they began themselves. Ask whoever began it. Nothing was changed.';
}

/** Why a thread cannot be opened again; null where it can. */
export function whyNotReopened({ state }: Pick<Thread, 'state'>): string | null {
  return state === 'open' ? 'This is open already: say in an answer what you want to say. Nothing was changed.' : null;
}

/** Why nothing can be answered to a thread as it stands; null where it can. */
export function whyNotAnswered({ state }: Pick<Thread, 'state'>): string | null {
  return state === 'resolved'
    ? 'This was resolved meanwhile. Open it again, and say there what you want to say. Nothing was changed.'
    : null;
}

/** Why a comment cannot be worded otherwise; null where it can. */
export function whyNotEdited({ author, erased }: Pick<Comment, 'author' | 'erased'>, person: string): string | null {
  if (author.id !== person) return `Only ${author.name} can change these words. Answer them instead.`;
  return erased ? 'These words were erased. Say what you want to say in an answer.' : null;
}

/** Why an attachment cannot be withdrawn; null where it can. */
export function whyNotWithdrawn({ withdrawn }: Pick<Attachment, 'withdrawn'>): string | null {
  return withdrawn === null ? null : 'This was withdrawn already. Nothing was changed.';
}

/** A mention that waits: what is so, and what clears it. */
export function mentionSentence(by: string, about: Pick<About, 'reference'>, href: string): Sentence {
  const so: Words = [`${by} mentioned you in the discussion of `, { text: about.reference, href }];
  return { so, because: [], clears: ['Answering, or marking it as read, clears it.'] };
}

/** "34 KB", "2.1 MB": bytes as people say them, in thousands. */
export function saySize(bytes: number): string {
  if (bytes < 1_000) return counted(bytes, 'byte');
  if (bytes < 999_500) return `${Math.round(bytes / 1_000)} KB`;
  return `${(bytes / 1_000_000).toFixed(1)} MB`;
}
