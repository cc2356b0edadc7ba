import type { ComponentChildren } from 'preact';
import type { ExtraAttributes } from './attributes.ts';
import { Caption } from './caption.tsx';
import type { CaptionOptions } from './caption.tsx';
import { joinClasses, modifierClass } from './classes.ts';
import { hasContent, slotOptions } from './content.ts';
import type { Slot } from './content.ts';
import { Heading, HeadingContent } from './heading.tsx';
import type { HeadingLevel } from './heading.tsx';

/** The label of one form control, on its own or as the heading of the page. */
export function Label({ children, heading, size, caption, classes, ...props }: LabelProps) {
  const headingOptions = slotOptions<QuestionHeading>(heading === true ? undefined : heading);
  const text = headingOptions.text ?? children;
  if (!hasContent(text)) return null;

  const labelSize = headingOptions.size ?? size;
  const captionOptions = slotOptions(headingOptions.caption ?? caption);
  const outer = hasContent(captionOptions.text) && (
    <Caption {...captionOptions} size={captionOptions.size ?? labelSize} />
  );
  const label = (
    <label
      class={joinClasses('nhsuk-label', modifierClass('nhsuk-label--', labelSize, QUESTION_SIZES, classes), classes)}
      id={props.id}
      for={props.for}
      {...props.attributes}
    >
      <HeadingContent
        caption={captionOptions}
        size={labelSize}
        visuallyHiddenText={headingOptions.visuallyHiddenText ?? props.visuallyHiddenText}
      >
        {text}
      </HeadingContent>
    </label>
  );
  return (
    <>
      {captionOptions.placement === 'before' && outer}
      {heading ? (
        <Heading
          class="nhsuk-label-wrapper"
          level={headingOptions.level}
          id={headingOptions.id}
          attributes={headingOptions.attributes}
        >
          {label}
        </Heading>
      ) : (
        label
      )}
      {captionOptions.placement === 'after' && outer}
    </>
  );
}

export const QUESTION_SIZES = ['s', 'm', 'l', 'xl'] as const;

/** Size of a label or legend. */
export type QuestionSize = (typeof QUESTION_SIZES)[number];

/** Makes a label or legend the heading of its page or section. */
export interface QuestionHeading {
  id?: string;
  /** Defaults to 1. */
  level?: HeadingLevel;
  size?: QuestionSize;
  caption?: Slot<CaptionOptions>;
  /** Added after the text for screen readers. */
  visuallyHiddenText?: string;
  attributes?: ExtraAttributes;
}

/** What labels and legends have in common. */
export interface QuestionOptions {
  id?: string;
  size?: QuestionSize;
  /** `true` wraps the text in a heading; content or options replace the text. */
  heading?: boolean | Slot<QuestionHeading>;
  /** A smaller line above the text. */
  caption?: Slot<CaptionOptions>;
  /** Added after the text for screen readers. */
  visuallyHiddenText?: string;
  classes?: string;
  attributes?: ExtraAttributes;
}

/** A label given to a form control; its text is `text`. */
export interface LabelOptions extends QuestionOptions {
  /** Id of the control, set by the control itself unless given. */
  for?: string;
}

export interface LabelProps extends LabelOptions {
  children?: ComponentChildren;
}
