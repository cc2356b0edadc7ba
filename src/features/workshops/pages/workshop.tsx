import type { VNode } from 'preact';
import type { PageContext } from '../../../platform/http/forms.ts';
import { dateIn } from '../../../platform/london-time.ts';
import { Button, SummaryList, Table } from '../../../ui/nhsuk/index.ts';
import { SentenceBlock } from '../../../ui/sentence.tsx';
import { listed } from '../../../words/counting.ts';
import { sayDistance, sayWeekday } from '../../../words/days.ts';
import {
  hasBegun,
  LENSES,
  nameOf,
  ROOM_ROLE_WORDS,
  roomSentence,
  sayState,
  setOf,
  waitingSentence,
  workshopPath,
  workshopReference,
  type Room,
  type Workshop,
} from '../domain.ts';
import { sayAreas, sayMethod } from '../minutes.ts';
import type { WholeWorkshop } from '../reading.ts';
import { DraftCard } from './drafts.tsx';
import { Actions, Decisions, Minutes, Said } from './workshop-parts.tsx';
import { backToList, Frame } from './frame.tsx';

export interface WorkshopProps extends WholeWorkshop {
  /** Whether whoever looks may lead it. */
  readonly leads: boolean;
  /** What is said about it, and what is attached to it: a photo of the whiteboard. */
  /** Null for whoever only assesses. */
  readonly discussion: VNode | null;
  readonly attachments: VNode;
  /** Whether they may erase a text for good. */
  readonly erases: boolean;
}

/** One workshop: who was there, what was said, and what became of each draft hazard. */
export function WorkshopPage(props: WorkshopProps, context: PageContext) {
  const { service, workshop, room, actions, minutes, leads, erases } = props;
  const today = dateIn(context.now);
  const reference = workshopReference(workshop.number);
  const path = workshopPath(service.reference, workshop.number);
  const waiting = room.drafts.filter(({ state }) => state === 'waiting').length;
  const missing = roomSentence(workshop, room.attendees, path, today);
  return (
    <Frame context={context} title={reference} service={service} back={backToList(service)}>
      <h1 class="nhsuk-heading-l app-measure">
        <span class="nhsuk-caption-l">
          {reference}, {workshop.kind}
        </span>{' '}
        {workshop.title}
      </h1>
      {missing && <SentenceBlock sentence={missing} />}
      {missing && workshop.departure !== '' && (
        <p class="app-measure">
          <strong>The reason given:</strong> <span class="app-lines">{workshop.departure}</span>
        </p>
      )}
      {workshop.state === 'closed' && waiting > 0 && (
        <SentenceBlock sentence={waitingSentence(workshop, service.reference, waiting)} />
      )}
      <SummaryList rows={factsOf(workshop, today)} />
      {leads && <Doing workshop={workshop} path={path} explain={missing !== null} today={today} />}
      <Attendees workshop={workshop} room={room} leads={leads} path={path} />
      <Drafts {...props} path={path} />
      <Said workshop={workshop} room={room} />
      <Decisions decisions={room.decisions} />
      <Actions actions={actions} />
      <Minutes path={path} minutes={minutes} />
      {props.attachments}
      {props.discussion}
      {erases && (
        <p class="app-noprint">
          <a href={`${path}/erase`}>Erase a text for good</a>
        </p>
      )}
    </Frame>
  );
}

function factsOf(workshop: Workshop, today: string) {
  const { day, scope, components, areas, lenses, state, reason } = workshop;
  return [
    { key: 'Day', value: `${sayWeekday(day)}, ${sayDistance(today, day)}` },
    { key: 'How it stands', value: sayState(workshop, today) },
    state === 'called off' && { key: 'Why it was called off', value: <span class="app-lines">{reason}</span> },
    state === 'open' &&
      reason !== '' && { key: 'Why the minutes were opened', value: <span class="app-lines">{reason}</span> },
    workshop.method !== null && { key: 'Method', value: `${sayMethod(workshop)}. ${setOf(workshop.method).explains}` },
    scope !== '' && { key: 'What is looked at', value: <span class="app-lines">{scope}</span> },
    components.length > 0 && { key: 'Components', value: listed(components) },
    workshop.kind === 'hazard workshop' && {
      key: 'Areas',
      value: areas.length > 0 ? sayAreas(areas) : 'None of the three that the guidance asks to consider',
    },
    lenses.length > 0 && {
      key: 'Further prompts',
      value: listed(LENSES.filter((id) => lenses.includes(id)).map((id) => setOf(id).title)),
    },
  ];
}

