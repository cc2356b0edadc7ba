import { sayDate, sayDateTime } from '../../../../platform/london-time.ts';
import { Button, Details, Table } from '../../../../ui/nhsuk/index.ts';
import { counted } from '../../../../words/counting.ts';
import { questionPath, questionReference, runPath } from '../../../evidence/index.ts';
import { ASPECTS, type Aspect } from '../../domain.ts';
import type { AnsweredQuestion, RestsOn } from '../../domain/holding.ts';
import type { ObservedOfControl } from '../looking-store.ts';
import { ASPECT_WORDS, FreshUntil, SORT_WORDS } from './words.tsx';

export interface RestsProps {
  readonly service: string;
  readonly control: string;
  readonly rests: RestsOn;
  readonly observed: readonly ObservedOfControl[];
  readonly now: Date;
  /** Whether whoever looks may say what evidence shows, now. */
  readonly mayJudge: boolean;
}

/** What a control rests on, aspect by aspect: what shows it, how fresh that is, what waits, and what was observed. */
export function Rests(props: RestsProps) {
  const { rests, control, service, mayJudge } = props;
  return (
    <section aria-labelledby="rests-on">
      <h2 class="nhsuk-heading-m" id="rests-on">
        What it rests on
      </h2>
      {ASPECTS.map((aspect) => (
        <AspectTable {...props} aspect={aspect} questions={rests[aspect]} />
      ))}
      {rests.waiting > 0 && (
        <p class="app-measure">
          {counted(rests.waiting, 'test')} that {rests.waiting === 1 ? 'names' : 'name'} it{' '}
          {rests.waiting === 1 ? 'waits' : 'wait'} for a safety engineer to say what{' '}
          {rests.waiting === 1 ? 'it shows' : 'they show'}.{' '}
          <a href={`/services/${encodeURIComponent(service)}/evidence/accept?control=${control}`}>Look at what waits</a>
        </p>
      )}
      {mayJudge && (
        <p class="app-noprint">
          <Button
            variant="secondary"
            small
            href={`/services/${encodeURIComponent(service)}/controls/${control}/evidence/new`}
          >
            Add evidence to {control}
          </Button>
        </p>
      )}
      <Observed {...props} />
    </section>
  );
}

interface AspectProps extends RestsProps {
  readonly aspect: Aspect;
  readonly questions: readonly AnsweredQuestion[];
}

const NOTHING: Readonly<Record<Aspect, string>> = {
  implementation: 'Nothing yet shows that it was put in place.',
  effectiveness: 'Nothing yet shows that it works.',
};

function AspectTable({ aspect, questions, now }: AspectProps) {
  return (
    <>
      <h3 class="nhsuk-heading-s" id={`rests-${aspect}`}>
        {ASPECT_WORDS[aspect]} <span class="app-count">({questions.length})</span>
      </h3>
      {questions.length === 0 ? (
        <p class="app-second">{NOTHING[aspect]}</p>
      ) : (
        <Table
          responsive
          classes="app-list"
          caption={{ text: `What shows of it: ${ASPECT_WORDS[aspect]}`, classes: 'nhsuk-u-visually-hidden' }}
          head={[{ text: 'Evidence' }, { text: 'What it shows' }, { text: 'How fresh it is' }]}
          rows={questions.map((one) => [
            {
              text: (
                <>
                  <a class="app-ref" href={one.href}>
                    {one.reference}
                  </a>{' '}
                  {one.title}
                  <span class="app-note"> {SORT_WORDS[one.sort]}</span>
                </>
              ),
            },
            { text: <Shows question={one} /> },
            {
              text: one.retired ? (
                'retired'
              ) : one.observedAt === null ? (
                <span class="app-second">never observed</span>
              ) : one.outcome === 'failed' ? (
                <span class="app-second">observed on {sayDate(one.observedAt)}</span>
              ) : (
                <FreshUntil until={one.lapsesAt} now={now} />
              ),
            },
          ])}
        />
      )}
    </>
  );
}

/** "passed in run 8815, release 1.3.2, 12 March 2026" */
function Shows({ question }: { readonly question: AnsweredQuestion }) {
  const { outcome, observedAt, run, sort } = question;
  if (outcome === null)
    return <span class="app-second">{sort === 'test' ? 'No result counts yet' : 'Nothing yet'}</span>;
  const words = sort === 'test' ? outcome : outcome === 'passed' ? 'it holds' : 'it does not hold';
  return (
    <>
      {outcome === 'failed' ? <strong>{words}</strong> : words}
      {run !== null && (
        <>
          {' in '}
          <a href={run.href}>{run.text}</a>
          {run.release !== null && `, release ${run.release}`}
        </>
      )}
      , {sayDate(observedAt!)}
    </>
  );
}

/** Observations that are shown at once; each piece of evidence has all of its own. */
const FIRST = 8;

function Observed({ observed, service }: RestsProps) {
  if (observed.length === 0) return null;
  const table = (rows: readonly ObservedOfControl[]) => (
    <Table
      responsive
      classes="app-list"
      caption={{ text: 'What was observed, latest first', classes: 'nhsuk-u-visually-hidden' }}
      head={[{ text: 'Observed' }, { text: 'Evidence' }, { text: 'Outcome' }, { text: 'By' }]}
      rows={rows.map((one) => [
        { text: sayDateTime(one.observedAt) },
        {
          text: (
            <>
              <a class="app-ref" href={questionPath(one.service, one.question)}>
                {questionReference(one.question)}
              </a>{' '}
              {one.title}
            </>
          ),
        },
        { text: `${one.outcome}${one.dismissed ? ', dismissed' : ''}` },
        {
          text:
            one.run === null ? (
              one.observer
            ) : (
              <>
                <a href={runPath(one.service, one.run)}>run {one.run}</a>, release {one.release}
                {one.candidate && ', a candidate'}
              </>
            ),
        },
      ])}
    />
  );
  return (
    <>
      <h3 class="nhsuk-heading-s">What was observed</h3>
      {table(observed.slice(0, FIRST))}
      {observed.length > FIRST && (
        <Details summary={`${observed.length - FIRST} earlier observations`}>{table(observed.slice(FIRST))}</Details>
      )}
      <p class="app-note">
        <a href={`/services/${encodeURIComponent(service)}/runs`}>Runs of tests</a>
      </p>
    </>
  );
}
