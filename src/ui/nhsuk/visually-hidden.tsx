import type { ComponentChildren } from 'preact';

/** Text for screen readers only. */
export function VisuallyHidden({ children }: { children?: ComponentChildren }) {
  return <span class="nhsuk-u-visually-hidden">{children}</span>;
}
