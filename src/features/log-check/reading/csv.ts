import { parse } from 'csv-parse/sync';
import type { Row, Sheet } from '../domain.ts';
import { LIMITS, type Budget } from './limits.ts';
import { Problem } from './problem.ts';
import { withoutEmptyRows } from './sheet-builder.ts';

const DELIMITERS = [',', ';', '\t', '|'] as const;

/**
 * Reads a file of values with separators; the separator is the one that gives the steadiest number of columns, or the
 * one that Excel's own first line ("sep=;") names.
 * @throws Problem where quotes never close or there are too many rows.
 */
export function readCsv(source: string, file: string, budget: Budget): Sheet | null {
  // csv-parse counts a line end of two characters inside quotes as two lines.
  const text = withoutEmptyEnd(source.replace(/\r\n?/gu, '\n'));
  const said = /^sep=([,;|\t])(?=\n)/iu.exec(text);
  const rows = rowsOf(
    said ? text.slice(said[0].length) : text,
    said?.[1] ?? (/\.tsv$/iu.test(file) ? '\t' : delimiterOf(text)),
    file,
    budget,
  );
  return withoutEmptyRows({ kind: 'sheet', file, name: null, hidden: false, places: 'lines', rows });
}

/** Excel writes rows of separators as far down as anybody ever clicked: often a million of them. */
function withoutEmptyEnd(text: string): string {
  let end = text.length;
  for (let start = end; start > 0 && /^[,;\t| ]*$/u.test(text.slice(start, end));) {
    end = start;
    start = text.lastIndexOf('\n', end - 2) + 1;
  }
  return text.slice(0, end);
}

function rowsOf(text: string, delimiter: string, file: string, budget: Budget): Row[] {
  const rows: Row[] = [];
  // csv-parse says on which line a record ends; a record begins after the end of the one before.
  let last = 0;
  try {
    parse(text, {
      delimiter,
      record_delimiter: '\n',
      bom: true,
      relax_column_count: true,
      relax_quotes: true,
      on_record: (record: string[], { lines }: { lines: number }) => {
        const at = last + 1;
        last = lines;
        if (record.every((value) => value.trim() === '')) return null;
        // Counted here, so that a file of a million rows is not first read as a whole.
        if (rows.length > LIMITS.rows) budget.takeRows(rows.length, file);
        rows.push({ at, cells: record.map((value) => (value.trim() === '' ? undefined : { value })) });
        return null;
      },
    });
  } catch (error) {
    if (error instanceof Problem) throw error;
    throw new Problem(
      `${file} has a quotation mark that never closes, so its rows cannot be told apart. Save it again from Excel as CSV or .xlsx.`,
    );
  }
  return rows;
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
  let before = '\n';
  for (const char of sample) {
    // Within a value a quotation mark is an inch, or a word that somebody doubts; two of them stand for one.
    if (char === '"') quoted = !quoted && /[\n,;\t|"]/u.test(before);
    else if (!quoted && char === delimiter) width++;
    else if (!quoted && char === '\n') {
      widths.set(width, (widths.get(width) ?? 0) + 1);
      width = 1;
    }
    before = char;
  }
  widths.set(width, (widths.get(width) ?? 0) + 1);
  widths.delete(1);
  return Math.max(0, ...[...widths].map(([columns, lines]) => lines * Math.min(columns, 30)));
}
