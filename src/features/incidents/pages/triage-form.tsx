import { problemOf, valueOf, valuesOf, type FormContext } from '../../../platform/http/forms.ts';
import { ServiceFormFrame } from '../../../platform/http/service-frame.tsx';
import { sayDateTime } from '../../../platform/london-time.ts';
import { Button, Checkboxes, Details, Input, Radios, Select, Textarea } from '../../../ui/nhsuk/index.ts';
import { definitionsOf, type RiskScheme } from '../../schemes/index.ts';
import {
  ASSOCIATIONS,
  CONCERNS,
  CONTAINMENTS,
  DANGERS,
  incidentPath,
  INVOLVEMENTS,
  PHYSICAL_HARMS,
  PSYCHOLOGICAL_HARMS,
  RESPONSES,
  SORTS,
  type IncidentShown,
} from '../domain.ts';
import {
  ASSOCIATION_WORDS,
  CONCERN_WORDS,
  CONTAINMENT_WORDS,
  DANGER_SAID,
  DANGER_WORDS,
  INVOLVEMENT_WORDS,
  PHYSICAL_WORDS,
  PSYCHOLOGICAL_WORDS,
  RESPONSE_HINTS,
  RESPONSE_WORDS,
  SORT_WORDS,
} from './words.tsx';

/** A hazard, or an incident, that somebody may mean, and why it is suggested. */
export interface Suggested {
  readonly reference: string;
  readonly title: string;
  readonly href: string;
  readonly because: string | null;
}

export interface TriageProps {
  readonly incident: IncidentShown;
  readonly reportedBy: string;
  readonly scheme: RiskScheme;
  readonly owners: readonly { readonly id: string; readonly name: string }[];
  /** Versions that are recorded, the latest first. */
  readonly releases: readonly string[];
  readonly hazards: readonly Suggested[];
  readonly alike: readonly Suggested[];
}

const LABELS = {
  sort: 'What it is',
  danger: 'Danger now',
  containment: 'What was done at once',
  contained: 'What was switched off, who was told',
  patientSafety: 'Whether it harmed a patient, or could have',
  physical: 'Harm to the body',
  psychological: 'Harm to the mind',
  association: 'Whether the incident led to it',
  severity: 'Severity of the worst',
  likelihood: 'Likelihood of the worst',
  realises: 'Hazards that it realised',
  mayRealise: 'Hazards that it may have realised',
  failed: 'Controls that failed',
  held: 'Controls that held',
  sameCause: 'Incidents with the same cause',
  related: 'Incidents that belong to it',
  newHazard: 'A hazard that nobody has thought of',
  owner: 'Who it is with',
  response: 'How it is looked into',
  responseReason: 'Why in this way',
  reason: 'Why it is graded otherwise than before',
};

/** What stands folded, and open where something of it is said or wrong. */
const MORE = ['pages', 'involved', 'cause', 'mitigation', 'sameCause', 'related'] as const;

