import sql from 'sql-template-tag';
import type { ReadTx } from '../../platform/database/database.ts';
import { said, stands, type Moment } from '../../platform/ledger/moment-store.ts';
import type { Workshop } from './domain.ts';

/** A workshop as the file lists it, and when it came to be as it is. */
export type WorkshopFiled = Pick<Workshop, 'number' | 'kind' | 'title' | 'day' | 'state' | 'minutes'> & {
  readonly at: Date;
};

/** The workshops and meetings of a service at a moment, the latest first. One query. @param service its id */
export async function workshopsFiled(tx: ReadTx, service: string, moment: Moment): Promise<WorkshopFiled[]> {
  return tx.rows<WorkshopFiled>(sql`
    select w.number, w.kind, coalesce(${said('t')}, '') as title, w.day::text as day, w.state, w.minutes, l.at
    from workshop w
    join ledger_entry l on l.organisation_id = w.organisation_id and l.chain = 'changes' and l.seq = w.from_seq
    left join text_value t on t.organisation_id = w.organisation_id and t.id = w.title_id
    where w.organisation_id = current_organisation() and w.service_id = ${service} and ${stands('w', moment)}
    order by w.day desc, w.number desc`);
}
