import { foldWord } from '../../../schemes/domain.ts';
import { tableKey, type MappingWord, type Row, type Sheet } from '../../domain.ts';
import { textOf } from './cells.ts';
import { isNamed, meaningNamed } from './columns.ts';
import { readHeading } from './headings.ts';

/** How far down headings are looked for: titles, versions and legends stand above them. */
const HEADER_WITHIN = 60;

export interface Header {
  /** Place among the sheet's rows of the last row of headings; the row before the first where there are none. */
  readonly at: number;
  /** That row's number in the sheet. */
  readonly number: number;
  readonly rows: readonly Row[];
  readonly paths: readonly (readonly string[])[];
  readonly score: number;
}

/** Finds the headings of the first table at or below a row. */
export function findHeader(sheet: Sheet, from: number, said: readonly MappingWord[]): Header | null {
  let best: Header | null = null;
  let looked = 0;
  for (let at = from; at < sheet.rows.length && looked < HEADER_WITHIN; at++) {
    looked++;
    const pointed = isPointedAt(sheet, sheet.rows[at]!.at, said);
    const header = isPointedAt(sheet, sheet.rows[at]!.at - 1, said)
      ? noHeader(sheet, at)
      : headerAt(sheet, at, said, pointed);
    if (header && header.at < at) return header;
    if (header && pointed) return header;
    // The first good row wins over a slightly better one far below: that is a second table.
    if (header && (!best || header.score > best.score + 0.01) && (!best || at - best.at <= 3)) best = header;
  }
  return best;
}

/** Whether a person said something of the table whose headings stand in this row. */
function isPointedAt(sheet: Sheet, at: number, said: readonly MappingWord[]): boolean {
  const table = tableKey({ file: sheet.file, sheet: sheet.name, headerAt: at });
  return said.some((word) => word.table === table);
}

/** A table without headings begins with this row; its columns are called by their letters. Null where a row of headings stands before it. */
export function noHeader(sheet: Sheet, at: number): Header | null {
  const number = sheet.rows[at]!.at - 1;
  return sheet.rows[at - 1]?.at === number ? null : { at: at - 1, number, rows: [], paths: [], score: 0 };
}

/** A second table under the first, after a gap or a repeat of headings. */
export function nextHeader(sheet: Sheet, after: Header, said: readonly MappingWord[]): Header | null {
  for (let at = after.at + 2; at < sheet.rows.length; at++) {
    const gap = sheet.rows[at]!.at - sheet.rows[at - 1]!.at > 1;
    const gapAbove = at >= 2 && sheet.rows[at - 1]!.at - sheet.rows[at - 2]!.at > 1;
    if (!gap && !gapAbove) continue;
    const header = headerAt(sheet, at, said);
    if (header && header.score >= 3 && sameWords(header, after) < 0.9) return header;
  }
  return null;
}

function sameWords(a: Header, b: Header): number {
  const words = (header: Header) => header.paths.map((path) => foldWord(path.at(-1) ?? '')).filter(Boolean);
  const first = new Set(words(a));
  const second = words(b);
  return second.filter((word) => first.has(word)).length / Math.max(1, first.size, second.length);
}

/** A row taken as headings, alone or under one or two rows of groups, whichever says more. */
export function headerAt(sheet: Sheet, at: number, said: readonly MappingWord[], pointed = false): Header | null {
  const row = sheet.rows[at]!;
  if (!pointed && row.cells.filter((cell) => typeof cell?.value === 'string' && cell.value.trim() !== '').length < 2)
    return null;
  let best: Header | null = null;
  for (const above of [0, 1, 2]) {
    if (at - above < 0 || (above > 0 && row.at - sheet.rows[at - above]!.at > above)) break;
    const rows = sheet.rows.slice(at - above, at + 1);
    const groups = rows.slice(0, -1).map((group) => groupsOf(group, row));
    if (groups.some((group) => group === null)) break;
    const paths = pathsOf(rows, groups as string[][]);
    const score = scoreOf(paths, said);
    const better = !best || score > best.score + 0.2 || (score >= best.score - 0.2 && isGroupRow(rows[0]!, row));
    if ((score >= 2.5 || pointed) && better) best = { at, number: row.at, rows, paths, score };
  }
  return best;
}

