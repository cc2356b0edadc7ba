import sql, { raw, type Sql } from 'sql-template-tag';
import type { CommandTx } from '../../platform/commands/command.ts';
import type { ReadTx } from '../../platform/database/database.ts';
import { standsNow } from '../../platform/ledger/moment-store.ts';
import type { ErasableField, TextField } from './domain/erasure.ts';

/*
 * Lawful erasure of a text: it goes in every version of its field, and wherever else the same text is pointed at.
 */

const COLUMNS: Readonly<Record<TextField, string>> = {
  name: 'name_id',
  description: 'description_id',
  reason: 'standing_reason_id',
  notes: 'notes_id',
  evidence: 'evidence_id',
  extra: 'extra_id',
};

/** The texts that a field of a hazard has, or had in an earlier version; those that are erased already are left out. */
export async function textsOfField(
  tx: ReadTx,
  service: string,
  hazard: string,
  field: ErasableField,
): Promise<string[]> {
  const rows = await tx.rows<{ id: string }>(sql`
    select distinct t.id from (${pointers(service, hazard, field)}) as f (id)
    join text_value t on t.organisation_id = current_organisation() and t.id = f.id
    where t.erased_seq is null`);
  return rows.map((row) => row.id);
}

function pointers(service: string, hazard: string, field: ErasableField): Sql {
  const ofHazard = sql`organisation_id = current_organisation() and hazard_id = ${hazard}`;
  if (field.kind === 'justification')
    return sql`select justification_id from hazard_rating where ${ofHazard} and phase = ${field.phase}`;
  if (field.kind === 'cause') {
    return sql`
      select text_id from hazard_cause where ${ofHazard} and id = (
        select c.id from hazard_cause c
        where c.organisation_id = current_organisation() and c.hazard_id = ${hazard} and ${standsNow('c')}
        order by c.position, c.id limit 1 offset ${field.position - 1})`;
  }
  if (field.kind === 'control') {
    const column = raw({ text: 'text_id', evidence: 'evidence_id', action: 'action_id' }[field.column]);
    return sql`
      select k.${column} from control k
      where k.organisation_id = current_organisation() and k.service_id = ${service} and k.number = ${field.number}
        and k.id in (select control_id from hazard_control where ${ofHazard})`;
  }
  const column = field.kind === 'hazard' ? raw(COLUMNS[field.column]) : null;
  const value = column ?? sql`${raw(field.kind === 'effect' ? 'effect_ids' : 'harm_ids')}[${positionOf(field)}]`;
  return sql`select ${value} from hazard where organisation_id = current_organisation() and id = ${hazard}`;
}

function positionOf(field: ErasableField): number {
  return 'position' in field ? field.position : 1;
}

/** Erases texts, and says of every hazard and control that points at one of them now that it stands otherwise. */
export async function eraseTexts(tx: CommandTx, service: string, texts: readonly string[]): Promise<number> {
  const [users, erased] = await Promise.all([
    tx.rows<{ kind: string; id: string }>(sql`
      with here as (
        select h.* from hazard h
        where h.organisation_id = current_organisation() and h.service_id = ${service} and ${standsNow('h')}
      )
      select 'hazard' as kind, h.id from here h
      where array[h.name_id, h.description_id, h.standing_reason_id, h.notes_id, h.evidence_id, h.extra_id]
        || h.effect_ids || h.harm_ids && ${texts}::uuid[]
      union
      select 'hazard', c.hazard_id from here h
      join hazard_cause c on c.organisation_id = h.organisation_id and c.hazard_id = h.id and ${standsNow('c')}
      where c.text_id = any(${texts}::uuid[])
      union
      select 'hazard', r.hazard_id from here h
      join hazard_rating r on r.organisation_id = h.organisation_id and r.hazard_id = h.id and ${standsNow('r')}
      where r.justification_id = any(${texts}::uuid[])
      union
      select 'control', k.id from control k
      where k.organisation_id = current_organisation() and k.service_id = ${service} and ${standsNow('k')}
        and array[k.text_id, k.evidence_id, k.action_id] && ${texts}::uuid[]`),
    tx.rows<{ erased: boolean }>(sql`
      select erase_text(t.id, ${tx.seq}) as erased from unnest(${texts}::uuid[]) as t (id)`),
  ]);
  for (const user of users) tx.touch(user);
  return erased.filter((row) => row.erased).length;
}
