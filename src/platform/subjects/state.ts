import { canonical, digestOf, sha256, type Json } from '../canonical.ts';
import {
  wordsOf,
  type AnyKind,
  type Clock,
  type Digests,
  type Flow,
  type Fold,
  type InputFold,
  type Loaded,
  type Own,
  type Ref,
  type Verdict,
} from './kinds.ts';

/*
 * The arithmetic of a subject's state: from its own words and the fold of its inputs. Pure; `settle.ts` moves the data.
 */

/** What a subject says of itself, as it is kept: digests and facts, so that it need not be loaded when an input changes. */
export interface Kept extends Ref {
  readonly service: string | null;
  readonly within: string | null;
  readonly retired: boolean;
  readonly own: KeptOwn;
  readonly ownMaterial: Buffer;
  readonly ownEditorial: Buffer;
}

/** `Own` as JSON: dates as milliseconds since 1970. */
export interface KeptOwn {
  readonly facts: Json;
  readonly challengedSeq: number | null;
  readonly dueAt: number | null;
  readonly lapsesAt: number | null;
  readonly holdsFrom: number | null;
  /** Digest of what it points at: to point at another with the same words changes no word, and is kept all the same. */
  readonly points: string;
}

/** How a subject stands: what travels from it. */
export interface Standing extends Digests, Clock {
  /** One digest over its verdict and those of all that supports it: where it is the same, nothing fell or rose. */
  readonly support: Buffer;
  readonly verdict: Verdict;
  readonly challengedSeq: number | null;
}

export interface State extends Kept, Standing {}

/** The inputs of one kind of one subject, folded. Commutative: no order of arrival matters. */
export interface KindFold extends InputFold, Digests, Clock {
  readonly kind: string;
  readonly support: Buffer;
  readonly challengedSeq: number | null;
}

/** What is kept of a row: digests of its words, and its facts. */
export function keep(kind: AnyKind, loaded: Loaded<Record<string, Json>>): Kept {
  return {
    kind: kind.kind,
    id: loaded.id,
    service: loaded.service,
    within: loaded.within,
    retired: loaded.retired,
    own: keptOwn(kind.own(loaded.row), loaded.names),
    ownMaterial: digestOf(wordsOf(kind, loaded.row, 'material')),
    ownEditorial: digestOf(wordsOf(kind, loaded.row, 'editorial')),
  };
}

function keptOwn(own: Own, names: readonly Ref[]): KeptOwn {
  return {
    points: sha256(
      names
        .map((ref) => `${ref.kind} ${ref.id}`)
        .toSorted()
        .join('\n'),
    ).toString('base64url'),
    facts: own.facts ?? null,
    challengedSeq: own.challengedSeq ?? null,
    dueAt: own.dueAt?.getTime() ?? null,
    lapsesAt: own.lapsesAt?.getTime() ?? null,
    holdsFrom: own.holdsFrom?.getTime() ?? null,
  };
}

/** How a subject stands, from what it says of itself and how its inputs stand. */
export function stand(kind: AnyKind, kept: Kept, folds: readonly KindFold[]): Standing {
  const along = (flow: Flow) => folds.filter((fold) => flowsOf(kind, fold.kind).includes(flow));
  const words = along('words').toSorted((a, b) => (a.kind < b.kind ? -1 : 1));
  const supports = along('verdict').toSorted((a, b) => (a.kind < b.kind ? -1 : 1));
  const clocks = along('clock');
  const verdict = kind.verdict(kept.own.facts, countsOf(kind, supports));
  return {
    material: sha256(Buffer.concat([kept.ownMaterial, ...words.map((fold) => fold.material)])),
    editorial: sha256(Buffer.concat([kept.ownEditorial, ...words.map((fold) => fold.editorial)])),
    support: sha256(Buffer.concat([Buffer.from(verdict), ...supports.map((fold) => fold.support)])),
    verdict,
    challengedSeq: furthest(Math.max, [
      kept.own.challengedSeq,
      ...along('challenge').map((fold) => fold.challengedSeq),
    ]),
    dueAt: date(furthest(Math.min, [kept.own.dueAt, ...clocks.map((fold) => fold.dueAt?.getTime() ?? null)])),
    lapsesAt: date(furthest(Math.min, [kept.own.lapsesAt, ...clocks.map((fold) => fold.lapsesAt?.getTime() ?? null)])),
    holdsFrom: date(
      furthest(Math.max, [kept.own.holdsFrom, ...clocks.map((fold) => fold.holdsFrom?.getTime() ?? null)]),
    ),
  };
}

