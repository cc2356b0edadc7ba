import { sectionNoun } from '../standards/domain.ts';
import { dayAfter, isDay, sayDay, type Day } from '../../words/days.ts';
import type { Sentence } from '../../words/sentence.ts';

/*
 * The glossary of assessors: who is invited from outside to look at one service for a time, and what they say to its team.
 * Pure.
 */

/** Days for which somebody looks, unless something else is said. */
export const USUAL_DAYS = 14;
/** And at most: whoever looks for longer is invited again. */
export const MOST_DAYS = 90;

/** An invitation as it stands. */
export interface Invitation {
  readonly id: string;
  /** 1, 2, 3 in its service. */
  readonly number: number;
  readonly person: { readonly id: string; readonly name: string };
  /** What they are from: "Example Assessment Panel". */
  readonly from: string;
  /** '' where nobody was written to. */
  readonly address: string;
  /** Ids of catalogues: what they are shown first. */
  readonly standards: readonly string[];
  readonly invitedBy: string;
  readonly invitedAt: Date;
  readonly until: Date;
  /** When somebody ended it early; null where nobody did. */
  readonly endedAt: Date | null;
  readonly reason: string;
}

export type InvitationState = 'open' | 'ended' | 'over';

/** How an invitation stands: its link opens as long as it is open. */
export function stateOf({ endedAt, until }: Pick<Invitation, 'endedAt' | 'until'>, now: Date): InvitationState {
  if (endedAt !== null) return 'ended';
  return until > now ? 'open' : 'over';
}

/** Why a day cannot be the last one on which somebody looks; null where it can. */
export function whyNotUntil(day: Day, today: Day): string | null {
  if (!isDay(day)) return 'Give the last day, such as 2027-03-31.';
  if (day < today) return 'Choose a day that is still to come.';
  const last = dayAfter(today, MOST_DAYS);
  return day > last
    ? `Choose a day within ${MOST_DAYS} days: ${sayDay(last)} at the latest. They can be invited again.`
    : null;
}

/** Why an invitation cannot be ended; null where it can. */
export function whyNotEnded(name: string, state: InvitationState): string | null {
  if (state === 'open') return null;
  return state === 'ended'
    ? `Somebody has ended the access of ${name} already. Nothing was changed.`
    : `The last day of ${name} is over, and the link no longer works. Nothing was changed.`;
}

/** What somebody holds in one organisation now. */
export interface Holding {
  readonly organisation: string;
  readonly role: string;
  readonly service: string | null;
}

/**
 * Whether the link of an invitation may sign its person in. It may be used again and by whoever holds it, so it never opens
 * more than it was made for: whoever holds anything else, here or elsewhere, comes in by a way of their own.
 */
export function opensNoMore(
  held: readonly Holding[],
  given: { readonly organisation: string; readonly service: string },
): boolean {
  return (
    held.length > 0 &&
    held.every(
      ({ organisation, role, service }) =>
        organisation === given.organisation && role === 'assessor' && service?.toUpperCase() === given.service,
    )
  );
}

/** What a comment is about. */
export interface About {
  /** The id of a catalogue; null for the service as a whole. */
  readonly standard: string | null;
  /** One of its sections; null for the whole of it. */
  readonly section: string | null;
}

/** An answer of the team. */
export interface Answer {
  readonly by: string;
  readonly at: Date;
  readonly text: string;
  /** The number of the action that was made of it. */
  readonly action: number | null;
}

/** What an assessor said. It waits until somebody of the team has answered. */
export interface Comment extends About {
  readonly id: string;
  readonly number: number;
  readonly author: { readonly id: string; readonly name: string };
  /** What the author is from; '' where they were not invited here. */
  readonly from: string;
  readonly at: Date;
  readonly text: string;
  readonly answers: readonly Answer[];
}

export function isWaiting({ answers }: Pick<Comment, 'answers'>): boolean {
  return answers.length === 0;
}

/** "Comment 3" */
export function commentName(number: number): string {
  return `Comment ${number}`;
}

/** Who said it: "Teasel Wick, Example Assessment Panel". */
export function authorWords({ author, from }: Pick<Comment, 'author' | 'from'>): string {
  return from === '' ? author.name : `${author.name}, ${from}`;
}

/** A catalogue as comments name it. */
export interface Standard {
  readonly id: string;
  readonly name: string;
  readonly sections: readonly { readonly id: string; readonly title: string }[];
}

/** What a comment is about, in words: "NHS service standard, point 16, clause 4: A nominated officer"; what is gone by its id. */
export function aboutWords({ standard, section }: About, standards: readonly Standard[]): string {
  if (standard === null) return 'The service as a whole';
  const found = standards.find(({ id }) => id === standard);
  const name = found?.name ?? standard;
  if (section === null) return `${name}, as a whole`;
  const title = found?.sections.find(({ id }) => id === section)?.title;
  return `${name}, ${sectionNoun({ id: standard })} ${section}${title === undefined ? '' : `: ${title}`}`;
}

/** That a comment waits, and what clears it: word for word the same on the desk and on its page. */
export function waitingSentence(comment: Comment, about: string, href: string): Sentence {
  return {
    so: [{ text: `${commentName(comment.number)} of an assessor`, href }, ' waits for an answer'],
    because: [`${authorWords(comment)} commented on “${about}”`],
    clears: ['An answer of the team clears it.'],
  };
}

/** Where invitations are looked after. */
export function assessorsPath(service: string): string {
  return `/services/${service}/assessors`;
}

/** Where comments stand. */
export function assessmentPath(service: string, comment?: number): string {
  return `/services/${service}/assessment${comment === undefined ? '' : `#comment-${comment}`}`;
}

/** Where an assessor comments: on a section, on a standard, or on the service. */
export function commentPath(service: string, { standard, section }: About): string {
  const asked = new URLSearchParams({
    ...(standard !== null && { standard }),
    ...(standard !== null && section !== null && { section }),
  }).toString();
  return `${assessmentPath(service)}/comment${asked === '' ? '' : `?${asked}`}`;
}

/** Where the team answers. */
export function answerPath(service: string, comment: number): string {
  return `${assessmentPath(service)}/comments/${comment}/answer`;
}

/** A whole number as it stands in an address; null for anything else. */
export function numberIn(text: string): number | null {
  return /^[1-9]\d{0,8}$/u.test(text) ? Number(text) : null;
}
