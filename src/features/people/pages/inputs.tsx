import type { ComponentChildren } from 'preact';
import { problemOf, valueOf, type FormContext } from '../../../platform/http/forms.ts';
import { Input, Radios, Select, Textarea } from '../../../ui/nhsuk/index.ts';

/*
 * Fields of the forms of people: each by its name, with what was typed and what is wrong with it.
 */

interface FieldProps {
  readonly form: FormContext;
  readonly name: string;
  readonly label: string;
  readonly hint?: string;
}

function shared({ form, name, label, hint }: FieldProps) {
  return {
    id: name,
    name,
    label: { text: label, size: 's' as const },
    ...(hint !== undefined && { hint }),
    value: valueOf(form, name),
    errorMessage: problemOf(form, name),
  };
}

export function Line(props: FieldProps & { readonly width?: 10 | 20 | 30; readonly spellcheck?: boolean }) {
  const { width, spellcheck } = props;
  return (
    <Input
      {...shared(props)}
      autocomplete="off"
      {...(width && { width })}
      {...(spellcheck !== undefined && { spellcheck })}
    />
  );
}

/** A day, chosen or typed. */
export function DayField(props: FieldProps & { readonly max?: string; readonly min?: string }) {
  const { max, min } = props;
  return <Input {...shared(props)} type="date" classes="app-day-field" attributes={{ max, min }} />;
}

export function Paragraph(props: FieldProps & { readonly rows?: number }) {
  return <Textarea {...shared(props)} rows={props.rows ?? 3} />;
}

export interface Choice {
  readonly value: string;
  readonly text: string;
  readonly hint?: string;
}

export function Choose(props: FieldProps & { readonly choices: readonly Choice[]; readonly empty?: string }) {
  const { choices, empty } = props;
  const value = valueOf(props.form, props.name);
  return (
    <Select
      {...shared(props)}
      items={[
        empty !== undefined && { value: '', text: empty, selected: value === '' },
        ...choices.map((one) => ({ value: one.value, text: one.text })),
      ]}
    />
  );
}

export function OneOf(props: FieldProps & { readonly choices: readonly Choice[] }) {
  const { form, name, label, hint, choices } = props;
  return (
    <Radios
      idPrefix={name}
      name={name}
      fieldset={{ legend: { text: label, size: 's' } }}
      {...(hint !== undefined && { hint })}
      value={valueOf(form, name)}
      errorMessage={problemOf(form, name)}
      items={choices.map((one) => ({ value: one.value, text: one.text, ...(one.hint && { hint: one.hint }) }))}
    />
  );
}

/** A part of a page under a heading of its own. */
export function Section(props: {
  readonly id: string;
  readonly heading: string;
  readonly children: ComponentChildren;
}) {
  return (
    <section aria-labelledby={props.id}>
      <h2 class="nhsuk-heading-m" id={props.id}>
        {props.heading}
      </h2>
      {props.children}
    </section>
  );
}
