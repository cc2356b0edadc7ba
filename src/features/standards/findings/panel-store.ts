import sql, { empty } from 'sql-template-tag';
import type { CommandTx } from '../../../platform/commands/command.ts';
import type { ReadTx } from '../../../platform/database/database.ts';
import { actorName, said, stands, standsNow, type Moment } from '../../../platform/ledger/moment-store.ts';
import type { Outcome, PanelAssessment, PanelPhase } from '../domain/findings.ts';

/* Assessments by a panel. */

/**
 * The assessments of services that were known at a moment, the latest first.
 * @param which.services their ids
 */
export async function panelsOf(
  tx: ReadTx,
  which: { readonly services: readonly string[]; readonly catalogue?: string; readonly number?: number },
  moment: Moment,
): Promise<PanelAssessment[]> {
  const rows = await tx.rows<Omit<PanelAssessment, 'recordedAt'> & { recordedAt: string }>(sql`
    select a.id, a.number, json_build_object('id', s.id, 'reference', s.reference, 'name', s.name) as service,
      a.catalogue, a.edition, a.held_on::text as on, a.phase, a.outcome, coalesce(${said('n')}, '') as notes,
      (select coalesce(json_agg(json_build_object('name', coalesce(${said('w')}, ''), 'part', coalesce(${said('p')}, ''))
          order by o.position), '[]')
        from unnest(a.name_ids, a.part_ids) with ordinality as o (name_id, part_id, position)
        left join text_value w on w.organisation_id = a.organisation_id and w.id = o.name_id
        left join text_value p on p.organisation_id = a.organisation_id and p.id = o.part_id) as panel,
      ${actorName('l.actor')} as "recordedBy", l.at as "recordedAt"
    from panel_assessment a
    join service s on s.organisation_id = a.organisation_id and s.id = a.service_id and ${standsNow('s')}
    join ledger_entry l on l.organisation_id = a.organisation_id and l.chain = 'changes' and l.seq = a.from_seq
    left join text_value n on n.organisation_id = a.organisation_id and n.id = a.notes_id
    where a.organisation_id = current_organisation() and ${stands('a', moment)} and a.service_id = any(${which.services}::uuid[])
      ${which.catalogue === undefined ? empty : sql`and a.catalogue = ${which.catalogue}`}
      ${which.number === undefined ? empty : sql`and a.number = ${which.number}`}
    order by a.held_on desc, a.number desc`);
  return rows.map((row) => ({ ...row, recordedAt: new Date(row.recordedAt) }));
}

/** The number after the last assessment of a service. Behind the ledger's lock, nobody else gives it. */
export async function nextPanel(tx: ReadTx, service: string): Promise<number> {
  const [row] = await tx.rows<{ next: number }>(sql`
    select coalesce(max(number), 0) + 1 as next from panel_assessment
    where organisation_id = current_organisation() and service_id = ${service}`);
  return row!.next;
}

/** What is written of an assessment. */
export interface NewPanel {
  readonly id: string;
  readonly number: number;
  readonly service: string;
  readonly catalogue: string;
  readonly edition: string;
  readonly on: string;
  readonly phase: PanelPhase;
  readonly outcome: Outcome;
  readonly panel: readonly { readonly name: string; readonly part: string }[];
  readonly notes: string;
}

export function putPanel(tx: CommandTx, one: NewPanel): void {
  tx.send(sql`
    insert into panel_assessment (organisation_id, id, from_seq, service_id, number, catalogue, edition, held_on, phase,
      outcome, name_ids, part_ids, notes_id)
    values (${tx.organisation}, ${one.id}, ${tx.seq}, ${one.service}, ${one.number}, ${one.catalogue}, ${one.edition},
      ${one.on}, ${one.phase}, ${one.outcome}, ${one.panel.map(({ name }) => tx.text(name))}::uuid[],
      ${one.panel.map(({ part }) => tx.text(part))}::uuid[], ${tx.text(one.notes === '' ? null : one.notes)})`);
}
