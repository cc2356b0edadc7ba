import type { ComponentChildren } from 'preact';
import type { ExtraAttributes } from './attributes.ts';
import { Caption, captionIsInside } from './caption.tsx';
import type { CaptionOptions } from './caption.tsx';
import { hasContent, slotOptions } from './content.ts';
import type { Slot } from './content.ts';
import { VisuallyHidden } from './visually-hidden.tsx';

/** Heading level. */
export type HeadingLevel = 1 | 2 | 3 | 4 | 5 | 6;

export interface HeadingProps {
  children?: ComponentChildren;
  /** Defaults to 1. */
  level?: HeadingLevel;
  /** The whole class list. */
  class?: string;
  id?: string;
  attributes?: ExtraAttributes;
}

/** A heading element of the given level. */
export function Heading({ level = 1, class: className, id, attributes, children }: HeadingProps) {
  const Tag = `h${level}` as const;
  return (
    <Tag class={className} id={id} {...attributes}>
      {children}
    </Tag>
  );
}

export interface HeadingContentProps {
  children?: ComponentChildren;
  /** Shown inside the heading when its placement is `start` (the default) or `end`. */
  caption?: Slot<CaptionOptions>;
  /** Size the caption takes when it has none of its own. */
  size?: string;
  /** Added after the text for screen readers. */
  visuallyHiddenText?: string;
}

/** What stands inside a heading, label, legend or table caption. */
export function HeadingContent({ children, caption, size, visuallyHiddenText }: HeadingContentProps) {
  const options = slotOptions(caption);
  const inside = hasContent(options.text) && captionIsInside(options);
  return (
    <>
      {inside && options.placement !== 'end' && (
        <>
          <Caption {...options} size={options.size ?? size} />{' '}
        </>
      )}
      {children}
      {visuallyHiddenText && <VisuallyHidden> {visuallyHiddenText}</VisuallyHidden>}
      {inside && options.placement === 'end' && (
        <>
          {' '}
          <Caption {...options} size={options.size ?? size} />
        </>
      )}
    </>
  );
}
