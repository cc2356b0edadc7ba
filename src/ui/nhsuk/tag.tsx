import type { ComponentChildren } from 'preact';
import type { ExtraAttributes } from './attributes.ts';
import { joinClasses, modifierClass } from './classes.ts';

/** The status of something, in a word or two. */
export function Tag({ children, colour, border, id, classes, attributes }: TagProps) {
  return (
    <strong
      class={joinClasses(
        'nhsuk-tag',
        modifierClass('nhsuk-tag--', colour, COLOURS, classes),
        colour === false && 'nhsuk-tag--no-colour',
        border === false && 'nhsuk-tag--no-border',
        classes,
      )}
      id={id}
      {...attributes}
    >
      {children}
    </strong>
  );
}

const COLOURS = ['white', 'grey', 'green', 'aqua-green', 'blue', 'purple', 'pink', 'red', 'orange', 'yellow'] as const;

/** Colours of a tag. */
export type TagColour = (typeof COLOURS)[number];

export interface TagProps {
  children?: ComponentChildren;
  /** `false` takes the colour away. */
  colour?: TagColour | false;
  /** `false` takes the border away. */
  border?: boolean;
  id?: string;
  classes?: string;
  attributes?: ExtraAttributes;
}
