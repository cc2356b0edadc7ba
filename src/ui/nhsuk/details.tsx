import type { ComponentChildren } from 'preact';
import type { ExtraAttributes } from './attributes.ts';
import { joinClasses } from './classes.ts';
import { slotOptions } from './content.ts';
import type { Slot } from './content.ts';

/** Content shown only to those who ask for it. */
export function Details({ children, summary, open, variant, id, classes, attributes }: DetailsProps) {
  const summaryOptions = slotOptions<DetailsSummary>(summary);
  return (
    <details
      class={joinClasses('nhsuk-details', variant === 'reverse' && 'nhsuk-details--reverse', classes)}
      id={id}
      open={open}
      {...attributes}
    >
      <summary class={joinClasses('nhsuk-details__summary', summaryOptions.classes)} {...summaryOptions.attributes}>
        <span class="nhsuk-details__summary-text">{summaryOptions.text}</span>
      </summary>
      <div class="nhsuk-details__text">{children}</div>
    </details>
  );
}

/** The line that opens the details; its content is `text`. */
export interface DetailsSummary {
  classes?: string;
  attributes?: ExtraAttributes;
}

export interface DetailsProps {
  children?: ComponentChildren;
  summary: Slot<DetailsSummary>;
  open?: boolean;
  /** For dark backgrounds. */
  variant?: 'reverse';
  id?: string;
  /** `nhsuk-expander` makes it a bordered expander. */
  classes?: string;
  attributes?: ExtraAttributes;
}
