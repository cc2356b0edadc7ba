import type { VNode } from 'preact';
import { withOpenDoors } from '../../../platform/http/doors.ts';
import type { PageContext } from '../../../platform/http/forms.ts';
import { dateIn, sayDateTime } from '../../../platform/london-time.ts';
import { Button, Details, SummaryList, Table } from '../../../ui/nhsuk/index.ts';
import { SentenceBlock } from '../../../ui/sentence.tsx';
import { capital } from '../../../words/counting.ts';
import { sayDay } from '../../../words/days.ts';
import type { Sentence } from '../../../words/sentence.ts';
import type { ProcessFact } from '../checks.ts';
import {
  openSentence,
  PART_NAMES,
  PARTS,
  processesPath,
  processPath,
  runSentence,
  sayRhythm,
  unwrittenSentence,
  type Process,
  type Run,
  type Template,
} from '../domain.ts';
import { ServiceFrame } from '../../../platform/http/service-frame.tsx';
import { CONFIDENCE_WORDS, NextDue, OUTCOME_WORDS, pageTitle } from './words.tsx';

/** What came of a run, to be followed. */
export interface ActionOfRun {
  readonly run: string;
  readonly reference: string;
  readonly href: string;
  readonly title: string;
  readonly state: string;
}

export interface ProcessProps {
  readonly process: Process;
  readonly fact: ProcessFact;
  readonly template: Template | null;
  readonly runs: readonly Run[];
  readonly actions: readonly ActionOfRun[];
  readonly approval: VNode | null;
  /** Null for whoever does not read what the team says. */
  readonly discussion: VNode | null;
  readonly attachments: VNode;
  readonly mayWrite: boolean;
  readonly mayRun: boolean;
}

/** A template that nobody has begun in this service: what good looks like, and where to begin. */
export interface NotBegunProps {
  readonly service: { readonly reference: string; readonly name: string };
  readonly template: Template;
  readonly mayWrite: boolean;
}

/** One process: how it stands, what is written, and every run of it. */
export function ProcessPage(props: ProcessProps, context: PageContext) {
  const { process, fact, template, runs, actions, approval, mayWrite, mayRun } = props;
  const { service, key, title } = process;
  const path = processPath(service.reference, key);
  const today = dateIn(context.now);
  const said = (sentence: Sentence | null) =>
    sentence && { ...sentence, clears: withOpenDoors(sentence.clears, context.reaches) };
  const unwritten = said(unwrittenSentence(process, fact.unwritten));
  const run = said(runSentence(process, fact, today));
  const open = said(fact.last && openSentence(process, fact.last, fact.last.open));
  const stopped = process.state === 'stopped';
  return (
    <ServiceFrame
      context={context}
      service={service}
      title={pageTitle(template)}
      back={{ text: 'All processes', href: processesPath(service.reference) }}
    >
      <h1 class="nhsuk-heading-l app-measure">
        <span class="nhsuk-caption-l">Process</span> {title}
      </h1>
      {template && <p class="app-lead">{template.purpose}</p>}
      {stopped ? (
        <SentenceBlock
          sentence={{
            so: ['This process was stopped'],
            because: [`it was said then: “${process.reason.replace(/[.\s]+$/u, '')}”`],
            clears: [{ text: 'Writing down how it is done now', href: `${path}/write` }, ' takes it up again.'],
          }}
        />
      ) : (
        <>
          {unwritten && <SentenceBlock sentence={unwritten} />}
          {approval}
          {run && <SentenceBlock sentence={run} />}
          {open && <SentenceBlock sentence={open} />}
        </>
      )}
      <div class="app-actions__row app-noprint">
        {mayRun && !stopped && <Button href={`${path}/runs/new`}>Record a run</Button>}
        {mayWrite && (
          <Button variant="secondary" href={`${path}/write`}>
            {stopped ? 'Take it up again' : 'Change what is written'}
          </Button>
        )}
      </div>
      <h2 class="nhsuk-heading-m" id="written">
        What is written
      </h2>
      <SummaryList
        rows={[
          ...PARTS.slice(0, 2).map((part) => writtenRow(process, part)),
          { key: 'How often', value: capital(sayRhythm(process)) },
          { key: 'Next due', value: <NextDue fact={fact} today={today} /> },
          ...PARTS.slice(2).map((part) => writtenRow(process, part)),
          { key: 'Who answers for it', value: process.owner.name },
          {
            key: 'Where all of it is written',
            value: process.link === '' ? 'Here' : <Outside href={process.link} />,
          },
        ]}
      />
      {template && <Good template={template} />}
      <Runs process={process} runs={runs} actions={actions} mayWithdraw={mayRun} />
      {props.attachments}
      {props.discussion}
      {mayWrite && !stopped && (
        <p class="app-noprint">
          No longer done? <a href={`${path}/stop`}>Stop this process</a>. It stays here, with the reason.
        </p>
      )}
    </ServiceFrame>
  );
}

function writtenRow(process: Process, part: (typeof PARTS)[number]) {
  const text = process[part];
  return {
    key: PART_NAMES[part],
    value: text === '' ? <span class="app-second">Nothing yet</span> : <span class="app-lines">{text}</span>,
  };
}

function Outside({ href }: { readonly href: string }) {
  return (
    <a class="app-break" href={href} rel="noreferrer">
      {href}
    </a>
  );
}

