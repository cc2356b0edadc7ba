import { problemOf, valueOf, type FormContext } from '../../../platform/http/forms.ts';
import { Details, Input, Select, Textarea } from '../../../ui/nhsuk/index.ts';

/** Somebody who can see to a condition. */
export interface Owner {
  readonly id: string;
  readonly name: string;
}

/** Conditions that the form has room for at once. */
export const CONDITION_ROWS = 5;

/** The names of the fields of one condition; its problems stand under the same names. */
export function conditionField(index: number, field: 'text' | 'owner' | 'due'): string {
  return `conditions.${index}.${field}`;
}

interface ConditionsProps {
  readonly form: FormContext;
  readonly owners: readonly Owner[];
}

/** The first condition, and more of them folded away: there is room for all without JavaScript. */
export function Conditions({ form, owners }: ConditionsProps) {
  const rows = Array.from({ length: CONDITION_ROWS }, (_, index) => index);
  const open = rows.filter((index) => index === 0 || isUsed(form, index));
  const folded = rows.filter((index) => !open.includes(index));
  return (
    <>
      {open.map((index) => (
        <Condition form={form} owners={owners} index={index} />
      ))}
      {folded.length > 0 && (
        <Details summary="Add another condition">
          {folded.map((index) => (
            <Condition form={form} owners={owners} index={index} />
          ))}
        </Details>
      )}
    </>
  );
}

function isUsed(form: FormContext, index: number): boolean {
  return (['text', 'owner', 'due'] as const).some((field) => {
    const name = conditionField(index, field);
    return valueOf(form, name) !== '' || problemOf(form, name) !== undefined;
  });
}

function Condition({ form, owners, index }: ConditionsProps & { readonly index: number }) {
  const [text, owner, due] = (['text', 'owner', 'due'] as const).map((field) => conditionField(index, field));
  return (
    <fieldset class="nhsuk-fieldset app-condition">
      <legend class="nhsuk-fieldset__legend nhsuk-fieldset__legend--s">Condition {index + 1}</legend>
      <Textarea
        id={text}
        name={text!}
        label={{ text: 'What has to be done' }}
        value={valueOf(form, text!)}
        errorMessage={problemOf(form, text!)}
        rows={2}
      />
      <div class="app-condition__who">
        <Select
          id={owner}
          name={owner!}
          label={{ text: 'Owner' }}
          value={valueOf(form, owner!)}
          errorMessage={problemOf(form, owner!)}
          items={[{ value: '', text: 'Choose a person' }, ...owners.map(({ id, name }) => ({ value: id, text: name }))]}
        />
        <Input
          id={due}
          name={due!}
          type="date"
          label={{ text: 'Done by' }}
          value={valueOf(form, due!)}
          errorMessage={problemOf(form, due!)}
        />
      </div>
    </fieldset>
  );
}
