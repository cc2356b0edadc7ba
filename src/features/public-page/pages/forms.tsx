import { problemOf, valueOf, valuesOf, type FormContext } from '../../../platform/http/forms.ts';
import { sayDateTime } from '../../../platform/london-time.ts';
import { ReasonForm } from '../../../platform/http/reason-form.tsx';
import { ServiceFormFrame, type ServiceNamed } from '../../../platform/http/service-frame.tsx';
import { Button, Checkboxes, Input, Radios, Textarea } from '../../../ui/nhsuk/index.ts';
import {
  SHOWABLE_SECTIONS,
  teamPath,
  type OfficerShown,
  type PartState,
  type PointedOut,
  type PublicDocument,
} from '../domain.ts';
import { sectionTitle } from '../../safety-case/index.ts';
import {
  ConcernPart,
  HazardCounts,
  HazardList,
  OfficerPart,
  ReportedPart,
  ReportPart,
  StatePart,
  UsePart,
} from './shown.tsx';

export interface OfService {
  readonly service: ServiceNamed;
}

function back({ reference }: ServiceNamed) {
  return { text: 'Public page', href: teamPath(reference) };
}

const SETTINGS = {
  concern: 'How somebody reports a concern',
  phone: 'Telephone',
  address: 'Address',
  controls: 'What keeps risks low',
  sections: 'Sections of the report',
  listed: 'Search engines',
  reported: 'What was reported and what changed',
};

/** What the page shows besides what is on record. */
export function SettingsForm({ service }: OfService, form: FormContext) {
  return (
    <ServiceFormFrame
      form={form}
      service={service}
      title="Say what the public page shows"
      labels={SETTINGS}
      back={back(service)}
    >
      <p>Nothing is public before you publish it. You see all of it first.</p>
      <form method="post" novalidate>
        {form.hidden}
        <Textarea
          id="concern"
          name="concern"
          label={{ text: SETTINGS.concern, size: 's' }}
          hint="In plain words: what happens with it, and when they hear. “In danger: call 999” stands above it."
          rows={5}
          value={valueOf(form, 'concern')}
          errorMessage={problemOf(form, 'concern')}
        />
        <Input
          id="phone"
          name="phone"
          type="tel"
          label={{ text: SETTINGS.phone, size: 's' }}
          hint="One that somebody answers."
          value={valueOf(form, 'phone')}
          errorMessage={problemOf(form, 'phone')}
        />
        <Input
          id="address"
          name="address"
          label={{ text: SETTINGS.address, size: 's' }}
          hint="Email or post, of an office and not of a person. One of telephone and address is needed."
          value={valueOf(form, 'address')}
          errorMessage={problemOf(form, 'address')}
        />
        <Radios
          name="controls"
          idPrefix="controls"
          fieldset={{ legend: { text: SETTINGS.controls, size: 's' } }}
          value={valueOf(form, 'controls')}
          items={[
            { value: 'no', text: 'Leave the words of controls out' },
            {
              value: 'yes',
              text: 'Show the words of controls',
              hint: 'Look out for those that tell how to get round them.',
            },
          ]}
        />
        <Checkboxes
          name="sections"
          idPrefix="sections"
          fieldset={{ legend: { text: SETTINGS.sections, size: 's' } }}
          hint="What people wrote there, and tables that hold no person. Other sections are never shown."
          values={valuesOf(form, 'sections')}
          errorMessage={problemOf(form, 'sections')}
          items={SHOWABLE_SECTIONS.map((id) => ({ value: id, text: sectionTitle(id) }))}
        />
        <Radios
          name="reported"
          idPrefix="reported"
          fieldset={{ legend: { text: SETTINGS.reported, size: 's' } }}
          value={valueOf(form, 'reported')}
          items={[
            { value: 'no', text: 'Leave it out' },
            {
              value: 'yes',
              text: 'Show it',
              hint: 'How many were reported in the last four quarters, where they are not few; and what you write of what was done.',
            },
          ]}
        />
        <Radios
          name="listed"
          idPrefix="listed"
          fieldset={{ legend: { text: SETTINGS.listed, size: 's' } }}
          value={valueOf(form, 'listed')}
          items={[
            { value: 'no', text: 'Ask them not to list it: whoever has the address reads it' },
            { value: 'yes', text: 'Let them list it' },
          ]}
        />
        <Button preventDoubleClick>Save what it shows</Button>
      </form>
    </ServiceFormFrame>
  );
}

export interface PublishProps extends OfService {
  /** Null where nothing can be published, and why. */
  readonly document: PublicDocument | null;
  readonly missing: string | null;
  readonly shows: string;
  readonly differences: readonly string[];
  readonly pointed: readonly PointedOut[];
  readonly states: readonly PartState[];
  readonly officer: OfficerShown | null;
}

