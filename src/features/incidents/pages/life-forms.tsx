import { problemOf, valueOf, valuesOf, type FormContext } from '../../../platform/http/forms.ts';
import { ReasonForm } from '../../../platform/http/reason-form.tsx';
import { ServiceFormFrame } from '../../../platform/http/service-frame.tsx';
import { Button, Checkboxes, Radios, Select, Textarea } from '../../../ui/nhsuk/index.ts';
import type { ComponentChildren } from 'preact';
import { CONTAINMENTS, incidentPath, nextStages, STAGE_WORDS, type IncidentShown } from '../domain.ts';
import { NamesNobody } from './names-nobody.tsx';
import { CONTAINMENT_WORDS } from './words.tsx';

export interface OnIncident {
  readonly incident: IncidentShown;
}

export interface AssignProps extends OnIncident {
  readonly owners: readonly { readonly id: string; readonly name: string }[];
}

function Around({
  incident,
  form,
  title,
  labels,
  children,
}: OnIncident & {
  readonly form: FormContext;
  readonly title: string;
  readonly labels?: Readonly<Record<string, string>>;
  readonly children: ComponentChildren;
}) {
  const service = { reference: incident.service.reference, name: incident.serviceName };
  return (
    <ServiceFormFrame
      form={form}
      service={service}
      caption={incident.reference}
      title={title}
      labels={labels ?? {}}
      back={{ text: incident.reference, href: incidentPath(service.reference, incident.reference) }}
    >
      <p class="app-lead">{incident.title}</p>
      {children}
    </ServiceFormFrame>
  );
}

/** That somebody has seen it. */
export function AcknowledgeForm({ incident }: OnIncident, form: FormContext) {
  return (
    <Around incident={incident} form={form} title="Acknowledge">
      <p class="app-lines">{incident.what}</p>
      <form method="post" novalidate>
        {form.hidden}
        <Button preventDoubleClick>I have seen it, and will look at it</Button>
      </form>
    </Around>
  );
}

/** That somebody else saw the same. */
export function AgainForm({ incident }: OnIncident, form: FormContext) {
  return (
    <Around
      incident={incident}
      form={form}
      title="Add your report"
      labels={{ what: 'What you saw', namesNobody: 'Whether it names somebody' }}
    >
      <form method="post" novalidate>
        {form.hidden}
        <Textarea
          id="what"
          name="what"
          rows={4}
          label={{ text: 'What did you see?', size: 's' }}
          hint="One sentence is enough. Name no patient, and no colleague."
          value={valueOf(form, 'what')}
          errorMessage={problemOf(form, 'what')}
        />
        <NamesNobody form={form} />
        <Button preventDoubleClick>Send the report</Button>
      </form>
    </Around>
  );
}

/** Who it is with. */
export function AssignForm({ incident, owners }: AssignProps, form: FormContext) {
  return (
    <Around incident={incident} form={form} title="Give it to somebody" labels={{ owner: 'Who it is with' }}>
      <form method="post" novalidate>
        {form.hidden}
        <Select
          id="owner"
          name="owner"
          label={{ text: 'Who is it with?', size: 's' }}
          value={valueOf(form, 'owner')}
          errorMessage={problemOf(form, 'owner')}
          items={[{ value: '', text: 'Choose a person' }, ...owners.map(({ id, name }) => ({ value: id, text: name }))]}
        />
        <Button preventDoubleClick>Give it to them</Button>
      </form>
    </Around>
  );
}

/** What was done so that nobody else is harmed. */
export function ContainForm({ incident }: OnIncident, form: FormContext) {
  return (
    <Around
      incident={incident}
      form={form}
      title="Say what was done at once"
      labels={{ sort: 'What was done', text: 'What was switched off, who was told' }}
    >
      <form method="post" novalidate>
        {form.hidden}
        <Radios
          name="sort"
          idPrefix="sort"
          value={valueOf(form, 'sort')}
          errorMessage={problemOf(form, 'sort')}
          fieldset={{ legend: { text: 'What was done?', size: 's' } }}
          items={CONTAINMENTS.map((value) => ({ value, text: CONTAINMENT_WORDS[value] }))}
        />
        <Textarea
          id="text"
          name="text"
          rows={3}
          label={{ text: 'What was switched off, who was told?', size: 's' }}
          value={valueOf(form, 'text')}
          errorMessage={problemOf(form, 'text')}
        />
        {incident.madeSafeAt === null && (
          <Checkboxes
            name="madeSafe"
            idPrefix="madeSafe"
            values={valuesOf(form, 'madeSafe')}
            items={[{ value: 'yes', text: 'It is safe now: nobody else can come to harm by it' }]}
          />
        )}
        <Button preventDoubleClick>Save what was done</Button>
      </form>
    </Around>
  );
}

/** Who did what. */
export function JournalForm({ incident }: OnIncident, form: FormContext) {
  return (
    <Around incident={incident} form={form} title="Write in the journal" labels={{ text: 'What was done' }}>
      <form method="post" novalidate>
        {form.hidden}
        <Textarea
          id="text"
          name="text"
          rows={5}
          label={{ text: 'What was done, and by whom?', size: 's' }}
          hint="It stays as it is, with your name and the time. Nothing about a patient."
          value={valueOf(form, 'text')}
          errorMessage={problemOf(form, 'text')}
        />
        <Button preventDoubleClick>Write it down</Button>
      </form>
    </Around>
  );
}

/** The next stage, as far as it has no page of its own. */
export function MoveForm({ incident }: OnIncident, form: FormContext) {
  const stages = nextStages(incident).filter(
    (stage) => stage !== 'triaged' && stage !== 'contained' && stage !== 'closed',
  );
  return (
    <Around incident={incident} form={form} title="Take it on" labels={{ to: 'Where it goes' }}>
      <form method="post" novalidate>
        {form.hidden}
        <Radios
          name="to"
          idPrefix="to"
          value={valueOf(form, 'to')}
          errorMessage={problemOf(form, 'to')}
          fieldset={{ legend: { text: 'Where does it go?', size: 's' } }}
          hint="It goes on, and back only by being reopened once it is closed."
          items={stages.map((value) => ({ value, text: STAGE_WORDS[value] }))}
        />
        <Button preventDoubleClick>Take it on</Button>
      </form>
    </Around>
  );
}

export function ReopenForm({ incident }: OnIncident, form: FormContext) {
  return (
    <Around incident={incident} form={form} title="Reopen" labels={{ reason: 'Why it is opened again' }}>
      <p>What was answered when it was closed stays to be seen. It goes on at “investigating”.</p>
      <ReasonForm form={form} label="Why is it opened again?" button="Reopen the incident" />
    </Around>
  );
}

export function VoidForm({ incident }: OnIncident, form: FormContext) {
  return (
    <Around incident={incident} form={form} title="Void" labels={{ reason: 'Why it does not count' }}>
      <p>For a test, or a mistake. It stays here with the reason, and counts nowhere. Whoever reported it sees why.</p>
      <ReasonForm form={form} label="Why does it not count?" button="Void the incident" />
    </Around>
  );
}
