import { sha256 } from '../canonical.ts';
import type { ReadTx } from '../database/database.ts';
import type { Collects, Kinds, Ref } from './kinds.ts';
import { differenceOf, keep, stand, type KindFold, type State } from './state.ts';
import { statesOfKind } from './store.ts';

/** A subject whose kept state is not what its rows make it. */
export interface Discrepancy extends Ref {
  readonly says: string;
}

/**
 * Computes every subject's state from the rows, from nothing, and compares it with what is kept. For `primum verify --live`
 * and for tests: it reads everything of the organisation.
 */
export async function recompute(tx: ReadTx, kinds: Kinds): Promise<Discrepancy[]> {
  const found: Discrepancy[] = [];
  const states = new Map<string, Map<string, State>>();
  for (const kind of kinds.list) {
    const ofKind = new Map<string, State>();
    const loaded = await kind.load(tx, null, kinds);
    for (const one of loaded) {
      const kept = keep(kind, one);
      const folds = [
        ...Object.keys(kind.names).flatMap((input) => {
          const refs = one.names.filter((ref) => ref.kind === input);
          if (refs.length === 0) return [];
          return fold(
            input,
            refs.map((ref) => states.get(input)?.get(ref.id) ?? null),
          );
        }),
        ...Object.entries(kind.collects).map(([input, collects]) =>
          fold(input, collected(one, collects, states.get(input))),
        ),
      ];
      ofKind.set(one.id, { ...kept, ...stand(kind, kept, folds) });
    }
    states.set(kind.kind, ofKind);

    const stored = new Map((await statesOfKind(tx, kind.kind)).map((state) => [state.id, state]));
    for (const [id, state] of ofKind) {
      const was = stored.get(id);
      if (!was) found.push({ kind: kind.kind, id, says: 'has no kept state' });
      else if (differenceOf(was, state) !== 'none')
        found.push({ kind: kind.kind, id, says: `differs in ${differencesOf(was, state).join(', ')}` });
    }
    for (const one of (await kind.differs?.(tx)) ?? []) found.push({ kind: kind.kind, ...one });
    for (const id of stored.keys())
      if (!ofKind.has(id)) found.push({ kind: kind.kind, id, says: 'has a kept state and no row' });
  }
  return found;
}

function collected(
  one: { readonly id: string; readonly service: string | null },
  collects: Collects,
  states: ReadonlyMap<string, State> | undefined,
): State[] {
  return [...(states?.values() ?? [])].filter(
    (state) => !state.retired && (collects.by === 'within' ? state.within === one.id : isOf(state, one.service)),
  );
}

function isOf(state: State, service: string | null): boolean {
  return service !== null && state.service === service;
}

/** The fold of a list of inputs, the slow and plain way. An input that is not there is null. */
function fold(kind: string, inputs: readonly (State | null)[]): KindFold {
  const there = inputs.filter((state) => state !== null).toSorted((a, b) => (a.id < b.id ? -1 : 1));
  const living = there.filter((state) => !state.retired);
  const count = (verdict: string) => living.filter((state) => state.verdict === verdict).length;
  const marked = (digest: Buffer, retired: boolean) => (retired ? Buffer.concat([digest, Buffer.alloc(1)]) : digest);
  const times = (of: (state: State) => Date | null) =>
    living.flatMap((state) => {
      const value = of(state);
      return value ? [value.getTime()] : [];
    });
  const earliest = (values: readonly number[]) => (values.length > 0 ? new Date(Math.min(...values)) : null);
  const challenges = living.flatMap((state) => (state.challengedSeq === null ? [] : [state.challengedSeq]));
  const begins = times((state) => state.holdsFrom);
  return {
    kind,
    met: count('met'),
    notMet: count('not-met'),
    notKnown: count('not-known') + inputs.filter((state) => state === null).length,
    retired: there.length - living.length,
    material: sha256(Buffer.concat(there.map((state) => marked(state.material, state.retired)))),
    editorial: sha256(Buffer.concat(there.map((state) => state.editorial))),
    support: sha256(Buffer.concat(there.map((state) => marked(state.support, state.retired)))),
    challengedSeq: challenges.length > 0 ? Math.max(...challenges) : null,
    dueAt: earliest(times((state) => state.dueAt)),
    lapsesAt: earliest(times((state) => state.lapsesAt)),
    holdsFrom: begins.length > 0 ? new Date(Math.max(...begins)) : null,
  };
}

function differencesOf(before: State, after: State): string[] {
  const same: Record<string, boolean> = {
    'its words': before.material.equals(after.material),
    'its editorial words': before.editorial.equals(after.editorial),
    'its verdict': before.verdict === after.verdict && before.support.equals(after.support),
    'its challenge': before.challengedSeq === after.challengedSeq,
    'its place': before.retired === after.retired && before.service === after.service && before.within === after.within,
  };
  const names = Object.keys(same).filter((name) => !same[name]);
  return names.length > 0 ? names : ['its dates or facts'];
}