interface DoingProps {
  readonly workshop: Workshop;
  readonly path: string;
  /** Whether it can be said why the room is right as it is. */
  readonly explain: boolean;
  readonly today: string;
}

/** What can be done with it as it stands: one green button, for what comes next. */
function Doing({ workshop, path, explain, today }: DoingProps) {
  if (workshop.state === 'called off') return null;
  if (workshop.state === 'closed')
    return (
      <div class="app-actions__row app-noprint">
        <Button variant="secondary" href={`${path}/correct`}>
          Correct the minutes
        </Button>
      </div>
    );
  return (
    <div class="app-actions__row app-noprint">
      <Button href={`${path}/notes`}>Write the notes</Button>
      <Button variant="secondary" href={`${path}/attendees`}>
        Say who is there
      </Button>
      {hasBegun(workshop, today) && (
        <Button variant="secondary" href={`${path}/close`}>
          Close the minutes
        </Button>
      )}
      <Button variant="secondary" href={`${path}/edit`}>
        Change it
      </Button>
      {explain && (
        <Button variant="secondary" href={`${path}/departure`}>
          Say why it is right as it is
        </Button>
      )}
      {workshop.minutes === 0 && (
        <Button variant="secondary" href={`${path}/call-off`}>
          Call it off
        </Button>
      )}
    </div>
  );
}

interface AttendeesProps {
  readonly workshop: Workshop;
  readonly room: Room;
  readonly leads: boolean;
  readonly path: string;
}

function Attendees({ workshop, room: { attendees }, leads, path }: AttendeesProps) {
  return (
    <section aria-labelledby="attendees">
      <h2 class="nhsuk-heading-m" id="attendees">
        In the room <span class="app-count">({attendees.length})</span>
      </h2>
      {attendees.length === 0 ? (
        <p class="app-measure">
          Nobody is named yet. Who was there, and in which role, shows whether the right people looked for hazards.{' '}
          {leads && workshop.state === 'open' && <a href={`${path}/attendees`}>Say who is there</a>}
        </p>
      ) : (
        <Table
          responsive
          firstCellIsHeader
          classes="app-list"
          caption={{ text: 'Who was in the room', classes: 'nhsuk-u-visually-hidden' }}
          head={[{ text: 'Name' }, { text: 'Role in the room' }]}
          rows={attendees.map((attendee) => [
            { text: `${nameOf(attendee)}${attendee.person ? '' : ' (guest)'}` },
            { text: ROOM_ROLE_WORDS[attendee.role] },
          ])}
        />
      )}
    </section>
  );
}

function Drafts({ service, workshop, room: { drafts }, leads, path }: WorkshopProps & { readonly path: string }) {
  const waiting = drafts.filter(({ state }) => state === 'waiting').length;
  const log = `/services/${encodeURIComponent(service.reference)}/hazards`;
  return (
    <section aria-labelledby="drafts">
      <h2 class="nhsuk-heading-m" id="drafts">
        Draft hazards <span class="app-count">({drafts.length})</span>
      </h2>
      {drafts.length === 0 && (
        <p class="app-measure">
          What the room thinks could harm somebody will stand here, and what became of it: recorded in the log, brought
          into a hazard that is there, or not taken, with the reason.
        </p>
      )}
      {waiting > 0 && workshop.state === 'open' && (
        <p class="app-measure">They can be decided on once the minutes are closed.</p>
      )}
      {drafts.map((draft) => (
        <DraftCard
          draft={draft}
          triage={
            leads && workshop.state === 'closed' && draft.state === 'waiting' ? `${path}/drafts/${draft.number}` : null
          }
          hazardHref={(hazard) => `${log}/${hazard}`}
        />
      ))}
    </section>
  );
}
