import sql from 'sql-template-tag';
import type { ReadTx } from '../../platform/database/database.ts';
import { stands, type Moment } from '../../platform/ledger/moment-store.ts';

/** The ids of the controls that act on a hazard at a moment. */
export async function controlIdsOf(tx: ReadTx, hazard: string, moment: Moment): Promise<string[]> {
  const rows = await tx.rows<{ id: string }>(sql`
    select l.control_id as id from hazard_control l
    where l.organisation_id = current_organisation() and l.hazard_id = ${hazard} and ${stands('l', moment)}`);
  return rows.map(({ id }) => id);
}
