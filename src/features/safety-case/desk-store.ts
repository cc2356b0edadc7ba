import sql, { empty } from 'sql-template-tag';
import type { ReadTx } from '../../platform/database/database.ts';
import { writtenOut } from '../../platform/database/written-out.ts';
import { standsNow } from '../../platform/ledger/moment-store.ts';
import type { Standing } from './domain.ts';

/**
 * The services in which somebody received a report and work goes on, in the order of their names.
 * @param references of those that are asked about; null for all of the organisation
 */
export function servicesHandedTo(
  tx: ReadTx,
  references: readonly string[] | null,
  limit: number,
): Promise<{ readonly id: string; readonly reference: string; readonly name: string }[]> {
  return tx.rows(sql`
    select s.id, s.reference, s.name from service s
    where s.organisation_id = current_organisation() and ${standsNow('s')} and s.phase <> 'retired'
      ${references === null ? empty : sql`and s.reference = any(${references}::text[])`}
      and exists (
        select from case_report_recipient p
        where p.organisation_id = s.organisation_id and p.service_id = s.id and ${standsNow('p')}
          and p.withdrawn_id is null)
    order by s.name, s.id limit ${writtenOut(limit)}`);
}

/** The reports of these services with their latest approved versions: what receivers are held against. One query. */
export function standingsOf(
  tx: ReadTx,
  services: readonly string[],
): Promise<(Standing & { readonly service: string })[]> {
  return tx.rows(sql`
    select r.number, r.service_id as service, x.number as "supersededBy", (
      select max(a.number) from approval a
      where a.organisation_id = r.organisation_id and a.kind = 'case-report' and a.subject_id = r.id) as approved
    from case_report r
    left join case_report x on x.organisation_id = r.organisation_id and x.id = r.superseded_by and ${standsNow('x')}
    where r.organisation_id = current_organisation() and ${standsNow('r')} and r.service_id = any(${services}::uuid[])`);
}
