import type { ComponentChildren } from 'preact';

interface CardTableProps {
  /** Read out and not shown: the heading above the table says it to those who see. */
  readonly caption: string;
  readonly head: readonly string[];
  readonly classes: string;
  /** Rows with their roles: on a phone they become cards, and a table drawn as blocks loses its roles otherwise. */
  readonly children: ComponentChildren;
}

/** A table whose rows become cards on a phone. */
export function CardTable({ caption, head, classes, children }: CardTableProps) {
  return (
    <table role="table" class={`nhsuk-table app-cards ${classes}`}>
      <caption class="nhsuk-u-visually-hidden">{caption}</caption>
      <thead role="rowgroup">
        <tr role="row">
          {head.map((text) => (
            <th role="columnheader" scope="col">
              {text}
            </th>
          ))}
        </tr>
      </thead>
      <tbody role="rowgroup">{children}</tbody>
    </table>
  );
}
