import sql, { empty } from 'sql-template-tag';
import type { ReadTx } from '../../platform/database/database.ts';
import { actorName } from '../../platform/ledger/moment-store.ts';
import type { Service } from './domain.ts';
import { BODIES } from './store.ts';

/** A service as it was said at one time, with who said it so and when. */
export interface ServiceVersion extends Service {
  readonly who: string;
  readonly at: Date;
}

/** The versions of a service that stood at an entry of the ledger or began after it, in their order. */
export async function serviceVersions(
  tx: ReadTx,
  id: string,
  from: number,
  to: number | null,
): Promise<ServiceVersion[]> {
  return tx.rows<ServiceVersion>(sql`
    select s.id, s.reference, s.from_seq as version, s.name, s.role, s.phase, s.components, s.addresses, ${BODIES},
      e.at, ${actorName('e.actor')} as who
    from service s
    join ledger_entry e on e.organisation_id = s.organisation_id and e.chain = 'changes' and e.seq = s.from_seq
    where s.organisation_id = current_organisation() and s.id = ${id} and s.to_seq > ${from}
      ${to === null ? empty : sql`and s.from_seq <= ${to}`}
    order by s.from_seq`);
}

/** How services are called now, by id. */
export async function serviceNames(
  tx: ReadTx,
  ids: readonly string[],
): Promise<Pick<Service, 'id' | 'reference' | 'name'>[]> {
  return tx.rows(sql`
    select s.id, s.reference, s.name from service s
    where s.organisation_id = current_organisation() and s.to_seq = 9007199254740991 and s.id = any(${ids}::uuid[])`);
}
