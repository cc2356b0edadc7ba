import sql from 'sql-template-tag';
import type { ReadTx } from '../database/database.ts';
import type { Decision, Reason, Way } from './safe-contact.ts';

/** A mail that was not sent yet. */
export interface KeptMail {
  readonly id: string;
  /** Null where it is sealed. */
  readonly address: string | null;
  /** Where it goes to, sealed; null where its address may be read. */
  readonly sealed: Buffer | null;
  readonly template: string;
  /** Where it leads to; '' where the mail is not to say. */
  readonly path: string;
  readonly createdAt: Date;
  /** It may go from then on; null for at once. */
  readonly notBefore: Date | null;
  /** It may not go any more from then on; null for no end. */
  readonly notAfter: Date | null;
  /** Why it is not sent any more. */
  readonly refused: string | null;
}

export async function addMail(
  tx: ReadTx,
  mail: Omit<KeptMail, 'refused'> & { readonly person: string },
): Promise<void> {
  await tx.rows(sql`
    insert into mail_outbox (organisation_id, id, person_id, address, sealed, template, path, created_at, not_before,
      not_after)
    values (${tx.organisation}, ${mail.id}, ${mail.person}, ${mail.address}, ${mail.sealed}, ${mail.template},
      ${mail.path}, ${mail.createdAt}, ${mail.notBefore}, ${mail.notAfter})`);
}

const KEPT = sql`
  select id, address, sealed, template, path, created_at as "createdAt", not_before as "notBefore", not_after as "notAfter",
    refused
  from mail_outbox`;

/** A mail that is still to be sent; null where it was sent, given up or taken back. */
export async function mailToSend(tx: ReadTx, id: string): Promise<KeptMail | null> {
  const [row] = await tx.rows<KeptMail>(sql`
    ${KEPT} where organisation_id = current_organisation() and id = ${id} and refused is null`);
  return row ?? null;
}

export async function removeMail(tx: ReadTx, id: string): Promise<void> {
  await tx.rows(sql`delete from mail_outbox where organisation_id = current_organisation() and id = ${id}`);
}

/** Takes back all that waits to go to somebody. */
export async function withdrawMails(tx: ReadTx, person: string): Promise<void> {
  await tx.rows(sql`delete from mail_outbox where organisation_id = current_organisation() and person_id = ${person}`);
}

export async function giveUpMail(tx: ReadTx, id: string, code: string): Promise<void> {
  await tx.rows(sql`
    update mail_outbox set refused = ${code} where organisation_id = current_organisation() and id = ${id}`);
}

/** The latest mails of the organisation that were not sent; those that say nothing of what they are about are shown to nobody. */
export async function latestMails(tx: ReadTx, limit: number): Promise<KeptMail[]> {
  return tx.rows<KeptMail>(sql`
    ${KEPT} where organisation_id = current_organisation() and path <> '' order by created_at desc, id desc limit ${limit}`);
}

/** What was decided of one message. */
export interface DecisionRow {
  readonly id: string;
  readonly at: Date;
  readonly template: string;
  readonly way: Way;
  readonly policy: string;
  readonly goes: Decision['goes'];
  readonly reason: Reason;
  readonly person: string;
}

export async function addDecision(tx: ReadTx, one: DecisionRow): Promise<void> {
  await tx.rows(sql`
    insert into mail_decision (organisation_id, id, at, template, way, policy, goes, reason, person_id)
    values (${tx.organisation}, ${one.id}, ${one.at}, ${one.template}, ${one.way}, ${one.policy}, ${one.goes},
      ${one.reason}, ${one.person})`);
}

/** How often the same was decided. */
export interface DecisionCount {
  readonly template: string;
  readonly way: Way;
  readonly goes: Decision['goes'];
  readonly reason: Reason;
  readonly count: number;
}

/**
 * How often what was decided since a time, of what happened `least` times at least. What says nothing but that there is a message is
 * not among it: it goes to those who look after what is sealed, and whoever counts it counts what came in there.
 */
export async function decisionCounts(tx: ReadTx, since: Date, least: number): Promise<DecisionCount[]> {
  return tx.rows<DecisionCount>(sql`
    select template, way, goes, reason, count(*) as count from mail_decision
    where organisation_id = current_organisation() and at >= ${since} and policy <> 'discreet'
    group by template, way, goes, reason having count(*) >= ${least}
    order by template, way, goes, reason`);
}