/** What travels from inputs of one kind to this one. */
export function flowsOf(kind: AnyKind, input: string): readonly Flow[] {
  return kind.names[input] ?? kind.collects[input]?.flows ?? [];
}

const NOBODY: InputFold = { met: 0, notMet: 0, notKnown: 0, retired: 0 };

/** A kind that may count has a count, so that a verdict need not ask whether it is there. */
function countsOf(kind: AnyKind, folds: readonly KindFold[]): Fold {
  const inputs = [...Object.keys(kind.names), ...Object.keys(kind.collects)];
  return Object.fromEntries(
    inputs
      .filter((input) => flowsOf(kind, input).includes('verdict'))
      .map((input) => {
        const { met, notMet, notKnown, retired } = folds.find((fold) => fold.kind === input) ?? NOBODY;
        return [input, { met, notMet, notKnown, retired }];
      }),
  );
}

function furthest(of: (...values: number[]) => number, values: readonly (number | null)[]): number | null {
  const known = values.filter((value) => value !== null);
  return known.length === 0 ? null : of(...known);
}

function date(value: number | null): Date | null {
  return value === null ? null : new Date(value);
}

/** What a change of state is: nothing, a fact or a clock that nobody needs to be shown, or a change. */
export type Difference = 'none' | 'quiet' | 'change';

/** Compares the whole of two states. A walk stops only where nothing at all differs. */
export function differenceOf(before: State | null, after: State): Difference {
  if (!before) return 'change';
  const changed =
    !before.material.equals(after.material) ||
    !before.editorial.equals(after.editorial) ||
    !before.support.equals(after.support) ||
    before.verdict !== after.verdict ||
    before.challengedSeq !== after.challengedSeq ||
    before.retired !== after.retired ||
    before.service !== after.service ||
    before.within !== after.within;
  if (changed) return 'change';
  const quiet =
    before.dueAt?.getTime() !== after.dueAt?.getTime() ||
    before.lapsesAt?.getTime() !== after.lapsesAt?.getTime() ||
    before.holdsFrom?.getTime() !== after.holdsFrom?.getTime() ||
    canonical(before.own as unknown as Json) !== canonical(after.own as unknown as Json);
  return quiet ? 'quiet' : 'none';
}

/**
 * Whether anything of a change travels along these flows: what does not is not looked at again by whoever points here. Words
 * of a control that 500 hazards share change nothing of the ratings that rely on it.
 */
export function travels(before: State | null, after: State, flows: readonly Flow[]): boolean {
  if (!before || before.retired !== after.retired) return true;
  const same = (a: Date | null, b: Date | null) => a?.getTime() === b?.getTime();
  const differs: Readonly<Record<Flow, boolean>> = {
    words: !before.material.equals(after.material) || !before.editorial.equals(after.editorial),
    verdict: before.verdict !== after.verdict || !before.support.equals(after.support),
    clock:
      !same(before.dueAt, after.dueAt) ||
      !same(before.lapsesAt, after.lapsesAt) ||
      !same(before.holdsFrom, after.holdsFrom),
    challenge: before.challengedSeq !== after.challengedSeq,
  };
  return flows.some((flow) => differs[flow]);
}

/** Whether something holds at a moment: met, begun, and not lapsed. Time writes nothing: it is asked for. */
export function holdsAt(standing: Pick<Standing, 'verdict' | 'lapsesAt' | 'holdsFrom'>, now: Date): boolean {
  return (
    standing.verdict === 'met' &&
    (standing.lapsesAt === null || now < standing.lapsesAt) &&
    (standing.holdsFrom === null || now >= standing.holdsFrom)
  );
}
