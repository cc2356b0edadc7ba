import sql from 'sql-template-tag';
import type { ReadTx } from '../../platform/database/database.ts';
import { stands, type Moment } from '../../platform/ledger/moment-store.ts';
import type { RiskScheme } from '../schemes/index.ts';

/** The schemes that logs are rated by at a moment, by the ids of the logs. */
export async function schemesOf(
  tx: ReadTx,
  logs: readonly string[],
  moment: Moment,
): Promise<ReadonlyMap<string, RiskScheme | null>> {
  const rows = await tx.rows<{ id: string; scheme: RiskScheme | null }>(sql`
    select l.id, l.scheme from hazard_log l
    where l.organisation_id = current_organisation() and l.id = any(${logs}::uuid[]) and ${stands('l', moment)}`);
  return new Map(rows.map((row) => [row.id, row.scheme]));
}
