import type { ComponentChildren } from 'preact';

/*
 * What narrows a list: a form that works as it stands, in the address, and says what is chosen.
 */

interface FilterFieldProps {
  readonly id: string;
  readonly label: string;
  readonly children: ComponentChildren;
}

export function FilterField({ id, label, children }: FilterFieldProps) {
  return (
    <div class="app-field">
      <label class="app-field__label" for={id}>
        {label}
      </label>
      {children}
    </div>
  );
}

interface FilterChoiceProps {
  readonly id: string;
  readonly label: string;
  /** What is chosen; null for all. */
  readonly value: string | null;
  /** What lets everything through. */
  readonly all: string;
  readonly options: readonly (readonly [string, string])[];
}

export function FilterChoice({ id, label, value, all, options }: FilterChoiceProps) {
  return (
    <FilterField id={id} label={label}>
      <select class="nhsuk-select" id={id} name={id}>
        <option value="">{all}</option>
        {options.map(([option, text]) => (
          <option value={option} selected={option === value}>
            {text}
          </option>
        ))}
        {value !== null && !options.some(([option]) => option === value) && (
          <option value={value} selected>
            {value}
          </option>
        )}
      </select>
    </FilterField>
  );
}
