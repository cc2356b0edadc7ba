import type { VNode } from 'preact';
import type { Block, TableCell } from '../../documents/booklet.ts';
import { Table } from '../../ui/nhsuk/index.ts';

/*
 * What is drawn for a section of a report, as a part of a page.
 */

/** The blocks of a section, in their order. Their headings begin at level 3. */
export function ShownBlocks({ blocks }: { readonly blocks: readonly Block[] }): VNode {
  return <>{blocks.map(shown)}</>;
}

function shown(block: Block): VNode {
  if (block.kind === 'text') return <p class="app-lines">{block.text}</p>;
  if (block.kind === 'heading') {
    const Heading = `h${block.level}` as const;
    return <Heading class={block.level === 4 ? 'nhsuk-heading-s' : 'nhsuk-heading-m'}>{block.text}</Heading>;
  }
  if (block.kind === 'list') {
    const items = block.items.map((item) => <li class="app-lines">{item}</li>);
    return block.numbered ? (
      <ol class="nhsuk-list nhsuk-list--number">{items}</ol>
    ) : (
      <ul class="nhsuk-list nhsuk-list--bullet">{items}</ul>
    );
  }
  return (
    <Table
      caption={{ text: block.caption, size: 's', classes: block.quiet ? 'nhsuk-u-visually-hidden' : '' }}
      head={block.head.map((text) => ({ text }))}
      rows={block.rows.map((row) => row.map(cell))}
      firstCellIsHeader
      responsive
      classes="app-list"
    />
  );
}

function cell(of: TableCell) {
  return typeof of === 'string'
    ? { text: of, classes: 'app-lines' }
    : { text: <span class={`app-lines app-toned app-tone-${of.tone}`}>{of.text}</span> };
}
