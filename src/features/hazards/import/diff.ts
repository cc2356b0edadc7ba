import { foldWord } from '../../schemes/index.ts';
import { controlReference, hazardNumber, hazardReference } from '../domain.ts';
import type { KeptControl, KeptHazard, KeptLog, KeptRating } from './kept.ts';
import { LIKE, likeness, tokens, unambiguous } from './similar.ts';
import type { RatingWords, SaidControl, SaidHazard, SaidLog } from './words.ts';

/*
 * A kept log and the next version of its file: which hazard is which, and what is new, changed, gone and moved. Pure. What
 * a file says nothing of is no difference.
 */

/** The kind of a source that is rows of a log, and not a whole one. */
export const PASTED = 'pasted';

export const CLASSES = ['new', 'changed', 'gone', 'moved'] as const;
export type Class = (typeof CLASSES)[number];

/** One thing that differs, as a person reads it. */
export interface FieldChange {
  readonly field: string;
  /** Null where there was nothing. */
  readonly from: string | null;
  readonly to: string | null;
}

export interface DiffRow {
  /** Names the row when it is accepted: "changed:HAZ-3", "new:12" (the twelfth hazard of the file), "changed:log". */
  readonly row: string;
  /** "HAZ-3"; null for a hazard that has no number yet, and for the log itself. A new one that has one comes back. */
  readonly id: string | null;
  /** Its number in the file. */
  readonly ref: string | null;
  readonly name: string;
  readonly changes: readonly FieldChange[];
}

export type Diff = Readonly<Record<Class, readonly DiffRow[]>>;

/** A hazard of the file, and the kept one that it is; null where it is new. */
export interface Pair {
  readonly said: SaidHazard;
  readonly index: number;
  readonly kept: KeptHazard | null;
  /** The retired one that it is, come back; null for one that never was. */
  readonly back: KeptHazard | null;
}

export interface Comparison {
  readonly pairs: readonly Pair[];
  readonly gone: readonly KeptHazard[];
  /** Which kept control each control of the file is; null where it is new. By its place in the file's list. */
  readonly controls: readonly (KeptControl | null)[];
  readonly diff: Diff;
}

export function compare(kept: KeptLog, said: SaidLog): Comparison {
  const part = said.sources[0]?.kind === PASTED;
  const matched = matchHazards(kept, said, part);
  const returned = matchRetired(kept, said, matched);
  const pairs = said.hazards.map((hazard, index) => ({
    said: hazard,
    index,
    kept: matched.get(index) ?? null,
    back: returned.get(index) ?? null,
  }));
  const found = new Set([...matched.values()].map((hazard) => hazard.id));
  // Rows are a part of a log: what is not among them stays as it is, and where it is.
  const gone = part ? [] : kept.hazards.filter((hazard) => !found.has(hazard.id));
  const controls = matchControls(kept, said, pairs);
  const context = { kept, said, controls, byId: new Map(kept.controls.map((control) => [control.id, control])) };
  const isNew = pairs.filter((pair) => pair.kept === null);
  return {
    pairs,
    gone,
    controls,
    diff: {
      new: isNew.map(({ said: { fileRef, name }, index, back }) => ({
        row: `new:${index + 1}`,
        id: back && hazardReference(back.number),
        ref: fileRef,
        name,
        changes: [],
      })),
      changed: [
        ...schemeChange(kept, said),
        ...pairs.flatMap((pair) => rowOf('changed', pair, pair.kept ? changesOf(pair.said, pair.kept, context) : [])),
      ],
      gone: gone.map((hazard) => ({
        row: `gone:${hazardReference(hazard.number)}`,
        id: hazardReference(hazard.number),
        ref: hazard.fileRef,
        name: hazard.name,
        changes: [],
      })),
      moved: part
        ? []
        : pairs.flatMap((pair) => rowOf('moved', pair, pair.kept ? movesOf(pair.said, pair.kept, kept) : [])),
    },
  };
}

