import sql from 'sql-template-tag';
import { FOREVER, type ReadTx } from '../../platform/database/database.ts';
import type { GrantRow } from '../../platform/sessions/store.ts';

/** The members of the organisation in the order of their names, with all that they were ever given and not yet lost. */
export async function membersWithGrants(
  tx: ReadTx,
): Promise<{ readonly id: string; readonly name: string; readonly grants: readonly GrantRow[] }[]> {
  return tx.rows(sql`
    select p.id, p.name, m.grants
    from membership m join person p on p.id = m.person_id
    where m.organisation_id = current_organisation() and m.to_seq = ${FOREVER}
    order by p.name, p.id`);
}
