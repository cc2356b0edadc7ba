import sql, { type Sql } from 'sql-template-tag';
import type { Json } from '../canonical.ts';
import type { ReadTx } from '../database/database.ts';
import type { AnyKind, Kinds, Ref, Verdict } from './kinds.ts';
import type { KeptOwn, KindFold, State } from './state.ts';

/** Why a state is as it is: its own words or place changed, or these inputs (the first few, and how many in all). */
export interface Cause {
  readonly own: boolean;
  readonly inputs: readonly Ref[];
  readonly count: number;
}

export interface StoredState extends State {
  readonly changedSeq: number;
  readonly cause: Cause;
}

interface StateRow {
  kind: string;
  id: string;
  service_id: string | null;
  within_id: string | null;
  retired: boolean;
  own: KeptOwn;
  own_material: Buffer;
  own_editorial: Buffer;
  material: Buffer;
  editorial: Buffer;
  support: Buffer;
  verdict: Verdict;
  challenged_seq: number | null;
  due_at: Date | null;
  lapses_at: Date | null;
  holds_from: Date | null;
  changed_seq: number;
  cause: Cause;
}

function stateOf(row: StateRow): StoredState {
  return {
    kind: row.kind,
    id: row.id,
    service: row.service_id,
    within: row.within_id,
    retired: row.retired,
    own: row.own,
    ownMaterial: row.own_material,
    ownEditorial: row.own_editorial,
    material: row.material,
    editorial: row.editorial,
    support: row.support,
    verdict: row.verdict,
    challengedSeq: row.challenged_seq,
    dueAt: row.due_at,
    lapsesAt: row.lapses_at,
    holdsFrom: row.holds_from,
    changedSeq: row.changed_seq,
    cause: row.cause,
  };
}

/*
 * Looked up by key, row by row, and written so: "lateral" with a limit or an offset is a wall that the planner does not
 * look behind. Left to itself it goes through the whole organisation, as long as it believes that to be small.
 */
const STATE = sql`select s.* from subject_state s where s.organisation_id = current_organisation()`;
const EDGE = sql`select e.* from subject_edge e where e.organisation_id = current_organisation()`;

/** The states of these subjects, those that have one. */
export async function statesOf(tx: ReadTx, refs: readonly Ref[]): Promise<StoredState[]> {
  const rows = await tx.rows<StateRow>(sql`
    select s.* from unnest(${refs.map((ref) => ref.kind)}::text[], ${refs.map((ref) => ref.id)}::uuid[]) as w (kind, id)
    cross join lateral (${STATE} and s.kind = w.kind and s.id = w.id limit 1) s`);
  return rows.map(stateOf);
}

/** A subject as it stands, if it does, and the subjects that point at it. */
export interface Seen extends Ref {
  readonly state: StoredState | null;
  readonly up: readonly Ref[];
}

/** Looks at subjects and at who points at them: one statement for any number. */
export async function look(tx: ReadTx, refs: readonly Ref[]): Promise<Seen[]> {
  const rows = await tx.rows<StateRow & { wanted_kind: string; wanted_id: string; up: string | null }>(sql`
    select w.kind as wanted_kind, w.id as wanted_id, s.*,
      (select string_agg(e.from_kind || ' ' || e.from_id, ',') from subject_edge e
      where e.organisation_id = current_organisation() and e.to_kind = w.kind and e.to_id = w.id) as up
    from unnest(${refs.map((ref) => ref.kind)}::text[], ${refs.map((ref) => ref.id)}::uuid[]) as w (kind, id)
    left join lateral (${STATE} and s.kind = w.kind and s.id = w.id limit 1) s on true`);
  return rows.map((row) => ({
    kind: row.wanted_kind,
    id: row.wanted_id,
    state: row.id === null ? null : stateOf(row),
    up: (row.up?.split(',') ?? []).map((text) => {
      const [kind = '', id = ''] = text.split(' ');
      return { kind, id };
    }),
  }));
}

/** The subjects of a kind that belong to these services. */
export async function ofServices(tx: ReadTx, kind: string, services: readonly string[]): Promise<string[]> {
  const rows = await tx.rows<{ id: string }>(sql`
    select s.id from unnest(${services}::uuid[]) as w (service)
    cross join lateral (${STATE} and s.kind = ${kind} and s.service_id = w.service offset 0) s`);
  return rows.map((row) => row.id);
}

/** All states of one kind. For recomputation, which compares everything. */
export async function statesOfKind(tx: ReadTx, kind: string): Promise<StoredState[]> {
  const rows = await tx.rows<StateRow>(sql`
    select * from subject_state where organisation_id = current_organisation() and kind = ${kind} order by id`);
  return rows.map(stateOf);
}

export interface FoldOf extends KindFold {
  readonly id: string;
}

