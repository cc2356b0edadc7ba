import sql from 'sql-template-tag';
import type { CommandTx } from '../../platform/commands/command.ts';
import type { ReadTx } from '../../platform/database/database.ts';
import { LOOK_UP_LASTS } from './domain.ts';

/** For how many months a look-up counts at most: as the organisation says, or as Primum has it. */
export async function lookUpMonths(tx: ReadTx): Promise<number> {
  const [row] = await tx.rows<{ months: number }>(sql`
    select months from look_up_limit where organisation_id = current_organisation() and to_seq = 9007199254740991`);
  return row?.months ?? LOOK_UP_LASTS;
}

export async function putLookUpMonths(tx: CommandTx, months: number): Promise<void> {
  await tx.rows(sql`
    update look_up_limit set to_seq = ${tx.seq}
    where organisation_id = current_organisation() and to_seq = 9007199254740991`);
  await tx.rows(sql`
    insert into look_up_limit (organisation_id, from_seq, months) values (${tx.organisation}, ${tx.seq}, ${months})`);
}
