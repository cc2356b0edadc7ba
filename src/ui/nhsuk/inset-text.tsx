import type { ComponentChildren } from 'preact';
import type { ExtraAttributes } from './attributes.ts';
import { joinClasses } from './classes.ts';
import { TextBlock } from './text-block.tsx';
import { VisuallyHidden } from './visually-hidden.tsx';

/** Sets a passage apart from the text around it. */
export function InsetText({ children, visuallyHiddenText = 'Information', id, classes, attributes }: InsetTextProps) {
  return (
    <div class={joinClasses('nhsuk-inset-text', classes)} id={id} {...attributes}>
      <VisuallyHidden>{visuallyHiddenText}: </VisuallyHidden>
      <TextBlock>{children}</TextBlock>
    </div>
  );
}

export interface InsetTextProps {
  /** Plain text becomes a paragraph. */
  children?: ComponentChildren;
  /** Read before the text; defaults to "Information". */
  visuallyHiddenText?: string;
  id?: string;
  classes?: string;
  attributes?: ExtraAttributes;
}
