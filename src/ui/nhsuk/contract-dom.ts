import { parseFragment } from 'parse5';
import type { DefaultTreeAdapterTypes } from 'parse5';

export type ParentNode = DefaultTreeAdapterTypes.ParentNode;
export type Element = DefaultTreeAdapterTypes.Element;
type Node = DefaultTreeAdapterTypes.ChildNode;

/** Parses a fragment, changes it when told to, and prints it in a form where equal documents are equal strings. */
export function normalise(html: string, amend?: (fragment: ParentNode) => void): string {
  const fragment = parseFragment(html);
  amend?.(fragment);
  return print(fragment, '').join('\n');
}

/** Elements below `parent`, in document order. */
export function elementsBelow(parent: ParentNode): Element[] {
  return parent.childNodes.filter(isElement).flatMap((element) => [element, ...elementsBelow(element)]);
}

export function attribute(element: Element, name: string): string | undefined {
  return element.attrs.find((attr) => attr.name === name)?.value;
}

export function hasClass(element: Element, name: string): boolean {
  return classNames(element).includes(name);
}

export function isElement(node: Node): node is Element {
  return 'tagName' in node;
}

function classNames(element: Element): string[] {
  return (attribute(element, 'class') ?? '').split(/\s+/).filter(Boolean);
}

function print(parent: ParentNode, indent: string): string[] {
  const lines: string[] = [];
  parent.childNodes.forEach((node, index) => {
    if (isElement(node)) {
      lines.push(`${indent}<${[node.tagName, ...printAttributes(node)].join(' ')}>`, ...print(node, `${indent}  `));
    } else if ('value' in node) {
      const text = printText(node.value, parent, index);
      if (text) lines.push(`${indent}${JSON.stringify(text)}`);
    } else {
      lines.push(`${indent}${node.nodeName}`);
    }
  });
  return lines;
}

/** Order of attributes and of classes means nothing; a boolean attribute is the same with and without a value. */
function printAttributes(element: Element): string[] {
  return element.attrs
    .map(({ name, value }) =>
      name === 'class' ? `class=${classNames(element).toSorted().join(' ')}` : `${name}=${JSON.stringify(value)}`,
    )
    .toSorted();
}

/**
 * The macros indent their output, so white space at the edges of an element and between elements is dropped and runs
 * are collapsed. It is kept where it separates words: next to text, and inside text for screen readers.
 */
function printText(value: string, parent: ParentNode, index: number): string {
  if (parent.nodeName === 'textarea' || parent.nodeName === 'pre') return value;
  const text = value.replaceAll(/[ \t\r\n]+/g, ' ');
  if ('tagName' in parent && parent.tagName === 'span' && hasClass(parent, 'nhsuk-u-visually-hidden')) return text;
  if (text === ' ') return '';
  const trimmed = index === 0 ? text.trimStart() : text;
  return index === parent.childNodes.length - 1 ? trimmed.trimEnd() : trimmed;
}