interface FoldRow {
  id: string;
  kind: string;
  met: number;
  not_met: number;
  not_known: number;
  retired: number;
  material: Buffer;
  editorial: Buffer;
  support: Buffer;
  challenged_seq: number | null;
  due_at: Date | null;
  lapses_at: Date | null;
  holds_from: Date | null;
}

// A retired input keeps its words, marked: to retire what somebody relied on is a change that matters. One that is pointed
// at and is not there counts as not known.
const AGGREGATES = sql`
  count(*) filter (where s.verdict = 'met' and not s.retired)::int as met,
  count(*) filter (where s.verdict = 'not-met' and not s.retired)::int as not_met,
  count(*) filter (where s.id is null or (s.verdict = 'not-known' and not s.retired))::int as not_known,
  count(*) filter (where s.retired)::int as retired,
  sha256(coalesce(string_agg(case when s.retired then s.material || '\\x00' else s.material end, ''::bytea order by s.id), '')) as material,
  sha256(coalesce(string_agg(s.editorial, ''::bytea order by s.id), '')) as editorial,
  sha256(coalesce(string_agg(case when s.retired then s.support || '\\x00' else s.support end, ''::bytea order by s.id), '')) as support,
  max(s.challenged_seq) filter (where not s.retired) as challenged_seq,
  min(s.due_at) filter (where not s.retired) as due_at,
  min(s.lapses_at) filter (where not s.retired) as lapses_at,
  max(s.holds_from) filter (where not s.retired) as holds_from`;

/**
 * Folds the inputs of many subjects of one kind, in one query: one row for each subject and kind of input.
 * @param stored those whose edges stand in the database as they are
 * @param fresh those that were loaded, with what they point at now
 */
export async function foldInputs(
  tx: ReadTx,
  kind: AnyKind,
  stored: readonly string[],
  fresh: readonly { readonly id: string; readonly service: string | null; readonly names: readonly Ref[] }[],
  services: ReadonlyMap<string, string | null>,
): Promise<FoldOf[]> {
  const parts: Sql[] = [];
  if (Object.keys(kind.names).length > 0) {
    const edges = fresh.flatMap((one) => one.names.map((to) => ({ id: one.id, to })));
    parts.push(sql`
      select i.id, i.to_kind as kind, ${AGGREGATES}
      from (
        select * from unnest(${edges.map((edge) => edge.id)}::uuid[], ${edges.map((edge) => edge.to.kind)}::text[],
          ${edges.map((edge) => edge.to.id)}::uuid[]) as f (id, to_kind, to_id)
        union all
        select e.from_id, e.to_kind, e.to_id from unnest(${stored}::uuid[]) as w (id)
        cross join lateral (${EDGE} and e.from_kind = ${kind.kind} and e.from_id = w.id offset 0) e
      ) i
      left join lateral (${STATE} and s.kind = i.to_kind and s.id = i.to_id limit 1) s on true
      group by i.id, i.to_kind`);
  }
  const ids = [...stored, ...fresh.map((one) => one.id)];
  const within = Object.keys(kind.collects).filter((input) => kind.collects[input]!.by === 'within');
  if (within.length > 0) {
    parts.push(sql`
      select w.id, k.kind, a.* from unnest(${ids}::uuid[]) as w (id) cross join unnest(${within}::text[]) as k (kind)
      cross join lateral (
        select ${AGGREGATES} from subject_state s
        where s.organisation_id = current_organisation() and s.kind = k.kind and s.within_id = w.id and not s.retired
      ) a`);
  }
  const byService = Object.keys(kind.collects).filter((input) => kind.collects[input]!.by === 'service');
  if (byService.length > 0) {
    parts.push(sql`
      select w.id, k.kind, a.*
      from unnest(${ids}::uuid[], ${ids.map((id) => services.get(id) ?? null)}::uuid[]) as w (id, service)
      cross join unnest(${byService}::text[]) as k (kind)
      cross join lateral (
        select ${AGGREGATES} from subject_state s
        where s.organisation_id = current_organisation() and s.kind = k.kind and s.service_id = w.service and not s.retired
      ) a`);
  }
  if (parts.length === 0) return [];
  const query = parts.slice(1).reduce((all, part) => sql`${all} union all ${part}`, parts[0]!);
  const rows = await tx.rows<FoldRow>(query);
  return rows.map((row) => ({
    id: row.id,
    kind: row.kind,
    met: row.met,
    notMet: row.not_met,
    notKnown: row.not_known,
    retired: row.retired,
    material: row.material,
    editorial: row.editorial,
    support: row.support,
    challengedSeq: row.challenged_seq,
    dueAt: row.due_at,
    lapsesAt: row.lapses_at,
    holdsFrom: row.holds_from,
  }));
}

