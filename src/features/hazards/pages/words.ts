import type { LogCounts } from '../domain/log-view.ts';
import { VULNERABLE_GROUPS, type ArisesIn, type VulnerableGroup } from '../domain.ts';

/** Where hazards arise, as a page says it of several: the three that point 16 of the NHS service standard names. */
export const ARISES_WORDS: Readonly<Record<string, string>> = {
  content: 'arising in the content',
  process: 'arising in the process',
  service: 'arising in the service',
} satisfies Record<ArisesIn, string>;

/** A vulnerable group in words; one that nobody knows any more by its code. */
export function groupName(code: string): string {
  return Object.hasOwn(VULNERABLE_GROUPS, code) ? VULNERABLE_GROUPS[code as VulnerableGroup] : code;
}

/** How a log stands, in the one sentence of all pages, behind how many hazards it has: ", 27 open. 15 residual ratings are ..." */
export function countsWords({ open, closed, transferred, provisional, notKnown }: LogCounts): string {
  const standing = [
    `${open} open`,
    ...(closed > 0 ? [`${closed} closed`] : []),
    ...(transferred > 0 ? [`${transferred} transferred`] : []),
  ];
  const waits =
    provisional === 0
      ? ''
      : ` ${provisional === 1 ? '1 residual rating is' : `${provisional} residual ratings are`} provisional.`;
  return `, ${standing.join(', ')}.${waits}${notKnown > 0 ? ` The risk of ${notKnown} is not known.` : ''}`;
}
