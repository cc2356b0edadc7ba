import type { ColumnReading, Meaning } from '../../log-check/index.ts';
import type { readingRows } from '../../log-check/index.ts';
import type { RiskScheme } from '../../schemes/index.ts';
import { PASTED } from './diff.ts';
import { logOfReport } from './from-report.ts';
import type { ImportedHazard, ImportedLog } from './shape.ts';

/*
 * Rows from the clipboard of a spreadsheet, understood by the rules of the first door. What is not said of a hazard in them
 * stays as it is.
 */

/** How the source is called: in histories, and beside ratings that came with the rows. */
export const PASTED_ROWS = 'Pasted rows';

/** What a column can be besides what the first door knows: the part of the service. */
export const COMPONENT = 'component';
export type PastedMeaning = Meaning | typeof COMPONENT;

export interface PastedRequest {
  readonly text: string;
  /** The scheme of the log: its words for severity and likelihood. */
  readonly scheme: RiskScheme | null;
  /** What a person said of the columns, by their letters; null before that. */
  readonly columns: readonly { readonly letter: string; readonly meaning: PastedMeaning }[] | null;
  /** Whether the first row names the columns; null where nobody has said. */
  readonly headed: boolean | null;
}

export interface PastedColumn extends Pick<ColumnReading, 'letter' | 'header' | 'samples'> {
  readonly meaning: PastedMeaning;
}

/** What the rows come to: a part of a log, or what has to be asked first. */
export type Pasted = {
  readonly columns: readonly PastedColumn[];
  readonly headed: boolean;
  readonly notTaken: readonly { readonly line: number | null; readonly reason: string }[];
} & ({ readonly log: ImportedLog } | { readonly question: string });

export async function pastedFrom(
  { text, scheme, columns, headed }: PastedRequest,
  checkedRows: Awaited<ReturnType<typeof readingRows>>,
): Promise<Pasted> {
  const mapping = (columns ?? []).map(({ letter, meaning }) => ({
    column: letter,
    meaning: meaning === COMPONENT ? 'extra' : meaning,
  }));
  const { report, headed: first } = await checkedRows(PASTED_ROWS, text, { mapping, scheme, headed });
  const [question] = report.questions;
  const table = question?.table ?? report.tables[0] ?? null;
  const said = new Map((columns ?? []).map(({ letter, meaning }) => [letter, meaning]));
  const read = (table?.columns ?? []).map(({ letter, header, samples, meaning }): PastedColumn => {
    const isComponent =
      said.get(letter) === COMPONENT ||
      (meaning === 'extra' && !said.has(letter) && /^(?:component|part)$/iu.test(header));
    return { letter, header, samples, meaning: isComponent ? COMPONENT : meaning };
  });
  const rest = {
    columns: question && columns === null ? guessed(read) : read,
    headed: first,
    notTaken: report.notTaken.map(({ place, reason }) => ({ line: place.line ?? null, reason })),
  };
  if (question) return { ...rest, question: question.text };
  if (report.hazards.length === 0) return { ...rest, question: 'There is no hazard in these rows.' };
  const component = read.find(({ meaning }) => meaning === COMPONENT)?.header ?? null;
  const log = logOfReport(report);
  return {
    ...rest,
    log: {
      ...log,
      // Rows have no matrix of their own: the log's counts.
      scheme: null,
      sources: log.sources.map(({ sha256 }) => ({ file: PASTED_ROWS, sha256, kind: PASTED })),
      hazards: withoutEnding(log.hazards).map((hazard) => withoutOthers(withComponent(hazard, component), read)),
    },
  };
}

/** A column without a heading that says nothing: the first one of numbers, and the first one in words. */
function guessed(columns: readonly PastedColumn[]): PastedColumn[] {
  const free = (column: PastedColumn) => column.meaning === 'extra';
  const number = columns.find(
    (column) => free(column) && column.samples.every((sample) => /^[\p{L}\s-]{0,10}\d{1,9}$/u.test(sample)),
  );
  const name = columns.find(
    (column) => free(column) && column.samples.some((sample) => /\p{L}+\s+\p{L}+/u.test(sample)),
  );
  const taken = (meaning: Meaning) => columns.some((column) => column.meaning === meaning);
  return columns.map((column) => {
    if (column === number && !taken('ref')) return { ...column, meaning: 'ref' };
    return column === name && !taken('hazard') ? { ...column, meaning: 'hazard' } : column;
  });
}

/** Its file's ending only said what stands between two cells: nobody knows a file of that name. */
function withoutEnding(hazards: ImportedLog['hazards']): ImportedLog['hazards'] {
  return JSON.parse(JSON.stringify(hazards), (name, value: unknown) =>
    name === 'file' && value === `${PASTED_ROWS}.tsv` ? PASTED_ROWS : value,
  ) as ImportedLog['hazards'];
}

/** The component has a place of its own here. */
function withComponent(hazard: ImportedHazard, header: string | null): ImportedHazard {
  if (header === null) return hazard;
  const [own, others] = [
    hazard.extra?.find((one) => one.header === header),
    hazard.extra?.filter((one) => one.header !== header),
  ];
  return { ...hazard, extra: others, component: own?.text ?? null };
}

/** Rows that have no other columns say nothing of what a file said in others; nor of justifications, or of other names. */
function withoutOthers(hazard: ImportedHazard, columns: readonly PastedColumn[]): ImportedHazard {
  const { extra, otherNames: _names, statedAgain: _again, ...rest } = hazard;
  return columns.some(({ meaning }) => meaning === 'extra') ? { ...rest, extra } : rest;
}
