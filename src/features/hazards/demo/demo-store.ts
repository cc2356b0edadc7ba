import sql, { raw } from 'sql-template-tag';
import type { ReadTx } from '../../../platform/database/database.ts';

/**
 * The number and the first version of what the demo first called so. A demo that was cut short is made again: what was
 * changed since is then changed from the very same version.
 */
export async function firstOf(
  tx: ReadTx,
  table: 'hazard' | 'control',
  text: string,
): Promise<{ readonly number: number; readonly version: number }> {
  const column = table === 'hazard' ? 'name_id' : 'text_id';
  const [row] = await tx.rows<{ number: number; version: number }>(sql`
    select r.number, r.from_seq as version from ${raw(table)} r
    join text_value t on t.organisation_id = r.organisation_id and t.id = r.${raw(column)} and t.body = ${text}
    where r.organisation_id = current_organisation() order by r.from_seq limit 1`);
  if (!row) throw new Error(`the demo has no ${table} of these words`);
  return row;
}

/** The entry that first confirmed ratings: whoever judges after it has seen them. */
export async function firstConfirmed(tx: ReadTx): Promise<number> {
  const [row] = await tx.rows<{ seq: number | null }>(sql`
    select min(confirmed_seq) as seq from hazard_rating where organisation_id = current_organisation()`);
  if (row?.seq == null) throw new Error('the demo has no rating that was confirmed');
  return row.seq;
}
