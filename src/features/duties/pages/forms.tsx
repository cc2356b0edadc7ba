import type { ComponentChildren } from 'preact';
import { problemOf, valueOf, valuesOf, type FormContext } from '../../../platform/http/forms.ts';
import { ReasonForm } from '../../../platform/http/reason-form.tsx';
import { ServiceFormFrame, type ServiceNamed } from '../../../platform/http/service-frame.tsx';
import { Button, Checkboxes, Input, Radios, Select, Textarea } from '../../../ui/nhsuk/index.ts';
import { asSentence } from '../../../words/counting.ts';
import { sayDateTime } from '../../../words/london-clock.ts';
import type { KeptFact } from '../domain/stated.ts';
import type { KeptJudgement } from '../domain/judging.ts';
import type { DutyOfCase } from '../domain/looking.ts';
import type { Fact } from '../domain/pack.ts';
import { dutiesPath } from '../domain/saying.ts';
import { answerWords, LimitWords } from './words.tsx';

const LABELS = {
  reason: 'Reason',
  reference: 'Reference',
  to: 'To whom',
  sentAt: 'When it was sent',
  by: 'Who sent it',
  note: 'Note',
  at: 'When it was acknowledged',
  since: 'When it became known',
  source: 'Where it comes from',
  facts: 'Facts',
};

export interface DutyFormProps {
  readonly service: ServiceNamed;
  readonly incident: string;
  readonly duty: DutyOfCase;
}

interface FrameProps extends DutyFormProps {
  readonly form: FormContext;
  readonly title: string;
  readonly children: ComponentChildren;
}

/** A form about one duty: which it is, by when, and then what is asked. */
function OfDuty({ form, title, children, service, incident, duty: { rule, obligation } }: FrameProps) {
  return (
    <ServiceFormFrame
      form={form}
      service={service}
      title={title}
      caption={`${incident}, ${rule.id}`}
      labels={LABELS}
      back={{ text: `Who has to be told of ${incident}`, href: dutiesPath(service.reference, incident) }}
    >
      <p>
        <strong>{rule.title}.</strong>{' '}
        <LimitWords due={obligation.due} target={obligation.target} limit={obligation.limit} now={form.now} />
      </p>
      {children}
    </ServiceFormFrame>
  );
}

export function ConfirmForm(props: DutyFormProps, form: FormContext) {
  return (
    <OfDuty {...props} form={form} title="Confirm that it is owed">
      <p>It then stays owed until it is reported or dismissed by a person, whatever else is learnt.</p>
      <form method="post" novalidate>
        {form.hidden}
        <Textarea
          id="reason"
          name="reason"
          label={{ text: 'What you rest it on, if there is something to say', size: 's' }}
          hint="Nothing about a patient."
          rows={3}
          value={valueOf(form, 'reason')}
          errorMessage={problemOf(form, 'reason')}
        />
        <Button preventDoubleClick>Confirm that it is owed</Button>
      </form>
    </OfDuty>
  );
}

export function DismissForm(props: DutyFormProps, form: FormContext) {
  const isFollowUp = props.duty.standing === 'follow-up';
  return (
    <OfDuty {...props} form={form} title={isFollowUp ? 'Dismiss the follow-up' : 'Dismiss a duty'}>
      <p>Your reason stands here for good, with your name. Once a fact that it turns on changes, it is asked again.</p>
      <ReasonForm
        form={form}
        label={isFollowUp ? 'Why need nobody be told of the correction?' : 'Why is it not owed?'}
        button={isFollowUp ? 'Dismiss the follow-up' : 'Dismiss it'}
      />
    </OfDuty>
  );
}

export function ReportForm(props: DutyFormProps, form: FormContext) {
  const { rule, obligation } = props.duty;
  const isLate = obligation.due !== null && form.now > obligation.due;
  return (
    <OfDuty {...props} form={form} title="Record that it was done">
      <p>
        Primum sends nothing. How it is done: {asSentence(rule.how)} Once it is done, write down here what went to whom.
      </p>
      <form method="post" novalidate>
        {form.hidden}
        <Input
          id="to"
          name="to"
          label={{ text: 'To whom was it sent?', size: 's' }}
          value={valueOf(form, 'to')}
          errorMessage={problemOf(form, 'to')}
        />
        <Input
          id="sentAt"
          name="sentAt"
          label={{ text: 'When was it sent?', size: 's' }}
          hint="A day and a time, such as 2026-03-03 14:30."
          width={20}
          autocomplete="off"
          value={valueOf(form, 'sentAt')}
          errorMessage={problemOf(form, 'sentAt')}
        />
        <Input
          id="reference"
          name="reference"
          label={{ text: 'Under which reference do they have it?', size: 's' }}
          hint="Where they gave none, how it can be found: the subject of a mail, who was on the telephone."
          autocomplete="off"
          value={valueOf(form, 'reference')}
          errorMessage={problemOf(form, 'reference')}
        />
        <Input
          id="by"
          name="by"
          label={{ text: 'Who sent it, if that was not you?', size: 's' }}
          autocomplete="off"
          value={valueOf(form, 'by')}
          errorMessage={problemOf(form, 'by')}
        />
        <Textarea
          id="note"
          name="note"
          label={{ text: isLate ? 'Why is it late?' : 'Anything else to be known', size: 's' }}
          hint={isLate ? 'It stays marked as late. Some bodies ask for the reason.' : 'If it was late, why.'}
          rows={3}
          value={valueOf(form, 'note')}
          errorMessage={problemOf(form, 'note')}
        />
        <Button preventDoubleClick>Record that it was done</Button>
      </form>
    </OfDuty>
  );
}

