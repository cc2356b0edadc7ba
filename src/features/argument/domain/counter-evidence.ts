import { sayDay, dayIn, daysBetween, isDay, type Day } from '../../../words/days.ts';
import type { Evidence } from './evaluate.ts';

/*
 * What speaks against a claim, and what is not known of it: written by a named person for each claim that the whole argument
 * leans on. An empty field is a finding, and not an agreement. Pure.
 */

/** What was written of one claim. */
export interface CounterEvidence {
  readonly id: string;
  /** "G-HAZ-12" */
  readonly claim: string;
  /** Null where the writer knows of nothing. */
  readonly against: string | null;
  /** Null where the writer knows of nothing. */
  readonly unknown: string | null;
  readonly written: { readonly by: string; readonly at: Date };
  /** Why the claim holds all the same; null where nobody has said. */
  readonly answer: { readonly text: string; readonly by: string; readonly at: Date } | null;
  /** The last day on which it counts without another look. */
  readonly reviewBy: Day;
  /** When that day is over. */
  readonly until: Date;
  readonly version: number;
}

/** `not answered`: something speaks against the claim, and nobody has said why it holds all the same. */
export type CounterStanding = 'missing' | 'lapsed' | 'not answered' | 'written';

export function counterStanding(one: CounterEvidence | null, now: Date): CounterStanding {
  if (one === null) return 'missing';
  if (one.against !== null && one.answer === null) return 'not answered';
  return one.until <= now ? 'lapsed' : 'written';
}

/** So many days after it was written, somebody has to look again, at the latest. */
export const MOST_DAYS = 400;

/** What is wrong with the day of the next look; null where nothing is. */
export function whyNotReviewBy(day: string, today: Day): string | null {
  if (!isDay(day)) return 'Give the day by which somebody looks again, such as 2027-03-12.';
  const left = daysBetween(today, day);
  if (left <= 0) return 'Give a day that is still to come.';
  if (left > MOST_DAYS) return 'Give a day within the next 13 months: what nobody looks at for longer is not known.';
  return null;
}

/** The page of a claim on which it is written. */
export function claimPath(service: string, claim: string): string {
  return `${argumentPath(service)}/claims/${claim}`;
}

export function argumentPath(service: string): string {
  return `/services/${encodeURIComponent(service)}/argument`;
}

/** What it does to its claim: without it a claim is not verified, however good its evidence. */
export function counterAsEvidence(one: CounterEvidence | null, service: string, claim: string): Evidence {
  const path = claimPath(service, claim);
  if (one === null)
    return {
      verdict: 'not-known',
      says: ['Nobody has written what speaks against this, and what is not known.'],
      clears: [{ text: 'Writing it', href: path }, ' clears it.'],
      until: null,
      since: null,
      lapsed: false,
    };
  const { against, answer, until, written } = one;
  const day = sayDay(dayIn(written.at));
  if (against !== null && answer === null)
    return {
      verdict: 'not-met',
      says: [`${written.by} wrote on ${day} what speaks against this, and nobody has answered it.`],
      clears: [
        { text: 'An answer of a clinical safety officer or deputy', href: `${path}/answer` },
        ', or an argument that takes it in, clears it.',
      ],
      until: null,
      since: written.at,
      lapsed: false,
    };
  return {
    verdict: 'met',
    says: [
      against === null
        ? `${written.by} said on ${day} that nothing is known that speaks against this.`
        : `What speaks against this was written on ${day} by ${written.by}, and answered by ${answer!.by} on ${sayDay(dayIn(answer!.at))}.`,
    ],
    clears: [{ text: 'Looking again at what speaks against it', href: path }, ' clears it.'],
    until,
    since: written.at,
    lapsed: false,
  };
}
