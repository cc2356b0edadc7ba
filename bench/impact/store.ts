import sql, { raw } from 'sql-template-tag';
import type { CommandTx } from '../../src/platform/commands/command.ts';
import { FOREVER } from '../../src/platform/database/database.ts';

const NOW = raw(`to_seq = ${FOREVER}`);

/** A person gives every residual rating of the organisation, each relying on the controls of its hazard. */
export async function confirmAll(tx: CommandTx): Promise<void> {
  const rows = await tx.rows<{ id: string }>(sql`
    with ended as (
      update hazard_rating set to_seq = ${tx.seq}
      where organisation_id = current_organisation() and phase = 'residual' and ${NOW} returning *
    )
    insert into hazard_rating (organisation_id, hazard_id, phase, from_seq, severity, likelihood, level, giver, given_at,
      confirmed_seq, relies_on)
    select e.organisation_id, e.hazard_id, e.phase, ${tx.seq}, e.severity, e.likelihood, e.level, e.giver, ${tx.at}, ${tx.seq},
      array(select l.control_id from hazard_control l where l.organisation_id = e.organisation_id
        and l.hazard_id = e.hazard_id and l.${NOW})
    from ended e returning hazard_id as id`);
  for (const { id } of rows) {
    tx.touch({ kind: 'residual', id });
    tx.touch({ kind: 'hazard', id });
  }
}

/** Puts one control on the first hazards of the organisation, as a platform's would be. */
export async function shareAmong(tx: CommandTx, control: string, hazards: number): Promise<void> {
  const rows = await tx.rows<{ id: string }>(sql`
    insert into hazard_control (organisation_id, hazard_id, control_id, from_seq, position, cause_ids)
    select h.organisation_id, h.id, ${control}, ${tx.seq}, 9, '{}' from hazard h
    where h.organisation_id = current_organisation() and h.${NOW} order by h.number limit ${hazards}
    returning hazard_id as id`);
  for (const { id } of rows) tx.touch({ kind: 'hazard', id });
}
