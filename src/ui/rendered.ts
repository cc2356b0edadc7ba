import type { VNode } from 'preact';
import { renderToString } from 'preact-render-to-string';
import { jsxTemplate } from 'preact/jsx-runtime';

/**
 * Parts that a long page shows many times, each rendered once: of five hundred rows, there are two dozen sorts of rating.
 * What is made of a part must follow from its name alone.
 */
export function renderedOnce(): (name: string, part: () => VNode) => VNode {
  const rendered = new Map<string, string>();
  return (name, part) => {
    let html = rendered.get(name);
    if (html === undefined) rendered.set(name, (html = renderToString(part())));
    return jsxTemplate([html]);
  };
}
