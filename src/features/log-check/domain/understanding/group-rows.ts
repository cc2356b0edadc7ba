import { foldWord } from '../../../schemes/domain.ts';
import type { Meaning, NotTaken } from '../../domain.ts';
import { textOf } from './cells.ts';
import { isAxisWord, isLevel, isLevelWord } from './levels.ts';
import { fold, isNothing } from './lists.ts';
import { CONTROLS, EXISTING, MATTER, SUBSTANCE, TEXTS, type RowView } from './row-view.ts';
import type { FoundTable } from './tables.ts';

/** What is known of a table while its rows are read from the top. */
interface Reading {
  readonly headings: ReadonlySet<string>;
  readonly firstColumn: number;
  /** What stands in its columns of ratings, in the rows that are numbered as hazards. */
  readonly levels: ReadonlyMap<Meaning, ReadonlySet<string>>;
  /** The way in which the log numbers ("A-0"); null where it does not. */
  readonly shape: string | null;
  /** One row a hazard: the same number under another name is then a slip of numbering. */
  readonly oneRowEach: boolean;
  /** The name under which each number was met first. */
  readonly names: Map<string, string>;
  taken: number;
  rated: number;
  lastTaken: number;
  /** The rows of the hazard that was met last; null after a heading. */
  current: RowView[] | null;
}

export function groupRows(views: readonly RowView[], table: FoundTable, notTaken: NotTaken[]): RowView[][] {
  const refs = views.map((view) => fold(view.text('ref'))).filter(Boolean);
  const shape = commonShape(refs);
  const reading: Reading = {
    headings: new Set(
      table.headerRows.flatMap((row) => row.cells.map((cell) => foldWord(textOf(cell)))).filter(Boolean),
    ),
    levels: levelsOf(views.filter((view) => shape === null || shapeOf(fold(view.text('ref'))) === shape)),
    firstColumn: table.reading.columns[0]?.index ?? 0,
    shape,
    oneRowEach: refs.length - new Set(refs).size <= Math.max(1, 0.2 * refs.length),
    names: new Map(),
    taken: 0,
    rated: 0,
    lastTaken: table.reading.headerAt,
    current: null,
  };
  const groups: RowView[][] = [];
  for (const view of views) {
    const verdict = table.certain ? judgeCertain(view, reading) : judgeRow(view, reading);
    if (verdict === 'blank') continue;
    if (typeof verdict === 'object') {
      notTaken.push({ place: view.place(), reason: verdict.reason });
      if (verdict.ends) reading.current = null;
      continue;
    }
    if (verdict === 'new') {
      reading.current = [view];
      groups.push(reading.current);
      reading.taken++;
      if (view.isRated()) reading.rated++;
      const ref = fold(view.text('ref'));
      if (ref !== '' && !reading.names.has(ref)) reading.names.set(ref, nameOf([view]));
    } else {
      reading.current!.push(view);
    }
    reading.lastTaken = endOf(view, table);
  }
  return joinRepeats(groups);
}

/** The last line of a row: in text a row may run over several, and the records of a tree always do. */
function endOf(view: RowView, { sheet, reading, rows }: FoundTable): number {
  if (sheet.places === 'cells') return view.row.at;
  const isTree = rows[0]?.at === reading.headerAt;
  if (isTree) return Number.MAX_SAFE_INTEGER;
  const lines = view.row.cells.reduce(
    (sum, cell) => sum + (typeof cell?.value === 'string' ? cell.value.split('\n').length - 1 : 0),
    0,
  );
  return view.row.at + lines;
}

type RowVerdict = 'new' | 'same' | 'blank' | { readonly reason: string; readonly ends: boolean };

