import { problemOf, Problems, valueOf, valuesOf, type FormContext } from '../../../../platform/http/forms.ts';
import { Button, Checkboxes, Fieldset, Input, Radios, Select, Textarea } from '../../../../ui/nhsuk/index.ts';
import { CONTROL_TYPE_NAMES, CONTROL_TYPES, VULNERABLE_GROUPS } from '../../domain.ts';
import type { DrawnWords } from '../../domain/library.ts';
import { Frame } from '../../pages/frame.tsx';
import type { Similar } from '../similar.ts';
import { libraryPath } from './list.tsx';
import { SimilarWhileTyping } from './similar.tsx';

export interface DrawProps {
  readonly service: { readonly reference: string; readonly name: string };
  /** "FALLS/HAZ-3", or the starter set. */
  readonly from: { readonly text: string; readonly href: string | null };
  readonly words: DrawnWords;
  readonly prompts: readonly string[];
  /** The entry of the ledger at which it was seen. */
  readonly seen: number;
  /** What the log has already that is near to it. */
  readonly similar: readonly Similar[];
  /** The log's components, as they are called. */
  readonly components: readonly string[];
}

/** How many more controls can be typed than were drawn. */
export const MORE_CONTROLS = 2;

export function controlCount({ controls }: DrawnWords): number {
  return controls.length + MORE_CONTROLS;
}

/** All words of a hazard that is drawn, to be made one's own before they are saved. It has no rating. */
export function DrawForm(props: DrawProps, form: FormContext) {
  const { service, from, words, prompts, similar, components } = props;
  const title = 'Draw a hazard into this log';
  const field = (name: string, label: string, hint?: string, rows = 3) => (
    <Textarea
      id={name}
      name={name}
      label={{ text: label, size: 's' }}
      hint={hint}
      rows={rows}
      value={valueOf(form, name)}
      errorMessage={problemUnder(form, name)}
    />
  );
  return (
    <Frame
      shell={form.shell}
      service={service}
      title={title}
      now={form.now}
      asAt={null}
      back={{ text: 'Library of hazards', href: libraryPath(service.reference) }}
    >
      <div class="app-measure">
        <Problems form={form} />
        <h1 class="nhsuk-heading-l">{title}</h1>
        <p class="app-lead">
          From {from.href === null ? from.text : <a href={from.href}>{from.text}</a>}. Change the words until they are
          true of {service.name}, and take out what is not. You rate it afterwards.
        </p>
        {prompts.length > 0 && (
          <>
            <p>Ask of your own service:</p>
            <ul class="nhsuk-list nhsuk-list--bullet">
              {prompts.map((prompt) => (
                <li>{prompt}</li>
              ))}
            </ul>
          </>
        )}
        <form method="post" novalidate>
          {form.hidden}
          <input type="hidden" name="seen" value={valueOf(form, 'seen')} />
          <Input
            id="name"
            name="name"
            label={{ text: 'What could go wrong', size: 's' }}
            value={valueOf(form, 'name')}
            errorMessage={problemOf(form, 'name')}
            autocomplete="off"
          />
          <SimilarWhileTyping service={service.reference} field="name" similar={similar} />
          {field('description', 'Description')}
          <Radios
            name="arisesIn"
            idPrefix="arisesIn"
            value={valueOf(form, 'arisesIn')}
            errorMessage={problemOf(form, 'arisesIn')}
            fieldset={{ legend: { text: 'Where it arises', size: 's' } }}
            items={[
              { value: 'content', text: 'In the content' },
              { value: 'process', text: 'In the process' },
              { value: 'service', text: 'In the service' },
              { value: 'none', text: 'Not said yet' },
            ]}
          />
          <Input
            id="component"
            name="component"
            label={{ text: 'Component', size: 's' }}
            hint={components.length === 0 ? undefined : `Such as ${components.slice(0, 4).join(', ')}.`}
            value={valueOf(form, 'component')}
            errorMessage={problemOf(form, 'component')}
            autocomplete="off"
          />
          {field('causes', 'Causes', 'One on a line.', 4)}
          {field('effects', 'Effects', 'One on a line.')}
          {field('harms', 'Harm', 'One on a line.')}
          {field('harmed', 'Who is harmed', undefined, 2)}
          <Checkboxes
            name="vulnerable"
            idPrefix="vulnerable"
            values={valuesOf(form, 'vulnerable')}
            errorMessage={problemUnder(form, 'vulnerable')}
            fieldset={{ legend: { text: 'Who may be more at risk', size: 's' } }}
            small
            items={Object.entries(VULNERABLE_GROUPS).map(([value, text]) => ({ value, text }))}
          />
          <h2 class="nhsuk-heading-m">Controls</h2>
          <p>
            Each is proposed only: nobody has agreed to it here, and no rating may rest on it yet. Empty the text of one
            to leave it out.
          </p>
          {Array.from({ length: controlCount(words) }, (_one, index) => (
            <ControlFields form={form} index={index} drawn={index < words.controls.length} />
          ))}
          <Button preventDoubleClick>Record the hazard</Button>
        </form>
      </div>
    </Frame>
  );
}

/** A problem with a field, or with one of its lines. */
function problemUnder(form: FormContext, name: string): string | undefined {
  return form.problems.find(({ field }) => field === name || field.startsWith(`${name}.`))?.message;
}

function ControlFields({
  form,
  index,
  drawn,
}: {
  readonly form: FormContext;
  readonly index: number;
  readonly drawn: boolean;
}) {
  const name = (part: string) => `controls.${index}.${part}`;
  return (
    <Fieldset
      legend={{ text: drawn ? `Control ${index + 1}` : 'Another control', size: 's' }}
      classes="nhsuk-u-margin-bottom-4"
    >
      <Textarea
        id={name('text')}
        name={name('text')}
        label="What it is"
        rows={2}
        value={valueOf(form, name('text'))}
        errorMessage={problemOf(form, name('text'))}
      />
      <Select
        id={name('type')}
        name={name('type')}
        label="Type"
        value={valueOf(form, name('type'))}
        errorMessage={problemOf(form, name('type'))}
        items={[
          { value: '', text: 'Not said' },
          ...CONTROL_TYPES.map((type) => ({ value: type, text: CONTROL_TYPE_NAMES[type] })),
        ]}
      />
    </Fieldset>
  );
}