/** Triage in one screen: danger first, then what was done, harm, what it points at, and who goes on with it. */
export function TriageForm(props: TriageProps, form: FormContext) {
  const { incident, reportedBy, owners } = props;
  const service = { reference: incident.service.reference, name: incident.serviceName };
  const again = incident.triagedAt !== null;
  return (
    <ServiceFormFrame
      form={form}
      service={service}
      caption={incident.reference}
      title={again ? 'Change the triage' : 'Triage'}
      labels={LABELS}
      back={{ text: incident.reference, href: incidentPath(service.reference, incident.reference) }}
    >
      <div class="app-so app-so--quiet">
        <p>
          <strong>{incident.title}</strong>
        </p>
        <p class="app-lines">{incident.what}</p>
        <p class="app-second">
          {reportedBy}, {sayDateTime(incident.reportedAt)}. Harmed: {DANGER_SAID[incident.harmed].toLowerCase()}. Danger
          now: {DANGER_SAID[incident.danger].toLowerCase()}.
        </p>
      </div>
      <form method="post" novalidate>
        {form.hidden}
        <Now form={form} />
        <Harm {...props} form={form} />
        <PointsAt {...props} form={form} />
        <h2 class="nhsuk-heading-m">Who goes on with it</h2>
        <Select
          id="owner"
          name="owner"
          label={{ text: 'Who is it with?', size: 's' }}
          value={valueOf(form, 'owner')}
          errorMessage={problemOf(form, 'owner')}
          items={[{ value: '', text: 'Choose a person' }, ...owners.map(({ id, name }) => ({ value: id, text: name }))]}
        />
        <Select
          id="response"
          name="response"
          label={{ text: 'How is it looked into?', size: 's' }}
          hint="The learning responses of PSIRF, and the manufacturer’s own."
          value={valueOf(form, 'response')}
          errorMessage={problemOf(form, 'response')}
          items={[
            { value: '', text: 'Not decided yet' },
            ...RESPONSES.map((value) => ({ value, text: RESPONSE_WORDS[value] })),
          ]}
        />
        <Details summary="What each of these is for">
          <ul class="nhsuk-list nhsuk-list--bullet">
            {RESPONSES.map((value) => (
              <li>
                <strong>{RESPONSE_WORDS[value]}</strong>: {RESPONSE_HINTS[value]}
              </li>
            ))}
          </ul>
        </Details>
        <Textarea
          id="responseReason"
          name="responseReason"
          rows={2}
          label={{ text: 'Why in this way, or why not at all (optional unless nothing is looked into)', size: 's' }}
          value={valueOf(form, 'responseReason')}
          errorMessage={problemOf(form, 'responseReason')}
        />
        {(again || incident.harmed === 'yes' || problemOf(form, 'reason') !== undefined) && (
          <Textarea
            id="reason"
            name="reason"
            rows={2}
            label={{ text: 'Why is it graded otherwise than before?', size: 's' }}
            hint="Only where a grade changes. Whoever reported it sees the grade before, the new one and this reason."
            value={valueOf(form, 'reason')}
            errorMessage={problemOf(form, 'reason')}
          />
        )}
        <Button preventDoubleClick>{again ? 'Save the triage' : 'Finish the triage'}</Button>
        <p class="app-second">
          <a href="/help/triage">What triage sets in motion</a>
        </p>
      </form>
    </ServiceFormFrame>
  );
}

/** Danger and what was done at once: before anything else. */
function Now({ form }: { readonly form: FormContext }) {
  return (
    <>
      <h2 class="nhsuk-heading-m">Now</h2>
      <Radios
        name="danger"
        idPrefix="danger"
        inline
        value={valueOf(form, 'danger')}
        errorMessage={problemOf(form, 'danger')}
        fieldset={{ legend: { text: 'Is anybody in danger now?', size: 's' } }}
        hint="If a life is at risk, ring 999 first."
        items={DANGERS.map((value) => ({ value, text: DANGER_WORDS[value] }))}
      />
      <Select
        id="containment"
        name="containment"
        label={{ text: 'What was done at once?', size: 's' }}
        hint="More can be added afterwards."
        value={valueOf(form, 'containment')}
        errorMessage={problemOf(form, 'containment')}
        items={[
          { value: '', text: 'Nothing yet' },
          ...CONTAINMENTS.map((value) => ({ value, text: CONTAINMENT_WORDS[value] })),
        ]}
      />
      <Textarea
        id="contained"
        name="contained"
        rows={2}
        label={{ text: 'What was switched off, who was told?', size: 's' }}
        value={valueOf(form, 'contained')}
        errorMessage={problemOf(form, 'contained')}
      />
      <Checkboxes
        name="madeSafe"
        idPrefix="madeSafe"
        values={valuesOf(form, 'madeSafe')}
        items={[{ value: 'yes', text: 'It is safe now: nobody else can come to harm by it' }]}
      />
      <Select
        id="sort"
        name="sort"
        label={{ text: 'What is it?', size: 's' }}
        value={valueOf(form, 'sort')}
        errorMessage={problemOf(form, 'sort')}
        items={SORTS.map((value) => ({ value, text: SORT_WORDS[value] }))}
      />
    </>
  );
}