/** What good looks like, and where that was read. */
function Good({ template }: { readonly template: Template }) {
  return (
    <Details summary="What good looks like, and which clauses ask for it">
      <GoodWords template={template} />
    </Details>
  );
}

function GoodWords({ template: { good, rehearsal, serves, roles } }: { readonly template: Template }) {
  return (
    <>
      <ul class="nhsuk-list nhsuk-list--bullet">
        {good.map((one) => (
          <li>{one}</li>
        ))}
      </ul>
      {rehearsal !== '' && (
        <p>
          <strong>To rehearse it:</strong> {rehearsal}
        </p>
      )}
      <p>
        <strong>Who usually has a part in it:</strong> {roles.join(', ')}.
      </p>
      <p>
        <strong>What asks for it:</strong>
      </p>
      <ul class="nhsuk-list nhsuk-list--bullet">
        {serves.map(({ clause, confidence, source }) => (
          <li>
            {clause} ({CONFIDENCE_WORDS[confidence]}: {source})
          </li>
        ))}
      </ul>
    </>
  );
}

/** One of the list that nobody has begun. */
export function NotBegunPage({ service, template, mayWrite }: NotBegunProps, context: PageContext) {
  return (
    <ServiceFrame
      context={context}
      service={service}
      title={template.name}
      back={{ text: 'All processes', href: processesPath(service.reference) }}
    >
      <h1 class="nhsuk-heading-l app-measure">
        <span class="nhsuk-caption-l">Process</span> {template.name}
      </h1>
      <div class="app-measure">
        <p class="app-lead">{template.purpose}</p>
        <SentenceBlock
          sentence={{
            so: ['Nothing is known of this process'],
            because: ['nobody has written it down in this service'],
            clears: ['Writing it in your own words, an approval and a first run clear it.'],
          }}
        />
        {mayWrite && (
          <Button href={`${processPath(service.reference, template.id)}/write`}>Start from the template</Button>
        )}
        <h2 class="nhsuk-heading-m">What good looks like</h2>
        <GoodWords template={template} />
        <h2 class="nhsuk-heading-m">The template</h2>
        <p>
          Suggested: {sayRhythm(template)}. What stands in [brackets] is for you to fill in. The template’s own text
          never counts as written.
        </p>
        <SummaryList
          rows={PARTS.map((part) => ({
            key: PART_NAMES[part],
            value: <span class="app-lines">{template.start[part]}</span>,
          }))}
        />
      </div>
    </ServiceFrame>
  );
}

interface RunsProps {
  readonly process: Process;
  readonly runs: readonly Run[];
  readonly actions: readonly ActionOfRun[];
  readonly mayWithdraw: boolean;
}

function Runs({ process, runs, actions, mayWithdraw }: RunsProps) {
  return (
    <section aria-labelledby="runs">
      <h2 class="nhsuk-heading-m" id="runs">
        Runs
      </h2>
      {runs.length === 0 ? (
        <p class="app-measure">
          Each time that it was done will stand here, with who did it and what was found.
          {process.sort === 'when it happens' && ' Where nothing has happened yet, a rehearsal counts, and says so.'}
        </p>
      ) : (
        <Table
          responsive
          firstCellIsHeader
          classes="app-list"
          caption={{ text: 'Runs, latest first', classes: 'nhsuk-u-visually-hidden' }}
          head={[{ text: 'When' }, { text: 'Who' }, { text: 'What was found' }, { text: 'Outcome' }]}
          rows={runs.map((run) => [
            { text: <When process={process} run={run} mayWithdraw={mayWithdraw} /> },
            { text: run.by },
            { text: <FoundWords run={run} /> },
            { text: <Outcome run={run} actions={actions.filter((one) => one.run === run.id)} /> },
          ])}
        />
      )}
    </section>
  );
}

function When({
  process,
  run,
  mayWithdraw,
}: {
  readonly process: Process;
  readonly run: Run;
  readonly mayWithdraw: boolean;
}) {
  return (
    <span id={`run-${run.number}`}>
      {sayDay(run.on)}
      {run.sort === 'rehearsal' && <span class="app-second"> Rehearsal</span>}
      {mayWithdraw && run.withdrawn === null && (
        <span class="app-second app-noprint">
          {' '}
          <a href={`${processPath(process.service.reference, process.key)}/runs/${run.number}/withdraw`}>
            Withdraw<span class="nhsuk-u-visually-hidden"> the run of {sayDay(run.on)}</span>
          </a>
        </span>
      )}
    </span>
  );
}

function FoundWords({ run }: { readonly run: Run }) {
  return (
    <>
      <span class="app-lines">{run.found}</span>
      {run.link !== '' && (
        <span class="app-second">
          {' '}
          <Outside href={run.link} />
        </span>
      )}
      <span class="app-second">
        {' '}
        Recorded by {run.recorded.by}, {sayDateTime(run.recorded.at)}
      </span>
    </>
  );
}

function Outcome({ run, actions }: { readonly run: Run; readonly actions: readonly ActionOfRun[] }) {
  if (run.withdrawn !== null)
    return (
      <>
        Withdrawn, does not count. <span class="app-second app-lines">{run.withdrawn}</span>
      </>
    );
  return (
    <>
      {OUTCOME_WORDS[run.outcome]}
      {actions.map(({ reference, href, title, state }) => (
        <span class="app-second">
          {' '}
          <a href={href}>{reference}</a> {title} ({state})
        </span>
      ))}
    </>
  );
}
