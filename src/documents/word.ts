import { Document, Footer, HeadingLevel, Packer, PageNumber, Paragraph, TextRun } from 'docx';
import type { Letter } from './letter.ts';

/*
 * Documents as Word files, for whoever has to go on writing in them: real headings and lists, no layout by hand.
 */

export const GREY = '4C6272';
export const INK = '212B32';
/** Half points. */
export const SIZE = 23;
export const SMALL = 18;

/** Text of several lines; each begins a line of its own. */
export function lines(
  text: string,
  options: { readonly bold?: boolean; readonly color?: string; readonly size?: number } = {},
) {
  return text.split('\n').map((line, index) => new TextRun({ text: line, ...options, ...(index > 0 && { break: 1 }) }));
}

/** A letter as a Word file. */
export async function wordOf(letter: Letter): Promise<Buffer> {
  const { title, from, to, date, reference, paragraphs, heading, points, signatures, foot } = letter;
  const document = new Document({
    title,
    creator: from,
    lastModifiedBy: from,
    description: reference,
    styles: {
      default: {
        document: {
          run: { font: 'Arial', size: SIZE, color: INK, language: { value: 'en-GB' } },
          paragraph: { spacing: { after: 200, line: 288 } },
        },
        heading1: { run: { size: 40, bold: true, color: INK }, paragraph: { spacing: { before: 240, after: 200 } } },
        heading2: { run: { size: 26, bold: true, color: INK }, paragraph: { spacing: { before: 240, after: 160 } } },
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
          new Paragraph({ children: lines(date) }),
          new Paragraph({ children: lines(`To ${to}`) }),
          new Paragraph({ heading: HeadingLevel.HEADING_1, children: lines(title) }),
          ...paragraphs.map((text) => new Paragraph({ children: lines(text) })),
          new Paragraph({ heading: HeadingLevel.HEADING_2, children: lines(heading) }),
          ...points.map((text) => new Paragraph({ bullet: { level: 0 }, children: lines(text) })),
          ...signatures.map(
            ({ as, name, said }) =>
              new Paragraph({
                keepLines: true,
                children: [
                  new TextRun(`${as}: `),
                  new TextRun({ text: name, bold: true }),
                  new TextRun({ text: said, color: GREY, break: 1 }),
                ],
              }),
          ),
          new Paragraph({ children: lines(foot, { size: SMALL, color: GREY }) }),
        ],
      },
    ],
  });
  return Packer.toBuffer(document);
}
