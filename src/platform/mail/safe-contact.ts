import { sayDateTime } from '../london-time.ts';
import { nextWindow, readTimes, type SafeWindow } from './safe-times.ts';

/*
 * Whether, how and with what words somebody may be contacted. What they said of it is a matter of their safety, and no preference:
 * where it is not known, no word of what it is about goes out. Pure.
 */

/** The ways by which somebody could be reached. `place`: they come back by themselves, with what only they know. */
export const WAYS = ['place', 'e-mail', 'text message', 'call', 'post'] as const;
export type Way = (typeof WAYS)[number];

/** What somebody said of one way. */
export type Safety = 'safe' | 'unsafe' | 'unknown' | 'safe at times';

/** How somebody said that they can be reached. Nobody has to say anything; what is not said is unknown. */
export interface SafeContact {
  readonly ways: Readonly<Partial<Record<Way, Safety>>>;
  /** When it is safe, in their words; null for not said. */
  readonly times: string | null;
  /** Whether a message may be left where somebody else could find it; null for not said. */
  readonly mayLeaveMessage: boolean | null;
  /** What we may call ourselves: "the library"; null for not said, and then no name is given at all. */
  readonly callOurselves: string | null;
  /** In which form they need to be answered: large print, easy read, BSL, an interpreter; none where nothing was said. */
  readonly needs: readonly string[];
}

export const NOTHING_SAID: SafeContact = {
  ways: {},
  times: null,
  mayLeaveMessage: null,
  callOurselves: null,
  needs: [],
};

/** What somebody said, and when they said it last; null where nobody knows when. */
export interface ContactOnRecord extends SafeContact {
  readonly saidAt: Date | null;
}

/** What a message holds: words of what it is about, or nothing but that there is one. */
export type MessageKind = 'content' | 'neutral';

/** Why it goes, or does not. Kept of every message: codes, and no word of anybody. */
export const REASONS = [
  'their place',
  'a member',
  'a member, discreetly',
  'a member, who wants none',
  'safe',
  'safe at this time',
  'waits for a safe time',
  'not known whether safe',
  'said long ago',
  'unsafe',
  'times not understood',
  'content needs a safe way',
  'no address',
] as const;
export type Reason = (typeof REASONS)[number];

/** What was decided of one message to one person by one way. */
export interface Decision {
  /** `neutrally`: without a name of the service, without a word of what it is about, and without an address to follow. */
  readonly goes: 'as it is' | 'neutrally' | 'no';
  readonly reason: Reason;
  /** In words, for whoever wanted to tell them. */
  readonly says: string;
  /** What we may call ourselves; null for no name at all. */
  readonly name: string | null;
  /** When it may go, and until when; null for at any time. */
  readonly window: SafeWindow | null;
  /** Whether a person has to find out what can be done: nothing reaches them this way. */
  readonly forPerson: boolean;
}

/** Days for which an answer holds. Lives change: whoever was safe to write to may not be any more. */
export const ANSWER_HOLDS = 90;
const DAY = 86_400_000;

/** Whether what somebody said of their safety is too old to rely on, or nobody knows how old it is: then they are asked again. */
export function isOld(saidAt: Date | null, now: Date): boolean {
  return saidAt === null || now < saidAt || now >= askAgainAt(saidAt);
}

/** Until when what somebody said holds. */
export function askAgainAt(saidAt: Date): Date {
  return new Date(saidAt.getTime() + ANSWER_HOLDS * DAY);
}

/**
 * Whether a message may go to somebody by a way, and how. Old answers never open what a fresh one would not, and an answer that warns
 * never grows old.
 */
export function mayGoOut(contact: ContactOnRecord, way: Way, kind: MessageKind, now: Date): Decision {
  const found = way === 'place' ? THEIR_PLACE : foundOf(contact, way, now);
  const { goes, reason, says, window = null } = kind === 'content' ? withContent(found) : found;
  const isNo = goes === 'no';
  return { goes, reason, says, name: isNo ? null : nameOf(contact.callOurselves), window, forPerson: isNo };
}

