import type { VNode } from 'preact';
import { withOpenDoors } from '../../../platform/http/doors.ts';
import type { PageContext } from '../../../platform/http/forms.ts';
import { ServiceFrame } from '../../../platform/http/service-frame.tsx';
import { sayDateTime } from '../../../platform/london-time.ts';
import { Button, SummaryList, Table } from '../../../ui/nhsuk/index.ts';
import { InWords, SentenceBlock } from '../../../ui/sentence.tsx';
import { sayDay } from '../../../words/days.ts';
import type { Words } from '../../../words/sentence.ts';
import {
  incidentPath,
  incidentsPath,
  isOpen,
  nextStages,
  sayMinutes,
  sayStage,
  TARGET_WORDS,
  type Clock,
  type IncidentLink,
  type IncidentReport,
  type IncidentShown,
  type Targets,
} from '../domain.ts';
import { standingSentences } from '../saying.ts';
import type { TimelineLine } from '../timeline.ts';
import {
  ASSOCIATION_WORDS,
  CHANNEL_WORDS,
  CLOCK_WORDS,
  CONCERN_WORDS,
  DANGER_SAID,
  incidentTitle,
  INVOLVEMENT_WORDS,
  PHYSICAL_WORDS,
  PSYCHOLOGICAL_WORDS,
  RESPONSE_WORDS,
  SENSE_WORDS,
  SORT_WORDS,
} from './words.tsx';
import { reportsPath } from '../reports/addresses.ts';

export interface IncidentProps {
  readonly incident: IncidentShown;
  readonly reports: readonly IncidentReport[];
  readonly timeline: readonly TimelineLine[];
  readonly clocks: readonly Clock[];
  readonly targets: Targets;
  /** Whether the service said the targets, or they are ours. */
  readonly arranged: boolean;
  /** Where a link leads; null for what has no page. */
  readonly hrefOf: (link: IncidentLink) => string | null;
  /** What later features say of it. */
  readonly elsewhere: readonly Words[];
  readonly mayHandle: boolean;
  /** Whether they may say that they saw the same. */
  readonly mayReport: boolean;
  readonly attachments: VNode;
  /** Null for whoever does not read what the team says. */
  readonly discussion: VNode | null;
}

/** One incident: how it stands, all that is known of it, and everything that was done. */
export function IncidentPage(props: IncidentProps, context: PageContext) {
  const { incident, clocks, mayHandle } = props;
  const service = { reference: incident.service.reference, name: incident.serviceName };
  const open = isOpen(incident);
  return (
    <ServiceFrame
      context={context}
      service={service}
      title={incidentTitle(incident.reference)}
      back={{ text: 'All incidents', href: incidentsPath(service.reference) }}
    >
      <h1 class="nhsuk-heading-l app-measure">
        <span class="nhsuk-caption-l">
          {incident.reference} · {SORT_WORDS[incident.sort]} · {sayStage(incident)}
        </span>{' '}
        {incident.title}
      </h1>
      {incident.voided !== null && (
        <SentenceBlock
          sentence={{
            so: ['This does not count'],
            because: [`it was said: “${incident.voided.replace(/[.\s]+$/u, '')}”`],
            clears: [],
          }}
        />
      )}
      {standingSentences(incident, clocks).map((sentence) => (
        <SentenceBlock sentence={{ ...sentence, clears: withOpenDoors(sentence.clears, context.reaches) }} />
      ))}
      {mayHandle && <Doors incident={incident} open={open} context={context} />}
      <Facts {...props} />
      {props.mayReport && incident.voided === null && (
        <p class="app-noprint">
          Did you see the same?{' '}
          <a href={`${incidentPath(service.reference, incident.reference)}/again`}>Add your report</a>: it stays one of
          its own, and you are told what comes of it.
        </p>
      )}
      <Harm incident={incident} />
      <Links {...props} />
      {props.elsewhere.length > 0 && (
        <section aria-labelledby="elsewhere">
          <h2 class="nhsuk-heading-m" id="elsewhere">
            What belongs to it
          </h2>
          <ul class="nhsuk-list nhsuk-list--bullet">
            {props.elsewhere.map((words) => (
              <li>
                <InWords words={withOpenDoors(words, context.reaches)} />
              </li>
            ))}
          </ul>
        </section>
      )}
      {incident.voided === null && (
        <p class="app-noprint">
          <a href={reportsPath(service.reference, incident.reference)}>Prepare a report to others</a>
        </p>
      )}
      <Clocks {...props} context={context} />
      <Timeline lines={props.timeline} />
      {props.attachments}
      {props.discussion}
      {mayHandle && open && (
        <p class="app-noprint">
          A test, or a mistake? <a href={`${incidentPath(service.reference, incident.reference)}/void`}>Void it</a>. It
          stays here, with the reason, and counts nowhere.
        </p>
      )}
    </ServiceFrame>
  );
}

