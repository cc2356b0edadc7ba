import sql from 'sql-template-tag';
import type { ReadTx } from '../../../platform/database/database.ts';
import { actorName, said, stands, type Moment } from '../../../platform/ledger/moment-store.ts';

/** A line of a journal, and whose it is. */
export interface LineOfLog {
  readonly incident: string;
  readonly text: string;
  readonly by: string;
  readonly at: Date;
}

/** The journals of these incidents, the first line of each first. One query, however many there are. */
export async function journalsOf(tx: ReadTx, incidents: readonly string[], moment: Moment): Promise<LineOfLog[]> {
  return tx.rows<LineOfLog>(sql`
    select j.incident_id as incident, coalesce(${said('t')}, '') as text, ${actorName('j.written_by')} as by, l.at
    from incident_journal j
    join ledger_entry l on l.organisation_id = j.organisation_id and l.chain = 'changes' and l.seq = j.from_seq
    left join text_value t on t.organisation_id = j.organisation_id and t.id = j.text_id
    where j.organisation_id = current_organisation() and j.incident_id = any(${incidents}::uuid[]) and ${stands('j', moment)}
    order by j.from_seq, j.id`);
}
