import type { ComponentChildren } from 'preact';
import { Notice, problemOf, Problems, valueOf, valuesOf, type FormContext } from '../../../../platform/http/forms.ts';
import { dateIn, sayDate, sayDateTime } from '../../../../platform/london-time.ts';
import { Button, Checkboxes, FileUpload, Input, Radios, Select, Textarea } from '../../../../ui/nhsuk/index.ts';
import {
  questionPath,
  questionReference,
  type ObservationShown,
  type QuestionShown,
  type QuestionSort,
} from '../../../evidence/index.ts';
import { ASPECTS, controlReference } from '../../domain.ts';
import { controlPath } from '../../pages/addresses.ts';
import { Frame } from '../../pages/frame.tsx';
import { So } from '../../pages/marks.tsx';
import { HAND_SORTS } from '../adding.ts';
import { VALID_MONTHS } from '../fields.ts';
import type { WaitingTest } from '../looking-store.ts';
import { ASPECT_WORDS, SORT_WORDS } from './words.tsx';

export interface OfService {
  readonly service: { readonly reference: string; readonly name: string };
}

const LABELS = {
  shows: 'What it shows',
  mappings: 'Tests',
  reason: 'Reason',
  sort: 'What it is',
  title: 'What it is, in a few words',
  outcome: 'What it shows',
  observedOn: 'Observed on',
  valid: 'For how long it stands',
  detail: 'What was found',
  file: 'File',
  link: 'Address',
  from: 'First day',
  to: 'Last day',
  observations: 'What is dismissed',
};

interface FormFrameProps extends OfService {
  readonly form: FormContext;
  readonly title: string;
  readonly back: { readonly text: string; readonly href: string };
  readonly button: string;
  /** A file goes along. */
  readonly withFile?: boolean;
  readonly before?: ComponentChildren;
  readonly children: ComponentChildren;
}

function FormFrame({ service, form, title, back, button, withFile, before, children }: FormFrameProps) {
  return (
    <Frame shell={form.shell} service={service} title={title} now={form.now} asAt={null} back={back}>
      <Problems form={form} labels={LABELS} />
      <Notice notice={form.notice} />
      <div class="app-measure">
        <h1 class="nhsuk-heading-l">{title}</h1>
        {before}
        <form method="post" novalidate {...(withFile && { enctype: 'multipart/form-data' })}>
          {form.hidden}
          {children}
          <Button preventDoubleClick>{button}</Button>
        </form>
      </div>
    </Frame>
  );
}

// --- What tests show ------------------------------------------------------------------------------------------------------

export interface JudgeProps extends OfService {
  readonly waiting: readonly WaitingTest[];
  /** The control that is looked at; null for all of the service. */
  readonly control: string | null;
}

/** How a choice of a test for a control stands in the form. */
export function mappingValue({ control, question, elsewhere }: WaitingTest): string {
  return `${controlReference(control)} ${elsewhere === null ? '' : `${elsewhere}/`}${questionReference(question)}`;
}

/** What such a choice says. */
export function mappingOf(value: string): { readonly control: string; readonly test: string } {
  const [control = '', test = ''] = value.split(' ');
  return { control, test };
}

export function AcceptForm(props: JudgeProps, form: FormContext) {
  const { service, waiting, control } = props;
  const base = `/services/${encodeURIComponent(service.reference)}/evidence`;
  const only = control === null ? '' : `?control=${control}`;
  if (waiting.length === 0) return <NothingWaits {...props} form={form} />;
  return (
    <FormFrame
      service={service}
      form={form}
      title="Say what tests show"
      back={backOf(props)}
      button="Accept the ticked tests"
      before={
        <>
          <p>
            A test that names a control counts for it once you have said what it shows. A control holds while evidence
            shows both: that it is in place, and that it works.
          </p>
          <p>
            <a href={`${base}/set-aside${only}`}>Set tests aside instead</a>, where they show nothing of the control.
          </p>
        </>
      }
    >
      <Tests {...props} form={form} />
      <Checkboxes
        idPrefix="shows"
        name="shows"
        fieldset={{ legend: { text: 'What the ticked tests show', size: 'm' } }}
        hint="Tick both only where a pass shows both."
        values={valuesOf(form, 'shows')}
        errorMessage={problemOf(form, 'shows')}
        items={ASPECTS.map((aspect) => ({ value: aspect, text: ASPECT_WORDS[aspect], hint: ASPECT_HINTS[aspect] }))}
      />
    </FormFrame>
  );
}

const ASPECT_HINTS = {
  implementation: 'The control was built and is there, as its words say.',
  effectiveness: 'With it, what it is to prevent or limit does not happen.',
} as const;

export function SetAsideForm(props: JudgeProps, form: FormContext) {
  if (props.waiting.length === 0) return <NothingWaits {...props} form={form} />;
  return (
    <FormFrame
      service={props.service}
      form={form}
      title="Set tests aside"
      back={backOf(props)}
      button="Set the ticked tests aside"
      before={<p>They show nothing of the control that they name. They are not asked about again.</p>}
    >
      <Tests {...props} form={form} />
      <Reason form={form} label="Why they show nothing of the control" />
    </FormFrame>
  );
}

