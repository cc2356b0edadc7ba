import writeExcelFile, { type SheetData } from 'write-excel-file/node';
import { TONES } from '../../../../documents/booklet.ts';
import { toneOf } from '../../../schemes/index.ts';
import type { LogDocument } from '../document.ts';
import { aboutLines, schemeRows } from './about.ts';
import { choicesOn, type Choice } from './choices.ts';
import { COLUMNS, type Value } from './columns.ts';
import { DEFINITIONS } from './definitions.ts';
import { FACT_HEADINGS, FACT_WIDTHS, factRows } from './facts.ts';
import { LongTexts } from './long-texts.ts';
import { tableOf } from './rows.ts';
import { defused } from '../../../../documents/safe-cells.ts';

/*
 * A log as a workbook that a person goes on writing in: the log, how to edit it, the matrix with its definitions, who gave
 * each rating, and the lists from which cells are chosen. `excel-read.ts` takes it back.
 */

type Cell = NonNullable<SheetData[number][number]>;

export const SHEETS = {
  log: 'Hazard log',
  about: 'How to edit',
  matrix: 'Risk matrix',
  facts: 'Ratings given',
  lists: 'Lists',
  long: 'Long texts',
} as const;

const COLOURS = {
  number: '#d8dde0',
  hazard: '#e8edee',
  rating: '#fff4d3',
  control: '#e3f1ea',
  told: '#d8dde0',
} as const;

export const INSTRUCTIONS = [
  'Edit the sheet "Hazard log". Then check this file in Primum, or run primum import, and say which log it is the next version of. You are shown what you changed, and nothing is written before you accept it.',
  'A hazard has one row for each of its controls. What is said of the hazard stands once, in its first row; the rows beneath have its number.',
  'Leave the numbers in the first two columns as they are: by them a hazard or a control is known again, whatever you change in its words.',
  'To add a control, insert a row, repeat the hazard\u2019s number, and leave the control\u2019s number empty. To add a hazard, add a row with a name and no number.',
  'To use a control for another hazard as well, repeat its number and its words in a row of that hazard.',
  'To take a control from a hazard, delete its row. A hazard whose rows are all deleted is shown to you as gone.',
  'Number the causes as 1. 2. 3., each on a line of its own. "Acts on causes" gives their numbers, such as 1, 3. Effects and harms have a line each.',
  'A rating that you change here waits for a person to confirm it. Its risk is looked up in the matrix when the file comes back.',
  'Columns that you add are kept. What is told by Primum is never taken from a file. A text may begin with an apostrophe, so that no program runs it; it is taken away again.',
] as const;

/** @returns the bytes of an .xlsx file */
export async function excelOf(log: LogDocument): Promise<Buffer> {
  const long = new LongTexts();
  const table = tableOf(log);
  const lists = new Lists(log);
  const data = table.rows.map(({ values, first }) =>
    values.map((value) => cellOf(value, long, first ? '#768692' : undefined)),
  );
  const widths = [...COLUMNS.map(({ width }) => width), ...table.extras.map(() => 24)];
  const choices = COLUMNS.flatMap((column, index): Choice[] => {
    const list = lists.of(column.choices);
    return list === null ? [] : [{ column: index, list, heading: column.heading }];
  });
  const facts = factRows(log);
  const factData = facts.map((row) => row.map((value) => cellOf(value, long)));
  const aboutData = aboutOf(log, long);
  const colour = (index: number) => COLOURS[COLUMNS[index]?.group ?? 'hazard'];
  return writeExcelFile(
    [
      {
        sheet: SHEETS.log,
        data: [table.headings.map((text, index) => heading(long.cell(text), colour(index))), ...data],
        columns: widths.map((width) => ({ width })),
        stickyRowsCount: 1,
        stickyColumnsCount: 3,
        orientation: 'landscape',
      },
      { sheet: SHEETS.about, data: aboutData, columns: [18, 90, 30, 14].map((width) => ({ width })) },
      {
        sheet: SHEETS.matrix,
        data: matrixData(log, long),
        columns: [22, 22, 22, 22, 22, 22].map((width) => ({ width })),
      },
      {
        sheet: SHEETS.facts,
        data: [FACT_HEADINGS.map((text) => heading(text)), ...factData],
        columns: FACT_WIDTHS.map((width) => ({ width })),
        stickyRowsCount: 1,
      },
      { sheet: SHEETS.lists, data: lists.data(), columns: lists.widths() },
      ...(long.rows.length > 0
        ? [
            {
              sheet: SHEETS.long,
              data: long.rows.map((row) => row.map((part) => words(part))),
              columns: [{ width: 120 }],
            },
          ]
        : []),
    ],
    {
      features: [
        choicesOn({ sheet: SHEETS.log, lists: SHEETS.lists }, choices, { columns: widths.length, rows: data.length }),
      ],
    },
  ).toBuffer();
}

