import sql, { empty } from 'sql-template-tag';
import type { ReadTx } from '../../platform/database/database.ts';
import { standsNow } from '../../platform/ledger/moment-store.ts';
import type { Loaded } from '../../platform/subjects/kinds.ts';
import type { AssumptionRow, DecisionRow } from './kinds.ts';

/*
 * What the fingerprints of decisions and assumptions are of: those of these ids as they stand now; all, where `ids` is null.
 * One query each.
 */

export async function loadDecisions(tx: ReadTx, ids: readonly string[] | null): Promise<Loaded<DecisionRow>[]> {
  const texts = (column: 'option_ids' | 'pro_ids' | 'con_ids') => sql`
      (select coalesce(array_agg(t.body order by o.position), '{}')
      from unnest(${{ option_ids: sql`d.option_ids`, pro_ids: sql`d.pro_ids`, con_ids: sql`d.con_ids` }[column]})
        with ordinality as o (id, position)
      left join text_value t on t.organisation_id = d.organisation_id and t.id = o.id)`;
  const rows = await tx.rows<DecisionRow & { id: string; service: string }>(sql`
    select d.id, d.service_id as service, d.number, q.body as question, ${texts('option_ids')} as options,
      ${texts('pro_ids')} as pros, ${texts('con_ids')} as cons, d.chosen, r.body as reason, d.decider_id as decider,
      g.body as group, m.body as people, d.decided_on::text as "decidedOn", d.state, d.supersedes,
      d.superseded_by as "supersededBy"
    from decision d
    left join text_value q on q.organisation_id = d.organisation_id and q.id = d.question_id
    left join text_value r on r.organisation_id = d.organisation_id and r.id = d.reason_id
    left join text_value g on g.organisation_id = d.organisation_id and g.id = d.group_id
    left join text_value m on m.organisation_id = d.organisation_id and m.id = d.people_id
    where d.organisation_id = current_organisation() and ${standsNow('d')}
      ${ids === null ? empty : sql`and d.id = any(${ids}::uuid[])`}`);
  return rows.map(({ id, service, ...row }) => ({
    id,
    service,
    within: null,
    retired: row.state === 'superseded',
    names: [],
    row,
  }));
}

export async function loadAssumptions(tx: ReadTx, ids: readonly string[] | null): Promise<Loaded<AssumptionRow>[]> {
  const rows = await tx.rows<AssumptionRow & { id: string; service: string }>(sql`
    select a.id, a.service_id as service, a.number, t.body as text, w.body as why, a.owner_id as owner,
      a.review_by::text as "reviewBy", a.state, a.since_seq as "sinceSeq", r.body as reason
    from assumption a
    left join text_value t on t.organisation_id = a.organisation_id and t.id = a.text_id
    left join text_value w on w.organisation_id = a.organisation_id and w.id = a.why_id
    left join text_value r on r.organisation_id = a.organisation_id and r.id = a.reason_id
    where a.organisation_id = current_organisation() and ${standsNow('a')}
      ${ids === null ? empty : sql`and a.id = any(${ids}::uuid[])`}`);
  return rows.map(({ id, service, ...row }) => ({
    id,
    service,
    within: null,
    retired: row.state === 'no longer needed',
    names: [],
    row,
  }));
}
