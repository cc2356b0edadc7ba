import { problemOf, valueOf, type FormContext } from '../../../platform/http/forms.ts';
import { Select } from '../../../ui/nhsuk/index.ts';
import { capital } from '../../../words/counting.ts';
import { CONTROL_STATES, CONTROL_TYPE_NAMES, CONTROL_TYPES, PARTIES, type Party } from '../domain.ts';
import { CONTROL_FIELDS } from '../domain/edit-fields.ts';
import { LongText, ShortText } from './edit-parts.tsx';

const BY: Readonly<Record<Party, string>> = {
  manufacturer: 'The manufacturer',
  deployer: 'The deployer',
  supplier: 'A supplier',
};

const FOUND = {
  none: 'Looked: it brings none, and changes no other',
  found: 'Looked: it brings new ones, or changes others',
} as const;

interface FieldsProps {
  readonly form: FormContext;
  /** It is there already: what only comes later is asked too. */
  readonly known?: boolean;
}

/** The words of a control, for whoever records it or changes them. */
export function ControlFields({ form, known = false }: FieldsProps) {
  const choose = (name: keyof typeof CONTROL_FIELDS, items: readonly (readonly [string, string])[], hint?: string) => {
    const chosen = valueOf(form, name);
    return (
      <Select
        id={name}
        name={name}
        label={{ text: CONTROL_FIELDS[name], size: 's' }}
        hint={hint}
        errorMessage={problemOf(form, name)}
        items={items.map(([value, text]) => ({ value, text, selected: value === chosen }))}
      />
    );
  };
  const notStated = ['', 'Not stated'] as const;
  return (
    <>
      <LongText {...{ form }} name="text" label={CONTROL_FIELDS.text} hint="What is done, by what or whom." />
      {choose(
        'type',
        [notStated, ...CONTROL_TYPES.map((type) => [type, CONTROL_TYPE_NAMES[type]] as const)],
        'In order of preference: a design that cannot go wrong is better than a warning.',
      )}
      {choose(
        'state',
        CONTROL_STATES.map((state) => [state, capital(state)] as const),
        'What you declare. Whether it holds is another matter: that rests on evidence.',
      )}
      {choose('party', [notStated, ...PARTIES.map((party) => [party, BY[party]] as const)])}
      {choose('existing', [notStated, ['existing', 'Existing'], ['additional', 'Additional']])}
      <ShortText {...{ form }} name="owner" label={CONTROL_FIELDS.owner} />
      {known && (
        <>
          {choose(
            'newHazards',
            [
              ['', 'Nobody has looked yet'],
              ['none', FOUND.none],
              ['found', FOUND.found],
            ],
            'A control can bring a hazard of its own: an alert that is one too many, a check that takes time (DCB0129 6.1.2).',
          )}
          <LongText
            {...{ form }}
            name="newHazardsNote"
            label={CONTROL_FIELDS.newHazardsNote}
            hint="What you looked at, and the hazards that you recorded for it."
            rows={2}
          />
          <Links form={form} />
        </>
      )}
    </>
  );
}

function Links({ form }: FieldsProps) {
  // What is wrong with one of the lines stands at the field that they are typed in.
  const wrong = form.problems.find(({ field }) => field.startsWith('links'));
  const here = {
    ...form,
    problems: wrong ? [...form.problems, { field: 'links', message: wrong.message }] : form.problems,
  };
  return (
    <LongText
      form={here}
      name="links"
      label={CONTROL_FIELDS.links}
      hint="One line each: a web address, a space, and what it is. For example: https://example.org/issues/12 the second scan"
      rows={3}
    />
  );
}
