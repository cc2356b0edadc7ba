import type { Cell, CellValue, Row, Sheet } from '../domain.ts';
import { columnLetter } from '../domain/understanding/cells.ts';
import { LIMITS, tooManyCells } from './limits.ts';

/** The cell's name, from its row (counted from 1) and its column (counted from 0). */
export function cellName(row: number, column: number): string {
  return `${columnLetter(column)}${row}`;
}

/** A cell as a table in a page has it: a value and how far it spans. */
export interface SpanningCell {
  readonly value: CellValue;
  readonly across: number;
  readonly down: number;
  readonly line?: number;
}

/**
 * Lays out rows of spanning cells (HTML and Word tables) as a grid. A spanned place repeats the value and names the cell
 * that it came from.
 * @throws Problem where the spans make far more of it than a log.
 */
export function layOut(rows: readonly (readonly SpanningCell[])[], file: string, lines?: readonly number[]): Row[] {
  let left: number = LIMITS.cells / 5;
  const grid: (Cell | undefined)[][] = rows.map(() => []);
  rows.forEach((cells, r) => {
    let c = 0;
    for (const cell of cells) {
      while (grid[r]![c]) c++;
      // A span that claims a thousand places reaches only as far as the table, and as a table is looked at.
      const down = Math.min(cell.down, rows.length - r);
      const across = c < LIMITS.columns ? Math.min(cell.across, LIMITS.columns - c) : 1;
      const merged = down > 1 || across > 1 ? cellName(r + 1, c) : undefined;
      const laid: Cell = {
        value: cell.value,
        ...(merged ? { mergedFrom: merged } : {}),
        ...(cell.line ? { line: cell.line } : {}),
      };
      // Each row may claim all the rows beneath it.
      left -= (down - 1) * across;
      if (left < 0) throw tooManyCells(file);
      for (let y = 0; y < (c < LIMITS.columns ? down : 1); y++) {
        for (let x = 0; x < across; x++) grid[r + y]![c + x] = laid;
      }
      c += across;
    }
  });
  return grid.map((cells, r) => ({ at: lines?.[r] ?? r + 1, cells }));
}

/** Whether a cell has nothing to read. */
export function isBlank(cell: Cell | undefined): boolean {
  return cell === undefined || cell.value === null || (typeof cell.value === 'string' && cell.value.trim() === '');
}

/** A sheet without its empty rows; null where nothing is left. */
export function withoutEmptyRows(sheet: Sheet): Sheet | null {
  const rows = sheet.rows.filter((row) => row.cells.some((cell) => !isBlank(cell) || cell?.formula !== undefined));
  return rows.length > 0 ? { ...sheet, rows } : null;
}
