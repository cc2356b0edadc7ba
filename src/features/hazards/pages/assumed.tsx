import { assumptionPath, assumptionReference, assumptionStanding, type Assumption } from '../../decisions/index.ts';
import { sayDay, type Day } from '../../../words/days.ts';
import { hazardPath } from './addresses.ts';

interface AssumedProps {
  readonly service: string;
  readonly hazard: string;
  /** What its residual rating rests on. */
  readonly assumptions: readonly Assumption[];
  readonly today: Day;
  /** Whether this person may say what it rests on. */
  readonly mayChange: boolean;
}

const WORDS: Readonly<Record<ReturnType<typeof assumptionStanding>, (one: Assumption) => string>> = {
  current: ({ reviewBy }) => `held, review due ${sayDay(reviewBy)}`,
  due: ({ reviewBy }) => `held, review due ${sayDay(reviewBy)}`,
  lapsed: ({ reviewBy }) => `lapsed, its review was due ${sayDay(reviewBy)}`,
  'found false': ({ since }) => `found false on ${sayDay(since)}`,
  'no longer needed': ({ since }) => `no longer needed since ${sayDay(since)}`,
};

/** The assumptions that a residual rating rests on, beside the ratings. Nothing where there are none and nobody may say so. */
export function Assumed({ service, hazard, assumptions, today, mayChange }: AssumedProps) {
  if (assumptions.length === 0 && !mayChange) return null;
  const form = `${hazardPath(service, hazard)}/assumptions`;
  return (
    <p class="app-measure">
      {assumptions.length === 0 ? (
        <span class="app-second">The residual rating names no assumption that it rests on.</span>
      ) : (
        <>
          The residual rating rests on{' '}
          {assumptions.map((one, index) => (
            <>
              {index > 0 && (index === assumptions.length - 1 ? ' and ' : ', ')}
              <a href={assumptionPath(one.service.reference, one.number)}>{assumptionReference(one.number)}</a> (
              {WORDS[assumptionStanding(one, today)](one)})
            </>
          ))}
          .
        </>
      )}
      {mayChange && (
        <span class="app-noprint">
          {' '}
          <a href={form}>Say what it rests on</a>
        </span>
      )}
    </p>
  );
}
