import { counted } from '../../../words/counting.ts';
import type { Day } from '../../../words/days.ts';
import type { ProcessFact } from '../checks.ts';
import { processesPath, processPath, runStanding, type RunStanding } from '../domain.ts';
import { NextDue } from './words.tsx';

interface PanelProps {
  /** The reference of the service. */
  readonly service: string;
  readonly facts: readonly ProcessFact[];
  /** How many of the list nobody has begun. */
  readonly missing: number;
  readonly today: Day;
  readonly mayWrite: boolean;
}

/** In which order they stand; one that is run in time is not among them. */
const WORST: readonly RunStanding[] = ['overdue', 'late', 'never', 'due'];

/** The processes of a service that need somebody, on its page. */
export function ProcessesPanel({ service, facts, missing, today, mayWrite }: PanelProps) {
  const inUse = facts.filter(({ state }) => state === 'in use');
  const waiting = WORST.flatMap((one) => inUse.filter((fact) => runStanding(fact, fact.last, today) === one));
  return (
    <section aria-labelledby="processes">
      <h2 class="nhsuk-heading-m" id="processes">
        Processes
      </h2>
      {facts.length === 0 ? (
        <p class="app-measure">
          What the team does again and again to keep the service safe will stand here: who does it, how often, and when
          it was last done.
        </p>
      ) : (
        <>
          {waiting.length > 0 && (
            <ul class="app-logs">
              {waiting.map((fact) => (
                <li>
                  <a class="app-logs__title" href={processPath(service, fact.key)}>
                    {fact.title}
                  </a>
                  <p>
                    <NextDue fact={fact} today={today} />
                  </p>
                </li>
              ))}
            </ul>
          )}
          <p>
            {counted(inUse.length, 'process', 'processes')} in use
            {missing > 0 && `, and ${missing} of the list that nobody has begun`}.
          </p>
        </>
      )}
      <p>
        <a href={processesPath(service)}>
          {facts.length === 0 && mayWrite ? 'Begin with a template' : 'All processes'}
        </a>
      </p>
    </section>
  );
}
