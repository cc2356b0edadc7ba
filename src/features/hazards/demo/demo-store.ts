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

/** The controls of the organisation with the words that each had first. */
export async function firstControls(tx: ReadTx): Promise<{ readonly number: number; readonly text: string }[]> {
  return tx.rows(sql`
    select distinct on (k.id) k.number, t.body as text from control k
    join text_value t on t.organisation_id = k.organisation_id and t.id = k.text_id
    where k.organisation_id = current_organisation() order by k.id, k.from_seq`);
}

/** The first failure of the evidence of a number. */
export async function failureOf(tx: ReadTx, number: number): Promise<string> {
  const [row] = await tx.rows<{ id: string }>(sql`
    select o.id from observation o
    join question q on q.organisation_id = o.organisation_id and q.id = o.question_id and q.number = ${number}
    where o.organisation_id = current_organisation() and o.outcome = 'failed' order by o.seq, o.id limit 1`);
  if (!row) throw new Error('nothing of the demo fails there');
  return row.id;
}
