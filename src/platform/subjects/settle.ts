import type { Json } from '../canonical.ts';
import type { ReadTx } from '../database/database.ts';
import type { AnyKind, Kinds, Loaded, Ref } from './kinds.ts';
import { differenceOf, flowsOf, keep, stand, travels, type Kept, type State } from './state.ts';
import { foldInputs, look, ofServices, putStates, type Cause, type FoldOf, type NewState, type Seen } from './store.ts';

const MOST_ROOTS = 20;
const MOST_CAUSES = 5;

/** What a command changed: where it began, and how far it reached. The ledger keeps it. */
export interface Reach {
  /** The subjects that were touched and did change; the first twenty. */
  readonly roots: readonly Ref[];
  /** How many subjects changed, by kind. */
  readonly changed: Readonly<Record<string, number>>;
}

/** What was settled. */
export interface Settled {
  readonly reach: Reach;
  /**
   * The services of every subject that was looked at again, whether its state differs or not: what a subject says of itself
   * can be otherwise where its state is the same. Null among them: a subject of no service.
   */
  readonly services: ReadonlySet<string | null>;
}

/** Why a subject is looked at again: inputs of it that changed, the first few of them and how many. */
interface Because {
  readonly inputs: Ref[];
  count: number;
}

type Row = Loaded<Record<string, Json>>;

/**
 * Brings every subject that depends on what was touched to where it now stands: kind by kind, in their one order, a fixed
 * number of statements each, however many subjects; and stops where the whole of a state is the same as before.
 *
 * The statements of one step leave together, and what is written is not waited for: a step costs one journey to the
 * database, while the organisation's pen is held.
 * @param seq the ledger entry that is being written
 */
export async function settle(
  tx: ReadTx,
  kinds: Kinds,
  touched: ReadonlyMap<string, ReadonlySet<string>>,
  seq: number,
): Promise<Settled> {
  const settlement = new Settlement(tx, kinds, seq);
  await settlement.begin(touched);
  for (const kind of kinds.list) await settlement.step(kind);
  return { reach: settlement.reach, services: settlement.services };
}

class Settlement {
  readonly #tx: ReadTx;
  readonly #kinds: Kinds;
  readonly #seq: number;
  readonly #touched = new Map<string, ReadonlySet<string>>();
  readonly #loaded = new Map<string, readonly Row[]>();
  readonly #seen = new Map<string, Seen>();
  /** By kind and id: those that look at something that changed. */
  readonly #dirty = new Map<string, Map<string, Because>>();
  /** By kind and service: the same, where their ids are not known yet. */
  readonly #serving = new Map<string, Map<string, Because>>();
  readonly #roots: Ref[] = [];
  readonly #changed: Record<string, number> = {};
  /** Where what was looked at again lies, and lay before. */
  readonly services = new Set<string | null>();

  constructor(tx: ReadTx, kinds: Kinds, seq: number) {
    this.#tx = tx;
    this.#kinds = kinds;
    this.#seq = seq;
  }

