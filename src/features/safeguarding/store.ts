import sql, { empty } from 'sql-template-tag';
import type { CommandTx } from '../../platform/commands/command.ts';
import type { ReadTx } from '../../platform/database/database.ts';
import { writtenOut } from '../../platform/database/written-out.ts';
import { SEALED } from '../../platform/ledger/reads.ts';

export interface SealedRow {
  readonly drawer: string;
  readonly number: number;
  readonly sealed: Buffer;
}

/** What lies sealed, in its order; only of these drawers, where some are named. */
export async function sealedRows(tx: ReadTx, drawers: readonly string[] | null): Promise<SealedRow[]> {
  return tx.rows<SealedRow>(sql`
    select drawer_id as drawer, number, sealed from sealed_entry
    where organisation_id = current_organisation() ${drawers === null ? empty : sql`and drawer_id = any(${drawers}::uuid[])`}
    order by drawer_id, number`);
}

/** The number after the last entry of a drawer; until the transaction ends, nobody else gives one. */
export async function nextNumber(tx: CommandTx, drawer: string): Promise<number> {
  // Entries come on both chains of the ledger: its locks alone do not keep two apart.
  tx.send(sql`select pg_advisory_xact_lock(hashtextextended(${`${tx.organisation} sealed`}, 0))`);
  const [row] = await tx.rows<{ next: number }>(sql`
    select coalesce(max(number), 0) + 1 as next from sealed_entry
    where organisation_id = current_organisation() and drawer_id = ${drawer}`);
  return row!.next;
}

export function addSealed(tx: CommandTx, { drawer, number, sealed }: SealedRow): void {
  tx.send(sql`
    insert into sealed_entry (organisation_id, drawer_id, number, sealed)
    values (${tx.organisation}, ${drawer}, ${number}, ${sealed})`);
}

/** What the chain of reads keeps under the one name for what is sealed, the latest first: when, and what it says. */
export async function sealedReads(
  tx: ReadTx,
  since: Date,
  limit: number,
): Promise<{ readonly at: Date; readonly content: string }[]> {
  return tx.rows(sql`
    select e.at, c.content
    from ledger_entry e
    join ledger_content c on c.organisation_id = e.organisation_id and c.chain = e.chain and c.seq = e.seq
    where e.organisation_id = current_organisation() and e.chain = 'reads' and e.command = ${SEALED} and e.at >= ${since}
      and c.content <> '{}'
    order by e.seq desc limit ${writtenOut(limit)}`);
}

/** Where people can be written to; whoever gave no address is not among them. */
export async function addressesOf(
  tx: ReadTx,
  people: readonly string[],
): Promise<{ readonly person: string; readonly address: string }[]> {
  return tx.rows(sql`
    select id as person, email as address from person where id = any(${people}::uuid[]) and email is not null order by id`);
}

/** Which of these people were told since a time, in words that say nothing, as often as this. */
export async function toldOften(
  tx: ReadTx,
  people: readonly string[],
  since: Date,
  times: number,
): Promise<readonly string[]> {
  const rows = await tx.rows<{ person: string }>(sql`
    select person_id as person from mail_decision
    where organisation_id = current_organisation() and at >= ${since} and policy = 'discreet'
      and person_id = any(${people}::uuid[])
    group by person_id having count(*) >= ${times}`);
  return rows.map(({ person }) => person);
}
