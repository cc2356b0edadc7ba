import sql, { empty, raw } from 'sql-template-tag';
import type { ReadTx } from '../../platform/database/database.ts';
import { writtenOut } from '../../platform/database/written-out.ts';

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
 * day. The worst first. What stands is not looked at, and what was never approved only where there is room for it.
 * @returns at most `most` of them; and how many there are, at least
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
  // Written out: what is one of two kinds among many is planned once, and well, only where the planner sees which.
  const [subject, approval] = [raw(`'${kind}'`), raw(`'${kind}-approval'`)];
  const limit = writtenOut(of.most + 1);
  const seen = sql`
    join service v on v.organisation_id = current_organisation() and v.id = s.service_id and v.to_seq = 9007199254740991
      and v.phase <> 'retired' ${of.services === null ? empty : sql`and v.reference = any(${of.services}::text[])`}`;
  const approved = sql`
    from subject_state p
    join approval a on a.organisation_id = current_organisation() and a.id = p.id
    join subject_state s on s.organisation_id = current_organisation() and s.kind = ${subject} and s.id = a.subject_id
      and not s.retired
    ${seen}
    where p.organisation_id = current_organisation() and p.kind = ${approval} and right(p.kind, 9) = '-approval'
      and not p.retired`;
  const rows = await tx.rows<{ id: string }>(sql`
    with fallen as materialized (
      select s.id, row_number() over (
        order by coalesce((p.own #>> '{facts,challenged}')::boolean, false) desc,
          coalesce(a.valid_until <= ${of.now}, false) desc, a.valid_until, s.changed_seq desc, s.id) as place
      ${approved} and p.verdict = 'not-met'
      order by place limit ${limit}
    ), ending as materialized (
      select s.id, row_number() over (order by a.valid_until, s.changed_seq desc, s.id) as place
      ${approved} and p.verdict = 'met' and p.lapses_at < ${of.endsBefore}
      order by place limit ${limit}
    ), never as (
      select s.id, row_number() over (order by s.changed_seq desc, s.id) as place
      from subject_state s ${seen}
      where s.organisation_id = current_organisation() and s.kind = ${subject} and not s.retired
        and (select count(*) from fallen) + (select count(*) from ending) < ${limit}
        ${of.unsigned === null ? empty : sql`and v.reference = any(${of.unsigned}::text[])`}
        and not exists (
          select from approval a
          where a.organisation_id = current_organisation() and a.kind = ${subject} and a.subject_id = s.id)
      order by place limit ${limit}
    )
    select id from (
      select 1 as part, place, id from fallen union all select 2, place, id from ending
      union all select 3, place, id from never
    ) one order by part, place limit ${limit}`);
  return { ids: rows.slice(0, of.most).map(({ id }) => id), total: rows.length };
}
