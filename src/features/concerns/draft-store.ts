import sql from 'sql-template-tag';
import type { ReadTx } from '../../platform/database/database.ts';

/*
 * What is being written, between one page and the next, and how often words were guessed: in no ledger, and gone soon.
 */

/** What is kept of a draft: sealed; null where there is none, or it was not used for too long. @param since unused before is gone */
export async function draftOf(tx: ReadTx, id: string, since: Date): Promise<Buffer | null> {
  const [row] = await tx.rows<{ body: Buffer }>(sql`
    select body from concern_draft
    where organisation_id = current_organisation() and id = ${id} and touched_at > ${since}`);
  return row?.body ?? null;
}

/** The same, and nobody else changes it until the transaction is over. */
export async function draftToChange(tx: ReadTx, id: string, since: Date): Promise<Buffer | null> {
  const [row] = await tx.rows<{ body: Buffer }>(sql`
    select body from concern_draft
    where organisation_id = current_organisation() and id = ${id} and touched_at > ${since} for update`);
  return row?.body ?? null;
}

export function keepDraft(tx: ReadTx, id: string, body: Buffer, now: Date): void {
  tx.send(sql`
    insert into concern_draft as d (organisation_id, id, touched_at, body) values (${tx.organisation}, ${id}, ${now}, ${body})
    on conflict (organisation_id, id) do update set touched_at = ${now}, body = ${body}`);
}

/** It was used, though nothing was sent. */
export function touchDraft(tx: ReadTx, id: string, now: Date, since: Date): void {
  tx.send(sql`
    update concern_draft set touched_at = ${now}
    where organisation_id = current_organisation() and id = ${id} and touched_at > ${since}`);
}

export function forgetDraft(tx: ReadTx, id: string): void {
  tx.send(sql`delete from concern_draft where organisation_id = current_organisation() and id = ${id}`);
}

/** Those that nobody used since. */
export function forgetDraftsBefore(tx: ReadTx, since: Date): void {
  tx.send(sql`delete from concern_draft where organisation_id = current_organisation() and touched_at <= ${since}`);
}

/** Counts a try of words. @param over a count that began before is over @returns how many there were since it began, this one too */
export async function countTry(tx: ReadTx, reference: string, now: Date, over: Date): Promise<number> {
  const [row] = await tx.rows<{ tries: number }>(sql`
    insert into concern_try as t (organisation_id, reference, begun_at, tries)
    values (${tx.organisation}, ${reference}, ${now}, 1)
    on conflict (organisation_id, reference) do update set
      tries = case when t.begun_at <= ${over} then 1 else least(t.tries, 1000000) + 1 end,
      begun_at = case when t.begun_at <= ${over} then ${now} else t.begun_at end
    returning tries`);
  return row!.tries;
}

export function forgetTries(tx: ReadTx, reference: string): void {
  tx.send(sql`delete from concern_try where organisation_id = current_organisation() and reference = ${reference}`);
}
