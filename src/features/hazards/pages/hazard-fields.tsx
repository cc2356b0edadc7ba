import type { ComponentChildren } from 'preact';
import { problemOf, valueOf, valuesOf, type FormContext } from '../../../platform/http/forms.ts';
import { Checkboxes, Radios, Select } from '../../../ui/nhsuk/index.ts';
import { ARISES_IN, VULNERABLE_GROUPS, type ArisesIn } from '../domain.ts';
import { HAZARD_FIELDS } from '../domain/edit-fields.ts';
import { HARM_CODES, harmKindIn, sayHarmKind } from '../domain/severity.ts';
import { ListOfTexts, LongText, ShortText } from './edit-parts.tsx';

const ARISES: Readonly<Record<ArisesIn, string>> = {
  content: 'In the content',
  process: 'In the process',
  service: 'In the service',
};

interface FieldsProps {
  readonly form: FormContext;
  /** The components of the service, to choose from. */
  readonly components: readonly string[];
  /** What stands below the name, if anything. */
  readonly below?: ComponentChildren;
}

/** The words of a hazard, for whoever records it or changes them. */
export function HazardFields({ form, components, below }: FieldsProps) {
  const component = valueOf(form, 'component');
  const offered = component === '' || components.includes(component) ? components : [...components, component];
  return (
    <>
      <LongText
        {...{ form }}
        name="name"
        label={HAZARD_FIELDS.name}
        hint="What could go wrong, and for whom."
        rows={2}
      />
      {below}
      <LongText {...{ form }} name="description" label={HAZARD_FIELDS.description} rows={4} />
      {components.length > 0 ? (
        <Select
          id="component"
          name="component"
          label={{ text: HAZARD_FIELDS.component, size: 's' }}
          errorMessage={problemOf(form, 'component')}
          items={[
            { value: '', text: 'Not stated', selected: component === '' },
            ...offered.map((one) => ({ value: one, text: one, selected: one === component })),
          ]}
        />
      ) : (
        <ShortText {...{ form }} name="component" label={HAZARD_FIELDS.component} hint="The part of the service." />
      )}
      <Radios
        name="arisesIn"
        idPrefix="arisesIn"
        fieldset={{ legend: { text: HAZARD_FIELDS.arisesIn, size: 's' } }}
        errorMessage={problemOf(form, 'arisesIn')}
        value={valueOf(form, 'arisesIn')}
        items={[...ARISES_IN.map((value) => ({ value, text: ARISES[value] })), { value: 'none', text: 'Not stated' }]}
      />
      <ListOfTexts
        {...{ form }}
        name="causes"
        one="cause"
        label={HAZARD_FIELDS.causes}
        hint="What makes it happen. A control that answers a cause that you take out answers it no more."
        more={2}
      />
      <ListOfTexts
        {...{ form }}
        name="effects"
        one="effect"
        label={HAZARD_FIELDS.effects}
        hint="What goes wrong in the service or in care."
        more={1}
      />
      <ListOfTexts
        {...{ form }}
        name="harms"
        one="harm"
        label={HAZARD_FIELDS.harms}
        hint="What it does to the person."
        more={1}
        beside={(index) => <HowBad form={form} index={index} />}
      />
      <LongText
        {...{ form }}
        name="harmed"
        label={HAZARD_FIELDS.harmed}
        hint="Which patients, carers or others, in general words. Write nothing about one patient."
        rows={2}
      />
      <Checkboxes
        name="vulnerable"
        idPrefix="vulnerable"
        fieldset={{ legend: { text: HAZARD_FIELDS.vulnerable, size: 's' } }}
        hint="Tick those for whom it is more likely, or worse. The first three are those that the service standard names."
        errorMessage={problemOf(form, 'vulnerable')}
        values={[...valuesOf(form, 'vulnerable')]}
        items={Object.entries(VULNERABLE_GROUPS).map(([value, text]) => ({ value, text }))}
      />
      <ShortText {...{ form }} name="owner" label={HAZARD_FIELDS.owner} />
    </>
  );
}

/** How bad one of the harms is, and for how many. */
function HowBad({ form, index }: { readonly form: FormContext; readonly index: number }) {
  const chosen = valuesOf(form, 'harmKinds')[index] ?? '';
  return (
    <Select
      id={`harmKinds.${index}`}
      name="harmKinds"
      label={`How bad harm ${index + 1} is`}
      errorMessage={problemOf(form, `harmKinds.${index}`)}
      items={[
        { value: '', text: 'Not stated', selected: chosen === '' },
        ...HARM_CODES.map((code) => ({ value: code, text: sayHarmKind(harmKindIn(code)), selected: code === chosen })),
      ]}
    />
  );
}

/** What the fields of a hazard send, as the input of its commands. */
export function hazardInput(values: FormContext['values']) {
  return {
    ...Object.fromEntries(
      ['name', 'description', 'component', 'owner', 'harmed'].map((name) => [name, valueOf({ values }, name)]),
    ),
    arisesIn: valueOf({ values }, 'arisesIn').replace(/^none$/u, ''),
    causes: valuesOf({ values }, 'causes'),
    effects: valuesOf({ values }, 'effects'),
    harms: valuesOf({ values }, 'harms'),
    harmKinds: valuesOf({ values }, 'harmKinds'),
    vulnerable: valuesOf({ values }, 'vulnerable').filter((code) => code !== ''),
  };
}
