import type { ComponentChildren } from 'preact';
import type { ExtraAttributes } from './attributes.ts';
import { joinClasses } from './classes.ts';
import { hasContent, present, slotOptions } from './content.ts';
import type { Falsy, Slot } from './content.ts';
import { Heading } from './heading.tsx';

/** Lists every error of a page at its top and links to the answers in question. */
export function ErrorSummary({
  heading = 'There is a problem',
  description,
  errorList,
  disableAutoFocus,
  id,
  classes,
  attributes,
}: ErrorSummaryProps) {
  const { text: headingText, ...headingOptions } = slotOptions(heading);
  const errors = present(errorList);
  return (
    <div
      class={joinClasses('nhsuk-error-summary', classes)}
      id={id}
      data-module="nhsuk-error-summary"
      data-disable-auto-focus={disableAutoFocus === undefined ? undefined : String(disableAutoFocus)}
      {...attributes}
    >
      {/* The alert is inside, not on the element that takes the focus, or screen readers would miss parts of it. */}
      <div role="alert">
        <Heading level={2} class="nhsuk-error-summary__heading" {...headingOptions}>
          {headingText}
        </Heading>
        <div class="nhsuk-error-summary__body">
          {hasContent(description) && <p>{description}</p>}
          {errors.length > 0 && (
            <ul class="nhsuk-list nhsuk-error-summary__list">
              {errors.map((error, index) => (
                <li key={index}>
                  {error.href ? (
                    <a href={error.href} {...error.attributes}>
                      {error.text}
                    </a>
                  ) : (
                    error.text
                  )}
                </li>
              ))}
            </ul>
          )}
        </div>
      </div>
    </div>
  );
}

export interface ErrorSummaryItem {
  /** The same words as the error next to the question. */
  text: ComponentChildren;
  /** Link to the control in error. */
  href?: string;
  attributes?: ExtraAttributes;
}

export interface ErrorSummaryProps {
  /** Defaults to "There is a problem". */
  heading?: Slot<{ id?: string; attributes?: ExtraAttributes }>;
  /** Shown above the errors. */
  description?: ComponentChildren;
  errorList?: readonly (ErrorSummaryItem | Falsy)[];
  /** Leaves the focus where it is when the page loads. */
  disableAutoFocus?: boolean;
  id?: string;
  classes?: string;
  attributes?: ExtraAttributes;
}
