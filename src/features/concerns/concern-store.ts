import sql from 'sql-template-tag';
import type { CommandTx } from '../../platform/commands/command.ts';
import type { ReadTx } from '../../platform/database/database.ts';
import { standsNow } from '../../platform/ledger/moment-store.ts';
import type { ConcernRow, ConcernState } from './domain.ts';

/** Of which organisation the concern with a reference is; null where there is none. In no organisation yet. */
export async function organisationOfConcern(tx: Pick<ReadTx, 'rows'>, reference: string): Promise<string | null> {
  const [row] = await tx.rows<{ organisation: string }>(sql`
    select organisation_id as organisation from organisation_of_concern(${reference})`);
  return row?.organisation ?? null;
}

/** What was sent, as it is kept: sealed. */
export interface SealedConcern {
  readonly answers: Buffer;
  readonly contact: Buffer;
  readonly salt: Buffer;
  readonly verifier: Buffer;
}

export function putConcern(
  tx: CommandTx,
  { id, service, reference }: { id: string; service: string; reference: string },
  { answers, contact, salt, verifier }: SealedConcern,
): void {
  tx.send(sql`
    insert into concern (organisation_id, id, service_id, reference, at, answers, salt, verifier)
    values (${tx.organisation}, ${id}, ${service}, ${reference}, ${tx.at}, ${answers}, ${salt}, ${verifier})`);
  putState(tx, id, service, { state: 'waiting', incident: null, report: null, told: null, by: null });
  putContact(tx, id, contact);
}

export function putContact(tx: CommandTx, id: string, contact: Buffer): void {
  tx.send(sql`
    update concern_contact set stands = false
    where organisation_id = current_organisation() and id = ${id} and stands`);
  tx.send(sql`
    insert into concern_contact (organisation_id, id, number, at, contact)
    select ${tx.organisation}::uuid, ${id}::uuid, coalesce(max(number), 0) + 1, ${tx.at}::timestamptz, ${contact}::bytea
    from concern_contact where organisation_id = current_organisation() and id = ${id}`);
}

export function putAddition(tx: CommandTx, id: string, concern: string, words: Buffer): void {
  tx.send(sql`
    insert into concern_addition (organisation_id, id, concern_id, at, words)
    values (${tx.organisation}, ${id}, ${concern}, ${tx.at}, ${words})`);
}

/** What is so of a concern from now on. */
export interface StateToPut {
  readonly state: ConcernState;
  readonly incident: string | null;
  readonly report: string | null;
  readonly told: Buffer | null;
  /** Who makes it so, sealed; null for whoever wrote it. */
  readonly by: Buffer | null;
}

export function putState(tx: CommandTx, id: string, service: string, state: StateToPut): void {
  tx.send(sql`
    update concern_state set stands = false
    where organisation_id = current_organisation() and id = ${id} and stands`);
  tx.send(sql`
    insert into concern_state (organisation_id, id, number, at, by_whom, service_id, state, incident, report_id, told, additions)
    select ${tx.organisation}::uuid, ${id}::uuid, coalesce(max(number), 0) + 1, ${tx.at}::timestamptz, ${state.by}::bytea,
      ${service}::uuid, ${state.state}::text, ${state.incident}::text, ${state.report}::uuid, ${state.told}::bytea,
      (select count(*) from concern_addition a where a.organisation_id = ${tx.organisation}::uuid and a.concern_id = ${id}::uuid)
    from concern_state where organisation_id = current_organisation() and id = ${id}`);
}

/** What is so of each, and what was added since it was so. */
const ROWS = sql`
  select c.id, c.reference, json_build_object('id', v.id, 'reference', v.reference, 'name', v.name) as service, c.at,
    s.state, s.incident, s.report_id as report, s.at as since, later.added, c.verifier
  from concern_state s
  join concern c on c.organisation_id = s.organisation_id and c.id = s.id
  join service v on v.organisation_id = s.organisation_id and v.id = s.service_id and ${standsNow('v')}
  cross join lateral (
    select coalesce(json_agg(a.id), '[]') as added from (
      select id from concern_addition
      where organisation_id = s.organisation_id and concern_id = s.id order by at, id offset s.additions
    ) a
  ) later
  where s.organisation_id = current_organisation() and s.stands`;

/** Where a page of rows ends, and the next one begins. */
export interface After {
  readonly at: Date;
  readonly id: string;
}

