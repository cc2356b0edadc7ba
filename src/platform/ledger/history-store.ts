import sql, { empty } from 'sql-template-tag';
import type { ReadTx } from '../database/database.ts';
import { writtenOut } from '../database/written-out.ts';
import type { Ref } from '../subjects/kinds.ts';
import { actorName } from './moment-store.ts';

/** One thing that was done to a subject. */
export interface LedgerLine {
  readonly seq: number;
  readonly at: Date;
  /** A person's name, or what else acted. */
  readonly who: string;
  readonly command: string;
}

/** What was done to one subject, latest first. `before` pages on: the number of the last line that was shown. */
export async function ledgerOf(
  tx: ReadTx,
  ref: Ref,
  { limit, before = null }: { readonly limit: number; readonly before?: number | null },
): Promise<LedgerLine[]> {
  return tx.rows<LedgerLine>(sql`
    select e.seq, e.at, ${actorName('e.actor')} as who, e.command
    from ledger_entry e
    where e.organisation_id = current_organisation() and e.chain = 'changes' and e.subject_kind = ${ref.kind}
      and e.subject_id = ${ref.id} ${before === null ? empty : sql`and e.seq < ${before}`}
    order by e.seq desc limit ${writtenOut(limit)}`);
}
