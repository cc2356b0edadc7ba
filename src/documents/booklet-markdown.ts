import type { Block, Booklet, TableCell } from './booklet.ts';
import { block, inLine, tableText } from './markdown-text.ts';

/*
 * A longer document as Markdown: for whoever keeps a safety case beside the code. What people typed is never read as markup.
 */

/** A longer document as Markdown (GitHub's tables). */
export function bookletMarkdownOf({ title, from, lines, reference, watermark, blocks }: Booklet): string {
  const parts = [
    // First of all, wherever the file is cut.
    ...(watermark === undefined ? [] : [`**${inLine(watermark)}**`]),
    `# ${inLine(title)}`,
    block(from),
    ...lines.map((line) => block(line)),
    ...blocks.map(blockText),
    '---',
    block(reference),
  ];
  return `${parts.join('\n\n')}\n`;
}

function blockText(one: Block): string {
  if (one.kind === 'heading') return `${'#'.repeat(one.level)} ${inLine(one.text)}`;
  if (one.kind === 'text') return block(one.text);
  if (one.kind === 'list')
    return one.items
      .map((item, index) => {
        const mark = one.numbered ? `${index + 1}. ` : '- ';
        return mark + block(item, ' '.repeat(mark.length));
      })
      .join('\n');
  const table = tableText([one.head, ...one.rows.map((row) => row.map(cellText))]);
  return one.quiet ? table : `**${inLine(one.caption)}**\n\n${table}`;
}

function cellText(cell: TableCell): string {
  return typeof cell === 'string' ? cell : cell.text;
}
