import sql, { type Sql } from 'sql-template-tag';
import type { CommandTx } from '../../platform/commands/command.ts';
import type { ReadTx } from '../../platform/database/database.ts';
import { said, stands, standsNow, type Moment } from '../../platform/ledger/moment-store.ts';
import type { FormSet, OnCall } from './domain.ts';

/** Of which organisation the form at an address is; null where there is none. In no organisation yet. */
export async function organisationOfForm(tx: Pick<ReadTx, 'rows'>, code: string): Promise<string | null> {
  const [row] = await tx.rows<{ organisation: string }>(sql`
    select organisation_id as organisation from organisation_of_concern_form(${code})`);
  return row?.organisation ?? null;
}

type Row = Omit<FormSet, 'hours'> & FormSet['hours'];

const form = (standing: Sql) => sql`
  select json_build_object('id', v.id, 'reference', v.reference, 'name', v.name) as service, f.code, f.published, f.days,
    f.opens, f.closes, f.holidays, f.on_call as "onCall", f.exit, coalesce(${said('r')}, '') as reader,
    coalesce(${said('s')}, '') as escalation, coalesce(${said('p')}, '') as phone, coalesce(${said('w')}, '') as reason,
    l.at as since
  from concern_form f
  join ledger_entry l on l.organisation_id = f.organisation_id and l.chain = 'changes' and l.seq = f.from_seq
  join service v on v.organisation_id = f.organisation_id and v.id = f.service_id and ${standsNow('v')}
  left join text_value r on r.organisation_id = f.organisation_id and r.id = f.reader_id
  left join text_value s on s.organisation_id = f.organisation_id and s.id = f.escalation_id
  left join text_value p on p.organisation_id = f.organisation_id and p.id = f.phone_id
  left join text_value w on w.organisation_id = f.organisation_id and w.id = f.reason_id
  where f.organisation_id = current_organisation() and ${standing}`;

function formOf({ days, opens, closes, holidays, ...set }: Row): FormSet {
  return { ...set, hours: { days, opens, closes, holidays } };
}

async function found(rows: Promise<Row[]>): Promise<FormSet | null> {
  const [row] = await rows;
  return row ? formOf(row) : null;
}

/** The forms of these services as they stood at a moment. One query. @param services their ids */
export async function formsOf(tx: ReadTx, services: readonly string[], moment: Moment): Promise<FormSet[]> {
  const rows = await tx.rows<Row>(sql`${form(stands('f', moment))} and f.service_id = any(${services}::uuid[])`);
  return rows.map(formOf);
}

/** @param service its id @returns null where nobody has set one */
export async function formOfService(tx: ReadTx, service: string): Promise<FormSet | null> {
  return found(tx.rows<Row>(sql`${form(standsNow('f'))} and f.service_id = ${service}`));
}

export async function formAt(tx: ReadTx, code: string): Promise<FormSet | null> {
  return found(tx.rows<Row>(sql`${form(standsNow('f'))} and f.code = ${code}`));
}

export function putForm(tx: CommandTx, service: string, set: Omit<FormSet, 'service' | 'since'>): void {
  const { hours, code, published, onCall, exit, reader, escalation, phone, reason } = set;
  tx.send(sql`
    update concern_form f set to_seq = ${tx.seq}
    where f.organisation_id = current_organisation() and f.service_id = ${service} and ${standsNow('f')}`);
  tx.send(sql`
    insert into concern_form (organisation_id, service_id, from_seq, code, published, days, opens, closes, holidays, on_call,
      exit, reader_id, escalation_id, phone_id, reason_id)
    values (${tx.organisation}, ${service}, ${tx.seq}, ${code}, ${published}, ${hours.days}::int[], ${hours.opens},
      ${hours.closes}, ${hours.holidays}, ${onCall}, ${exit}, ${tx.text(reader || null)}, ${tx.text(escalation || null)},
      ${tx.text(phone || null)}, ${tx.text(reason || null)})`);
}

/** Where mail to a person goes; null where none does. */
export async function addressOf(tx: ReadTx, person: string): Promise<string | null> {
  const [row] = await tx.rows<{ email: string | null }>(sql`select email from person where id = ${person}`);
  return row?.email ?? null;
}

/** Which of these people have an address that mail goes to: their ids. */
export async function reachable(tx: ReadTx, people: readonly string[]): Promise<ReadonlySet<OnCall['person']>> {
  const rows =
    people.length === 0
      ? []
      : await tx.rows<{ id: string }>(sql`
    select id from person where id = any(${people}::uuid[]) and email is not null`);
  return new Set(rows.map(({ id }) => id));
}
