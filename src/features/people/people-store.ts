import sql, { empty, raw } from 'sql-template-tag';
import { FOREVER, type ReadTx } from '../../platform/database/database.ts';
import { momentOf, stands, type Moment } from '../../platform/ledger/moment-store.ts';

const NOW = raw(`to_seq = ${FOREVER}`);

/** A person's name; '' where there is none. */
export async function personName(tx: ReadTx, person: string): Promise<string> {
  const [row] = await tx.rows<{ name: string }>(sql`select name from person where id = ${person}`);
  return row?.name ?? '';
}

/** The moment of a time: as things stand, for one that is not before the last entry of the ledger. */
export async function newest(tx: ReadTx, at: Date): Promise<Moment> {
  const [head] = await tx.rows<{ at: Date }>(sql`
    select at from ledger_head where organisation_id = current_organisation() and chain = 'changes'`);
  return head && at < head.at ? momentOf(tx, at, head.at) : { seq: null, now: at };
}

export interface ServiceLine {
  readonly id: string;
  readonly reference: string;
  readonly name: string;
}

/** These services, as they are called now. */
export async function servicesById(tx: ReadTx, ids: readonly string[]): Promise<ServiceLine[]> {
  return tx.rows<ServiceLine>(sql`
    select id, reference, name from service
    where organisation_id = current_organisation() and ${NOW} and id = any(${ids}::uuid[])
    order by lower(name), id`);
}

/** The services of these references that are not retired; all of them, where none are named. */
export async function servicesOfReferences(tx: ReadTx, references: readonly string[] | null): Promise<ServiceLine[]> {
  return tx.rows<ServiceLine>(sql`
    select id, reference, name from service
    where organisation_id = current_organisation() and ${NOW} and phase <> 'retired'
      ${references === null ? empty : sql`and reference = any(${references}::text[])`}
    order by lower(name), id`);
}

/** What the organisation is called. */
export async function organisationName(tx: ReadTx): Promise<string> {
  const [row] = await tx.rows<{ name: string }>(sql`
    select name from organisation where organisation_id = current_organisation() and ${NOW}`);
  return row?.name ?? '';
}

/** Those of these people who hold a role in the organisation at a moment, in whatever service. */
export async function membersAmong(tx: ReadTx, people: readonly string[], moment: Moment): Promise<string[]> {
  const rows = await tx.rows<{ person: string }>(sql`
    select m.person_id as person from membership m
    where m.organisation_id = current_organisation() and ${stands('m', moment)} and m.person_id = any(${people}::uuid[])
      and exists (
        select from jsonb_array_elements(m.grants) g
        where g->>'until' is null or (g->>'until')::timestamptz > ${moment.now})`);
  return rows.map(({ person }) => person);
}
