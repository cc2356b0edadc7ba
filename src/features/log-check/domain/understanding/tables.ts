import { foldWord } from '../../../schemes/domain.ts';
import type { MappingWord, Meaning, NotTaken, Place, Question, Row, Sheet, TableReading } from '../../domain.ts';
import { columnLetter, placeOf, textOf } from './cells.ts';
import { isNamed, meaningNamed, readColumns, type RawColumn } from './columns.ts';
import { readHeading } from './headings.ts';

/** A table of hazards found in a sheet: what its columns mean, and the rows beneath its headings. */
export interface FoundTable {
  readonly sheet: Sheet;
  readonly reading: TableReading;
  readonly rows: readonly Row[];
  /** Whether blank cells repeat the one above (workbooks, pages) or are just blank (trees). */
  readonly headerRows: readonly Row[];
}

export interface SheetReading {
  readonly tables: readonly FoundTable[];
  readonly questions: readonly Question[];
  readonly notTaken: readonly NotTaken[];
}

/** How far down headings are looked for: titles, versions and legends stand above them. */
const HEADER_WITHIN = 60;
/** Rows looked at to learn what kind of value a column has. */
const SAMPLE_ROWS = 60;

interface Header {
  /** Place among the sheet's rows of the last row of headings. */
  readonly at: number;
  readonly rows: readonly Row[];
  readonly paths: readonly (readonly string[])[];
  readonly score: number;
}

/** Finds the tables of hazards in one sheet. A sheet that holds something else gives none, and a reason. */
export function readSheet(sheet: Sheet, all: readonly MappingWord[]): SheetReading {
  const own = `${sheet.file}|${sheet.name ?? ''}|`;
  const said = all.filter((word) => word.table === undefined || word.table.startsWith(own));
  const place: Place = { file: sheet.file, ...(sheet.name === null ? {} : { sheet: sheet.name }) };
  const header = findHeader(sheet, 0, said);
  if (!header)
    return { tables: [], questions: questionFor(sheet, place), notTaken: [{ place, reason: whyNot(sheet) }] };
  const tables: FoundTable[] = [];
  const questions: Question[] = [];
  const notTaken: NotTaken[] = [];
  let current: Header | null = header;
  while (current) {
    const found: Header = current;
    const next = nextHeader(sheet, found, said);
    const rows = sheet.rows.slice(found.at + 1, next ? next.at - next.rows.length + 1 : undefined);
    const headerAt = found.rows.at(-1)!.at;
    const mine = said.filter((word) => word.table === undefined || word.table === `${own}${headerAt}`);
    const { columns, doubts } = readColumns(rawColumns(found, rows), mine);
    const reading: TableReading = { file: sheet.file, sheet: sheet.name, headerAt, columns };
    const kind = kindOf(new Set(columns.map((column) => column.meaning)));
    const at: Place = {
      ...place,
      ...(sheet.places === 'cells' ? { cell: `A${found.rows.at(-1)!.at}` } : { line: found.rows.at(-1)!.at }),
    };
    if (doubts.length > 0 && kind !== 'other') questions.push({ place: at, text: doubts.join(' '), table: reading });
    else if (kind === 'hazards') tables.push({ sheet, reading, rows, headerRows: found.rows });
    else if (kind === 'unclear')
      questions.push({ place: at, text: noHazardColumn(columns.map((column) => column.header)), table: reading });
    else notTaken.push({ place: at, reason: whyNot(sheet) });
    current = next;
  }
  return { tables, questions, notTaken };
}

/**
 * What a set of meanings makes: a table of hazards needs a hazard and something about it. Much about hazards without a
 * hazard is unclear, and a person is asked.
 */
export function kindOf(meanings: ReadonlySet<Meaning>): 'hazards' | 'unclear' | 'other' {
  const named = meanings.has('hazard') || meanings.has('description');
  const ratings = [...meanings].filter((meaning) =>
    /^(?:initial|residual)-(?:severity|likelihood|risk|rating)$/u.test(meaning),
  ).length;
  const matter = [...meanings].filter((meaning) => /^(?:cause|effect|harm|.*control)$/u.test(meaning)).length;
  if (meanings.has('hazard') && (ratings > 0 || matter > 0)) return 'hazards';
  // An action list has numbers and descriptions too: without the word hazard, ratings or two other parts are wanted.
  if (named && ((ratings >= 2 && matter >= 1) || matter >= 2 || (ratings >= 1 && meanings.has('ref') && matter >= 1)))
    return 'hazards';
  if (meanings.has('ref') && meanings.has('harm') && ratings >= 2) return 'hazards';
  return ratings >= 2 || (ratings >= 1 && matter >= 1) ? 'unclear' : 'other';
}