/** The concerns of a service, the latest first. @param after the last one of the page before; null for the first page */
export async function concernRows(
  tx: ReadTx,
  service: string,
  after: After | null,
  most: number,
): Promise<ConcernRow[]> {
  const from = after === null ? sql`true` : sql`(c.at, c.id) < (${after.at}::timestamptz, ${after.id}::uuid)`;
  return tx.rows<ConcernRow>(sql`
    ${ROWS} and s.service_id = ${service} and ${from} order by c.at desc, c.id desc limit ${most}`);
}

/** Those that wait to be read, or to which something was added, the oldest first. @param references of services; null for all */
export async function waitingRows(
  tx: ReadTx,
  references: readonly string[] | null,
  after: After | null,
  most: number,
): Promise<ConcernRow[]> {
  const from = after === null ? sql`true` : sql`(c.at, c.id) > (${after.at}::timestamptz, ${after.id}::uuid)`;
  return tx.rows<ConcernRow>(sql`
    ${ROWS} and (s.state = 'waiting' or json_array_length(later.added) > 0)
      and ${references === null ? sql`true` : sql`upper(v.reference) = any(${references}::text[])`}
      and ${from}
    order by c.at, c.id limit ${most}`);
}

/** One of a service by its reference; null where there is none. */
export async function concernRow(tx: ReadTx, service: string, reference: string): Promise<ConcernRow | null> {
  const [row] = await tx.rows<ConcernRow>(sql`${ROWS} and s.service_id = ${service} and c.reference = ${reference}`);
  return row ?? null;
}

/** One by its id. */
export async function concernById(tx: ReadTx, id: string): Promise<ConcernRow | null> {
  const [row] = await tx.rows<ConcernRow>(sql`${ROWS} and s.id = ${id}`);
  return row ?? null;
}

/** Which there are of a service, and how each stands: for whoever counts them. */
export async function concernStates(
  tx: ReadTx,
  service: string,
): Promise<Pick<ConcernRow, 'id' | 'state' | 'verifier'>[]> {
  return tx.rows(sql`
    select s.id, s.state, c.verifier from concern_state s
    join concern c on c.organisation_id = s.organisation_id and c.id = s.id
    where s.organisation_id = current_organisation() and s.service_id = ${service} and s.stands`);
}

/** What opens a concern, as it is kept; null where there is none. */
export async function verifierOf(
  tx: ReadTx,
  reference: string,
): Promise<{ readonly id: string; readonly salt: Buffer; readonly verifier: Buffer } | null> {
  const [row] = await tx.rows<{ id: string; salt: Buffer; verifier: Buffer }>(sql`
    select c.id, c.salt, c.verifier from concern c
    where c.organisation_id = current_organisation() and c.reference = ${reference}`);
  return row ?? null;
}

/** All that is sealed of a concern. */
export interface SealedWords {
  readonly answers: Buffer;
  readonly contact: Buffer;
  /** The last answer, when it was given and by whom; null where nobody has answered. */
  readonly told: Buffer | null;
  readonly toldAt: Date | null;
  readonly by: Buffer | null;
  readonly additions: readonly { readonly id: string; readonly at: Date; readonly words: Buffer }[];
}

export async function sealedWords(tx: ReadTx, id: string): Promise<SealedWords> {
  const [[row], additions] = await Promise.all([
    tx.rows<Omit<SealedWords, 'additions'>>(sql`
      select c.answers, k.contact, s.told, s.at as "toldAt", s.by_whom as by from concern c
      join concern_contact k on k.organisation_id = c.organisation_id and k.id = c.id and k.stands
      left join lateral (
        select told, at, by_whom from concern_state
        where organisation_id = c.organisation_id and id = c.id and told is not null order by number desc limit 1
      ) s on true
      where c.organisation_id = current_organisation() and c.id = ${id}`),
    tx.rows<{ id: string; at: Date; words: Buffer }>(sql`
      select a.id, a.at, a.words from concern_addition a
      where a.organisation_id = current_organisation() and a.concern_id = ${id} order by a.at, a.id`),
  ]);
  if (!row) throw new Error('a concern has its words');
  return { ...row, additions };
}

/** How these said that they may be reached, as it stands: sealed, and when. @param ids of concerns */
export async function contactsOf(
  tx: ReadTx,
  ids: readonly string[],
): Promise<{ readonly id: string; readonly at: Date; readonly contact: Buffer }[]> {
  return tx.rows(sql`
    select id, at, contact from concern_contact
    where organisation_id = current_organisation() and id = any(${ids}::uuid[]) and stands`);
}
