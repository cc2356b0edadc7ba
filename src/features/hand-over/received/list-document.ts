import type { Block, Booklet, TableCell } from '../../../documents/booklet.ts';
import { sayDay } from '../../../words/days.ts';
import { listReference, type StoredList } from '../domain/challenges.ts';

/** What a list is about, for whoever gets it. */
export interface ListAbout {
  readonly service: string;
  readonly organisation: string;
  readonly site: string;
}

/** What a supplier is asked, as a document to send: each point with where it stands in their file. */
export function listBooklet(list: StoredList, { service, organisation, site }: ListAbout): Booklet {
  const { number, to, opening, answerBy, points, written } = list;
  return {
    title: `Questions on the clinical safety of ${service}`,
    from: organisation,
    lines: [
      `To: ${to}`,
      `About ${service}, as deployed at ${site}.`,
      `Written by ${written.by}.`,
      ...(answerBy === null ? [] : [`Please answer by ${sayDay(answerBy)}.`]),
    ],
    reference: `${organisation}, ${listReference(number)}`,
    blocks: [
      ...opening
        .split(/\n{2,}/u)
        .map((text) => text.trim())
        .filter((text) => text !== '')
        .map((text): Block => ({ kind: 'text', text })),
      {
        kind: 'text',
        text: 'We looked at what you sent us for the clinical risk management of our deployment (DCB0160). Please answer each point, or say what in your documents answers it. Give the number of the point.',
      },
      {
        kind: 'table',
        caption: 'What we ask you',
        head: ['Point', 'Where in your file', 'What we ask', 'Clause'],
        rows: points.map(({ where, ask, clause }, index) => [
          String(index + 1),
          where === '' ? 'Your documents as a whole' : where,
          ask,
          clause === '' ? '' : `DCB0160 ${clause}`,
        ]),
        widths: [1, 3, 8, 2],
      },
      {
        kind: 'text',
        text: 'The numbers of clauses are those of DCB0160 3.2, as far as we know them; not all were held against the specification. What a clause asks of us as the care organisation we can only show with what you answer.',
      },
    ],
  };
}

/** The same as Markdown. */
export function listMarkdown({ title, from, lines, reference, blocks }: Booklet): string {
  const parts = blocks.flatMap((block): string[] => {
    if (block.kind === 'heading') return [`${'#'.repeat(block.level)} ${plain(block.text)}`];
    if (block.kind === 'text') return [plain(block.text)];
    if (block.kind === 'list') return [block.items.map((item) => `- ${plain(item)}`).join('\n')];
    const row = (cells: readonly TableCell[]) => `| ${cells.map((cell) => inCell(cell)).join(' | ')} |`;
    return [[row(block.head), `|${block.head.map(() => ' --- |').join('')}`, ...block.rows.map(row)].join('\n')];
  });
  return `${[`# ${plain(title)}`, plain(from), lines.map((line) => `- ${plain(line)}`).join('\n'), ...parts, plain(reference)].join('\n\n')}\n`;
}

/** What a reader of Markdown would take for a mark is text. */
function plain(text: string): string {
  return text.replaceAll(/[\\`*_{}[\]<>#|]/gu, String.raw`\$&`);
}

function inCell(cell: TableCell): string {
  return plain(typeof cell === 'string' ? cell : cell.text).replaceAll(/\s*\n\s*/gu, ' ');
}