export function isEmpty(diff: Diff): boolean {
  return CLASSES.every((name) => diff[name].length === 0);
}

function rowOf(name: Class, { said, kept }: Pair, changes: readonly FieldChange[]): DiffRow[] {
  if (!kept || changes.length === 0) return [];
  const id = hazardReference(kept.number);
  return [{ row: `${name}:${id}`, id, ref: said.fileRef, name: said.name, changes }];
}

// --- Which hazard is which ------------------------------------------------------------------------------------------------

/** From the index of a hazard in the file to the kept one. Each round takes what only it may, the surest first. */
function matchHazards(kept: KeptLog, said: SaidLog, part: boolean): Map<number, KeptHazard> {
  const matched = new Map<number, KeptHazard>();
  if (kept.hazards.length + kept.elsewhere.length === 0) return matched;
  let files = said.hazards.map((hazard, index) => ({ hazard, index }));
  let ours = [...kept.hazards];
  const take = (pairs: readonly (readonly [number, KeptHazard])[]) => {
    for (const [index, hazard] of pairs) matched.set(index, hazard);
    const taken = new Set(pairs.map(([, hazard]) => hazard.id));
    files = files.filter(({ index }) => !matched.has(index));
    ours = ours.filter(({ id }) => !taken.has(id));
  };
  const byKey = (ofSaid: (hazard: SaidHazard) => string | null, ofKept: (hazard: KeptHazard) => string | null) => {
    const left = groups(files, ({ hazard }) => ofSaid(hazard));
    const right = groups(ours, ofKept);
    return { left, right };
  };
  const inOrder = (ofSaid: (hazard: SaidHazard) => string | null, ofKept: (hazard: KeptHazard) => string | null) => {
    const { left, right } = byKey(ofSaid, ofKept);
    take(
      [...left].flatMap(([key, list]) =>
        (right.get(key) ?? []).slice(0, list.length).map((hazard, i) => [list[i]!.index, hazard] as const),
      ),
    );
  };
  const single = (
    ofSaid: (hazard: SaidHazard) => string | null,
    ofKept: (hazard: KeptHazard) => string | null,
    same: (said: SaidHazard, kept: KeptHazard) => boolean,
  ) => {
    const { left, right } = byKey(ofSaid, ofKept);
    take(
      [...left].flatMap(([key, list]) => {
        const hazards = right.get(key) ?? [];
        const only = list.length === 1 && hazards.length === 1 && same(list[0]!.hazard, hazards[0]!);
        return only ? [[list[0]!.index, hazards[0]!] as const] : [];
      }),
    );
  };

  const ref = (hazard: { readonly fileRef: string | null }) => (hazard.fileRef ? foldWord(hazard.fileRef) : null);
  const name = (hazard: { readonly name: string }) => foldWord(hazard.name) || hazard.name;
  const both = (hazard: { readonly fileRef: string | null; readonly name: string }) => `${ref(hazard)}|${name(hazard)}`;
  const keptTexts = textsOfKept(kept);
  const whole = (hazard: { readonly fileRef: string | null; readonly name: string }, texts: readonly string[]) =>
    `${both(hazard)}|${texts.map(foldWord).toSorted().join('|')}`;
  const saidTexts = (hazard: SaidHazard) => textsOfSaid(hazard, said);

  // Whoever copies rows from here brings the numbers from here.
  if (part)
    single(
      (hazard) => (/^haz-?\d+$/iu.test(hazard.fileRef ?? '') ? String(hazardNumber(hazard.fileRef!)) : null),
      (hazard) => String(hazard.number),
      () => true,
    );
  inOrder(
    (hazard) => whole(hazard, saidTexts(hazard)),
    (hazard) => whole(hazard, keptTexts(hazard)),
  );
  inOrder(both, both);
  // Renumbered: a new row above it gave it another number.
  single(name, name, () => true);
  // The same number, whatever was done to its words; unless they show that another hazard took the number over.
  single(ref, ref, (a, b) => !contraryWords(a, saidTexts(a), b, keptTexts(b)));
  const words = (hazard: { readonly name: string }, texts: readonly string[]) => tokens([hazard.name, ...texts]);
  const [left, right] = [files, ours];
  take(
    unambiguous(
      left.map(({ hazard }) => words(hazard, saidTexts(hazard))),
      right.map((hazard) => words(hazard, keptTexts(hazard))),
    ).map(([i, j]) => [left[i]!.index, right[j]!] as const),
  );
  // From another log of the service: only where name and words leave no doubt.
  ours = [...kept.elsewhere];
  single(name, name, (a, b) => likeness(tokens(saidTexts(a)), tokens(keptTexts(b))) >= LIKE);
  return matched;
}

