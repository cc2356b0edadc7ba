import type { ComponentChildren } from 'preact';
import { problemOf, Problems, valueOf, type FormContext, type PageContext } from '../../../platform/http/forms.ts';
import { dateIn, sayDate } from '../../../platform/london-time.ts';
import { Button, FileUpload, Input, Radios, SummaryList, Textarea } from '../../../ui/nhsuk/index.ts';
import { InWords } from '../../../ui/sentence.tsx';
import { VerdictTag } from '../../../ui/verdict.tsx';
import { capital } from '../../../words/counting.ts';
import type { Observation } from '../../../rules/checks.ts';
import { questionPath, questionReference, type ObservationShown } from '../../evidence/index.ts';
import { checkPath, recordCheckPath, standardPath } from '../domain/addresses.ts';
import type { Catalogue, Criterion, HandCheck } from '../domain/catalogue.ts';
import { ServiceFrame } from '../../../platform/http/service-frame.tsx';

export interface CheckProps {
  readonly service: { readonly reference: string; readonly name: string };
  readonly hand: HandCheck;
  /** What it comes to now. */
  readonly observation: Observation;
  /** The standing question that its records are of; null until the first one. */
  readonly question: number | null;
  /** What was recorded, the latest first. */
  readonly records: readonly ObservationShown[];
  /** The criteria that rest on it. */
  readonly serves: readonly { readonly catalogue: Catalogue; readonly criterion: Criterion }[];
  readonly mayRecord: boolean;
}

const METHODS: Readonly<Record<HandCheck['method'], string>> = {
  examine: 'Look at it: a document, a record, a setting',
  interview: 'Ask the people who know',
  test: 'Try it',
};

/** A check that people make: what has to be so, what good looks like, and what was recorded of it. */
export function CheckPage(props: CheckProps, context: PageContext) {
  const { service, hand, observation, question, records, serves, mayRecord } = props;
  return (
    <ServiceFrame
      context={context}
      service={service}
      title={hand.asks}
      back={{ text: 'Point 16', href: standardPath(service.reference, 'point-16') }}
    >
      <div class="app-measure">
        <span class="nhsuk-caption-l">A check that somebody makes</span>
        <h1 class="nhsuk-heading-l">{hand.asks}</h1>
        <p class="app-facts">
          <Standing observation={observation} />
        </p>
        {mayRecord && (
          <p class="app-noprint">
            <Button href={recordCheckPath(service.reference, hand.id)}>Record what you saw</Button>
          </p>
        )}
        <About hand={hand} />
        <h2 class="nhsuk-heading-m">What was recorded</h2>
        {records.length === 0 ? (
          <p>Nobody has recorded this check yet. Until somebody does, it is not known, and never counts as a pass.</p>
        ) : (
          <Records records={records} service={service.reference} question={question!} />
        )}
        <h2 class="nhsuk-heading-m">What rests on it</h2>
        <ul class="nhsuk-list nhsuk-list--bullet">
          {serves.map(({ catalogue, criterion }) => (
            <li>
              <a href={standardPath(service.reference, catalogue.id)}>{catalogue.name}</a>, {criterion.clause}:{' '}
              {criterion.title}
            </li>
          ))}
        </ul>
      </div>
    </ServiceFrame>
  );
}

function Standing({ observation: { result, says, clears, until } }: Pick<CheckProps, 'observation'>) {
  const verdict = result === 'passed' ? 'met' : result === 'failed' ? 'not-met' : 'not-known';
  return (
    <>
      <VerdictTag verdict={result === 'needs-review' ? 'met' : verdict} says="met" />{' '}
      <span>
        {result === 'needs-review' ? <strong>Lapsed. </strong> : ''}
        <InWords words={result === 'unknown' ? ['Nothing is known of this yet.'] : says} />
        {until !== null && ` It stands until ${sayDate(until)}.`}
        {clears.length > 0 && (
          <>
            {' '}
            <InWords words={clears} />
          </>
        )}
      </span>
    </>
  );
}

function About({ hand }: { readonly hand: HandCheck }) {
  return (
    <SummaryList
      rows={[
        { key: 'What good looks like', value: hand.good },
        { key: 'How', value: METHODS[hand.method] },
        { key: 'Who looks', value: capital(hand.by) },
        { key: 'What to keep', value: capital(hand.keep) },
        {
          key: 'How long it stands',
          value: `${hand.every} days. This is what we propose, and no standard's own figure.`,
        },
      ]}
    />
  );
}

