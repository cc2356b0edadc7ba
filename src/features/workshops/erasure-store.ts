import sql, { raw, type Sql } from 'sql-template-tag';
import type { CommandTx } from '../../platform/commands/command.ts';
import type { ReadTx } from '../../platform/database/database.ts';
import type { ErasableField } from './domain.ts';

/*
 * Lawful erasure of a text of a workshop: it goes in every version of its field, and so from all minutes.
 */

/** The texts that a field has, or had in an earlier version; those that are erased already are left out. */
export async function textsOfField(tx: ReadTx, workshop: string, field: ErasableField): Promise<string[]> {
  const rows = await tx.rows<{ id: string }>(sql`
    select distinct t.id from (${pointers(workshop, field)}) as f (id)
    join text_value t on t.organisation_id = current_organisation() and t.id = f.id
    where t.erased_seq is null`);
  return rows.map(({ id }) => id);
}

function pointers(workshop: string, field: ErasableField): Sql {
  const ofWorkshop = sql`organisation_id = current_organisation() and workshop_id = ${workshop}`;
  switch (field.kind) {
    case 'guest':
      return sql`select guest_id from workshop_attendee where ${ofWorkshop} and id = ${field.id}`;
    case 'said':
      return sql`select text_id from workshop_note where ${ofWorkshop} and sort = 'said' and prompt = ${field.prompt}`;
    case 'decision':
      return sql`select text_id from workshop_note where ${ofWorkshop} and sort = 'decision' and number = ${field.number}`;
    case 'draft':
      return sql`select ${raw(`${field.column}_id`)} from workshop_draft where ${ofWorkshop} and number = ${field.number}`;
    default:
      return sql`select ${raw(`${field.column}_id`)} from workshop where organisation_id = current_organisation() and id = ${workshop}`;
  }
}

/** @returns how many texts were erased */
export async function eraseTexts(tx: CommandTx, workshop: string, texts: readonly string[]): Promise<number> {
  const erased = await tx.rows<{ erased: boolean }>(sql`
    select erase_text(t.id, ${tx.seq}) as erased from unnest(${texts}::uuid[]) as t (id)`);
  tx.touch({ kind: 'workshop', id: workshop });
  return erased.filter((row) => row.erased).length;
}
