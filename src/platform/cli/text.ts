import { printable } from './exit.ts';

/*
 * What was answered, for somebody at a terminal. Whoever wants all of it asks for JSON.
 */

type Row = Readonly<Record<string, unknown>>;
const WIDEST = 60;

/** An answer in lines: what is one value, then each list as a table. */
export function textOfAnswer(answer: unknown): string {
  if (!isRow(answer)) return `${scalar(answer) ?? JSON.stringify(answer)}\n`;
  const lists = Object.entries(answer).filter(([, value]) => isTable(value));
  const others = Object.entries(answer).filter(([, value]) => !isTable(value));
  const lines = others.flatMap(([name, value]) => lineFor(name, value));
  const tables = lists.map(([name, rows]) => {
    const text = table(rows as readonly Row[]);
    return lists.length === 1 && others.length === 0 ? text : `${name}:\n${text}`;
  });
  return [...(lines.length > 0 ? [`${lines.join('\n')}\n`] : []), ...tables].join('\n');
}

function lineFor(name: string, value: unknown): string[] {
  const plain = scalar(value);
  if (plain !== null) return plain === '' ? [] : [`${name}: ${plain}`];
  if (Array.isArray(value)) return [`${name}: ${value.map((one) => scalar(one) ?? '...').join(', ')}`];
  return Object.entries(value as Row).flatMap(([inner, one]) => lineFor(`${name}.${inner}`, one));
}

/** Columns of what fits in a line in every row. Its longest texts are cut: a table is for looking over. */
function table(rows: readonly Row[]): string {
  if (rows.length === 0) return 'None.\n';
  const names = [...new Set(rows.flatMap((row) => Object.keys(row)))].filter((name) =>
    rows.every((row) => scalar(row[name]) !== null),
  );
  const shown = names.filter((name) => rows.some((row) => scalar(row[name]) !== ''));
  const cells = [shown, ...rows.map((row) => shown.map((name) => cut(scalar(row[name]) ?? '')))];
  const widths = shown.map((_name, column) => Math.max(...cells.map((row) => [...row[column]!].length)));
  const line = (row: readonly string[]) =>
    row
      .map((cell, column) => cell + ' '.repeat(widths[column]! - [...cell].length))
      .join('  ')
      .trimEnd();
  return `${cells.map(line).join('\n')}\n`;
}

/** What fits in a line: one value, or a list of them; null for what is more. */
function scalar(value: unknown): string | null {
  if (value === null || value === undefined) return '';
  if (Array.isArray(value)) {
    const each = value.map((one: unknown) => (Array.isArray(one) ? null : scalar(one)));
    return each.includes(null) ? null : each.join(', ');
  }
  if (typeof value === 'string') return printable(value).replaceAll(/\s+/gu, ' ');
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  return value instanceof Date ? value.toISOString() : null;
}

function cut(text: string): string {
  const chars = [...text];
  return chars.length <= WIDEST ? text : `${chars.slice(0, WIDEST - 1).join('')}\u2026`;
}

function isTable(value: unknown): boolean {
  return Array.isArray(value) && value.every((one) => isRow(one)) && value.length > 0;
}

function isRow(value: unknown): value is Row {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof Date);
}