function NothingWaits({ service, control, form, waiting }: JudgeProps & { readonly form: FormContext }) {
  const back = backOf({ service, control, waiting });
  return (
    <Frame shell={form.shell} service={service} title="Say what tests show" now={form.now} asAt={null} back={back}>
      <Problems form={form} labels={LABELS} />
      <Notice notice={form.notice} />
      <h1 class="nhsuk-heading-l">Say what tests show</h1>
      <p class="app-measure">
        No test waits{control === null ? '' : ` for ${control}`}. A test that names a control in its name, such as{' '}
        <code>scan blocks saving [CTL-31]</code>, stands here after its first run.
      </p>
    </Frame>
  );
}

function backOf({ service, control }: JudgeProps) {
  return control === null
    ? { text: 'Tests of controls', href: `/services/${encodeURIComponent(service.reference)}/coverage` }
    : { text: control, href: controlPath(service.reference, control) };
}

function Tests({ waiting, form }: JudgeProps & { readonly form: FormContext }) {
  const chosen = valuesOf(form, 'mappings');
  const controls = [...Map.groupBy(waiting, ({ control }) => control)];
  const problem = problemOf(form, 'mappings');
  return (
    <>
      {controls.map(([number, tests], index) => (
        <Checkboxes
          idPrefix={index === 0 ? 'mappings' : `mappings-${number}`}
          name="mappings"
          fieldset={{ legend: { text: `${controlReference(number)} ${tests[0]!.controlText}`, size: 's' } }}
          small
          values={chosen}
          errorMessage={index === 0 ? problem : undefined}
          items={tests.map((one) => ({
            value: mappingValue(one),
            text: `${questionReference(one.question)} ${one.title}`,
            hint: waitingWords(one),
          }))}
        />
      ))}
    </>
  );
}

function waitingWords({ outcome, observedAt, since }: WaitingTest): string {
  const names = `Names the control since ${sayDate(since)}.`;
  if (outcome === null) return `${names} No result of it counts yet.`;
  return `${names} It ${outcome} on ${sayDate(observedAt!)}.`;
}

function Reason({ form, label }: { readonly form: FormContext; readonly label: string }) {
  return (
    <Textarea
      id="reason"
      name="reason"
      label={{ text: label, size: 's' }}
      hint="It stands with your name. Write nothing about a patient."
      rows={4}
      value={valueOf(form, 'reason')}
      errorMessage={problemOf(form, 'reason')}
    />
  );
}

// --- Evidence by hand -------------------------------------------------------------------------------------------------------

export interface AddEvidenceProps extends OfService {
  readonly control: string;
  readonly text: string;
}

const SORT_HINTS: Readonly<Record<(typeof HAND_SORTS)[number], string>> = {
  document: 'A report, a certificate, a protocol: up to 5 MB.',
  link: 'A page on the web. What stands there is digested where it can be read.',
  record: 'What a workshop, a review or an inspection found.',
  'operating period': 'A time in which it was used. It supports, and verifies nothing alone.',
};

export function AddEvidenceForm({ service, control, text }: AddEvidenceProps, form: FormContext) {
  return (
    <FormFrame
      service={service}
      form={form}
      title={`Add evidence to ${control}`}
      back={{ text: control, href: controlPath(service.reference, control) }}
      button="Add this evidence"
      withFile
      before={<p class="app-lines">{text}</p>}
    >
      <Radios
        idPrefix="sort"
        name="sort"
        fieldset={{ legend: { text: 'What it is', size: 's' } }}
        value={valueOf(form, 'sort')}
        errorMessage={problemOf(form, 'sort')}
        items={HAND_SORTS.map((sort) => ({ value: sort, text: SORT_WORDS[sort], hint: SORT_HINTS[sort] }))}
      />
      <Input
        id="title"
        name="title"
        label={{ text: 'What it is, in a few words', size: 's' }}
        hint="For example “Review of the scan at Heron Lane”."
        autocomplete="off"
        value={valueOf(form, 'title')}
        errorMessage={problemOf(form, 'title')}
      />
      <Checkboxes
        idPrefix="shows"
        name="shows"
        fieldset={{ legend: { text: 'What it is about', size: 's' } }}
        values={valuesOf(form, 'shows')}
        errorMessage={problemOf(form, 'shows')}
        items={ASPECTS.map((aspect) => ({ value: aspect, text: ASPECT_WORDS[aspect], hint: ASPECT_HINTS[aspect] }))}
      />
      <ObservedFields form={form} sort={null} />
    </FormFrame>
  );
}

export interface OfQuestion extends OfService {
  readonly question: QuestionShown;
}

function toQuestion({ service, question }: OfQuestion) {
  return { text: questionReference(question.number), href: questionPath(service.reference, question.number) };
}

export function ObserveForm(props: OfQuestion, form: FormContext) {
  const { service, question } = props;
  return (
    <FormFrame
      service={service}
      form={form}
      title={`Look at ${questionReference(question.number)} again`}
      back={toQuestion(props)}
      button="Keep what was observed"
      withFile
      before={
        <p class="app-lines">
          {SORT_WORDS[question.sort]}: {question.title}
        </p>
      }
    >
      <ObservedFields form={form} sort={question.sort} />
    </FormFrame>
  );
}