/** Whether a row names groups of the columns beneath: two words or more, each over several columns. */
function isGroupRow(group: Row, header: Row): boolean {
  const filled = group.cells.flatMap((cell, index) => (textOf(cell) === '' ? [] : [{ cell: cell!, index }]));
  const starts = filled.filter(({ cell, index }) => index === 0 || textOf(group.cells[index - 1]) !== textOf(cell));
  const headed = header.cells.filter((cell) => textOf(cell) !== '').length;
  if (starts.length < 2 || starts.length > 0.6 * headed) return false;
  return starts.every(({ cell, index }, position) => {
    if (cell.mergedFrom !== undefined) return true;
    const next = starts[position + 1]?.index ?? header.cells.length;
    return next - index >= 2;
  });
}

/** The words of a row of groups over each column: repeated by its merges, or by being blank to the right. Null for a title. */
function groupsOf(group: Row, header: Row): string[] | null {
  const width = Math.max(group.cells.length, header.cells.length);
  const merged = group.cells.some((cell) => cell?.mergedFrom !== undefined);
  const words: string[] = [];
  let last = '';
  for (let index = 0; index < width; index++) {
    const text = textOf(group.cells[index]);
    if (text !== '') last = text;
    words.push(text !== '' ? text : merged ? '' : last);
  }
  const distinct = new Set(words.filter((word) => word !== ''));
  const long = [...distinct].some((word) => word.length > 60);
  return distinct.size === 0 || long || (distinct.size === 1 && words.filter(Boolean).length > 0.7 * width && width > 2)
    ? null
    : words;
}

function pathsOf(rows: readonly Row[], groups: readonly (readonly string[])[]): string[][] {
  const header = rows.at(-1)!;
  const width = Math.max(...rows.map((row) => row.cells.length));
  return Array.from({ length: width }, (_, index) => {
    const own = textOf(header.cells[index]);
    // Headings of a tree carry their path within them.
    const leaf = own.split(' \u203a ').map((word) => word.trim());
    const above = groups.map((group) => group[index] ?? '').filter((word) => word !== '');
    if (own !== '') return [...above.filter((word) => word !== own), ...leaf];
    // A heading that spans both rows stands in the upper one; a group that reached here by being blank does not.
    const direct = rows
      .slice(0, -1)
      .map((row) => textOf(row.cells[index]))
      .filter(Boolean)
      .at(-1);
    return direct ? [direct] : [];
  });
}

/** How many columns say something of the field: surer words weigh more, and a meaning counts once. */
function scoreOf(paths: readonly (readonly string[])[], said: readonly MappingWord[]): number {
  const best = new Map<string, number>();
  paths.forEach((path, index) => {
    if (path.length === 0) return;
    const header = [...new Set(path)].join(' \u203a ');
    const named = said.find(
      (word) => isNamed({ header, path, index }, word.column) && foldWord(word.column).length > 1,
    );
    if (named) {
      // A person's word weighs more than a synonym: two of them make a row of headings.
      best.set(`said ${meaningNamed(named.meaning)} ${index}`, 1.5);
      return;
    }
    // A sentence with the word hazard in it is no heading.
    const reading = path.at(-1)!.length > 60 ? null : readHeading(path);
    if (!reading) return;
    const key = `${reading.meaning} ${reading.phase ?? (reading.meaning === 'severity' || reading.meaning === 'likelihood' || reading.meaning === 'risk' ? index : '')}`;
    best.set(key, Math.max(best.get(key) ?? 0, reading.score));
  });
  return [...best.values()].reduce((sum, score) => sum + score, 0);
}
