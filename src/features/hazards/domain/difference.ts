import { controlReference, PHASES, type Phase } from '../domain.ts';
import { findingWords } from './accepting.ts';
import type { ChangeClass } from './change-class.ts';
import {
  alike,
  isSame,
  listChanges,
  NOTHING,
  orderChange,
  reasonAt,
  seqsOf,
  textChange,
  valueChange,
  type Between,
  type Change,
  type Step,
  type Told,
} from './changes.ts';
import { kindOf } from './edit-fields.ts';
import {
  at,
  type ControlVersion,
  type HazardVersion,
  type RatingVersion,
  type RowVersions,
  type Said,
} from './row-versions.ts';
import { CONTROL_WEIGHTS, HAZARD_WEIGHTS } from './weights.ts';

/*
 * What differs between a hazard at one entry of the ledger and at a later one, in words. What is material here is what the
 * material fingerprint is of, and no more. Pure.
 */

/** What differs of one hazard from the end of one entry of the ledger to the end of a later one. */
export function changesOf(versions: RowVersions, hazard: string, from: number, to: number): Change[] {
  const rows = versions.hazards.filter((one) => one.id === hazard);
  const [before, after] = [at(rows, from)[0] ?? null, at(rows, to)[0] ?? null];
  if (!before || !after) return [];
  const between = { from, to };
  const { causes, ratings, judgements = [], links, controls } = versions;
  // Where no version begins or ends, the same is said: a long history is told of the few rows that differ at each entry.
  const differs = (...lists: readonly (readonly Step[])[]) => lists.some((list) => isStep(list, between));
  return [
    ...(before === after ? [] : hazardChanges(before, after, rows, between)),
    ...(differs(causes) ? causeChanges(versions, hazard, rows, between) : []),
    ...(differs(ratings) ? ratingChanges(versions, hazard, between) : []),
    ...(differs(ratings, judgements) ? judgementChanges(versions, hazard, between) : []),
    ...(differs(links, controls) ? controlChanges(versions, hazard, between) : []),
  ];
}

/** Whether any of these rows begins or ends between. */
function isStep(rows: readonly Step[], { from, to }: Between): boolean {
  return rows.some(({ fromSeq, toSeq }) => (fromSeq > from && fromSeq <= to) || (toSeq > from && toSeq <= to));
}

const TEXTS = { name: 'Name', description: 'Description' } as const;
const LONG_VALUES = {
  standingReason: 'Reason for its status',
  notes: 'Notes',
  evidence: 'Evidence',
  extra: 'Other columns of the file',
} as const;
const VALUES = { component: 'Component', arisesIn: 'Where it arises', owner: 'Owner' } as const;
const ACTS = { status: 'Status', receiver: 'Transferred to' } as const;
const LISTS = { effects: 'Effect', harms: 'Harm' } as const;

function hazardChanges(
  before: HazardVersion,
  after: HazardVersion,
  rows: readonly HazardVersion[],
  between: Between,
): Change[] {
  const told = (column: keyof HazardVersion & keyof typeof HAZARD_WEIGHTS, what: string): Told => {
    const seqs = seqsOf(rows, between, (row) => row[column]);
    const weight = HAZARD_WEIGHTS[column] as ChangeClass;
    return { key: `${before.id} ${column}`, what, weight, seqs, reason: reasonAt(rows, seqs) };
  };
  const differing = <Column extends keyof HazardVersion>(names: readonly (readonly [Column, string])[]) =>
    names.filter(([column]) => JSON.stringify(before[column]) !== JSON.stringify(after[column]));
  return [
    ...differing(entries(TEXTS)).flatMap(([column, what]) =>
      textChange(before[column], after[column], told(column, what)),
    ),
    ...differing(entries(VALUES)).flatMap(([column, what]) =>
      valueChange(before[column], after[column], told(column, what)),
    ),
    ...differing(entries(LISTS)).flatMap(([column, what]) =>
      listChanges(before[column], after[column], told(column, what)),
    ),
    ...differing(entries(LONG_VALUES)).flatMap(([column, what]) =>
      textChange(alike(before[column]), alike(after[column]), {
        ...told(column, what),
        about: column === 'standingReason' ? 'act' : 'words',
      }),
    ),
    ...differing(entries(ACTS)).flatMap(([column, what]) =>
      valueChange(before[column], after[column], { ...told(column, what), about: 'act' }),
    ),
  ];
}

