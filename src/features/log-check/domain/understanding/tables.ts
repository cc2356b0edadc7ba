import {
  tableKey,
  type MappingWord,
  type Meaning,
  type NotTaken,
  type Place,
  type Question,
  type Row,
  type Sheet,
  type TableReading,
} from '../../domain.ts';
import { columnLetter, textOf } from './cells.ts';
import { readColumns, type RawColumn } from './columns.ts';
import { findHeader, headerAt, nextHeader, noHeader, type Header } from './header-row.ts';
import { readHeading } from './headings.ts';
import { isLevel, isLevelWord } from './levels.ts';

/** A table of hazards found in a sheet: what its columns mean, and the rows beneath its headings. */
export interface FoundTable {
  readonly sheet: Sheet;
  readonly reading: TableReading;
  readonly rows: readonly Row[];
  readonly headerRows: readonly Row[];
  /** Somebody says that all of its rows are of a log. */
  readonly certain?: true;
}

export interface SheetReading {
  readonly tables: readonly FoundTable[];
  readonly questions: readonly Question[];
  /** Rows that may be hazards under headings that say nothing to us. Worth asking where nothing else was found. */
  readonly guesses: readonly Question[];
  readonly notTaken: readonly NotTaken[];
}

/** Rows looked at to learn what kind of value a column has. */
const SAMPLE_ROWS = 60;

/** Finds the tables of hazards in one sheet. A sheet that holds something else gives none, and a reason. */
export function readSheet(sheet: Sheet, all: readonly MappingWord[]): SheetReading {
  const own = tableKey({ file: sheet.file, sheet: sheet.name, headerAt: 0 }).replace(/0$/u, '');
  const said = all.filter((word) => word.table === undefined || word.table.startsWith(own));
  const place: Place = { file: sheet.file, ...(sheet.name === null ? {} : { sheet: sheet.name }) };
  let current = findHeader(sheet, 0, said) ?? headerByLetters(sheet, said);
  if (!current) return { tables: [], ...unmapped(sheet, place), notTaken: [{ place, reason: whyNot(sheet) }] };
  const tables: FoundTable[] = [];
  const questions: Question[] = [];
  const notTaken: NotTaken[] = [];
  while (current) {
    const found: Header = current;
    const next = nextHeader(sheet, found, said);
    const rows = sheet.rows.slice(found.at + 1, next ? next.at - next.rows.length + 1 : undefined);
    const key = tableKey({ file: sheet.file, sheet: sheet.name, headerAt: found.number });
    const mine = said.filter((word) => word.table === undefined || word.table === key);
    const { columns, doubts, rated } = readColumns(rawColumns(found, rows), mine);
    const reading: TableReading = { file: sheet.file, sheet: sheet.name, headerAt: found.number, columns };
    // A rating in doubt is one all the same.
    const kind = kindOf(reading, Math.max(rated, doubts.length), sheet, found);
    const line = Math.max(1, found.number);
    const at: Place = { ...place, ...(sheet.places === 'cells' ? { cell: `A${line}` } : { line }) };
    if (doubts.length > 0 && kind !== 'other') questions.push({ place: at, text: doubts.join(' '), table: reading });
    else if (kind === 'hazards') tables.push({ sheet, reading, rows, headerRows: found.rows });
    else if (kind === 'unclear') questions.push({ place: at, text: noHazardColumn(reading), table: reading });
    else notTaken.push({ place: at, reason: whyNot(sheet) });
    // Under the headings of something else, such as a key, the log may begin without a gap. One without headings would be
    // found again and again.
    current = kind === 'other' && found.at >= 0 ? findHeader(sheet, found.at + 1, said) : next;
  }
  return { tables, questions, guesses: [], notTaken };
}

/** Whether the first of some rows names its columns: one of them by a word of the field, and none in a whole sentence. */
export function isHeaded(sheet: Sheet): boolean {
  const words = (sheet.rows[0]?.cells ?? []).map((cell) => textOf(cell)).filter(Boolean);
  return (
    words.every((text) => text.length <= 60) && words.some((text) => (readHeading([text])?.score ?? 0) > WEAK_NAME)
  );
}

/**
 * Rows of which somebody says that they are hazards: a column of hazards is enough, whatever else they have.
 * @param headed whether the first row names the columns
 */
