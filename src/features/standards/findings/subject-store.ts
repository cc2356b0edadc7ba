import sql, { empty } from 'sql-template-tag';
import type { ReadTx } from '../../../platform/database/database.ts';
import { standsNow } from '../../../platform/ledger/moment-store.ts';
import type { Loaded } from '../../../platform/subjects/kinds.ts';
import type { FindingRow, ScopeDecisionRow } from './kinds.ts';

/*
 * What the fingerprints of findings and scope decisions are of: those of these ids as they stand now; all, where `ids` is
 * null. One query each.
 */

export async function loadFindings(tx: ReadTx, ids: readonly string[] | null): Promise<Loaded<FindingRow>[]> {
  const rows = await tx.rows<FindingRow & { id: string; service: string }>(sql`
    select f.id, f.service_id as service, f.number, f.catalogue, f.edition, f.section, coalesce((
      select json_agg(json_build_object('criterion', j.criterion, 'value', j.value, 'reason', t.body, 'facts', j.facts,
        'judged', j.from_seq) order by j.criterion)
      from finding_judgement j
      left join text_value t on t.organisation_id = j.organisation_id and t.id = j.reason_id
      where j.organisation_id = f.organisation_id and j.finding_id = f.id and ${standsNow('j')}), '[]') as judgements
    from finding f
    where f.organisation_id = current_organisation() and ${standsNow('f')}
      ${ids === null ? empty : sql`and f.id = any(${ids}::uuid[])`}`);
  return rows.map(({ id, service, ...row }) => ({ id, service, within: null, retired: false, names: [], row }));
}

export async function loadScopeDecisions(
  tx: ReadTx,
  ids: readonly string[] | null,
): Promise<Loaded<ScopeDecisionRow>[]> {
  const rows = await tx.rows<ScopeDecisionRow & { id: string; service: string; isWithdrawn: boolean }>(sql`
    select d.id, d.service_id as service, d.number, d.catalogue, d.edition, d.section, d.applies, r.body as reason,
      d.facts, d.signatures, w.body as withdrawn, d.decided_seq as "decidedSeq",
      d.withdrawn_id is not null as "isWithdrawn"
    from scope_decision d
    left join text_value r on r.organisation_id = d.organisation_id and r.id = d.reason_id
    left join text_value w on w.organisation_id = d.organisation_id and w.id = d.withdrawn_id
    where d.organisation_id = current_organisation() and ${standsNow('d')}
      ${ids === null ? empty : sql`and d.id = any(${ids}::uuid[])`}`);
  return rows.map(({ id, service, isWithdrawn, ...row }) => ({
    id,
    service,
    within: null,
    retired: isWithdrawn,
    names: [],
    row,
  }));
}
