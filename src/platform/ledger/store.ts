import { randomBytes } from 'node:crypto';
import sql from 'sql-template-tag';
import { canonical, type Json } from '../canonical.ts';
import type { ReadTx } from '../database/database.ts';
import { genesis, hashOf, saltedDigest, type ChainName, type Entry, type Head } from './chain.ts';

/**
 * Takes the one pen of an organisation's chain: until the transaction ends, nobody else writes there.
 * @returns null where the organisation has no such chain yet
 */
export async function lockHead(tx: ReadTx, chain: ChainName): Promise<Head | null> {
  const [head] = await tx.rows<Head>(sql`
    select seq, at, hash from ledger_head where organisation_id = current_organisation() and chain = ${chain} for update`);
  return head ?? null;
}

/** Begins a chain. @throws where it has begun already */
export async function beginChain(tx: ReadTx, chain: ChainName, at: Date): Promise<Head> {
  const head = { seq: 0, at, hash: genesis(tx.organisation, chain) };
  await tx.rows(sql`
    insert into ledger_head (organisation_id, chain, seq, at, hash)
    values (${tx.organisation}, ${chain}, 0, ${at}, ${head.hash})`);
  return head;
}

export interface NewEntry {
  readonly chain: ChainName;
  readonly at: Date;
  readonly actor: string;
  readonly command: string;
  readonly subject: { readonly kind: string; readonly id: string } | null;
  /** What was done, without free text: texts stand in it as the ids of their one home. */
  readonly content: Json;
  readonly reasons: Json;
}

/** Writes the next entry and moves the head on, in one statement. */
export async function append(tx: ReadTx, previous: Head, fresh: NewEntry): Promise<void> {
  const salt = randomBytes(16);
  const content = canonical(fresh.content);
  const { chain, at, actor, command, subject } = fresh;
  const entry: Entry = {
    organisation: tx.organisation,
    chain,
    seq: previous.seq + 1,
    at,
    actor,
    command,
    subject,
    contentDigest: saltedDigest(salt, content),
    reasons: canonical(fresh.reasons),
    previousHash: previous.hash,
  };
  const hash = hashOf(entry);
  await tx.rows(sql`
    with entry as (
      insert into ledger_entry (organisation_id, chain, seq, at, actor, command, subject_kind, subject_id, content_digest,
        reasons, previous_hash, hash)
      values (${tx.organisation}, ${chain}, ${entry.seq}, ${at}, ${actor}, ${command}, ${subject?.kind ?? null},
        ${subject?.id ?? null}, ${entry.contentDigest}, ${entry.reasons}, ${previous.hash}, ${hash})
    ), content as (
      insert into ledger_content (organisation_id, chain, seq, salt, content)
      values (${tx.organisation}, ${chain}, ${entry.seq}, ${salt}, ${content})
    )
    update ledger_head set seq = ${entry.seq}, at = ${at}, hash = ${hash}
    where organisation_id = ${tx.organisation} and chain = ${chain}`);
}

/** The entry that was the last at a moment: what "as at 3 March" means. 0 where there was none yet. */
export async function seqAt(tx: ReadTx, at: Date): Promise<number> {
  const [row] = await tx.rows<{ seq: number | null }>(sql`
    select max(seq) as seq from ledger_entry
    where organisation_id = current_organisation() and chain = 'changes' and at <= ${at}`);
  return row?.seq ?? 0;
}
