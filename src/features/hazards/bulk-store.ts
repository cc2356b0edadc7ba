import sql, { raw } from 'sql-template-tag';
import type { CommandTx } from '../../platform/commands/command.ts';
import { FOREVER, type ReadTx } from '../../platform/database/database.ts';
import { said, standsNow } from '../../platform/ledger/moment-store.ts';
import type { BulkHazard } from './domain/bulk.ts';

/*
 * One change to many rows, and the words that stood before a change: both as new versions of whole rows, in which only what
 * is named differs.
 */

/** The hazards of these numbers in a service, retired or not, in the order of their numbers. */
export async function hazardsToChange(tx: ReadTx, service: string, numbers: readonly number[]): Promise<BulkHazard[]> {
  return tx.rows<BulkHazard>(sql`
    select h.id, h.number, h.from_seq as version, ${said('n')} as name, h.retired, h.owner, h.component,
      h.vulnerable
    from hazard h
    left join text_value n on n.organisation_id = h.organisation_id and n.id = h.name_id
    where h.organisation_id = current_organisation() and h.service_id = ${service} and h.number = any(${numbers}::int[])
      and ${standsNow('h')}
    order by h.number`);
}

/** What a row says from now on, by its columns. */
export interface RowPatch {
  readonly id: string;
  readonly patch: Readonly<Record<string, string | readonly string[] | null>>;
}

/** Writes the next version of hazards. */
export async function putHazardPatches(tx: CommandTx, rows: readonly RowPatch[]): Promise<void> {
  // A version of its own: nobody called it a correction.
  const begins = { from_seq: tx.seq, to_seq: FOREVER, wording_reason_id: null };
  const patches = rows.map(({ id, patch }) => ({ id, patch: { ...patch, ...begins } }));
  await tx.rows(sql`
    with ended as (
      update hazard h set to_seq = ${tx.seq}
      where h.organisation_id = current_organisation() and h.id = any(${rows.map(({ id }) => id)}::uuid[])
        and ${standsNow('h')}
      returning h.id, h as was
    )
    insert into hazard
    select r.*
    from ended
    join jsonb_to_recordset(${JSON.stringify(patches)}::jsonb) as p (id uuid, patch jsonb) on p.id = ended.id
    cross join lateral jsonb_populate_record(ended.was, p.patch) as r`);
  for (const { id } of rows) tx.touch({ kind: 'hazard', id });
}

// --- Undoing ------------------------------------------------------------------------------------------------------------

/** An entry of the ledger that may have changed words. */
export interface Entry {
  readonly command: string;
  readonly actor: string;
  readonly at: Date;
}

export async function entryOf(tx: ReadTx, seq: number): Promise<Entry | null> {
  const [row] = await tx.rows<Entry>(sql`
    select e.command, e.actor, e.at from ledger_entry e
    where e.organisation_id = current_organisation() and e.chain = 'changes' and e.seq = ${seq}`);
  return row ?? null;
}

/** A hazard or control of which an entry made a version. */
export interface ChangedRow {
  readonly kind: 'hazard' | 'control';
  readonly id: string;
  readonly number: number;
  /** Nothing of it was changed since: not its words, its causes, or what its controls answer. */
  readonly still: boolean;
  /** There was a version before. */
  readonly before: boolean;
}

/** What an entry changed in a service, in the order of the numbers. */
export async function changedBy(tx: ReadTx, service: string, seq: number): Promise<ChangedRow[]> {
  const later = (table: string, column: string) => sql`
    exists (select from ${raw(table)} x where x.organisation_id = h.organisation_id and x.${raw(column)} = h.id
      and (x.from_seq > ${seq} or (x.to_seq > ${seq} and x.to_seq < ${FOREVER})))`;
  const before = (table: string) => sql`
    exists (select from ${raw(table)} x where x.organisation_id = h.organisation_id and x.id = h.id and x.to_seq = ${seq})`;
  return tx.rows<ChangedRow>(sql`
    select 'hazard' as kind, h.id, h.number, ${before('hazard')} as before,
      not (${later('hazard', 'id')} or ${later('hazard_cause', 'hazard_id')} or ${later('hazard_control', 'hazard_id')}) as still
    from hazard h
    where h.organisation_id = current_organisation() and h.service_id = ${service} and h.from_seq = ${seq}
    union all
    select 'control', h.id, h.number, ${before('control')}, not ${later('control', 'id')}
    from control h
    where h.organisation_id = current_organisation() and h.service_id = ${service} and h.from_seq = ${seq}
    order by kind desc, number`);
}

/** Writes the versions that stood before an entry once more, with the causes and links that it changed. */
export async function putBack(tx: CommandTx, rows: readonly ChangedRow[], seq: number): Promise<void> {
  const ids = (kind: ChangedRow['kind']) => rows.filter((row) => row.kind === kind).map(({ id }) => id);
  await putBackRows(tx, 'hazard', 'id', ids('hazard'), seq);
  await putBackRows(tx, 'hazard_cause', 'hazard_id', ids('hazard'), seq);
  await putBackRows(tx, 'hazard_control', 'hazard_id', ids('hazard'), seq);
  await putBackRows(tx, 'control', 'id', ids('control'), seq);
  for (const { kind, id } of rows) tx.touch({ kind, id });
}

async function putBackRows(
  tx: CommandTx,
  table: string,
  column: string,
  ids: readonly string[],
  seq: number,
): Promise<void> {
  if (ids.length === 0) return;
  const of = sql`w.organisation_id = current_organisation() and w.${raw(column)} = any(${ids}::uuid[])`;
  const begins = JSON.stringify({ from_seq: tx.seq, to_seq: FOREVER, wording_reason_id: null });
  await tx.rows(sql`
    update ${raw(table)} w set to_seq = ${tx.seq} where ${of} and w.from_seq = ${seq} and ${standsNow('w')}`);
  await tx.rows(sql`
    insert into ${raw(table)}
    select r.* from ${raw(table)} w cross join lateral jsonb_populate_record(w, ${begins}::jsonb) as r
    where ${of} and w.to_seq = ${seq}`);
}