/** What can be done now, the next thing first. */
function Doors({
  incident,
  open,
  context,
}: {
  readonly incident: IncidentShown;
  readonly open: boolean;
  readonly context: PageContext;
}) {
  const path = incidentPath(incident.service.reference, incident.reference);
  const triaged = incident.triagedAt !== null;
  if (incident.voided !== null) return null;
  if (!open)
    return (
      <div class="app-actions__row app-noprint">
        <Button variant="secondary" href={`${path}/reopen`}>
          Reopen
        </Button>
        <Button variant="secondary" href={`${path}/journal`}>
          Write in the journal
        </Button>
      </div>
    );
  const next = nextStages(incident);
  const closes = next.includes('closed') && context.reaches(`${path}/close`);
  return (
    <div class="app-actions__row app-noprint">
      <Button variant={triaged ? 'secondary' : undefined} href={`${path}/triage`}>
        {triaged ? 'Change the triage' : 'Triage it'}
      </Button>
      <Button variant="secondary" href={`${path}/contain`}>
        Say what was done at once
      </Button>
      <Button variant="secondary" href={`${path}/journal`}>
        Write in the journal
      </Button>
      {triaged && next.some((stage) => stage !== 'closed') && (
        <Button variant="secondary" href={`${path}/move`}>
          Take it on
        </Button>
      )}
      {triaged && closes && (
        <Button variant={closesNext(incident) ? undefined : 'secondary'} href={`${path}/close`}>
          Close it
        </Button>
      )}
    </div>
  );
}

/** Whether closing is what comes next. */
function closesNext({ stage }: IncidentShown): boolean {
  return stage === 'actions' || stage === 'learning';
}

function Facts({ incident, reports }: IncidentProps) {
  return (
    <SummaryList
      rows={[
        { key: 'What happened', value: <span class="app-lines">{incident.what}</span> },
        { key: 'When', value: incident.occurredOn === null ? 'Nobody said' : sayDay(incident.occurredOn) },
        {
          key: 'Reported',
          value: (
            <ul class="nhsuk-list">
              {reports.map((one) => (
                <li>
                  {sayDateTime(one.at)}, {one.by}, {CHANNEL_WORDS[one.channel]}
                </li>
              ))}
            </ul>
          ),
        },
        { key: 'With', value: incident.ownerName ?? 'Nobody yet' },
        { key: 'Danger now', value: DANGER_SAID[incident.danger] },
        { key: 'How the system was involved', value: saidOf(incident.involved.map((one) => INVOLVEMENT_WORDS[one])) },
        { key: 'What lessens it', value: <Said text={incident.mitigation} /> },
        { key: 'Cause', value: <Said text={incident.cause} /> },
        {
          key: 'How it is looked into',
          value:
            incident.response === null ? (
              <Nothing />
            ) : (
              <>
                {RESPONSE_WORDS[incident.response]}
                {incident.responseReason !== null && (
                  <span class="app-second app-lines"> {incident.responseReason}</span>
                )}
              </>
            ),
        },
      ]}
    />
  );
}

function saidOf(words: readonly string[]) {
  return words.length === 0 ? <Nothing /> : words.join('. ');
}

function Said({ text }: { readonly text: string | null }) {
  return text === null || text === '' ? <Nothing /> : <span class="app-lines">{text}</span>;
}

