import { read, type CellObject, type WorkSheet } from '@e965/xlsx';
import { logDocumentSchema, tidyLog, tidyText, type CarriedLog } from '../document.ts';
import { Problem } from '../problem.ts';
import { aboutIn, saysOurs, schemeIn } from './about.ts';
import { SHEETS } from './excel.ts';
import { FACT_HEADINGS, factsIn } from './facts.ts';
import { wholeText } from './long-texts.ts';
import { areOurs, readRows, type ReadRow } from './read-rows.ts';
import { undefused } from '../../../../documents/safe-cells.ts';

type Values = (string | number | null)[][];

/**
 * Takes back a workbook that `excelOf` wrote, as it was or edited since in Excel, LibreOffice or elsewhere.
 * @param bytes of a workbook that was unpacked under limits before: see log-check's reading
 * @returns null where the workbook is not ours
 * @throws Problem in words for the person
 */
export function readExcel(bytes: Uint8Array): CarriedLog | null {
  const book = read(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength), {
    type: 'buffer',
    dense: true,
    cellFormula: false,
    cellHTML: false,
    cellText: false,
    cellDates: true,
    UTC: true,
  });
  const sheet = (name: string): Values => valuesOf(book.Sheets[name]);
  const about = texts(sheet(SHEETS.about));
  const rows = sheet(SHEETS.log);
  if (!saysOurs(about)) return null;
  const long = texts(sheet(SHEETS.long)).map((row) => row.map((cell) => cell ?? ''));
  const whole = (row: readonly (string | number | null)[]) =>
    row.map((cell) => (cell === null ? null : tidyText(wholeText(String(cell), long)) || null));
  const [head = [], ...body] = rows;
  const headings = whole(head);
  if (!areOurs(headings))
    throw new Problem(
      `This workbook is from Primum, and its sheet "${SHEETS.log}" has lost its headings. Put the first row back as it was downloaded, or download the log once more.`,
    );
  const facts = sheet(SHEETS.facts);
  const ours = facts[0]?.every((cell, index) => cell === FACT_HEADINGS[index]) ? facts.slice(1) : [];
  const list = body.map((cells, index): ReadRow => ({ at: index + 2, cells: whole(cells) }));
  const { hazards, missing } = readRows(headings, list, factsIn(ours.map(whole)));
  const log = tidyLog({
    format: 'primum-hazard-log',
    version: 1,
    ...aboutIn(about.map(whole)),
    scheme: schemeIn(sheet(SHEETS.matrix)),
    hazards,
  });
  const checked = logDocumentSchema.safeParse(log);
  if (!checked.success)
    throw new Problem(
      'The sheets beside the log were changed, so that this workbook cannot be read for certain. Download the log once more.',
    );
  return { log: checked.data, missing: ours.length > 0 ? missing : new Set([...missing, 'facts']) };
}

function texts(rows: Values): (string | null)[][] {
  return rows.map((row) => row.map((cell) => (cell === null ? null : String(cell))));
}

/** The cells of a sheet. A date that somebody's program made of a text is its day again. */
function valuesOf(sheet: WorkSheet | undefined): Values {
  const data = (sheet?.['!data'] ?? []) as (CellObject | undefined)[][];
  return Array.from(data, (line) =>
    Array.from(line ?? [], (cell) => {
      const value = cell?.v;
      if (value === undefined || cell?.t === 'e' || cell?.t === 'z') return null;
      if (value instanceof Date) return value.toISOString().slice(0, 10);
      if (typeof value === 'number') return value;
      return typeof value === 'boolean' ? (value ? 'Yes' : 'No') : undefused(value);
    }),
  );
}
