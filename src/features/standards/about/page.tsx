import { problemOf, valueOf, valuesOf, type FormContext, type PageContext } from '../../../platform/http/forms.ts';
import { sayDate } from '../../../platform/london-time.ts';
import { Button, Checkboxes, Details, Radios, Textarea } from '../../../ui/nhsuk/index.ts';
import { counted } from '../../../words/counting.ts';
import type { FactValue } from '../../../rules/conditions.ts';
import { aboutPath, standardPath } from '../domain/addresses.ts';
import { answerText } from '../domain/assess.ts';
import { NOT_DECIDED, type FactQuestion } from '../domain/catalogue.ts';
import { ServiceFormFrame, ServiceFrame } from '../../../platform/http/service-frame.tsx';

/** A question with what was answered, and what turns on it. */
export interface AskedQuestion {
  readonly question: FactQuestion;
  /** Its place among all questions: fields of the form are named after it. */
  readonly index: number;
  readonly given: {
    readonly value: FactValue | null;
    readonly by: string;
    readonly at: Date;
    readonly note: string;
  } | null;
  /** The standards in which something turns on it. */
  readonly decides: readonly string[];
}

export interface AboutProps {
  readonly service: { readonly reference: string; readonly name: string };
  readonly questions: readonly AskedQuestion[];
  readonly version: number;
  readonly mayAnswer: boolean;
}

/** Stands for "none of these" in a list, and for what is not known any more. */
export const NONE = '(none)';
export const GONE = '(not known)';

/** What applies turns on a few facts about the service: all of them, with what was answered. */
export function AboutPage(props: AboutProps, context: PageContext) {
  const { service, questions, mayAnswer } = props;
  return (
    <ServiceFrame context={context} service={service} title="About this service" back={backTo(service.reference)}>
      <div class="app-title">
        <h1 class="nhsuk-heading-l">About this service</h1>
        {mayAnswer && (
          <div class="app-title__action app-noprint">
            <Button href={`${aboutPath(service.reference)}/answer`}>Answer the questions</Button>
          </div>
        )}
      </div>
      <div class="app-measure">
        <Lead questions={questions} />
        {questions.map((one) => (
          <section id={one.question.id} aria-labelledby={`${one.question.id}-heading`}>
            <h2 class="nhsuk-heading-s" id={`${one.question.id}-heading`}>
              {one.question.question}
            </h2>
            <p class="app-lines">
              <Answer {...one} />
            </p>
            <Why {...one} />
          </section>
        ))}
      </div>
    </ServiceFrame>
  );
}

function Lead({ questions }: Pick<AboutProps, 'questions'>) {
  const open = questions.filter(({ given }) => (given?.value ?? null) === null).length;
  return (
    <>
      <p class="app-lead">
        What of the standards applies turns on a few facts about the service. While a question is open, whatever turns
        on it is not known: it neither passes nor is left out.
      </p>
      <p>
        {questions.length === 0
          ? 'No standard asks anything of this service.'
          : open === 0
            ? 'All questions are answered.'
            : `${counted(open, 'question')} of ${questions.length} ${open === 1 ? 'is' : 'are'} not answered yet.`}
      </p>
    </>
  );
}

function Answer({ question, given }: Pick<AskedQuestion, 'question' | 'given'>) {
  if (given === null) return <strong>Not answered yet</strong>;
  const who = (
    <span class="app-second">
      {' '}
      {given.by}, {sayDate(given.at)}
      {given.note !== '' && `: ${given.note}`}
    </span>
  );
  if (given.value === null)
    return (
      <>
        <strong>Not known any more.</strong>
        {who}
      </>
    );
  return (
    <>
      <strong>{answerText(question, given.value)}.</strong>
      {who}
      {given.value === NOT_DECIDED && (
        <>
          <br />
          Until somebody decides, whatever turns on it is not known.
        </>
      )}
    </>
  );
}

function Why({ question, decides }: Pick<AskedQuestion, 'question' | 'decides'>) {
  return (
    <Details summary="Why it is asked">
      {decides.length > 0 && <p>What applies of these turns on it: {decides.join('; ')}.</p>}
      <p>
        {question.source}
        {question.confidence !== 'seen' && ' This was not checked against the source.'}
      </p>
    </Details>
  );
}

/** The same as one form: what nobody answered first. Nothing is chosen for anybody. */
export function AnswerForm({ service, questions }: AboutProps, form: FormContext) {
  const open = questions.filter(({ given }) => (given?.value ?? null) === null);
  const answered = questions.filter((one) => !open.includes(one));
  const labels = Object.fromEntries(questions.map(({ question, index }) => [fieldOf(index), question.question]));
  return (
    <ServiceFormFrame
      form={form}
      service={service}
      title="Answer the questions about this service"
      labels={{ ...labels, note: 'Where this comes from' }}
      back={{ text: 'About this service', href: aboutPath(service.reference) }}
    >
      <p>Answer what you know, and leave out the rest: it stays open, and can be answered later by somebody else.</p>
      <form method="post" novalidate>
        {form.hidden}
        <Group heading="Not answered yet" questions={open} form={form} />
        <Group heading="Answered" questions={answered} form={form} />
        <Textarea
          id="note"
          name="note"
          label={{ text: 'Where this comes from, or what changed (optional)', size: 's' }}
          hint="It is kept with each answer that is new or changes. Nothing about a patient."
          rows={3}
          value={valueOf(form, 'note')}
          errorMessage={problemOf(form, 'note')}
        />
        <Button preventDoubleClick>Save the answers</Button>
      </form>
    </ServiceFormFrame>
  );
}

/** How the field of a question is called. */
export function fieldOf(index: number): string {
  return `answers.${index}.value`;
}

interface GroupProps {
  readonly heading: string;
  readonly questions: readonly AskedQuestion[];
  readonly form: FormContext;
}

function Group({ heading, questions, form }: GroupProps) {
  if (questions.length === 0) return null;
  return (
    <>
      <h2 class="nhsuk-heading-m">{heading}</h2>
      {questions.map((one) => (
        <Field {...one} form={form} />
      ))}
    </>
  );
}

function Field({ question, index, given, form }: AskedQuestion & { readonly form: FormContext }) {
  const name = fieldOf(index);
  const fieldset = { legend: { text: question.question, size: 's' as const } };
  const of = { name, idPrefix: name, fieldset, hint: question.hint, errorMessage: problemOf(form, name), small: true };
  const items = question.answers.map(({ value, text }) => ({ value, text }));
  if (question.sort === 'several')
    return (
      <Checkboxes
        {...of}
        values={valuesOf(form, name)}
        items={[...items, { divider: 'or' }, { value: NONE, text: 'None of these', behaviour: 'exclusive' }]}
      />
    );
  const choices =
    question.sort === 'yes or no'
      ? [
          { value: 'yes', text: 'Yes' },
          { value: 'no', text: 'No' },
        ]
      : items;
  const isAnswered = (given?.value ?? null) !== null;
  return (
    <Radios
      {...of}
      value={valueOf(form, name)}
      items={[...choices, ...(isAnswered ? [{ value: GONE, text: 'Not known any more' }] : [])]}
    />
  );
}

function backTo(service: string) {
  return { text: 'Point 16', href: standardPath(service, 'point-16') };
}
