import type { VNode } from 'preact';
import { problemOf, valueOf, valuesOf, type FormContext } from '../../../platform/http/forms.ts';
import { Checkboxes, Input, Textarea } from '../../../ui/nhsuk/index.ts';
import type { FieldWas } from '../domain/edit-fields.ts';
import { capital } from '../../../words/counting.ts';

/*
 * What the forms that edit hazards and controls have in common.
 */

interface FieldProps {
  readonly form: FormContext;
  readonly name: string;
  readonly label: string;
  readonly hint?: string;
}

export function LongText({ form, name, label, hint, rows = 3 }: FieldProps & { readonly rows?: number }) {
  return (
    <Textarea
      id={name}
      name={name}
      label={{ text: label, size: 's' }}
      hint={hint}
      value={valueOf(form, name)}
      errorMessage={problemOf(form, name)}
      rows={rows}
    />
  );
}

export function ShortText({ form, name, label, hint }: FieldProps) {
  return (
    <Input
      id={name}
      name={name}
      label={{ text: label, size: 's' }}
      hint={hint}
      value={valueOf(form, name)}
      errorMessage={problemOf(form, name)}
      autocomplete="off"
    />
  );
}

interface ListProps extends FieldProps {
  /** What one of them is called: "cause". */
  readonly one: string;
  /** How many empty fields stand below those that are there. */
  readonly more: number;
  /** What is asked of each of them besides. */
  readonly beside?: (index: number) => VNode;
}

/** Texts in a list: each in a field of its own, and empty ones to add to them. */
export function ListOfTexts({ form, name, label, hint, one, more, beside }: ListProps) {
  const values = valuesOf(form, name);
  const filled = values.findLastIndex((value) => value.trim() !== '') + 1;
  const fields = [...values.slice(0, filled), ...Array.from({ length: more }, () => '')];
  return (
    <fieldset class="nhsuk-fieldset app-texts" aria-describedby={hint === undefined ? undefined : `${name}-hint`}>
      <legend class="nhsuk-fieldset__legend nhsuk-fieldset__legend--s">{label}</legend>
      {hint !== undefined && (
        <p class="nhsuk-hint" id={`${name}-hint`}>
          {hint}
        </p>
      )}
      {fields.map((value, index) => (
        <>
          <Textarea
            id={`${name}.${index}`}
            name={name}
            label={index < filled ? `${capital(one)} ${index + 1}` : `Another ${one}`}
            value={value}
            errorMessage={problemOf(form, `${name}.${index}`)}
            rows={2}
          />
          {beside?.(index)}
        </>
      ))}
    </fieldset>
  );
}

interface KindProps {
  readonly form: FormContext;
  /** A change of what is editorial, as the beginning of a sentence. */
  readonly editorial: string;
  /** The fields as they stand: with a script, the class of the change is said while one types. */
  readonly fields: readonly FieldWas[];
}

/** Which kind of change it is: material, unless the person says that the meaning is the same, and why. */
export function KindOfChange({ form, editorial, fields }: KindProps) {
  const problem = problemOf(form, 'wordingOnly');
  return (
    <>
      <h2 class="nhsuk-heading-m">Which kind of change is it?</h2>
      <p>
        A material one, unless you say otherwise: a version of the log that is signed is out of date until its
        difference is signed. {editorial} is editorial: it is listed, and lapses nothing.
      </p>
      <p class="app-so" id="class-of-change" aria-live="polite" data-fields={JSON.stringify(fields)} hidden />
      <Checkboxes
        idPrefix="wordingOnly"
        name="wordingOnly"
        errorMessage={problem}
        values={[...valuesOf(form, 'wordingOnly')]}
        items={[
          {
            value: 'yes',
            text: 'I only corrected spelling or wording; the meaning is the same',
            hint: 'It is then listed as a correction under your name, and what is signed stays current.',
          },
        ]}
      />
      <Textarea
        id="wordingReason"
        name="wordingReason"
        label={{ text: 'What did you correct?', size: 's' }}
        hint="Only where you ticked the box. For example: the spelling of “received”."
        value={valueOf(form, 'wordingReason')}
        errorMessage={problemOf(form, 'wordingReason')}
        rows={2}
      />
    </>
  );
}
