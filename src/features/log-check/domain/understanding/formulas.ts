import {
  MEANINGS,
  type ColumnReading,
  type Meaning,
  type Phase,
  type RiskFormula,
  type WrongRead,
} from '../../domain.ts';
import { columnIndex, columnLetter, placeOf, textOf } from './cells.ts';
import type { DraftHazard } from './drafts.ts';
import type { FoundTable } from './tables.ts';

/** "'Risk Matrix'!$D$2", "Log!G2", "$N2", "D2:H6": the sheet, and the first and last cell. */
const REFERENCE =
  /(?:('(?:[^']|'')+'|[A-Za-z_][\w.]*)!)?\$?([A-Za-z]{1,3})\$?(\d{1,7})(:\$?[A-Za-z]{1,3}\$?\d{1,7})?(?![\w(])/gu;

interface CellRead {
  readonly column: number;
  readonly row: number;
}

/**
 * Reads the formulas of the risk columns. A formula that takes a severity or likelihood of the other rating, or of
 * another row, is wrong for certain; one that reads helper cells is left alone.
 */
export function formulasOf(table: FoundTable, hazardOfRow: ReadonlyMap<number, DraftHazard>): RiskFormula[] {
  const byMeaning = new Map<Meaning, ColumnReading>(table.reading.columns.map((column) => [column.meaning, column]));
  const ratingColumns = new Map<number, Meaning>(
    table.reading.columns
      .filter((column) => /^(?:initial|residual)-(?:severity|likelihood)$/u.test(column.meaning))
      .map((column) => [column.index, column.meaning]),
  );
  const formulas: RiskFormula[] = [];
  for (const phase of ['initial', 'residual'] as const) {
    const risk = byMeaning.get(`${phase}-risk`);
    if (!risk) continue;
    for (const row of table.rows) {
      const formula = row.cells[risk.index]?.formula;
      if (formula === undefined) continue;
      const hazard = hazardOfRow.get(row.at);
      // The prepared formula of an empty row misleads nobody yet; it is judged with the rows that are in use.
      if (!hazard && textOf(row.cells[risk.index]) === '') continue;
      const wrong = wrongReads(readsOf(formula, table.sheet.name), row.at, phase, ratingColumns, byMeaning);
      formulas.push({ hazard: hazard?.ref ?? null, phase, place: placeOf(table.sheet, row, risk.index), wrong });
    }
  }
  return formulas;
}

function wrongReads(
  reads: readonly CellRead[],
  row: number,
  phase: Phase,
  ratingColumns: ReadonlyMap<number, Meaning>,
  byMeaning: ReadonlyMap<Meaning, ColumnReading>,
): WrongRead[] {
  const wrong = new Map<string, WrongRead>();
  for (const read of reads) {
    const meaning = ratingColumns.get(read.column);
    if (!meaning) continue;
    const part = meaning.endsWith('severity') ? 'severity' : 'likelihood';
    const meant = `${phase}-${part}` as Meaning;
    const column = byMeaning.get(meant);
    if (!column || (meaning === meant && read.row === row)) continue;
    const name = `${columnLetter(read.column)}${read.row}`;
    wrong.set(name, {
      reads: name,
      readsMeaning: MEANINGS[meaning].toLowerCase() + (read.row === row ? '' : `, row ${read.row}`),
      shouldRead: `${column.letter}${row}`,
      shouldMeaning: MEANINGS[meant].toLowerCase(),
    });
  }
  return [...wrong.values()];
}

function readsOf(formula: string, sheet: string | null): CellRead[] {
  const reads: CellRead[] = [];
  // Text in quotes is no reference; quoted sheet names use the other quotation mark.
  for (const match of formula.replace(/"(?:[^"]|"")*"/gu, '""').matchAll(REFERENCE)) {
    const [, qualifier, letters, row, range] = match;
    const named = qualifier?.replace(/^'|'$/gu, '').replaceAll("''", "'");
    if (range !== undefined || (named !== undefined && named !== sheet)) continue;
    reads.push({ column: columnIndex(letters!), row: Number(row) });
  }
  return reads;
}
