import type { Cell, CellValue, Place, Row, Sheet, StatedValue } from '../../domain.ts';
import { fold } from './lists.ts';

/** A cell's value as a person reads it: 1.1000000000000001 is 1.1, and true is TRUE. Lines are kept. */
export function textOf(cell: Cell | undefined): string {
  return cell === undefined ? '' : valueText(cell.value).trim();
}

function valueText(value: CellValue): string {
  if (value === null) return '';
  if (typeof value === 'number') return Number.isInteger(value) ? String(value) : String(Number(value.toPrecision(12)));
  if (typeof value === 'boolean') return value ? 'TRUE' : 'FALSE';
  return value;
}

/** "A" for 0, "AA" for 26. */
export function columnLetter(index: number): string {
  let rest = index + 1;
  let letters = '';
  while (rest > 0) {
    const digit = (rest - 1) % 26;
    letters = String.fromCharCode(65 + digit) + letters;
    rest = Math.floor((rest - 1) / 26);
  }
  return letters;
}

/** The place of a column of a letter, from 0. */
export function columnIndex(letters: string): number {
  return [...letters.toUpperCase()].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0) - 1;
}

/** Where a cell stands, in the way in which its file can be looked up. */
export function placeOf(sheet: Sheet, row: Row, column?: number): Place {
  const base = { file: sheet.file, ...(sheet.name === null ? {} : { sheet: sheet.name }) };
  if (sheet.places === 'lines') {
    return { ...base, line: (column === undefined ? undefined : row.cells[column]?.line) ?? row.at };
  }
  return { ...base, cell: column === undefined ? `A${row.at}` : `${columnLetter(column)}${row.at}` };
}

/** The stated value in a cell; undefined where it is blank. */
export function statedAt(sheet: Sheet, row: Row, column: number): StatedValue | undefined {
  const cell = row.cells[column];
  const text = fold(textOf(cell));
  if (text === '') return undefined;
  return {
    text,
    place: placeOf(sheet, row, column),
    ...(cell?.formula === undefined ? {} : { formula: cell.formula }),
  };
}
