import type { ControlAttributes, ExtraAttributes } from './attributes.ts';
import { joinClasses } from './classes.ts';
import { hasContent, present } from './content.ts';
import type { Falsy } from './content.ts';
import { Field, InputWrapper } from './form-group.tsx';
import type { FieldProps, InputWrapperOptions } from './form-group.tsx';

/** A question answered by picking from a drop-down list. */
export function Select(props: SelectProps) {
  const { formGroup } = props;
  return (
    <Field
      field={props}
      control={({ id, invalid, describedBy }) => (
        <InputWrapper needed={[formGroup?.beforeInput, formGroup?.afterInput].some(hasContent)} {...props.inputWrapper}>
          {formGroup?.beforeInput}
          <select
            class={joinClasses('nhsuk-select', invalid && 'nhsuk-select--error', props.classes)}
            id={id}
            name={props.name}
            disabled={props.disabled}
            aria-describedby={describedBy}
            {...props.attributes}
          >
            {present(props.items).map((item, index) =>
              'divider' in item ? (
                <hr key={index} />
              ) : (
                <option
                  key={index}
                  value={item.value}
                  selected={isSelected(item, props.value)}
                  disabled={item.disabled}
                  {...item.attributes}
                >
                  {item.text}
                </option>
              ),
            )}
          </select>
          {formGroup?.afterInput}
        </InputWrapper>
      )}
    />
  );
}

function isSelected(item: SelectItem, value: string | undefined): boolean {
  if (item.selected !== undefined) return item.selected;
  return Boolean(value) && (item.value ?? item.text) === value;
}

export interface SelectItem {
  /** Defaults to the text. */
  value?: string;
  /** Options hold text only. */
  text: string;
  /** Overrides the value of the select. */
  selected?: boolean;
  disabled?: boolean;
  attributes?: ExtraAttributes;
}

/** A line between options. */
export interface SelectDivider {
  divider: true;
}

export interface SelectProps extends FieldProps {
  items: readonly (SelectItem | SelectDivider | Falsy)[];
  /** Value of the selected option. */
  value?: string;
  inputWrapper?: InputWrapperOptions;
  classes?: string;
  attributes?: ControlAttributes;
}
