import sql from 'sql-template-tag';
import type { ReadTx } from '../../../platform/database/database.ts';

/** What tests look up past the pages: what a link of an incident points at; null for none. */
export async function targetOf(tx: ReadTx, incident: string, reference: string): Promise<string | null> {
  const [row] = await tx.rows<{ target: string | null }>(sql`
    select target_id as target from incident_link
    where organisation_id = current_organisation() and incident_id = ${incident} and reference = ${reference}`);
  return row?.target ?? null;
}

/** Who was asked about an incident, in the order of stages and steps. */
export async function askedAbout(
  tx: ReadTx,
  incident: string,
): Promise<{ readonly target: string; readonly step: number; readonly role: string }[]> {
  return tx.rows(sql`
    select target, step, role from incident_escalation
    where organisation_id = current_organisation() and incident_id = ${incident} order by target, step`);
}