type Found = Pick<Decision, 'goes' | 'reason' | 'says'> & { readonly window?: SafeWindow };

const THEIR_PLACE: Found = {
  goes: 'as it is',
  reason: 'their place',
  says: 'They come back for it by themselves, with what only they know.',
};

/** Words of what it is about go only where somebody said that it is safe. */
function withContent(found: Found): Found {
  if (found.goes !== 'neutrally') return found;
  const says = `${found.says} Words of what it is about need a way of which they said that it is safe.`;
  return { goes: 'no', reason: 'content needs a safe way', says };
}

function foundOf(contact: ContactOnRecord, way: Exclude<Way, 'place'>, now: Date): Found {
  const by = WAY_NAMES[way];
  const safety = contact.ways[way] ?? 'unknown';
  if (safety === 'safe at times') return atTimes(contact.times, by, isOld(contact.saidAt, now), now);
  if (safety === 'unsafe')
    return {
      goes: 'no',
      reason: 'unsafe',
      says: `It is not safe to reach them by ${by}: they said so. Nothing goes by ${by}.`,
    };
  if (safety === 'unknown')
    return {
      goes: 'neutrally',
      reason: 'not known whether safe',
      says: `Nobody knows whether it is safe to reach them by ${by}.`,
    };
  if (isOld(contact.saidAt, now))
    return {
      goes: 'neutrally',
      reason: 'said long ago',
      says: `That it is safe to reach them by ${by}, they said more than ${ANSWER_HOLDS} days ago. They are asked again when they come back.`,
    };
  return { goes: 'as it is', reason: 'safe', says: `They said that it is safe to reach them by ${by}.` };
}

function atTimes(words: string | null, by: string, old: boolean, now: Date): Found {
  const times = words === null ? null : readTimes(words);
  const window = times && nextWindow(times, now);
  if (window === null) {
    const says = `It is safe to reach them by ${by} at some times only, and which these are has to be read by a person. Nothing goes by itself.`;
    return { goes: 'no', reason: 'times not understood', says };
  }
  const goes = old ? 'neutrally' : 'as it is';
  if (window.from > now) {
    const says = `It is not safe to reach them by ${by} now. It goes on ${sayDateTime(window.from)}, when they said that it is.`;
    return { goes, reason: 'waits for a safe time', says, window };
  }
  const says = `They said that it is safe to reach them by ${by} at this time.`;
  return { goes, reason: 'safe at this time', says, window };
}

/** As a sentence calls them: "by text message". */
const WAY_NAMES: Readonly<Record<Exclude<Way, 'place'>, string>> = {
  'e-mail': 'e-mail',
  'text message': 'text message',
  call: 'phone',
  post: 'post',
};

const LONGEST_NAME = 60;

/** A name that can stand where a mail says whom it is from: one line, and nothing that could be an address. */
function nameOf(callOurselves: string | null): string | null {
  const name = (callOurselves ?? '').replaceAll(/\s+/gu, ' ').trim();
  if (name === '' || name.length > LONGEST_NAME) return null;
  return /[@<>"\\\p{Cc}\p{Cf}]|:\/\//u.test(name) ? null : name;
}

/** How somebody of a team takes mail; see `Contact`. */
export type StaffPolicy = 'plain' | 'discreet' | 'never';

/** The same for somebody of a team, who said it on their own account. */
export function mayGoToMember(policy: StaffPolicy): Decision {
  const rest = { name: null, window: null, forPerson: false };
  if (policy === 'never')
    return { goes: 'no', reason: 'a member, who wants none', says: 'They want no mail.', ...rest };
  if (policy === 'discreet')
    return {
      goes: 'neutrally',
      reason: 'a member, discreetly',
      says: 'Somebody else may see their mail, so it says nothing.',
      ...rest,
    };
  return { goes: 'as it is', reason: 'a member', says: 'They get mail that says where it comes from.', ...rest };
}

/** What is decided where there is nothing that it could go to. */
export const NO_ADDRESS: Decision = {
  goes: 'no',
  reason: 'no address',
  says: 'They gave no address that it could go to.',
  name: null,
  window: null,
  forPerson: true,
};
