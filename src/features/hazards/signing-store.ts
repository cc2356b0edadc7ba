import sql, { type Sql } from 'sql-template-tag';
import type { ReadTx } from '../../platform/database/database.ts';
import type { Ref } from '../../platform/subjects/kinds.ts';
import type { Verdict } from './domain.ts';

/** How a log differs in words from what it was at an entry of the ledger, counted. */
export interface LogDrift {
  readonly id: string;
  /** Its service, by its id, and the entry that is asked for. */
  readonly service: string;
  readonly seq: number;
  /** Hazards that stood in it then and now, and say something else that matters; their controls are part of them. */
  readonly changed: number;
  readonly added: number;
  readonly gone: number;
  /** Hazards in which only something editorial differs. */
  readonly editorial: number;
  /** Whether what the service is for differs. */
  readonly intendedUse: boolean;
  /** Whether its own words do: the scheme; and the title, which is editorial. */
  readonly scheme: boolean;
  readonly title: boolean;
}

/**
 * How logs differ from what they were at an entry each. One query for any number of them: the states of their hazards say
 * what differs, and no text is read.
 */
export async function driftOfLogs(
  tx: ReadTx,
  since: readonly { readonly id: string; readonly seq: number }[],
): Promise<LogDrift[]> {
  return tx.rows<LogDrift>(sql`
    with asked as (
      select w.id, w.seq, l.service_id from unnest(${since.map((one) => one.id)}::uuid[],
        ${since.map((one) => one.seq)}::bigint[]) as w (id, seq)
      join hazard_log l on l.organisation_id = current_organisation() and l.id = w.id
        and l.to_seq = 9007199254740991
    ), hazards as (
      select w.id as log, s.id, s.material, s.editorial, s.within_id = w.id and not s.retired as here,
        was.id is not null and was.within_id = w.id and not was.retired as there,
        was.material as material_then, was.editorial as editorial_then
      from asked w
      join subject_state s on s.organisation_id = current_organisation() and s.kind = 'hazard'
        and s.service_id = w.service_id and s.changed_seq > w.seq
      left join subject_history was on was.organisation_id = current_organisation() and was.kind = 'hazard'
        and was.id = s.id and was.from_seq <= w.seq and was.to_seq > w.seq
    ), counted as (
      select log, count(*) filter (where here and there and material <> material_then)::int as changed,
        count(*) filter (where here and not there)::int as added,
        count(*) filter (where there and not here)::int as gone,
        count(*) filter (where here and there and material = material_then and editorial <> editorial_then)::int as editorial
      from hazards group by log
    )
    select w.id, w.service_id as service, w.seq, coalesce(c.changed, 0) as changed, coalesce(c.added, 0) as added, coalesce(c.gone, 0) as gone,
      coalesce(c.editorial, 0) as editorial,
      exists (
        select from subject_state s join subject_history was on was.organisation_id = s.organisation_id
          and was.kind = s.kind and was.id = s.id and was.from_seq <= w.seq and was.to_seq > w.seq
        where s.organisation_id = current_organisation() and s.kind = 'service' and s.id = w.service_id
          and s.changed_seq > w.seq and s.material <> was.material) as "intendedUse",
      coalesce(l.scheme is distinct from p.scheme, false) as scheme, l.title <> p.title as title
    from asked w
    left join counted c on c.log = w.id
    join hazard_log l on l.organisation_id = current_organisation() and l.id = w.id and l.to_seq = 9007199254740991
    join hazard_log p on p.organisation_id = current_organisation() and p.id = w.id and p.from_seq <= w.seq
      and p.to_seq > w.seq`);
}

/** A hazard or a control that says something else than at an entry of the ledger. */
export interface ChangedPart {
  readonly log: string;
  readonly kind: 'hazard' | 'control';
  readonly number: number;
  /** Of a control that says something else, and is not only spelled otherwise: the ids of its text then and now. */
  readonly before: string | null;
  readonly after: string | null;
  /** Of a control: the hazards of the log that rest on it, by their numbers. */
  readonly hazards: readonly number[];
  /** How many there are in this log. */
  readonly total: number;
}

