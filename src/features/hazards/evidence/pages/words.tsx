import { sayDate } from '../../../../platform/london-time.ts';
import { Freshness } from '../../../../ui/freshness.tsx';
import { dayIn, daysBetween, sayDay, sayDistance } from '../../../../words/days.ts';
import type { QuestionSort } from '../../../evidence/index.ts';
import type { Aspect } from '../../domain.ts';

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

/** Days before it lapses in which evidence is due to be looked at again. */
const SOON = 14;

/** How fresh an observation is. Nothing where it has no end: a failure stands until it is answered. */
export function FreshUntil({ until, now }: { readonly until: Date | null; readonly now: Date }) {
  if (until === null) return null;
  const [day, today] = [dayIn(until), dayIn(now)];
  if (now >= until)
    return (
      <Freshness state="lapsed">
        lapsed {sayDistance(today, day)}, {sayDay(day)}
      </Freshness>
    );
  const days = daysBetween(today, day);
  if (days <= SOON)
    return (
      <Freshness state="due">
        due {sayDistance(today, day)}, {sayDay(day)}
      </Freshness>
    );
  return <Freshness state="current">current until {sayDate(until)}</Freshness>;
}
