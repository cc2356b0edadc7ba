import { Freshness } from '../../../../ui/freshness.tsx';
import type { QuestionSort } from '../../../evidence/index.ts';
import type { Aspect } from '../../domain.ts';
import { freshnessOf } from '../../domain/freshness.ts';

/** How each sort of evidence is called. */
export const SORT_WORDS: Readonly<Record<QuestionSort, string>> = {
  test: 'Test',
  document: 'File',
  link: 'Link',
  record: 'Record',
  'operating period': 'Time in operation',
};

/** What an aspect says of a control, as a choice and as a heading. */
export const ASPECT_WORDS: Readonly<Record<Aspect, string>> = {
  implementation: 'It is in place',
  effectiveness: 'It works',
};

/** How fresh an observation is. Nothing where it has no end: a failure stands until it is answered. */
export function FreshUntil({ until, now }: { readonly until: Date | null; readonly now: Date }) {
  const freshness = freshnessOf(until, now);
  return freshness && <Freshness state={freshness.state}>{freshness.words}</Freshness>;
}
