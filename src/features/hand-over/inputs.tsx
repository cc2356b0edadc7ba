import { problemOf, valueOf, type FormContext } from '../../platform/http/forms.ts';
import { Input, Textarea } from '../../ui/nhsuk/index.ts';

/*
 * Fields of the forms of hand-over: each by its name, with what was typed and what is wrong with it.
 */

interface FieldProps {
  readonly form: FormContext;
  readonly name: string;
  readonly label: string;
  readonly hint?: string;
  readonly type?: 'date';
  /** Of a date: the last day that can be chosen. */
  readonly max?: string;
}

export function Line({ form, name, label, hint, type, max }: FieldProps) {
  return (
    <Input
      id={name}
      name={name}
      label={{ text: label, size: 's' }}
      value={valueOf(form, name)}
      errorMessage={problemOf(form, name)}
      {...(hint !== undefined && { hint })}
      {...(type && { type, classes: 'app-day-field', attributes: { max } })}
    />
  );
}

export function Lines({
  form,
  name,
  label,
  hint,
  rows = 3,
}: Omit<FieldProps, 'type' | 'max'> & { readonly rows?: number }) {
  return (
    <Textarea
      id={name}
      name={name}
      label={{ text: label, size: 's' }}
      rows={rows}
      value={valueOf(form, name)}
      errorMessage={problemOf(form, name)}
      {...(hint !== undefined && { hint })}
    />
  );
}
