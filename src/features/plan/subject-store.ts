import sql, { empty } from 'sql-template-tag';
import type { ReadTx } from '../../platform/database/database.ts';
import { standsNow } from '../../platform/ledger/moment-store.ts';
import type { Loaded } from '../../platform/subjects/kinds.ts';
import { basisAt } from './basis.ts';
import { basisWords, type DeclaredScheme } from './domain.ts';
import type { PlanRow } from './kinds.ts';

/** What the fingerprints of plans are of: those of these ids as they stand now; all, where `ids` is null. Three queries. */
export async function loadPlans(tx: ReadTx, ids: readonly string[] | null): Promise<Loaded<PlanRow>[]> {
  type Row = Omit<PlanRow, 'keyPeople' | 'otherSchemes'> & { id: string; service: string };
  const rows = await tx.rows<Row>(sql`
    select p.id, p.service_id as service, p.nature, tp.body as purpose, tl.body as lifecycle, ti.body as impact,
      tt.body as team, p.authorises, p.scheme, tc.body as criteria, p.methods, tm.body as "methodsWhy",
      p.review_days as "reviewDays", tw.body as monitoring, tn.body as incidents
    from plan p
    left join text_value tp on tp.organisation_id = p.organisation_id and tp.id = p.purpose_id
    left join text_value tl on tl.organisation_id = p.organisation_id and tl.id = p.lifecycle_id
    left join text_value ti on ti.organisation_id = p.organisation_id and ti.id = p.impact_id
    left join text_value tt on tt.organisation_id = p.organisation_id and tt.id = p.team_id
    left join text_value tc on tc.organisation_id = p.organisation_id and tc.id = p.criteria_id
    left join text_value tm on tm.organisation_id = p.organisation_id and tm.id = p.methods_why_id
    left join text_value tw on tw.organisation_id = p.organisation_id and tw.id = p.monitoring_id
    left join text_value tn on tn.organisation_id = p.organisation_id and tn.id = p.incidents_id
    where p.organisation_id = current_organisation() and ${standsNow('p')}
      ${ids === null ? empty : sql`and p.id = any(${ids}::uuid[])`}`);
  const bases = await basisAt(
    tx,
    rows.map(({ service }) => ({ service, seq: null })),
  );
  return rows.map(({ id, service, ...row }, index) => {
    const declared = (row.scheme as DeclaredScheme | null)?.version ?? null;
    return {
      id,
      service,
      within: null,
      retired: false,
      names: [{ kind: 'service', id: service }],
      row: { ...row, ...basisWords(bases[index]!, declared) },
    };
  });
}