const MONTHS = (count: number) => (count === 1 ? '1 month' : count % 12 === 0 ? years(count / 12) : `${count} months`);
const years = (count: number) => (count === 1 ? '1 year' : `${count} years`);

/** What somebody found when they looked. @param sort null where the form asks for it: then all fields stand there */
function ObservedFields({ form, sort }: { readonly form: FormContext; readonly sort: QuestionSort | null }) {
  const day = (id: 'observedOn' | 'from' | 'to', label: string, hint?: string) => (
    <Input
      id={id}
      name={id}
      type="date"
      classes="app-day-field"
      label={{ text: label, size: 's' }}
      {...(hint !== undefined && { hint })}
      attributes={{ max: dateIn(form.now) }}
      value={valueOf(form, id)}
      errorMessage={problemOf(form, id)}
    />
  );
  return (
    <>
      <Radios
        idPrefix="outcome"
        name="outcome"
        fieldset={{ legend: { text: 'What it shows', size: 's' } }}
        value={valueOf(form, 'outcome')}
        errorMessage={problemOf(form, 'outcome')}
        items={[
          { value: 'passed', text: 'It holds' },
          {
            value: 'failed',
            text: 'It does not hold',
            hint: 'The control does not hold from then on, until this is answered.',
          },
        ]}
      />
      {day('observedOn', 'Observed on', 'The day on which somebody looked; not the day on which this is written.')}
      <Select
        id="valid"
        name="valid"
        label={{ text: 'For how long it stands', size: 's' }}
        hint="After that, somebody has to look again."
        value={valueOf(form, 'valid')}
        errorMessage={problemOf(form, 'valid')}
        items={VALID_MONTHS.map((count) => ({ value: String(count), text: MONTHS(count) }))}
      />
      <Textarea
        id="detail"
        name="detail"
        label={{ text: 'What was found', size: 's' }}
        hint="Who looked at what, and what came out; of time in operation, how much it was used. Write nothing about a patient."
        rows={4}
        value={valueOf(form, 'detail')}
        errorMessage={problemOf(form, 'detail')}
      />
      <FileUpload
        id="file"
        name="file"
        label={{ text: sort === 'document' ? 'File' : 'File, if there is one', size: 's' }}
        hint="Up to 5 MB. Nothing about a patient."
        errorMessage={problemOf(form, 'file')}
      />
      <Input
        id="link"
        name="link"
        label={{ text: sort === 'link' ? 'Address' : 'Address on the web, if there is one', size: 's' }}
        hint="Beginning with https://"
        autocomplete="off"
        value={valueOf(form, 'link')}
        errorMessage={problemOf(form, 'link')}
      />
      {(sort === null || sort === 'operating period') && (
        <>
          {day('from', sort === null ? 'First day, of time in operation' : 'First day')}
          {day('to', sort === null ? 'Last day, of time in operation' : 'Last day')}
        </>
      )}
    </>
  );
}

export function RetireForm(props: OfQuestion, form: FormContext) {
  const reference = questionReference(props.question.number);
  return (
    <FormFrame
      service={props.service}
      form={form}
      title={`Retire ${reference}`}
      back={toQuestion(props)}
      button={`Retire ${reference}`}
      before={
        props.question.latest?.outcome === 'failed' ? (
          <So so={`${reference} speaks against a control now.`}>
            Retiring it does not clear that. A pass of the same does, or a dismissal of what was observed, with a
            reason.
          </So>
        ) : (
          <p>No control rests on it from then on. It stays here with all that was observed.</p>
        )
      }
    >
      <Reason form={form} label="Why it is retired" />
    </FormFrame>
  );
}

export interface DismissProps extends OfQuestion {
  /** What can be dismissed, the latest first. */
  readonly observations: readonly ObservationShown[];
}

export function DismissForm(props: DismissProps, form: FormContext) {
  const { observations, question } = props;
  return (
    <FormFrame
      service={props.service}
      form={form}
      title="Dismiss what was observed"
      back={toQuestion(props)}
      button="Dismiss what is ticked"
      before={
        <>
          <p class="app-lines">
            {questionReference(question.number)}: {question.title}
          </p>
          <p>
            What is dismissed no longer counts, and what was observed before it does. It stays here with your reason.
          </p>
        </>
      }
    >
      <Checkboxes
        idPrefix="observations"
        name="observations"
        small
        fieldset={{ legend: { text: 'What is dismissed', size: 's' } }}
        values={valuesOf(form, 'observations')}
        errorMessage={problemOf(form, 'observations')}
        items={observations.map((one) => ({
          value: one.id,
          text: `${one.outcome}, ${sayDateTime(one.observedAt)}`,
          hint: one.run === null ? one.observer : `run ${one.run}, release ${one.release}`,
        }))}
      />
      <Reason form={form} label="Why it does not count" />
    </FormFrame>
  );
}
