import sql from 'sql-template-tag';
import type { CommandTx } from '../../platform/commands/command.ts';
import type { Role } from '../../platform/commands/may.ts';
import { FOREVER, type ReadTx } from '../../platform/database/database.ts';
import { standsNow } from '../../platform/ledger/moment-store.ts';
import type { GrantRow } from '../../platform/sessions/store.ts';
import type { Target } from './domain.ts';
import { incidentsWhere, NOW, type StoredIncident } from './store.ts';

/** Every incident of the organisation that is open, in services where work goes on. One query. */
export async function openIncidents(tx: ReadTx): Promise<StoredIncident[]> {
  return incidentsWhere(
    tx,
    NOW,
    sql`and i.stage <> 'closed' and i.voided_id is null and s.phase <> 'retired' order by i.reported_at, i.id`,
  );
}

/** How many steps of the ladder were asked about each overdue stage, by "incident target". One query. */
export async function stepsAsked(tx: ReadTx): Promise<ReadonlyMap<string, number>> {
  const rows = await tx.rows<{ key: string; steps: number }>(sql`
    select e.incident_id || ' ' || e.target as key, count(*)::int as steps from incident_escalation e
    where e.organisation_id = current_organisation() and ${standsNow('e')} group by 1`);
  return new Map(rows.map(({ key, steps }) => [key, steps]));
}

/** About what a role is asked: a stage of an incident, or a report to others that it owes: "duty:ICO-72H". */
export type Asked = Target | `duty:${string}`;

/** Keeps that a role was asked. */
export function putEscalation(
  tx: CommandTx,
  one: { readonly incident: string; readonly target: Asked; readonly step: number; readonly role: Role },
): void {
  tx.send(sql`
    insert into incident_escalation (organisation_id, id, from_seq, incident_id, target, step, role)
    values (${tx.organisation}, ${tx.newId()}, ${tx.seq}, ${one.incident}, ${one.target}, ${one.step}, ${one.role})`);
}

/** Somebody who belongs to the organisation, with what they were given and where mail reaches them. */
export interface Reachable {
  readonly id: string;
  readonly address: string | null;
  readonly grants: readonly GrantRow[];
}

export async function reachableMembers(tx: ReadTx): Promise<Reachable[]> {
  return tx.rows<Reachable>(sql`
    select p.id, p.email as address, m.grants
    from membership m join person p on p.id = m.person_id
    where m.organisation_id = current_organisation() and m.to_seq = ${FOREVER} order by p.id`);
}