/** What came of it and what could have, apart: neither is made of the other, and nothing is proposed. */
function Harm({ scheme, form }: TriageProps & { readonly form: FormContext }) {
  const definitions = definitionsOf(scheme);
  return (
    <>
      <h2 class="nhsuk-heading-m">Harm</h2>
      <Radios
        name="patientSafety"
        idPrefix="patientSafety"
        inline
        value={valueOf(form, 'patientSafety')}
        errorMessage={problemOf(form, 'patientSafety')}
        fieldset={{ legend: { text: 'Did it harm a patient, or could it have?', size: 's' } }}
        hint="Most duties to tell somebody turn on this first."
        items={DANGERS.map((value) => ({ value, text: DANGER_WORDS[value] }))}
      />
      <Select
        id="physical"
        name="physical"
        label={{ text: 'What came of it, to the body?', size: 's' }}
        hint="The grades of LFPSE. Low: one more contact at most. Moderate: more than that, for less than six months. Severe: lasting, or six months and more. (Wording of 2023, which nobody has verified here.)"
        value={valueOf(form, 'physical')}
        errorMessage={problemOf(form, 'physical')}
        items={choices(PHYSICAL_HARMS, PHYSICAL_WORDS)}
      />
      <Select
        id="psychological"
        name="psychological"
        label={{ text: 'And to the mind?', size: 's' }}
        value={valueOf(form, 'psychological')}
        errorMessage={problemOf(form, 'psychological')}
        items={choices(PSYCHOLOGICAL_HARMS, PSYCHOLOGICAL_WORDS)}
      />
      <Select
        id="association"
        name="association"
        label={{ text: 'Did the incident lead to it?', size: 's' }}
        value={valueOf(form, 'association')}
        errorMessage={problemOf(form, 'association')}
        items={choices(ASSOCIATIONS, ASSOCIATION_WORDS)}
      />
      <Select
        id="severity"
        name="severity"
        label={{ text: 'The worst that could credibly have come of it: severity', size: 's' }}
        value={valueOf(form, 'severity')}
        errorMessage={problemOf(form, 'severity')}
        items={words(scheme.severity)}
      />
      <Select
        id="likelihood"
        name="likelihood"
        label={{ text: 'How likely is it to come with that harm?', size: 's' }}
        value={valueOf(form, 'likelihood')}
        errorMessage={problemOf(form, 'likelihood')}
        items={words(scheme.likelihood)}
      />
      {definitions && (
        <Details summary="What these words mean">
          <p>By the scheme “{scheme.title}”.</p>
          <ul class="nhsuk-list nhsuk-list--bullet">
            {scheme.severity.map((word, index) => (
              <li>
                <strong>{word}</strong>: {definitions.severity[index]}
              </li>
            ))}
          </ul>
          <ul class="nhsuk-list nhsuk-list--bullet">
            {scheme.likelihood.map((word, index) => (
              <li>
                <strong>{word}</strong>: {definitions.likelihood[index]}
              </li>
            ))}
          </ul>
        </Details>
      )}
      <Select
        id="concern"
        name="concern"
        label={{ text: 'How concerned are you about it?', size: 's' }}
        value={valueOf(form, 'concern')}
        errorMessage={problemOf(form, 'concern')}
        items={choices(CONCERNS, CONCERN_WORDS)}
      />
    </>
  );
}

function choices<T extends string>(values: readonly T[], texts: Readonly<Record<T, string>>) {
  return [{ value: '', text: 'Not known yet' }, ...values.map((value) => ({ value, text: texts[value] }))];
}

function words(axis: readonly string[]) {
  return [{ value: '', text: 'Not judged yet' }, ...axis.map((word) => ({ value: word, text: word }))];
}