export function AcknowledgeForm(props: DutyFormProps, form: FormContext) {
  return (
    <OfDuty {...props} form={form} title="Record an acknowledgement">
      <form method="post" novalidate>
        {form.hidden}
        <Input
          id="at"
          name="at"
          label={{ text: 'When did they say that they have it?', size: 's' }}
          hint="A day and a time, such as 2026-03-03 14:30. Empty: now."
          width={20}
          autocomplete="off"
          value={valueOf(form, 'at')}
          errorMessage={problemOf(form, 'at')}
        />
        <Input
          id="reference"
          name="reference"
          label={{ text: 'Under which reference, if they gave one?', size: 's' }}
          autocomplete="off"
          value={valueOf(form, 'reference')}
          errorMessage={problemOf(form, 'reference')}
        />
        <Button preventDoubleClick>Record the acknowledgement</Button>
      </form>
    </OfDuty>
  );
}

export interface WithdrawProps {
  readonly service: ServiceNamed;
  readonly incident: string;
  readonly judgement: KeptJudgement;
}

export function WithdrawForm({ service, incident, judgement }: WithdrawProps, form: FormContext) {
  return (
    <ServiceFormFrame
      form={form}
      service={service}
      title="Withdraw what was said"
      caption={`${incident}, ${judgement.duty}`}
      labels={LABELS}
      back={{ text: `Who has to be told of ${incident}`, href: dutiesPath(service.reference, incident) }}
    >
      <p>
        {judgement.by} said it on {sayDateTime(judgement.at)}. It stays to be seen, with your reason, and no longer
        counts.
      </p>
      <ReasonForm form={form} label="Why is it taken back?" button="Withdraw it" />
    </ServiceFormFrame>
  );
}

export interface FactsFormProps {
  readonly service: ServiceNamed;
  /** Null for the facts of the service itself. */
  readonly incident: string | null;
  /** The incident from which somebody came to the facts of the service; null for none. */
  readonly from: string | null;
  readonly asked: readonly Fact[];
  readonly kept: readonly KeptFact[];
  /** Only those are asked that would settle something, and there are others. */
  readonly few: boolean;
  /** What else is known of a question, by the fact that it asks for. */
  readonly hints: Readonly<Record<string, string>>;
}

/** The fields of facts: "fact.harm.physical". */
export function factFieldName(name: string): string {
  return `fact.${name}`;
}

/** What stands for "nobody knows yet": an answer like any other, and where one begins. */
export const UNKNOWN = 'unknown';

/** Plain questions. Not known is an answer, and no question is answered "no" for anybody. */
export function FactsForm(props: FactsFormProps, form: FormContext) {
  const { service, incident, from, asked, few } = props;
  const about = incident ?? from;
  const back =
    about === null
      ? { text: service.name, href: `/services/${encodeURIComponent(service.reference)}` }
      : { text: `Who has to be told of ${about}`, href: dutiesPath(service.reference, about) };
  const labels = Object.fromEntries(asked.map(({ question }, index) => [`facts.${index}.value`, question]));
  return (
    <ServiceFormFrame
      form={form}
      service={service}
      title={incident === null ? 'What the service is, for its duties' : 'Say what is known'}
      {...(incident === null ? {} : { caption: incident })}
      labels={{ ...LABELS, ...labels }}
      back={back}
    >
      <p>
        {incident === null
          ? 'Said once, it counts for every incident of this service.'
          : 'What nobody knows yet stays open, and no duty falls away because of it. Nothing about a patient is asked here.'}
      </p>
      {few && (
        <p>
          These answers would settle something. <a href="?all=yes">Show all questions</a>
        </p>
      )}
      {asked.length === 0 ? (
        <p>
          No answer would settle anything that is open. <a href="?all=yes">Show all questions</a>
        </p>
      ) : (
        <form method="post" novalidate>
          {form.hidden}
          {asked.map((fact, index) => (
            <Question fact={fact} index={index} form={form} kept={props.kept} also={props.hints[fact.name] ?? ''} />
          ))}
          {incident !== null && (
            <Input
              id="since"
              name="since"
              label={{ text: 'When did this become known, if that was later than the incident?', size: 's' }}
              hint="A day and a time, such as 2026-03-03 14:30. The clock of what it makes owed starts then. Empty: with the incident; and what was known otherwise before, now."
              width={20}
              autocomplete="off"
              value={valueOf(form, 'since')}
              errorMessage={problemOf(form, 'since')}
            />
          )}
          <Input
            id="source"
            name="source"
            label={{ text: 'Where does it come from?', size: 's' }}
            hint="Such as “call with the practice”. Empty: you say so. It names no patient."
            autocomplete="off"
            value={valueOf(form, 'source')}
            errorMessage={problemOf(form, 'source')}
          />
          <Button preventDoubleClick>Save what is known</Button>
        </form>
      )}
    </ServiceFormFrame>
  );
}