function Records({
  records,
  service,
  question,
}: {
  readonly records: readonly ObservationShown[];
  readonly service: string;
  readonly question: number;
}) {
  return (
    <>
      <ul class="nhsuk-list">
        {records.map((one) => (
          <li>
            <strong>{one.outcome === 'passed' ? 'It is so' : 'It is not so'}</strong>, {one.observer} looked on{' '}
            {sayDate(one.observedAt)}
            {one.dismissed !== null && (
              <span class="app-second">
                {' '}
                Dismissed by {one.dismissed.by} on {sayDate(one.dismissed.at)}: {one.dismissed.reason}. It does not
                count.
              </span>
            )}
            {one.detail !== null && <p class="app-lines">{one.detail}</p>}
            {one.file !== null && (
              <p>
                <a href={`/files/${one.file.sha256}`}>{one.file.name}</a>
              </p>
            )}
            {one.url !== null && (
              <p>
                <a href={one.url} rel="noreferrer noopener">
                  {one.url}
                </a>
              </p>
            )}
          </li>
        ))}
      </ul>
      <p>
        <a href={questionPath(service, question)}>{questionReference(question)}</a> has all that was recorded, and there
        it can be dismissed with a reason.
      </p>
    </>
  );
}

const LABELS = {
  outcome: 'What you saw',
  seen: 'What you looked at',
  observedOn: 'Looked on',
  file: 'File',
  link: 'Address',
};

export function RecordCheckForm({ service, hand }: CheckProps, form: FormContext) {
  return (
    <ServiceFrame
      context={form}
      service={service}
      title="Record what you saw"
      back={{ text: 'The check', href: checkPath(service.reference, hand.id) }}
    >
      <div class="app-measure">
        <Problems form={form} labels={LABELS} />
        <Caption>{hand.asks}</Caption>
        <p>
          <strong>What good looks like:</strong> {hand.good}
        </p>
        <p>
          <strong>What to keep:</strong> {hand.keep}.
        </p>
        <form method="post" enctype="multipart/form-data" novalidate>
          {form.hidden}
          <Radios
            idPrefix="outcome"
            name="outcome"
            fieldset={{ legend: { text: 'Is it so?', size: 's' } }}
            value={valueOf(form, 'outcome')}
            errorMessage={problemOf(form, 'outcome')}
            items={[
              { value: 'passed', text: 'It is so' },
              {
                value: 'failed',
                text: 'It is not so',
                hint: 'It fails from then on, until somebody records that it is so.',
              },
            ]}
          />
          <Textarea
            id="seen"
            name="seen"
            label={{ text: 'What you looked at, and what you saw', size: 's' }}
            hint="In your own words, so that somebody else could follow. Nothing about a patient."
            rows={5}
            value={valueOf(form, 'seen')}
            errorMessage={problemOf(form, 'seen')}
          />
          <Input
            id="observedOn"
            name="observedOn"
            type="date"
            classes="app-day-field"
            label={{ text: 'Looked on', size: 's' }}
            hint="The day on which you looked; not the day on which this is written."
            attributes={{ max: dateIn(form.now) }}
            value={valueOf(form, 'observedOn')}
            errorMessage={problemOf(form, 'observedOn')}
          />
          <FileUpload
            id="file"
            name="file"
            label={{ text: 'File, if there is one', size: 's' }}
            hint="Up to 5 MB. Nothing about a patient."
            errorMessage={problemOf(form, 'file')}
          />
          <Input
            id="link"
            name="link"
            label={{ text: 'Address on the web, if there is one', size: 's' }}
            hint="Beginning with https://"
            autocomplete="off"
            value={valueOf(form, 'link')}
            errorMessage={problemOf(form, 'link')}
          />
          <p>It is kept with your name, and stands for {hand.every} days.</p>
          <Button preventDoubleClick>Keep the record</Button>
        </form>
      </div>
    </ServiceFrame>
  );
}

function Caption({ children }: { readonly children: ComponentChildren }) {
  return (
    <>
      <span class="nhsuk-caption-l">Record what you saw</span>
      <h1 class="nhsuk-heading-l">{children}</h1>
    </>
  );
}