function Nothing() {
  return <span class="app-second">Not said yet</span>;
}

/** What came of it, and what could have: two different things. */
function Harm({ incident }: { readonly incident: IncidentShown }) {
  const { worst, physical, psychological, association, concern } = incident;
  return (
    <section aria-labelledby="harm">
      <h2 class="nhsuk-heading-m" id="harm">
        Harm
      </h2>
      <SummaryList
        rows={[
          { key: 'Whoever reported it said of harm', value: DANGER_SAID[incident.harmed] },
          { key: 'What came of it, to the body', value: physical ? PHYSICAL_WORDS[physical] : <Nothing /> },
          { key: 'To the mind', value: psychological ? PSYCHOLOGICAL_WORDS[psychological] : <Nothing /> },
          { key: 'Whether the incident led to it', value: association ? ASSOCIATION_WORDS[association] : <Nothing /> },
          {
            key: 'The worst that could credibly have come of it',
            value: worst ? (
              <>
                {worst.severityWord}, likelihood {worst.likelihoodWord.toLowerCase()}: risk {worst.level}
                <span class="app-second"> By the scheme {worst.scheme}</span>
              </>
            ) : (
              <Nothing />
            ),
          },
          { key: 'Concern', value: concern ? CONCERN_WORDS[concern] : <Nothing /> },
        ]}
      />
    </section>
  );
}

function Links({ incident, hrefOf }: IncidentProps) {
  return (
    <section aria-labelledby="links">
      <h2 class="nhsuk-heading-m" id="links">
        What it points at
      </h2>
      {incident.links.length === 0 ? (
        <p>No hazard, control, release, page or other incident is named yet.</p>
      ) : (
        <ul class="nhsuk-list nhsuk-list--bullet">
          {incident.links.map((link) => {
            const href = hrefOf(link);
            return (
              <li>
                {SENSE_WORDS[link.sense] ?? link.sense}{' '}
                {href === null ? link.reference : <a href={href}>{link.reference}</a>}
              </li>
            );
          })}
        </ul>
      )}
    </section>
  );
}

function Clocks({ clocks, targets, arranged, incident, context }: IncidentProps & { readonly context: PageContext }) {
  const arrangements = `${incidentsPath(incident.service.reference)}/arrangements`;
  if (clocks.length === 0) return null;
  return (
    <section aria-labelledby="clocks">
      <h2 class="nhsuk-heading-m" id="clocks">
        By when
      </h2>
      <Table
        responsive
        firstCellIsHeader
        classes="app-list"
        caption={{ text: 'How far it has to have come by when', classes: 'nhsuk-u-visually-hidden' }}
        head={[{ text: 'Stage' }, { text: 'Due' }, { text: 'Done' }, { text: 'How it stands' }]}
        rows={clocks.map((clock) => [
          { text: TARGET_WORDS[clock.target] },
          { text: `${sayDateTime(clock.due)} (within ${sayMinutes(targets[clock.target])})` },
          { text: clock.doneAt === null ? 'Not yet' : sayDateTime(clock.doneAt) },
          { text: CLOCK_WORDS[clock.standing] },
        ])}
      />
      <p class="app-second">
        {arranged ? 'The service set these times itself.' : 'These times are ours, until the service sets its own.'} No
        law sets them. {context.reaches(arrangements) && <a href={arrangements}>The arrangements</a>}
      </p>
    </section>
  );
}

function Timeline({ lines }: { readonly lines: readonly TimelineLine[] }) {
  return (
    <section aria-labelledby="timeline">
      <h2 class="nhsuk-heading-m" id="timeline">
        What was done
      </h2>
      <ol class="nhsuk-list app-timeline">
        {lines.map((line) => (
          <li>
            <strong>{line.says}</strong>
            <span class="app-second">
              {' '}
              {sayDateTime(line.at)}
              {line.by === null ? '' : `, ${line.by}`}
            </span>
            {line.words !== null && line.words !== '' && <p class="app-lines app-measure">{line.words}</p>}
          </li>
        ))}
      </ol>
    </section>
  );
}