function entries<Names extends Readonly<Record<string, string>>>(names: Names): [keyof Names & string, string][] {
  return Object.entries(names);
}

function causeChanges(
  { causes }: RowVersions,
  hazard: string,
  hazards: readonly HazardVersion[],
  between: Between,
): Change[] {
  const rows = causes.filter((one) => one.hazard === hazard);
  const standing = (seq: number) => at(rows, seq).toSorted((a, b) => a.position - b.position || (a.id < b.id ? -1 : 1));
  const [before, after] = [standing(between.from), standing(between.to)];
  const told = (of: readonly { readonly id: string }[]): Told => {
    const ids = of.map(({ id }) => id);
    const seqs = ids.flatMap((id) =>
      seqsOf(
        rows.filter((row) => row.id === id),
        between,
        (row) => [row.text, of.length > 1 ? row.position : null],
      ),
    );
    const unique = [...new Set(seqs)].toSorted((a, b) => a - b);
    return {
      key: `${hazard} cause ${ids[0] ?? ''}`,
      what: 'Cause',
      weight: HAZARD_WEIGHTS.causes,
      seqs: unique,
      reason: reasonAt(hazards, unique),
    };
  };
  const texts = (list: readonly { readonly text: Said | null }[]) => list.map(({ text }) => text ?? NOTHING);
  // One that was taken out and put in again with the same words is no change.
  const changes = after.flatMap((now) => {
    const was = before.find(({ id }) => id === now.id);
    if (was === now) return [];
    if (was) return textChange(was.text, now.text, told([now]));
    return before.some(({ id, text }) => isSame(text ?? undefined, now.text ?? NOTHING) && !isIn(after, id))
      ? []
      : textChange(null, now.text, told([now]));
  });
  const gone = before
    .filter(({ id }) => !isIn(after, id))
    .flatMap((was) =>
      after.some(({ id, text }) => isSame(text ?? undefined, was.text ?? NOTHING) && !isIn(before, id))
        ? []
        : textChange(was.text, null, told([was])),
    );
  if (changes.length + gone.length > 0) return [...gone, ...changes];
  const order = (list: readonly { readonly text: Said | null }[]) => JSON.stringify(texts(list));
  return order(before) === order(after) ? [] : [orderChange(texts(before), texts(after), told([...before, ...after]))];
}

function isIn(list: readonly { readonly id: string }[], id: string): boolean {
  return list.some((one) => one.id === id);
}

const RATINGS = {
  severity: 'severity',
  likelihood: 'likelihood',
  level: 'risk',
  stated: 'risk as the file states it',
  harm: 'harm that the severity follows from',
  relies: 'rating relies on',
  justification: 'rating, why',
  assumes: 'rating rests on',
} as const;

const NAMES_OF_PHASES: Readonly<Record<Phase, string>> = {
  initial: 'Initial',
  target: 'Target',
  residual: 'Residual',
  deployer: 'With the deployer’s controls,',
};

const JUDGEMENTS = { acceptance: 'Why the risk is accepted', 'benefit-risk': 'Benefit-risk analysis' } as const;

/** What was decided about the residual rating that stood: with another rating it stands no more. */
function judgementChanges({ judgements = [], ratings }: RowVersions, hazard: string, between: Between): Change[] {
  const residuals = ratings.filter((one) => one.hazard === hazard && one.phase === 'residual');
  return entries(JUDGEMENTS).flatMap(([kind, what]) => {
    const rows = judgements.filter((one) => one.hazard === hazard && one.kind === kind);
    const standing = (seq: number) => {
      const rating = at(residuals, seq)[0]?.given;
      const found = at(rows, seq).find((one) => one.rating === rating);
      return found === undefined ? null : `${findingWords(found.finding)}. ${found.text ?? ''}`.trim();
    };
    const seqs = [...new Set([...rows, ...residuals].flatMap((row) => [row.fromSeq, row.toSeq]))]
      .filter((seq) => seq > between.from && seq <= between.to && standing(seq - 1) !== standing(seq))
      .toSorted((a, b) => a - b);
    return textChange(alike(standing(between.from)), alike(standing(between.to)), {
      key: `${hazard} ${kind}`,
      what,
      weight: HAZARD_WEIGHTS.judgements,
      about: 'act',
      seqs,
    });
  });
}

