import { problemOf, valueOf, valuesOf, type FormContext } from '../../../platform/http/forms.ts';
import { capital } from '../../../words/counting.ts';
import { Checkboxes, Input, Radios, Select, Textarea } from '../../../ui/nhsuk/index.ts';
import { ANSWERS } from '../domain.ts';

/* The fields of these forms: each knows how it was answered, and what is wrong with it. */

interface FieldProps {
  readonly form: FormContext;
  readonly name: string;
  readonly label: string;
  readonly hint?: string;
}

const common = ({ form, name, hint }: FieldProps) => ({
  id: name,
  name,
  hint,
  autocomplete: 'off',
  value: valueOf(form, name),
  errorMessage: problemOf(form, name),
});

export function Line({ width, ...field }: FieldProps & { readonly width?: 4 | 10 }) {
  return <Input {...common(field)} width={width} label={{ text: field.label, size: 's' }} />;
}

export function Lines({ rows = 4, ...field }: FieldProps & { readonly rows?: number }) {
  return <Textarea {...common(field)} rows={rows} label={{ text: field.label, size: 's' }} />;
}

const ANSWER_WORDS = { yes: 'Yes', no: 'No', unknown: 'Not known' } as const;

/** Yes, no or not known: nobody has to guess. */
export function YesNo(field: FieldProps) {
  return <OneOf {...field} inline items={ANSWERS.map((value) => ({ value, text: ANSWER_WORDS[value] }))} />;
}

type Items = readonly (string | { readonly value: string; readonly text: string })[];

const itemsOf = (items: Items) =>
  items.map((item) => (typeof item === 'string' ? { value: item, text: capital(item) } : item));

export function OneOf({ items, inline, ...field }: FieldProps & { readonly items: Items; readonly inline?: boolean }) {
  const { form, name, label, hint } = field;
  return (
    <Radios
      name={name}
      idPrefix={name}
      inline={inline}
      hint={hint}
      value={valueOf(form, name)}
      errorMessage={problemOf(form, name)}
      fieldset={{ legend: { text: label, size: 's' } }}
      items={itemsOf(items)}
    />
  );
}

export function AnyOf({ items, ...field }: FieldProps & { readonly items: Items }) {
  const { form, name, label, hint } = field;
  return (
    <Checkboxes
      name={name}
      idPrefix={name}
      hint={hint}
      values={[...valuesOf(form, name)]}
      errorMessage={problemOf(form, name)}
      fieldset={{ legend: { text: label, size: 's' } }}
      items={itemsOf(items)}
    />
  );
}

export interface Person {
  readonly id: string;
  readonly name: string;
}

export function Somebody({
  people,
  nobody,
  ...field
}: FieldProps & { readonly people: readonly Person[]; readonly nobody: string }) {
  const { autocomplete: _off, ...rest } = common(field);
  return (
    <Select
      {...rest}
      label={{ text: field.label, size: 's' }}
      items={[{ value: '', text: nobody }, ...people.map(({ id, name }) => ({ value: id, text: name }))]}
    />
  );
}
