import { problemOf, valueOf, valuesOf, type FormContext } from '../../../platform/http/forms.ts';
import { ReasonForm } from '../../../platform/http/reason-form.tsx';
import { ServiceFormFrame, type ServiceNamed } from '../../../platform/http/service-frame.tsx';
import { Button, Checkboxes, Input, Radios, Select, Textarea } from '../../../ui/nhsuk/index.ts';
import { concernsPath, sayHours, WEEKDAYS, type FormSet, type OnCall } from '../domain.ts';

interface OfService {
  readonly service: ServiceNamed;
}

function back({ reference }: ServiceNamed) {
  return { text: 'Concerns', href: concernsPath(reference) };
}

const SETTINGS = {
  reader: 'Who reads it',
  days: 'On which days',
  opens: 'From',
  closes: 'Until',
  holidays: 'Bank holidays',
  onCall: 'Who is told at any hour',
  escalation: 'When that person does not answer',
  phone: 'A free number that somebody answers',
  exit: 'Where “Exit this page” leads',
};

export interface SettingsProps extends OfService {
  readonly people: readonly OnCall[];
  readonly sites: readonly { readonly id: string; readonly name: string }[];
}

/** Who reads what comes in, and when. */
export function SettingsForm({ service, people, sites }: SettingsProps, form: FormContext) {
  const shared = (name: keyof typeof SETTINGS) => ({
    id: name,
    name,
    label: { text: SETTINGS[name], size: 's' } as const,
    value: valueOf(form, name),
    errorMessage: problemOf(form, name),
  });
  return (
    <ServiceFormFrame
      form={form}
      service={service}
      title="Say who reads it, and when"
      labels={SETTINGS}
      back={back(service)}
    >
      <p>
        The form says this before anybody writes a word: whoever is in danger must not wait for an answer that nobody
        gives.
      </p>
      <form method="post" novalidate>
        {form.hidden}
        <Input {...shared('reader')} hint="Everybody reads this. Name nobody: “A nurse of the team”." />
        <Checkboxes
          name="days"
          idPrefix="days"
          fieldset={{ legend: { text: SETTINGS.days, size: 's' } }}
          values={valuesOf(form, 'days')}
          errorMessage={problemOf(form, 'days')}
          items={WEEKDAYS.map((text, at) => ({ value: String(at + 1), text }))}
        />
        <Input {...shared('opens')} hint="As 08:00." width={5} />
        <Input {...shared('closes')} hint="As 18:00; 24:00 for the end of the day." width={5} />
        <Radios
          name="holidays"
          idPrefix="holidays"
          fieldset={{ legend: { text: SETTINGS.holidays, size: 's' } }}
          value={valueOf(form, 'holidays')}
          items={[
            { value: 'no', text: 'Nobody reads on bank holidays of England' },
            { value: 'yes', text: 'They are like other days' },
          ]}
        />
        <Select
          {...shared('onCall')}
          hint="A safeguarding lead of this service with an address. They get a mail that says nothing but that something waits."
          items={[
            { value: '', text: 'Choose somebody' },
            ...people.map(({ person, name, lead, reachable }) => ({
              value: person,
              text: `${name}${lead ? '' : ' (no safeguarding lead)'}${reachable ? '' : ' (no address)'}`,
            })),
          ]}
        />
        <Textarea
          {...shared('escalation')}
          hint="Who is called next, and after how long. The team reads this."
          rows={3}
        />
        <Input
          {...shared('phone')}
          type="tel"
          hint="For whoever would rather speak. Leave it empty where there is none."
        />
        <Select
          {...shared('exit')}
          hint="A plain site that anybody might have open."
          items={sites.map(({ id, name }) => ({ value: id, text: name }))}
        />
        <Button preventDoubleClick>Save</Button>
      </form>
    </ServiceFormFrame>
  );
}

export interface PublishProps extends OfService {
  readonly form: FormSet | null;
  readonly onCall: OnCall | null;
  readonly missing: readonly string[];
}

/** What is so of it, and what is missing. */
export function PublishForm({ service, form: set, onCall, missing }: PublishProps, form: FormContext) {
  return (
    <ServiceFormFrame form={form} service={service} title="Publish the form" back={back(service)}>
      {missing.length > 0 || set === null ? (
        <p class="app-so">
          <strong>It cannot be published yet.</strong> {missing.join(' ')}
        </p>
      ) : (
        <form method="post" novalidate>
          {form.hidden}
          <p>
            Whoever has its address can write to you at any hour. {set.reader} reads it: {sayHours(set.hours)}. Outside
            these hours the form says that nobody is reading. {onCall?.name} is told at any hour when something in it
            may mean danger.
          </p>
          <Button preventDoubleClick>Publish the form</Button>
        </form>
      )}
    </ServiceFormFrame>
  );
}

/** Takes it down, with a reason. */
export function TakeDownForm({ service }: OfService, form: FormContext) {
  return (
    <ServiceFormFrame
      form={form}
      service={service}
      title="Take the form down"
      labels={{ reason: 'Why' }}
      back={back(service)}
    >
      <p>
        Its address then says that nothing is open there, and whom to call. What came in stays, and is still answered.
      </p>
      <ReasonForm form={form} label="Why is it taken down? The team reads this." button="Take the form down" />
    </ServiceFormFrame>
  );
}
