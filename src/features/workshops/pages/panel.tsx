import { counted } from '../../../words/counting.ts';
import { sayDay, type Day } from '../../../words/days.ts';
import { sayState, workshopPath, workshopReference, workshopsPath, type ListedWorkshop } from '../domain.ts';

interface PanelProps {
  /** The reference of the service. */
  readonly service: string;
  /** The latest ones. */
  readonly workshops: readonly ListedWorkshop[];
  /** Drafts that wait for triage, in all workshops of the service. */
  readonly waiting: number;
  readonly today: Day;
  readonly mayPlan: boolean;
}

/** The workshops of a service, on its page. */
export function WorkshopsPanel({ service, workshops, waiting, today, mayPlan }: PanelProps) {
  return (
    <section aria-labelledby="workshops">
      <h2 class="nhsuk-heading-m" id="workshops">
        Workshops and meetings
      </h2>
      {workshops.length === 0 ? (
        <p class="app-measure">
          Nobody has looked for hazards together yet. A workshop brings people who care for patients, who use the
          service and who build it into one room: each sees other hazards. Its minutes and its draft hazards will stand
          here.
        </p>
      ) : (
        <ul class="app-logs">
          {workshops.map((workshop) => (
            <li>
              <span class="app-ref">{workshopReference(workshop.number)}</span>{' '}
              <a class="app-logs__title" href={workshopPath(service, workshop.number)}>
                {workshop.title}
              </a>
              <p>
                {sayDay(workshop.day)}. {sayState(workshop, today)}
              </p>
            </li>
          ))}
        </ul>
      )}
      {waiting > 0 && (
        <p>
          <strong>{counted(waiting, 'draft hazard')}</strong> {waiting === 1 ? 'waits' : 'wait'} for triage.
        </p>
      )}
      <p>
        {workshops.length > 0 && <a href={workshopsPath(service)}>All workshops and meetings</a>}
        {workshops.length > 0 && mayPlan && ' or '}
        {mayPlan && (
          <a href={`${workshopsPath(service)}/new`}>{workshops.length > 0 ? 'plan one' : 'Plan the first workshop'}</a>
        )}
      </p>
    </section>
  );
}
