import { ACCEPTANCES } from '../../../schemes/index.ts';
import { LOG_FORMAT, type DocumentScheme, type LogDocument } from '../document.ts';

/*
 * What a workbook says of itself, a line for each thing: by it the file is known again as ours, and which log it is of.
 */

const MARK = `${LOG_FORMAT} 1`;

export type Lines = readonly (readonly (string | null)[])[];

export function aboutLines(log: LogDocument): (string | null)[][] {
  return [
    ['Format', MARK],
    ['Title', log.title],
    ['Service', log.log?.service ?? null],
    ['Log', log.log ? String(log.log.number) : null],
    ['Id of the log', log.log?.id ?? null],
    ['As at', log.asAt],
    ['Approval', log.approval],
    ...log.sources.map(({ file, sha256, kind }) => ['Taken in from', file, sha256, kind]),
  ];
}

/** Whether these lines say that the file is ours. */
export function saysOurs(lines: Lines): boolean {
  return lines.some(([name, value]) => name === 'Format' && value === MARK);
}

export function aboutIn(lines: Lines): Pick<LogDocument, 'title' | 'log' | 'asAt' | 'approval' | 'sources'> {
  const value = (name: string) => lines.find(([one]) => one === name)?.[1] ?? null;
  const [service, number, id] = [value('Service'), Number(value('Log')), value('Id of the log')];
  return {
    title: value('Title') ?? '',
    log: service !== null && id !== null && Number.isSafeInteger(number) && number > 0 ? { service, number, id } : null,
    asAt: value('As at'),
    approval: value('Approval'),
    sources: lines.flatMap(([name, file, sha256, kind]) =>
      name === 'Taken in from' && file ? [{ file, sha256: sha256 ?? '', kind: kind ?? '' }] : [],
    ),
  };
}

// --- The scheme ------------------------------------------------------------------------------------------------------

/** The matrix as people draw it, the most likely on top; its levels; and what it is called. */
export function schemeRows(scheme: DocumentScheme): {
  readonly matrix: (string | number | null)[][];
  readonly levels: (string | number | null)[][];
  readonly named: (string | null)[][];
} {
  return {
    matrix: [
      ['Likelihood', ...scheme.severity],
      ...scheme.likelihood.map((word, row) => [word, ...scheme.matrix[row]!]).toReversed(),
    ],
    levels: [
      ['Level', 'What it is called', 'What the scheme asks'],
      ...scheme.levels.map(({ level, name, acceptance }) => [level, name, acceptance ?? null]),
    ],
    named: [
      ['Scheme', scheme.title],
      ['Id of the scheme', scheme.id],
      ['Kind', scheme.kind],
    ],
  };
}

/** The scheme of these rows; null where they are none. A level keeps being a number or a word. */
export function schemeIn(rows: readonly (readonly (string | number | null)[])[]): DocumentScheme | null {
  const at = (first: string) => rows.findIndex(([cell]) => cell === first);
  const [head, levelsAt] = [at('Likelihood'), at('Level')];
  const named = (name: string) => rows.find(([cell]) => cell === name)?.[1] ?? null;
  const [title, id, kind] = [named('Scheme'), named('Id of the scheme'), named('Kind')];
  if (head < 0 || levelsAt < 0 || title === null || id === null || (kind !== 'lookup' && kind !== 'product'))
    return null;
  const severity = filled(rows[head]!.slice(1)).map(String);
  const drawn = until(rows.slice(head + 1));
  const levels = until(rows.slice(levelsAt + 1));
  const matrix = drawn.map((row) => row.slice(1, severity.length + 1));
  if (severity.length === 0 || matrix.some((row) => row.length < severity.length || row.includes(null))) return null;
  return {
    id: String(id),
    title: String(title),
    kind,
    severity,
    likelihood: drawn.map(([word]) => String(word)).toReversed(),
    matrix: (matrix as (string | number)[][]).toReversed(),
    levels: levels.map(([level, name, acceptance]) => {
      const asks = ACCEPTANCES.find((one) => one === acceptance);
      return { level: level!, name: String(name ?? ''), ...(asks ? { acceptance: asks } : {}) };
    }),
  };
}

function filled(cells: readonly (string | number | null)[]): (string | number)[] {
  return cells.filter((cell) => cell !== null && cell !== undefined);
}

/** The rows until the first that begins with nothing. */
function until<Row extends readonly (string | number | null)[]>(rows: readonly Row[]): Row[] {
  const end = rows.findIndex(([cell]) => cell === null || cell === undefined);
  return rows.slice(0, end < 0 ? undefined : end);
}
