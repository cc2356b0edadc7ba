import { problemOf, valueOf, type FormContext } from '../../../platform/http/forms.ts';
import { ReasonForm } from '../../../platform/http/reason-form.tsx';
import { dateIn } from '../../../platform/london-time.ts';
import { Button, Details, Fieldset, Input, Radios, Select, Textarea } from '../../../ui/nhsuk/index.ts';
import { sayDay } from '../../../words/days.ts';
import {
  isOwn,
  PART_NAMES,
  processesPath,
  processPath,
  sayRhythm,
  type Part,
  type Process,
  type Run,
  type Template,
} from '../domain.ts';
import { ServiceFormFrame } from '../../../platform/http/service-frame.tsx';
import { OUTCOME_WORDS, pageTitle } from './words.tsx';

interface Person {
  readonly id: string;
  readonly name: string;
}

interface Service {
  readonly reference: string;
  readonly name: string;
}

export interface WriteProps {
  readonly service: Service;
  /** Null where nobody has begun it. */
  readonly process: Process | null;
  /** Null for one of the team's own. */
  readonly template: Template | null;
  readonly owners: readonly Person[];
}

const LABELS = {
  title: 'Name',
  ...PART_NAMES,
  sort: 'When it is run',
  every: 'Days between two runs',
  owner: 'Who answers for it',
  link: 'Where all of it is written',
};

const HINTS: Readonly<Record<Part, string>> = {
  what: 'A few sentences that somebody new can follow. Nothing about a patient.',
  who: 'People and roles, and who stands in for them.',
  starts: 'The calendar, an event, a report, a change.',
  comes: 'Records, decisions, actions; and where they stand.',
};

/** A process of the list, or one of the team's own that is changed. */
export function WriteForm(props: WriteProps, form: FormContext) {
  const { service, process, template } = props;
  const own = process !== null && isOwn(process);
  const back = process
    ? { text: own ? 'The process' : process.title, href: processPath(service.reference, process.key) }
    : { text: 'All processes', href: processesPath(service.reference) };
  return (
    <ServiceFormFrame
      form={form}
      service={service}
      title={own ? 'Change a process of our own' : `Write down: ${pageTitle(template)}`}
      labels={LABELS}
      back={back}
    >
      {template && <p class="app-lead">{template.purpose}</p>}
      <p>
        Write it in your own words. {template && 'What stands in [brackets] is for you to fill in: '}
        {template ? 'the template’s own text never counts as written. ' : ''}
        You can save it unfinished, and go on later.
      </p>
      {template && (
        <Details summary="What good looks like">
          <ul class="nhsuk-list nhsuk-list--bullet">
            {template.good.map((one) => (
              <li>{one}</li>
            ))}
          </ul>
        </Details>
      )}
      <form method="post" novalidate>
        {form.hidden}
        {own && <TitleField form={form} />}
        <Fields {...props} form={form} />
        <Button preventDoubleClick>Save what is written</Button>
      </form>
    </ServiceFormFrame>
  );
}

/** A process that is not on the list. */
export function AddForm(props: WriteProps, form: FormContext) {
  const { service } = props;
  return (
    <ServiceFormFrame
      form={form}
      service={service}
      title="Add a process of our own"
      labels={LABELS}
      back={{ text: 'All processes', href: processesPath(service.reference) }}
    >
      <p class="app-lead">
        Something that your team does again and again to keep the service safe, and that is not on the list.
      </p>
      <form method="post" novalidate>
        {form.hidden}
        <TitleField form={form} />
        <Fields {...props} form={form} />
        <Button preventDoubleClick>Add the process</Button>
      </form>
    </ServiceFormFrame>
  );
}

function TitleField({ form }: { readonly form: FormContext }) {
  return (
    <Input
      id="title"
      name="title"
      label={{ text: 'What it is called', size: 's' }}
      value={valueOf(form, 'title')}
      errorMessage={problemOf(form, 'title')}
    />
  );
}

