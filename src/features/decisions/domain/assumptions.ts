import { dayAfter, daysBetween, isDay, sayDay, sayDistance, type Day } from '../../../words/days.ts';
import type { Sentence, Words } from '../../../words/sentence.ts';
import { numberIn } from './references.ts';

/*
 * The glossary of assumptions (DCB0129 3.1.4): what is taken to be so, why, who looks after it, and until when it can be
 * relied on without another look. Pure.
 */

export const ASSUMPTION_STATES = ['held', 'found false', 'no longer needed'] as const;
export type AssumptionState = (typeof ASSUMPTION_STATES)[number];

export interface Assumption {
  readonly id: string;
  readonly number: number;
  readonly service: { readonly id: string; readonly reference: string; readonly name: string };
  readonly text: string;
  readonly why: string;
  readonly owner: { readonly id: string; readonly name: string };
  /** The last day on which it can be relied on without another look. */
  readonly reviewBy: Day;
  readonly state: AssumptionState;
  /** Since when it is in this state. */
  readonly since: Day;
  /** What was said when it was last looked at or handed on; '' where it was only recorded. */
  readonly reason: string;
  /** The ledger entry that made it so. */
  readonly version: number;
}

/** The reference that people use: ASM-2. Stable, and never used again. */
export function assumptionReference(number: number): string {
  return `ASM-${number}`;
}

/** @returns the number in "ASM-2", "asm 2" or "2"; null for anything else */
export function assumptionNumber(reference: string): number | null {
  return numberIn('asm', reference);
}

export function assumptionPath(service: string, number: number): string {
  return `/services/${encodeURIComponent(service)}/assumptions/${assumptionReference(number)}`;
}

/** From so many days before its review on, somebody should look. */
export const DUE_SOON = 30;

/** How an assumption stands on a day. `lapsed`: nobody said that it is false, and nobody looked in time. */
export type AssumptionStanding = 'current' | 'due' | 'lapsed' | 'found false' | 'no longer needed';

export function assumptionStanding(
  { state, reviewBy }: Pick<Assumption, 'state' | 'reviewBy'>,
  today: Day,
): AssumptionStanding {
  if (state !== 'held') return state;
  const left = daysBetween(today, reviewBy);
  return left < 0 ? 'lapsed' : left <= DUE_SOON ? 'due' : 'current';
}

/**
 * Why whatever rests on an assumption does not hold now, as a part of its sentence: "assumption ASM-2 was found false on 9
 * March 2026"; null where the assumption holds.
 */
export function whyNotRelied(
  assumption: Pick<Assumption, 'number' | 'state' | 'reviewBy' | 'since'> & {
    readonly service: { readonly reference: string };
  },
  today: Day,
): Words | null {
  const { number, service, reviewBy, since } = assumption;
  const link = { text: assumptionReference(number), href: assumptionPath(service.reference, number) };
  switch (assumptionStanding(assumption, today)) {
    case 'found false':
      return ['assumption ', link, ` was found false on ${sayDay(since)}`];
    case 'no longer needed':
      return ['assumption ', link, ` was said to be no longer needed on ${sayDay(since)}`];
    case 'lapsed':
      return ['assumption ', link, ` was to be looked at by ${sayDay(reviewBy)}`];
    default:
      return null;
  }
}

/** The same of one that was found false, where nothing can be followed. */
export function foundFalseWords({ number, since }: Pick<Assumption, 'number' | 'since'>): string {
  return `assumption ${assumptionReference(number)} was found false on ${sayDay(since)}`;
}

/** What clears a rating that rests on an assumption which does not hold, as a whole sentence. */
export function clearsReliance(standing: AssumptionStanding): string {
  const anew = 'A new rating that no longer rests on it';
  if (standing === 'lapsed') return `A review that finds it still held, or ${anew.toLowerCase()}, clears it.`;
  return `${anew} clears it, and so does holding the assumption again with a reason.`;
}

/** How many things rest on an assumption, and where they are said. */
export interface Resting {
  readonly count: number;
}

