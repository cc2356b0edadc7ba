import sql, { empty } from 'sql-template-tag';
import { writtenOut } from '../../platform/database/written-out.ts';
import type { ReadTx } from '../../platform/database/database.ts';
import { said, standsNow } from '../../platform/ledger/moment-store.ts';
import type { Day } from '../../words/days.ts';
import type { Workshop } from './domain.ts';

/** A workshop that waits for something, as a desk shows it. */
export interface WaitingWorkshop extends Pick<Workshop, 'id' | 'number' | 'title' | 'day'> {
  readonly service: { readonly reference: string; readonly name: string };
  /** Drafts that wait for triage. */
  readonly waiting: number;
  /** When its minutes were closed. */
  readonly since: Date;
}

const COLUMNS = sql`
  w.id, w.number, ${said('t')} as title, w.day::text as day, l.at as since,
  json_build_object('reference', s.reference, 'name', s.name) as service`;
const JOINED = sql`
  join service s on s.organisation_id = w.organisation_id and s.id = w.service_id and ${standsNow('s')}
  join ledger_entry l on l.organisation_id = w.organisation_id and l.chain = 'changes' and l.seq = w.from_seq
  left join text_value t on t.organisation_id = w.organisation_id and t.id = w.title_id`;

function inServices(services: readonly string[] | null) {
  return services === null ? empty : sql`and s.reference = any(${services}::text[])`;
}

/** Closed workshops with drafts that nobody decided on, the longest first. @param services references; null for all */
export async function draftsWaiting(
  tx: ReadTx,
  services: readonly string[] | null,
  limit: number,
): Promise<WaitingWorkshop[]> {
  return tx.rows<WaitingWorkshop>(sql`
    select ${COLUMNS}, d.waiting
    from (
      select workshop_id, count(*)::int as waiting from workshop_draft d
      where d.organisation_id = current_organisation() and ${standsNow('d')} and d.state = 'waiting'
      group by workshop_id
    ) d
    join workshop w on w.organisation_id = current_organisation() and w.id = d.workshop_id and ${standsNow('w')} ${JOINED}
    where w.state = 'closed' and s.phase <> 'retired' ${inServices(services)}
    order by w.from_seq, w.id limit ${writtenOut(limit)}`);
}

/** Workshops that took place on or before a day and whose minutes are not closed, the longest ago first. */
export async function unclosed(
  tx: ReadTx,
  services: readonly string[] | null,
  before: Day,
  limit: number,
): Promise<WaitingWorkshop[]> {
  return tx.rows<WaitingWorkshop>(sql`
    select ${COLUMNS}, 0 as waiting
    from workshop w ${JOINED}
    where w.organisation_id = current_organisation() and ${standsNow('w')} and w.state = 'open' and w.day <= ${before}::date
      and s.phase <> 'retired' ${inServices(services)}
    order by w.day, w.id limit ${writtenOut(limit)}`);
}