function judgeRow(view: RowView, reading: Reading): RowVerdict {
  const filled = view.row.cells.map((cell) => textOf(cell)).filter((text) => text !== '');
  if (filled.length === 0) return 'blank';
  // Headings are short, and sentences need no folding to be told from them.
  let others = 0;
  const isHeading = (text: string) => text.length < 100 && reading.headings.has(foldWord(text));
  if (filled.length >= 3 && filled.every((text) => isHeading(text) || 10 * ++others < 3 * filled.length)) {
    return { reason: 'The headings again.', ends: false };
  }
  const first = foldWord(filled[0]!);
  if (TOTALS.test(first)) return { reason: `Totals: \u201c${short(filled[0]!)}\u201d.`, ends: false };
  const ref = fold(view.text('ref'));
  const name = fold(view.text('hazard') || view.text('description'));
  const continues = reading.current !== null && !startsNew(reading.current, ref, name, reading.oneRowEach);
  const same = filled.every((text) => text === filled[0] || foldWord(text) === first);
  if (same && !(continues && addsByOneCell(view, reading.firstColumn))) {
    if (ref !== '' && reading.shape !== null && shapeOf(ref) === reading.shape)
      return { reason: `Only a number (${short(ref)}): an empty row of the template.`, ends: true };
    const merged = view.row.cells.some((cell) => cell?.mergedFrom !== undefined);
    return {
      reason: `A heading or note in the table: \u201c${short(filled[0]!)}\u201d.`,
      ends: !merged || spansRow(view),
    };
  }
  if (continues) {
    if (addsWords(view) && !(ref === '' && (hasStrangeLevel(view, reading) || isHalfRated(view)))) return 'same';
    return { reason: 'Nothing in it that is a hazard, a cause, a control or a rating.', ends: false };
  }
  return judgeNew(view, ref, name, reading);
}

/** A row of which somebody says that it is of a log: a name makes a hazard, and without one it belongs to the hazard above. */
function judgeCertain(view: RowView, reading: Reading): RowVerdict {
  if (view.row.cells.every((cell) => textOf(cell) === '')) return 'blank';
  const ref = fold(view.text('ref'));
  const name = fold(view.text('hazard') || view.text('description'));
  if (reading.current !== null && !startsNew(reading.current, ref, name, reading.oneRowEach))
    return addsWords(view)
      ? 'same'
      : { reason: 'Nothing in it that is a hazard, a cause, a control or a rating.', ends: false };
  return name === '' ? { reason: 'There is no hazard in this row.', ends: false } : 'new';
}

/** Whether a row says something of the hazard above it in words: numbers alone are a total, or a square of a matrix. */
function addsWords(view: RowView): boolean {
  const said: readonly Meaning[] = [
    ...MATTER,
    'hazard',
    'description',
    'action',
    'evidence',
    'notes',
    'control-owner',
    'control-state',
  ];
  return said.some((meaning) => {
    const text = view.columns(meaning).length > 0 ? view.text(meaning) : '';
    return !isNothing(text) && !isLevel(text);
  });
}

/** Whether something stands in a column of ratings that is no level of its kind, and that this log has nowhere else. */
function hasStrangeLevel(view: RowView, reading: Reading): boolean {
  return view.ratings().some(({ meaning, text }) => {
    const known = reading.levels.get(meaning);
    if (!known || known.has(foldWord(text))) return false;
    // A number among words, or a word among numbers, comes from something else.
    const number = /^\d/u;
    if (![...known].some((word) => number.test(word) === number.test(text))) return true;
    // A date is a number of five digits.
    if (number.test(text)) return /^\d{4}/u.test(text);
    if (meaning.endsWith('-risk')) return !isLevelWord(text);
    return !isAxisWord(meaning.endsWith('-severity') ? 'severity' : 'likelihood', text);
  });
}

/** A severity without a likelihood, in a row without a number: rows of a log repeat a rating whole or not at all. */
function isHalfRated(view: RowView): boolean {
  return view.ratings().some(({ meaning }) => !meaning.endsWith('-risk')) && !view.isWhollyRated();
}

function levelsOf(views: readonly RowView[]): Map<Meaning, Set<string>> {
  const levels = new Map<Meaning, Set<string>>();
  for (const { meaning, text } of views.flatMap((view) => view.ratings()))
    levels.set(meaning, (levels.get(meaning) ?? new Set()).add(foldWord(text)));
  return levels;
}

