import { hazardNumber, hazardReference } from '../../domain.ts';
import type { DocumentControl, DocumentHazard, LogDocument } from '../document.ts';
import { COLUMNS, extraHeading, NUMBERS, type Value } from './columns.ts';

/*
 * A log as rows: one for each control, and one for a hazard that has none. A hazard's own cells stand once, in its first
 * row; the rows beneath repeat its number alone. So each thing is said and edited in one place, no two rows can contradict
 * each other, and the table can still be sorted and filtered, which merged cells prevent.
 */

export interface TableRow {
  readonly hazard: DocumentHazard;
  readonly control: DocumentControl | null;
  /** The first of its hazard. */
  readonly first: boolean;
  readonly values: readonly Value[];
}

export interface Table {
  readonly headings: readonly string[];
  /** Headers of the columns that are not ours, as often as one hazard has them. */
  readonly extras: readonly string[];
  readonly rows: readonly TableRow[];
}

export function tableOf(log: LogDocument): Table {
  const extras = extraColumns(log);
  return {
    headings: [...COLUMNS.map(({ heading }) => heading), ...extras.map(extraHeading)],
    extras,
    rows: log.hazards.flatMap((hazard) => {
      const controls = hazard.controls.length > 0 ? hazard.controls : [null];
      return controls.map((control, index) => rowOf(hazard, control, index === 0, extras));
    }),
  };
}

function rowOf(
  hazard: DocumentHazard,
  control: DocumentControl | null,
  first: boolean,
  extras: readonly string[],
): TableRow {
  const values = COLUMNS.map((column): Value => {
    if (column.of === 'control') return control && column.value(control);
    return first || column === NUMBERS[0] ? column.value(hazard) : null;
  });
  return {
    hazard,
    control,
    first,
    values: [...values, ...(first ? extraCells(hazard, extras) : extras.map(() => null))],
  };
}

/** Each header as often as the hazard that has it most often, in the order in which they first come. */
function extraColumns({ hazards }: LogDocument): string[] {
  const most = new Map<string, number>();
  for (const { extra } of hazards) {
    for (const [header, list] of Map.groupBy(extra, (one) => one.header))
      most.set(header, Math.max(most.get(header) ?? 0, list.length));
  }
  return [...most].flatMap(([header, times]) => Array.from({ length: times }, () => header));
}

function extraCells({ extra }: DocumentHazard, extras: readonly string[]): (string | null)[] {
  const left = Map.groupBy(extra, (one) => one.header);
  return extras.map((header) => left.get(header)?.shift()?.text ?? null);
}

/** The order in which extra columns come back: a table has one order of its columns for all of its hazards. */
export function inColumnOrder(log: LogDocument): LogDocument {
  const order = [...new Set(extraColumns(log))];
  return {
    ...log,
    hazards: log.hazards.map((hazard) => ({
      ...hazard,
      extra: hazard.extra.toSorted((a, b) => order.indexOf(a.header) - order.indexOf(b.header)),
    })),
  };
}

/** "HAZ-12" of what stands in the number's cell; null where that is no number of ours. */
export function hazardIn(cell: string): string | null {
  const number = hazardNumber(cell);
  return number === null ? null : hazardReference(number);
}
