import type pg from 'pg';
import { genesis, hashOf, type Entry } from '../platform/ledger/chain.ts';

/** Gives one organisation the chain of another, hashed anew so that it is sound in itself: what a forger would do. */
export async function rewriteAs(owner: pg.Client, from: string, to: string): Promise<void> {
  const { rows } = await owner.query<Record<string, never>>(
    `select * from ledger_entry where organisation_id = $1 and chain = 'changes' order by seq`,
    [from],
  );
  let previousHash = genesis(to, 'changes');
  let last: { seq: number; at: Date } = { seq: 0, at: new Date(0) };
  for (const row of rows) {
    const entry: Entry = {
      organisation: to,
      chain: 'changes',
      seq: Number(row['seq']),
      at: row['at']!,
      actor: row['actor']!,
      command: row['command']!,
      subject: null,
      contentDigest: row['content_digest']!,
      reasons: row['reasons']!,
      previousHash,
    };
    const hash = hashOf(entry);
    await owner.query(
      `insert into ledger_entry (organisation_id, chain, seq, at, actor, command, content_digest, reasons, previous_hash, hash)
       values ($1, 'changes', $2, $3, $4, $5, $6, $7, $8, $9)`,
      [to, entry.seq, entry.at, entry.actor, entry.command, entry.contentDigest, entry.reasons, previousHash, hash],
    );
    previousHash = hash;
    last = entry;
  }
  await owner.query(
    `insert into ledger_content select $2, chain, seq, salt, content from ledger_content where organisation_id = $1 and chain = 'changes'`,
    [from, to],
  );
  await owner.query(
    `insert into ledger_head (organisation_id, chain, seq, at, hash) values ($1, 'changes', $2, $3, $4)`,
    [to, last.seq, last.at, previousHash],
  );
}
