import sql, { empty, raw } from 'sql-template-tag';
import type { ReadTx } from '../../platform/database/database.ts';
import { standsNow } from '../../platform/ledger/moment-store.ts';
import type { Loaded } from '../../platform/subjects/kinds.ts';
import type { IncidentRow } from './kinds.ts';

const textOf = (column: string) => sql`(select t.body from text_value t
  where t.organisation_id = i.organisation_id and t.id = ${raw(`i.${column}`)})`;
const timeOf = (column: string) =>
  sql`to_char(${raw(`i.${column}`)} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;

/** What the fingerprints of incidents are of: those of these ids as they stand now; all, where `ids` is null. One query. */
export async function loadIncidents(tx: ReadTx, ids: readonly string[] | null): Promise<Loaded<IncidentRow>[]> {
  const rows = await tx.rows<IncidentRow & { id: string; service: string; retired: boolean }>(sql`
    select i.id, i.service_id as service, i.voided_id is not null as retired, ${textOf('title_id')} as title,
      ${textOf('what_id')} as what, ${textOf('cause_id')} as cause, ${textOf('mitigation_id')} as mitigation, i.sort,
      i.occurred_on::text as "occurredOn", i.release, i.worst_severity as "worstSeverity",
      i.worst_likelihood as "worstLikelihood", i.worst_scheme as "worstScheme", i.physical, i.psychological,
      i.association, i.concern, i.involved, i.danger, i.harmed, i.patient_safety as "patientSafety", i.response,
      ${textOf('response_reason_id')} as "responseReason", i.owner_id as owner, i.stage, i.reopened, i.number,
      ${timeOf('reported_at')} as "reportedAt", ${timeOf('aware_at')} as "awareAt",
      ${timeOf('acknowledged_at')} as "acknowledgedAt", ${timeOf('triaged_at')} as "triagedAt",
      ${timeOf('made_safe_at')} as "madeSafeAt", ${timeOf('closed_at')} as "closedAt", ${textOf('voided_id')} as voided
    from incident i
    where i.organisation_id = current_organisation() and ${standsNow('i')}
      ${ids === null ? empty : sql`and i.id = any(${ids}::uuid[])`}`);
  return rows.map(({ id, service, retired, ...row }) => ({ id, service, within: null, retired, names: [], row }));
}
