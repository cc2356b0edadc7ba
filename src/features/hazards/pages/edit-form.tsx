import type { ComponentChildren } from 'preact';
import { Notice, problemOf, Problems, valueOf, type FormContext } from '../../../platform/http/forms.ts';
import { Button, Radios, Select } from '../../../ui/nhsuk/index.ts';
import { ARISES_IN, CONTROL_STATES, CONTROL_TYPES, PARTIES, type ArisesIn, type Party } from '../domain.ts';
import {
  CONTROL_FIELDS,
  controlFields,
  HAZARD_FIELDS,
  hazardFields,
  type ControlWas,
  type HazardWas,
} from '../domain/edit-fields.ts';
import { controlPath, hazardPath } from './addresses.ts';
import { KindOfChange, ListOfTexts, LongText, ShortText } from './edit-parts.tsx';
import { Frame } from './frame.tsx';
import { So } from './marks.tsx';
import { capital } from '../../../words/counting.ts';

interface EditProps {
  readonly service: { readonly reference: string; readonly name: string };
  /** HAZ-12 */
  readonly reference: string;
  /** What clears it is said with it; null where it can be edited. */
  readonly refused: string | null;
}

export interface EditHazardProps extends EditProps {
  /** The components of the service, to choose from. */
  readonly components: readonly string[];
  readonly was: HazardWas;
}

export interface EditControlProps extends EditProps {
  /** The hazards that rest on it: HAZ-12. */
  readonly hazards: readonly string[];
  readonly was: ControlWas;
}

const ARISES: Readonly<Record<ArisesIn, string>> = {
  content: 'In the content',
  process: 'In the process',
  service: 'In the service',
};

/** Changes the words of a hazard. Ratings are not among them: they need a reason and the controls that they rest on. */
export function EditHazardForm({ service, reference, refused, components, was }: EditHazardProps, form: FormContext) {
  const component = valueOf(form, 'component');
  const offered = component === '' || components.includes(component) ? components : [...components, component];
  return (
    <EditFrame
      {...{ service, reference, refused, form }}
      href={hazardPath(service.reference, reference)}
      labels={HAZARD_FIELDS}
    >
      <p>Its ratings stay as they are. What you leave blank is taken away.</p>
      <form method="post" novalidate>
        {form.hidden}
        <LongText
          {...{ form }}
          name="name"
          label={HAZARD_FIELDS.name}
          hint="What could go wrong, and for whom."
          rows={2}
        />
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
        />
        <ShortText {...{ form }} name="owner" label={HAZARD_FIELDS.owner} />
        <LongText {...{ form }} name="notes" label={HAZARD_FIELDS.notes} hint="Write nothing about a patient." />
        <KindOfChange form={form} editorial="A change of owner or notes alone" fields={hazardFields(was)} />
        <Button preventDoubleClick>Save {reference}</Button>
      </form>
    </EditFrame>
  );
}

const BY: Readonly<Record<Party, string>> = {
  manufacturer: 'The manufacturer',
  deployer: 'The deployer',
  supplier: 'A supplier',
};

/** Changes the words of a control, and the state that is declared of it. */
export function EditControlForm({ service, reference, refused, hazards, was }: EditControlProps, form: FormContext) {
  const choices = (values: readonly string[], chosen: string, words: (value: string) => string = capital) => [
    { value: '', text: 'Not stated', selected: chosen === '' },
    ...values.map((value) => ({ value, text: words(value), selected: value === chosen })),
  ];
  const choose = (
    name: keyof typeof CONTROL_FIELDS,
    items: { value: string; text: string; selected: boolean }[],
    hint?: string,
  ) => (
    <Select
      id={name}
      name={name}
      label={{ text: CONTROL_FIELDS[name], size: 's' }}
      hint={hint}
      errorMessage={problemOf(form, name)}
      items={items}
    />
  );
  const state = valueOf(form, 'state');
  return (
    <EditFrame
      {...{ service, reference, refused, form }}
      href={controlPath(service.reference, reference)}
      labels={CONTROL_FIELDS}
    >
      <p>{restsWords(hazards)}</p>
      <form method="post" novalidate>
        {form.hidden}
        <LongText {...{ form }} name="text" label={CONTROL_FIELDS.text} hint="What is done, by what or whom." />
        {choose('type', choices(CONTROL_TYPES, valueOf(form, 'type')))}
        {choose(
          'state',
          CONTROL_STATES.map((value) => ({ value, text: capital(value), selected: value === state })),
          'What you declare. Whether it holds is another matter: that rests on evidence.',
        )}
        {choose(
          'party',
          choices(PARTIES, valueOf(form, 'party'), (value) => BY[value as Party]),
        )}
        {choose('existing', choices(['existing', 'additional'], valueOf(form, 'existing')))}
        <ShortText {...{ form }} name="owner" label={CONTROL_FIELDS.owner} />
        <KindOfChange form={form} editorial="A change of the owner alone" fields={controlFields(was)} />
        <Button preventDoubleClick>Save {reference}</Button>
      </form>
    </EditFrame>
  );
}

/** How many hazards a change of a control reaches. */
function restsWords(hazards: readonly string[]): string {
  if (hazards.length === 0) return 'No hazard rests on it.';
  if (hazards.length === 1) return `${hazards[0]} rests on it.`;
  const named = hazards.length > 12 ? '' : `: ${hazards.join(', ')}`;
  return `${hazards.length} hazards rest on it, and it changes for all of them${named}.`;
}

interface EditFrameProps extends EditProps {
  readonly form: FormContext;
  readonly href: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly children: ComponentChildren;
}

function EditFrame({ service, reference, refused, form, href, labels, children }: EditFrameProps) {
  const title = `Change the words of ${reference}`;
  // After a conflict the form stays as it is: what was typed is not lost.
  const possible = refused === null || form.conflict !== null || form.refusal !== null;
  return (
    <Frame
      shell={form.shell}
      service={service}
      title={title}
      now={form.now}
      asAt={null}
      back={{ text: reference, href }}
    >
      <Problems form={form} labels={labels} />
      <Notice notice={form.notice} />
      <div class="app-measure">
        <h1 class="nhsuk-heading-l">{title}</h1>
        {possible ? (
          children
        ) : (
          <>
            <So so={refused ?? ''}>{''}</So>
            <p>
              <a href={href}>Go to {reference}</a>
            </p>
          </>
        )}
      </div>
    </Frame>
  );
}