/** Hazards of the file that are none of those kept, and that were retired before: the same name, and no other like it. */
function matchRetired(kept: KeptLog, said: SaidLog, matched: ReadonlyMap<number, KeptHazard>): Map<number, KeptHazard> {
  const files = said.hazards.map((hazard, index) => ({ hazard, index })).filter(({ index }) => !matched.has(index));
  const left = groups(files, ({ hazard }) => foldWord(hazard.name) || null);
  const right = groups(kept.retired, (hazard) => foldWord(hazard.name) || null);
  return new Map(
    [...left].flatMap(([name, list]) => {
      const hazards = right.get(name) ?? [];
      return list.length === 1 && hazards.length === 1 ? [[list[0]!.index, hazards[0]!] as const] : [];
    }),
  );
}

function groups<T>(list: readonly T[], keyOf: (one: T) => string | null): Map<string, T[]> {
  const map = new Map<string, T[]>();
  for (const one of list) {
    const key = keyOf(one);
    if (key === null) continue;
    const known = map.get(key);
    if (known) known.push(one);
    else map.set(key, [one]);
  }
  return map;
}

function textsOfKept(kept: KeptLog): (hazard: KeptHazard) => readonly string[] {
  const byId = new Map(kept.controls.map((control) => [control.id, control.text]));
  return (hazard) => [
    ...hazard.causes.map((cause) => cause.text),
    ...hazard.links.map((link) => byId.get(link.control) ?? ''),
  ];
}

function textsOfSaid(hazard: SaidHazard, said: SaidLog): readonly string[] {
  return [
    ...(hazard.causes ?? []).map((cause) => cause.text),
    ...(hazard.links ?? []).map((link) => said.controls[link.control]!.text),
  ];
}

/** Two names that have nothing to do with each other, over causes and controls that have nothing to do with each other. */
function contraryWords(
  said: SaidHazard,
  saidTexts: readonly string[],
  kept: KeptHazard,
  keptTexts: readonly string[],
): boolean {
  if (saidTexts.length < 2 || keptTexts.length < 2) return false;
  return (
    likeness(tokens([said.name]), tokens([kept.name])) < 0.3 && likeness(tokens(saidTexts), tokens(keptTexts)) < 0.3
  );
}

// --- Which control is which -----------------------------------------------------------------------------------------------

