import sql from 'sql-template-tag';
import type { ReadTx } from '../database/database.ts';

/** Every organisation of the installation, by id. */
export async function organisationIds(tx: Pick<ReadTx, 'rows'>): Promise<string[]> {
  const rows = await tx.rows<{ id: string }>(sql`select organisation_id as id from all_organisations()`);
  return rows.map(({ id }) => id);
}

/** Takes away what the organisation of the transaction no longer needs: answers that were kept, mail that nobody took,
 * what was decided of messages long ago. */
export async function cleanOrganisation(tx: ReadTx, before: Date): Promise<void> {
  await tx.rows(sql`delete from idempotency where organisation_id = current_organisation() and at < ${before}`);
  await tx.rows(sql`delete from mail_outbox where organisation_id = current_organisation() and created_at < ${before}`);
  // A year of what was decided of messages is shown; nobody needs it for longer.
  await tx.rows(sql`
    delete from mail_decision
    where organisation_id = current_organisation() and at < ${before}::timestamptz - interval '365 days'`);
}