function heading(text: string, backgroundColor = '#e8edee'): Cell {
  return { ...words(text), fontWeight: 'bold', backgroundColor };
}

/** A text: never run, never read by Excel as an escape of its own ("_x0041_" is "A" to it). */
function words(text: string): Cell {
  // The writer leaves the sign for "no such character" out, where it is not written as an escape.
  const value = defused(text)
    .replaceAll(/_(?=x[\dA-F]{4}_)/giu, '_x005F_')
    .replaceAll('\uFFFD', '_xFFFD_');
  return { value: value in {} ? escaped(value) : value, type: String, wrap: true, alignVertical: 'top' };
}

/** The writer keeps its texts in an object, and loses those that every object has ("constructor"). */
function escaped(word: string): string {
  return `_x${word.codePointAt(0)!.toString(16).toUpperCase().padStart(4, '0')}_${word.slice(1)}`;
}

function cellOf(value: Value, long: LongTexts, topBorderColor?: string): Cell | null {
  const border = topBorderColor ? { topBorderColor, topBorderStyle: 'thin' as const } : {};
  if (value === null) return topBorderColor ? border : null;
  if (typeof value === 'number') return { value, type: Number, alignVertical: 'top', ...border };
  return { ...words(long.cell(value)), ...border };
}

function aboutOf(log: LogDocument, long: LongTexts): SheetData {
  return [
    [heading(long.cell(log.title))],
    ...INSTRUCTIONS.map((text) => [null, words(text)]),
    [],
    [heading('What this file is'), words('Leave these lines as they are.')],
    ...aboutLines(log).map((line) => line.map((text) => cellOf(text, long))),
  ];
}

function matrixData({ scheme }: LogDocument, long: LongTexts): SheetData {
  if (!scheme) return [[words('This log has no risk matrix that is certain. Its risks are kept as they were stated.')]];
  const { matrix, levels, named } = schemeRows(scheme);
  const plain = (rows: readonly (readonly Value[])[]) => rows.map((row) => row.map((value) => cellOf(value, long)));
  const headed = (rows: readonly (readonly Value[])[]) =>
    rows.map((row, index) =>
      row.map((value, column) =>
        value !== null && (index === 0 || column === 0) && typeof value === 'string'
          ? heading(value)
          : cellOf(value, long),
      ),
    );
  const definitions = DEFINITIONS.find(({ of }) => of === scheme.id);
  const toned = (level: Value): Cell | null => {
    const cell = cellOf(level, long);
    const tone = level === null ? undefined : TONES[toneOf(scheme, level) - 1];
    return cell && tone ? { ...cell, backgroundColor: tone.fill, textColor: tone.ink, fontWeight: 'bold' } : cell;
  };
  const coloured = (
    [first, ...rest]: SheetData,
    rows: readonly (readonly Value[])[],
    columns: (at: number) => boolean,
  ) => [
    first!,
    ...rest.map((row, index) => row.map((cell, at) => (columns(at) ? toned(rows[index + 1]![at]!) : cell))),
  ];
  return [
    ...coloured(headed(matrix), matrix, (at) => at > 0),
    [],
    ...coloured(headed(levels), levels, (at) => at === 0),
    [],
    ...plain(named),
    ...(definitions
      ? [
          [],
          [heading('What the words mean')],
          ...definitions.words.map(([word, meaning]) => [heading(word), words(meaning)]),
          [null, words(definitions.source)],
        ]
      : []),
  ];
}

/** The lists from which cells are chosen: each in a column of its own sheet, each only once. */
class Lists {
  readonly #lists: (readonly string[])[] = [];
  readonly #scheme: LogDocument['scheme'];

  constructor({ scheme }: LogDocument) {
    this.#scheme = scheme;
  }

  /** Where the list stands: "Lists!$B$2:$B$6"; null where there is none. */
  of(choices: (typeof COLUMNS)[number]['choices']): string | null {
    const list = typeof choices === 'string' ? this.#scheme?.[choices] : choices;
    if (!list || list.length === 0) return null;
    let at = this.#lists.findIndex((one) => one.join('\n') === list.join('\n'));
    if (at < 0) at = this.#lists.push(list) - 1;
    // Lists are few: no column is past Z.
    const letter = String.fromCodePoint(65 + at);
    return `${SHEETS.lists}!$${letter}$2:$${letter}$${list.length + 1}`;
  }

  data(): SheetData {
    const longest = Math.max(0, ...this.#lists.map(({ length }) => length));
    return [
      [heading('Lists for the cells of the log')],
      ...Array.from({ length: longest }, (_, row) =>
        this.#lists.map((list) => (list[row] === undefined ? null : words(list[row]))),
      ),
    ];
  }

  widths(): { width: number }[] {
    return this.#lists.map(() => ({ width: 28 }));
  }
}
