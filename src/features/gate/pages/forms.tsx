import { problemOf, valueOf, type FormContext } from '../../../platform/http/forms.ts';
import { ReasonForm } from '../../../platform/http/reason-form.tsx';
import { ServiceFormFrame, type ServiceNamed } from '../../../platform/http/service-frame.tsx';
import { Button, Input, Radios, Textarea } from '../../../ui/nhsuk/index.ts';
import { capital } from '../../../words/counting.ts';
import { gatePath, MODE_WORDS, MODES, MOST_OVERRIDE_DAYS, releaseGatePath, type Policy } from '../domain.ts';

export interface PolicyFormProps {
  readonly service: ServiceNamed;
  readonly policy: Policy;
  /** What is asked, in its order. */
  readonly checks: readonly { readonly id: string; readonly asks: string }[];
}

/** The field in which it is said why a check is left out. */
export function leftOutField(index: number): string {
  return `leave-${index}`;
}

export function PolicyForm({ service, checks }: PolicyFormProps, form: FormContext) {
  return (
    <ServiceFormFrame
      form={form}
      service={service}
      title="Set the policy of the gate"
      back={toGate(service)}
      labels={{ mode: 'What a pipeline does', days: 'Days', reason: 'Reason' }}
    >
      <form method="post" novalidate>
        {form.hidden}
        <Radios
          name="mode"
          idPrefix="mode"
          value={valueOf(form, 'mode')}
          errorMessage={problemOf(form, 'mode')}
          fieldset={{ legend: { text: 'What does a pipeline do where the answer is not go?', size: 's' } }}
          hint="The answer is the same in each. To let a pipeline be stopped by less than before needs a reason."
          items={MODES.map((mode) => {
            const [text, hint] = MODE_WORDS[mode].split(': ');
            return { value: mode, text: text!, hint: `${capital(hint!)}.` };
          })}
        />
        <Input
          id="days"
          name="days"
          inputmode="numeric"
          width={4}
          label={{ text: 'For how many days does a declaration on incidents stand?', size: 's' }}
          hint="It counts for declarations that are made from now on."
          value={valueOf(form, 'days')}
          errorMessage={problemOf(form, 'days')}
        />
        <h2 class="nhsuk-heading-s">What is asked of the service</h2>
        <p>Everything, unless you say here why not. What is left out is said beside every answer.</p>
        {checks.map(({ id, asks }, index) => (
          <Input
            id={leftOutField(index)}
            name={leftOutField(index)}
            label={asks}
            hint="Why it is left out. Leave this empty to have it asked."
            value={valueOf(form, leftOutField(index))}
            errorMessage={problemOf(form, `leftOut.${id}`)}
          />
        ))}
        <Textarea
          id="reason"
          name="reason"
          label={{ text: 'Why is it set like this?', size: 's' }}
          hint="Has to be said where a pipeline is stopped by less than before."
          rows={3}
          value={valueOf(form, 'reason')}
          errorMessage={problemOf(form, 'reason')}
        />
        <Button preventDoubleClick>Set the policy</Button>
      </form>
    </ServiceFormFrame>
  );
}

export interface GateFormProps {
  readonly service: ServiceNamed;
}

export interface ReleaseFormProps extends GateFormProps {
  readonly version: string;
}

export function NoIncidentForm({ service }: GateFormProps, form: FormContext) {
  return (
    <ServiceFormFrame
      form={form}
      service={service}
      title="Declare that no incident undermines the safety case"
      back={toGate(service)}
      labels={{ note: 'What you looked at' }}
    >
      <p>
        You say, by name, that you know of no incident, near miss, complaint or report of a supplier that speaks against
        what the safety case of {service.name} says, and that nobody has answered. The gate asks for it before a
        release.
      </p>
      <form method="post" novalidate>
        {form.hidden}
        <Textarea
          id="note"
          name="note"
          label={{ text: 'What did you look at?', size: 's' }}
          hint="For example which reports, and since when. Nothing about a patient."
          rows={4}
          value={valueOf(form, 'note')}
          errorMessage={problemOf(form, 'note')}
        />
        <Button preventDoubleClick>Declare it</Button>
      </form>
    </ServiceFormFrame>
  );
}

export function IncidentForm({ service }: GateFormProps, form: FormContext) {
  return (
    <ServiceFormFrame
      form={form}
      service={service}
      title="Say that an incident may undermine the safety case"
      back={toGate(service)}
      labels={{ reason: 'What happened' }}
    >
      <p>From then on the gate says no, until an officer has looked at it and declares anew.</p>
      <ReasonForm
        form={form}
        label="What happened, and what may it undermine? Nothing about a patient."
        button="Say that it may"
      />
    </ServiceFormFrame>
  );
}

