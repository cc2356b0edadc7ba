import { dayIn, sayDay } from '../../../words/days.ts';
import type { Impact } from '../domain.ts';

/*
 * What somebody competent said of a change, and when that no longer counts (DCB0129 7.3.2). Pure.
 */

/** Of a service, so many statements of "none" are looked at whatever they are: habits form early. */
export const FIRST_LOOKED_AT = 5;
/** Afterwards one in so many. */
const ONE_IN = 5;
/** Days that an officer has to look at one. */
export const DAYS_TO_LOOK = 14;
const DAY = 86_400_000;

/**
 * Whether an officer looks at a statement of "none". By the random end of the release's id, so that nobody can pick.
 * @param earlier how many other releases of the service had such a statement before
 */
export function isLookedAt(impact: Impact, release: string, earlier: number): boolean {
  if (impact !== 'none') return false;
  return earlier < FIRST_LOOKED_AT || Number.parseInt(release.slice(-8), 16) % ONE_IN === 0;
}

/** By when an officer has to have looked; it stops counting then. */
export function lookDue(statedAt: Date): Date {
  return new Date(statedAt.getTime() + DAYS_TO_LOOK * DAY);
}

/**
 * Whether a statement counts. `waits`: it does, and an officer still has time to look; `overdue`: nobody looked in time;
 * `changed`: it was said of something else; `refused`: an officer did not agree.
 */
export const IMPACT_STANDINGS = ['counts', 'waits', 'overdue', 'changed', 'refused'] as const;
export type ImpactStanding = (typeof IMPACT_STANDINGS)[number];

export interface ImpactStated {
  readonly at: Date;
  /** What it is about is as it was. */
  readonly same: boolean;
  /** An officer has to look at it. */
  readonly lookedAt: boolean;
  /** What the officer said; null where nobody has looked. */
  readonly agreed: boolean | null;
}

/**
 * How a statement stands now. While an officer still has time to look it counts: a look is a sample of how statements are
 * made, and not a second signature on each release.
 */
export function impactStanding({ at, same, lookedAt, agreed }: ImpactStated, now: Date): ImpactStanding {
  if (agreed === false) return 'refused';
  if (!same) return 'changed';
  if (!lookedAt || agreed === true) return 'counts';
  return now < lookDue(at) ? 'waits' : 'overdue';
}

/** Whether a statement that stands like this may be relied on. */
export function impactCounts(standing: ImpactStanding): boolean {
  return standing === 'counts' || standing === 'waits';
}

/** Whether an officer has still to look at a statement that stands like this, in time or late. */
export function awaitsLook(standing: ImpactStanding): boolean {
  return standing === 'waits' || standing === 'overdue';
}

/**
 * Why somebody may not say what a change means for safety; null where they may (DCB0129 2.4.2, 7.3.2).
 * @param until the last day by which somebody has to look at their competence again; null where nothing is on record
 * @param today both as "2026-03-12"
 */
export function whyNotCompetent(until: string | null, today: string): string | null {
  const clears =
    'An assessment of it by somebody else, such as the clinical safety officer, on your page under People clears it.';
  if (until === null)
    return `It is not on record that you are competent for this service, so you cannot say what a release means for safety. ${clears}`;
  if (until < today)
    return `What is on record of your competence had to be looked at again by ${sayDay(until)}, so you cannot say what a release means for safety. ${clears}`;
  return null;
}

/**
 * Why somebody who is no officer may not say (again) of a release that it changes nothing for safety; null where they may. Saying
 * it anew neither answers an officer who did not agree, nor puts off by when one has to look.
 */
export function whyNotNoneAgain(
  { refusedBy, openSince }: { readonly refusedBy: string | null; readonly openSince: Date | null },
  now: Date,
): string | null {
  const clears = 'A statement of an officer, or that it is low or changes risk, clears it. Nothing was changed.';
  if (refusedBy !== null) return `${refusedBy} did not agree that this release changes nothing for safety. ${clears}`;
  if (openSince === null || now < lookDue(openSince)) return null;
  return `An officer was to look by ${sayDay(dayIn(lookDue(openSince)))} at the statement that this release changes nothing for safety, and has not. ${clears}`;
}
