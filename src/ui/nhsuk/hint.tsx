import type { ComponentChildren } from 'preact';
import type { ExtraAttributes } from './attributes.ts';
import { joinClasses } from './classes.ts';

/** Help for answering a question. */
export function Hint({ children, id, classes, attributes }: HintProps) {
  return (
    <div class={joinClasses('nhsuk-hint', classes)} id={id} {...attributes}>
      {children}
    </div>
  );
}

/** A hint given to a form control; its text is `text`. */
export interface HintOptions {
  id?: string;
  classes?: string;
  attributes?: ExtraAttributes;
}

export interface HintProps extends HintOptions {
  children?: ComponentChildren;
}