function Fields({ form, owners, template }: WriteProps & { readonly form: FormContext }) {
  return (
    <>
      <PartField form={form} part="what" />
      <PartField form={form} part="who" />
      <Select
        id="owner"
        name="owner"
        label={{ text: 'Who answers for it', size: 's' }}
        hint="It stands on their desk when it is due."
        value={valueOf(form, 'owner')}
        errorMessage={problemOf(form, 'owner')}
        items={[{ value: '', text: 'Choose a person' }, ...owners.map(({ id, name }) => ({ value: id, text: name }))]}
      />
      <Radios
        name="sort"
        idPrefix="sort"
        value={valueOf(form, 'sort')}
        errorMessage={problemOf(form, 'sort')}
        fieldset={{ legend: { text: 'When it is run', size: 's' } }}
        items={[
          { value: 'regularly', text: 'Regularly', hint: 'By the calendar.' },
          {
            value: 'when it happens',
            text: 'When it happens',
            hint: 'Such as an incident. While nothing happens it is rehearsed, and a rehearsal counts as a run.',
          },
        ]}
      />
      <Input
        id="every"
        name="every"
        inputmode="numeric"
        width={4}
        label={{ text: 'Days between two runs, or two rehearsals', size: 's' }}
        hint={`91 is a quarter of a year, 365 a year.${template ? ` Suggested: ${template.every}.` : ''}`}
        value={valueOf(form, 'every')}
        errorMessage={problemOf(form, 'every')}
      />
      <PartField form={form} part="starts" />
      <PartField form={form} part="comes" />
      <Input
        id="link"
        name="link"
        type="url"
        label={{ text: 'Where all of it is written (optional)', size: 's' }}
        hint="A web address, if there is a longer document. A file can be attached to the process afterwards."
        value={valueOf(form, 'link')}
        errorMessage={problemOf(form, 'link')}
      />
    </>
  );
}

function PartField({ form, part }: { readonly form: FormContext; readonly part: Part }) {
  return (
    <Textarea
      id={part}
      name={part}
      label={{ text: PART_NAMES[part], size: 's' }}
      hint={HINTS[part]}
      rows={part === 'what' ? 6 : 4}
      value={valueOf(form, part)}
      errorMessage={problemOf(form, part)}
    />
  );
}

export interface RunFormProps {
  readonly process: Process;
  readonly template: Template | null;
  readonly owners: readonly Person[];
}

