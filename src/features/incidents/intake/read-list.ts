import { readingFiles } from '../../log-check/index.ts';
import { readList, type ListReading, type ListSheet } from '../domain/intake/list.ts';

/** A list as it was read: every cell a text, what looks like an NHS number masked. */
export interface ReadList {
  readonly file: string;
  readonly sheet: ListSheet;
  /** Where its headings are and what they mean; null where no row looks like headings. */
  readonly reading: ListReading | null;
  readonly masked: number;
  /** What else was in the file, and was left out. */
  readonly leftOut: readonly string[];
}

/** Rows that are looked at: more than are taken in at once, so that what is left over can be said. */
const MOST_ROWS = 2_000;
const MOST_COLUMNS = 40;
const LONGEST_CELL = 8_000;

/** Why a file cannot be taken, in words for the person. By its name the process of a job hands it on. */
export class ListProblem extends Error {
  override readonly name = 'Problem';
}

/** Reads a file as a list: CSV, Excel and what else holds a table. @throws ListProblem */
export async function readListFile(name: string, bytes: Uint8Array): Promise<ReadList> {
  const readMaterial = await readingFiles();
  const material = await readMaterial([{ name, bytes }]).catch((error: unknown) => {
    // What reads it was made for hazard logs, and says so.
    if (error instanceof Error && error.name === 'Problem')
      throw new ListProblem(error.message.replaceAll('hazard log', 'list'));
    throw error;
  });
  const sheets = material.contents.flatMap((content) => (content.kind === 'sheet' ? [content] : []));
  const found = sheets.map((sheet) => {
    const rows = sheet.rows.slice(0, MOST_ROWS);
    const list: ListSheet = {
      at: rows.map(({ at }) => at),
      rows: rows.map(({ cells }) => Array.from(cells.slice(0, MOST_COLUMNS), (cell) => textOf(cell?.value ?? null))),
    };
    return { sheet, list, reading: readList(list) };
  });
  const known = ({ reading }: (typeof found)[number]) => reading?.mapping.filter((one) => one !== null).length ?? 0;
  const [best, ...others] = found.toSorted((one, other) => known(other) - known(one));
  if (!best || best.list.rows.length === 0)
    throw new ListProblem(`${name} holds no table. Save the list as .xlsx or .csv, with its headings in one row.`);
  const more = best.sheet.rows.length - best.list.rows.length;
  return {
    file: best.sheet.file,
    sheet: best.list,
    reading: best.reading,
    masked: material.personalData.length,
    leftOut: [
      ...(more > 0
        ? [`Rows after number ${MOST_ROWS.toLocaleString('en-GB')} were not read (${more}). Split the list.`]
        : []),
      ...others.map(
        ({ sheet }) =>
          `The sheet ${sheet.name === null ? 'without a name' : `\u201C${sheet.name}\u201D`} was not read.`,
      ),
      ...material.notTaken.map(({ reason }) => reason),
    ],
  };
}

/** The value of a cell and never its formula. */
function textOf(value: string | number | boolean | null): string {
  return value === null ? '' : String(value).slice(0, LONGEST_CELL);
}
