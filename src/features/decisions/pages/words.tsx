import { Freshness } from '../../../ui/freshness.tsx';
import { VerdictTag } from '../../../ui/verdict.tsx';
import { sayDay, sayDistance, type Day } from '../../../words/days.ts';
import { assumptionStanding, type Assumption, type Decision, type DecisionState } from '../domain.ts';

export const DECISION_WORDS: Readonly<Record<DecisionState, string>> = {
  open: 'Open: none chosen yet',
  taken: 'Taken',
  superseded: 'Superseded',
};

export function decisionsPath(service: string): string {
  return `/services/${encodeURIComponent(service)}/decisions`;
}

export function assumptionsPath(service: string): string {
  return `/services/${encodeURIComponent(service)}/assumptions`;
}

/** What was chosen, in its own words; null where nothing is. */
export function chosenText({ options, chosen }: Pick<Decision, 'options' | 'chosen'>): string | null {
  return chosen === null ? null : (options[chosen - 1]?.text ?? null);
}

/** How an assumption stands: its verdict, and how fresh that is. */
export function AssumptionState({
  assumption,
  today,
}: {
  readonly assumption: Pick<Assumption, 'state' | 'reviewBy' | 'since'>;
  readonly today: Day;
}) {
  const { reviewBy, since } = assumption;
  const standing = assumptionStanding(assumption, today);
  switch (standing) {
    case 'found false':
      return (
        <>
          <VerdictTag verdict="not-met" says="holds" /> found false on {sayDay(since)}
        </>
      );
    case 'no longer needed':
      return <span class="app-second">no longer needed since {sayDay(since)}</span>;
    default:
      return (
        <>
          <VerdictTag verdict="met" says="holds" />{' '}
          <Freshness state={standing}>
            {standing === 'lapsed' ? 'lapsed, its review was due' : 'review due'} {sayDay(reviewBy)}
            {standing !== 'current' && `, ${sayDistance(today, reviewBy)}`}
          </Freshness>
        </>
      );
  }
}
