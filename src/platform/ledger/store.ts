import { randomBytes } from 'node:crypto';
import sql from 'sql-template-tag';
import { canonical, type Json } from '../canonical.ts';
import type { ReadTx } from '../database/database.ts';
import { genesis, hashOf, saltedDigest, type ChainName, type Entry, type HashedEntry, type Head } from './chain.ts';
import type { Checkpoint } from './checkpoint.ts';
import type { Content, KeptText } from './verify.ts';

/**
 * Takes the one pen of an organisation's chain: until the transaction ends, nobody else writes there.
 * @returns null where the organisation has no such chain yet
 */
export async function lockHead(tx: ReadTx, chain: ChainName): Promise<Head | null> {
  // A lock of its own, and not one on the row: whoever waits is woken in turn, and finds the row as it was left.
  tx.send(sql`select pg_advisory_xact_lock(hashtextextended(${`${tx.organisation} ${chain}`}, 0))`);
  return headOf(tx, chain);
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
export function append(tx: ReadTx, previous: Head, fresh: NewEntry): void {
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
  tx.send(sql`
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
  // Time never runs back in a chain: the last by time is the last, and one step in the index finds it.
  const [row] = await tx.rows<{ seq: number }>(sql`
    select seq from ledger_entry
    where organisation_id = current_organisation() and chain = 'changes' and at <= ${at}
    order by at desc, seq desc limit 1`);
  return row?.seq ?? 0;
}

interface EntryRow {
  chain: ChainName;
  seq: number;
  at: Date;
  actor: string;
  command: string;
  subject_kind: string | null;
  subject_id: string | null;
  content_digest: Buffer;
  reasons: string;
  previous_hash: Buffer;
  hash: Buffer;
  salt: Buffer | null;
  content: string | null;
}

/** An entry with its content, which is null where it is not there. */
export interface StoredEntry {
  readonly entry: HashedEntry;
  readonly content: Content | null;
}

/** The next entries of a chain, with their contents. */
export async function entriesAfter(tx: ReadTx, chain: ChainName, seq: number, limit: number): Promise<StoredEntry[]> {
  const rows = await tx.rows<EntryRow>(sql`
    select e.*, c.salt, c.content
    from ledger_entry e
    left join ledger_content c on c.organisation_id = e.organisation_id and c.chain = e.chain and c.seq = e.seq
    where e.organisation_id = current_organisation() and e.chain = ${chain} and e.seq > ${seq}
    order by e.seq limit ${limit}`);
  return rows.map((row) => ({
    entry: {
      organisation: tx.organisation,
      chain: row.chain,
      seq: row.seq,
      at: row.at,
      actor: row.actor,
      command: row.command,
      subject:
        row.subject_kind !== null && row.subject_id !== null ? { kind: row.subject_kind, id: row.subject_id } : null,
      contentDigest: row.content_digest,
      reasons: row.reasons,
      previousHash: row.previous_hash,
      hash: row.hash,
    },
    content: row.salt !== null && row.content !== null ? { salt: row.salt, content: row.content } : null,
  }));
}

/** Where a chain says that it stands; null where it has not begun. */
export async function headOf(tx: ReadTx, chain: ChainName): Promise<Head | null> {
  const [head] = await tx.rows<Head>(sql`
    select seq, at, hash from ledger_head where organisation_id = current_organisation() and chain = ${chain}`);
  return head ?? null;
}

/** The texts that these entries brought. */
export async function textsOf(tx: ReadTx, firstSeq: number, lastSeq: number): Promise<KeptText[]> {
  return tx.rows<KeptText>(sql`
    select id, seq, digest, salt, body, erased_seq as "erasedSeq" from text_value
    where organisation_id = current_organisation() and seq between ${firstSeq} and ${lastSeq}`);
}

/** What these entries of the changes say. */
export async function contentsOf(tx: ReadTx, seqs: readonly number[]): Promise<Map<number, string>> {
  const rows = await tx.rows<{ seq: number; content: string }>(sql`
    select seq, content from ledger_content
    where organisation_id = current_organisation() and chain = 'changes' and seq = any(${seqs}::bigint[])`);
  return new Map(rows.map((row) => [row.seq, row.content]));
}

/** Keeps a checkpoint that was given out. */
export function keepCheckpoint(tx: ReadTx, checkpoint: Checkpoint, at: Date, note: string): void {
  tx.send(sql`
    insert into checkpoint (organisation_id, chain, seq, hash, at, note)
    values (${tx.organisation}, ${checkpoint.chain}, ${checkpoint.seq}, ${checkpoint.hash}, ${at}, ${note})
    on conflict do nothing`);
}

/** The checkpoints that were given out, as notes. */
export async function checkpointsOf(tx: ReadTx): Promise<string[]> {
  const rows = await tx.rows<{ note: string }>(sql`
    select note from checkpoint where organisation_id = current_organisation() order by chain, seq`);
  return rows.map((row) => row.note);
}
