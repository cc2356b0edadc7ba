import type { ComponentChildren } from 'preact';
import { Caption } from './caption.tsx';
import { joinClasses, modifierClass } from './classes.ts';
import { hasContent, slotOptions } from './content.ts';
import { Heading, HeadingContent } from './heading.tsx';
import { QUESTION_SIZES } from './label.tsx';
import type { QuestionHeading, QuestionOptions } from './label.tsx';

/** The legend of a fieldset, on its own or as the heading of the page. */
export function Legend({ children, heading, size, caption, classes, ...props }: LegendProps) {
  const headingOptions = slotOptions<QuestionHeading>(heading === true ? undefined : heading);
  const text = headingOptions.text ?? children;
  if (!hasContent(text)) return null;

  const legendSize = headingOptions.size ?? size;
  const { placement, ...captionOptions } = slotOptions(headingOptions.caption ?? caption);
  const content = (
    <HeadingContent
      // A legend must be the first child of its fieldset, so no caption can stand before it.
      caption={{ ...captionOptions, placement: placement === 'before' ? 'start' : placement }}
      size={legendSize}
      visuallyHiddenText={headingOptions.visuallyHiddenText ?? props.visuallyHiddenText}
    >
      {text}
    </HeadingContent>
  );
  return (
    <>
      <legend
        class={joinClasses(
          'nhsuk-fieldset__legend',
          modifierClass('nhsuk-fieldset__legend--', legendSize, QUESTION_SIZES, classes),
          classes,
        )}
        id={props.id}
        {...props.attributes}
      >
        {heading ? (
          <Heading
            class="nhsuk-fieldset__heading"
            level={headingOptions.level}
            id={headingOptions.id}
            attributes={headingOptions.attributes}
          >
            {content}
          </Heading>
        ) : (
          content
        )}
      </legend>
      {placement === 'after' && hasContent(captionOptions.text) && (
        <Caption {...captionOptions} placement="after" size={captionOptions.size ?? legendSize} />
      )}
    </>
  );
}

/** A legend given to a fieldset; its text is `text`. */
export type LegendOptions = QuestionOptions;

export interface LegendProps extends LegendOptions {
  children?: ComponentChildren;
}
