import { problemOf, valueOf, valuesOf, type FormContext } from '../../../platform/http/forms.ts';
import { ServiceFormFrame } from '../../../platform/http/service-frame.tsx';
import { Button, Checkboxes, Fieldset, Input, Radios, Select, Textarea } from '../../../ui/nhsuk/index.ts';
import { capital } from '../../../words/counting.ts';
import {
  ASKED_NAMES,
  AUTHORISING_ROLES,
  MATTER_WORDS,
  MATTERS,
  METHOD_WORDS,
  METHODS,
  NATURE_WORDS,
  NATURES,
  planPath,
  type DeclaredScheme,
  type Matter,
  type Part,
} from '../domain.ts';
import { byName, fieldOf, nameFieldOf } from './table-fields.ts';

export interface PlanFormProps {
  readonly service: { readonly reference: string; readonly name: string };
  /** Whether somebody has written one. */
  readonly begun: boolean;
  readonly schemes: readonly DeclaredScheme[];
  /** Who can be named in the table, with the role for which. */
  readonly holders: readonly { readonly person: string; readonly name: string; readonly role: string }[];
}

const LABELS = { ...ASKED_NAMES, reviewDays: 'Days until the plan is looked at again' };

const HINTS: Readonly<Record<Part, string>> = {
  purpose: 'What the plan is for, and what it covers and does not cover.',
  lifecycle: 'The phases of the project, and what is done for safety in each. One on each line.',
  impact: 'As manufacturer, deployer or both: which duties are ours, and which somebody else’s.',
  team: 'Besides the officers, who stand in the plan by themselves: names, roles, what they do.',
  criteria: 'What each level of risk asks for, and who decides that it may stay.',
  methodsWhy: 'Why these fit this service, and where each is used.',
  monitoring: 'What is looked at in use, how often, and by whom.',
  incidents: 'Who is told, who decides what is done, and where it is written down.',
};

/** The plan as one form, in parts. */
export function PlanForm(props: PlanFormProps, form: FormContext) {
  const { service, begun, schemes } = props;
  const path = planPath(service.reference);
  return (
    <ServiceFormFrame
      form={form}
      service={service}
      title={begun ? 'Change the clinical risk management plan' : 'Write the clinical risk management plan'}
      labels={LABELS}
      back={begun ? { text: 'The plan', href: path } : { text: service.name, href: `/services/${service.reference}` }}
    >
      <p>
        You can save it unfinished, and go on later. Whatever you change after an approval opens the plan again. Leave
        out anything about a patient.
      </p>
      <form method="post" novalidate>
        {form.hidden}
        <h2 class="nhsuk-heading-m">The project</h2>
        <Radios
          name="nature"
          idPrefix="nature"
          value={valueOf(form, 'nature')}
          errorMessage={problemOf(form, 'nature')}
          fieldset={{ legend: { text: ASKED_NAMES.nature, size: 's' } }}
          items={NATURES.map((value) => ({ value, text: NATURE_WORDS[value] }))}
        />
        <PartField form={form} part="purpose" />
        <PartField form={form} part="lifecycle" rows={6} />
        <PartField form={form} part="impact" />
        <h2 class="nhsuk-heading-m">People</h2>
        <PartField form={form} part="team" />
        <Authorises {...props} form={form} />
        <h2 class="nhsuk-heading-m">When a risk may stay</h2>
        <Select
          id="scheme"
          name="scheme"
          label={{ text: ASKED_NAMES.scheme, size: 's' }}
          hint="One that a hazard log of this service uses, or that of the NHS, which is an example in guidance and not a rule. It is declared with its version."
          value={valueOf(form, 'scheme')}
          errorMessage={problemOf(form, 'scheme')}
          items={[
            { value: '', text: 'Not declared yet' },
            ...schemes.map(({ version, title }) => ({ value: version, text: `${capital(title)} (${version})` })),
          ]}
        />
        <PartField form={form} part="criteria" rows={6} />
        <h2 class="nhsuk-heading-m">How hazards are looked for</h2>
        <Checkboxes
          name="methods"
          idPrefix="methods"
          values={[...valuesOf(form, 'methods')]}
          errorMessage={problemOf(form, 'methods')}
          fieldset={{ legend: { text: 'Methods', size: 's' } }}
          items={METHODS.map((value) => ({ value, text: METHOD_WORDS[value] }))}
        />
        <PartField form={form} part="methodsWhy" />
        <h2 class="nhsuk-heading-m">In use</h2>
        <PartField form={form} part="monitoring" />
        <PartField form={form} part="incidents" />
        <Input
          id="reviewDays"
          name="reviewDays"
          inputmode="numeric"
          width={4}
          label={{ text: LABELS.reviewDays, size: 's' }}
          hint="Counted from each approval. 182 is half a year, 365 a year."
          value={valueOf(form, 'reviewDays')}
          errorMessage={problemOf(form, 'reviewDays')}
        />
        <Button preventDoubleClick>Save the plan</Button>
      </form>
    </ServiceFormFrame>
  );
}

function PartField({
  form,
  part,
  rows = 4,
}: {
  readonly form: FormContext;
  readonly part: Part;
  readonly rows?: number;
}) {
  return (
    <Textarea
      id={part}
      name={part}
      label={{ text: ASKED_NAMES[part], size: 's' }}
      hint={HINTS[part]}
      rows={rows}
      value={valueOf(form, part)}
      errorMessage={problemOf(form, part)}
    />
  );
}

function Authorises({ form, holders }: PlanFormProps & { readonly form: FormContext }) {
  return (
    <Fieldset id="authorises" legend={{ text: ASKED_NAMES.authorises, size: 's' }}>
      <p class="nhsuk-hint">
        For each matter: whoever holds a role in this service, or one of them by name. Residual risk and deployment are
        for top management to authorise in a deployer’s organisation (DCB0160 2.2.2, as read second-hand).
      </p>
      {problemOf(form, 'authorises') !== undefined && (
        <p class="nhsuk-error-message">
          <span class="nhsuk-u-visually-hidden">Error:</span> {problemOf(form, 'authorises')}
        </p>
      )}
      {MATTERS.map((matter) => (
        <MatterFields form={form} matter={matter} holders={holders} />
      ))}
    </Fieldset>
  );
}

function MatterFields({
  form,
  matter,
  holders,
}: Pick<PlanFormProps, 'holders'> & { readonly form: FormContext; readonly matter: Matter }) {
  const [field, names] = [fieldOf(matter), nameFieldOf(matter)];
  return (
    <>
      <Checkboxes
        small
        name={field}
        idPrefix={field}
        values={[...valuesOf(form, field)]}
        fieldset={{ legend: { text: MATTER_WORDS[matter], size: 's' } }}
        items={AUTHORISING_ROLES.map((value) => ({ value, text: capital(value) }))}
      />
      <Select
        id={names}
        name={names}
        label={{
          text: (
            <>
              And by name <span class="nhsuk-u-visually-hidden">for: {MATTER_WORDS[matter]}</span>
            </>
          ),
        }}
        value={valueOf(form, names)}
        items={[
          { value: '', text: 'Nobody by name' },
          ...holders.map((one) => ({ value: byName(one), text: `${one.name}, as ${one.role}` })),
        ]}
      />
    </>
  );
}
