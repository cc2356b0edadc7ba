import writeExcelFile, { type SheetData } from 'write-excel-file/node';
import type { Booklet } from '../../../documents/booklet.ts';
import { csvTable } from '../../../documents/csv.ts';
import { defused } from '../../../documents/safe-cells.ts';
import { sayDateTime } from '../../../platform/london-time.ts';
import { counted } from '../../../words/counting.ts';
import { LOG_COLUMNS } from '../domain/reports/log.ts';
import { NOT_KNOWN, type ReportSheet } from '../domain/reports/sheet.ts';
import type { LogAnswer } from './queries.ts';

/*
 * The files: the log as a workbook, as CSV and as PDF; a worksheet as PDF and Word. Cells that would run as a formula are made text.
 */

export const LOG_FORMATS = ['xlsx', 'csv', 'pdf'] as const;
export type LogFormat = (typeof LOG_FORMATS)[number];
export const SHEET_FORMATS = ['docx', 'pdf'] as const;
export type SheetFormat = (typeof SHEET_FORMATS)[number];

export const TYPES: Readonly<Record<LogFormat | SheetFormat, string>> = {
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  csv: 'text/csv; charset=utf-8',
  pdf: 'application/pdf',
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
};

/** A cell of a workbook holds no more characters. */
const LONGEST_CELL = 32_000;

/** Writes the log. It takes its time: a server does it in a process of its own (`worker-jobs.ts`). */
export async function logWritten(format: LogFormat, log: LogAnswer): Promise<Uint8Array> {
  const at = new Date(log.at);
  if (format === 'csv') return Buffer.from(csvTable([log.headings, ...log.rows]));
  if (format === 'xlsx') return logExcel(log, at);
  return (await import('../../../documents/typst.ts')).pdfOf('booklet', logBooklet(log, at), at);
}

/** Writes a worksheet. */
export async function sheetWritten(
  format: SheetFormat,
  { sheet, from, at }: { readonly sheet: ReportSheet; readonly from: string; readonly at: Date },
): Promise<Uint8Array> {
  const booklet = sheetBooklet(sheet, from, at);
  if (format === 'pdf') return (await import('../../../documents/typst.ts')).pdfOf('booklet', booklet, at);
  return (await import('../../../documents/booklet-word.ts')).bookletWordOf(booklet);
}

type Cell = NonNullable<SheetData[number][number]>;

function logExcel({ service, headings, rows }: LogAnswer, at: Date): Promise<Buffer> {
  const head = headings.map((text): Cell => ({ ...words(text), fontWeight: 'bold', backgroundColor: '#e8edee' }));
  return writeExcelFile([
    {
      sheet: 'Incident log',
      data: [head, ...rows.map((row) => row.map(words))],
      columns: LOG_COLUMNS.map(({ width }) => ({ width })),
      stickyRowsCount: 1,
      stickyColumnsCount: 1,
      orientation: 'landscape',
    },
    {
      sheet: 'About',
      data: [
        `Safety incident management log of ${service.name} (${service.reference})`,
        `As at ${sayDateTime(at)}`,
        COUNTS,
      ].map((line) => [words(line)]),
      columns: [{ width: 90 }],
    },
  ]).toBuffer();
}

const COUNTS = 'Everything that was reported stands in it. What does not count stands in it with the reason.';

/** A text: never run, never read by Excel as an escape of its own ("_x0041_" is "A" to it). */
function words(text: string): Cell {
  const cut = text.length > LONGEST_CELL ? `${text.slice(0, LONGEST_CELL)}\u2026` : text;
  const value = defused(cut)
    .replaceAll(/_(?=x[\dA-F]{4}_)/giu, '_x005F_')
    .replaceAll('\uFFFD', '_xFFFD_');
  // The writer keeps its texts in an object, and loses those that every object has ("constructor").
  const safe =
    value in {} ? `_x${value.codePointAt(0)!.toString(16).toUpperCase().padStart(4, '0')}_${value.slice(1)}` : value;
  return { value: safe, type: String, wrap: true, alignVertical: 'top' };
}

/** The log as a document: one part for each incident, for twenty columns fit on no page. */
export function logBooklet({ service, headings, rows, open }: LogAnswer, at: Date): Booklet {
  const [title, reference] = [headings.indexOf('Title'), headings.indexOf('Reference')];
  return {
    title: 'Safety incident management log',
    from: `${service.name} (${service.reference})`,
    lines: [`As at ${sayDateTime(at)}`, `${counted(rows.length, 'incident')}, ${open} of them open.`, COUNTS],
    reference: `${service.reference} incident log, ${sayDateTime(at)}`,
    blocks:
      rows.length === 0
        ? [{ kind: 'text', text: 'Nothing was reported yet.' }]
        : rows.flatMap((row) => [
            { kind: 'heading', level: 2, text: `${row[reference]}: ${row[title]}` } as const,
            {
              kind: 'table',
              caption: `What the log says of ${row[reference]}`,
              head: ['Field', 'What the log says'],
              rows: headings.flatMap((heading, index) =>
                index === title || index === reference || row[index] === '' ? [] : [[heading, row[index]!]],
              ),
              widths: [1, 3],
              quiet: true,
            } as const,
          ]),
  };
}

/** A worksheet as a document. */
export function sheetBooklet({ title, notes, parts }: ReportSheet, from: string, at: Date): Booklet {
  return {
    title,
    from,
    lines: [`As at ${sayDateTime(at)}`],
    reference: `${title}, ${sayDateTime(at)}`,
    watermark: 'Worksheet',
    blocks: [
      { kind: 'list', items: notes, numbered: false },
      ...parts.flatMap(({ heading, rows }) => [
        { kind: 'heading', level: 2, text: heading } as const,
        {
          kind: 'table',
          caption: heading,
          head: ['Field', 'What is known'],
          rows: rows.map(({ label, value, note }) => [
            label,
            [value ?? NOT_KNOWN, ...(note === undefined ? [] : [`(${note})`])].join('\n'),
          ]),
          widths: [1, 2],
          quiet: true,
        } as const,
      ]),
    ],
  };
}