/** Exactly what everybody would read, what differs from what they read now, and what looks as if it were about a person. */
export function PublishForm(
  { service, document, missing, shows, differences, pointed, states, officer }: PublishProps,
  form: FormContext,
) {
  return (
    <ServiceFormFrame form={form} service={service} title="Look at what would be published" back={back(service)}>
      {document === null ? (
        <p class="app-so">
          <strong>It cannot be published yet.</strong> {missing}
        </p>
      ) : (
        <>
          <h2 class="nhsuk-heading-m">What differs from what is published now</h2>
          {differences.length === 0 ? (
            <p>Nothing. It reads as it does now.</p>
          ) : (
            <ul class="nhsuk-list nhsuk-list--bullet">
              {differences.map((line) => (
                <li>{line}</li>
              ))}
            </ul>
          )}
          <h2 class="nhsuk-heading-m">What looks as if it were about a person</h2>
          {pointed.length === 0 ? (
            <p>Nothing was found. Read it yourself all the same: a name that is no member’s is not found.</p>
          ) : (
            <>
              <p>Change the words where they stand, or leave the hazard out, before you publish:</p>
              <ul class="nhsuk-list nhsuk-list--bullet">
                {pointed.map(({ where, what }) => (
                  <li>
                    {where}: {what}
                  </li>
                ))}
              </ul>
            </>
          )}
          <hr class="nhsuk-section-break nhsuk-section-break--l nhsuk-section-break--visible" />
          <section aria-label="What everybody would read">
            <p class="app-lead">From here on: exactly what everybody would read.</p>
            <StatePart states={states} asAt={sayDateTime(form.now)} />
            <UsePart use={document.use} />
            <OfficerPart officer={officer} />
            <h2 class="nhsuk-heading-m">What could go wrong</h2>
            <HazardCounts document={document} />
            <HazardList document={document} level={3} />
            <h2 class="nhsuk-heading-m">Safety report</h2>
            <ReportPart document={document} level={3} />
            <ReportedPart reported={document.reported} />
            <ConcernPart concern={document.concern} />
          </section>
          <hr class="nhsuk-section-break nhsuk-section-break--l nhsuk-section-break--visible" />
          <form method="post" novalidate>
            {form.hidden}
            <input type="hidden" name="shows" value={shows} />
            <p>Everybody can read it from then on. It is kept as it is, and you confirm that it is you.</p>
            <Button preventDoubleClick>Publish this</Button>
          </form>
        </>
      )}
    </ServiceFormFrame>
  );
}

/** Withdraws the page, with a reason. */
export function WithdrawForm({ service }: OfService, form: FormContext) {
  return (
    <ServiceFormFrame
      form={form}
      service={service}
      title="Withdraw the public page"
      labels={{ reason: 'Why' }}
      back={back(service)}
    >
      <p>
        Its address then says that the page is not published any more, and since when. Earlier editions are not shown
        either. You can publish again at the same address.
      </p>
      <ReasonForm
        form={form}
        label="Why is it withdrawn? The team reads this, and nobody else."
        button="Withdraw the page"
      />
    </ServiceFormFrame>
  );
}

const WITHHOLD = { hazard: 'Which hazard', reason: 'Why it is not shown' };

/** Leaves a hazard out of the page. */
export function WithholdForm({ service }: OfService, form: FormContext) {
  return (
    <ServiceFormFrame form={form} service={service} title="Leave a hazard out" labels={WITHHOLD} back={back(service)}>
      <p>
        The page says that one is not shown, and why. Counts stay true. It holds from the next time that you publish.
      </p>
      <form method="post" novalidate>
        {form.hidden}
        <Input
          id="hazard"
          name="hazard"
          label={{ text: WITHHOLD.hazard, size: 's' }}
          hint="Its reference, such as HAZ-12."
          value={valueOf(form, 'hazard')}
          errorMessage={problemOf(form, 'hazard')}
        />
        <Textarea
          id="reason"
          name="reason"
          label={{ text: WITHHOLD.reason, size: 's' }}
          hint="Everybody reads this."
          rows={2}
          value={valueOf(form, 'reason')}
          errorMessage={problemOf(form, 'reason')}
        />
        <Button preventDoubleClick>Leave it out</Button>
      </form>
    </ServiceFormFrame>
  );
}

const SAID_AND_DID = { said: 'What was said', did: 'What was done' };

/** What somebody reported and what was done, for everybody. */
export function SaidAndDidForm({ service }: OfService, form: FormContext) {
  return (
    <ServiceFormFrame
      form={form}
      service={service}
      title="Write what was said and done"
      labels={SAID_AND_DID}
      back={back(service)}
    >
      <p>
        Everybody reads it, from the next time that you publish, where the page shows what was reported. Write it so
        that nobody can be recognised: no names, no places, no days.
      </p>
      <form method="post" novalidate>
        {form.hidden}
        <Textarea
          id="said"
          name="said"
          label={{ text: SAID_AND_DID.said, size: 's' }}
          hint="For instance: Two wounds on one leg had the same name."
          rows={2}
          value={valueOf(form, 'said')}
          errorMessage={problemOf(form, 'said')}
        />
        <Textarea
          id="did"
          name="did"
          label={{ text: SAID_AND_DID.did, size: 's' }}
          hint="What is different now; or that nothing is, and why."
          rows={2}
          value={valueOf(form, 'did')}
          errorMessage={problemOf(form, 'did')}
        />
        <Button preventDoubleClick>Keep it for the page</Button>
      </form>
    </ServiceFormFrame>
  );
}

export interface ButtonFormProps extends OfService {
  readonly title: string;
  readonly text: string;
  readonly button: string;
}

/** A form that asks for nothing: one sentence, one button. */
export function ButtonForm({ service, title, text, button }: ButtonFormProps, form: FormContext) {
  return (
    <ServiceFormFrame form={form} service={service} title={title} back={back(service)}>
      <p>{text}</p>
      <form method="post" novalidate>
        {form.hidden}
        <Button preventDoubleClick>{button}</Button>
      </form>
    </ServiceFormFrame>
  );
}
