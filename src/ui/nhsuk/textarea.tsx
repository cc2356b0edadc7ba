import type { ControlAttributes } from './attributes.ts';
import { joinClasses } from './classes.ts';
import { Field } from './form-group.tsx';
import type { FieldProps } from './form-group.tsx';

/** A question answered with several lines of text. */
export function Textarea(props: TextareaProps) {
  return (
    <Field
      field={props}
      control={({ id, invalid, describedBy }) => (
        <>
          {props.formGroup?.beforeInput}
          <textarea
            class={joinClasses('nhsuk-textarea', invalid && 'nhsuk-textarea--error', props.classes)}
            id={id}
            name={props.name}
            rows={props.rows ?? 5}
            spellcheck={props.spellcheck}
            disabled={props.disabled}
            aria-describedby={describedBy}
            autocomplete={props.autocomplete}
            {...props.attributes}
          >
            {props.value}
          </textarea>
          {props.formGroup?.afterInput}
        </>
      )}
    />
  );
}

export interface TextareaProps extends FieldProps {
  value?: string;
  /** Height in lines; defaults to 5. */
  rows?: number;
  spellcheck?: boolean;
  autocomplete?: string;
  classes?: string;
  attributes?: ControlAttributes;
}
