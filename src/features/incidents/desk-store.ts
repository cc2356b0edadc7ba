import sql, { type Sql } from 'sql-template-tag';
import type { ReadTx } from '../../platform/database/database.ts';
import { writtenOut } from '../../platform/database/written-out.ts';
import { standsNow } from '../../platform/ledger/moment-store.ts';
import { incidentsWhere, NOW, type StoredIncident } from './store.ts';

/** How many incidents of each service are open; those of which none is are left out. One query. */
export async function openCounts(tx: ReadTx, services: readonly string[]): Promise<ReadonlyMap<string, number>> {
  const rows = await tx.rows<{ service: string; open: number }>(sql`
    select i.service_id as service, count(*)::int as open from incident i
    where i.organisation_id = current_organisation() and i.service_id = any(${services}::uuid[]) and ${standsNow('i')}
      and i.stage <> 'closed' and i.voided_id is null
    group by i.service_id`);
  return new Map(rows.map(({ service, open }) => [service, open]));
}

/**
 * What waits for somebody: what nobody has triaged, in services where they handle incidents, and what is with them; danger first, then
 * what was reported first.
 * @param of.seen references of the services that they see, in capitals; null for all of the organisation
 * @param of.handled of those in which they handle incidents
 */
export async function waitingIncidents(
  tx: ReadTx,
  {
    owner,
    seen,
    handled,
  }: {
    readonly owner: string;
    readonly seen: readonly string[] | null;
    readonly handled: readonly string[] | null;
  },
  limit: number,
): Promise<StoredIncident[]> {
  return incidentsWhere(
    tx,
    NOW,
    sql`and i.stage <> 'closed' and i.voided_id is null and s.phase <> 'retired'
      and ((i.owner_id = ${owner} and ${within(seen)}) or (i.triaged_at is null and ${within(handled)}))
      order by i.danger = 'yes' and i.made_safe_at is null desc, i.triaged_at is null desc, i.reported_at, i.id
      limit ${writtenOut(limit)}`,
  );
}

/** Whether the service `s` is among these; null for all. */
function within(services: readonly string[] | null): Sql {
  return services === null ? sql`true` : sql`s.reference = any(${services}::text[])`;
}
