import { foldWord } from '../../../schemes/domain.ts';
import type {
  ColumnReading,
  Control,
  ControlType,
  Meaning,
  NotTaken,
  Phase,
  Place,
  Row,
  StatedValue,
} from '../../domain.ts';
import { placeOf, statedAt, textOf } from './cells.ts';
import { newDraft, type DraftHazard, type DraftRating } from './drafts.ts';
import { namesSeverityFirst } from './headings.ts';
import { isLevel, isLevelWord, looksLikeLevel } from './levels.ts';
import { fold, isNothing, splitList } from './lists.ts';
import type { FoundTable } from './tables.ts';

export interface TableHazards {
  readonly drafts: readonly DraftHazard[];
  readonly notTaken: readonly NotTaken[];
  readonly rowsTaken: number;
  /** The hazard of each row that was taken, by the row's number. */
  readonly hazardOfRow: ReadonlyMap<number, DraftHazard>;
}

const TEXTS: readonly Meaning[] = ['hazard', 'description', 'effect', 'harm', 'cause'];
const CONTROLS: readonly Meaning[] = [
  'control',
  'design-control',
  'test-control',
  'training-control',
  'process-control',
];
const EXISTING: readonly Meaning[] = [
  'existing-control',
  'existing-design-control',
  'existing-test-control',
  'existing-training-control',
  'existing-process-control',
];
const RATINGS: readonly Meaning[] = (['initial', 'residual'] as const).flatMap((phase) =>
  (['severity', 'likelihood', 'risk', 'rating'] as const).map((part) => `${phase}-${part}` as Meaning),
);
/** What makes a row worth taking, beside a name. */
const MATTER: readonly Meaning[] = ['effect', 'harm', 'cause', ...CONTROLS, ...EXISTING];
const SUBSTANCE: readonly Meaning[] = [...MATTER, ...RATINGS];

/** One row with its cells by meaning. */
class RowView {
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
  ratings(): string[] {
    return RATINGS.filter((meaning) => !meaning.endsWith('-rating') && this.columns(meaning).length > 0)
      .map((meaning) => this.text(meaning))
      .filter((text) => !isNothing(text));
  }

