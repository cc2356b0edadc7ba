import sql, { raw, type Sql } from 'sql-template-tag';
import type { CommandTx } from '../../platform/commands/command.ts';
import type { ReadTx } from '../../platform/database/database.ts';
import { standsNow } from '../../platform/ledger/moment-store.ts';
import type { ErasableField, TextField } from './domain/erasure.ts';

/*
 * Lawful erasure of a text: it goes in every version of its field, and wherever else the same text is pointed at.
 */

/** With the wording that counts, where what is shown is a correction of it: nothing of an erased text stays there. */
const COLUMNS: Readonly<Record<TextField, string>> = {
  name: 'unnest(array[name_id, counting_name_id])',
  description: 'unnest(array[description_id, counting_description_id])',
  reason: 'standing_reason_id',
  harmed: 'harmed_id',
  notes: 'notes_id',
  evidence: 'evidence_id',
  extra: 'extra_id',
  correction: 'wording_reason_id',
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
  if (field.kind === 'judgement')
    return sql`select text_id from hazard_judgement where ${ofHazard} and kind = ${field.of}`;
  if (field.kind === 'cause') {
    return sql`
      select unnest(array[text_id, counting_text_id]) from hazard_cause where ${ofHazard} and id = (
        select c.id from hazard_cause c
        where c.organisation_id = current_organisation() and c.hazard_id = ${hazard} and ${standsNow('c')}
        order by c.position, c.id limit 1 offset ${field.position - 1})`;
  }
  if (field.kind === 'control') {
    const columns = {
      text: 'unnest(array[k.text_id, k.counting_text_id])',
      evidence: 'k.evidence_id',
      action: 'k.action_id',
      correction: 'k.wording_reason_id',
      checked: 'k.new_hazards_note_id',
    };
    return sql`
      select ${raw(columns[field.column])} from control k
      where k.organisation_id = current_organisation() and k.service_id = ${service} and k.number = ${field.number}
        and k.id in (select control_id from hazard_control where ${ofHazard})`;
  }
  if (field.kind === 'challenge') {
    const of =
      field.control === null
        ? sql`c.kind = 'hazard' and c.subject_id = ${hazard}`
        : sql`c.kind = 'control' and c.subject_id in (
            select k.id from control k
            where k.organisation_id = current_organisation() and k.service_id = ${service} and k.number = ${field.control}
              and k.id in (select control_id from hazard_control where ${ofHazard}))`;
    return sql`
      select ${raw({ words: 'c.said_id', answer: 'c.answer_id' }[field.column])} from hazard_challenge c
      where c.organisation_id = current_organisation() and c.source = ${field.source} and ${of}`;
  }
  const column = field.kind === 'hazard' ? raw(COLUMNS[field.column]) : null;
  const at = (name: string) => sql`${raw(name)}[${positionOf(field)}]`;
  const listed = (kind: 'effect' | 'harm') => sql`unnest(array[${at(`${kind}_ids`)}, ${at(`counting_${kind}_ids`)}])`;
  return sql`select ${column ?? listed(field.kind === 'effect' ? 'effect' : 'harm')} from hazard where organisation_id = current_organisation() and id = ${hazard}`;
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
      where (array[h.name_id, h.description_id, h.standing_reason_id, h.notes_id, h.evidence_id, h.extra_id,
          h.harmed_id, h.counting_name_id, h.counting_description_id]
        || h.effect_ids || h.harm_ids || h.counting_effect_ids || h.counting_harm_ids) && ${texts}::uuid[]
      union
      select 'hazard', c.hazard_id from here h
      join hazard_cause c on c.organisation_id = h.organisation_id and c.hazard_id = h.id and ${standsNow('c')}
      where array[c.text_id, c.counting_text_id] && ${texts}::uuid[]
      union
      select 'hazard', r.hazard_id from here h
      join hazard_rating r on r.organisation_id = h.organisation_id and r.hazard_id = h.id and ${standsNow('r')}
      where r.justification_id = any(${texts}::uuid[])
      union
      select 'hazard', u.hazard_id from here h
      join hazard_judgement u on u.organisation_id = h.organisation_id and u.hazard_id = h.id and ${standsNow('u')}
      where u.text_id = any(${texts}::uuid[])
      union
      select 'control', k.id from control k
      where k.organisation_id = current_organisation() and k.service_id = ${service} and ${standsNow('k')}
        and array[k.text_id, k.counting_text_id, k.evidence_id, k.action_id, k.new_hazards_note_id] && ${texts}::uuid[]`),
    tx.rows<{ erased: boolean }>(sql`
      select erase_text(t.id, ${tx.seq}) as erased from unnest(${texts}::uuid[]) as t (id)`),
  ]);
  for (const user of users) tx.touch(user);
  return erased.filter((row) => row.erased).length;
}