export function readRows(sheet: Sheet, headed: boolean, said: readonly MappingWord[]): SheetReading {
  const header = (headed ? headerAt(sheet, 0, said, true) : null) ?? noHeader(sheet, 0);
  const place: Place = { file: sheet.file, line: 1 };
  if (!header) return { tables: [], questions: [], guesses: [], notTaken: [{ place, reason: whyNot(sheet) }] };
  const rows = sheet.rows.slice(header.at + 1);
  const { columns, doubts } = readColumns(rawColumns(header, rows), said);
  const reading: TableReading = { file: sheet.file, sheet: sheet.name, headerAt: header.number, columns };
  const named = columns.some((column) => column.meaning === 'hazard');
  if (named && doubts.length === 0)
    return {
      tables: [{ sheet, reading, rows, headerRows: header.rows, certain: true }],
      questions: [],
      guesses: [],
      notTaken: [],
    };
  const text = named ? doubts.join(' ') : 'No column is called a hazard. Say which one holds it.';
  return { tables: [], questions: [{ place, text, table: reading }], guesses: [], notTaken: [] };
}

/**
 * What a table is. Hazards need a hazard and something about it. Ratings and controls of something that is nowhere called
 * a hazard may be a register of other risks, and a person is asked; ratings of nothing are a key.
 */
function kindOf(reading: TableReading, rated: number, sheet: Sheet, header: Header): 'hazards' | 'unclear' | 'other' {
  const meanings = new Set<Meaning>(reading.columns.map((column) => column.meaning));
  const matter = [...meanings].filter((meaning) => /^(?:cause|effect|harm|.*control)$/u.test(meaning)).length;
  const hazard = reading.columns.find((column) => column.meaning === 'hazard');
  if (hazard && (rated > 0 || matter > 0) && (hazard.sure > WEAK_NAME || speaksOfHazards(reading, sheet, header)))
    return 'hazards';
  const named = hazard !== undefined || meanings.has('description');
  if (speaksOfHazards(reading, sheet, header)) {
    // An action list has numbers and descriptions too: without a column of hazards, ratings or two other parts are wanted.
    if (named && ((rated >= 2 && matter >= 1) || matter >= 2 || (rated >= 1 && meanings.has('ref')))) return 'hazards';
    if (meanings.has('ref') && meanings.has('harm') && rated >= 2) return 'hazards';
  }
  const byNumber = reading.columns.some((column) => column.meaning === 'ref' && /hazard/iu.test(column.header));
  if (!byNumber && !reading.columns.some(isProse)) return 'other';
  return rated >= 2 || (rated >= 1 && matter >= 1) ? 'unclear' : 'other';
}

/** "Title", "Name" and "Summary" head lists of anything. */
const WEAK_NAME = 0.75;

function speaksOfHazards(reading: TableReading, sheet: Sheet, header: Header): boolean {
  const above = sheet.rows
    .slice(0, Math.max(0, header.at + 1 - header.rows.length))
    .flatMap((row) => row.cells.map((cell) => textOf(cell)));
  const headings = reading.columns.filter((column) => column.meaning !== 'extra').map((column) => column.header);
  return [sheet.file, sheet.name ?? '', ...above, ...headings].some(
    (text) => text.length < 200 && /hazard/iu.test(text),
  );
}

/** Whether a column has words of its own, and not only levels, numbers or short codes. */
function isProse(column: TableReading['columns'][number]): boolean {
  return column.samples.some((sample) => !isLevel(sample) && (/\p{L}+\s+\p{L}+/u.test(sample) || sample.length > 12));
}

function rawColumns(header: Pick<Header, 'paths'>, rows: readonly Row[]): RawColumn[] {
  const width = Math.max(header.paths.length, ...rows.slice(0, SAMPLE_ROWS).map((row) => row.cells.length));
  const columns: RawColumn[] = [];
  for (let index = 0; index < width; index++) {
    const values = valuesOf(rows, index);
    const path = header.paths[index] ?? [];
    if (path.length > 0 || values.length > 0)
      columns.push({ index, path: path.length > 0 ? path : [`Column ${columnLetter(index)}`], values });
  }
  return columns;
}

function valuesOf(rows: readonly Row[], index: number): string[] {
  return rows
    .slice(0, SAMPLE_ROWS)
    .map((row) => textOf(row.cells[index]))
    .filter((text) => text !== '');
}

function noHazardColumn({ columns }: TableReading): string {
  const headers = columns.map((column) => `\u201c${column.header}\u201d`).join(', ');
  return `This may be a hazard log, but no column is called a hazard. Which of these holds it: ${headers}?`;
}