function findHeader(sheet: Sheet, from: number, said: readonly MappingWord[]): Header | null {
  let best: Header | null = null;
  let looked = 0;
  for (let at = from; at < sheet.rows.length && looked < HEADER_WITHIN; at++) {
    looked++;
    const pointed = said.some((word) => word.table?.endsWith(`|${sheet.rows[at]!.at}`));
    const header = headerAt(sheet, at, said, pointed);
    if (header && pointed) return header;
    // The first good row wins over a slightly better one far below: that is a second table.
    if (header && (!best || header.score > best.score + 0.01) && (!best || at - best.at <= 3)) best = header;
  }
  return best;
}

/** A second table under the first, after a gap or a repeat of headings. */
function nextHeader(sheet: Sheet, after: Header, said: readonly MappingWord[]): Header | null {
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
function headerAt(sheet: Sheet, at: number, said: readonly MappingWord[], pointed = false): Header | null {
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
    if ((score >= 2.5 || pointed) && (!best || score > best.score + 0.2)) best = { at, rows, paths, score };
  }
  return best;
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
    const reading = readHeading(path);
    // A sentence with the word hazard in it is no heading.
    if (!reading || path.at(-1)!.length > 60) return;
    const key = `${reading.meaning} ${reading.phase ?? (reading.meaning === 'severity' || reading.meaning === 'likelihood' || reading.meaning === 'risk' ? index : '')}`;
    best.set(key, Math.max(best.get(key) ?? 0, reading.score));
  });
  return [...best.values()].reduce((sum, score) => sum + score, 0);
}

function rawColumns(header: Header, rows: readonly Row[]): RawColumn[] {
  const width = Math.max(header.paths.length, ...rows.slice(0, SAMPLE_ROWS).map((row) => row.cells.length));
  const columns: RawColumn[] = [];
  for (let index = 0; index < width; index++) {
    const values = rows
      .slice(0, SAMPLE_ROWS)
      .map((row) => textOf(row.cells[index]))
      .filter((text) => text !== '');
    const path = header.paths[index] ?? [];
    if (path.length > 0 || values.length > 0)
      columns.push({ index, path: path.length > 0 ? path : [`Column ${columnLetter(index)}`], values });
  }
  return columns;
}

function noHazardColumn(headers: readonly string[]): string {
  return `This looks like a hazard log, but no column is called a hazard. Which of these holds it: ${headers.map((header) => `\u201c${header}\u201d`).join(', ')}?`;
}

/** Rows of words and ratings whose headings say nothing to us: foreign words, codes, or none at all. */
function questionFor(sheet: Sheet, place: Place): Question[] {
  const wide = sheet.rows.filter((row) => row.cells.filter((cell) => textOf(cell) !== '').length >= 5);
  const named = /hazard/iu.test(`${sheet.name ?? ''}`);
  if (wide.length < 2 || (!named && !hasRatings(wide))) return [];
  const head = wide[0]!;
  const { columns } = readColumns(
    rawColumns(
      {
        at: sheet.rows.indexOf(head),
        rows: [head],
        paths: Array.from({ length: head.cells.length }, (_, index) => [textOf(head.cells[index])].filter(Boolean)),
        score: 0,
      },
      wide.slice(1),
    ),
    [],
  );
  return [
    {
      place: placeOf(sheet, head),
      text: 'We could not map these columns. Please say which of them is the hazard, and which are the severity and the likelihood.',
      table: { file: place.file, sheet: sheet.name, headerAt: head.at, columns },
    },
  ];
}

/** Whether two columns of a sheet hold nothing but level words or small numbers. */
function hasRatings(rows: readonly Row[]): boolean {
  const width = Math.max(...rows.map((row) => row.cells.length));
  let columns = 0;
  for (let index = 0; index < width; index++) {
    const texts = rows
      .slice(1, SAMPLE_ROWS)
      .map((row) => textOf(row.cells[index]))
      .filter((text) => text !== '');
    if (
      texts.length >= 2 &&
      texts.every((text) =>
        /^(?:[1-9]|1\d|2[0-5]|(?:very )?(?:low|high)|medium|minor|significant|considerable|major|catastrophic|moderate|severe|negligible|rare|unlikely|possible|likely)$/iu.test(
          text,
        ),
      )
    )
      columns++;
  }
  return columns >= 2;
}

function whyNot(sheet: Sheet): string {
  if (sheet.rows.every((row) => row.cells.filter((cell) => textOf(cell) !== '').length <= 1) && sheet.rows.length > 1) {
    const words = sheet.rows
      .slice(1)
      .map((row) => textOf(row.cells.find((cell) => textOf(cell) !== '')))
      .filter(Boolean);
    if (words.length > 0 && words.every((word) => word.length < 40))
      return 'A list of values, such as a drop-down takes. No hazards.';
  }
  if (
    /version|amend|change|history|cover|reference|abbrev|acronym|glossary|assumption|information|read ?me|instruction|guid|action/iu.test(
      sheet.name ?? '',
    )
  )
    return 'Notes on the document. No hazards.';
  return 'No hazards were found here.';
}