  get reach(): Reach {
    return { roots: this.#roots, changed: this.#changed };
  }

  /** Loads what was touched, and looks at how it stood and who points at it. */
  async begin(touched: ReadonlyMap<string, ReadonlySet<string>>): Promise<void> {
    for (const [kind, ids] of touched) this.#touched.set(this.#kinds.get(kind).kind, ids);
    const refs = [...touched].flatMap(([kind, ids]) => [...ids].map((id) => ({ kind, id })));
    if (refs.length === 0) return;
    await Promise.all([
      this.#look(refs),
      ...[...touched].map(async ([kind, ids]) => {
        // What depends on how others stand is loaded once they do.
        if (!this.#kinds.get(kind).reload) await this.#load(kind, [...ids]);
      }),
    ]);
  }

  async step(kind: AnyKind): Promise<void> {
    const dirty = this.#dirty.get(kind.kind) ?? new Map<string, Because>();
    await this.#findServing(kind, dirty);
    const touched = this.#touched.get(kind.kind) ?? new Set();
    const ids = [...new Set([...touched, ...dirty.keys()])];
    if (ids.length === 0) return;
    if (kind.reload) await this.#load(kind.kind, ids);
    const unseen = ids.filter((id) => !this.#seen.has(key({ kind: kind.kind, id })));
    const looking = unseen.length > 0 && this.#look(unseen.map((id) => ({ kind: kind.kind, id })));
    // Whoever collects by service has to be seen first, to know of which.
    if (Object.values(kind.collects).some(({ by }) => by === 'service')) await looking;

    const rows = this.#loaded.get(kind.kind) ?? [];
    const fresh = new Set(rows.map((row) => row.id));
    const stored = ids.filter((id) => !fresh.has(id));
    const services = new Map<string, string | null>([
      ...stored.map((id) => [id, this.#stateOf(kind, id)?.service ?? null] as const),
      ...rows.map((row) => [row.id, row.service] as const),
    ]);
    const [folds] = await Promise.all([foldInputs(this.#tx, kind, stored, rows, services), looking]);
    const known = stored.flatMap((id) => this.#stateOf(kind, id) ?? []);
    this.#settle(kind, [...rows.map((row) => keep(kind, row)), ...known], rows, folds, dirty);
  }

  #settle(
    kind: AnyKind,
    kept: readonly Kept[],
    rows: readonly Row[],
    folds: readonly FoldOf[],
    dirty: ReadonlyMap<string, Because>,
  ): void {
    const foldsOf = Map.groupBy(folds, (fold) => fold.id);
    const namesOf = new Map(rows.map((row) => [row.id, row.names]));
    const touched = this.#touched.get(kind.kind);
    const states = kept.flatMap((one): NewState[] => {
      const was = this.#stateOf(kind, one.id);
      this.services.add(one.service);
      if (was) this.services.add(was.service);
      const { service, within, retired, own, ownMaterial, ownEditorial } = one;
      const now: State = {
        kind: kind.kind,
        id: one.id,
        service,
        within,
        retired,
        own,
        ownMaterial,
        ownEditorial,
        ...stand(kind, one, foldsOf.get(one.id) ?? []),
      };
      const difference = differenceOf(was, now);
      if (difference === 'none') return [];
      const because = dirty.get(one.id);
      const isOwn = was === null || touched?.has(one.id) === true;
      const cause: Cause = { own: isOwn, inputs: because?.inputs ?? [], count: because?.count ?? 0 };
      const names = was?.own.points === own.points ? null : (namesOf.get(one.id) ?? null);
      return [{ ...now, quiet: difference === 'quiet', cause, isNew: was === null, names }];
    });
    if (states.length === 0) return;
    putStates(this.#tx, this.#seq, states);
    for (const state of states) this.#mark(kind, state);
    const count = states.filter((state) => !state.quiet).length;
    if (count > 0) this.#changed[kind.kind] = count;
  }

  /** Whoever looks at a subject that changed is looked at again: where it lies now, and where it lay before. */
  #mark(kind: AnyKind, state: NewState): void {
    const here = { kind: state.kind, id: state.id };
    if (state.cause.own && this.#roots.length < MOST_ROOTS) this.#roots.push(here);
    const seen = this.#seen.get(key(here));
    const reached = new Map<string, boolean>();
    for (const up of seen?.up ?? []) {
      const reaches = reached.get(up.kind) ?? this.#reaches(up.kind, seen?.state ?? null, state);
      reached.set(up.kind, reaches);
      if (reaches) note(this.#dirty, up.kind, up.id, here);
    }
    for (const { collector, by } of this.#kinds.collecting(kind.kind)) {
      const places = new Set([state[by], seen?.state?.[by] ?? null]);
      for (const place of places)
        if (place !== null) note(by === 'within' ? this.#dirty : this.#serving, collector, place, here);
    }
  }

  /** Whether a kind that points here has to look again. One whose own facts depend on how its inputs stand always has to. */
  #reaches(kind: string, before: State | null, after: State): boolean {
    const looking = this.#kinds.get(kind);
    return looking.reload === true || travels(before, after, flowsOf(looking, after.kind));
  }

  async #findServing(kind: AnyKind, dirty: Map<string, Because>): Promise<void> {
    const serving = this.#serving.get(kind.kind);
    if (!serving) return;
    const ids = await ofServices(this.#tx, kind.kind, [...serving.keys()]);
    await this.#look(ids.map((id) => ({ kind: kind.kind, id })));
    for (const id of ids) {
      const because = serving.get(this.#stateOf(kind, id)?.service ?? '');
      if (because) dirty.set(id, because);
    }
  }

  async #load(kind: string, ids: readonly string[]): Promise<void> {
    const rows = await this.#kinds.get(kind).load(this.#tx, ids, this.#kinds);
    if (rows.length !== ids.length) {
      const there = new Set(rows.map((row) => row.id));
      throw new Error(`The ${kind} ${ids.find((id) => !there.has(id))} was touched and cannot be loaded.`);
    }
    this.#loaded.set(kind, rows);
  }

  async #look(refs: readonly Ref[]): Promise<void> {
    for (const seen of await look(this.#tx, refs)) this.#seen.set(key(seen), seen);
  }

  #stateOf(kind: AnyKind, id: string) {
    return this.#seen.get(key({ kind: kind.kind, id }))?.state ?? null;
  }
}

function note(all: Map<string, Map<string, Because>>, kind: string, id: string, input: Ref): void {
  const ofKind = all.get(kind) ?? new Map<string, Because>();
  all.set(kind, ofKind);
  const because = ofKind.get(id) ?? { inputs: [], count: 0 };
  ofKind.set(id, because);
  if (because.inputs.length < MOST_CAUSES) because.inputs.push(input);
  because.count++;
}

function key({ kind, id }: Ref): string {
  return `${kind} ${id}`;
}
