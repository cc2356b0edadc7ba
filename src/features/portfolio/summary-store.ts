import sql, { empty, type Sql } from 'sql-template-tag';
import { EVERYWHERE } from '../../platform/commands/places.ts';
import type { ReadTx } from '../../platform/database/database.ts';
import { stands as standing, type Moment } from '../../platform/ledger/moment-store.ts';
import type { AssessedService } from '../../rules/checks.ts';
import type { Line, Stands, Steps } from './domain.ts';

/** The services of somebody: their references, in capitals; null for all of the organisation. */
export type Seen = readonly string[] | null;

function seenBy(seen: Seen): Sql {
  return seen === null ? empty : sql`and s.reference = any(${seen}::text[])`;
}

/**
 * The services that somebody sees, retired ones too, each with how it stands as far as that is kept and true; null where it
 * has to be worked out. Three statements that travel together: what is looked up by two keys each, for a thousand services, is
 * put together here, where no plan that was made while a table was small can turn it into a thousand walks through it.
 * @param madeBy the standards by which it has to be made
 */
export async function keptLines(tx: ReadTx, of: { seen: Seen; madeBy: string; now: Date }): Promise<Line[]> {
  const { seen, madeBy, now } = of;
  const [services, summaries, changed] = await Promise.all([
    servicesAt(tx, seen, { seq: null, now }),
    tx.rows<{ service: string; atSeq: number; stands: Stands | null }>(sql`
      select y.service_id as service, y.at_seq as "atSeq", (
        select t.stands from service_summary_step t
        where t.organisation_id = y.organisation_id and t.service_id = y.service_id and t.begins_at <= ${now}
        order by t.begins_at desc limit 1) as stands
      from service_summary y
      where y.organisation_id = current_organisation() and y.made_by = ${madeBy}
        and (y.ends_at is null or y.ends_at > ${now})`),
    tx.rows<{ place: string; seq: number }>(sql`
      select c.place, c.seq from changed_place c where c.organisation_id = current_organisation()`),
  ]);
  const seqs = new Map(changed.map(({ place, seq }) => [place, seq]));
  const kept = new Map(summaries.map((one) => [one.service, one]));
  return services.map((service) => {
    const places = [service.id, service.reference, EVERYWHERE];
    const changedSeq = Math.max(...places.map((place) => seqs.get(place) ?? 0));
    const summary = kept.get(service.id);
    return { service, stands: summary !== undefined && summary.atSeq >= changedSeq ? summary.stands : null };
  });
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
