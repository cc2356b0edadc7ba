import {
  BorderStyle,
  Document,
  Footer,
  HeadingLevel,
  Packer,
  PageNumber,
  Paragraph,
  Table,
  TableCell,
  TableRow,
  TextRun,
  WidthType,
} from 'docx';
import type { RecordDocument, RecordSection, RecordTable } from './record.ts';
import { GREY, INK, lines, SIZE, SMALL } from './word.ts';

const RULE = { style: BorderStyle.SINGLE, size: 4, color: 'AEB7BD' };
const NONE = { style: BorderStyle.NONE, size: 0, color: 'auto' };
const BORDERS = { top: RULE, bottom: RULE, left: NONE, right: NONE, insideHorizontal: RULE, insideVertical: NONE };

/** A record as a Word file. */
export async function wordOfRecord(record: RecordDocument): Promise<Buffer> {
  const { title, from, reference, facts, sections, foot } = record;
  const document = new Document({
    title,
    creator: from,
    lastModifiedBy: from,
    description: reference,
    styles: {
      default: {
        document: {
          run: { font: 'Arial', size: SIZE, color: INK, language: { value: 'en-GB' } },
          paragraph: { spacing: { after: 160, line: 276 } },
        },
        heading1: { run: { size: 40, bold: true, color: INK }, paragraph: { spacing: { before: 240, after: 200 } } },
        heading2: { run: { size: 28, bold: true, color: INK }, paragraph: { spacing: { before: 320, after: 140 } } },
        heading3: { run: { size: 23, bold: true, color: INK }, paragraph: { spacing: { before: 200, after: 100 } } },
      },
    },
    sections: [
      {
        footers: {
          default: new Footer({
            children: [
              new Paragraph({
                children: [
                  new TextRun({ text: `${reference}   `, size: SMALL, color: GREY }),
                  new TextRun({
                    children: [PageNumber.CURRENT, ' of ', PageNumber.TOTAL_PAGES],
                    size: SMALL,
                    color: GREY,
                  }),
                ],
              }),
            ],
          }),
        },
        children: [
          new Paragraph({ children: lines(from, { color: GREY }) }),
          new Paragraph({ heading: HeadingLevel.HEADING_1, children: lines(title) }),
          ...facts.map(
            ({ name, says }) =>
              new Paragraph({ children: [new TextRun({ text: `${name}: `, bold: true }), ...lines(says)] }),
          ),
          ...sections.flatMap(sectionOf),
          new Paragraph({ children: lines(foot, { size: SMALL, color: GREY }) }),
        ],
      },
    ],
  });
  return Packer.toBuffer(document);
}

function sectionOf({ heading, paragraphs, points, table, parts }: RecordSection): (Paragraph | Table)[] {
  return [
    new Paragraph({ heading: HeadingLevel.HEADING_2, keepNext: true, children: lines(heading) }),
    ...paragraphs.map((text) => new Paragraph({ children: lines(text) })),
    ...points.map((text) => new Paragraph({ bullet: { level: 0 }, children: lines(text) })),
    ...(table ? [tableOf(table)] : []),
    ...parts.flatMap((part) => [
      ...(part.heading === ''
        ? []
        : [new Paragraph({ heading: HeadingLevel.HEADING_3, keepNext: true, children: lines(part.heading) })]),
      ...part.paragraphs.map((text) => new Paragraph({ children: lines(text) })),
    ]),
  ];
}

function tableOf({ head, rows }: RecordTable): Table {
  const row = (cells: readonly string[], header: boolean) =>
    new TableRow({
      tableHeader: header,
      cantSplit: true,
      children: cells.map(
        (text) => new TableCell({ children: [new Paragraph({ children: lines(text, { bold: header }) })] }),
      ),
    });
  return new Table({
    width: { size: 100, type: WidthType.PERCENTAGE },
    borders: BORDERS,
    rows: [row(head, true), ...rows.map((cells) => row(cells, false))],
  });
}
