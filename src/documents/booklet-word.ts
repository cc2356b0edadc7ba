import {
  AlignmentType,
  Document,
  Footer,
  Header,
  HeadingLevel,
  LevelFormat,
  Packer,
  PageNumber,
  Paragraph,
  ShadingType,
  Table,
  TableCell,
  TableRow,
  TextRun,
  WidthType,
} from 'docx';
import { TONES, type Block, type Booklet, type Table as TableData, type TableCell as CellData } from './booklet.ts';

/*
 * A longer document as a Word file: real headings, lists, and tables whose first row is repeated on each page.
 */

const GREY = '4C6272';
const INK = '212B32';
/** Half points. */
const SIZE = 21;
const SMALL = 18;
/** Twentieths of a point: the width of an A4 page between its margins. */
const WIDTH = 9_640;

interface Look {
  readonly bold?: boolean;
  readonly color?: string;
  readonly size?: number;
}

const HEADINGS = { 2: HeadingLevel.HEADING_2, 3: HeadingLevel.HEADING_3, 4: HeadingLevel.HEADING_4 } as const;

/** Text of several lines; each begins a line of its own. */
function lines(text: string, look: Look = {}): TextRun[] {
  return text
    .split('\n')
    .map((line, index) => new TextRun({ text: storable(line), ...look, ...(index > 0 && { break: 1 }) }));
}

/** What XML cannot hold, Word calls damage. */
function storable(text: string): string {
  return text.toWellFormed().replaceAll(/[^\P{Cc}\t]|[\uFFFE\uFFFF]/gu, ' ');
}

/** A longer document as a Word file. */
export async function bookletWordOf({
  title,
  from,
  lines: beneath,
  reference,
  watermark,
  blocks,
}: Booklet): Promise<Buffer> {
  const lists = blocks.filter((block) => block.kind === 'list');
  const document = new Document({
    title: storable(title),
    creator: storable(from),
    lastModifiedBy: storable(from),
    description: storable(reference),
    numbering: {
      // One for each list, so that each begins at 1.
      config: lists.map((_, index) => ({
        reference: `list-${index}`,
        levels: [
          {
            level: 0,
            format: LevelFormat.DECIMAL,
            text: '%1.',
            alignment: AlignmentType.START,
            style: { paragraph: { indent: { left: 480, hanging: 360 } } },
          },
        ],
      })),
    },
    styles: {
      default: {
        document: {
          run: { font: 'Arial', size: SIZE, color: INK, language: { value: 'en-GB' } },
          paragraph: { spacing: { after: 120, line: 264 } },
        },
        heading1: { run: { size: 40, bold: true, color: INK }, paragraph: { spacing: { before: 240, after: 200 } } },
        heading2: { run: { size: 28, bold: true, color: INK }, paragraph: { spacing: { before: 360, after: 120 } } },
        heading3: { run: { size: 23, bold: true, color: INK }, paragraph: { spacing: { before: 240, after: 100 } } },
        heading4: {
          run: { size: SIZE, bold: true, italics: false, color: INK },
          paragraph: { spacing: { before: 200, after: 80 } },
        },
      },
    },
    sections: [
      {
        properties: { page: { margin: { top: 1_130, bottom: 1_130, left: 1_130, right: 1_130 } } },
        ...(watermark !== undefined && { headers: { default: new Header({ children: [head(watermark)] }) } }),
        footers: { default: new Footer({ children: [foot(reference)] }) },
        children: [
          new Paragraph({ children: lines(from, { color: GREY }) }),
          new Paragraph({ heading: HeadingLevel.HEADING_1, children: lines(title) }),
          ...(watermark === undefined ? [] : [new Paragraph({ children: lines(watermark, { bold: true }) })]),
          ...beneath.map((line) => new Paragraph({ children: lines(line) })),
          ...blocks.flatMap((block) => blockOf(block, lists.indexOf(block as (typeof lists)[number]))),
        ],
      },
    ],
  });
  return Packer.toBuffer(document);
}

function head(watermark: string): Paragraph {
  return new Paragraph({
    alignment: AlignmentType.END,
    children: [new TextRun({ text: storable(watermark), bold: true, size: SMALL, color: INK })],
  });
}

function foot(reference: string): Paragraph {
  const look = { size: SMALL, color: GREY };
  return new Paragraph({
    children: [
      new TextRun({ text: `${storable(reference)}   `, ...look }),
      new TextRun({ children: [PageNumber.CURRENT, ' of ', PageNumber.TOTAL_PAGES], ...look }),
    ],
  });
}

function blockOf(block: Block, list: number): (Paragraph | Table)[] {
  if (block.kind === 'table') return tableOf(block);
  if (block.kind === 'text') return [new Paragraph({ children: lines(block.text) })];
  if (block.kind === 'heading') {
    const heading = HEADINGS[block.level];
    return [new Paragraph({ heading, keepNext: true, children: lines(block.text) })];
  }
  const mark = block.numbered ? { numbering: { reference: `list-${list}`, level: 0 } } : { bullet: { level: 0 } };
  return block.items.map((item) => new Paragraph({ ...mark, children: lines(item) }));
}

function tableOf({ caption, head, rows, widths }: TableData): (Paragraph | Table)[] {
  const whole = widths.reduce((sum, width) => sum + width, 0);
  const columnWidths = widths.map((width) => Math.round((width / whole) * WIDTH));
  const row = (cells: readonly CellData[], isHead: boolean) =>
    new TableRow({
      tableHeader: isHead,
      cantSplit: isHead,
      children: cells.map((cell, index) => cellOf(cell, columnWidths[index]!, isHead)),
    });
  return [
    new Paragraph({ keepNext: true, spacing: { before: 160, after: 60 }, children: lines(caption, { bold: true }) }),
    new Table({
      columnWidths,
      width: { size: WIDTH, type: WidthType.DXA },
      rows: [row(head, true), ...rows.map((cells) => row(cells, false))],
    }),
  ];
}

function cellOf(cell: CellData, width: number, isHead: boolean): TableCell {
  const [text, tone] = typeof cell === 'string' ? [cell, null] : [cell.text, TONES[cell.tone - 1]!];
  const fill = tone?.fill ?? (isHead ? '#e8edee' : null);
  const look = { size: SMALL, bold: fill !== null, ...(tone ? { color: tone.ink.slice(1) } : {}) };
  return new TableCell({
    width: { size: width, type: WidthType.DXA },
    margins: { top: 60, bottom: 60, left: 90, right: 90 },
    ...(fill === null ? {} : { shading: { type: ShadingType.CLEAR, fill: fill.slice(1), color: 'auto' } }),
    children: [new Paragraph({ spacing: { after: 0 }, children: lines(text, look) })],
  });
}
