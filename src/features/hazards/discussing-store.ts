import sql from 'sql-template-tag';
import type { ReadTx } from '../../platform/database/database.ts';
import { said, standsNow } from '../../platform/ledger/moment-store.ts';

/** What a hazard or a control is called. */
export interface Called {
  readonly id: string;
  readonly words: string;
}

/** The hazard of this number in a service; null where there is none. */
export async function hazardCalled(tx: ReadTx, service: string, number: number): Promise<Called | null> {
  const [row] = await tx.rows<Called>(sql`
    select h.id, coalesce(${said('t')}, '') as words from hazard h
    left join text_value t on t.organisation_id = h.organisation_id and t.id = h.name_id
    where h.organisation_id = current_organisation() and h.service_id = ${service} and h.number = ${number}
      and ${standsNow('h')}`);
  return row ?? null;
}

/** The control of this number in a service; null where there is none. */
export async function controlCalled(tx: ReadTx, service: string, number: number): Promise<Called | null> {
  const [row] = await tx.rows<Called>(sql`
    select k.id, coalesce(${said('t')}, '') as words from control k
    left join text_value t on t.organisation_id = k.organisation_id and t.id = k.text_id
    where k.organisation_id = current_organisation() and k.service_id = ${service} and k.number = ${number}
      and ${standsNow('k')}`);
  return row ?? null;
}
