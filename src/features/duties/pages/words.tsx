import { Freshness } from '../../../ui/freshness.tsx';
import { Tag } from '../../../ui/nhsuk/index.ts';
import { capital } from '../../../words/counting.ts';
import { sayDateTime } from '../../../words/london-clock.ts';
import type { Standing } from '../domain/judging.ts';
import { sayValue, type Fact } from '../domain/pack.ts';
import type { KeptFact } from '../domain/stated.ts';
import { sayUntil, STANDING_WORDS } from '../domain/saying.ts';

/** How a duty stands: the word is the tag, and what is owed is the solid one. */
export function StandingTag({ standing }: { readonly standing: Standing }) {
  const isOwed = standing === 'owed' || standing === 'follow-up';
  return <Tag colour={isOwed ? 'red' : standing === 'done' ? 'green' : 'grey'}>{STANDING_WORDS[standing]}</Tag>;
}

interface LimitProps {
  readonly due: Date | null;
  readonly target: Date | null;
  /** "within 10 days" */
  readonly limit: string;
  readonly now: Date;
}

/** By when: the limit of the source, and our own target told apart from it. */
export function LimitWords({ due, target, limit, now }: LimitProps) {
  if (due)
    return (
      <Freshness state={due < now ? 'lapsed' : 'due'}>
        {due < now ? 'Overdue since' : 'By'} {sayUntil(due, now)}: {limit}
      </Freshness>
    );
  if (target)
    return (
      <>
        {capital(limit)}.{' '}
        <Freshness state={target < now ? 'lapsed' : 'due'}>Our target, not law: {sayUntil(target, now)}</Freshness>
      </>
    );
  return <>{capital(limit)}.</>;
}

/** An answer in words; a moment as clocks in London show it. */
export function answerWords(fact: Fact, { value }: Pick<KeptFact, 'value'>): string {
  return fact.type === 'moment' && typeof value === 'string'
    ? sayDateTime(new Date(value))
    : capital(sayValue(fact, value));
}
