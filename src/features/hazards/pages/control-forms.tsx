import { problemOf, valueOf, valuesOf, type FormContext } from '../../../platform/http/forms.ts';
import { Button, Checkboxes, Input, Radios, Textarea } from '../../../ui/nhsuk/index.ts';
import { counted } from '../../../words/counting.ts';
import { controlReference } from '../domain.ts';
import { CONTROL_FIELDS } from '../domain/edit-fields.ts';
import { controlPath, hazardPath } from './addresses.ts';
import { ControlFields } from './control-fields.tsx';
import { WorkingForm } from './working-form.tsx';

interface OnHazardProps {
  readonly service: { readonly reference: string; readonly name: string };
  /** HAZ-12, what could go wrong, and its causes. */
  readonly hazard: { readonly id: string; readonly name: string; readonly causes: readonly string[] };
  readonly refused: string | null;
}

const ACTING_LABELS = { causes: 'Causes that it acts on', acts: 'How it acts', control: 'Control', reason: 'Reason' };

/** Records a new control for a hazard. */
export function RecordControlForm({ service, hazard, refused }: OnHazardProps, form: FormContext) {
  const path = hazardPath(service.reference, hazard.id);
  return (
    <WorkingForm
      {...{ service, form, refused }}
      title={`Record a control for ${hazard.id}`}
      caption={hazard.name}
      back={{ text: hazard.id, href: path }}
      labels={{ ...CONTROL_FIELDS, ...ACTING_LABELS }}
    >
      <p>
        Is it in the log already, for another hazard? Then{' '}
        <a href={`${path}/controls/use`}>put that one on {hazard.id}</a>: it counts once, and its evidence stands for
        both.
      </p>
      <form method="post" novalidate>
        {form.hidden}
        <ControlFields form={form} />
        <Acting form={form} causes={hazard.causes} />
        <Button preventDoubleClick>Record the control</Button>
      </form>
    </WorkingForm>
  );
}

export interface UseControlProps extends OnHazardProps {
  readonly choices: readonly {
    readonly reference: string;
    readonly text: string;
    readonly hazards: number;
    /** It acts on this hazard already: to choose it says anew how. */
    readonly here: boolean;
  }[];
  /** Some controls are not listed: their number is typed. */
  readonly more: boolean;
}

/** Puts a control that is there already on a hazard, or says how it acts there. */
export function UseControlForm({ service, hazard, refused, choices, more }: UseControlProps, form: FormContext) {
  const path = hazardPath(service.reference, hazard.id);
  return (
    <WorkingForm
      {...{ service, form, refused }}
      title={`Put a control on ${hazard.id}`}
      caption={hazard.name}
      back={{ text: hazard.id, href: path }}
      labels={ACTING_LABELS}
    >
      <p>
        The same control behind many hazards counts for all of them, and where it fails, all of them are told.{' '}
        <a href={`${path}/controls/record`}>Record a new control</a>
      </p>
      <form method="post" novalidate>
        {form.hidden}
        <Input
          id="control"
          name="control"
          label={{ text: 'Control', size: 's' }}
          hint="Its number, such as CTL-31. One that another service shares stands below with the name of that service."
          value={valueOf(form, 'control')}
          errorMessage={problemOf(form, 'control')}
          autocomplete="off"
          width={20}
        />
        <Acting form={form} causes={hazard.causes} />
        <Button preventDoubleClick>Put it on {hazard.id}</Button>
      </form>
      <h2 class="nhsuk-heading-m">Controls to choose from</h2>
      {choices.length === 0 ? (
        <p class="app-second">None stands in this service yet, and none is shared by another.</p>
      ) : (
        <ul class="nhsuk-list app-rows">
          {choices.map(({ reference, text, hazards, here }) => (
            <li>
              <a class="app-ref" href={`${path}/controls/use?control=${encodeURIComponent(reference)}`}>
                {reference}
              </a>{' '}
              {text}{' '}
              <span class="app-second">
                {here
                  ? 'acts here already'
                  : hazards === 0
                    ? 'acts on no hazard here'
                    : `acts on ${counted(hazards, 'hazard')} here`}
              </span>
            </li>
          ))}
        </ul>
      )}
      {more && <p class="app-note">There are more than are listed here. Type the number of another one above.</p>}
    </WorkingForm>
  );
}

