import type { ComponentChildren } from 'preact';
import type { ExtraAttributes } from './attributes.ts';
import { joinClasses } from './classes.ts';

/** Lets keyboard users go straight to the main content. */
export function SkipLink({
  children = 'Skip to main content',
  href = '#maincontent',
  id,
  classes,
  attributes,
}: SkipLinkProps) {
  return (
    <a
      class={joinClasses('nhsuk-skip-link', classes)}
      id={id}
      data-module="nhsuk-skip-link"
      href={href}
      {...attributes}
    >
      {children}
    </a>
  );
}

export interface SkipLinkProps {
  /** Defaults to "Skip to main content". */
  children?: ComponentChildren;
  /** Defaults to `#maincontent`. */
  href?: string;
  id?: string;
  classes?: string;
  attributes?: ExtraAttributes;
}
