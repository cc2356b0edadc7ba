import sql, { empty } from 'sql-template-tag';
import type { CommandTx } from '../../platform/commands/command.ts';
import type { ReadTx } from '../../platform/database/database.ts';
import type { Role } from '../../platform/commands/may.ts';
import { said, stands, standsNow, type Moment } from '../../platform/ledger/moment-store.ts';
import type { Targets } from './domain.ts';
import { NOW } from './store.ts';

/** How a service wants to be told, as it said. */
export interface StoredArrangements {
  readonly id: string;
  readonly service: string;
  readonly version: number;
  readonly acknowledges: Role;
  /** A role or a name, and how they are reached. */
  readonly outOfHours: string;
  readonly reached: string;
  readonly targets: Targets;
  readonly ladder: readonly Role[];
}

interface Row {
  readonly id: string;
  readonly service: string;
  readonly version: number;
  readonly acknowledges: Role;
  readonly outOfHours: string;
  readonly reached: string;
  readonly acknowledge: number;
  readonly triage: number;
  readonly safe: number;
  readonly close: number;
  readonly ladder: readonly Role[];
}

/** The arrangements of these services; all of the organisation, where `services` is null. One query. */
export async function arrangementsOf(
  tx: ReadTx,
  services: readonly string[] | null,
  moment: Moment = NOW,
): Promise<ReadonlyMap<string, StoredArrangements>> {
  const rows = await tx.rows<Row>(sql`
    select a.id, a.service_id as service, a.from_seq as version, a.acknowledges, coalesce(${said('o')}, '') as "outOfHours",
      coalesce(${said('r')}, '') as reached, a.acknowledge_within as acknowledge, a.triage_within as triage,
      a.safe_within as safe, a.close_within as close, a.ladder
    from incident_arrangements a
    left join text_value o on o.organisation_id = a.organisation_id and o.id = a.out_of_hours_id
    left join text_value r on r.organisation_id = a.organisation_id and r.id = a.reached_id
    where a.organisation_id = current_organisation() and ${stands('a', moment)}
      ${services === null ? empty : sql`and a.service_id = any(${services}::uuid[])`}`);
  return new Map(
    rows.map(({ acknowledge, triage, safe, close, ...row }) => [
      row.service,
      { ...row, targets: { acknowledge, triage, safe, close } },
    ]),
  );
}

export function putArrangements(tx: CommandTx, one: Omit<StoredArrangements, 'version'>): void {
  const { targets } = one;
  tx.send(sql`
    update incident_arrangements a set to_seq = ${tx.seq}
    where organisation_id = current_organisation() and id = ${one.id} and ${standsNow('a')}`);
  tx.send(sql`
    insert into incident_arrangements (organisation_id, id, from_seq, service_id, acknowledges, out_of_hours_id, reached_id,
      acknowledge_within, triage_within, safe_within, close_within, ladder)
    values (${tx.organisation}, ${one.id}, ${tx.seq}, ${one.service}, ${one.acknowledges}, ${tx.text(one.outOfHours)},
      ${tx.text(one.reached)}, ${targets.acknowledge}, ${targets.triage}, ${targets.safe}, ${targets.close},
      ${one.ladder}::text[])`);
}

/**
 * Those of these services whose log is kept here: from the first report or the first arrangements on, whatever became of a report.
 * One query.
 */
export async function logsKept(
  tx: ReadTx,
  services: readonly string[],
  moment: Moment = NOW,
): Promise<ReadonlySet<string>> {
  const rows = await tx.rows<{ id: string }>(sql`
    select s.id from unnest(${services}::uuid[]) as s (id)
    where exists (
        select from incident_arrangements a where a.organisation_id = current_organisation() and a.service_id = s.id
          and ${stands('a', moment)})
      or exists (
        select from incident i where i.organisation_id = current_organisation() and i.service_id = s.id
          and ${stands('i', moment)})`);
  return new Set(rows.map(({ id }) => id));
}
