import {
  differencesFromNhs,
  lookupScheme,
  NHS_SCHEME,
  productScheme,
  USUAL_WORDS,
  type RiskLevel,
  type RiskScheme,
} from '../../../schemes/domain.ts';
import type { Place, Sheet } from '../../domain.ts';
import { placeOf, textOf } from './cells.ts';
import { bareWord, isAxisWord, type Axis } from './levels.ts';

export interface FoundMatrix {
  readonly scheme: RiskScheme;
  readonly place: Place;
}

/** Finds a risk matrix in a sheet or a table of a page: a row of severities, a column of likelihoods, a level in each square. */
export function findMatrix(sheet: Sheet): FoundMatrix | null {
  if (sheet.rows.length < 3 || sheet.rows.length > 400) return null;
  const rows = sheet.rows.map((row) =>
    Array.from({ length: Math.min(40, row.cells.length) }, (_, index) => textOf(row.cells[index])),
  );
  for (const [r, row] of rows.entries()) {
    const found = (['severity', 'likelihood'] as const).flatMap((axis) => {
      const across = runOf(row, axis);
      return (across && matrixAt(rows, r, across, axis)) ?? [];
    });
    const meant = found.length === 2 ? theLabelled(found, rows, r) : found[0];
    const scheme = meant && orderedScheme(meant);
    if (scheme) return { scheme, place: placeOf(sheet, sheet.rows[r]!, meant.from) };
  }
  return null;
}

interface Run {
  readonly from: number;
  readonly words: readonly string[];
}

interface RawMatrix {
  /** Which axis stands side by side. */
  readonly across: Axis;
  /** The column of its first word, and the column of the words of the other axis. */
  readonly from: number;
  readonly down: number;
  readonly severity: readonly string[];
  readonly likelihood: readonly string[];
  readonly cells: readonly (readonly string[])[];
}

/** Three or more different words of an axis side by side, and no word that is none. */
function runOf(row: readonly string[], axis: Axis): Run | null {
  for (let from = 0; from < row.length; from++) {
    if (!isAxisWord(axis, row[from]!)) continue;
    let to = from;
    while (to < row.length && isAxisWord(axis, row[to]!)) to++;
    const words = row.slice(from, to);
    if (words.length >= 3 && new Set(words.map(bareWord)).size === words.length) return { from, words };
    from = to;
  }
  return null;
}

/** The squares above or below a row of words, named by the words of the other axis in a column to the left. */
function matrixAt(rows: readonly (readonly string[])[], r: number, across: Run, axis: Axis): RawMatrix | null {
  const other = axis === 'severity' ? 'likelihood' : 'severity';
  for (const step of [1, -1]) {
    for (let column = across.from - 1; column >= Math.max(0, across.from - 3); column--) {
      const words: string[] = [];
      const cells: string[][] = [];
      for (let at = r + step; at >= 0 && at < rows.length; at += step) {
        const word = rows[at]![column] ?? '';
        if (!isAxisWord(other, word)) break;
        const line = rows[at]!.slice(across.from, across.from + across.words.length);
        if (line.length < across.words.length || line.some((cell) => cell === '' || cell.length > 60)) break;
        words.push(word);
        cells.push(line);
      }
      if (words.length >= 3 && new Set(words.map(bareWord)).size === words.length) {
        const at = { across: axis, from: across.from, down: column };
        return axis === 'severity'
          ? { ...at, severity: across.words, likelihood: words, cells }
          : { ...at, severity: words, likelihood: across.words, cells: transposeCells(cells) };
      }
    }
  }
  return null;
}

/**
 * Low, medium and high on both sides: which side is the severity, only a label says. Without one it does not matter where
 * the squares are the same both ways, and nobody knows where they are not.
 */
function theLabelled(found: readonly RawMatrix[], rows: readonly (readonly string[])[], r: number): RawMatrix | null {
  const [first] = found as [RawMatrix, RawMatrix];
  if (JSON.stringify(first.cells) === JSON.stringify(transposeCells(first.cells))) return first;
  const above = rows.slice(Math.max(0, r - 2), r).flatMap((row) => row.slice(first.down));
  const beside = rows.flatMap((row) => row.slice(0, first.down));
  const across = axisNamed(above) ?? otherAxis(axisNamed([...beside, rows[r]![first.down] ?? '']));
  return found.find((one) => one.across === across) ?? null;
}

function otherAxis(axis: Axis | null): Axis | null {
  return axis === null ? null : axis === 'severity' ? 'likelihood' : 'severity';
}