export interface NewState extends State {
  readonly quiet: boolean;
  readonly cause: Cause;
  /** It had no state before, and so no edges. */
  readonly isNew: boolean;
  /** What it points at, where that is not what it pointed at before. */
  readonly names: readonly Ref[] | null;
}

/**
 * Writes states, ends the ones before, and rewrites edges. Sent without waiting.
 * @param seq the ledger entry that is being written
 */
export function putStates(tx: ReadTx, seq: number, states: readonly NewState[]): void {
  tx.send(sql`
    with fresh as (
      select f.*, decode(om, 'hex') as own_material, decode(oe, 'hex') as own_editorial, decode(m, 'hex') as material,
        decode(e, 'hex') as editorial, decode(s, 'hex') as support
      from json_to_recordset(${JSON.stringify(states.map(recordOf))}::json) as f (
        kind text, id uuid, service_id uuid, within_id uuid, retired boolean, own jsonb, om text, oe text, m text, e text,
        s text, verdict text, challenged_seq bigint, due_at timestamptz, lapses_at timestamptz, holds_from timestamptz,
        quiet boolean, cause jsonb)
    ), ended as (
      insert into subject_history (organisation_id, kind, id, from_seq, to_seq, service_id, within_id, retired, material,
        editorial, support, verdict, challenged_seq, due_at, lapses_at, holds_from, quiet, cause)
      select s.organisation_id, s.kind, s.id, s.changed_seq, ${seq}, s.service_id, s.within_id, s.retired, s.material,
        s.editorial, s.support, s.verdict, s.challenged_seq, s.due_at, s.lapses_at, s.holds_from, s.quiet, s.cause
      from fresh f
      cross join lateral (${STATE} and s.kind = f.kind and s.id = f.id limit 1) s
    )
    insert into subject_state (organisation_id, kind, id, service_id, within_id, retired, own, own_material,
      own_editorial, material, editorial, support, verdict, challenged_seq, due_at, lapses_at, holds_from, changed_seq,
      quiet, cause)
    select current_organisation(), kind, id, service_id, within_id, retired, own, own_material, own_editorial, material,
      editorial, support, verdict, challenged_seq, due_at, lapses_at, holds_from, ${seq}, quiet, cause
    from fresh
    on conflict (organisation_id, kind, id) do update set service_id = excluded.service_id,
      within_id = excluded.within_id, retired = excluded.retired, own = excluded.own,
      own_material = excluded.own_material, own_editorial = excluded.own_editorial, material = excluded.material,
      editorial = excluded.editorial, support = excluded.support, verdict = excluded.verdict,
      challenged_seq = excluded.challenged_seq, due_at = excluded.due_at, lapses_at = excluded.lapses_at,
      holds_from = excluded.holds_from, changed_seq = excluded.changed_seq, quiet = excluded.quiet,
      cause = excluded.cause`);
  rewriteEdges(tx, states);
}

function rewriteEdges(tx: ReadTx, states: readonly NewState[]): void {
  const changed = states.flatMap((from) => (from.names === null ? [] : [{ from, names: from.names }]));
  const before = Map.groupBy(
    changed.filter(({ from }) => !from.isNew),
    ({ from }) => from.kind,
  );
  for (const [kind, of] of before) {
    tx.send(sql`
      delete from subject_edge
      where organisation_id = current_organisation() and from_kind = ${kind}
        and from_id = any(${of.map(({ from }) => from.id)}::uuid[])`);
  }
  const edges = changed.flatMap(({ from, names }) => names.map((to) => ({ from, to })));
  if (edges.length === 0) return;
  tx.send(sql`
    insert into subject_edge (organisation_id, from_kind, from_id, to_kind, to_id)
    select current_organisation(), n.*
    from unnest(${edges.map((edge) => edge.from.kind)}::text[], ${edges.map((edge) => edge.from.id)}::uuid[],
      ${edges.map((edge) => edge.to.kind)}::text[], ${edges.map((edge) => edge.to.id)}::uuid[]) as n
    on conflict do nothing`);
}

function recordOf(state: NewState): Json {
  return {
    kind: state.kind,
    id: state.id,
    service_id: state.service,
    within_id: state.within,
    retired: state.retired,
    own: state.own as unknown as Json,
    om: state.ownMaterial.toString('hex'),
    oe: state.ownEditorial.toString('hex'),
    m: state.material.toString('hex'),
    e: state.editorial.toString('hex'),
    s: state.support.toString('hex'),
    verdict: state.verdict,
    challenged_seq: state.challengedSeq,
    due_at: state.dueAt?.toISOString() ?? null,
    lapses_at: state.lapsesAt?.toISOString() ?? null,
    holds_from: state.holdsFrom?.toISOString() ?? null,
    quiet: state.quiet,
    cause: state.cause as unknown as Json,
  };
}