function ratingChanges({ ratings }: RowVersions, hazard: string, between: Between): Change[] {
  return PHASES.flatMap((phase) => {
    const rows = ratings.filter((one) => one.hazard === hazard && one.phase === phase);
    const [before, after] = [at(rows, between.from)[0] ?? null, at(rows, between.to)[0] ?? null];
    if (before === after) return [];
    const name = NAMES_OF_PHASES[phase];
    const told = (column: keyof RatingVersion, what: string): Told => ({
      key: `${hazard} ${phase} ${column}`,
      what: `${name} ${what}`,
      weight: HAZARD_WEIGHTS[phase],
      about: 'act',
      seqs: seqsOf(rows, between, (row) => row[column]),
    });
    const confirmed = (row: RatingVersion | null) =>
      row === null ? null : row.confirmed ? 'confirmed' : 'provisional';
    return [
      ...entries(RATINGS).flatMap(([column, what]) =>
        column === 'justification'
          ? textChange(alike(before?.justification ?? null), alike(after?.justification ?? null), told(column, what))
          : valueChange(before?.[column] ?? null, after?.[column] ?? null, told(column, what)),
      ),
      ...(phase === 'residual' || phase === 'deployer'
        ? valueChange(confirmed(before), confirmed(after), told('confirmed', 'rating'))
        : []),
    ];
  });
}

const CONTROL_VALUES = {
  type: 'type',
  party: 'who puts it in place',
  state: 'state, as declared',
  existing: 'existing or additional',
  owner: 'owner',
  evidence: 'evidence',
  action: 'action',
  actionStatus: 'status of its action',
} as const;

/** Controls that the hazard rests on: put in, taken out, retired from under it, or saying something else. */
function controlChanges({ links, controls }: RowVersions, hazard: string, between: Between): Change[] {
  const own = links.filter((one) => one.hazard === hazard);
  const linked = (seq: number) => new Set(at(own, seq).map(({ control }) => control));
  const [before, after] = [linked(between.from), linked(between.to)];
  const ids = [...new Set([...before, ...after])];
  const rowsOf = Map.groupBy(controls, (one) => one.id);
  const numbered = ids.map((id) => ({ id, rows: rowsOf.get(id) ?? [] }));
  return numbered
    .filter(({ rows }) => rows.length > 0)
    .toSorted((a, b) => a.rows[0]!.number - b.rows[0]!.number)
    .flatMap(({ id, rows }) => {
      const reference = controlReference(rows[0]!.number);
      const [was, now] = [at(rows, between.from)[0] ?? null, at(rows, between.to)[0] ?? null];
      if (before.has(id) && after.has(id))
        return was && now && was !== now ? controlWords(was, now, rows, between) : [];
      const text = (row: ControlVersion | null) => row?.text ?? NOTHING;
      const seqs = seqsOf(
        own.filter((link) => link.control === id),
        between,
        () => true,
      );
      const told = { key: `${hazard} ${id}`, weight: 'material', about: 'act', seqs } as const;
      return before.has(id)
        ? textChange(text(was), null, { ...told, what: `Control ${reference}, taken out` })
        : textChange(null, text(now), { ...told, what: `Control ${reference}, put in` });
    });
}

/** What differs of a control itself, whatever rests on it. */
export function controlWords(
  before: ControlVersion,
  after: ControlVersion,
  rows: readonly ControlVersion[],
  between: Between,
): Change[] {
  const told = (column: keyof ControlVersion, what: string, weight: ChangeClass): Told => {
    const seqs = seqsOf(rows, between, (row) => row[column]);
    const name = `Control ${controlReference(before.number)}, ${what}`;
    return { key: `${before.id} ${column}`, what: name, weight, seqs, reason: reasonAt(rows, seqs) };
  };
  const value = (row: ControlVersion, column: keyof typeof CONTROL_VALUES) =>
    column === 'existing' ? kindOf(row.existing) : row[column];
  return [
    ...textChange(before.text, after.text, told('text', 'text', CONTROL_WEIGHTS.text)),
    ...entries(CONTROL_VALUES).flatMap(([column, what]) =>
      (column === 'evidence' || column === 'action' ? textOrValue : valueChange)(
        value(before, column),
        value(after, column),
        told(column, what, CONTROL_WEIGHTS[column]),
      ),
    ),
    ...valueChange(
      before.retired ? 'retired' : 'in the log',
      after.retired ? 'retired' : 'in the log',
      told('retired', 'standing', 'material'),
    ),
  ];
}

function textOrValue(before: string | null, after: string | null, told: Told): Change[] {
  return textChange(alike(before), alike(after), told);
}
