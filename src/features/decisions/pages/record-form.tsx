import { problemOf, valueOf, type FormContext } from '../../../platform/http/forms.ts';
import { dateIn } from '../../../platform/london-time.ts';
import { Button, Details, Fieldset, Input, Radios, Select, Textarea } from '../../../ui/nhsuk/index.ts';
import { decisionPath, decisionReference, whyNotSuperseded, whyNotTaken, type Decision } from '../domain.ts';
import { ServiceFormFrame } from '../../../platform/http/service-frame.tsx';
import { decisionsPath } from './words.tsx';

/** How many options the form has room for, and how many of them are open from the start. */
export const OPTIONS = 6;
const OPEN_OPTIONS = 2;

interface Person {
  readonly id: string;
  readonly name: string;
}

export interface RecordProps {
  readonly service: { readonly reference: string; readonly name: string };
  readonly people: readonly Person[];
  /** How references look that can be named: "HAZ-12". */
  readonly examples: readonly string[];
}

export interface ChangeProps extends RecordProps {
  readonly decision: Decision;
  /** What it touches, one on a line. */
  readonly touches: string;
}

const LABELS = { question: 'Question', reason: 'Why' };

export function RecordDecisionForm(props: RecordProps, form: FormContext) {
  const { service } = props;
  return (
    <ServiceFormFrame
      form={form}
      service={service}
      title="Record a decision"
      labels={LABELS}
      back={{ text: 'All decisions', href: decisionsPath(service.reference) }}
    >
      <p class="app-lead">
        A decision that was taken, or a question that is still open. It cannot be changed later: another one takes its
        place.
      </p>
      <WholeForm {...props} form={form} button="Record the decision" />
    </ServiceFormFrame>
  );
}

export function SupersedeForm({ decision, ...props }: ChangeProps, form: FormContext) {
  const { service } = props;
  const reference = decisionReference(decision.number);
  const refused = whyNotSuperseded(decision);
  return (
    <ServiceFormFrame
      form={form}
      service={service}
      title={`Record a decision in place of ${reference}`}
      labels={LABELS}
      back={{ text: reference, href: decisionPath(service.reference, decision.number) }}
    >
      {refused === null ? (
        <>
          <p class="app-lead">{reference} stays in the log, and says which decision took its place.</p>
          <WholeForm {...props} form={form} button={`Record it in place of ${reference}`} />
        </>
      ) : (
        <p>{refused}</p>
      )}
    </ServiceFormFrame>
  );
}

export function TakeForm({ decision, ...props }: ChangeProps, form: FormContext) {
  const { service } = props;
  const reference = decisionReference(decision.number);
  const refused = whyNotTaken(decision);
  return (
    <ServiceFormFrame
      form={form}
      service={service}
      title={`Say what was decided on ${reference}`}
      labels={LABELS}
      back={{ text: reference, href: decisionPath(service.reference, decision.number) }}
    >
      <p class="app-lead">{decision.question}</p>
      {refused === null ? (
        <form method="post" novalidate>
          {form.hidden}
          {decision.options.length === 0 ? (
            <p>
              No option is written down, so none can be chosen.{' '}
              <a href={`${decisionPath(service.reference, decision.number)}/supersede`}>
                Record a decision in place of it
              </a>
              , with its options.
            </p>
          ) : (
            <>
              <Radios
                name="chosen"
                idPrefix="chosen"
                value={valueOf(form, 'chosen')}
                errorMessage={problemOf(form, 'chosen')}
                fieldset={{ legend: { text: 'Which option was taken', size: 's' } }}
                items={decision.options.map(({ text }, index) => ({ value: String(index + 1), text }))}
              />
              <TakingFields form={form} people={props.people} />
              <Button preventDoubleClick>Say that it was decided</Button>
            </>
          )}
        </form>
      ) : (
        <p>{refused}</p>
      )}
    </ServiceFormFrame>
  );
}

interface WholeFormProps extends RecordProps {
  readonly form: FormContext;
  readonly button: string;
}

