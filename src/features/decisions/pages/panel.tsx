import { counted } from '../../../words/counting.ts';
import type { Day } from '../../../words/days.ts';
import {
  assumptionPath,
  assumptionReference,
  assumptionStanding,
  decisionPath,
  decisionReference,
  type Assumption,
  type Decision,
} from '../domain.ts';
import { AssumptionState, assumptionsPath, chosenText, decisionsPath } from './words.tsx';

interface PanelProps {
  /** The reference of the service. */
  readonly service: string;
  /** The latest of them. */
  readonly decisions: readonly Decision[];
  readonly total: number;
  readonly assumptions: readonly Assumption[];
  readonly today: Day;
  readonly mayAdd: boolean;
}

/** What was decided for a service, and which assumptions need somebody, on its page. */
export function DecisionsPanel({ service, decisions, total, assumptions, today, mayAdd }: PanelProps) {
  const waiting = assumptions.filter((one) =>
    ['found false', 'lapsed', 'due'].includes(assumptionStanding(one, today)),
  );
  return (
    <section aria-labelledby="decisions">
      <h2 class="nhsuk-heading-m" id="decisions">
        Decisions and assumptions
      </h2>
      {total === 0 && assumptions.length === 0 ? (
        <p class="app-measure">
          What is decided about safety will stand here with its reason, and what is taken to be so until somebody looks
          again.
        </p>
      ) : (
        <ul class="app-logs">
          {decisions.map((one) => (
            <li>
              <span class="app-ref">{decisionReference(one.number)}</span>{' '}
              <a class="app-logs__title" href={decisionPath(service, one.number)}>
                {one.question}
              </a>
              <p>{one.state === 'superseded' ? 'Superseded' : (chosenText(one) ?? 'Open: none chosen yet')}</p>
            </li>
          ))}
          {waiting.map((one) => (
            <li>
              <span class="app-ref">{assumptionReference(one.number)}</span>{' '}
              <a class="app-logs__title" href={assumptionPath(service, one.number)}>
                {one.text}
              </a>
              <p>
                <AssumptionState assumption={one} today={today} />
              </p>
            </li>
          ))}
        </ul>
      )}
      <p>
        <a href={decisionsPath(service)}>
          {total === 0 ? 'The decision log' : `See all ${counted(total, 'decision')}`}
        </a>
        ,{' '}
        <a href={assumptionsPath(service)}>
          {assumptions.length === 0 ? 'the assumptions' : counted(assumptions.length, 'assumption')}
        </a>
        {mayAdd && (
          <>
            , or <a href={`${decisionsPath(service)}/new`}>record a decision</a>
          </>
        )}
      </p>
    </section>
  );
}
