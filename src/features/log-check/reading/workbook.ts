import { read, set_cptable, utils, type CellObject, type WorkSheet } from '@e965/xlsx';
import type { Cell, NotTaken, Row, Sheet } from '../domain.ts';
import { LIMITS } from './limits.ts';
import { Problem } from './problem.ts';
import { cellName, withoutEmptyRows } from './sheet-builder.ts';

/** Sheets of one workbook in the plain shape; chart sheets and empty sheets are left out. */
export interface WorkbookReading {
  readonly sheets: Sheet[];
  readonly notTaken: NotTaken[];
}

export interface RowBudget {
  left: number;
}

let codePagesSet = false;

/**
 * Reads xlsx, xlsm, xlsb, xls and ods.
 * @throws Problem where the workbook is protected, broken or too large.
 */
export async function readWorkbook(bytes: Uint8Array, file: string, budget: RowBudget): Promise<WorkbookReading> {
  await readyForOldFiles(bytes);
  const workbook = parse(bytes, file);
  const sheets: Sheet[] = [];
  const notTaken: NotTaken[] = [];
  workbook.SheetNames.forEach((name, index) => {
    const worksheet = workbook.Sheets[name];
    if (!worksheet?.['!ref']) return;
    const { rows, wide } = rowsOf(worksheet, file, budget);
    const hidden = (workbook.Workbook?.Sheets?.[index]?.Hidden ?? 0) > 0;
    const sheet = withoutEmptyRows({ kind: 'sheet', file, name, hidden, places: 'cells', rows });
    if (wide > 0) {
      notTaken.push({
        place: { file, sheet: name },
        reason: `Columns after number ${LIMITS.columns} were not read (${wide} cells). Delete what is not part of the log.`,
      });
    }
    if (sheet) sheets.push(sheet);
  });
  return { sheets, notTaken };
}

/** Files of the 1990s carry their own code pages, which are a large table: it is loaded for them alone. */
async function readyForOldFiles(bytes: Uint8Array): Promise<void> {
  if (codePagesSet || bytes[0] !== 0xd0) return;
  const tables = await import('@e965/xlsx/dist/cpexcel.full.mjs');
  set_cptable(tables);
  codePagesSet = true;
}

function parse(bytes: Uint8Array, file: string) {
  try {
    // Styles, comments and HTML are not looked at; dense keeps rows as arrays, which is quicker and smaller.
    return read(bytes, {
      type: 'array',
      dense: true,
      cellFormula: true,
      cellHTML: false,
      cellText: false,
      cellDates: true,
      UTC: true,
    });
  } catch (error) {
    const text = error instanceof Error ? error.message : '';
    if (/password|encrypt/iu.test(text)) {
      throw new Problem(`${file} is protected with a password. Save a copy without the password, and check that.`);
    }
    throw new Problem(
      `${file} could not be read as a workbook. Open it in Excel or LibreOffice, save it again as .xlsx, and check that.`,
    );
  }
}

function rowsOf(worksheet: WorkSheet, file: string, budget: RowBudget): { rows: Row[]; wide: number } {
  const data = (worksheet['!data'] ?? []) as (CellObject | undefined)[][];
  const range = utils.decode_range(worksheet['!ref'] ?? 'A1');
  const rows: Row[] = [];
  const byNumber = new Map<number, (Cell | undefined)[]>();
  let wide = 0;
  // The declared range can be the whole sheet; only rows that exist are walked.
  data.forEach((line, r) => {
    if (!line || r > range.e.r) return;
    let cells: (Cell | undefined)[] | undefined;
    line.forEach((raw, c) => {
      const cell = raw && cellOf(raw);
      if (!cell) return;
      if (c >= LIMITS.columns) {
        wide++;
        return;
      }
      cells ??= [];
      cells[c] = cell;
    });
    if (!cells) return;
    if (--budget.left < 0) {
      throw new Problem(
        `${file} has more than ${LIMITS.rows.toLocaleString('en-GB')} rows. Split it, and check the parts.`,
      );
    }
    byNumber.set(r, cells);
    rows.push({ at: r + 1, cells });
  });
  repeatMerged(worksheet, byNumber);
  return { rows, wide };
}

function cellOf(raw: CellObject): Cell | null {
  const formula = typeof raw.f === 'string' && raw.f !== '' ? raw.f : undefined;
  const value = raw.t === 'e' ? null : raw.v instanceof Date ? isoDate(raw.v) : (raw.v ?? null);
  if ((value === null || value === '') && formula === undefined) return null;
  return formula === undefined ? { value } : { value, formula };
}

/** A date serial, as a date that sorts and that no one can take for the other order of day and month. */
function isoDate(date: Date): string | null {
  return Number.isNaN(date.getTime()) ? null : date.toISOString().slice(0, 10);
}

/** Gives each cell of a merged range the value of its first cell, where rows exist there at all. */
function repeatMerged(worksheet: WorkSheet, rows: ReadonlyMap<number, (Cell | undefined)[]>): void {
  for (const merge of worksheet['!merges'] ?? []) {
    const origin = rows.get(merge.s.r)?.[merge.s.c];
    if (!origin) continue;
    const mergedFrom = cellName(merge.s.r + 1, merge.s.c);
    const lastColumn = Math.min(merge.e.c, LIMITS.columns - 1);
    for (const [r, cells] of rowsWithin(rows, merge.s.r, merge.e.r)) {
      for (let c = merge.s.c; c <= lastColumn; c++) {
        cells[c] = r === merge.s.r && c === merge.s.c ? { ...origin, mergedFrom } : { value: origin.value, mergedFrom };
      }
    }
  }
}

function* rowsWithin(rows: ReadonlyMap<number, (Cell | undefined)[]>, first: number, last: number) {
  // A merge may claim a million rows; a sheet has at most some thousands.
  if (last - first > rows.size) {
    for (const [r, cells] of rows) if (r >= first && r <= last) yield [r, cells] as const;
    return;
  }
  for (let r = first; r <= last; r++) {
    const cells = rows.get(r);
    if (cells) yield [r, cells] as const;
  }
}