/** That a process was run, or rehearsed. */
export function RunForm({ process, template, owners }: RunFormProps, form: FormContext) {
  const { service, key } = process;
  const happens = process.sort === 'when it happens';
  return (
    <ServiceFormFrame
      form={form}
      service={service}
      title={happens ? 'Record a run or a rehearsal' : 'Record a run'}
      back={{ text: template?.name ?? 'The process', href: processPath(service.reference, key) }}
    >
      <p class="app-lead">{process.title}</p>
      <p>It is run {sayRhythm(process)}.</p>
      {happens && template && template.rehearsal !== '' && (
        <p>
          <strong>To rehearse it:</strong> {template.rehearsal}
        </p>
      )}
      <form method="post" novalidate>
        {form.hidden}
        <Input
          id="on"
          name="on"
          type="date"
          width={10}
          label={{ text: 'When was it?', size: 's' }}
          value={valueOf(form, 'on')}
          errorMessage={problemOf(form, 'on')}
          attributes={{ max: dateIn(form.now) }}
        />
        {happens && (
          <Radios
            name="sort"
            idPrefix="sort"
            value={valueOf(form, 'sort')}
            errorMessage={problemOf(form, 'sort')}
            fieldset={{ legend: { text: 'Was it real?', size: 's' } }}
            items={[
              { value: 'run', text: 'It happened, and this is what we did' },
              {
                value: 'rehearsal',
                text: 'It was a rehearsal',
                hint: 'It counts, and everybody sees that it was one.',
              },
            ]}
          />
        )}
        <Input
          id="by"
          name="by"
          label={{ text: 'Who took part?', size: 's' }}
          hint="Names or roles, on one line."
          value={valueOf(form, 'by')}
          errorMessage={problemOf(form, 'by')}
        />
        <Textarea
          id="found"
          name="found"
          label={{ text: 'What was looked at, and what was found?', size: 's' }}
          hint="Also where it was as it should be. Nothing about a patient."
          rows={5}
          value={valueOf(form, 'found')}
          errorMessage={problemOf(form, 'found')}
        />
        <Input
          id="link"
          name="link"
          type="url"
          label={{ text: 'Link to what shows it (optional)', size: 's' }}
          hint="The web address of minutes or a report. A file can be attached to the process."
          value={valueOf(form, 'link')}
          errorMessage={problemOf(form, 'link')}
        />
        <Radios
          name="outcome"
          idPrefix="outcome"
          value={valueOf(form, 'outcome')}
          errorMessage={problemOf(form, 'outcome')}
          fieldset={{ legend: { text: 'What did it show?', size: 's' } }}
          items={[
            { value: 'as it should be', text: OUTCOME_WORDS['as it should be'] },
            { value: 'something to put right', text: OUTCOME_WORDS['something to put right'] },
          ]}
        />
        <Fieldset legend={{ text: 'If there is something to put right', size: 's' }}>
          <Input
            id="action"
            name="action"
            label="What has to be done"
            value={valueOf(form, 'action')}
            errorMessage={problemOf(form, 'action')}
          />
          <Select
            id="actionOwner"
            name="actionOwner"
            label="Who does it"
            value={valueOf(form, 'actionOwner')}
            errorMessage={problemOf(form, 'actionOwner')}
            items={[
              { value: '', text: 'Choose a person' },
              ...owners.map(({ id, name }) => ({ value: id, text: name })),
            ]}
          />
          <Input
            id="actionDue"
            name="actionDue"
            type="date"
            width={10}
            label="By when"
            value={valueOf(form, 'actionDue')}
            errorMessage={problemOf(form, 'actionDue')}
            attributes={{ min: dateIn(form.now) }}
          />
        </Fieldset>
        <Button preventDoubleClick>{happens ? 'Record it' : 'Record the run'}</Button>
      </form>
    </ServiceFormFrame>
  );
}

export interface WithdrawProps {
  readonly process: Process;
  readonly template: Template | null;
  readonly run: Run;
}

export function WithdrawForm({ process, template, run }: WithdrawProps, form: FormContext) {
  const { service, key } = process;
  return (
    <ServiceFormFrame
      form={form}
      service={service}
      title="Withdraw a run"
      back={{ text: template?.name ?? 'The process', href: processPath(service.reference, key) }}
    >
      <p class="app-lead">
        {process.title}, {run.sort} of {sayDay(run.on)}
      </p>
      <p>
        It stays in the list with the reason, and no longer counts. Then the run before it counts again, if there is
        one.
      </p>
      <ReasonForm form={form} label="Why does it not count?" button="Withdraw the run" />
    </ServiceFormFrame>
  );
}

export interface StopProps {
  readonly process: Process;
  readonly template: Template | null;
}

export function StopForm({ process, template }: StopProps, form: FormContext) {
  const { service, key } = process;
  return (
    <ServiceFormFrame
      form={form}
      service={service}
      title="Stop a process"
      back={{ text: template?.name ?? 'The process', href: processPath(service.reference, key) }}
    >
      <p class="app-lead">{process.title}</p>
      <p>
        It stays with all of its runs, and is no longer due. What the standards ask of it is then not met, until it is
        written down anew.
      </p>
      <ReasonForm
        form={form}
        label="Why is it no longer done, and what is done in its place?"
        button="Stop the process"
      />
    </ServiceFormFrame>
  );
}
