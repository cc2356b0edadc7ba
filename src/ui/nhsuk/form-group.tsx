import type { ComponentChildren, VNode } from 'preact';
import type { ExtraAttributes } from './attributes.ts';
import { joinClasses } from './classes.ts';
import { slotOptions } from './content.ts';
import type { Slot } from './content.ts';
import { describe } from './described-by.ts';
import type { Descriptions } from './described-by.ts';
import { ErrorMessage } from './error-message.tsx';
import { Hint } from './hint.tsx';
import { Label } from './label.tsx';
import type { LabelOptions } from './label.tsx';

/** Options of the group around a question. */
export interface FormGroupOptions {
  classes?: string;
  attributes?: ExtraAttributes;
}

/** Options of the group around one control. */
export interface FieldGroupOptions extends FormGroupOptions {
  /** Shown right before the control. */
  beforeInput?: ComponentChildren;
  /** Shown right after the control, for example a button. */
  afterInput?: ComponentChildren;
}

/** What every labelled control takes. */
export interface FieldProps extends Descriptions {
  /** Defaults to `name`. */
  id?: string;
  name: string;
  /** The question. */
  label: Slot<LabelOptions>;
  /** Ids of further elements that describe the control. */
  describedBy?: string;
  disabled?: boolean;
  formGroup?: FieldGroupOptions;
}

/** The group around a question, marked when the answer is in error. */
export function FormGroup({
  children,
  invalid,
  classes,
  attributes,
}: FormGroupOptions & { children?: ComponentChildren; invalid?: boolean }) {
  return (
    <div class={joinClasses('nhsuk-form-group', invalid && 'nhsuk-form-group--error', classes)} {...attributes}>
      {children}
    </div>
  );
}

/** The resolved hint and error of a question. */
export function DescriptionElements({ hint, error }: Pick<ReturnType<typeof describe>, 'hint' | 'error'>) {
  const { text: hintText, ...hintOptions } = hint ?? {};
  const { text: errorText, ...errorOptions } = error ?? {};
  return (
    <>
      {hint && <Hint {...hintOptions}>{hintText}</Hint>}
      {error && <ErrorMessage {...errorOptions}>{errorText}</ErrorMessage>}
    </>
  );
}

/** What a control needs to be wired to its label, hint and error. */
export interface Wiring {
  id: string;
  invalid: boolean;
  describedBy: string | undefined;
}

/** Label, hint, error and control of one question, wired together. */
export function Field({
  field,
  groupClasses,
  groupAttributes,
  control,
}: {
  field: FieldProps;
  groupClasses?: string;
  groupAttributes?: ExtraAttributes;
  control: (wiring: Wiring) => VNode;
}) {
  const id = field.id || field.name;
  const { text, ...label } = slotOptions(field.label);
  const { hint, error, invalid, describedBy } = describe(id, field, field.describedBy);
  return (
    <FormGroup
      invalid={invalid}
      classes={joinClasses(groupClasses, field.formGroup?.classes)}
      attributes={{ ...groupAttributes, ...field.formGroup?.attributes }}
    >
      <Label {...label} for={label.for ?? id}>
        {text}
      </Label>
      <DescriptionElements hint={hint} error={error} />
      {control({ id, invalid, describedBy })}
    </FormGroup>
  );
}

/** Options of the wrapper around a control and what stands beside it. */
export interface InputWrapperOptions {
  classes?: string;
  attributes?: ExtraAttributes;
}

/** Wraps a control when something stands beside it. */
export function InputWrapper({
  children,
  needed,
  large,
  classes,
  attributes,
}: InputWrapperOptions & { children?: ComponentChildren; needed: boolean; large?: boolean }) {
  if (!needed && !classes && !attributes) return <>{children}</>;
  return (
    <div class={joinClasses('nhsuk-input-wrapper', large && 'nhsuk-input-wrapper--large', classes)} {...attributes}>
      {children}
    </div>
  );
}
