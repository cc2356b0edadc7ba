import type { ComponentChildren } from 'preact';
import type { ExtraAttributes } from './attributes.ts';
import { joinClasses, modifierClass } from './classes.ts';

const SIZES = ['m', 'l', 'xl', 'xxl'] as const;

/** A smaller line that belongs to a heading. */
export interface CaptionOptions {
  id?: string;
  /** Defaults to the size of the heading. */
  size?: string;
  /** Inside the heading at its `start` (default) or `end`, or outside `before` or `after` it. */
  placement?: 'start' | 'end' | 'before' | 'after';
  /** Defaults to `span`. */
  element?: 'span' | 'p';
  classes?: string;
  attributes?: ExtraAttributes;
}

export function Caption({
  text,
  id,
  size,
  placement,
  element: Tag = 'span',
  classes,
  attributes,
}: CaptionOptions & { text?: ComponentChildren }) {
  return (
    <Tag
      class={joinClasses(
        modifierClass('nhsuk-caption-', size, SIZES, classes) ?? 'nhsuk-caption',
        (placement === 'after' || placement === 'end') && 'nhsuk-caption--bottom',
        classes,
      )}
      id={id}
      {...attributes}
    >
      {text}
    </Tag>
  );
}

/** Whether a caption stands inside its heading rather than beside it. */
export function captionIsInside({ placement = 'start' }: Pick<CaptionOptions, 'placement'>): boolean {
  return placement === 'start' || placement === 'end';
}