/** What is so of an assumption that somebody has to look at, because of what, and what clears it; null where nobody has. */
export function assumptionSentence(
  assumption: Pick<Assumption, 'number' | 'text' | 'state' | 'reviewBy' | 'since' | 'reason' | 'service'>,
  { count }: Resting,
  today: Day,
): Sentence | null {
  const { number, service, reviewBy, since, reason, text } = assumption;
  const link = { text: assumptionReference(number), href: assumptionPath(service.reference, number) };
  const said = `“${shortened(text)}”`;
  const resting = count === 0 ? '' : ` ${count === 1 ? 'One rating rests' : `${count} ratings rest`} on it.`;
  switch (assumptionStanding(assumption, today)) {
    case 'found false':
      return {
        so: ['Assumption ', link, ` (${said}) was found false on ${sayDay(since)}`],
        because: [`it was said then: “${shortened(reason)}”`],
        clears:
          count === 0
            ? []
            : [
                `${resting.trim()} A new rating that does not rest on it clears it, and so does holding the assumption again with a reason.`,
              ],
      };
    case 'lapsed':
    case 'due': {
      const late = daysBetween(today, reviewBy) < 0;
      return {
        so: ['Assumption ', link, ` (${said}) ${late ? 'has lapsed' : 'is to be looked at again'}`],
        because: [`its review ${late ? 'was' : 'is'} due ${sayDay(reviewBy)}, ${sayDistance(today, reviewBy)}`],
        clears: [`${resting === '' ? '' : `${resting.trim()} `}A review that says whether it still holds clears it.`],
      };
    }
    case 'no longer needed':
      if (count === 0) return null;
      return {
        so: ['Assumption ', link, ` (${said}) is no longer needed, and is still relied on`],
        because: [`it was said on ${sayDay(since)}: “${shortened(reason)}”`],
        clears: [`${resting.trim()} A new rating that does not rest on it clears it.`],
      };
    default:
      return null;
  }
}

/** Longer than this, the words are read where they stand. Characters. */
const MOST_WORDS = 160;

function shortened(text: string): string {
  const words = text.replaceAll(/\s+/gu, ' ').replace(/[.\s]+$/u, '');
  return words.length > MOST_WORDS ? `${words.slice(0, MOST_WORDS).trimEnd()}...` : words;
}

/** The latest day by which an assumption is looked at again: whoever means another one has mistyped the year. */
const MOST_YEARS_AHEAD = 5;

/** What is wrong with a day by which it is looked at again; null where nothing is. */
export function whyNotReviewBy(day: string, today: Day): string | null {
  if (!isDay(day)) return 'Give the day by which somebody looks at it again, such as 2026-09-30.';
  if (daysBetween(today, day) < 0) return 'Give a day that is still to come, or today.';
  if (daysBetween(dayAfter(today, MOST_YEARS_AHEAD * 366), day) > 0)
    return `Give a day in the next ${MOST_YEARS_AHEAD} years: what nobody looks at for longer is not known.`;
  return null;
}

/** A version of an assumption, beside who made it. */
export interface AssumptionVersion {
  readonly at: Date;
  readonly who: string;
  readonly owner: string;
  readonly reviewBy: Day;
  readonly state: AssumptionState;
  readonly reason: string;
}

export interface AssumptionChange {
  readonly at: Date;
  readonly who: string;
  readonly what: readonly string[];
  readonly reason: string;
}

/** What happened to an assumption, from its versions, the first one first. Latest first. */
export function assumptionChanges(versions: readonly AssumptionVersion[]): AssumptionChange[] {
  return versions
    .map((version, index) => ({
      at: version.at,
      who: version.who,
      what: whatChanged(versions[index - 1] ?? null, version),
      reason: version.reason,
    }))
    .toReversed();
}

const BECAME: Readonly<Record<AssumptionState, string>> = {
  held: 'Held again',
  'found false': 'Found false',
  'no longer needed': 'No longer needed',
};

function whatChanged(before: AssumptionVersion | null, version: AssumptionVersion): string[] {
  const by = `to be looked at again by ${sayDay(version.reviewBy)}`;
  if (before === null) return [`Recorded for ${version.owner}, ${by}`];
  if (before.owner !== version.owner) return [`Handed from ${before.owner} to ${version.owner}`];
  const became = before.state === version.state ? 'Looked at' : BECAME[version.state];
  return [version.state === 'held' ? `${before.state === 'held' ? 'Still held' : became}, ${by}` : became];
}
