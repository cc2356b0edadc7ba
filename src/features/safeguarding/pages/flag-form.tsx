import type { ComponentChildren } from 'preact';
import { Problems, type FormContext, type PageContext } from '../../../platform/http/forms.ts';
import { ServiceFrame } from '../../../platform/http/service-frame.tsx';
import { Button, Details, InsetText, WarningCallout } from '../../../ui/nhsuk/index.ts';
import { incidentPath } from '../../incidents/index.ts';
import { flagPath } from '../domain.ts';
import { AnyOf, Line, Lines, OneOf, YesNo, type Person } from './fields.tsx';
import { NEUTRAL_TITLE } from './frame.tsx';

export interface FlagProps {
  readonly service: { readonly reference: string; readonly name: string };
  /** "INC-3" */
  readonly incident: string;
  readonly people: readonly Person[];
  readonly mayBreak: boolean;
}

const HEADING = 'Somebody may need protecting';

function backOf({ service, incident }: Pick<FlagProps, 'service' | 'incident'>) {
  return { text: incident, href: incidentPath(service.reference, incident) };
}

/** A form of a service whose window says nothing of what it is for. */
function QuietFormFrame({
  form,
  service,
  heading,
  back,
  children,
}: Pick<FlagProps, 'service'> & {
  readonly form: FormContext;
  readonly heading: string;
  readonly back: { readonly text: string; readonly href: string };
  readonly children: ComponentChildren;
}) {
  return (
    <ServiceFrame context={form} service={service} title={NEUTRAL_TITLE} back={back}>
      <div class="app-measure">
        <Problems form={form} />
        <h1 class="nhsuk-heading-l">{heading}</h1>
        {children}
      </div>
    </ServiceFrame>
  );
}

/** Anybody in the team says it, on every incident alike; what there is already, it shows to nobody. */
export function FlagForm({ service, incident, people, mayBreak }: FlagProps, form: FormContext) {
  return (
    <QuietFormFrame form={form} service={service} heading={HEADING} back={backOf({ service, incident })}>
      <p class="app-lead">From abuse, neglect or danger: a patient, a child, a carer, a colleague, whoever it is.</p>
      <WarningCallout heading={{ text: 'If somebody is in danger now', level: 2 }}>
        Call 999 first. Then come back to this page.
      </WarningCallout>
      <p>
        What you write goes to those whose task it is, and to nobody else. It is kept apart from {incident}, and nothing
        in Primum will show that you wrote it. You do not have to be sure. <a href="/help/safeguarding">Who reads it</a>
      </p>
      <form method="post" novalidate autocomplete="off">
        {form.hidden}
        <Lines
          form={form}
          name="words"
          label="What was said or seen?"
          hint="In the words that were used. What you make of it yourself can wait."
          rows={6}
        />
        <OneOf
          form={form}
          name="danger"
          inline
          label="Is anybody in danger now?"
          items={[
            { value: 'yes', text: 'Yes' },
            { value: 'no', text: 'No' },
            { value: 'unknown', text: 'I do not know' },
          ]}
        />
        <Line
          form={form}
          name="about"
          label="Who is it about? (optional)"
          hint="Without a name: “a woman of about 40”, “a child of the patient”."
        />
        <YesNo form={form} name="mayAsk" label="May somebody ask you about it?" />
        <Details summary="Somebody in the team must not see this" open={form.values['excluded'] !== undefined}>
          <AnyOf
            form={form}
            name="excluded"
            label="Who must not see it?"
            hint="They cannot open it, whatever their role is, and are not told."
            items={people.map(({ id, name }) => ({ value: id, text: name }))}
          />
        </Details>
        <Button preventDoubleClick>Send it</Button>
      </form>
      {mayBreak && (
        <p>
          If it cannot wait and nobody whose task it is can be reached:{' '}
          <a href={`${flagPath(service.reference, incident)}/urgent`}>open what was written here, with a reason</a>.
        </p>
      )}
    </QuietFormFrame>
  );
}

/** The same whatever was there before, and shown this once. */
export function ThanksPage({ service, incident }: Pick<FlagProps, 'service' | 'incident'>, context: PageContext) {
  return (
    <ServiceFrame context={context} service={service} title={NEUTRAL_TITLE} back={backOf({ service, incident })}>
      <div class="app-measure">
        <h1 class="nhsuk-heading-l">Thank you</h1>
        <p class="app-lead">Somebody whose task this is will look at it.</p>
        <p>You will not see here what you wrote. If anything gets worse, write again, and in danger call 999.</p>
        <p>
          <a href={incidentPath(service.reference, incident)}>Back to {incident}</a>
        </p>
      </div>
    </ServiceFrame>
  );
}

/** An officer or the executive opens what was flagged, where it cannot wait. */
export function UrgentForm({ service, incident }: FlagProps, form: FormContext) {
  return (
    <QuietFormFrame
      form={form}
      service={service}
      heading="Open it where it cannot wait"
      back={{ text: 'Back', href: flagPath(service.reference, incident) }}
    >
      <InsetText>
        This opens what was written on {incident} to you for one hour, if anything was. The safeguarding leads are told
        at once, see your reason, and see each page that you read.
      </InsetText>
      <form method="post" novalidate autocomplete="off">
        {form.hidden}
        <Lines form={form} name="reason" label="Why can it not wait, and whom did you try to reach?" />
        <Button preventDoubleClick>Open it, and tell the leads</Button>
      </form>
    </QuietFormFrame>
  );
}

export interface OpenedProps extends Pick<FlagProps, 'service' | 'incident'> {
  /** Where it is; null where nothing opens. */
  readonly href: string | null;
}

export function OpenedPage({ service, incident, href }: OpenedProps, context: PageContext) {
  return (
    <ServiceFrame context={context} service={service} title={NEUTRAL_TITLE} back={backOf({ service, incident })}>
      <div class="app-measure">
        <h1 class="nhsuk-heading-l">{href === null ? 'Nothing opens to you here' : 'It is open to you'}</h1>
        {href === null ? (
          <p>
            If somebody is in danger, call 999. If you have something to say yourself, write it down on the page before.
          </p>
        ) : (
          <p>
            <a href={href}>Read what was written</a>. Each page that you read is recorded.
          </p>
        )}
      </div>
    </ServiceFrame>
  );
}
