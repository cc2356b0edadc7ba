import type { ArisesIn } from '../domain.ts';

/** Where hazards arise, as a page says it of several: the three that point 16 of the NHS service standard names. */
export const ARISES_WORDS: Readonly<Record<string, string>> = {
  content: 'arising in the content',
  process: 'arising in the process',
  service: 'arising in the service',
} satisfies Record<ArisesIn, string>;