function matchControls(kept: KeptLog, said: SaidLog, pairs: readonly Pair[]): (KeptControl | null)[] {
  const matched: (KeptControl | null)[] = said.controls.map(() => null);
  const taken = new Set<string>();
  // Each log has controls of its own: only those of hazards that are compared can be meant.
  const compared = new Set(
    [...kept.hazards, ...pairs.flatMap((pair) => pair.kept ?? [])].flatMap((hazard) =>
      hazard.links.map((link) => link.control),
    ),
  );
  const pool = kept.controls.filter((control) => compared.has(control.id));
  if (pool.length === 0) return matched;
  const byId = new Map(pool.map((control) => [control.id, control]));
  const hazardsOfSaid = said.controls.map(() => new Set<string>());
  const hazardsOfKept = new Map(pool.map((control) => [control.id, new Set<string>()]));
  for (const { said: hazard, kept: was } of pairs) {
    if (!was) continue;
    for (const link of hazard.links ?? []) hazardsOfSaid[link.control]!.add(was.id);
    for (const link of was.links) hazardsOfKept.get(link.control)?.add(was.id);
  }
  const meet = (index: number, control: KeptControl) =>
    [...hazardsOfSaid[index]!].filter((hazard) => hazardsOfKept.get(control.id)!.has(hazard)).length;
  const take = (index: number, control: KeptControl) => {
    matched[index] = control;
    taken.add(control.id);
  };
  const round = (
    keyOf: (control: SaidControl | KeptControl) => string,
    fits: (a: SaidControl, b: KeptControl) => boolean,
  ) => {
    const ours = groups(
      pool.filter((control) => !taken.has(control.id)),
      keyOf,
    );
    said.controls.forEach((control, index) => {
      if (matched[index]) return;
      const [best] = (ours.get(keyOf(control)) ?? [])
        .filter((one) => !taken.has(one.id) && fits(control, one))
        .map((one) => ({ one, meets: meet(index, one) }))
        .toSorted((a, b) => b.meets - a.meets);
      if (best) take(index, best.one);
    });
  };
  const wording = (control: SaidControl | KeptControl) => `${control.type} ${control.text}`;
  round(wording, (a, b) => controlChanges(a, b).length === 0);
  round(wording, () => true);
  round(
    (control) => control.text,
    (a, b) => meet(said.controls.indexOf(a), b) > 0,
  );
  // Edited: at the same hazard, and beyond doubt.
  for (const { said: hazard, kept: was } of pairs) {
    if (!was || !hazard.links) continue;
    const left = hazard.links.map((link) => link.control).filter((index) => !matched[index]);
    const right = was.links.filter((link) => !taken.has(link.control));
    if (left.length === 0 || right.length === 0) continue;
    const ours = right.flatMap((link) => byId.get(link.control) ?? []);
    const found = unambiguous(
      left.map((index) => tokens([said.controls[index]!.text])),
      ours.map((control) => tokens([control.text])),
    );
    for (const [i, j] of found) take(left[i]!, ours[j]!);
  }
  return matched;
}

// --- What differs ---------------------------------------------------------------------------------------------------------

interface Context {
  readonly kept: KeptLog;
  readonly said: SaidLog;
  readonly controls: readonly (KeptControl | null)[];
  readonly byId: ReadonlyMap<string, KeptControl>;
}

const WORDS = [
  ['name', 'Name'],
  ['description', 'Description'],
  ['component', 'Component'],
  ['arisesIn', 'Where it arises'],
  ['owner', 'Owner'],
  ['receiver', 'Transferred to'],
  ['notes', 'Notes'],
  ['evidence', 'Evidence'],
] as const;

/** What the file says otherwise of a hazard that is kept. */
function changesOf(said: SaidHazard, kept: KeptHazard, context: Context): FieldChange[] {
  const changes: FieldChange[] = WORDS.flatMap(([word, field]) =>
    said[word] === undefined || said[word] === kept[word]
      ? []
      : [{ field, from: kept[word] ?? null, to: said[word] ?? null }],
  );
  for (const [word, field] of [
    ['effects', 'Effects'],
    ['harms', 'Harm'],
  ] as const) {
    const list = said[word];
    if (list !== undefined && !sameList(list, kept[word]))
      changes.push({ field, from: kept[word].join('\n') || null, to: list.join('\n') || null });
  }
  if (statusChanges(said, kept))
    changes.push({
      field: 'Status',
      from: kept.statedStatus ?? kept.status,
      to: said.statedStatus ?? said.status ?? null,
    });
  for (const [phase, field] of [
    ['initial', 'Initial rating'],
    ['residual', 'Residual rating'],
  ] as const) {
    if (ratingChanges(said[phase], kept[phase]))
      changes.push({ field, from: ratingText(kept[phase]), to: ratingText(said[phase] ?? null) });
    else if (justificationChanges(said[phase], kept[phase]))
      changes.push({
        field: `${field}: justification`,
        from: kept[phase]?.justification ?? null,
        to: said[phase]?.justification ?? null,
      });
  }
  changes.push(...causeChanges(said, kept), ...linkChanges(said, kept, context));
  if (said.extra !== undefined) {
    const [from, to] = [extraText(kept.extra), extraText(said.extra)];
    if (from !== to) changes.push({ field: 'Other columns', from: from || null, to: to || null });
  }
  return changes;
}

