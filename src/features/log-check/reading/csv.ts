import { parse } from 'csv-parse/sync';
import type { Row, Sheet } from '../domain.ts';
import { LIMITS } from './limits.ts';
import { Problem } from './problem.ts';
import { withoutEmptyRows } from './sheet-builder.ts';
import type { RowBudget } from './workbook.ts';

const DELIMITERS = [',', ';', '\t', '|'] as const;

/**
 * Reads a file of values with separators; the separator is the one that gives the steadiest number of columns.
 * @throws Problem where quotes never close or there are too many rows.
 */
export function readCsv(text: string, file: string, budget: RowBudget): Sheet | null {
  const records = parseWith(text, delimiterOf(text), file);
  budget.left -= records.length;
  if (budget.left < 0) {
    throw new Problem(
      `${file} has more than ${LIMITS.rows.toLocaleString('en-GB')} rows. Split it, and check the parts.`,
    );
  }
  const rows: Row[] = records.map(({ record, at }) => ({
    at,
    cells: record.slice(0, LIMITS.columns).map((value) => (value.trim() === '' ? undefined : { value })),
  }));
  return withoutEmptyRows({ kind: 'sheet', file, name: null, hidden: false, places: 'lines', rows });
}

interface Numbered {
  readonly record: string[];
  readonly at: number;
}

function parseWith(text: string, delimiter: string, file: string): Numbered[] {
  // csv-parse says on which line a record ends; a record begins after the end of the one before.
  let last = 0;
  const numbered: Numbered[] = [];
  try {
    const records = parse(text, {
      delimiter,
      bom: true,
      info: true,
      relax_column_count: true,
      relax_quotes: true,
      skip_empty_lines: false,
    }) as unknown as { info: { lines: number }; record: string[] }[];
    for (const { info, record } of records) {
      numbered.push({ record, at: last + 1 });
      last = info.lines;
    }
  } catch {
    throw new Problem(
      `${file} has a quotation mark that never closes, so its rows cannot be told apart. Save it again from Excel as CSV or .xlsx.`,
    );
  }
  return numbered;
}

function delimiterOf(text: string): string {
  const sample = text.slice(0, 60_000);
  const scores = DELIMITERS.map((delimiter) => ({ delimiter, score: steadiness(sample, delimiter) }));
  return scores.toSorted((a, b) => b.score - a.score)[0]!.delimiter;
}

function steadiness(sample: string, delimiter: string): number {
  const widths = new Map<number, number>();
  let quoted = false;
  let width = 1;
  for (const char of sample) {
    if (char === '"') quoted = !quoted;
    else if (!quoted && char === delimiter) width++;
    else if (!quoted && char === '\n') {
      widths.set(width, (widths.get(width) ?? 0) + 1);
      width = 1;
    }
  }
  widths.set(width, (widths.get(width) ?? 0) + 1);
  widths.delete(1);
  return Math.max(0, ...[...widths].map(([columns, lines]) => lines * Math.min(columns, 30)));
}
