import type { ComponentChildren } from 'preact';
import type { Actions } from './action-link.tsx';
import type { ExtraAttributes } from './attributes.ts';
import { Card } from './card.tsx';
import type { CardHeading } from './card.tsx';
import { plainText, slotOptions } from './content.ts';
import type { Slot } from './content.ts';

/** Warns people of something they must not miss. */
export function WarningCallout({ children, heading, ...props }: WarningCalloutProps) {
  const options = slotOptions<CardHeading>(heading);
  const saysImportant = /important/i.test(plainText(options.text) ?? '');
  return (
    <Card
      variant="warning"
      heading={{
        ...options,
        level: options.level ?? 3,
        visuallyHiddenText: saysImportant ? undefined : (options.visuallyHiddenText ?? 'Important'),
      }}
      {...props}
    >
      {children}
    </Card>
  );
}

export interface WarningCalloutProps {
  /** Plain text becomes a paragraph. */
  children?: ComponentChildren;
  /** Level 3 unless given; "Important" is read before it unless it says so itself. */
  heading?: Slot<CardHeading>;
  actions?: Actions;
  id?: string;
  classes?: string;
  attributes?: ExtraAttributes;
}