/** The one axis that is named in some cells; null where none or both are. */
function axisNamed(texts: readonly string[]): Axis | null {
  const all = texts.join(' | ');
  const severity = /\b(?:severity|consequences?|impact)\b/iu.test(all);
  const likelihood = /\b(?:likelihood|probability|frequency)\b/iu.test(all);
  return severity === likelihood ? null : severity ? 'severity' : 'likelihood';
}

function transposeCells(cells: readonly (readonly string[])[]): string[][] {
  return (cells[0] ?? []).map((_, column) => cells.map((row) => row[column]!));
}

function orderedScheme(matrix: RawMatrix): RiskScheme | null {
  // Ratings that stand side by side in a log are words in a row too, and in no order.
  if (!inOrder(matrix.likelihood, 'likelihood') || !inOrder(matrix.severity, 'severity')) return null;
  const down = isDescending(matrix.likelihood, 'likelihood');
  const left = isDescending(matrix.severity, 'severity');
  const likelihood = (down ? matrix.likelihood.toReversed() : matrix.likelihood).map(tidyWord);
  const severity = (left ? matrix.severity.toReversed() : matrix.severity).map(tidyWord);
  const cells = (down ? matrix.cells.toReversed() : matrix.cells).map((row) => (left ? row.toReversed() : row));
  const names = new Map<string, string>();
  const levels = cells.map((row) => row.map((cell) => levelIn(cell, names)));
  const flat = levels.flat();
  if (new Set(flat.map(String)).size < 2) return null;
  if (flat.some((level) => typeof level === 'number') && flat.some((level) => typeof level === 'string')) return null;
  if (!rises(levels)) return null;
  const product = levels.every((row, l) => row.every((level, s) => level === (l + 1) * (s + 1)));
  if (product) return productScheme(severity, likelihood);
  const scheme = lookupScheme(
    { id: 'declared', title: 'the log\u2019s own matrix', severity, likelihood, matrix: levels },
    names,
  );
  return differencesFromNhs(scheme)?.length === 0 ? NHS_SCHEME : scheme;
}

function ranksOf(words: readonly string[], axis: Axis): number[] {
  const numbers = words.map((word) =>
    Number(/^\s*(\d)\b|\b(\d)\W*$/u.exec(word)?.slice(1).find(Boolean) ?? Number.NaN),
  );
  return numbers.every((number) => !Number.isNaN(number))
    ? numbers
    : words.map((word) => USUAL_WORDS[axis].indexOf(bareWord(word)));
}

function isDescending(words: readonly string[], axis: Axis): boolean {
  const ranks = ranksOf(words, axis);
  return ranks[0]! > ranks.at(-1)!;
}

/** Whether the words stand from least to worst or from worst to least. Two that schemes order in both ways may be swapped. */
function inOrder(words: readonly string[], axis: Axis): boolean {
  const ranks = ranksOf(words, axis);
  const rising = isDescending(words, axis) ? ranks.toReversed() : ranks;
  const falls = rising.filter((rank, index) => index > 0 && rank < rising[index - 1]!).length;
  return falls <= (words.length >= 4 ? 1 : 0);
}

/** Whether numbers rise with both axes. A slip in a square or two is still a matrix; numbers in no order are none. */
function rises(levels: readonly (readonly RiskLevel[])[]): boolean {
  let falls = 0;
  levels.forEach((row, l) =>
    row.forEach((level, s) => {
      const before = [row[s - 1], levels[l - 1]?.[s]].filter((one) => typeof one === 'number');
      if (typeof level === 'number' && before.some((one) => one > level)) falls++;
    }),
  );
  return falls <= (levels.length >= 4 ? 2 : 0);
}

/** "4 - Major" is Major; the words keep the case of the file. */
function tidyWord(text: string): string {
  return (
    text
      .replace(/^\s*\d+\s*[-.:)]*\s*/u, '')
      .replace(/\s*[(:\n][\s\S]*$/u, '')
      .trim() || text.trim()
  );
}

function levelIn(cell: string, names: Map<string, string>): RiskLevel {
  const number = /^\s*(\d{1,2})(?:\.0+)?\s*(?:[-:(]?\s*(.*?)\)?)?\s*$/u.exec(cell);
  if (number) {
    if (number[2]) names.set(number[1]!, number[2]);
    return Number(number[1]);
  }
  const trailing = /^\s*(\p{L}[\p{L}\s]*?)\s*\(?(\d{1,2})\)?\s*$/u.exec(cell);
  if (trailing) {
    names.set(trailing[2]!, trailing[1]!);
    return Number(trailing[2]);
  }
  return cell.trim();
}
