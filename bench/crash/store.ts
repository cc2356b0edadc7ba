import sql from 'sql-template-tag';
import type { ReadTx } from '../../src/platform/database/database.ts';

/** The tokens that are there, with the entry that brought each; and how many commands are there by half. */
export async function countTokens(tx: ReadTx): Promise<{ tokens: Map<string, number>; halves: number }> {
  const rows = await tx.rows<{
    token: string | null;
    seq: number;
    entry: boolean;
    version: boolean;
    answer: boolean;
  }>(sql`
    select substring(t.body from 7) as token, coalesce(t.seq, e.seq) as seq, e.seq is not null as entry,
      exists (select from control c where c.organisation_id = t.organisation_id and c.text_id = t.id and c.from_seq = t.seq) as version,
      exists (select from idempotency i where i.organisation_id = t.organisation_id and i.key = substring(t.body from 7)
        and i.seq = t.seq) as answer
    from (select * from text_value where body like 'Token %') t
    full join (select * from ledger_entry where chain = 'changes' and command = 'editControl') e
      on e.organisation_id = t.organisation_id and e.seq = t.seq`);
  const whole = rows.filter((row) => row.token !== null && row.entry && row.version && row.answer);
  return { tokens: new Map(whole.map((row) => [row.token!, row.seq])), halves: rows.length - whole.length };
}
