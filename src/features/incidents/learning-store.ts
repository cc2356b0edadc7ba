import sql, { type Sql } from 'sql-template-tag';
import type { CommandTx } from '../../platform/commands/command.ts';
import { labelOf } from '../../platform/commands/may.ts';
import type { ReadTx } from '../../platform/database/database.ts';
import { actorName, said, standsNow } from '../../platform/ledger/moment-store.ts';
import { incidentRef } from './domain.ts';
import type { Learning, LearningState } from './domain/learning.ts';

/*
 * What was learned from incidents.
 */

export interface StoredLearning extends Learning {
  readonly incident: string;
  readonly version: number;
}

/** What was learned from an incident; null where nobody wrote it. */
export async function learningOf(tx: ReadTx, incident: string): Promise<StoredLearning | null> {
  return (await learnings(tx, sql`g.incident_id = ${incident}`))[0] ?? null;
}

/** What services share, the latest first, at most so many. @param services their ids */
export async function sharedLearnings(
  tx: ReadTx,
  services: readonly string[] | null,
  most: number,
): Promise<readonly StoredLearning[]> {
  const where = services === null ? sql`true` : sql`g.service_id = any(${services}::uuid[])`;
  return learnings(tx, sql`g.state = 'shared' and ${where} order by g.from_seq desc limit ${most}`);
}

function learnings(tx: ReadTx, which: Sql): Promise<StoredLearning[]> {
  return tx.rows<StoredLearning>(sql`
    select g.incident_id as incident, g.from_seq as version, v.reference as service, v.name as "serviceName",
      ${said('w')} as learned, ${said('f')} as "forWhom", ${actorName('g.written_by')} as by, g.state,
      case when g.reviewed_by is not null then ${actorName('g.reviewed_by')} end as "reviewedBy",
      coalesce(g.reviewed_by = g.written_by, false) as own, ${said('r')} as reason, e.at
    from incident_learning g
    join service v on v.organisation_id = g.organisation_id and v.id = g.service_id and ${standsNow('v')}
    join ledger_entry e on e.organisation_id = g.organisation_id and e.chain = 'changes' and e.seq = g.from_seq
    left join text_value w on w.organisation_id = g.organisation_id and w.id = g.learned_id
    left join text_value f on f.organisation_id = g.organisation_id and f.id = g.for_whom_id
    left join text_value r on r.organisation_id = g.organisation_id and r.id = g.reason_id
    where g.organisation_id = current_organisation() and ${standsNow('g')} and ${which}`);
}

/** Writes what was learned. What is shared is no longer, until somebody looks at the new words. */
export function putLearning(
  tx: CommandTx,
  one: { readonly incident: string; readonly service: string; readonly learned: string; readonly forWhom: string },
): void {
  tx.send(sql`
    update incident_learning g set to_seq = ${tx.seq}
    where g.organisation_id = current_organisation() and g.incident_id = ${one.incident} and ${standsNow('g')}`);
  tx.send(sql`
    insert into incident_learning (organisation_id, incident_id, from_seq, service_id, learned_id, for_whom_id, written_by,
      state)
    values (${tx.organisation}, ${one.incident}, ${tx.seq}, ${one.service}, ${tx.text(one.learned)}::uuid,
      ${tx.text(one.forWhom)}::uuid, ${labelOf(tx.actor)}, 'written')`);
  tx.touch(incidentRef(one.incident));
}

/** Shares what was written, or takes it back. */
export async function putLearningState(
  tx: CommandTx,
  incident: string,
  to: { readonly state: Exclude<LearningState, 'written'>; readonly reason: string | null },
): Promise<void> {
  await tx.rows(sql`
    with ended as (
      update incident_learning g set to_seq = ${tx.seq}
      where g.organisation_id = current_organisation() and g.incident_id = ${incident} and ${standsNow('g')}
      returning g.*
    )
    insert into incident_learning (organisation_id, incident_id, from_seq, service_id, learned_id, for_whom_id, written_by,
      state, reviewed_by, reason_id)
    select e.organisation_id, e.incident_id, ${tx.seq}, e.service_id, e.learned_id, e.for_whom_id, e.written_by,
      ${to.state}, ${labelOf(tx.actor)}, ${tx.text(to.reason)}::uuid
    from ended e`);
  tx.touch(incidentRef(incident));
}
