import type { ComponentChildren } from 'preact';
import type { ControlAttributes, ExtraAttributes } from './attributes.ts';
import { joinClasses, modifierClass } from './classes.ts';
import { hasContent, slotOptions } from './content.ts';
import type { Slot } from './content.ts';
import { Field, InputWrapper } from './form-group.tsx';
import type { FieldProps, InputWrapperOptions } from './form-group.tsx';

/** A question answered with one line of text. */
export function Input(props: InputProps) {
  const { classes, formGroup } = props;
  const prefix = slotOptions<AffixOptions>(props.prefix);
  const suffix = slotOptions<AffixOptions>(props.suffix);
  // The element's types tie each type to its own roles, which cannot be told apart before the type is known.
  const inputType: object = { type: props.type ?? 'text' };
  return (
    <Field
      field={props}
      control={({ id, invalid, describedBy }) => (
        <InputWrapper
          needed={[prefix.text, suffix.text, formGroup?.beforeInput, formGroup?.afterInput].some(hasContent)}
          large={props.large}
          {...props.inputWrapper}
        >
          {formGroup?.beforeInput}
          <Affix type="prefix" {...prefix} />
          <input
            class={joinClasses(
              'nhsuk-input',
              props.large && 'nhsuk-input--large',
              props.code && 'nhsuk-input--code',
              invalid && 'nhsuk-input--error',
              modifierClass('nhsuk-input--width-', props.width, WIDTHS, classes),
              classes,
            )}
            id={id}
            name={props.name}
            {...inputType}
            spellcheck={props.spellcheck}
            value={props.value}
            disabled={props.disabled}
            aria-describedby={describedBy}
            autocomplete={props.autocomplete}
            autocapitalize={props.autocapitalize}
            pattern={props.pattern}
            placeholder={props.placeholder}
            inputmode={props.inputmode}
            {...props.attributes}
          />
          <Affix type="suffix" {...suffix} />
          {formGroup?.afterInput}
        </InputWrapper>
      )}
    />
  );
}

function Affix({
  type,
  text,
  classes,
  attributes,
}: AffixOptions & { type: 'prefix' | 'suffix'; text?: ComponentChildren }) {
  if (!hasContent(text)) return null;
  return (
    <div class={joinClasses(`nhsuk-input-wrapper__${type}`, classes)} aria-hidden="true" {...attributes}>
      {text}
    </div>
  );
}

const WIDTHS = [2, 3, 4, 5, 10, 20, 30] as const;

/** A unit or symbol before or after an input; its content is `text`. */
export interface AffixOptions {
  classes?: string;
  attributes?: ExtraAttributes;
}

export interface InputProps extends FieldProps {
  /** Defaults to `text`. */
  type?: 'text' | 'email' | 'tel' | 'url' | 'number' | 'password' | 'search' | 'date' | 'datetime-local' | 'time';
  value?: string | number;
  /** How many characters the input is wide. */
  width?: (typeof WIDTHS)[number];
  large?: boolean;
  /** Monospaced, for codes and identifiers. */
  code?: boolean;
  prefix?: Slot<AffixOptions>;
  suffix?: Slot<AffixOptions>;
  autocomplete?: string;
  autocapitalize?: 'none' | 'sentences' | 'words' | 'characters' | 'off' | 'on';
  inputmode?: 'none' | 'text' | 'decimal' | 'numeric' | 'tel' | 'search' | 'email' | 'url';
  pattern?: string;
  placeholder?: string;
  spellcheck?: boolean;
  inputWrapper?: InputWrapperOptions;
  classes?: string;
  attributes?: ControlAttributes;
}