export function RecordForm({ service, version }: ReleaseFormProps, form: FormContext) {
  return (
    <ServiceFormFrame form={form} service={service} title="Ask the gate" back={toRelease(service, version)}>
      <p>The gate is asked about release {version} as things stand now, and its answer is kept as it was.</p>
      <form method="post" novalidate>
        {form.hidden}
        <Button preventDoubleClick>Ask, and keep the answer</Button>
      </form>
    </ServiceFormFrame>
  );
}

export function RollbackForm({ service, version }: ReleaseFormProps, form: FormContext) {
  return (
    <ServiceFormFrame
      form={form}
      service={service}
      title="Record a rollback"
      back={toRelease(service, version)}
      labels={{ reason: 'Reason' }}
    >
      <p>
        Going back to a release that was approved when it went live is never stopped: it is recorded, with what does not
        hold today. If {version} was not approved then, it is asked like a new release.
      </p>
      <ReasonForm form={form} label={`Why does the service go back to ${version}?`} button="Record the rollback" />
    </ServiceFormFrame>
  );
}

export function SwitchOffForm({ service }: GateFormProps, form: FormContext) {
  return (
    <ServiceFormFrame
      form={form}
      service={service}
      title="Record that something is switched off"
      back={toGate(service)}
      labels={{ what: 'What is switched off', reason: 'Reason' }}
    >
      <p>Switching something off is never stopped. It is recorded, so that somebody asks what people do without it.</p>
      <form method="post" novalidate>
        {form.hidden}
        <Input
          id="what"
          name="what"
          label={{ text: 'What is switched off?', size: 's' }}
          value={valueOf(form, 'what')}
          errorMessage={problemOf(form, 'what')}
        />
        <Textarea
          id="reason"
          name="reason"
          label={{ text: 'Why?', size: 's' }}
          rows={3}
          value={valueOf(form, 'reason')}
          errorMessage={problemOf(form, 'reason')}
        />
        <Button preventDoubleClick>Record it</Button>
      </form>
    </ServiceFormFrame>
  );
}

export interface OverrideFormProps extends ReleaseFormProps {
  /** Who may, in a sentence. */
  readonly who: string;
}

export function OverrideForm({ service, version, who }: OverrideFormProps, form: FormContext) {
  return (
    <ServiceFormFrame
      form={form}
      service={service}
      title="Override the gate"
      back={toRelease(service, version)}
      labels={LABELS}
    >
      <p>
        Release {version} goes although the gate does not say go. The verdict stays what it is. You sign for it, it ends
        by itself, and it stays to be seen for ever.
      </p>
      <p class="app-second">{who}</p>
      <Fields form={form} button="Override the gate" />
    </ServiceFormFrame>
  );
}

export function UrgentFixForm({ service, version, who }: OverrideFormProps, form: FormContext) {
  return (
    <ServiceFormFrame
      form={form}
      service={service}
      title="Authorise an urgent safety fix"
      back={toRelease(service, version)}
      labels={LABELS}
    >
      <p>
        Release {version} goes at once because the harm of waiting is the greater one. You sign for it, and look at what
        it changes within 5 working days: that becomes an action of yours.
      </p>
      <p class="app-second">{who}</p>
      <Fields form={form} button="Authorise the fix" />
    </ServiceFormFrame>
  );
}

const LABELS = { reason: 'Reason', days: 'Days' };

function Fields({ form, button }: { readonly form: FormContext; readonly button: string }) {
  return (
    <form method="post" novalidate>
      {form.hidden}
      <Textarea
        id="reason"
        name="reason"
        label={{ text: 'Why does it go all the same?', size: 's' }}
        hint="What could go wrong, and what is done about that meanwhile. Nothing about a patient."
        rows={5}
        value={valueOf(form, 'reason')}
        errorMessage={problemOf(form, 'reason')}
      />
      <Input
        id="days"
        name="days"
        inputmode="numeric"
        width={4}
        label={{ text: 'For how many days?', size: 's' }}
        hint={`It ends by itself, after ${MOST_OVERRIDE_DAYS} days at the latest.`}
        value={valueOf(form, 'days')}
        errorMessage={problemOf(form, 'days')}
      />
      <Button preventDoubleClick>{button}</Button>
    </form>
  );
}

function toGate({ reference }: ServiceNamed) {
  return { text: 'The gate of this service', href: gatePath(reference) };
}

function toRelease({ reference }: ServiceNamed, version: string) {
  return { text: `The gate for ${version}`, href: releaseGatePath(reference, version) };
}
