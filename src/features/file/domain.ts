import { counted } from '../../words/counting.ts';
import { dayIn, daysBetween, lastDayTo } from '../../words/days.ts';

/*
 * The clinical risk management file (DCB0129 3.1): everything that is kept of a service, sort by sort, and how it stands. It is a
 * view: nothing is written here. Pure.
 */

export function filePath(service: string): string {
  return `/services/${service}/file`;
}

/** What of an artefact decides how it stands. */
export interface Standing {
  /** Null for what is only kept. */
  readonly verdict: 'met' | 'not-met' | 'not-known' | null;
  /** The first time at which it has to be looked at again; null for none. */
  readonly until: Date | null;
}

/** The artefacts of a file with those of one sort beside each other, each sort where its first one came. */
export function bySort<Of extends { readonly sort: string }>(artefacts: readonly Of[]): Of[] {
  return [...Map.groupBy(artefacts, ({ sort }) => sort).values()].flat();
}

/** Those that somebody has to see to: whatever claims something and does not stand. */
export function notStanding<Of extends Standing>(artefacts: readonly Of[], now: Date): Of[] {
  return artefacts.filter((one) => !['met', 'kept'].includes(standingOf(one, now)));
}

/** How an artefact stands: its verdict, or that it lapsed; `kept` for what claims nothing. */
export type ArtefactStanding = 'met' | 'not-met' | 'not-known' | 'lapsed' | 'kept';

/** Green but stale is not green: what was met and is past its day has lapsed. */
export function standingOf({ verdict, until }: Standing, now: Date): ArtefactStanding {
  if (verdict === null) return 'kept';
  return verdict === 'met' && until !== null && until <= now ? 'lapsed' : verdict;
}

/** How many stand how. */
export function countsOf(artefacts: readonly Standing[], now: Date): Readonly<Record<ArtefactStanding, number>> {
  const counts = { met: 0, 'not-met': 0, 'not-known': 0, lapsed: 0, kept: 0 };
  for (const one of artefacts) counts[standingOf(one, now)]++;
  return counts;
}

/** Days before its last day from which something is due. */
const SOON = 30;

/** How fresh is what has to be looked at again at a time. */
export function freshnessOf(until: Date, now: Date): 'current' | 'due' | 'lapsed' {
  if (until <= now) return 'lapsed';
  return daysBetween(dayIn(now), lastDayTo(until)) <= SOON ? 'due' : 'current';
}

/** "31 artefacts: 20 stand; 4 do not stand, 2 lapsed, 3 are not known, 2 are records that claim nothing." */
export function sayCounts(artefacts: readonly Standing[], now: Date): string {
  const { met, 'not-met': not, 'not-known': unknown, lapsed, kept } = countsOf(artefacts, now);
  const parts = [
    not > 0 && counted(not, 'does not stand', 'do not stand'),
    lapsed > 0 && `${lapsed} lapsed`,
    unknown > 0 && counted(unknown, 'is not known', 'are not known'),
    kept > 0 && counted(kept, 'is a record that claims nothing', 'are records that claim nothing'),
  ].filter((part) => part !== false);
  const rest = parts.length === 0 ? '' : `; ${parts.join(', ')}`;
  return `${counted(artefacts.length, 'artefact')}: ${counted(met, 'stands', 'stand')}${rest}.`;
}
