import sql from 'sql-template-tag';
import type { ReadTx } from '../../../platform/database/database.ts';
import { said, stands, type Moment } from '../../../platform/ledger/moment-store.ts';
import { elsewhere } from '../residual-store.ts';

/** What a control rests on: the titles of the questions that were accepted for it. */
export interface Resting {
  readonly number: number;
  /** The reference of the service that it belongs to, where that is another one. */
  readonly elsewhere: string | null;
  readonly titles: readonly string[];
}

/** What the controls of a log rest on at a moment. */
export async function restingOf(tx: ReadTx, service: string, log: string, moment: Moment): Promise<Resting[]> {
  return tx.rows<Resting>(sql`
    with used as (
      select distinct l.control_id as id from hazard h
      join hazard_control l on l.organisation_id = h.organisation_id and l.hazard_id = h.id and ${stands('l', moment)}
      where h.organisation_id = current_organisation() and h.service_id = ${service} and h.log_id = ${log}
        and ${stands('h', moment)} and not h.retired),
    accepted as (
      select distinct e.control_id as control, e.question_id as question from used u
      join control_evidence e on e.organisation_id = current_organisation() and e.control_id = u.id
        and e.state = 'accepted' and ${stands('e', moment)})
    select k.number, ${elsewhere('k', service)} as elsewhere, array_agg(${said('t')} order by q.number) as titles
    from accepted a
    join control k on k.organisation_id = current_organisation() and k.id = a.control and ${stands('k', moment)}
    join question q on q.organisation_id = current_organisation() and q.id = a.question and ${stands('q', moment)}
    join text_value t on t.organisation_id = current_organisation() and t.id = q.title_id
    group by k.id, k.number, k.organisation_id, k.service_id
    order by k.number`);
}
