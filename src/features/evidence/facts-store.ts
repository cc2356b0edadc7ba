import sql from 'sql-template-tag';
import type { AssessedService } from '../../rules/checks.ts';
import type { ReadTx } from '../../platform/database/database.ts';
import { stands, type Moment } from '../../platform/ledger/moment-store.ts';
import type { ReleaseFacts } from './checks.ts';

/** The releases of services at a moment: which is live, and which was recorded last. Services without any are not there. One query. */
export async function factsOfReleases(
  tx: ReadTx,
  services: readonly AssessedService[],
  moment: Moment,
): Promise<ReadonlyMap<string, Partial<ReleaseFacts>>> {
  type Row = { service: string; version: string; state: 'candidate' | 'live' | 'withdrawn'; liveAt: Date | null };
  const rows = await tx.rows<Row>(sql`
    select distinct on (r.service_id) r.service_id as service, r.version, r.state, l.at as "liveAt"
    from release r
    left join ledger_entry l on l.organisation_id = r.organisation_id and l.chain = 'changes' and l.seq = r.live_seq
    where r.organisation_id = current_organisation() and r.service_id = any(${services.map(({ id }) => id)}::uuid[])
      and ${stands('r', moment)}
    order by r.service_id, r.state = 'live' desc, r.live_seq desc nulls last, r.from_seq desc, r.id`);
  return new Map(rows.map(({ service, ...release }) => [service, { release }]));
}
