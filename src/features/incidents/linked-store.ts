import sql from 'sql-template-tag';
import type { ReadTx } from '../../platform/database/database.ts';
import { said, standsNow } from '../../platform/ledger/moment-store.ts';
import type { Linked } from '../../platform/subjects/linkable.ts';
import { incidentPath, incidentReference } from './domain.ts';

/** How incidents are called, for whatever points at them: of a service by their numbers, or by their ids. */
export async function incidentNames(
  tx: ReadTx,
  by: { readonly service: string; readonly numbers: readonly number[] } | { readonly ids: readonly string[] },
): Promise<Linked[]> {
  const rows = await tx.rows<{ id: string; number: number; title: string; service: string }>(sql`
    select i.id, i.number, coalesce(${said('t')}, '') as title, s.reference as service
    from incident i
    join service s on s.organisation_id = i.organisation_id and s.id = i.service_id and ${standsNow('s')}
    left join text_value t on t.organisation_id = i.organisation_id and t.id = i.title_id
    where i.organisation_id = current_organisation() and ${standsNow('i')} and ${
      'ids' in by
        ? sql`i.id = any(${by.ids}::uuid[])`
        : sql`i.service_id = ${by.service} and i.number = any(${by.numbers}::int[])`
    }`);
  return rows.map(({ id, number, title, service }) => {
    const reference = incidentReference(number);
    return { id, reference, title, href: incidentPath(service, reference) };
  });
}
