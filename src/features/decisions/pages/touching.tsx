import { sayDay } from '../../../words/days.ts';
import { decisionPath, decisionReference, type Decision } from '../domain.ts';
import { chosenText, DECISION_WORDS } from './words.tsx';

interface TouchingProps {
  readonly decisions: readonly Decision[];
  /** What they touch: "HAZ-12". */
  readonly named: string;
}

/** The decisions that touch something, on its page. */
export function DecisionsThatTouch({ decisions, named }: TouchingProps) {
  return (
    <section aria-labelledby="decisions-that-touch">
      <h2 class="nhsuk-heading-m" id="decisions-that-touch">
        Decisions that touch {named}
      </h2>
      <ul class="app-logs">
        {decisions.map((one) => (
          <li>
            <span class="app-ref">{decisionReference(one.number)}</span>{' '}
            <a class="app-logs__title" href={decisionPath(one.service.reference, one.number)}>
              {one.question}
            </a>
            <p>
              {DECISION_WORDS[one.state]}
              {one.supersededBy !== null && ` by ${decisionReference(one.supersededBy)}`}
              {one.on !== null && `, decided ${sayDay(one.on)}`}
              {one.state === 'taken' && `: ${chosenText(one) ?? ''}`}
            </p>
          </li>
        ))}
      </ul>
    </section>
  );
}