/** A further control or cause may stand alone in its row. What stands alone at the left is a heading between hazards. */
function addsByOneCell(view: RowView, firstColumn: number): boolean {
  const alone = view.row.cells.findIndex((cell) => textOf(cell) !== '');
  return view.has([...MATTER, 'description']) && !spansRow(view) && alone > firstColumn;
}

/** A row that belongs to no hazard above it: a hazard, or one of the many other things that stand in a log. */
function judgeNew(view: RowView, ref: string, name: string, reading: Reading): RowVerdict {
  const texts = TEXTS.map((meaning) => fold(view.text(meaning))).filter((text) => !isNothing(text));
  if (texts.length === 0) {
    if (ref !== '' && !view.has(SUBSTANCE))
      return { reason: `Only a number (${short(ref)}): an empty row of the template.`, ends: true };
    return { reason: 'There is no hazard in this row.', ends: false };
  }
  const written = [...TEXTS, ...CONTROLS, ...EXISTING]
    .map((meaning) => fold(view.text(meaning)))
    .filter((text) => !isNothing(text));
  if (written.every(isPlaceholder))
    return { reason: `An empty row of the template: \u201c${short(texts[0]!)}\u201d.`, ends: true };
  if (!view.has(SUBSTANCE) || (name === '' && ref === '')) return judgeBare(view, ref, name, texts[0]!, reading);
  return isNote(view, ref, name, reading)
    ? { reason: `No hazard, but a note or a key: \u201c${short(ref ? `${ref} ${name}` : name)}\u201d.`, ends: true }
    : 'new';
}

const TOTALS =
  /^(?:(?:grand |sub ?)?totals?|average|mean|median|sum|count|maximum|minimum|number)(?: number)?(?: of)?(?: (?:hazards?|risks?|scores?|controls?|open|closed))*$/u;

/** A number and a name alone: a hazard that was only just found, or a legend beneath the table. */
function judgeBare(view: RowView, ref: string, name: string, text: string, reading: Reading): RowVerdict {
  if (name === '') return { reason: `There is no hazard in this row: \u201c${short(text)}\u201d.`, ends: false };
  const fits = reading.shape !== null && ref !== '' && shapeOf(ref) === reading.shape;
  const adjoins = view.row.at - reading.lastTaken <= 1;
  if (adjoins && (fits || reading.shape === null) && !isNote(view, ref, name, reading)) return 'new';
  return {
    reason: `Only \u201c${short(ref ? `${ref} ${name}` : name)}\u201d, apart from the table: taken for a note.`,
    ends: true,
  };
}

/** Keys, matrices and signatures fill the columns of a log too, but not in the way in which its hazards do. */
function isNote(view: RowView, ref: string, name: string, reading: Reading): boolean {
  if (name !== '' && !/\p{L}{2}/u.test(name)) return true;
  if (isLevelWord(ref) || isLevelWord(name)) return true;
  // A signature stands where the numbers and ratings are too; its words are no levels, and none of this log.
  const fits = reading.shape === null || shapeOf(ref) === reading.shape;
  if (!fits && (hasStrangeLevel(view, reading) || name === '')) return true;
  // Among numbered and rated hazards, one without such a number has a whole rating, or nobody can tell it from a key.
  if (!fits && reading.taken > 0 && reading.rated >= 0.7 * reading.taken) return !view.isWhollyRated();
  if (view.isRated()) return false;
  if (!fits && ref !== '') return true;
  // Beneath hazards that are rated, an unrated one continues their numbers; a key begins again at 1.
  if (reading.taken === 0 || reading.rated < 0.7 * reading.taken) return false;
  const before = reading.names.get(ref);
  if (before !== undefined) return !sameName(before, name);
  const apart = view.row.at - reading.lastTaken > 1 || reading.current === null;
  return apart && (ref === '' || reading.shape === null);
}

