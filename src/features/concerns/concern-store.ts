import sql, { type Sql } from 'sql-template-tag';
import type { CommandTx } from '../../platform/commands/command.ts';
import type { ReadTx } from '../../platform/database/database.ts';
import { standsNow } from '../../platform/ledger/moment-store.ts';
import type { ConcernLine, ConcernState, Readers } from './domain.ts';

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
  { id, service, reference, readers }: { id: string; service: string; reference: string; readers: Readers },
  { answers, contact, salt, verifier }: SealedConcern,
): void {
  tx.send(sql`
    insert into concern (organisation_id, id, service_id, reference, at, answers, salt, verifier)
    values (${tx.organisation}, ${id}, ${service}, ${reference}, ${tx.at}, ${answers}, ${salt}, ${verifier})`);
  const state = { readers, state: 'waiting', incident: null, report: null, told: null, news: false } as const;
  putState(tx, id, service, state);
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
  readonly readers: Readers;
  readonly state: ConcernState;
  readonly incident: string | null;
  readonly report: string | null;
  readonly told: Buffer | null;
  readonly news: boolean;
}

export function putState(tx: CommandTx, id: string, service: string, state: StateToPut): void {
  const by = tx.actor.kind === 'person' ? tx.actor.id : null;
  tx.send(sql`
    update concern_state set stands = false
    where organisation_id = current_organisation() and id = ${id} and stands`);
  tx.send(sql`
    insert into concern_state (organisation_id, id, number, at, by_person, service_id, readers, state, incident, report_id, told,
      news)
    select ${tx.organisation}::uuid, ${id}::uuid, coalesce(max(number), 0) + 1, ${tx.at}::timestamptz, ${by}::uuid,
      ${service}::uuid, ${state.readers}::text, ${state.state}::text, ${state.incident}::text, ${state.report}::uuid,
      ${state.told}::bytea, ${state.news}::boolean
    from concern_state where organisation_id = current_organisation() and id = ${id}`);
}

const LINES = sql`
  select c.id, c.reference, json_build_object('id', v.id, 'reference', v.reference, 'name', v.name) as service, c.at,
    s.readers, s.state, s.incident, s.report_id as report, s.news, s.at as since
  from concern_state s
  join concern c on c.organisation_id = s.organisation_id and c.id = s.id
  join service v on v.organisation_id = s.organisation_id and v.id = s.service_id and ${standsNow('v')}
  where s.organisation_id = current_organisation() and s.stands`;

/** Which concerns somebody reads: those of both, or those of handlers alone. */
function readBy(all: boolean): Sql {
  return all ? sql`true` : sql`s.readers = 'handlers'`;
}

/** The concerns of a service that somebody may read, the latest first. @param leads whether they are a safeguarding lead */
export async function concernLines(tx: ReadTx, service: string, leads: boolean, most: number): Promise<ConcernLine[]> {
  return tx.rows<ConcernLine>(sql`
    ${LINES} and s.service_id = ${service} and ${readBy(leads)} order by c.at desc limit ${most}`);
}

/** Those that wait to be read, or of which something was added, the oldest first. @param references of services; null for all */
export async function waitingConcerns(
  tx: ReadTx,
  references: readonly string[] | null,
  leads: boolean,
  most: number,
): Promise<ConcernLine[]> {
  return tx.rows<ConcernLine>(sql`
    ${LINES} and (s.state = 'waiting' or s.news) and ${readBy(leads)}
      and ${references === null ? sql`true` : sql`upper(v.reference) = any(${references}::text[])`}
    order by c.at limit ${most}`);
}

/** One that somebody may read; null for any other. */
export async function concernLine(
  tx: ReadTx,
  service: string,
  reference: string,
  leads: boolean,
): Promise<ConcernLine | null> {
  const [row] = await tx.rows<ConcernLine>(sql`
    ${LINES} and s.service_id = ${service} and c.reference = ${reference} and ${readBy(leads)}`);
  return row ?? null;
}

/** One by its id, for whoever wrote it. */
export async function concernById(tx: ReadTx, id: string): Promise<ConcernLine | null> {
  const [row] = await tx.rows<ConcernLine>(sql`${LINES} and s.id = ${id}`);
  return row ?? null;
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
  readonly told: Buffer | null;
  readonly additions: readonly { readonly id: string; readonly at: Date; readonly words: Buffer }[];
}

export async function sealedWords(tx: ReadTx, id: string): Promise<SealedWords> {
  const [[row], additions] = await Promise.all([
    tx.rows<{ answers: Buffer; contact: Buffer; told: Buffer | null }>(sql`
      select c.answers, k.contact, s.told from concern c
      join concern_contact k on k.organisation_id = c.organisation_id and k.id = c.id and k.stands
      join concern_state s on s.organisation_id = c.organisation_id and s.id = c.id and s.stands
      where c.organisation_id = current_organisation() and c.id = ${id}`),
    tx.rows<{ id: string; at: Date; words: Buffer }>(sql`
      select a.id, a.at, a.words from concern_addition a
      where a.organisation_id = current_organisation() and a.concern_id = ${id} order by a.at, a.id`),
  ]);
  if (!row) throw new Error('a concern has its words');
  return { ...row, additions };
}

/** How many came in that those who handle incidents read: the others are counted nowhere. */
export async function countConcerns(
  tx: ReadTx,
  service: string,
): Promise<{ readonly all: number; readonly open: number }> {
  const [row] = await tx.rows<{ all: number; open: number }>(sql`
    select count(*)::int as "all", count(*) filter (where s.state = 'waiting')::int as open from concern_state s
    where s.organisation_id = current_organisation() and s.service_id = ${service} and s.stands
      and s.readers = 'handlers'`);
  return row!;
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
