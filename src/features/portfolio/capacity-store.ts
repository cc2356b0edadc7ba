import sql from 'sql-template-tag';
import type { CommandTx } from '../../platform/commands/command.ts';
import type { ReadTx } from '../../platform/database/database.ts';
import { isId } from '../../platform/ids.ts';
import { stands, standsNow, type Moment } from '../../platform/ledger/moment-store.ts';

/** How much of a whole-time equivalent these people have, in hundredths, as it was said at a moment; who is not there is not known. */
export async function capacitiesOf(
  tx: ReadTx,
  people: readonly string[],
  moment: Moment,
): Promise<ReadonlyMap<string, number>> {
  const rows = await tx.rows<{ person: string; hundredths: number }>(sql`
    select c.person_id as person, c.hundredths from officer_capacity c
    where c.organisation_id = current_organisation() and c.person_id = any(${people}::uuid[])
      and c.hundredths is not null and ${stands('c', moment)}`);
  return new Map(rows.map(({ person, hundredths }) => [person, hundredths]));
}

/** Says how much somebody has; null for not known. */
export async function putCapacity(tx: CommandTx, person: string, hundredths: number | null): Promise<void> {
  tx.send(sql`
    update officer_capacity c set to_seq = ${tx.seq}
    where c.organisation_id = current_organisation() and c.person_id = ${person} and ${standsNow('c')}`);
  await tx.rows(sql`
    insert into officer_capacity (organisation_id, person_id, from_seq, hundredths)
    values (${tx.organisation}, ${person}, ${tx.seq}, ${hundredths})`);
}

/** What somebody is called who accepted to be clinical safety officer, or deputy, of something here; null for anybody else. */
export async function officerNamed(tx: ReadTx, person: string): Promise<string | null> {
  if (!isId(person)) return null;
  const [row] = await tx.rows<{ name: string }>(sql`
    select p.name from person p
    where p.id = ${person} and exists (
      select from nomination n
      where n.organisation_id = current_organisation() and n.person_id = p.id and ${standsNow('n')}
        and n.state = 'accepted')`);
  return row?.name ?? null;
}