/** Parts of a log that are named; the others are counted. */
const MOST_PARTS = 4;

/**
 * What changed in logs since an entry each: the controls, and the hazards that rest on none of those. One query for any
 * number of logs, and the first few parts of each.
 */
export async function changedParts(
  tx: ReadTx,
  since: readonly { readonly id: string; readonly seq: number }[],
): Promise<ChangedPart[]> {
  return tx.rows<ChangedPart>(sql`
    with asked as (
      select w.id, w.seq, l.service_id from unnest(${since.map((one) => one.id)}::uuid[],
        ${since.map((one) => one.seq)}::bigint[]) as w (id, seq)
      join hazard_log l on l.organisation_id = current_organisation() and l.id = w.id
        and l.to_seq = 9007199254740991
    ), changed as materialized (
      select w.id as log, w.seq, s.kind, s.id
      from asked w
      join subject_state s on s.organisation_id = current_organisation() and s.kind in ('hazard', 'control')
        and s.service_id = w.service_id and s.changed_seq > w.seq and not s.retired
      join subject_history was on was.organisation_id = current_organisation() and was.kind = s.kind and was.id = s.id
        and was.from_seq <= w.seq and was.to_seq > w.seq and not was.retired and was.material <> s.material
      where s.kind = 'control' or (s.within_id = w.id and was.within_id = w.id)
    ), links as materialized (
      select h.log, l.control_id as control, l.hazard_id as hazard
      from changed h
      join hazard_control l on l.organisation_id = current_organisation() and l.hazard_id = h.id
        and l.to_seq = 9007199254740991
      join changed c on c.log = h.log and c.kind = 'control' and c.id = l.control_id
      where h.kind = 'hazard'
    ), parts as (
      select c.log, c.kind, k.number,
        case when coalesce(p.counting_text_id, p.text_id) <> coalesce(k.counting_text_id, k.text_id) then p.text_id end
          as before,
        k.text_id as after,
        (select json_agg(z.number order by z.number) from links l
          join hazard z on z.organisation_id = current_organisation() and z.id = l.hazard and z.to_seq = 9007199254740991
          where l.log = c.log and l.control = c.id) as hazards
      from changed c
      join control k on k.organisation_id = current_organisation() and k.id = c.id and k.to_seq = 9007199254740991
      join control p on p.organisation_id = current_organisation() and p.id = c.id and p.from_seq <= c.seq
        and p.to_seq > c.seq
      where c.kind = 'control' and exists (select from links l where l.log = c.log and l.control = c.id)
      union all
      select c.log, c.kind, z.number, null, null, '[]'
      from changed c
      join hazard z on z.organisation_id = current_organisation() and z.id = c.id and z.to_seq = 9007199254740991
      where c.kind = 'hazard' and not exists (select from links l where l.log = c.log and l.hazard = c.id)
    )
    select log, kind, number, before, after, hazards, total from (
      select *, row_number() over (partition by log order by kind, number) as place,
        (count(*) over (partition by log))::int as total
      from parts) p
    where place <= ${MOST_PARTS}
    order by log, place`);
}

/** How logs are called, and in which service they are. */
export interface LogName {
  readonly id: string;
  readonly number: number;
  readonly title: string;
  readonly service: { readonly id: string; readonly reference: string; readonly name: string };
}

export async function logNames(tx: ReadTx, ids: readonly string[]): Promise<LogName[]> {
  return tx.rows<LogName>(sql`
    select l.id, l.number, l.title,
      json_build_object('id', s.id, 'reference', s.reference, 'name', s.name) as service
    from hazard_log l
    join service s on s.organisation_id = l.organisation_id and s.id = l.service_id and s.to_seq = 9007199254740991
    where l.organisation_id = current_organisation() and l.to_seq = 9007199254740991 and l.id = any(${ids}::uuid[])`);
}

/** Something below a log: its number, and since when it stands as it does. */
export interface Below extends Ref {
  readonly number: number | null;
  readonly verdict: Verdict;
  readonly since: Date;
}

