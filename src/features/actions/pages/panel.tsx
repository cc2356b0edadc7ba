import type { Day } from '../../../words/days.ts';
import { actionPath, actionReference, type Action } from '../domain.ts';
import { counted } from '../../../words/counting.ts';
import { DueWords } from './words.tsx';

interface PanelProps {
  /** The reference of the service. */
  readonly service: string;
  /** The first of them by the day on which they are due. */
  readonly actions: readonly Action[];
  readonly total: number;
  readonly today: Day;
  readonly mayAdd: boolean;
}

/** The open actions of a service, on its page. */
export function ActionsPanel({ service, actions, total, today, mayAdd }: PanelProps) {
  const all = `/actions?owner=&service=${encodeURIComponent(service)}`;
  return (
    <section aria-labelledby="open-actions">
      <h2 class="nhsuk-heading-m" id="open-actions">
        Open actions <span class="app-count">({total.toLocaleString('en-GB')})</span>
      </h2>
      {total === 0 ? (
        <p class="app-measure">
          Nothing is to be done by anybody. What a signature, a review or a workshop asks for will stand here, with who
          does it and by when.
        </p>
      ) : (
        <ul class="app-logs">
          {actions.map((action) => (
            <li>
              <span class="app-ref">{actionReference(action.number)}</span>{' '}
              <a class="app-logs__title" href={actionPath(action.number)}>
                {action.title}
              </a>
              <p>
                {action.owner.name}, <DueWords action={action} today={today} />
              </p>
            </li>
          ))}
        </ul>
      )}
      <p>
        {total > actions.length && (
          <>
            <a href={all}>See all {counted(total, 'action')} of this service</a>
            {mayAdd && ' or '}
          </>
        )}
        {mayAdd && (
          <a href={`/services/${encodeURIComponent(service)}/actions/new`}>
            {total > actions.length ? 'add one' : 'Add an action'}
          </a>
        )}
      </p>
    </section>
  );
}
