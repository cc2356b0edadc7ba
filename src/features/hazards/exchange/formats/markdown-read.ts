import { parse } from 'yaml';
import { hazardNumber, PHASES } from '../../domain.ts';
import { logDocumentSchema, tidyLog, tidyText, type CarriedLog, type DocumentHazard } from '../document.ts';
import { Problem } from '../problem.ts';
import { aboutIn, saysOurs, schemeIn } from './about.ts';
import { COLUMNS } from './columns.ts';
import { FACT_HEADINGS, factsIn } from './facts.ts';
import { bulleted, numbered } from './lists.ts';
import { BESIDE, FRONT, HEADINGS, SECTIONS } from './markdown.ts';
import { cellsOf, fromBlock, fromLine } from '../../../../documents/markdown-text.ts';
import { readRows, type ReadRow } from './read-rows.ts';
import { RATED } from './words.ts';

export interface TextFile {
  /** With its folders. */
  readonly name: string;
  readonly text: string;
}

interface Section {
  readonly level: number;
  readonly heading: string;
  readonly lines: string[];
}

/**
 * Takes back a folder that `markdownOf` wrote, as it was or edited since.
 * @returns null where it is none of ours
 * @throws Problem in words, with the file
 */
export function readMarkdown(files: readonly TextFile[]): CarriedLog | null {
  const readme = files.find(
    ({ name, text }) => /(?:^|\/)README\.md$/iu.test(name) && saysOurs(tablesIn(linesOf(text))),
  );
  if (!readme) return null;
  const rows = tablesIn(linesOf(readme.text));
  const folder = readme.name.replace(/README\.md$/iu, 'hazards/');
  const hazards = files
    .filter(({ name }) => name.startsWith(folder) && /\.md$/iu.test(name))
    .map(hazardIn)
    .toSorted((a, b) => (hazardNumber(a.id ?? '') ?? Infinity) - (hazardNumber(b.id ?? '') ?? Infinity));
  const tables = rows.map((cells) => cells.map((cell) => (/^\d{1,6}$/u.test(cell ?? '') ? Number(cell) : cell)));
  const log = logDocumentSchema.safeParse(
    tidyLog({
      format: 'primum-hazard-log',
      version: 1,
      ...aboutIn(rows),
      scheme: schemeIn(withBreaks(tables)),
      hazards,
    }),
  );
  if (!log.success)
    throw new Problem(
      `${readme.name} was changed, so that this folder cannot be read for certain. Put it back as it was downloaded.`,
    );
  return { log: log.data, missing: new Set() };
}

/** The rows of all tables, with an empty one between two tables. */
function tablesIn(lines: readonly string[]): (string | null)[][] {
  return lines.flatMap((line) => {
    if (/^\s*\|[\s:|-]*\|\s*$/u.test(line)) return [];
    const cells = cellsOf(line);
    return cells ? [cells.map((cell) => tidyText(cell) || null)] : [[]];
  });
}

function withBreaks<T>(rows: readonly (readonly (T | null)[])[]): (readonly (T | null)[])[] {
  return rows.map((row) => (row.length === 0 ? [null] : row));
}

function linesOf(text: string): string[] {
  return text.replaceAll(/\r\n?/gu, '\n').split('\n');
}

function hazardIn({ name, text }: TextFile): DocumentHazard {
  const { front, body } = frontOf(name, text);
  const sections = sectionsOf(body);
  const hazardCells = new Map<string, string>();
  for (const key of FRONT) {
    const value: unknown = front[headingOf('hazard', key)];
    if (value === undefined || value === null) continue;
    if (typeof value !== 'string')
      throw new Problem(`${name}: "${headingOf('hazard', key)}" is a list. Write it as one text.`);
    hazardCells.set(headingOf('hazard', key), tidyText(value));
  }
  for (const [key, how] of Object.entries(SECTIONS)) {
    const section = sections.find(({ level, heading }) => level === 2 && heading === headingOf('hazard', key));
    const cell = section && cellOf(section.lines, how);
    if (cell) hazardCells.set(headingOf('hazard', key), cell);
  }
  const under = (heading: string) => {
    const at = sections.findIndex((one) => one.level === 2 && one.heading === heading);
    const end = sections.findIndex((one, index) => index > at && one.level <= 2);
    return at < 0 ? [] : sections.slice(at + 1, end < 0 ? undefined : end);
  };
  const ratings = sections.find(({ level, heading }) => level === 2 && heading === HEADINGS.ratings);
  const id = hazardCells.get(headingOf('hazard', 'id')) ?? '';
  const facts = ratings ? ratingsIn(ratings.lines, id, hazardCells) : factsIn([]);
  const extras = under(HEADINGS.extras).map(({ heading, lines }) => ({
    heading,
    text: tidyText(fromBlock(trimmed(lines))),
  }));
  const controls = under(HEADINGS.controls).map(controlCells);
  return hazardFrom(name, hazardCells, controls, extras, facts);
}