/** A state as it was at an entry of the ledger: what was known then. */
export interface PastState extends Ref {
  readonly service: string | null;
  readonly within: string | null;
  readonly retired: boolean;
  readonly material: Buffer;
  readonly editorial: Buffer;
  readonly support: Buffer;
  readonly verdict: Verdict;
  readonly challengedSeq: number | null;
  readonly dueAt: Date | null;
  readonly lapsesAt: Date | null;
  readonly holdsFrom: Date | null;
}

/** All states of one kind as they were at an entry of the ledger. */
export async function statesAt(tx: ReadTx, kind: string, seq: number): Promise<PastState[]> {
  const columns = sql`kind, id, service_id as service, within_id as within, retired, material, editorial, support, verdict,
    challenged_seq as "challengedSeq", due_at as "dueAt", lapses_at as "lapsesAt", holds_from as "holdsFrom"`;
  return tx.rows<PastState>(sql`
    select ${columns} from subject_state
    where organisation_id = current_organisation() and kind = ${kind} and changed_seq <= ${seq}
    union all
    select ${columns} from subject_history
    where organisation_id = current_organisation() and kind = ${kind} and from_seq <= ${seq} and to_seq > ${seq}`);
}

export interface Change {
  readonly fromSeq: number;
  readonly toSeq: number | null;
  readonly verdict: Verdict;
  readonly challengedSeq: number | null;
  readonly retired: boolean;
  readonly cause: Cause;
}

/** How one subject came to stand as it does, latest first, without what is marked quiet. */
export async function changesOf(tx: ReadTx, ref: Ref, limit: number): Promise<Change[]> {
  const columns = sql`verdict, challenged_seq as "challengedSeq", retired, cause`;
  return tx.rows<Change>(sql`
    select changed_seq as "fromSeq", null::bigint as "toSeq", ${columns} from subject_state
    where organisation_id = current_organisation() and kind = ${ref.kind} and id = ${ref.id} and not quiet
    union all
    select from_seq, to_seq, ${columns} from subject_history
    where organisation_id = current_organisation() and kind = ${ref.kind} and id = ${ref.id} and not quiet
    order by 1 desc limit ${limit}`);
}

/** Something that supported a subject at an entry of the ledger, and whose verdict is worse now. */
export interface Fallen extends Ref {
  readonly then: Verdict;
  readonly now: Verdict;
}

/**
 * Item by item: what supports a subject and has fallen since. Items that are new since then are no fall: they are a
 * difference in words (one that stood elsewhere then counts as it stood there). A log that was unknown when it was signed cannot fall itself, its items can.
 */
export async function fallenSince(tx: ReadTx, kinds: Kinds, ref: Ref, seq: number): Promise<Fallen[]> {
  const named = kinds.list.flatMap((kind) =>
    Object.entries(kind.names)
      .filter(([, flows]) => flows.includes('verdict'))
      .map(([input]) => ({ from: kind.kind, input })),
  );
  const collected = kinds.list.flatMap((kind) =>
    Object.entries(kind.collects)
      .filter(([, collects]) => collects.flows.includes('verdict'))
      .map(([input, { by }]) => ({ from: kind.kind, input, by })),
  );
  return tx.rows<Fallen>(sql`
    with recursive below (kind, id) as (
      values (${ref.kind}::text, ${ref.id}::uuid)
      union
      select n.kind, n.id from below b cross join lateral (
        select e.to_kind as kind, e.to_id as id from subject_edge e
        join unnest(${named.map((one) => one.from)}::text[], ${named.map((one) => one.input)}::text[]) as f (from_kind, input)
          on f.from_kind = b.kind and f.input = e.to_kind
        where e.organisation_id = current_organisation() and e.from_kind = b.kind and e.from_id = b.id
        union all
        select m.kind, m.id
        from unnest(${collected.map((one) => one.from)}::text[], ${collected.map((one) => one.input)}::text[],
          ${collected.map((one) => one.by)}::text[]) as c (from_kind, input, by)
        join subject_state s on s.organisation_id = current_organisation() and s.kind = b.kind and s.id = b.id
        join subject_state m on m.organisation_id = current_organisation() and m.kind = c.input and not m.retired
          and ((c.by = 'within' and m.within_id = b.id) or (c.by = 'service' and m.service_id = s.service_id))
        where c.from_kind = b.kind
      ) n
    )
    select s.kind, s.id, was.verdict as "then", s.verdict as "now"
    from below b
    join subject_state s on s.organisation_id = current_organisation() and s.kind = b.kind and s.id = b.id
    join subject_history was on was.organisation_id = current_organisation() and was.kind = b.kind and was.id = b.id
      and was.from_seq <= ${seq} and was.to_seq > ${seq}
    where s.changed_seq > ${seq} and not s.retired and not was.retired
      and (s.verdict = 'not-met' and was.verdict <> 'not-met' or s.verdict = 'not-known' and was.verdict = 'met')
    order by s.kind, s.id`);
}
