import type { ComponentChildren } from 'preact';
import { plainText } from './content.ts';

/** Puts plain text into a paragraph and leaves markup as it is. */
export function TextBlock({ children, class: className }: { children?: ComponentChildren; class?: string }) {
  const text = plainText(children);
  return text === undefined ? <>{children}</> : <p class={className}>{text}</p>;
}
