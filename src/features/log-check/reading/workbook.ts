import { read, set_cptable, type CellObject, type WorkSheet } from '@e965/xlsx';
import type { Cell, CellValue, Row, Sheet } from '../domain.ts';
import { locked, type Archive, type UnpackedPart } from './archive.ts';
import { LIMITS, tooManyCells, type Budget } from './limits.ts';
import { Problem } from './problem.ts';
import { cellName, withoutEmptyRows } from './sheet-builder.ts';

/** What Excel and LibreOffice can hold in one sheet. A place past it is no place. */
const SHEET = { rows: 1_048_576, columns: 16_384 };

/** Parts of a workbook that nothing here looks at: programs, pictures, notes, links, caches. */
const PARTS_LEFT_OUT =
  /(?:vbaProject\.bin$|\/(?:media|printerSettings|drawings|charts|pivotTables|pivotCache|threadedComments|persons|embeddings|activeX|Thumbnails|Pictures)\/|(?:^|\/)comments[^/]*\.(?:xml|bin)$|\.(?:png|jpe?g|gif|emf|wmf|bmp|svg|vml)$)/iu;

let codePagesSet = false;

/**
 * Reads xlsx, xlsm and ods.
 * @throws Problem where the workbook is protected, broken or too large.
 */
export async function readZippedWorkbook(archive: Archive, file: string, budget: Budget): Promise<Sheet[]> {
  const safe = await archive.stored(
    budget,
    (name) => !PARTS_LEFT_OUT.test(name),
    (part) => withoutTraps(part, file),
  );
  return readWorkbook(safe, file);
}

/**
 * Reads xls and the XML that Excel wrote in 2003; also what `readZippedWorkbook` made safe.
 * @throws Problem where the workbook is protected, broken or too large.
 */
export async function readWorkbook(bytes: Uint8Array, file: string): Promise<Sheet[]> {
  await readyForOldFiles(bytes);
  const workbook = parse(bytes, file);
  return workbook.SheetNames.flatMap((name, index) => {
    const worksheet = workbook.Sheets[name];
    if (!worksheet?.['!data']) return [];
    const hidden = (workbook.Workbook?.Sheets?.[index]?.Hidden ?? 0) > 0;
    const rows = rowsOf(worksheet, file);
    return withoutEmptyRows({ kind: 'sheet', file, name, hidden, places: 'cells', rows }) ?? [];
  });
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
    // As a Buffer: SheetJS makes text of other bytes by way of a search through all of it.
    return read(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength), {
      type: 'buffer',
      dense: true,
      cellFormula: true,
      cellHTML: false,
      cellText: false,
      cellDates: true,
      UTC: true,
    });
  } catch (error) {
    const text = error instanceof Error ? error.message : '';
    if (/password|encrypt/iu.test(text)) throw locked(file);
    throw new Problem(
      `${file} could not be read as a workbook. Open it in Excel or LibreOffice, save it again as .xlsx, and check that.`,
    );
  }
}

/** Takes out of a part what makes SheetJS build millions of cells from a few bytes. */
function withoutTraps({ name, bytes }: UnpackedPart, file: string): Uint8Array {
  if (/(?:^|\/)META-INF\/manifest\.xml$/u.test(name) && find(bytes, 'encryption-data')) throw locked(file);
  if (/(?:^|\/)content\.xml$/u.test(name)) {
    refuseRepeats(Buffer.from(bytes).toString('latin1'), file);
    return bytes;
  }
  if (!/\.xml$/iu.test(name)) return bytes;
  // "<c />" is the shortest that is counted.
  if (bytes.length > 5 * LIMITS.cells && count(bytes, '<c ') + count(bytes, ':c ') > LIMITS.cells)
    throw tooManyCells(file);
  return withoutLinks(bytes);
}

/** A link may span a whole sheet, and a cell is made for every place in it. Renamed, it is not seen. */
function withoutLinks(bytes: Uint8Array): Uint8Array {
  const word = 'hyperlink ';
  let out: Buffer | null = null;
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  for (let at = buffer.indexOf(word); at >= 0; at = buffer.indexOf(word, at + word.length)) {
    if (!/<(?:\w+:)?$/u.test(buffer.toString('latin1', Math.max(0, at - 40), at))) continue;
    // The bytes may be those that were handed over.
    out ??= Buffer.from(buffer);
    out.write('q', at + word.length - 2);
  }
  return out ?? bytes;
}

