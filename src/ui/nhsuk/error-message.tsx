import type { ComponentChildren } from 'preact';
import type { ExtraAttributes } from './attributes.ts';
import { joinClasses } from './classes.ts';
import { VisuallyHidden } from './visually-hidden.tsx';

/** Says what is wrong with an answer, next to the question. */
export function ErrorMessage({ children, id, visuallyHiddenText = 'Error', classes, attributes }: ErrorMessageProps) {
  return (
    <span class={joinClasses('nhsuk-error-message', classes)} id={id} {...attributes}>
      {visuallyHiddenText && <VisuallyHidden>{visuallyHiddenText}: </VisuallyHidden>}
      {children}
    </span>
  );
}

/** An error given to a form control; its text is `text`. */
export interface ErrorMessageOptions {
  id?: string;
  /** Read before the message; defaults to `Error`, and an empty string leaves it out. */
  visuallyHiddenText?: string;
  classes?: string;
  attributes?: ExtraAttributes;
}

export interface ErrorMessageProps extends ErrorMessageOptions {
  children?: ComponentChildren;
}