function PointsAt({ releases, hazards, alike, form }: TriageProps & { readonly form: FormContext }) {
  return (
    <>
      <h2 class="nhsuk-heading-m">What it points at</h2>
      <Select
        id="release"
        name="release"
        label={{ text: 'Which release did it happen on?', size: 's' }}
        value={valueOf(form, 'release')}
        errorMessage={problemOf(form, 'release')}
        items={[
          { value: '', text: 'Not known yet' },
          ...[...new Set([...releases, valueOf(form, 'release')])]
            .filter((version) => version !== '')
            .map((version) => ({ value: version, text: version })),
        ]}
      />
      <Suggestions title="Hazards whose words are most like these" of={hazards} />
      <References form={form} name="realises" question="Which hazards did it realise?" example="HAZ-12, HAZ-3" />
      <References form={form} name="mayRealise" question="Which may it have realised?" example="HAZ-4" />
      <Input
        id="newHazard"
        name="newHazard"
        label={{ text: 'Is it a hazard that nobody has thought of? (optional)', size: 's' }}
        hint="What could go wrong, in a few words. It is drafted in the hazard log, without a rating."
        value={valueOf(form, 'newHazard')}
        errorMessage={problemOf(form, 'newHazard')}
      />
      <References form={form} name="failed" question="Which controls failed?" example="CTL-31" />
      <References form={form} name="held" question="Which controls held?" example="CTL-7" />
      <Suggestions title="Incidents that may be the same, or belong to it" of={alike} />
      <Details
        summary="More: how the system was involved, pages, cause, other incidents"
        open={MORE.some((field) => valuesOf(form, field).some((value) => value !== '') || problemOf(form, field))}
      >
        <Textarea
          id="pages"
          name="pages"
          rows={2}
          label={{ text: 'On which pages? (optional)', size: 's' }}
          hint="One on each line: the address or the name of the screen."
          value={valueOf(form, 'pages')}
          errorMessage={problemOf(form, 'pages')}
        />
        <Checkboxes
          name="involved"
          idPrefix="involved"
          values={valuesOf(form, 'involved')}
          errorMessage={problemOf(form, 'involved')}
          fieldset={{ legend: { text: 'How was the system involved?', size: 's' } }}
          items={INVOLVEMENTS.map((value) => ({ value, text: INVOLVEMENT_WORDS[value] }))}
        />
        <Textarea
          id="cause"
          name="cause"
          rows={2}
          label={{ text: 'What caused it, as far as it is known? (optional)', size: 's' }}
          value={valueOf(form, 'cause')}
          errorMessage={problemOf(form, 'cause')}
        />
        <Textarea
          id="mitigation"
          name="mitigation"
          rows={2}
          label={{ text: 'What is there already that lessens it? (optional)', size: 's' }}
          value={valueOf(form, 'mitigation')}
          errorMessage={problemOf(form, 'mitigation')}
        />
        <References
          form={form}
          name="sameCause"
          question="Which incidents have the same cause?"
          example="INC-2. Each stays one of its own, with its own reporter and its own times."
        />
        <References form={form} name="related" question="Which belong to it in another way?" example="INC-4" />
      </Details>
    </>
  );
}

function References({
  form,
  name,
  question,
  example,
}: {
  readonly form: FormContext;
  readonly name: 'realises' | 'mayRealise' | 'failed' | 'held' | 'sameCause' | 'related';
  readonly question: string;
  readonly example: string;
}) {
  return (
    <Input
      id={name}
      name={name}
      label={{ text: `${question} (optional)`, size: 's' }}
      hint={`Such as ${example}`}
      value={valueOf(form, name)}
      errorMessage={problemOf(form, name)}
    />
  );
}

function Suggestions({ title, of }: { readonly title: string; readonly of: readonly Suggested[] }) {
  if (of.length === 0) return null;
  return (
    <Details summary={`${title} (${of.length})`}>
      <ul class="nhsuk-list nhsuk-list--bullet">
        {of.map(({ reference, title: called, href, because }) => (
          <li>
            <a href={href}>{reference}</a> {called}
            {because !== null && <span class="app-second"> {because}</span>}
          </li>
        ))}
      </ul>
    </Details>
  );
}
