import sql, { raw } from 'sql-template-tag';
import { NHS_SCHEME } from '../../src/features/schemes/domain.ts';
import type { CommandTx } from '../../src/platform/commands/command.ts';
import { FOREVER, type ReadTx } from '../../src/platform/database/database.ts';

/** Written out, as the product does: the planner uses the indexes of what is current only where it sees that number. */
const NOW = raw(`to_seq = ${FOREVER}`);

/** The table of the floor: what any transaction under row-level security costs. */
export const FLOOR_TABLE = `
  create table bench_row (organisation_id uuid not null, id uuid not null, body text not null, primary key (organisation_id, id));
  call protect('bench_row');
  create table bench_plain (id uuid primary key, body text not null);
  grant insert on bench_plain to public;`;

export async function insertRow(tx: ReadTx, id: string): Promise<void> {
  tx.send(sql`insert into bench_row (organisation_id, id, body) values (${tx.organisation}, ${id}, 'A row.')`);
}

/** A log with so many hazards of three controls each, as plain rows; whoever calls touches the log's subjects. */
export async function insertLog(
  tx: CommandTx,
  { service, log, hazards }: { service: string; log: string; hazards: number },
): Promise<string[]> {
  await tx.rows(sql`
    insert into hazard_log (organisation_id, id, from_seq, service_id, number, title, scheme, sources, retired)
    values (${tx.organisation}, ${log}, ${tx.seq}, ${service}, 1, 'Log', ${JSON.stringify(NHS_SCHEME)}, '[]', false)`);
  tx.touch({ kind: 'hazard-log', id: log });
  const controls: string[] = [];
  const rows = Array.from({ length: hazards }, (_one, index) => {
    const id = tx.newId();
    tx.touch({ kind: 'hazard', id });
    return { id, number: index + 1, name: tx.text(`Hazard ${index + 1}: something goes wrong here`) };
  });
  await tx.rows(sql`
    insert into hazard (organisation_id, id, from_seq, service_id, log_id, number, name_id, effect_ids, harm_ids, status, retired)
    select ${tx.organisation}, r.id, ${tx.seq}, ${service}, ${log}, r.number, r.name, '{}', '{}', 'open', false
    from json_to_recordset(${JSON.stringify(rows)}::json) as r (id uuid, number int, name uuid)`);
  await tx.rows(sql`
    insert into hazard_rating (organisation_id, hazard_id, phase, from_seq, severity, likelihood, level, giver, given_at)
    select ${tx.organisation}, r.id, p.phase, ${tx.seq}, 'Major', 'Low', '3', 'bench', ${tx.at}
    from json_to_recordset(${JSON.stringify(rows)}::json) as r (id uuid) cross join (values ('initial'), ('residual')) as p (phase)`);
  const links = rows.flatMap((row, index) =>
    [0, 1, 2].map((position) => {
      const id = tx.newId();
      controls.push(id);
      tx.touch({ kind: 'control', id });
      const number = index * 3 + position + 1;
      return { id, hazard: row.id, number, position, text: tx.text(`Control ${number}: two people look at it`) };
    }),
  );
  await tx.rows(sql`
    insert into control (organisation_id, id, from_seq, service_id, number, text_id, type, state, retired)
    select ${tx.organisation}, r.id, ${tx.seq}, ${service}, r.number, r.text, 'design', 'in place', false
    from json_to_recordset(${JSON.stringify(links)}::json) as r (id uuid, number int, text uuid)`);
  await tx.rows(sql`
    insert into hazard_control (organisation_id, hazard_id, control_id, from_seq, position, cause_ids)
    select ${tx.organisation}, r.hazard, r.id, ${tx.seq}, r.position, '{}'
    from json_to_recordset(${JSON.stringify(links)}::json) as r (id uuid, hazard uuid, position int)`);
  return controls;
}

/** A control that no hazard names. */
export async function insertControl(tx: CommandTx, service: string, number: number): Promise<string> {
  const id = tx.newId();
  await tx.rows(sql`
    insert into control (organisation_id, id, from_seq, service_id, number, text_id, type, state, retired)
    values (${tx.organisation}, ${id}, ${tx.seq}, ${service}, ${number}, ${tx.text('A control')}::uuid, 'design', 'in place', false)`);
  tx.touch({ kind: 'control', id });
  return id;
}

/** A control as an editor needs it: its version and its words. */
export async function readControl(tx: ReadTx, id: string): Promise<{ version: number; text: string } | null> {
  const [row] = await tx.rows<{ version: number; text: string }>(sql`
    select c.from_seq as version, t.body as text
    from control c join text_value t on t.organisation_id = c.organisation_id and t.id = c.text_id
    where c.organisation_id = current_organisation() and c.id = ${id} and c.${NOW}`);
  return row ?? null;
}

/** Ends the version of a control and begins one with another text. */
export function changeText(tx: CommandTx, id: string, text: string): void {
  tx.send(sql`
    with old as (
      update control set to_seq = ${tx.seq}
      where organisation_id = current_organisation() and id = ${id} and ${NOW} returning *
    )
    insert into control (organisation_id, id, from_seq, service_id, number, text_id, existing, type, owner, party, state,
      stated_state, evidence_id, action_id, action_status, place, retired)
    select organisation_id, id, ${tx.seq}, service_id, number, ${tx.text(text)}::uuid, existing, type, owner, party, state,
      stated_state, evidence_id, action_id, action_status, place, retired
    from old`);
  tx.touch({ kind: 'control', id });
}

/** The organisation's name, and its version. */
export async function readName(tx: ReadTx): Promise<{ version: number; name: string } | null> {
  const [row] = await tx.rows<{ version: number; name: string }>(sql`
    select from_seq as version, name from organisation
    where organisation_id = current_organisation() and ${NOW}`);
  return row ?? null;
}

export function beginName(tx: CommandTx, name: string): void {
  tx.send(sql`
    insert into organisation (organisation_id, from_seq, name) values (${tx.organisation}, ${tx.seq}, ${name})`);
}

/** Ends the version of the organisation and begins one with another name. */
export function changeName(tx: CommandTx, name: string): void {
  tx.send(sql`
    with old as (
      update organisation set to_seq = ${tx.seq} where organisation_id = current_organisation() and ${NOW}
      returning organisation_id
    )
    insert into organisation (organisation_id, from_seq, name) select organisation_id, ${tx.seq}, ${name} from old`);
}
