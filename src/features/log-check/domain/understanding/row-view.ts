import type { ColumnReading, Meaning, Place, Row, StatedValue } from '../../domain.ts';
import { placeOf, statedAt, textOf } from './cells.ts';
import { looksLikeLevel } from './levels.ts';
import { isNothing } from './lists.ts';
import type { FoundTable } from './tables.ts';

export const TEXTS: readonly Meaning[] = ['hazard', 'description', 'effect', 'harm', 'cause'];
export const CONTROLS: readonly Meaning[] = [
  'control',
  'design-control',
  'test-control',
  'training-control',
  'process-control',
];
export const EXISTING: readonly Meaning[] = [
  'existing-control',
  'existing-design-control',
  'existing-test-control',
  'existing-training-control',
  'existing-process-control',
];
export const RATINGS: readonly Meaning[] = (['initial', 'residual'] as const).flatMap((phase) =>
  (['severity', 'likelihood', 'risk', 'rating'] as const).map((part) => `${phase}-${part}` as Meaning),
);
/** What makes a row worth taking, beside a name. */
export const MATTER: readonly Meaning[] = ['effect', 'harm', 'cause', ...CONTROLS, ...EXISTING];
export const SUBSTANCE: readonly Meaning[] = [...MATTER, ...RATINGS];

/** One row with its cells by meaning. */
export class RowView {
  readonly row: Row;
  readonly #table: FoundTable;
  readonly #byMeaning: ReadonlyMap<Meaning, readonly ColumnReading[]>;

  constructor(row: Row, table: FoundTable, byMeaning: ReadonlyMap<Meaning, readonly ColumnReading[]>) {
    this.row = row;
    this.#table = table;
    this.#byMeaning = byMeaning;
  }

  columns(meaning: Meaning): readonly ColumnReading[] {
    return this.#byMeaning.get(meaning) ?? [];
  }

  /** The text under a meaning; where several columns have it, their texts one below the other. */
  text(meaning: Meaning): string {
    const columns = this.columns(meaning);
    if (columns.length === 1) return textOf(this.row.cells[columns[0]!.index]);
    return columns
      .map((column) => textOf(this.row.cells[column.index]))
      .filter((text) => text !== '')
      .join('\n');
  }

  has(meanings: readonly Meaning[]): boolean {
    return meanings.some((meaning) => this.columns(meaning).length > 0 && !isNothing(this.text(meaning)));
  }

  /** Whether a severity, a likelihood or both together stand in it. A risk alone may be a formula that was filled down. */
  isRated(): boolean {
    return RATINGS.some((meaning) => {
      const text = this.columns(meaning).length > 0 ? this.text(meaning) : '';
      if (isNothing(text)) return false;
      if (!meaning.endsWith('-risk')) return looksLikeLevel(text);
      const formula = this.columns(meaning).some((column) => this.row.cells[column.index]?.formula !== undefined);
      return !formula && looksLikeLevel(text) && !/^\s*0(?:\.0+)?\s*$|^#/u.test(text);
    });
  }

  /** Whether a severity and a likelihood of one phase stand in it. */
  isWhollyRated(): boolean {
    return (['initial', 'residual'] as const).some(
      (phase) =>
        this.has([`${phase}-rating`]) || (this.has([`${phase}-severity`]) && this.has([`${phase}-likelihood`])),
    );
  }

  /** What stands in the columns of ratings, composite ratings aside. */
  ratings(): { readonly meaning: Meaning; readonly text: string }[] {
    return RATINGS.filter((meaning) => !meaning.endsWith('-rating') && this.columns(meaning).length > 0)
      .map((meaning) => ({ meaning, text: this.text(meaning) }))
      .filter(({ text }) => !isNothing(text));
  }

  stated(meaning: Meaning): StatedValue | undefined {
    const column = this.columns(meaning)[0];
    return column && statedAt(this.#table.sheet, this.row, column.index);
  }

  place(meaning?: Meaning): Place {
    return placeOf(this.#table.sheet, this.row, meaning === undefined ? undefined : this.columns(meaning)[0]?.index);
  }
}