export function sameList(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((text, index) => text === b[index]);
}

function extraText(extra: SaidHazard['extra']): string {
  return (extra ?? []).map(({ header, text }) => `${header}: ${text}`).join('\n');
}

/** What the file said before and says again takes nothing back that a person has judged since. */
export function statusChanges(said: SaidHazard, kept: KeptHazard): boolean {
  if (said.status === undefined) return false;
  if (said.statedStatus === undefined) return said.status !== kept.status;
  return said.statedStatus !== kept.statedStatus;
}

export function ratingChanges(said: RatingWords | null | undefined, kept: KeptRating | null): boolean {
  if (said === undefined) return false;
  if (said === null || kept === null)
    // A blank cell takes no rating back that a person gave here.
    return said !== kept && !(said === null && kept?.giver.startsWith('person:'));
  return (
    said.severity !== kept.severity ||
    said.likelihood !== kept.likelihood ||
    said.stated !== kept.stated ||
    said.level !== kept.level
  );
}

export function justificationChanges(said: RatingWords | null | undefined, kept: KeptRating | null): boolean {
  return Boolean(said && kept) && said!.justification !== undefined && said!.justification !== kept!.justification;
}

/** "Major, Low: 3 (the file states 2)". */
export function ratingText(rating: RatingWords | null): string | null {
  if (!rating) return null;
  const words = [rating.severity, rating.likelihood].filter((word) => word !== null).join(', ');
  const level = rating.level ?? rating.stated;
  const text = [words, level].filter((part) => part !== null && part !== '').join(': ');
  const differs = rating.level !== null && rating.stated !== null && rating.level !== rating.stated;
  return differs ? `${text} (the file states ${rating.stated})` : text;
}

/** Causes of a hazard: which of the kept ones each cause of the file is; -1 where it is new. */
export function matchCauses(said: SaidHazard, kept: KeptHazard): number[] {
  const taken = new Set<number>();
  const matched = (said.causes ?? []).map((cause) => {
    const index = kept.causes.findIndex((one, i) => !taken.has(i) && one.text === cause.text);
    if (index >= 0) taken.add(index);
    return index;
  });
  const left = matched.flatMap((index, i) => (index < 0 ? [i] : []));
  const right = kept.causes.flatMap((_, i) => (taken.has(i) ? [] : [i]));
  const found = unambiguous(
    left.map((i) => tokens([said.causes![i]!.text])),
    right.map((i) => tokens([kept.causes[i]!.text])),
  );
  for (const [i, j] of found) matched[left[i]!] = right[j]!;
  return matched;
}

function causeChanges(said: SaidHazard, kept: KeptHazard): FieldChange[] {
  if (said.causes === undefined) return [];
  const matched = matchCauses(said, kept);
  const still = new Set(matched);
  return [
    ...said.causes.flatMap((cause, i): FieldChange[] => {
      const was = kept.causes[matched[i]!];
      if (was?.text === cause.text) return [];
      return [{ field: 'Cause', from: was?.text ?? null, to: cause.text }];
    }),
    ...kept.causes.flatMap((cause, i) => (still.has(i) ? [] : [{ field: 'Cause', from: cause.text, to: null }])),
  ];
}

