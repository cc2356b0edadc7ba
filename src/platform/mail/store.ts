import sql from 'sql-template-tag';
import type { ReadTx } from '../database/database.ts';

/** A mail that was not sent yet. */
export interface KeptMail {
  readonly id: string;
  readonly address: string;
  readonly template: string;
  /** Where it leads to; '' where the mail is not to say. */
  readonly path: string;
  readonly createdAt: Date;
  /** Why it is not sent any more. */
  readonly refused: string | null;
}

export async function addMail(
  tx: ReadTx,
  mail: Omit<KeptMail, 'refused'> & { readonly person: string },
): Promise<void> {
  await tx.rows(sql`
    insert into mail_outbox (organisation_id, id, person_id, address, template, path, created_at)
    values (${tx.organisation}, ${mail.id}, ${mail.person}, ${mail.address}, ${mail.template}, ${mail.path},
      ${mail.createdAt})`);
}

/** A mail that is still to be sent; null where it was sent, or given up. */
export async function mailToSend(tx: ReadTx, id: string): Promise<KeptMail | null> {
  const [row] = await tx.rows<KeptMail>(sql`
    select id, address, template, path, created_at as "createdAt", refused from mail_outbox
    where organisation_id = current_organisation() and id = ${id} and refused is null`);
  return row ?? null;
}

export async function removeMail(tx: ReadTx, id: string): Promise<void> {
  await tx.rows(sql`delete from mail_outbox where organisation_id = current_organisation() and id = ${id}`);
}

export async function giveUpMail(tx: ReadTx, id: string, code: string): Promise<void> {
  await tx.rows(sql`
    update mail_outbox set refused = ${code} where organisation_id = current_organisation() and id = ${id}`);
}

/** The latest mails of the organisation that were not sent; those that say nothing of what they are about are shown to nobody. */
export async function latestMails(tx: ReadTx, limit: number): Promise<KeptMail[]> {
  return tx.rows<KeptMail>(sql`
    select id, address, template, path, created_at as "createdAt", refused from mail_outbox
    where organisation_id = current_organisation() and path <> '' order by created_at desc, id desc limit ${limit}`);
}
