import sql from 'sql-template-tag';
import type { CommandTx } from '../../platform/commands/command.ts';
import { labelOf } from '../../platform/commands/may.ts';
import type { ReadTx } from '../../platform/database/database.ts';
import { actorName, said, stands, standsNow, type Moment } from '../../platform/ledger/moment-store.ts';
import type { Day } from '../../words/days.ts';
import type { UsageSaid } from './domain/rates.ts';

/** How much a service is used, as it was said, in the order of the days. @param service its id */
export async function usageOf(tx: ReadTx, service: string, moment: Moment): Promise<readonly UsageSaid[]> {
  return tx.rows<UsageSaid>(sql`
    select u.since::text as since, u.unit, u.per_month as "perMonth", ${said('t')} as source, ${actorName('u.said_by')} as by
    from incident_usage u
    left join text_value t on t.organisation_id = u.organisation_id and t.id = u.source_id
    where u.organisation_id = current_organisation() and u.service_id = ${service} and ${stands('u', moment)}
    order by u.since`);
}

/** Says how much a service is used from a day on. What was said for that day before gives way to it. */
export function putUsage(tx: CommandTx, service: string, one: Omit<UsageSaid, 'by'>): void {
  tx.send(sql`
    update incident_usage u set to_seq = ${tx.seq}
    where u.organisation_id = current_organisation() and u.service_id = ${service} and u.since = ${one.since}
      and ${standsNow('u')}`);
  tx.send(sql`
    insert into incident_usage (organisation_id, service_id, since, from_seq, unit, per_month, source_id, said_by)
    values (${tx.organisation}, ${service}, ${one.since}, ${tx.seq}, ${one.unit}, ${one.perMonth},
      ${tx.text(one.source)}::uuid, ${labelOf(tx.actor)})`);
}

/** When each incident happened that realised a hazard: the day, or the one on which it was reported. @param hazard its id */
export async function realisedOn(tx: ReadTx, hazard: string, moment: Moment): Promise<readonly Day[]> {
  const rows = await tx.rows<{ day: Day }>(sql`
    select coalesce(i.occurred_on, (i.reported_at at time zone 'Europe/London')::date)::text as day
    from incident_link k
    join incident i on i.organisation_id = k.organisation_id and i.id = k.incident_id and ${stands('i', moment)}
      and i.voided_id is null and i.sort <> 'good care'
    where k.organisation_id = current_organisation() and k.kind = 'hazard' and k.target_id = ${hazard}
      and k.sense = 'realises' and ${stands('k', moment)}
    order by day`);
  return rows.map(({ day }) => day);
}
