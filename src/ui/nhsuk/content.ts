import { isValidElement } from 'preact';
import type { ComponentChildren, VNode } from 'preact';

/** Left out when a list is rendered, so that entries can be written as `condition && entry`. */
export type Falsy = false | null | undefined;

/** A part of a component: its content alone, or its content as `text` with further options. */
export type Slot<Options extends object = object> = string | number | VNode | (Options & { text?: ComponentChildren });

/** The options of a slot, with bare content moved to `text`. */
export function slotOptions<Options extends object>(
  slot: Slot<Options> | Falsy,
): Partial<Options> & { text?: ComponentChildren } {
  const none: Partial<Options> = {};
  if (slot === undefined || slot === null || slot === false) return none;
  if (typeof slot === 'string' || typeof slot === 'number' || isValidElement(slot)) return { ...none, text: slot };
  return slot;
}

/** Whether there is anything to show. */
export function hasContent(children: ComponentChildren): boolean {
  if (Array.isArray(children)) return children.some((child) => hasContent(child));
  return children !== undefined && children !== null && typeof children !== 'boolean' && children !== '';
}

/** The content as a string when it is text without markup, otherwise undefined. */
export function plainText(children: ComponentChildren): string | undefined {
  if (typeof children === 'string' || typeof children === 'number') return String(children) || undefined;
  if (!Array.isArray(children)) return undefined;
  let text = '';
  for (const child of children) {
    if (!hasContent(child)) continue;
    const part = plainText(child);
    if (part === undefined) return undefined;
    text += part;
  }
  return text || undefined;
}

/** The entries of a list that are to be rendered. */
export function present<Item>(items: readonly (Item | Falsy)[] | undefined): Item[] {
  return (items ?? []).filter((item): item is Item => item !== undefined && item !== null && item !== false);
}
