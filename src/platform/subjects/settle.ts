import type { ReadTx } from '../database/database.ts';
import type { AnyKind, Kinds, Ref } from './kinds.ts';
import { differenceOf, keep, stand, type Kept, type State } from './state.ts';
import {
  foldInputs,
  gatherStatistics,
  putStates,
  statesOf,
  type Cause,
  type NewState,
  type StoredState,
} from './store.ts';

/** From so many touched subjects on, the planner is told of them before they are settled. */
const LARGE = 2_000;
const MOST_ROOTS = 20;

/** What a command changed: where it began, and how far it reached. */
export interface Reach {
  /** The subjects that were touched and did change; the first twenty. */
  readonly roots: readonly Ref[];
  /** How many subjects changed, by kind. */
  readonly changed: Readonly<Record<string, number>>;
}

interface Dirty {
  readonly touched: Set<string>;
  /** Those that look at something that changed: as they stand, and because of what. */
  readonly inputs: Map<string, { state: StoredState; because: Ref[]; count: number }>;
}

/**
 * Brings every subject that depends on what was touched to where it now stands: kind by kind, in their one order, a fixed
 * number of queries each, however many subjects; and stops where the whole of a state is the same as before.
 * @param seq the ledger entry that is being written
 */
export async function settle(
  tx: ReadTx,
  kinds: Kinds,
  touched: ReadonlyMap<string, ReadonlySet<string>>,
  seq: number,
): Promise<Reach> {
  const dirty = new Map<string, Dirty>(
    kinds.list.map((kind) => [kind.kind, { touched: new Set(touched.get(kind.kind)), inputs: new Map() }]),
  );
  for (const kind of touched.keys()) kinds.get(kind);
  const refs = [...touched].flatMap(([kind, ids]) => [...ids].map((id) => ({ kind, id })));
  if (refs.length >= LARGE) await gatherStatistics(tx);
  const before = statesOf(tx, refs).then((states) => new Map(states.map((state) => [key(state), state])));
  // Sent together with the first rows that are loaded; its failure shows where it is awaited.
  before.catch(() => undefined);

  const roots: Ref[] = [];
  const changed: Record<string, number> = {};
  for (const kind of kinds.list) {
    const states = await settleKind(tx, kind, dirty.get(kind.kind)!, before);
    if (states.length === 0) continue;
    for (const state of states) if (state.cause.own && roots.length < MOST_ROOTS) roots.push(ref(state));
    const count = states.filter((state) => !state.quiet).length;
    if (count > 0) changed[kind.kind] = count;
    for (const { state, because, count: causes } of await putStates(tx, kinds, seq, states)) {
      const { inputs } = dirty.get(state.kind)!;
      const known = inputs.get(state.id);
      inputs.set(state.id, {
        state,
        because: [...(known?.because ?? []), ...because].slice(0, 5),
        count: (known?.count ?? 0) + causes,
      });
    }
    if (states.length >= LARGE) await gatherStatistics(tx);
  }
  return { roots, changed };
}

/** The states of one kind that differ from before. */
async function settleKind(
  tx: ReadTx,
  kind: AnyKind,
  dirty: Dirty,
  before: Promise<ReadonlyMap<string, StoredState>>,
): Promise<NewState[]> {
  const anew = [...dirty.touched, ...(kind.reload ? [...dirty.inputs.keys()] : [])];
  const toLoad = [...new Set(anew)];
  const loaded = toLoad.length === 0 ? [] : await kind.load(tx, toLoad);
  if (loaded.length !== toLoad.length) {
    const missing = toLoad.find((id) => !loaded.some((one) => one.id === id));
    throw new Error(`The ${kind.kind} ${missing} was touched and cannot be loaded.`);
  }
  const isLoaded = new Set(toLoad);
  const known = [...dirty.inputs.values()].filter(({ state }) => !isLoaded.has(state.id)).map(({ state }) => state);
  const kept: readonly Kept[] = [...loaded.map((one) => keep(kind, one)), ...known];
  if (kept.length === 0) return [];

  const folds = new Map<string, Awaited<ReturnType<typeof foldInputs>>>();
  for (const fold of await foldInputs(
    tx,
    kind,
    known.map((state) => state.id),
    loaded,
    new Map(kept.map((one) => [one.id, one.service])),
  )) {
    const list = folds.get(fold.id);
    if (list) list.push(fold);
    else folds.set(fold.id, [fold]);
  }

  const names = new Map(loaded.map((one) => [one.id, one.names]));
  const earlier = await before;
  return kept.flatMap((one): NewState[] => {
    const was = earlier.get(key(one)) ?? dirty.inputs.get(one.id)?.state ?? null;
    const now: State = { ...pick(one), ...stand(kind, one, folds.get(one.id) ?? []) };
    const difference = differenceOf(was, now);
    if (difference === 'none') return [];
    const inputs = dirty.inputs.get(one.id);
    const cause: Cause = {
      own: was === null || dirty.touched.has(one.id),
      inputs: inputs?.because ?? [],
      count: inputs?.count ?? 0,
    };
    return [{ ...now, quiet: difference === 'quiet', cause, was, names: names.get(one.id) }];
  });
}

function pick({ kind, id, service, within, retired, own, ownMaterial, ownEditorial }: Kept): Kept {
  return { kind, id, service, within, retired, own, ownMaterial, ownEditorial };
}

function ref({ kind, id }: Ref): Ref {
  return { kind, id };
}

function key({ kind, id }: Ref): string {
  return `${kind} ${id}`;
}