  stated(meaning: Meaning): StatedValue | undefined {
    const column = this.columns(meaning)[0];
    return column && statedAt(this.#table.sheet, this.row, column.index);
  }

  place(meaning?: Meaning): Place {
    return placeOf(this.#table.sheet, this.row, meaning === undefined ? undefined : this.columns(meaning)[0]?.index);
  }
}

/** Reads the rows of a table as hazards: one row a hazard, or one row a cause or control with the hazard repeated or blank. */
export function hazardsOf(table: FoundTable): TableHazards {
  const byMeaning = new Map<Meaning, ColumnReading[]>();
  for (const column of table.reading.columns)
    byMeaning.set(column.meaning, [...(byMeaning.get(column.meaning) ?? []), column]);
  const has = new Set(table.reading.columns.map((column) => column.meaning));
  const notTaken: NotTaken[] = [];
  const groups = groupRows(
    table.rows.map((row) => new RowView(row, table, byMeaning)),
    table,
    notTaken,
  );
  const rowsTaken = groups.reduce((sum, group) => sum + group.length, 0);
  // A tree says by its shape that each entry under "controls" is one control.
  const listed = table.reading.columns.some((column) =>
    /^(?:.* \u203a )?(?:controls?|mitigations?) \u203a /iu.test(column.header),
  );
  const perControl = listed || groups.some((group) => group.length > 1);
  const drafts = groups.map((group) => draftOf(group, has, perControl));
  const hazardOfRow = new Map(
    groups.flatMap((group, index) => group.map((view) => [view.row.at, drafts[index]!] as const)),
  );
  return { drafts, notTaken, rowsTaken, hazardOfRow };
}

// --- Which rows make one hazard ------------------------------------------------------------------------------------------

/** What is known of a table while its rows are read from the top. */
interface Reading {
  readonly headings: ReadonlySet<string>;
  readonly firstColumn: number;
  /** What stands in its columns of ratings, in the rows that are numbered as hazards. */
  readonly levels: ReadonlySet<string>;
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

function groupRows(views: readonly RowView[], table: FoundTable, notTaken: NotTaken[]): RowView[][] {
  const refs = views.map((view) => fold(view.text('ref'))).filter(Boolean);
  const shape = commonShape(refs);
  const reading: Reading = {
    headings: new Set(
      table.headerRows.flatMap((row) => row.cells.map((cell) => foldWord(textOf(cell)))).filter(Boolean),
    ),
    levels: new Set(
      views
        .filter((view) => shape === null || shapeOf(fold(view.text('ref'))) === shape)
        .flatMap((view) => view.ratings().map(foldWord)),
    ),
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
    const verdict = judgeRow(view, reading);
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
    reading.lastTaken = view.row.at;
  }
  return joinRepeats(groups);
}

type RowVerdict = 'new' | 'same' | 'blank' | { readonly reason: string; readonly ends: boolean };

function judgeRow(view: RowView, reading: Reading): RowVerdict {
  const filled = view.row.cells.map((cell) => textOf(cell)).filter((text) => text !== '');
  if (filled.length === 0) return 'blank';
  if (
    filled.length >= 3 &&
    filled.filter((text) => reading.headings.has(foldWord(text))).length / filled.length > 0.7
  ) {
    return { reason: 'The headings again.', ends: false };
  }
  if (TOTALS.test(foldWord(filled[0]!))) return { reason: `Totals: \u201c${short(filled[0]!)}\u201d.`, ends: false };
  const ref = fold(view.text('ref'));
  const name = fold(view.text('hazard') || view.text('description'));
  const continues = reading.current !== null && !startsNew(reading.current, ref, name, reading.oneRowEach);
  if (new Set(filled.map(foldWord)).size === 1 && !(continues && addsByOneCell(view, reading.firstColumn))) {
    const merged = view.row.cells.some((cell) => cell?.mergedFrom !== undefined);
    return {
      reason: `A heading or note in the table: \u201c${short(filled[0]!)}\u201d.`,
      ends: !merged || spansRow(view),
    };
  }
  if (continues) {
    if (addsWords(view) && !(ref === '' && hasStrangeLevel(view, reading))) return 'same';
    return { reason: 'Nothing in it that is a hazard, a cause, a control or a rating.', ends: false };
  }
  return judgeNew(view, ref, name, reading);
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

/** Whether something stands in the columns of ratings that is no level, and that this log has nowhere else. */
function hasStrangeLevel(view: RowView, reading: Reading): boolean {
  return view
    .ratings()
    .some((text) => !isLevel(text) && !/^\d{1,2}\s*[-:(.]/u.test(text) && !reading.levels.has(foldWord(text)));
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
  if (isLevelWord(ref)) return true;
  // A signature stands where the numbers and ratings are too; its words are no levels, and none of this log.
  const fits = reading.shape === null || shapeOf(ref) === reading.shape;
  if (!fits && (hasStrangeLevel(view, reading) || name === '')) return true;
  // Among numbered and rated hazards, one without a number has a whole rating, or nobody can tell it from a key.
  if (ref === '' && reading.shape !== null && reading.rated >= 0.7 * reading.taken && reading.taken > 0) {
    return !view.isWhollyRated();
  }
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

function refOf(group: readonly RowView[]): string {
  return fold(group[0]!.text('ref'));
}

function nameOf(group: readonly RowView[]): string {
  return fold(group[0]!.text('hazard') || group[0]!.text('description'));
}

/** Whether two names are one name, slips of writing aside. */
export function sameName(a: string, b: string): boolean {
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

// --- What the rows of one hazard say -----------------------------------------------------------------------------------

function draftOf(group: readonly RowView[], has: ReadonlySet<Meaning>, perControl: boolean): DraftHazard {
  const first = group[0]!;
  const draft = newDraft(first.place(), has);
  draft.rows = group.length;
  draft.ref = refOf(group) || null;
  nameDraft(draft, group);
  const each = (meaning: Meaning) => distinctTexts(group.map((view) => view.text(meaning)));
  const one = (meaning: Meaning) => each(meaning)[0] ?? null;
  if (draft.description === null)
    draft.description =
      each('description')
        .filter((text) => text !== draft.name)
        .join('\n') || null;
  draft.effects = each('effect').flatMap(entries);
  draft.harms = each('harm').flatMap(entries);
  draft.status = one('status');
  draft.owner = one('owner');
  draft.receiver = one('receiver');
  draft.notes = each('notes').join('\n') || null;
  draft.justification = { initial: one('initial-justification'), residual: one('residual-justification') };
  draft.ratings = ratingsOf(group);
  draft.extra = extrasOf(group);
  readCauses(draft, group);
  if (perControl) controlsByRow(draft, group);
  else controlsByList(draft, first);
  return draft;
}

function nameDraft(draft: DraftHazard, group: readonly RowView[]): void {
  const names = group.flatMap((view) => {
    const text = fold(view.text('hazard') || view.text('description'));
    return text === ''
      ? []
      : [{ name: text, place: view.place(view.columns('hazard').length > 0 ? 'hazard' : 'description') }];
  });
  const counts = new Map<string, number>();
  for (const { name } of names) counts.set(foldWord(name), (counts.get(foldWord(name)) ?? 0) + 1);
  const best = names.toSorted((a, b) => counts.get(foldWord(b.name))! - counts.get(foldWord(a.name))!)[0];
  draft.name = best?.name ?? fold(group[0]!.text('effect') || group[0]!.text('harm') || group[0]!.text('cause'));
  const seen = new Set([foldWord(draft.name)]);
  for (const other of names) {
    if (seen.has(foldWord(other.name)) || sameName(other.name, draft.name)) continue;
    seen.add(foldWord(other.name));
    draft.otherNames.push(other);
  }
}

function distinctTexts(texts: readonly string[]): string[] {
  const seen = new Map<string, string>();
  for (const text of texts) {
    const folded = fold(text);
    if (!isNothing(folded) && !seen.has(folded)) seen.set(folded, text.trim());
  }
  return [...seen.values()];
}

function entries(text: string): string[] {
  return splitList(text)
    .map((entry) => entry.text)
    .filter((entry) => !isNothing(entry));
}

function readCauses(draft: DraftHazard, group: readonly RowView[]): void {
  const seen = new Set<string>();
  for (const view of group) {
    const number = Number.parseInt(view.text('cause-number'), 10);
    for (const entry of splitList(view.text('cause'))) {
      if (isNothing(entry.text) || seen.has(entry.text)) continue;
      seen.add(entry.text);
      draft.causes.push({
        text: entry.text,
        number: entry.number ?? (Number.isNaN(number) ? null : number),
        place: view.place('cause'),
      });
    }
  }
}

/** One row a control: the row is the control, whichever of its columns its words stand in. */
function controlsByRow(draft: DraftHazard, group: readonly RowView[]): void {
  const onlyExisting = !CONTROLS.some((meaning) => group[0]!.columns(meaning).length > 0);
  const own = onlyExisting ? EXISTING : CONTROLS;
  let cause: string | null = null;
  for (const view of group) {
    const causeText = fold(view.text('cause'));
    if (!isNothing(causeText)) cause = causeText;
    const filled = own.filter((meaning) => !isNothing(view.text(meaning)));
    const existing = EXISTING.map((meaning) => fold(view.text(meaning))).filter((text) => !isNothing(text));
    if (!onlyExisting && existing.length > 0)
      draft.existingControls = [draft.existingControls, ...existing].filter(Boolean).join('\n');
    if (filled.length === 0) continue;
    const lists = filled.map((meaning) => splitList(view.text(meaning)).filter((entry) => !isNothing(entry.text)));
    const numbered = lists.filter((list) => list.filter((entry) => entry.number !== null).length >= 2);
    if (numbered.length > 0) {
      filled.forEach((meaning, index) => {
        for (const entry of lists[index]!)
          draft.controls.push({ ...detailsOf(view, meaning, cause), text: entry.text, number: entry.number });
      });
      continue;
    }
    const text = fold(filled.map((meaning) => view.text(meaning)).join('; '));
    const number = Number.parseInt(view.text('control-number'), 10);
    draft.controls.push({ ...detailsOf(view, filled[0]!, cause), text, number: Number.isNaN(number) ? null : number });
  }
  draft.evidence = distinctTexts(group.map((view) => view.text('existing-evidence'))).join('\n') || null;
}

/** One row a hazard: its controls are lists in cells, numbered like the causes that they answer. */
function controlsByList(draft: DraftHazard, view: RowView): void {
  for (const meaning of [...EXISTING, ...CONTROLS]) {
    for (const column of view.columns(meaning)) {
      for (const entry of splitList(textOf(view.row.cells[column.index]))) {
        if (isNothing(entry.text)) continue;
        const cause =
          entry.number === null ? null : (draft.causes.find((one) => one.number === entry.number)?.text ?? null);
        draft.controls.push({ ...detailsOf(view, meaning, cause), text: entry.text, number: entry.number });
      }
    }
  }
  draft.existingControls =
    draft.controls
      .filter((control) => control.kind === 'existing')
      .map((control) => control.text)
      .join('\n') || null;
  draft.evidence = distinctTexts([view.text('evidence'), view.text('existing-evidence')]).join('\n') || null;
}

function detailsOf(view: RowView, meaning: Meaning, cause: string | null): Omit<Control, 'text' | 'number'> {
  const word = (of: Meaning) => {
    const text = fold(view.text(of));
    return isNothing(text) ? null : text;
  };
  const typeText = view.text('control-type');
  const action = word('action');
  const actionStatus = word('action-status');
  return {
    kind: meaning.startsWith('existing')
      ? 'existing'
      : meaning === 'control' && view.columns('existing-control').length === 0
        ? 'unstated'
        : 'additional',
    type: controlTypeOf(meaning, typeText),
    owner: word('control-owner'),
    evidence: word('evidence'),
    state: word('control-state'),
    action,
    actionStatus,
    transferred: saysTransferred(action) || saysTransferred(actionStatus) || saysTransferred(word('control-state')),
    cause,
    place: view.place(meaning),
  };
}

function saysTransferred(text: string | null): boolean {
  return (
    text !== null &&
    /\btransfer(?:red)?\b/iu.test(text) &&
    !/\bnot transferred\b|\bcannot be transferred\b/iu.test(text)
  );
}

/** The kind of a control, from its column or from the word in its type column. */
export function controlTypeOf(meaning: Meaning, typeText: string): ControlType | null {
  const folded = `${foldWord(typeText)} ${typeText === '' ? meaning : ''}`;
  if (/\bdesign\b|\btechnical\b|\bsoftware\b/u.test(folded)) return 'design';
  if (/\btest(?:ing)?\b|\bverification\b/u.test(folded)) return 'test';
  if (/\btraining\b/u.test(folded)) return 'training';
  if (/\bprocess\b|\bprocedur/u.test(folded)) return 'process';
  if (/\binformation\b|\bwarning\b|\bguidance\b/u.test(folded)) return 'information';
  return typeText.trim() === '' ? null : 'other';
}

function extrasOf(group: readonly RowView[]): { header: string; text: string }[] {
  return group[0]!
    .columns('extra')
    .concat(group[0]!.columns('date'))
    .flatMap((column) => {
      const texts = distinctTexts(group.map((view) => textOf(view.row.cells[column.index])));
      return texts.length === 0 ? [] : [{ header: column.header, text: texts.join('\n') }];
    });
}

// --- Ratings -------------------------------------------------------------------------------------------------------------

/** All ratings of a hazard, those that say the same folded into one; the one that most rows say comes first. */
function ratingsOf(group: readonly RowView[]): DraftRating[] {
  return (['initial', 'residual'] as const).flatMap((phase) => {
    const found: { rating: DraftRating; rows: number }[] = [];
    for (const view of group) {
      const rating = ratingIn(view, phase);
      if (!rating) continue;
      const same = found.find((one) => agrees(one.rating, rating));
      if (same) {
        same.rows++;
        same.rating = { ...rating, ...same.rating };
      } else {
        found.push({ rating, rows: 1 });
      }
    }
    return found.toSorted((a, b) => b.rows - a.rows).map((one) => one.rating);
  });
}

function ratingIn(view: RowView, phase: Phase): DraftRating | null {
  const severity = view.stated(`${phase}-severity`);
  const likelihood = view.stated(`${phase}-likelihood`);
  const risk = view.stated(`${phase}-risk`);
  const composite = view.stated(`${phase}-rating`);
  if (composite) {
    const heading = view.columns(`${phase}-rating`)[0]?.header.split(' \u203a ').at(-1) ?? '';
    const parts = splitComposite(composite, heading);
    if (parts) return { phase, ...parts, place: composite.place };
  }
  const said = [severity, likelihood, risk].filter((one) => one !== undefined && !isNothing(one.text));
  if (said.length === 0) return null;
  return {
    phase,
    ...(severity && !isNothing(severity.text) ? { severity } : {}),
    ...(likelihood && !isNothing(likelihood.text) ? { likelihood } : {}),
    ...(risk && (!isNothing(risk.text) || risk.formula) ? { risk } : {}),
    place: (risk ?? severity ?? likelihood)!.place,
  };
}

/** "3 x 2 = 6" under "LxS" or "SxL": likelihood first unless the heading says otherwise. Null where it is no product. */
export function splitComposite(
  value: StatedValue,
  heading: string,
): { severity: StatedValue; likelihood: StatedValue; risk?: StatedValue } | null {
  const match = /(\d{1,2})\s*[x\u00d7*]\s*(\d{1,2})(?:\s*=\s*(\d{1,2}))?/iu.exec(value.text);
  if (!match) return null;
  const severityFirst = namesSeverityFirst(heading);
  const [first, second] = [
    { ...value, text: match[1]! },
    { ...value, text: match[2]! },
  ];
  return {
    severity: severityFirst ? first : second,
    likelihood: severityFirst ? second : first,
    ...(match[3] ? { risk: { ...value, text: match[3] } } : {}),
  };
}

/** Whether two statements of a rating say the same wherever both say something. */
export function agrees(a: DraftRating, b: DraftRating): boolean {
  const same = (x: StatedValue | undefined, y: StatedValue | undefined) =>
    !x || !y || foldWord(x.text) === foldWord(y.text);
  return (
    a.phase === b.phase && same(a.severity, b.severity) && same(a.likelihood, b.likelihood) && same(a.risk, b.risk)
  );
}