function WholeForm({ form, people, examples, button }: WholeFormProps) {
  const numbers = Array.from({ length: OPTIONS }, (_one, index) => index);
  const later = numbers.slice(OPEN_OPTIONS);
  const isUsed = later.some((index) =>
    ['text', 'pros', 'cons'].some((part) => valueOf(form, `options.${index}.${part}`) !== ''),
  );
  return (
    <form method="post" novalidate>
      {form.hidden}
      <Input
        id="question"
        name="question"
        label={{ text: 'What is to be decided', size: 's' }}
        hint="As a question. Nothing about a patient."
        value={valueOf(form, 'question')}
        errorMessage={problemOf(form, 'question')}
        autocomplete="off"
      />
      {numbers.slice(0, OPEN_OPTIONS).map((index) => (
        <OptionFields form={form} index={index} />
      ))}
      <Details summary="More options" open={isUsed}>
        {later.map((index) => (
          <OptionFields form={form} index={index} />
        ))}
      </Details>
      <Radios
        name="chosen"
        idPrefix="chosen"
        inline
        value={valueOf(form, 'chosen') || 'none'}
        errorMessage={problemOf(form, 'chosen')}
        fieldset={{ legend: { text: 'Which option was taken', size: 's' } }}
        items={[
          { value: 'none', text: 'None yet' },
          ...numbers.map((index) => ({ value: String(index + 1), text: `Option ${index + 1}` })),
        ]}
      />
      <p>Where none is taken yet, leave the next questions empty.</p>
      <TakingFields form={form} people={people} />
      <Textarea
        id="touches"
        name="touches"
        label={{ text: 'What it touches', size: 's' }}
        hint={`One on a line: a reference${examples.length === 0 ? '' : `, such as ${examples.join(', ')}`}, or the name of a document. It is then shown where those are.`}
        rows={3}
        value={valueOf(form, 'touches')}
        errorMessage={form.problems.find(({ field }) => field.startsWith('touches'))?.message}
      />
      <Button preventDoubleClick>{button}</Button>
    </form>
  );
}

function OptionFields({ form, index }: { readonly form: FormContext; readonly index: number }) {
  const name = (part: string) => `options.${index}.${part}`;
  return (
    <Fieldset legend={{ text: `Option ${index + 1}`, size: 's' }} classes="nhsuk-u-margin-bottom-4">
      <Input
        id={name('text')}
        name={name('text')}
        label="What would be done"
        value={valueOf(form, name('text'))}
        errorMessage={problemOf(form, name('text'))}
        autocomplete="off"
      />
      <Textarea
        id={name('pros')}
        name={name('pros')}
        label="What speaks for it"
        rows={2}
        value={valueOf(form, name('pros'))}
        errorMessage={problemOf(form, name('pros'))}
      />
      <Textarea
        id={name('cons')}
        name={name('cons')}
        label="What speaks against it"
        rows={2}
        value={valueOf(form, name('cons'))}
        errorMessage={problemOf(form, name('cons'))}
      />
    </Fieldset>
  );
}

function TakingFields({ form, people }: { readonly form: FormContext; readonly people: readonly Person[] }) {
  return (
    <>
      <Textarea
        id="reason"
        name="reason"
        label={{ text: 'Why it was chosen', size: 's' }}
        hint="So that somebody who was not there understands it in two years."
        rows={4}
        value={valueOf(form, 'reason')}
        errorMessage={problemOf(form, 'reason')}
      />
      <Select
        id="decidedBy"
        name="decidedBy"
        label={{ text: 'Who decided', size: 's' }}
        hint="A person here, or else a group by its name below."
        value={valueOf(form, 'decidedBy')}
        errorMessage={problemOf(form, 'decidedBy')}
        items={[
          { value: '', text: 'Choose a person, or name a group' },
          ...people.map(({ id, name }) => ({ value: id, text: name })),
        ]}
      />
      <Input
        id="group"
        name="group"
        label="Or a group, by its name"
        hint="Such as “Clinical safety group”. Somebody without an account here can be named in the same way."
        value={valueOf(form, 'group')}
        errorMessage={problemOf(form, 'group')}
        autocomplete="off"
      />
      <Textarea
        id="people"
        name="people"
        label="Who was in the group, one on a line"
        rows={3}
        value={valueOf(form, 'people')}
        errorMessage={problemOf(form, 'people')}
      />
      <Input
        id="decidedOn"
        name="decidedOn"
        type="date"
        label={{ text: 'On which day', size: 's' }}
        value={valueOf(form, 'decidedOn')}
        errorMessage={problemOf(form, 'decidedOn')}
        width={10}
        attributes={{ max: dateIn(form.now) }}
      />
    </>
  );
}