function linkChanges(said: SaidHazard, kept: KeptHazard, { said: log, controls, byId }: Context): FieldChange[] {
  if (said.links === undefined) return [];
  const matched = matchCauses(said, kept);
  const links = new Map(kept.links.map((link) => [link.control, link]));
  const still = new Set<string>();
  const changes: FieldChange[] = [];
  for (const link of said.links) {
    const control = log.controls[link.control]!;
    const was = controls[link.control];
    const before = was ? links.get(was.id) : undefined;
    if (!was || !before) {
      changes.push({ field: 'Control', from: null, to: control.text });
      continue;
    }
    still.add(was.id);
    const field = `Control ${controlReference(was.number)}`;
    for (const change of controlChanges(control, was))
      changes.push({ ...change, field: change.field === 'text' ? field : `${field}: ${change.field}` });
    const answers = (list: readonly string[]) => list.toSorted().join('\n') || null;
    const now = answers(link.causes.map((i) => said.causes![i]!.text));
    const [from, to] = [
      link.causes.map((i) => kept.causes[matched[i]!]?.id ?? `new ${i}`).toSorted(),
      before.causes.toSorted(),
    ];
    if (!sameList(from, to)) {
      const texts = before.causes.map((id) => kept.causes.find((cause) => cause.id === id)?.text ?? '');
      changes.push({ field: `${field}: the causes that it answers`, from: answers(texts), to: now });
    }
  }
  for (const link of kept.links) {
    if (!still.has(link.control))
      changes.push({ field: 'Control', from: byId.get(link.control)?.text ?? 'a control', to: null });
  }
  return changes;
}

const CONTROL_WORDS = [
  ['text', 'text'],
  ['type', 'type'],
  ['existing', 'existing'],
  ['owner', 'owner'],
  ['party', 'who puts it in place'],
  ['statedState', 'state'],
  ['evidence', 'evidence'],
  ['action', 'action'],
  ['actionStatus', 'action status'],
] as const;

/** What the file says otherwise of a control. */
export function controlChanges(said: SaidControl, kept: KeptControl): FieldChange[] {
  return CONTROL_WORDS.flatMap(([word, field]) => {
    const now = said[word];
    return now === undefined || now === kept[word] ? [] : [{ field, from: shown(kept[word]), to: shown(now) }];
  });
}

function shown(value: string | boolean | null): string | null {
  return typeof value === 'boolean' ? (value ? 'yes' : 'no') : value;
}

function movesOf(said: SaidHazard, kept: KeptHazard, log: KeptLog): FieldChange[] {
  const changes: FieldChange[] = [];
  // A file without numbers or sheets moves nothing.
  if (said.fileRef !== null && said.fileRef !== kept.fileRef)
    changes.push({ field: 'Number in the file', from: kept.fileRef, to: said.fileRef });
  const [from, to] = [kept.place?.sheet ?? null, said.place?.sheet ?? null];
  if (from !== null && to !== null && from !== to) changes.push({ field: 'Sheet', from, to });
  if (kept.log.id !== log.id) changes.push({ field: 'Log', from: `Log ${kept.log.number}`, to: `Log ${log.number}` });
  return changes;
}

/** Another matrix makes other levels of the same words. */
function schemeChange(kept: KeptLog, said: SaidLog): DiffRow[] {
  if (said.scheme === null || sameScheme(kept.scheme, said.scheme)) return [];
  const change = { field: 'Risk scheme', from: kept.scheme?.title ?? null, to: said.scheme.title };
  return [{ row: 'changed:log', id: null, ref: null, name: kept.title, changes: [change] }];
}

/** Whether two schemes make the same levels of the same words. */
export function sameScheme(a: SaidLog['scheme'], b: SaidLog['scheme']): boolean {
  const of = (scheme: SaidLog['scheme']) =>
    scheme &&
    JSON.stringify([
      scheme.kind,
      scheme.severity,
      scheme.likelihood,
      scheme.matrix,
      scheme.levels.map(({ level, name }) => [level, name]),
    ]);
  return of(a) === of(b);
}
