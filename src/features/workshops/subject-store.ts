import sql, { empty } from 'sql-template-tag';
import type { ReadTx } from '../../platform/database/database.ts';
import { standsNow } from '../../platform/ledger/moment-store.ts';
import type { Loaded } from '../../platform/subjects/kinds.ts';
import type { WorkshopRow } from './kinds.ts';

/** What the fingerprints of workshops are of: those of these ids as they stand now; all, where `ids` is null. One query. */
export async function loadWorkshops(tx: ReadTx, ids: readonly string[] | null): Promise<Loaded<WorkshopRow>[]> {
  const rows = await tx.rows<WorkshopRow & { id: string; service: string }>(sql`
    select w.id, w.service_id as service, w.number, w.kind, t.body as title, w.day::text as day, w.method,
      s.body as scope, w.components, w.areas, w.lenses, w.state, w.minutes, d.body as departure, r.body as reason
    from workshop w
    left join text_value t on t.organisation_id = w.organisation_id and t.id = w.title_id
    left join text_value s on s.organisation_id = w.organisation_id and s.id = w.scope_id
    left join text_value d on d.organisation_id = w.organisation_id and d.id = w.departure_id
    left join text_value r on r.organisation_id = w.organisation_id and r.id = w.reason_id
    where w.organisation_id = current_organisation() and ${standsNow('w')}
      ${ids === null ? empty : sql`and w.id = any(${ids}::uuid[])`}`);
  return rows.map(({ id, service, ...row }) => ({ id, service, within: null, retired: false, names: [], row }));
}
