import { problemOf, valueOf, valuesOf, type FormContext } from '../../../platform/http/forms.ts';
import { Checkboxes, Details, Input, Radios, Textarea } from '../../../ui/nhsuk/index.ts';
import { sayDay } from '../../../words/days.ts';
import {
  CONFIDENCE_WORDS,
  LENSES,
  METHODS,
  SETS,
  setOf,
  workshopReference,
  type PromptSet,
  type Workshop,
} from '../domain.ts';
import { backToList, backToWorkshop, FormFrame, type ServiceNamed } from './frame.tsx';

export interface PlanProps {
  readonly service: ServiceNamed & { readonly components: readonly { readonly name: string }[] };
  /** Null for a new one. */
  readonly workshop: Workshop | null;
}

const LABELS = { title: 'Title', day: 'Day', scope: 'What is looked at' };

/** Plans a workshop, or changes what was planned. */
export function PlanForm({ service, workshop }: PlanProps, form: FormContext) {
  const components = [...new Set([...service.components.map(({ name }) => name), ...(workshop?.components ?? [])])];
  const chosen = (name: string) => valuesOf(form, name);
  return (
    <FormFrame
      form={form}
      title={workshop ? 'Change the workshop' : 'Plan a workshop or meeting'}
      caption={workshop ? workshopReference(workshop.number) : service.name}
      service={service}
      back={workshop ? backToWorkshop(service, workshop) : backToList(service)}
      button={workshop ? 'Save the changes' : 'Plan it'}
      labels={LABELS}
      {...(!workshop && {
        before: <p>To write down one that was held already, give the day on which it was.</p>,
      })}
    >
      <Radios
        idPrefix="kind"
        name="kind"
        fieldset={{ legend: { text: 'What it is', size: 's' } }}
        value={valueOf(form, 'kind')}
        errorMessage={problemOf(form, 'kind')}
        items={[
          {
            value: 'hazard workshop',
            text: 'Hazard workshop',
            hint: 'People of several disciplines look for hazards together.',
          },
          {
            value: 'safety group meeting',
            text: 'Safety group meeting',
            hint: 'The safety group looks at what came up and at what is open. It has prompts of its own.',
          },
        ]}
      />
      <Input
        id="title"
        name="title"
        label={{ text: 'Title', size: 's' }}
        hint="What it is about, in a few words. Nothing about a patient."
        value={valueOf(form, 'title')}
        errorMessage={problemOf(form, 'title')}
        autocomplete="off"
      />
      <Input
        id="day"
        name="day"
        type="date"
        label={{ text: 'Day', size: 's' }}
        value={valueOf(form, 'day')}
        errorMessage={problemOf(form, 'day')}
        classes="app-day-field"
      />
      <Radios
        idPrefix="method"
        name="method"
        fieldset={{ legend: { text: 'Method of a hazard workshop', size: 's' } }}
        hint="Its guide words become the prompts. A meeting needs none."
        value={valueOf(form, 'method')}
        errorMessage={problemOf(form, 'method')}
        items={METHODS.map((id) => {
          const { name, title, explains } = setOf(id);
          return { value: id, text: name === title ? name : `${name}: ${title.toLowerCase()}`, hint: explains };
        })}
      />
      <Details summary="Where the methods and prompts are from">
        <Sources />
      </Details>
      <Textarea
        id="scope"
        name="scope"
        label={{ text: 'What is looked at (optional)', size: 's' }}
        hint="For instance: from the photo that a patient takes to the nurse who sees it."
        rows={2}
        value={valueOf(form, 'scope')}
        errorMessage={problemOf(form, 'scope')}
      />
      {components.length > 0 && (
        <Checkboxes
          idPrefix="components"
          name="components"
          fieldset={{ legend: { text: 'Components that are looked at (optional)', size: 's' } }}
          values={chosen('components')}
          errorMessage={problemOf(form, 'components')}
          small
          items={components.map((name) => ({ value: name, text: name }))}
        />
      )}
      <Checkboxes
        idPrefix="areas"
        name="areas"
        fieldset={{ legend: { text: 'Areas that are looked at', size: 's' } }}
        hint="The guidance asks to consider all three, in this workshop or in another one."
        values={chosen('areas')}
        errorMessage={problemOf(form, 'areas')}
        items={setOf('areas').prompts.map(({ id, word, asks }) => ({ value: id, text: word, hint: asks }))}
      />
      <Checkboxes
        idPrefix="lenses"
        name="lenses"
        fieldset={{ legend: { text: 'Further prompts', size: 's' } }}
        values={chosen('lenses')}
        errorMessage={problemOf(form, 'lenses')}
        items={LENSES.map((id) => {
          const { title, explains } = setOf(id);
          return { value: id, text: title, hint: explains };
        })}
      />
    </FormFrame>
  );
}

/** Each set with where it is from and how sure that is. */
function Sources() {
  return (
    <dl class="app-sources">
      {SETS.map((set: PromptSet) => (
        <>
          <dt>{set.title}</dt>
          <dd>
            {set.source} How sure we are: {CONFIDENCE_WORDS[set.confidence]}. Last checked on {sayDay(set.checked)}.
          </dd>
        </>
      ))}
    </dl>
  );
}
