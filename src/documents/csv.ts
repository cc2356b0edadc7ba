import { defused } from './safe-cells.ts';

/** Rows as values with commas between them, for spreadsheets and programs; what would run as a formula is made text. */
export function csvTable(rows: readonly (readonly (string | number)[])[]): string {
  const lines = rows.map((row) => row.map((cell) => csvCell(typeof cell === 'number' ? cell : defused(cell))));
  // Excel takes a file for UTF-8 by this mark alone.
  return `\uFEFF${lines.map((line) => line.join(',')).join('\r\n')}\r\n`;
}

/** One value, as it stands in such a row. */
function csvCell(cell: string | number): string {
  const text = String(cell);
  return /[",;\n\r\t]|^\s|\s$/u.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