interface QuestionProps {
  readonly fact: Fact;
  /** Its place among those that are asked: where a problem with it leads. */
  readonly index: number;
  readonly form: FormContext;
  readonly kept: readonly KeptFact[];
  /** What else is known of it; '' for nothing. */
  readonly also: string;
}

function Question(props: QuestionProps) {
  return (
    <>
      <input type="hidden" name={ASKED} value={props.fact.name} />
      <Answers {...props} />
    </>
  );
}

/** The hidden fields that say which questions a form asked: what it did not ask stays as it is. */
export const ASKED = 'asked';

function Answers({ fact, index, form, kept, also }: QuestionProps) {
  const { name: factName, question, hint, type, answers } = fact;
  const name = factFieldName(factName);
  const was = kept.find((one) => one.fact === factName);
  const hints = [hint, also, was ? `Now: ${answerWords(fact, was)}.` : ''].filter((text) => text !== '').join(' ');
  const field = `facts.${index}.value`;
  const common = { name, idPrefix: field, hint: hints || undefined, errorMessage: problemOf(form, field) };
  const fieldset = { legend: { text: question, size: 's' as const } };
  if (type === 'several')
    return (
      <Checkboxes
        {...common}
        small
        fieldset={fieldset}
        values={valuesOf(form, name)}
        items={[...answers.map(({ value, text }) => ({ value, text })), { value: NONE, text: 'none of these' }]}
      />
    );
  if (type === 'number' || type === 'moment')
    return (
      <Input
        id={field}
        name={name}
        label={{ text: question, size: 's' }}
        hint={[hints, type === 'moment' ? 'A day and a time, such as 2026-03-03 14:30.' : '', 'Empty: not known yet.']
          .filter((text) => text !== '')
          .join(' ')}
        width={20}
        autocomplete="off"
        {...(type === 'number' ? { inputmode: 'numeric' as const } : {})}
        value={valueOf(form, name)}
        errorMessage={problemOf(form, field)}
      />
    );
  const choices =
    type === 'one'
      ? answers.filter(({ means }) => means !== 'not known').map(({ value, text }) => ({ value, text }))
      : [
          { value: 'yes', text: 'Yes' },
          { value: 'no', text: 'No' },
        ];
  const items = [...choices, { value: UNKNOWN, text: 'Not known yet' }];
  const chosen = valueOf(form, name) || UNKNOWN;
  if (items.length > MOST_RADIOS)
    return (
      <Select
        id={field}
        name={name}
        label={{ text: question, size: 's' }}
        hint={hints || undefined}
        value={chosen}
        errorMessage={problemOf(form, field)}
        items={items}
      />
    );
  return <Radios {...common} small inline={type === 'yes or no'} fieldset={fieldset} value={chosen} items={items} />;
}

/** A longer list is chosen from a box, so that the other questions stay in sight. */
const MOST_RADIOS = 9;

/** Of several: that there is none, which is another answer than none chosen. */
export const NONE = '-';

export interface CheckProps {
  readonly service: ServiceNamed;
  readonly incident: string;
  readonly unchecked: readonly { readonly fact: Fact; readonly kept: KeptFact }[];
}

export function CheckForm({ service, incident, unchecked }: CheckProps, form: FormContext) {
  return (
    <ServiceFormFrame
      form={form}
      service={service}
      title="Check what is known"
      caption={incident}
      labels={LABELS}
      back={{ text: `Who has to be told of ${incident}`, href: dutiesPath(service.reference, incident) }}
    >
      {unchecked.length === 0 ? (
        <p>Everything that is known was checked.</p>
      ) : (
        <>
          <p>Choose what you looked at yourself and found to be so. Your name stands with it in each report.</p>
          <form method="post" novalidate>
            {form.hidden}
            <Checkboxes
              idPrefix="facts"
              name="facts"
              small
              fieldset={{ legend: { text: 'What you checked', size: 's' } }}
              values={valuesOf(form, 'facts')}
              errorMessage={problemOf(form, 'facts')}
              items={unchecked.map(({ fact, kept }) => ({
                value: fact.name,
                text: `${fact.question} ${answerWords(fact, kept)}`,
                hint: `${kept.source}, said by ${kept.statedBy}`,
              }))}
            />
            <Button preventDoubleClick>I checked these</Button>
          </form>
        </>
      )}
    </ServiceFormFrame>
  );
}
