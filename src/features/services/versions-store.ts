import sql, { empty, raw } from 'sql-template-tag';
import type { ReadTx } from '../../platform/database/database.ts';
import { actorName } from '../../platform/ledger/moment-store.ts';
import type { Service } from './domain.ts';
import { BODIES } from './store.ts';

/** A service as it was said at one time, with who said it so and when. */
export interface ServiceVersion extends Service {
  readonly who: string;
  readonly at: Date;
}

/** The versions of a service that stood at an entry of the ledger or began after it, in their order. */
export async function serviceVersions(
  tx: ReadTx,
  id: string,
  from: number,
  to: number | null,
): Promise<ServiceVersion[]> {
  return tx.rows<ServiceVersion>(sql`
    select s.id, s.reference, s.from_seq as version, s.name, s.role, s.phase, s.decommissioning, s.components, s.addresses,
      ${BODIES}, e.at, ${actorName('e.actor')} as who
    from service s
    join ledger_entry e on e.organisation_id = s.organisation_id and e.chain = 'changes' and e.seq = s.from_seq
    where s.organisation_id = current_organisation() and s.id = ${id} and s.to_seq > ${from}
      ${to === null ? empty : sql`and s.from_seq <= ${to}`}
    order by s.from_seq`);
}

/**
 * How many of a service's editorial fields differ from what they were at an entry, for as many as are asked. Why it was
 * retired, and what was assessed of that, are none of them: they are told with it. One query.
 */
export async function editorialChanges(
  tx: ReadTx,
  since: readonly { readonly id: string; readonly seq: number }[],
): Promise<{ readonly id: string; readonly seq: number; readonly changes: number }[]> {
  const body = (id: string) =>
    sql`coalesce((select t.body from text_value t where t.organisation_id = current_organisation() and t.id = ${raw(id)}), '')`;
  return tx.rows(sql`
    select w.id, w.seq,
      (was.name <> now.name)::int + (was.phase <> now.phase)::int + (was.addresses <> now.addresses)::int
        + (was.summary_id is distinct from now.summary_id and ${body('was.summary_id')} <> ${body('now.summary_id')})::int
        as changes
    from unnest(${since.map((one) => one.id)}::uuid[], ${since.map((one) => one.seq)}::bigint[]) as w (id, seq)
    join service now on now.organisation_id = current_organisation() and now.id = w.id and now.to_seq = 9007199254740991
    join service was on was.organisation_id = current_organisation() and was.id = w.id and was.from_seq <= w.seq
      and was.to_seq > w.seq`);
}

/** How services are called now, by id. */
export async function serviceNames(
  tx: ReadTx,
  ids: readonly string[],
): Promise<Pick<Service, 'id' | 'reference' | 'name'>[]> {
  return tx.rows(sql`
    select s.id, s.reference, s.name from service s
    where s.organisation_id = current_organisation() and s.to_seq = 9007199254740991 and s.id = any(${ids}::uuid[])`);
}
