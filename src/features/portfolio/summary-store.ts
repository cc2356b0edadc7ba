import sql, { empty, type Sql } from 'sql-template-tag';
import { EVERYWHERE } from '../../platform/commands/places.ts';
import type { ReadTx } from '../../platform/database/database.ts';
import { standsNow, stands as standing, type Moment } from '../../platform/ledger/moment-store.ts';
import type { AssessedService } from '../../rules/checks.ts';
import type { Line, Stands, Steps } from './domain.ts';

/** The services of somebody: their references, in capitals; null for all of the organisation. */
export type Seen = readonly string[] | null;

function seenBy(seen: Seen): Sql {
  return seen === null ? empty : sql`and s.reference = any(${seen}::text[])`;
}

/** The latest entry that changed something of a service, looked up by each of the places that stand for it. */
const CHANGED = sql`greatest(
  coalesce((select c.seq from changed_place c where c.organisation_id = s.organisation_id and c.place = s.id::text), 0),
  coalesce((select c.seq from changed_place c where c.organisation_id = s.organisation_id and c.place = s.reference), 0),
  coalesce((select c.seq from changed_place c where c.organisation_id = current_organisation() and c.place = ${EVERYWHERE}), 0))`;

/** What is kept is true: nothing changed since, it was made by these standards, and it reaches as far as now. */
function isFresh(madeBy: string, now: Date): Sql {
  return sql`y.made_by = ${madeBy} and (y.ends_at is null or y.ends_at > ${now}) and y.at_seq >= ${CHANGED}`;
}

/**
 * The services that somebody sees, retired ones too, each with how it stands as far as that is kept and true; null where it
 * has to be worked out. One query.
 * @param madeBy the standards by which it has to be made
 */
export async function keptLines(tx: ReadTx, of: { seen: Seen; madeBy: string; now: Date }): Promise<Line[]> {
  const { seen, madeBy, now } = of;
  const rows = await tx.rows<AssessedService & { stands: Stands | null }>(sql`
    select s.id, s.reference, s.name, s.phase, s.role, (
      select t.stands from service_summary_step t
      where t.organisation_id = y.organisation_id and t.service_id = y.service_id and t.begins_at <= ${now}
      order by t.begins_at desc limit 1) as stands
    from service s
    left join lateral (
      select y.organisation_id, y.service_id from service_summary y
      where y.organisation_id = s.organisation_id and y.service_id = s.id and ${isFresh(madeBy, now)} limit 1) y on true
    where s.organisation_id = current_organisation() and ${standsNow('s')} ${seenBy(seen)}`);
  return rows.map(({ stands, ...service }) => ({ service, stands }));
}

/** Services of which nothing true is kept, so many at most: those of which nothing ever was come first. One query. */
export async function staleServices(
  tx: ReadTx,
  of: { madeBy: string; now: Date; most: number },
): Promise<AssessedService[]> {
  return tx.rows<AssessedService>(sql`
    select s.id, s.reference, s.name, s.phase, s.role
    from service s
    left join service_summary y on y.organisation_id = s.organisation_id and y.service_id = s.id
    where s.organisation_id = current_organisation() and ${standsNow('s')}
      and (${isFresh(of.madeBy, of.now)}) is not true
    order by y.at_seq nulls first, s.id limit ${of.most}`);
}

/** The services that stood at a moment, retired ones too. One query. */
export async function servicesAt(tx: ReadTx, seen: Seen, moment: Moment): Promise<AssessedService[]> {
  return tx.rows<AssessedService>(sql`
    select s.id, s.reference, s.name, s.phase, s.role from service s
    where s.organisation_id = current_organisation() and ${standing('s', moment)} ${seenBy(seen)}
    order by s.id`);
}

/** The entry up to which the ledger stands in this transaction. */
export async function headSeq(tx: ReadTx): Promise<number> {
  const [head] = await tx.rows<{ seq: number }>(sql`
    select seq from ledger_head where organisation_id = current_organisation() and chain = 'changes'`);
  return head?.seq ?? 0;
}

/** A summary as it is kept. */
export interface Kept extends Steps {
  readonly service: string;
  /** The entry up to which it is true. */
  readonly atSeq: number;
}

/**
 * Keeps summaries in place of those before them. One that is true up to a later entry stays, whoever was quicker: what was
 * worked out of an older moment never stands in its place.
 */
export async function keepSummaries(tx: ReadTx, madeBy: string, summaries: readonly Kept[]): Promise<void> {
  const of = summaries.map(({ service, atSeq, ends }) => ({ service, at_seq: atSeq, ends }));
  const steps = summaries.flatMap(({ service, steps }) =>
    steps.map(({ from, stands }) => ({ service, begins: from, stands })),
  );
  const kept = await tx.rows<{ service: string }>(sql`
    insert into service_summary as y (organisation_id, service_id, at_seq, made_by, ends_at)
    select current_organisation(), service, at_seq, ${madeBy}, ends
    from json_to_recordset(${JSON.stringify(of)}::json) as f (service uuid, at_seq bigint, ends timestamptz)
    order by service
    on conflict (organisation_id, service_id) do update
      set at_seq = excluded.at_seq, made_by = excluded.made_by, ends_at = excluded.ends_at
      where y.at_seq <= excluded.at_seq
    returning service_id as service`);
  const ids = kept.map(({ service }) => service);
  tx.send(sql`
    delete from service_summary_step
    where organisation_id = current_organisation() and service_id = any(${ids}::uuid[])`);
  await tx.rows(sql`
    insert into service_summary_step (organisation_id, service_id, begins_at, stands)
    select current_organisation(), service, begins, stands
    from json_to_recordset(${JSON.stringify(steps)}::json) as f (service uuid, begins timestamptz, stands jsonb)
    where service = any(${ids}::uuid[])`);
}