/** On which causes a control acts, and whether it prevents or limits. */
function Acting({ form, causes }: { readonly form: FormContext; readonly causes: readonly string[] }) {
  return (
    <>
      <Radios
        name="acts"
        idPrefix="acts"
        fieldset={{ legend: { text: ACTING_LABELS.acts, size: 's' } }}
        errorMessage={problemOf(form, 'acts')}
        value={valueOf(form, 'acts')}
        items={[
          { value: 'prevents', text: 'It keeps the hazard from happening' },
          { value: 'limits', text: 'It limits the harm, once the hazard happens' },
          { value: 'none', text: 'Not stated' },
        ]}
      />
      {causes.length > 0 && (
        <Checkboxes
          name="causes"
          idPrefix="causes"
          fieldset={{ legend: { text: ACTING_LABELS.causes, size: 's' } }}
          hint="Leave all of them where it acts on the hazard as a whole, or on its harm."
          errorMessage={problemOf(form, 'causes')}
          values={[...valuesOf(form, 'causes')]}
          items={causes.map((text, index) => ({ value: String(index + 1), text }))}
        />
      )}
    </>
  );
}

export interface DropControlProps extends OnHazardProps {
  /** Null where it does not act on the hazard. */
  readonly control: {
    readonly reference: string;
    readonly text: string;
    /** Other hazards of this service that rest on it. */
    readonly others: number;
    /** It is another service's, or hazards of other services rest on it: it stays, whatever this one does. */
    readonly stays: boolean;
  } | null;
}

/** Takes a control off a hazard. Nothing is deleted: it stays in the history, and for other hazards. */
export function DropControlForm({ service, hazard, refused, control }: DropControlProps, form: FormContext) {
  const title = `Take ${control?.reference ?? 'a control'} off ${hazard.id}`;
  const others = control?.others ?? 0;
  return (
    <WorkingForm
      {...{ service, form, refused, title }}
      caption={hazard.name}
      back={{ text: hazard.id, href: hazardPath(service.reference, hazard.id) }}
      labels={ACTING_LABELS}
    >
      {control && <p class="app-lines">{control.text}</p>}
      <p>
        {others === 0
          ? control?.stays === true
            ? 'No other hazard of this service rests on it. It stays, as a control that services share.'
            : 'No other hazard rests on it: it is retired then, and stays with its history.'
          : `${counted(others, 'other hazard')} ${others === 1 ? 'rests' : 'rest'} on it, and ${others === 1 ? 'keeps' : 'keep'} it.`}{' '}
        A version of the log that is signed is out of date until the difference is signed.
      </p>
      <form method="post" novalidate>
        {form.hidden}
        <Textarea
          id="reason"
          name="reason"
          label={{ text: 'Reason', size: 's' }}
          hint="Why it does not act on this hazard. Write nothing about a patient."
          value={valueOf(form, 'reason')}
          errorMessage={problemOf(form, 'reason')}
          rows={3}
        />
        <Button preventDoubleClick>{title}</Button>
      </form>
    </WorkingForm>
  );
}

export interface ShareControlProps {
  readonly service: { readonly reference: string; readonly name: string };
  readonly control: { readonly number: number; readonly text: string; readonly shared: boolean };
  readonly refused: string | null;
}

/** Lets hazards of other services rest on a control, or no longer. */
export function ShareControlForm({ service, control, refused }: ShareControlProps, form: FormContext) {
  const reference = controlReference(control.number);
  const button = control.shared ? `Share ${reference} no longer` : `Let other services use ${reference}`;
  return (
    <WorkingForm
      {...{ service, form, refused }}
      title={button}
      back={{ text: reference, href: controlPath(service.reference, reference) }}
      labels={{ shared: 'Shared' }}
    >
      <p class="app-lines">{control.text}</p>
      <p>
        {control.shared
          ? 'Hazards of other services can rest on it no longer. Where one still does, this is refused.'
          : `Hazards of other services of your organisation can then rest on it, as ${service.reference}/${reference}. Whoever sees those hazards reads its words and how it stands. Where it fails, all of them are told.`}
      </p>
      <form method="post" novalidate>
        {form.hidden}
        <input type="hidden" name="shared" value={control.shared ? 'no' : 'yes'} />
        <Button preventDoubleClick>{button}</Button>
      </form>
    </WorkingForm>
  );
}
