import { daysBetween, sayDay, sayDistance, type Day } from '../../../words/days.ts';
import { Freshness } from '../../../ui/freshness.tsx';
import { actionPath, actionReference, type Action } from '../../actions/index.ts';
import { hazardPath } from './addresses.ts';

interface HazardActionsProps {
  readonly service: string;
  readonly hazard: string;
  /** Those that come from it, whether they are done or not. */
  readonly actions: readonly Action[];
  readonly today: Day;
  readonly mayAdd: boolean;
}

/** What has to be done about a hazard: open ones by the day on which they are due, then what was done. */
export function HazardActions({ service, hazard, actions, today, mayAdd }: HazardActionsProps) {
  const open = actions.filter(({ state }) => state === 'open').toSorted((a, b) => daysBetween(b.due, a.due));
  const over = actions.filter(({ state }) => state !== 'open');
  return (
    <section aria-labelledby="actions">
      <h2 class="nhsuk-heading-m" id="actions">
        Actions <span class="app-count">({open.length === 0 ? 'none open' : `${open.length} open`})</span>
      </h2>
      {actions.length === 0 ? (
        <p class="app-measure">
          Nothing is to be done about {hazard} by anybody. What comes up in a review or a discussion can stand here,
          with who does it and by when.
        </p>
      ) : (
        <ul class="app-logs">
          {[...open, ...over].map((action) => (
            <li>
              <span class="app-ref">{actionReference(action.number)}</span>{' '}
              <a class="app-logs__title" href={actionPath(action.number)}>
                {action.title}
              </a>
              <p>
                {action.owner.name}, <Due action={action} today={today} />
              </p>
            </li>
          ))}
        </ul>
      )}
      {mayAdd && (
        <p class="app-noprint">
          <a href={`${hazardPath(service, hazard)}/actions/new`}>Add an action</a>
        </p>
      )}
    </section>
  );
}

/** Days ahead from which an action is due soon. */
const SOON = 7;

function Due({ action: { due, state }, today }: { readonly action: Action; readonly today: Day }) {
  if (state !== 'open') return <span class="app-second">{state}</span>;
  const days = daysBetween(today, due);
  const words = `${sayDay(due)}, ${sayDistance(today, due)}`;
  if (days < 0) return <Freshness state="lapsed">overdue, was due {words}</Freshness>;
  return <Freshness state={days <= SOON ? 'due' : 'current'}>due {words}</Freshness>;
}
