import sql, { empty } from 'sql-template-tag';
import type { CommandTx } from '../../platform/commands/command.ts';
import type { ReadTx } from '../../platform/database/database.ts';
import { actorName, said, stands, standsNow, type Moment } from '../../platform/ledger/moment-store.ts';
import type { Recipient } from './domain.ts';

/* Who received which version of a report. */

/** An entry of the register, with the home of its texts and the service that it belongs to. */
export interface StoredRecipient extends Recipient {
  readonly service: string;
  readonly reportId: string;
}

/** Who received reports of these services, at a moment, the latest first; also what no longer counts. One query. */
export async function recipientsAt(
  tx: ReadTx,
  services: readonly string[],
  moment: Moment,
  report: string | null = null,
): Promise<StoredRecipient[]> {
  const rows = await tx.rows<Omit<StoredRecipient, 'recorded'> & { readonly by: string; readonly at: Date }>(sql`
    select p.id, p.number, p.service_id as service, p.report_id as "reportId", r.number as report, p.received,
      coalesce(${said('n')}, '') as receiver, coalesce(${said('h')}, '') as how, p.received_on::text as on,
      case when p.withdrawn_id is not null then coalesce(${said('w')}, '') end as withdrawn, p.from_seq as version,
      ${actorName('l.actor')} as by, l.at
    from case_report_recipient p
    join case_report r on r.organisation_id = p.organisation_id and r.id = p.report_id and ${standsNow('r')}
    join ledger_entry l on l.organisation_id = p.organisation_id and l.chain = 'changes' and l.seq = p.from_seq
    left join text_value n on n.organisation_id = p.organisation_id and n.id = p.receiver_id
    left join text_value h on h.organisation_id = p.organisation_id and h.id = p.how_id
    left join text_value w on w.organisation_id = p.organisation_id and w.id = p.withdrawn_id
    where p.organisation_id = current_organisation() and p.service_id = any(${services}::uuid[]) and ${stands('p', moment)}
      ${report === null ? empty : sql`and p.report_id = ${report}`}
    order by p.received_on desc, p.number desc, p.id`);
  return rows.map(({ by, at, ...row }) => ({ ...row, recorded: { by, at } }));
}

/** The number after the last receiver of a report. Behind the ledger's lock, nobody else gives it. */
export async function nextRecipient(tx: ReadTx, report: string): Promise<number> {
  const [row] = await tx.rows<{ next: number }>(sql`
    select coalesce(max(number), 0) + 1 as next from case_report_recipient
    where organisation_id = current_organisation() and report_id = ${report}`);
  return row!.next;
}

/** What an entry of the register holds; its texts by the ids of their homes. */
export interface NewRecipient {
  readonly id: string;
  readonly service: string;
  readonly report: string;
  readonly number: number;
  readonly received: number;
  readonly receiver: string;
  readonly how: string;
  readonly on: string;
}

export function putRecipient(tx: CommandTx, one: NewRecipient): void {
  tx.send(sql`
    insert into case_report_recipient (organisation_id, id, from_seq, service_id, report_id, number, received, receiver_id,
      how_id, received_on)
    values (${tx.organisation}, ${one.id}, ${tx.seq}, ${one.service}, ${one.report}, ${one.number}, ${one.received},
      ${one.receiver}, ${one.how}, ${one.on})`);
}

/** Takes an entry back. @param why the id of the home of the reason */
export function withdrawEntry(tx: CommandTx, id: string, why: string): void {
  tx.send(sql`
    update case_report_recipient p set to_seq = ${tx.seq}
    where organisation_id = current_organisation() and id = ${id} and ${standsNow('p')}`);
  tx.send(sql`
    insert into case_report_recipient (organisation_id, id, from_seq, service_id, report_id, number, received, receiver_id,
      how_id, received_on, withdrawn_id)
    select organisation_id, id, ${tx.seq}, service_id, report_id, number, received, receiver_id, how_id, received_on, ${why}
    from case_report_recipient
    where organisation_id = current_organisation() and id = ${id} and to_seq = ${tx.seq}`);
}
