import sql from 'sql-template-tag';
import type { ReadTx } from '../../platform/database/database.ts';
import { standsNow } from '../../platform/ledger/moment-store.ts';
import type { GrantRow } from '../../platform/sessions/store.ts';

/** The members of the organisation whom a mail reaches, with what they hold. */
export async function reachedMembers(
  tx: ReadTx,
): Promise<{ readonly id: string; readonly address: string; readonly grants: readonly GrantRow[] }[]> {
  return tx.rows(sql`
    select p.id, p.email as address, m.grants
    from membership m join person p on p.id = m.person_id
    where m.organisation_id = current_organisation() and ${standsNow('m')} and p.email is not null
    order by p.id`);
}