function startsNew(current: readonly RowView[], ref: string, name: string, oneRowEach: boolean): boolean {
  const named = (one: RowView) => fold(one.text('hazard') || one.text('description'));
  if (ref !== '' && ref !== fold(current[0]!.text('ref'))) return true;
  if (name === '') return false;
  if (ref !== '') return oneRowEach && !current.some((one) => sameName(named(one), name));
  // Without a number, two names that are only alike are two hazards.
  return !current.some((one) => foldWord(named(one)) === foldWord(name));
}

/** Whether one merged cell fills the row: a heading between hazards. */
function spansRow(view: RowView): boolean {
  const filled = view.row.cells.filter((cell) => textOf(cell) !== '');
  return (
    filled.length > 1 &&
    filled.every((cell) => cell?.mergedFrom !== undefined && cell.mergedFrom === filled[0]?.mergedFrom)
  );
}

/** Rows that belong together but do not stand together: the same number again, further down. */
function joinRepeats(groups: readonly RowView[][]): RowView[][] {
  const joined: RowView[][] = [];
  const byRef = new Map<string, RowView[]>();
  const byName = new Map<string, RowView[]>();
  const several = groups.filter((group) => group.length > 1).length;
  const refs = groups.map((group) => refOf(group)).filter(Boolean);
  // In a log of one row a hazard, one number over two different hazards is a slip of numbering and not one hazard.
  const onePerHazard = refs.length - new Set(refs).size + several <= Math.max(1, 0.2 * groups.length);
  for (const group of groups) {
    const ref = refOf(group);
    const name = foldWord(nameOf(group));
    const before = ref !== '' ? byRef.get(ref) : several > 0 ? byName.get(name) : undefined;
    if (before && (!onePerHazard || sameName(nameOf(before), nameOf(group)))) {
      before.push(...group);
      continue;
    }
    joined.push(group);
    if (ref !== '' && !byRef.has(ref)) byRef.set(ref, group);
    if (ref === '' && name !== '' && !byName.has(name)) byName.set(name, group);
  }
  return joined;
}

export function refOf(group: readonly RowView[]): string {
  return fold(group[0]!.text('ref'));
}

export function nameOf(group: readonly RowView[]): string {
  return fold(group[0]!.text('hazard') || group[0]!.text('description'));
}

/** Whether two names are one name, slips of writing aside. */
export function sameName(a: string, b: string): boolean {
  if (a === b) return true;
  const [first, second] = [foldWord(a), foldWord(b)];
  if (first === second || first === '' || second === '') return true;
  if (first.length > 12 && second.length > 12 && (first.includes(second) || second.includes(first))) return true;
  const words = new Set(first.split(' '));
  const others = new Set(second.split(' '));
  const common = [...words].filter((word) => others.has(word)).length;
  return common / (words.size + others.size - common) >= 0.7;
}

/** A text in brackets, such as a template has: "<insert hazard>", "[Name]", "{hazard}". */
export function isPlaceholder(text: string): boolean {
  return /^(?:<[^<>]{1,80}>|\[[^[\]]{1,80}\]|\{\{?[^{}]{1,80}\}?\})$/u.test(text.trim());
}

/** "A-0" for "H-12": the way in which a log numbers. */
function shapeOf(ref: string): string {
  return ref
    .replace(/\d+/gu, '0')
    .replace(/\p{L}+/gu, 'A')
    .replace(/\s+/gu, '');
}

function commonShape(refs: readonly string[]): string | null {
  const counts = new Map<string, number>();
  for (const ref of refs) if (/\d/u.test(ref)) counts.set(shapeOf(ref), (counts.get(shapeOf(ref)) ?? 0) + 1);
  return [...counts].toSorted((a, b) => b[1] - a[1])[0]?.[0] ?? null;
}

function short(text: string): string {
  const folded = fold(text);
  return folded.length > 60 ? `${folded.slice(0, 57)}...` : folded;
}
