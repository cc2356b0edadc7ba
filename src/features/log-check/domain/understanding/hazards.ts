import { foldWord } from '../../../schemes/domain.ts';
import type { ColumnReading, Control, ControlType, Meaning, NotTaken, Phase, StatedValue } from '../../domain.ts';
import { textOf } from './cells.ts';
import { newDraft, type DraftHazard, type DraftRating } from './drafts.ts';
import { groupRows, refOf, sameName } from './group-rows.ts';
import { namesSeverityFirst } from './headings.ts';
import { fold, isNothing, splitList } from './lists.ts';
import { CONTROLS, EXISTING, RowView } from './row-view.ts';
import type { FoundTable } from './tables.ts';

export interface TableHazards {
  readonly drafts: readonly DraftHazard[];
  readonly notTaken: readonly NotTaken[];
  readonly rowsTaken: number;
  /** The hazard of each row that was taken, by the row's number. */
  readonly hazardOfRow: ReadonlyMap<number, DraftHazard>;
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
    return text === '' ? [] : [{ name: text, view }];
  });
  const same = Map.groupBy(names, ({ name }) => foldWord(name));
  const [best] = [...same.values()].toSorted((a, b) => b.length - a.length)[0] ?? [];
  draft.name = best?.name ?? fold(group[0]!.text('effect') || group[0]!.text('harm') || group[0]!.text('cause'));
  const seen = new Set([foldWord(draft.name)]);
  for (const { name, view } of names) {
    if (name === draft.name || seen.has(foldWord(name)) || sameName(name, draft.name)) continue;
    seen.add(foldWord(name));
    draft.otherNames.push({ name, place: view.place(view.columns('hazard').length > 0 ? 'hazard' : 'description') });
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
    !x || !y || x.text === y.text || foldWord(x.text) === foldWord(y.text);
  return (
    a.phase === b.phase && same(a.severity, b.severity) && same(a.likelihood, b.likelihood) && same(a.risk, b.risk)
  );
}
