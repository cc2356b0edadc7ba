import sql, { empty } from 'sql-template-tag';
import type { CommandTx } from '../../platform/commands/command.ts';
import type { ReadTx } from '../../platform/database/database.ts';
import { actorName } from '../../platform/ledger/moment-store.ts';
import type { StoredPack } from './domain/pack.ts';

/** The packs of a service, the latest 200 of them, the latest first. @param service its id @param number of one alone */
export async function packsOf(tx: ReadTx, service: string, number: number | null = null): Promise<StoredPack[]> {
  const rows = await tx.rows<Omit<StoredPack, 'made'> & { madeBy: string; madeAt: Date }>(sql`
    select p.id, p.made_seq as seq, p.number, p.as_at as "asAt", p.record, ${actorName('l.actor')} as "madeBy", l.at as "madeAt"
    from pack p
    join ledger_entry l on l.organisation_id = p.organisation_id and l.chain = 'changes' and l.seq = p.made_seq
    where p.organisation_id = current_organisation() and p.service_id = ${service}
      ${number === null ? empty : sql`and p.number = ${number}`}
    order by p.number desc limit 200`);
  return rows.map(({ madeBy, madeAt, ...pack }) => ({ ...pack, made: { by: madeBy, at: madeAt } }));
}

/** The number after the last one of a service. Behind the ledger's lock, nobody else gives it. */
export async function nextPack(tx: ReadTx, service: string): Promise<number> {
  const [row] = await tx.rows<{ next: number }>(sql`
    select coalesce(max(number), 0) + 1 as next from pack
    where organisation_id = current_organisation() and service_id = ${service}`);
  return row?.next ?? 1;
}

export function putPack(
  tx: CommandTx,
  { id, service, number, asAt, record }: Omit<StoredPack, 'seq' | 'made'> & { readonly service: string },
): void {
  tx.send(sql`
    insert into pack (organisation_id, id, made_seq, service_id, number, as_at, record)
    values (${tx.organisation}, ${id}, ${tx.seq}, ${service}, ${number}, ${asAt}, ${JSON.stringify(record)}::jsonb)`);
}