// --- Tables whose headings say nothing to us: foreign words, codes, or none at all ----------------------------------------

/** The rows of a sheet that are wide enough to be a log; their first may be its headings. */
function wideRows(sheet: Sheet): Row[] {
  const wide = sheet.rows.filter((row) => row.cells.filter((cell) => textOf(cell) !== '').length >= 4);
  // A matrix or a signature may stand above; a row with a heading that we know is surer than the first one.
  const known = wide.findIndex((row) => row.cells.some((cell) => isHazardHeading(textOf(cell))));
  const rows = wide.slice(Math.max(0, known));
  return rows.length >= 2 ? rows : [];
}

function isHazardHeading(text: string): boolean {
  const reading = text.length > 60 ? null : readHeading([text]);
  return reading?.meaning === 'hazard' && reading.score > WEAK_NAME;
}

function headless(head: Row, rest: readonly Row[]): boolean {
  // Levels in the first row, where the rows beneath have levels too: the first row is a hazard already.
  return head.cells.some((cell, index) => {
    const values = valuesOf(rest, index);
    return isLevelWord(textOf(cell)) && values.length > 0 && values.every(isLevel);
  });
}

/** A person named the columns by their letters alone: the headings are the first wide row, if there are any. */
function headerByLetters(sheet: Sheet, said: readonly MappingWord[]): Header | null {
  if (said.filter((word) => /^[A-Z]{1,2}$/iu.test(word.column.trim())).length < 2) return null;
  const [head, ...rest] = wideRows(sheet);
  if (!head) return null;
  const at = sheet.rows.indexOf(head);
  return headless(head, rest) ? noHeader(sheet, at) : headerAt(sheet, at, said, true);
}

function unmapped(sheet: Sheet, place: Place): Pick<SheetReading, 'questions' | 'guesses'> {
  const [head, ...rest] = wideRows(sheet);
  if (!head) return { questions: [], guesses: [] };
  const bare = headless(head, rest);
  const rows = bare ? [head, ...rest] : rest;
  const paths = bare
    ? []
    : Array.from({ length: head.cells.length }, (_, index) => [textOf(head.cells[index])].filter(Boolean));
  const { columns } = readColumns(rawColumns({ paths }, rows), []);
  const question: Question = {
    place: { ...place, ...(sheet.places === 'cells' ? { cell: `A${head.at}` } : { line: head.at }) },
    text: 'We could not map these columns. Please say which of them is the hazard, and which are the severity and the likelihood.',
    table: { file: sheet.file, sheet: sheet.name, headerAt: bare ? head.at - 1 : head.at, columns },
  };
  const levels = columns
    .map((column) => valuesOf(rows, column.index))
    .filter(
      (values) =>
        values.length >= Math.max(Math.min(2, rows.length), 0.5 * rows.length) &&
        values.filter(isLevel).length >= 0.8 * values.length,
    );
  const inWords = levels.some((values) => values.some(isLevelWord));
  const words = columns.some(isProse);
  const called =
    /hazard/iu.test(sheet.name ?? '') ||
    columns.some((column) => column.meaning === 'hazard' && column.sure > WEAK_NAME);
  if (words && ((levels.length >= 2 && inWords) || called)) return { questions: [question], guesses: [] };
  // Where we know the headings, we know that this is no log.
  const foreign = [head, ...rest].some((row) => row.cells.some((cell) => /[^\p{ASCII}\p{P}\p{S}]/u.test(textOf(cell))));
  const strange = columns.filter((column) => column.sure > 0).length <= (foreign ? 2 : 1);
  const dense = rows.length >= 2 && rows.length >= 0.4 * sheet.rows.length;
  const guess = words && strange && dense && (foreign || levels.length > 0) && mayBeLog(columns.length, rows);
  return { questions: [], guesses: guess ? [question] : [] };
}

/** Some prose, and two columns that say the same few things again and again: the shape of a log in any language. */
function mayBeLog(width: number, rows: readonly Row[]): boolean {
  const columns = Array.from({ length: width }, (_, index) => valuesOf(rows, index)).filter(
    (values) => values.length > 0,
  );
  const short = columns.filter((values) => values.every((value) => value.length <= 20)).length;
  const long = columns.filter((values) =>
    values.some((value) => value.length > 20 || /[\u3040-\u9fff]{8}/u.test(value)),
  ).length;
  return long >= 1 && short >= 3;
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