/** As rows of the table, which are read in one place. */
function hazardFrom(
  file: string,
  hazard: ReadonlyMap<string, string>,
  controls: readonly ReadonlyMap<string, string>[],
  extras: readonly { readonly heading: string; readonly text: string }[],
  facts: ReturnType<typeof factsIn>,
): DocumentHazard {
  const headings = [...COLUMNS, ...extras].map(({ heading }) => heading);
  const rows = (controls.length > 0 ? controls : [new Map<string, string>()]).map((control, index): ReadRow => {
    const cells = COLUMNS.map((column) => (column.of === 'control' ? control : hazard).get(column.heading) ?? null);
    const number = index === 0 ? null : (hazard.get(headingOf('hazard', 'id')) ?? null);
    const only = COLUMNS.map((column, at) => {
      if (index === 0 || column.of === 'control') return cells[at]!;
      return column.key === 'id' ? number : null;
    });
    return { at: index + 1, cells: [...only, ...(index === 0 ? extras.map(({ text }) => text || null) : [])] };
  });
  try {
    const read = readRows(headings, rows, facts);
    return read.hazards[0]!;
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    throw new Problem(`${file}: ${error.message.replace(/^Row \d+(?::| )\s*/u, '')}`);
  }
}

function headingOf(of: 'hazard' | 'control', key: string): string {
  return COLUMNS.find((column) => column.of === of && column.key === key)!.heading;
}

function frontOf(
  file: string,
  text: string,
): { readonly front: Readonly<Record<string, unknown>>; readonly body: string[] } {
  const lines = linesOf(text.replace(/^\uFEFF/u, ''));
  const end = lines[0] === '---' ? lines.indexOf('---', 1) : -1;
  if (end < 0)
    throw new Problem(
      `${file} does not begin with its lines between --- and ---. Put them back, or take the file out.`,
    );
  try {
    // As text, whatever it looks like: 007 is a number that somebody gave, and no 7.
    const front: unknown = parse(lines.slice(1, end).join('\n'), { schema: 'failsafe', maxAliasCount: 0 });
    if (typeof front !== 'object' || front === null || Array.isArray(front)) throw new TypeError('no fields');
    return { front: front as Readonly<Record<string, unknown>>, body: lines.slice(end + 1) };
  } catch {
    throw new Problem(
      `${file}: the lines between --- and --- cannot be read. Each is a name, a colon and what stands there.`,
    );
  }
}

function sectionsOf(lines: readonly string[]): Section[] {
  const sections: Section[] = [{ level: 0, heading: '', lines: [] }];
  for (const line of lines) {
    const [, marks, heading = ''] = /^(#{1,3})\s+(.*)$/u.exec(line) ?? [];
    if (marks) sections.push({ level: marks.length, heading: tidyText(fromLine(heading)), lines: [] });
    else sections.at(-1)!.lines.push(line);
  }
  return sections;
}

function trimmed(lines: readonly string[]): string[] {
  const first = lines.findIndex((line) => line.trim() !== '');
  const last = lines.findLastIndex((line) => line.trim() !== '');
  return first < 0 ? [] : lines.slice(first, last + 1);
}

/** What stands under a heading, as the cell of a table. */
function cellOf(lines: readonly string[], how: 'text' | 'bullets' | 'lines' | 'numbers'): string | null {
  if (how === 'text') return tidyText(fromBlock(trimmed(lines))) || null;
  const items = itemsOf(trimmed(lines), how === 'numbers' ? 3 : 2);
  if (how === 'numbers') return numbered(items);
  return how === 'lines' ? items.join('\n') || null : bulleted(items);
}

/** The items of a list; what stands before the first mark is one. */
function itemsOf(lines: readonly string[], inset: number): string[] {
  const items: string[][] = [];
  for (const line of lines) {
    const [mark] = /^(?:[-*+]|\d{1,4}[.)])\s+/u.exec(line) ?? [];
    if (mark !== undefined) items.push([line.slice(mark.length)]);
    else if (items.length === 0) items.push([line]);
    else items.at(-1)!.push(line.slice(Math.min(inset, /^ */u.exec(line)![0].length)));
  }
  return items.map((item) => tidyText(fromBlock(trimmed(item)))).filter(Boolean);
}

function controlCells({ heading, lines }: Section): ReadonlyMap<string, string> {
  const cells = new Map<string, string>();
  const table = lines.findIndex((line) => line.trimStart().startsWith('|'));
  const text = tidyText(fromBlock(trimmed(lines.slice(0, table < 0 ? undefined : table))));
  if (heading !== HEADINGS.newControl) cells.set(headingOf('control', 'id'), heading);
  if (text) cells.set(headingOf('control', 'text'), text);
  for (const [name, value] of table < 0 ? [] : tablesIn(lines.slice(table))) if (name && value) cells.set(name, value);
  return cells;
}

/** The table of ratings, as the cells of the log and what is told of them. */
function ratingsIn(lines: readonly string[], id: string, cells: Map<string, string>): ReturnType<typeof factsIn> {
  const [head = [], ...rows] = tablesIn(lines).filter((row) => row.length > 0);
  const at = (heading: string) => head.indexOf(heading);
  for (const row of rows) {
    const phase = PHASES.find((one) => RATED[one] === row[0]);
    if (!phase) continue;
    const set = (key: string, heading: string) => {
      const value = row[at(heading)];
      if (value) cells.set(headingOf('hazard', `${phase}.${key}`), value);
    };
    set('severity', 'Severity');
    set('likelihood', 'Likelihood');
    set('justification', BESIDE[0]);
    if (phase === 'residual' || phase === 'deployer') set('reliesOn', BESIDE[1]);
  }
  return factsIn(rows.map((row) => [id || null, ...FACT_HEADINGS.slice(1).map((heading) => row[at(heading)] ?? null)]));
}
