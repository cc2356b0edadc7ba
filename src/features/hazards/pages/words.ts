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