/** In OpenDocument a cell says how often it is repeated, across and down. Empty ones may be so for ever. */
function refuseRepeats(xml: string, file: string): void {
  let cells = 0;
  let down = 1;
  for (const [tag, kind] of xml.matchAll(/<[\w:]*table-(row|cell)\b[^<>]*>/gu)) {
    if (kind === 'row') down = repeated(tag, 'rows');
    else if (!tag.endsWith('/>')) cells += down * repeated(tag, 'columns');
  }
  // A run of spaces is written as their number.
  if (cells > LIMITS.cells || /:c\s*=\s*["'][^"']{5}/u.test(xml)) throw tooManyCells(file);
}

function repeated(tag: string, what: 'rows' | 'columns'): number {
  const times = new RegExp(`number-${what}-repeated\\s*=\\s*["']([^"']*)`, 'u').exec(tag)?.[1];
  return times === undefined ? 1 : Math.max(1, Number.parseInt(times, 10) || 1);
}

function find(bytes: Uint8Array, text: string): boolean {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).includes(text);
}

function count(bytes: Uint8Array, text: string): number {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let found = 0;
  for (let at = buffer.indexOf(text); at >= 0; at = buffer.indexOf(text, at + text.length)) found++;
  return found;
}

function rowsOf(worksheet: WorkSheet, file: string): Row[] {
  const data = (worksheet['!data'] ?? []) as (CellObject | undefined)[][];
  if (data.length > SHEET.rows) throw outsideSheet(file);
  const rows: Row[] = [];
  const byNumber = new Map<number, (Cell | undefined)[]>();
  // What a sheet says of its own size is not believed, either way: only rows that exist are walked.
  for (const r of indexesOf(data)) {
    const line = data[r]!;
    if (line.length > SHEET.columns) throw outsideSheet(file);
    const cells: (Cell | undefined)[] = [];
    for (const c of indexesOf(line)) {
      const cell = cellOf(line[c]!);
      if (cell) cells[c] = cell;
    }
    if (cells.length === 0) continue;
    byNumber.set(r, cells);
    rows.push({ at: r + 1, cells });
  }
  repeatMerged(worksheet, byNumber, file);
  return rows;
}

/** The places of an array that hold something. A long array is mostly holes, and walking those takes minutes. */
function indexesOf(list: readonly unknown[]): number[] {
  const places = list.length > LIMITS.columns ? Object.keys(list).map(Number) : [...list.keys()];
  return places.filter((place) => list[place]);
}

function outsideSheet(file: string): Problem {
  return new Problem(
    `${file} has cells outside of what a sheet can hold. Open it in Excel or LibreOffice, save it again as .xlsx, and check that.`,
  );
}

function cellOf(raw: CellObject): Cell | null {
  const formula = typeof raw.f === 'string' && raw.f !== '' ? raw.f : undefined;
  const value = valueOf(raw);
  if ((value === null || value === '') && formula === undefined) return null;
  return formula === undefined ? { value } : { value, formula };
}

function valueOf(raw: CellObject): CellValue {
  if (raw.t === 'e') return null;
  if (raw.v instanceof Date) return isoDate(raw.v);
  if (typeof raw.v === 'number' && !Number.isFinite(raw.v)) return null;
  return raw.v ?? null;
}

/** A date serial, as a date that sorts and that no one can take for the other order of day and month. */
function isoDate(date: Date): string | null {
  return Number.isNaN(date.getTime()) ? null : date.toISOString().slice(0, 10);
}

/** Gives each cell of a merged range the value of its first cell, where rows exist there at all. */
function repeatMerged(worksheet: WorkSheet, rows: ReadonlyMap<number, (Cell | undefined)[]>, file: string): void {
  let left: number = LIMITS.cells;
  for (const merge of worksheet['!merges'] ?? []) {
    const origin = rows.get(merge.s.r)?.[merge.s.c];
    if (!origin) continue;
    const mergedFrom = cellName(merge.s.r + 1, merge.s.c);
    const repeat: Cell = { value: origin.value, mergedFrom };
    const lastColumn = Math.min(merge.e.c, LIMITS.columns - 1);
    // Many merges, each over the whole sheet, would be walked for hours.
    left -= Math.min(merge.e.r - merge.s.r + 1, rows.size) * Math.max(1, lastColumn - merge.s.c + 1);
    if (left < 0) throw tooManyCells(file);
    for (const [r, cells] of rowsWithin(rows, merge.s.r, merge.e.r)) {
      for (let c = merge.s.c; c <= lastColumn; c++) cells[c] = repeat;
      if (r === merge.s.r) cells[merge.s.c] = { ...origin, mergedFrom };
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
