import sql, { empty } from 'sql-template-tag';
import { writtenOut } from '../../platform/database/written-out.ts';
import type { ReadTx } from '../../platform/database/database.ts';
import { said, standsNow } from '../../platform/ledger/moment-store.ts';
import type { Day } from '../../words/days.ts';
import type { Workshop } from './domain.ts';

/** A workshop that waits for something, as a desk shows it. */
export interface WaitingWorkshop extends Pick<Workshop, 'id' | 'number' | 'title' | 'day'> {
  readonly service: { readonly reference: string; readonly name: string };
  /** Drafts that wait for triage; 0 where its minutes are not closed. */
  readonly waiting: number;
  /** When it was written last. */
  readonly since: Date;
}

/**
 * Workshops that wait for somebody: closed ones with drafts that nobody decided on, and those that took place on or before a
 * day and whose minutes are not closed; of each at most so many, the longest first. One query.
 * @param services references; null for all of the organisation
 */
export async function waitingWorkshops(
  tx: ReadTx,
  services: readonly string[] | null,
  { before, limit }: { readonly before: Day; readonly limit: number },
): Promise<WaitingWorkshop[]> {
  const living = sql`join service s on s.organisation_id = w.organisation_id and s.id = w.service_id
    and ${standsNow('s')} and s.phase <> 'retired'
    ${services === null ? empty : sql`and s.reference = any(${services}::text[])`}`;
  return tx.rows<WaitingWorkshop>(sql`
    with drafts as (
      select w.id, d.waiting, w.from_seq as place
      from (
        select workshop_id, count(*)::int as waiting from workshop_draft d
        where d.organisation_id = current_organisation() and ${standsNow('d')} and d.state = 'waiting'
        group by workshop_id
      ) d
      join workshop w on w.organisation_id = current_organisation() and w.id = d.workshop_id and ${standsNow('w')} ${living}
      where w.state = 'closed'
      order by w.from_seq, w.id limit ${writtenOut(limit)}
    ), unclosed as (
      select w.id, 0 as waiting, w.from_seq as place from workshop w ${living}
      where w.organisation_id = current_organisation() and ${standsNow('w')} and w.state = 'open'
        and w.day <= ${before}::date
      order by w.day, w.id limit ${writtenOut(limit)}
    )
    select w.id, w.number, ${said('t')} as title, w.day::text as day, l.at as since, f.waiting,
      json_build_object('reference', s.reference, 'name', s.name) as service
    from (select * from drafts union all select * from unclosed) f
    join workshop w on w.organisation_id = current_organisation() and w.id = f.id and ${standsNow('w')} ${living}
    join ledger_entry l on l.organisation_id = w.organisation_id and l.chain = 'changes' and l.seq = w.from_seq
    left join text_value t on t.organisation_id = w.organisation_id and t.id = w.title_id
    order by f.waiting > 0, case when f.waiting > 0 then null else w.day end, f.place, w.id`);
}
