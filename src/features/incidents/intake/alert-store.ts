import sql from 'sql-template-tag';
import type { CommandTx } from '../../../platform/commands/command.ts';
import type { ReadTx } from '../../../platform/database/database.ts';
import { standsNow } from '../../../platform/ledger/moment-store.ts';
import { incidentRef } from '../domain.ts';

/** How an alert stands. */
export interface KeptAlert {
  readonly id: string;
  /** SHA-256 of the one that the monitoring gives, in hex. */
  readonly fingerprint: string;
  readonly incident: string;
  readonly state: 'firing' | 'resolved';
  /** Its incident is closed or does not count: when it fires again, that is a new one. */
  readonly over: boolean;
}

/** Those of these alerts that came before. One query. @param service its id */
export async function alertsKept(
  tx: ReadTx,
  service: string,
  fingerprints: readonly string[],
): Promise<ReadonlyMap<string, KeptAlert>> {
  const rows = await tx.rows<KeptAlert>(sql`
    select a.id, a.fingerprint, a.incident_id as incident, a.state,
      (i.stage = 'closed' or i.voided_id is not null) as over
    from incident_alert a
    join incident i on i.organisation_id = a.organisation_id and i.id = a.incident_id and ${standsNow('i')}
    where a.organisation_id = current_organisation() and a.service_id = ${service}
      and a.fingerprint = any(${fingerprints}::text[]) and ${standsNow('a')}`);
  return new Map(rows.map((row) => [row.fingerprint, row]));
}

/** Writes how an alert stands now, new or changed: once in a command. @param service its id */
export function putAlert(tx: CommandTx, service: string, one: Omit<KeptAlert, 'over'>): void {
  tx.send(sql`
    update incident_alert a set to_seq = ${tx.seq}
    where a.organisation_id = current_organisation() and a.id = ${one.id} and ${standsNow('a')}`);
  tx.send(sql`
    insert into incident_alert (organisation_id, id, from_seq, service_id, incident_id, fingerprint, state)
    values (${tx.organisation}, ${one.id}, ${tx.seq}, ${service}, ${one.incident}, ${one.fingerprint}, ${one.state})`);
  tx.touch(incidentRef(one.incident));
}

/** How many incidents came from monitoring since a moment. @param service its id */
export async function recordedByMonitoring(tx: ReadTx, service: string, since: Date): Promise<number> {
  const [row] = await tx.rows<{ count: number }>(sql`
    select count(*)::int as count from incident_report r
    where r.organisation_id = current_organisation() and r.service_id = ${service} and r.channel = 'monitoring'
      and r.reported_at > ${since} and ${standsNow('r')}`);
  return row!.count;
}
