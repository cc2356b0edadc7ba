import type { ChangeClass } from './change-class.ts';
import { marksOf, wholly, type Marked } from '../../../words/marks.ts';
import { at, type Said } from './row-versions.ts';

/*
 * How a change of a text, a choice or a list of texts is told: what was said, what is said now, of which class it is, and
 * which entries of the ledger made it. Pure.
 */

export interface Change {
  /** "Control CTL-31, text" */
  readonly what: string;
  /** What was said, with what is gone of it marked; null where nothing was. */
  readonly before: Marked | null;
  /** What is said now, with what is new of it marked; null where nothing is. */
  readonly after: Marked | null;
  readonly class: ChangeClass;
  /** Words that are edited; or what a person does by a command of its own: a rating, a status, a control put in or taken out. */
  readonly about: 'words' | 'act';
  /** The entries of the ledger that made it, in their order. */
  readonly seqs: readonly number[];
  /** Why it was called a correction of spelling or wording; null where it was not. */
  readonly reason: string | null;
  /** The same for the same thing, wherever it stands: a control that several hazards rest on. */
  readonly key: string;
}

export interface Between {
  readonly from: number;
  readonly to: number;
}

/** A row as it stood from one entry of the ledger to another. */
export interface Step {
  readonly fromSeq: number;
  readonly toSeq: number;
}

/** The entries after which a row says something else than before: of a row that begins or ends between, those too. */
export function seqsOf<V extends Step>(
  rows: readonly V[],
  { from, to }: Between,
  value: (row: V) => unknown,
): number[] {
  const said = (row: V | undefined) => (row === undefined ? undefined : JSON.stringify(value(row)));
  const between = rows.flatMap((row) => [row.fromSeq, row.toSeq]).filter((seq) => seq > from && seq <= to);
  const seqs = [...new Set(between)].toSorted((a, b) => a - b);
  return seqs.filter((seq) => said(at(rows, seq - 1)[0]) !== said(at(rows, seq)[0]));
}

export interface Told {
  readonly key: string;
  readonly what: string;
  readonly weight: ChangeClass;
  readonly about?: Change['about'];
  readonly seqs: readonly number[];
  readonly reason?: string | null;
}

/** A change of a text that is shown in one wording and counts in another; none, where it says the same. */
export function textChange(before: Said | null, after: Said | null, told: Told): Change[] {
  const counts = before?.counts !== after?.counts;
  if (!counts && before?.shown === after?.shown) return [];
  // Shown alike and counting otherwise: a correction that was made to count meanwhile.
  const was = before && (before.shown === after?.shown ? before.counts : before.shown);
  const marks = was !== null && after ? marksOf(was, after.shown) : null;
  return [
    {
      key: told.key,
      what: told.what,
      before: was === null ? null : (marks?.before ?? wholly(was)),
      after: after === null ? null : (marks?.after ?? wholly(after.shown)),
      class: counts ? told.weight : 'editorial',
      about: told.about ?? 'words',
      seqs: told.seqs,
      reason: counts ? null : (told.reason ?? null),
    },
  ];
}

export function valueChange(before: string | null, after: string | null, told: Told): Change[] {
  const said = (value: string | null) => (value === null ? null : { shown: value, counts: value });
  const [change] = textChange(said(before), said(after), told);
  if (!change) return [];
  // A choice is another one as a whole.
  return [{ ...change, before: before === null ? null : wholly(before), after: after === null ? null : wholly(after) }];
}

export const NOTHING: Said = { shown: '', counts: '' };

/** A text that has one wording. */
export function alike(text: string | null): Said | null {
  return text === null ? null : { shown: text, counts: text };
}

/** Why the latest of these entries that was called a correction was one. */
export function reasonAt(
  rows: readonly { readonly fromSeq: number; readonly wordingReason: string | null }[],
  seqs: readonly number[],
): string | null {
  return rows.findLast((row) => seqs.includes(row.fromSeq) && row.wordingReason !== null)?.wordingReason ?? null;
}

/** Texts of a list: the same one where it says the same, else where it stands at the same place. */
export function listChanges(before: readonly Said[], after: readonly Said[], told: Told): Change[] {
  const taken = new Set<number>();
  const same = after.map((now, index) => {
    const places = [index, ...before.keys()];
    const found = places.find((place) => !taken.has(place) && isSame(before[place], now));
    if (found !== undefined) taken.add(found);
    return found;
  });
  const pairs = after.map((now, index) => {
    const place = same[index] ?? (before[index] && !taken.has(index) ? index : undefined);
    if (place !== undefined) taken.add(place);
    return { now, was: place === undefined ? null : before[place]!, place };
  });
  const changes = [
    ...before.flatMap((was, index) => (taken.has(index) ? [] : textChange(was, null, told))),
    ...pairs.flatMap(({ now, was }) => textChange(was, now, told)),
  ];
  const turned = pairs.some(({ place }, index) => index > 0 && (place ?? Infinity) < (pairs[index - 1]!.place ?? -1));
  return turned && changes.length === 0 ? [orderChange(before, after, told)] : changes;
}

export function isSame(a: Said | undefined, b: Said): boolean {
  return a?.shown === b.shown && a.counts === b.counts;
}

/** The same texts in another order. */
export function orderChange(before: readonly Said[], after: readonly Said[], told: Told): Change {
  const lines = (list: readonly Said[]) => wholly(list.map(({ shown }) => shown).join('\n'));
  return {
    key: `${told.key} order`,
    what: `${told.what}, in another order`,
    before: lines(before),
    after: lines(after),
    class: told.weight,
    about: 'words',
    seqs: told.seqs,
    reason: null,
  };
}
