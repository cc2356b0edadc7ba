import sql, { empty } from 'sql-template-tag';
import { FOREVER, type ReadTx } from '../../platform/database/database.ts';
import type { GrantRow } from '../../platform/sessions/store.ts';

/** Somebody who belongs to the organisation, with all that they were ever given and not yet lost. */
export interface MemberRow {
  readonly id: string;
  readonly name: string;
  readonly grants: readonly GrantRow[];
}

/** The members of the organisation in the order of their names; one of them, where one is named. */
export async function membersNow(tx: ReadTx, person: string | null = null): Promise<MemberRow[]> {
  return tx.rows<MemberRow>(sql`
    select p.id, p.name, m.grants
    from membership m join person p on p.id = m.person_id
    where m.organisation_id = current_organisation() and m.to_seq = ${FOREVER}
      ${person === null ? empty : sql`and m.person_id = ${person}`}
    order by p.name, p.id`);
}
