import sql, { empty } from 'sql-template-tag';
import type { ReadTx } from '../../platform/database/database.ts';
import { standsNow } from '../../platform/ledger/moment-store.ts';
import type { Loaded } from '../../platform/subjects/kinds.ts';
import type { AcceptanceRow, ReportRow } from './kinds.ts';

/*
 * What the fingerprints of reports are of: those of these ids as they stand now; all, where `ids` is null. One query each. A
 * report whose place another took is retired.
 */

export async function loadReports(tx: ReadTx, ids: readonly string[] | null): Promise<Loaded<ReportRow>[]> {
  const rows = await tx.rows<ReportRow & { id: string; service: string; log: string }>(sql`
    select r.id, r.service_id as service, r.number, r.sort, r.phase, r.release, r.log_id as log,
      r.superseded_by as "supersededBy", coalesce((
        select json_object_agg(c.section, t.body) from case_report_section c
        join text_value t on t.organisation_id = c.organisation_id and t.id = c.prose_id
        where c.organisation_id = r.organisation_id and c.report_id = r.id and ${standsNow('c')}), '{}') as prose
    from case_report r
    where r.organisation_id = current_organisation() and ${standsNow('r')}
      ${ids === null ? empty : sql`and r.id = any(${ids}::uuid[])`}`);
  return rows.map(({ id, service, ...row }) => ({
    id,
    service,
    within: null,
    retired: row.supersededBy !== null,
    names: [{ kind: 'hazard-log', id: row.log }],
    row,
  }));
}

/** The residual risk of each report, under the id of the report. */
export async function loadAcceptances(tx: ReadTx, ids: readonly string[] | null): Promise<Loaded<AcceptanceRow>[]> {
  return (await loadReports(tx, ids)).map((loaded) => ({ ...loaded, row: {} }));
}
