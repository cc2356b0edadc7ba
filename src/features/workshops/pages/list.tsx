import type { PageContext } from '../../../platform/http/forms.ts';
import { dateIn } from '../../../platform/london-time.ts';
import { Button, Table } from '../../../ui/nhsuk/index.ts';
import { counted } from '../../../words/counting.ts';
import { sayDay } from '../../../words/days.ts';
import { sayState, setOf, workshopPath, workshopReference, workshopsPath, type ListedWorkshop } from '../domain.ts';
import { Frame, type ServiceNamed } from './frame.tsx';

export interface WorkshopsProps {
  readonly service: ServiceNamed;
  readonly workshops: readonly ListedWorkshop[];
  readonly mayPlan: boolean;
}

/** The workshops and meetings of a service, the latest first. */
export function WorkshopsPage({ service, workshops, mayPlan }: WorkshopsProps, context: PageContext) {
  const today = dateIn(context.now);
  return (
    <Frame
      context={context}
      title="Workshops and meetings"
      service={service}
      back={{ text: service.name, href: `/services/${encodeURIComponent(service.reference)}` }}
    >
      <div class="app-title">
        <h1 class="nhsuk-heading-l">Workshops and meetings</h1>
        {mayPlan && (
          <div class="app-title__action">
            <Button href={`${workshopsPath(service.reference)}/new`}>
              {workshops.length > 0 ? 'Plan a workshop' : 'Plan the first workshop'}
            </Button>
          </div>
        )}
      </div>
      {workshops.length === 0 ? (
        <NothingYet />
      ) : (
        <Table
          responsive
          firstCellIsHeader
          classes="app-list"
          caption={{ text: 'Workshops and meetings, latest first', classes: 'nhsuk-u-visually-hidden' }}
          head={[
            { text: 'Workshop' },
            { text: 'Day' },
            { text: 'Method' },
            { text: 'In the room' },
            { text: 'Draft hazards' },
            { text: 'How it stands' },
          ]}
          rows={workshops.map((workshop) => [
            {
              text: (
                <>
                  <span class="app-ref">{workshopReference(workshop.number)}</span>{' '}
                  <a href={workshopPath(service.reference, workshop.number)}>{workshop.title}</a>
                </>
              ),
            },
            { text: sayDay(workshop.day) },
            { text: workshop.method === null ? 'Meeting' : setOf(workshop.method).name },
            { text: workshop.attendees === 0 ? 'Nobody named yet' : counted(workshop.attendees, 'person', 'people') },
            { text: sayDrafts(workshop) },
            { text: sayState(workshop, today) },
          ])}
        />
      )}
    </Frame>
  );
}

export function sayDrafts({ drafts, waiting }: Pick<ListedWorkshop, 'drafts' | 'waiting'>): string {
  if (drafts === 0) return 'None';
  return waiting === 0 ? `${drafts}, all decided on` : `${drafts}, ${waiting} waiting for triage`;
}

function NothingYet() {
  return (
    <div class="app-measure">
      <p class="app-lead">
        Each workshop and each meeting will stand here: who was there, what was said, and what became of each hazard
        that was raised.
      </p>
      <p>
        The guidance on DCB0129 recommends a workshop strongly, with a date, attendees and minutes: people who look
        after patients, people who use the service and people who build it see different hazards. You choose a method,
        and its guide words become prompts that somebody types under, in the room. Draft hazards go into the log
        afterwards, one by one, by a named person’s decision.
      </p>
      <p>A workshop that was held elsewhere can be written down here as well: give the day on which it was.</p>
    </div>
  );
}
