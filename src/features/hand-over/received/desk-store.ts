import sql, { empty } from 'sql-template-tag';
import type { ReadTx } from '../../../platform/database/database.ts';
import { writtenOut } from '../../../platform/database/written-out.ts';
import { standsNow } from '../../../platform/ledger/moment-store.ts';
import type { OpenItems } from '../domain/received.ts';
import { textIn } from './store.ts';

/** A deployment whose latest packet has items without an answer to their words. */
export interface OpenDeployment extends Omit<OpenItems, 'items'> {
  readonly service: { readonly reference: string; readonly name: string };
  readonly number: number;
  readonly site: string;
}

/** Such deployments of these services, in the order in which their packets came. One query. @param services references; null for all */
export async function openDeployments(
  tx: ReadTx,
  services: readonly string[] | null,
  limit: number,
): Promise<OpenDeployment[]> {
  return tx.rows<OpenDeployment>(sql`
    select d.id as deployment, d.number, json_build_object('reference', s.reference, 'name', s.name) as service,
      ${textIn('d', 'site_id')} as site,
      r.reference, l.at as since, o.open, o.again
    from deployment d
    join service s on s.organisation_id = d.organisation_id and s.id = d.service_id and ${standsNow('s')}
    join lateral (
      select p.id, p.reference, p.made_seq, p.organisation_id from received_packet p
      where p.organisation_id = d.organisation_id and p.deployment_id = d.id order by p.number desc limit 1) r on true
    join ledger_entry l on l.organisation_id = r.organisation_id and l.chain = 'changes' and l.seq = r.made_seq
    join lateral (
      select count(*)::int as open, count(a.id)::int as again
      from received_item i
      left join item_answer a on a.organisation_id = i.organisation_id and a.deployment_id = i.deployment_id
        and a.key = i.key and ${standsNow('a')}
      where i.organisation_id = r.organisation_id and i.received_id = r.id
        and (a.id is null or a.digest <> i.digest)) o on o.open > 0
    where d.organisation_id = current_organisation() and ${standsNow('d')} and s.phase <> 'retired'
      ${services === null ? empty : sql`and s.reference = any(${services}::text[])`}
    order by l.at, d.id limit ${writtenOut(limit)}`);
}