/** Hazards and controls by their subjects. */
export async function belowLogs(tx: ReadTx, refs: readonly Ref[]): Promise<Below[]> {
  return tx.rows<Below>(sql`
    select s.kind, s.id, s.verdict, e.at as since, coalesce(
      (select h.number from hazard h where h.organisation_id = s.organisation_id and s.kind = 'hazard' and h.id = s.id
        and h.to_seq = 9007199254740991),
      (select c.number from control c where c.organisation_id = s.organisation_id and s.kind = 'control' and c.id = s.id
        and c.to_seq = 9007199254740991)) as number
    from unnest(${refs.map((ref) => ref.kind)}::text[], ${refs.map((ref) => ref.id)}::uuid[]) as w (kind, id)
    join subject_state s on s.organisation_id = current_organisation() and s.kind = w.kind and s.id = w.id
    join ledger_entry e on e.organisation_id = s.organisation_id and e.chain = 'changes' and e.seq = s.changed_seq
    order by s.kind, number`);
}

/** What stands in a log now, counted. */
export interface LogCount {
  readonly hazards: number;
  readonly controls: number;
}

export async function countOfLog(tx: ReadTx, log: string): Promise<LogCount> {
  const [row] = await tx.rows<LogCount>(sql`
    select (select count(*)::int from hazard h where ${inLog(log)}) as hazards,
      (select count(distinct l.control_id)::int from hazard_control l
        where l.organisation_id = current_organisation() and l.to_seq = 9007199254740991
          and l.hazard_id in (select h.id from hazard h where ${inLog(log)})) as controls`);
  return row!;
}

function inLog(log: string): Sql {
  return sql`h.organisation_id = current_organisation() and h.log_id = ${log} and h.to_seq = 9007199254740991
    and not h.retired`;
}

/** What of the ratings of a log does not count, or is not decided: hazards by their numbers. */
export interface LogWaiting {
  /** Their residual rating is as a file states it, and nobody has confirmed it. */
  readonly unconfirmed: readonly number[];
  /** It is a person's, and relies on a control that does not hold. */
  readonly failing: readonly number[];
  /** It is a person's, and an incident speaks against it. */
  readonly challenged: readonly number[];
  /** It is a person's, and nothing shows now that its controls hold. */
  readonly unverified: readonly number[];
  /** It counts, and the risk is too high or waits for a reason why it stays. */
  readonly undecided: readonly number[];
}

export async function waitingOfLog(tx: ReadTx, log: string, now: Date): Promise<LogWaiting> {
  const [row] = await tx.rows<LogWaiting>(sql`
    with rated as (
      select h.number, s.verdict, coalesce(s.lapses_at <= ${now}, false) as lapsed, w.own -> 'facts' ->> 'risk' as risk,
        s.own -> 'facts' ? 'reopened' as reopened
      from hazard h
      join subject_state s on s.organisation_id = current_organisation() and s.kind = 'residual' and s.id = h.id
        and not s.retired
      join subject_state w on w.organisation_id = current_organisation() and w.kind = 'hazard' and w.id = h.id
      where ${inLog(log)}
    )
    select
      coalesce((select json_agg(h.number order by h.number) from hazard h
        join hazard_rating r on r.organisation_id = current_organisation() and r.hazard_id = h.id
          and r.phase = 'residual' and r.to_seq = 9007199254740991 and r.confirmed_seq is null
        where ${inLog(log)}), '[]') as unconfirmed,
      coalesce((select json_agg(number order by number) from rated where verdict = 'not-met'), '[]') as failing,
      coalesce((select json_agg(number order by number) from rated where reopened and verdict <> 'not-met'), '[]')
        as challenged,
      coalesce((select json_agg(number order by number) from rated
        where (verdict = 'not-known' and not reopened) or (verdict = 'met' and lapsed)), '[]') as unverified,
      coalesce((select json_agg(number order by number) from rated
        where verdict = 'met' and not lapsed and risk <> 'stays'), '[]') as undecided`);
  return row!;
}
