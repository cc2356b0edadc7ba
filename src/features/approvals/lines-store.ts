import sql, { empty } from 'sql-template-tag';
import type { ReadTx } from '../../platform/database/database.ts';

/** When these entries of the ledger were written. */
export async function entryTimes(tx: ReadTx, seqs: readonly number[]): Promise<ReadonlyMap<number, Date>> {
  if (seqs.length === 0) return new Map();
  const rows = await tx.rows<{ seq: number; at: Date }>(sql`
    select seq, at from ledger_entry
    where organisation_id = current_organisation() and chain = 'changes' and seq = any(${seqs}::bigint[])`);
  return new Map(rows.map(({ seq, at }) => [seq, at]));
}

/**
 * Subjects of a kind that have no version which stands, in services of these references (all, where null): those that were
 * challenged, that are void, out of date or have expired, or were never approved; and those whose version ends before a
 * day. The worst first.
 * @param of.unsigned of those that were never approved, only the ones in these services; all, where null
 */
export async function awaiting(
  tx: ReadTx,
  kind: string,
  of: {
    readonly services: readonly string[] | null;
    readonly unsigned: readonly string[] | null;
    readonly now: Date;
    readonly endsBefore: Date;
    readonly most: number;
  },
): Promise<{ readonly ids: readonly string[]; readonly total: number }> {
  const rows = await tx.rows<{ id: string; total: number }>(sql`
    with subjects as (
      select s.id, s.changed_seq, v.reference from subject_state s
      join service v on v.organisation_id = s.organisation_id and v.id = s.service_id and v.to_seq = 9007199254740991
        and v.phase <> 'retired'
        ${of.services === null ? empty : sql`and v.reference = any(${of.services}::text[])`}
      where s.organisation_id = current_organisation() and s.kind = ${kind} and not s.retired
    ), standing as (
      select s.id, s.changed_seq, s.reference, a.id as version, p.verdict, a.valid_until,
        coalesce((p.own #>> '{facts,challenged}')::boolean, false) as challenged
      from subjects s
      left join lateral (
        select a.id, a.valid_until from approval a
        where a.organisation_id = current_organisation() and a.kind = ${kind} and a.subject_id = s.id
        order by a.number desc limit 1) a on true
      left join subject_state p on p.organisation_id = current_organisation() and p.kind = ${`${kind}-approval`}
        and p.id = a.id
    )
    select id, (count(*) over ())::int as total from standing
    where (verdict is distinct from 'met' or valid_until < ${of.endsBefore})
      ${of.unsigned === null ? empty : sql`and (version is not null or reference = any(${of.unsigned}::text[]))`}
    order by challenged desc, coalesce(verdict = 'not-met', false) desc,
      coalesce(valid_until <= ${of.now}, false) desc, verdict nulls last, valid_until, changed_seq desc, id
    limit ${of.most}`);
  return { ids: rows.map(({ id }) => id), total: rows[0]?.total ?? 0 };
}
