import { problemOf, valueOf, type FormContext } from '../../../platform/http/forms.ts';
import { dateIn } from '../../../platform/london-time.ts';
import { Button, Input, Radios, Select, Textarea } from '../../../ui/nhsuk/index.ts';
import { assumptionPath, assumptionReference, type Assumption } from '../domain.ts';
import { ServiceFormFrame } from '../../../platform/http/service-frame.tsx';
import { assumptionsPath } from './words.tsx';

interface Person {
  readonly id: string;
  readonly name: string;
}

export interface RecordAssumptionProps {
  readonly service: { readonly reference: string; readonly name: string };
  readonly keepers: readonly Person[];
}

export interface ChangeAssumptionProps extends RecordAssumptionProps {
  readonly assumption: Assumption;
  /** How many ratings rest on it. */
  readonly resting: number;
}

const LABELS = { state: 'How it stands', owner: 'Looked after by', reviewBy: 'Looked at again by', reason: 'Why' };

export function RecordAssumptionForm({ service, keepers }: RecordAssumptionProps, form: FormContext) {
  return (
    <ServiceFormFrame
      form={form}
      service={service}
      title="Record an assumption"
      labels={LABELS}
      back={{ text: 'All assumptions', href: assumptionsPath(service.reference) }}
    >
      <p class="app-lead">Something that is taken to be so, that nobody has proved, and that safety depends on.</p>
      <form method="post" novalidate>
        {form.hidden}
        <Textarea
          id="text"
          name="text"
          label={{ text: 'What is assumed', size: 's' }}
          hint="One thing that can turn out to be false. Nothing about a patient."
          rows={2}
          value={valueOf(form, 'text')}
          errorMessage={problemOf(form, 'text')}
        />
        <Textarea
          id="why"
          name="why"
          label={{ text: 'Why it can be assumed, and what would show that it is false', size: 's' }}
          rows={4}
          value={valueOf(form, 'why')}
          errorMessage={problemOf(form, 'why')}
        />
        <OwnerField form={form} keepers={keepers} />
        <ReviewByField form={form} label="By when it is looked at again" />
        <Button preventDoubleClick>Record the assumption</Button>
      </form>
    </ServiceFormFrame>
  );
}

export function ReviewAssumptionForm({ service, assumption, resting }: ChangeAssumptionProps, form: FormContext) {
  const reference = assumptionReference(assumption.number);
  return (
    <ServiceFormFrame
      form={form}
      service={service}
      title={`Say how ${reference} stands`}
      labels={LABELS}
      back={{ text: reference, href: assumptionPath(service.reference, assumption.number) }}
    >
      <p class="app-lead">{assumption.text}</p>
      {resting > 0 && (
        <p>
          {resting === 1 ? 'One rating rests' : `${resting} ratings rest`} on it. If it is not held, what rests on it is
          provisional at once, until somebody rates anew or the assumption is held again.
        </p>
      )}
      <form method="post" novalidate>
        {form.hidden}
        <Radios
          name="state"
          idPrefix="state"
          value={valueOf(form, 'state')}
          errorMessage={problemOf(form, 'state')}
          fieldset={{ legend: { text: 'How it stands', size: 's' } }}
          items={[
            { value: 'held', text: 'It is held', hint: 'What was looked at does not speak against it.' },
            { value: 'found false', text: 'It was found false', hint: 'Something shows that it is not so.' },
            { value: 'no longer needed', text: 'It is no longer needed', hint: 'Nothing depends on it any more.' },
          ]}
        />
        <Textarea
          id="reason"
          name="reason"
          label={{ text: 'What was looked at, and what it showed', size: 's' }}
          rows={4}
          value={valueOf(form, 'reason')}
          errorMessage={problemOf(form, 'reason')}
        />
        <ReviewByField form={form} label="If it is held: by when it is looked at again" />
        <Button preventDoubleClick>Save how it stands</Button>
      </form>
    </ServiceFormFrame>
  );
}

export function HandOnAssumptionForm({ service, assumption, keepers }: ChangeAssumptionProps, form: FormContext) {
  const reference = assumptionReference(assumption.number);
  return (
    <ServiceFormFrame
      form={form}
      service={service}
      title={`Hand ${reference} on`}
      labels={LABELS}
      back={{ text: reference, href: assumptionPath(service.reference, assumption.number) }}
    >
      <p class="app-lead">{assumption.text}</p>
      <p>{assumption.owner.name} looks after it now.</p>
      <form method="post" novalidate>
        {form.hidden}
        <OwnerField form={form} keepers={keepers.filter(({ id }) => id !== assumption.owner.id)} />
        <Textarea
          id="reason"
          name="reason"
          label={{ text: 'Why', size: 's' }}
          rows={3}
          value={valueOf(form, 'reason')}
          errorMessage={problemOf(form, 'reason')}
        />
        <Button preventDoubleClick>Hand it on</Button>
      </form>
    </ServiceFormFrame>
  );
}

function OwnerField({ form, keepers }: { readonly form: FormContext; readonly keepers: readonly Person[] }) {
  return (
    <Select
      id="owner"
      name="owner"
      label={{ text: 'Who looks after it', size: 's' }}
      hint="It stands on their desk when it has to be looked at."
      value={valueOf(form, 'owner')}
      errorMessage={problemOf(form, 'owner')}
      items={[{ value: '', text: 'Choose a person' }, ...keepers.map(({ id, name }) => ({ value: id, text: name }))]}
    />
  );
}

function ReviewByField({ form, label }: { readonly form: FormContext; readonly label: string }) {
  return (
    <Input
      id="reviewBy"
      name="reviewBy"
      type="date"
      label={{ text: label, size: 's' }}
      hint="After that day it lapses, and so does what rests on it."
      value={valueOf(form, 'reviewBy')}
      errorMessage={problemOf(form, 'reviewBy')}
      width={10}
      attributes={{ min: dateIn(form.now) }}
    />
  );
}
