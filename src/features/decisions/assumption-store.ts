import sql, { empty, type Sql } from 'sql-template-tag';
import type { CommandTx } from '../../platform/commands/command.ts';
import type { ReadTx } from '../../platform/database/database.ts';
import { writtenOut } from '../../platform/database/written-out.ts';
import { actorName, said, stands, standsNow, type Moment } from '../../platform/ledger/moment-store.ts';
import type { Ref } from '../../platform/subjects/kinds.ts';
import type { Linked } from '../../platform/subjects/linkable.ts';
import { dayIn, type Day } from '../../words/days.ts';
import {
  assumptionPath,
  assumptionReference,
  type Assumption,
  type AssumptionState,
  type AssumptionVersion,
} from './domain.ts';

const NOW = standsNow('a');

/** An assumption and the ids of its texts. */
export interface StoredAssumption extends Assumption {
  readonly sinceSeq: number;
  readonly texts: { readonly text: string; readonly why: string; readonly reason: string | null };
}

const COLUMNS = sql`
  a.id, a.number, json_build_object('id', s.id, 'reference', s.reference, 'name', s.name) as service,
  coalesce(${said('t')}, '') as text, coalesce(${said('w')}, '') as why, coalesce(${said('r')}, '') as reason,
  json_build_object('id', p.id, 'name', p.name) as owner, a.review_by::text as "reviewBy", a.state, l.at as "sinceAt",
  a.since_seq as "sinceSeq", a.from_seq as version,
  json_build_object('text', a.text_id, 'why', a.why_id, 'reason', a.reason_id) as texts`;

const JOINED = sql`
  join ledger_entry l on l.organisation_id = a.organisation_id and l.chain = 'changes' and l.seq = a.since_seq
  join person p on p.id = a.owner_id
  left join text_value t on t.organisation_id = a.organisation_id and t.id = a.text_id
  left join text_value w on w.organisation_id = a.organisation_id and w.id = a.why_id
  left join text_value r on r.organisation_id = a.organisation_id and r.id = a.reason_id
  join service s on s.organisation_id = a.organisation_id and s.id = a.service_id and ${standsNow('s')}`;

type Row = Omit<StoredAssumption, 'since'> & { readonly sinceAt: Date };

function assumptionOf<Of extends Row>({ sinceAt, ...row }: Of): Omit<Of, 'sinceAt'> & { readonly since: Day } {
  return { ...row, since: dayIn(sinceAt) };
}

/** The assumption of this number in a service, as it stands now. @param service its id */
export async function assumptionByNumber(
  tx: ReadTx,
  service: string,
  number: number,
): Promise<StoredAssumption | null> {
  const [row] = await tx.rows<Row>(sql`
    select ${COLUMNS} from assumption a ${JOINED}
    where a.organisation_id = current_organisation() and ${NOW} and a.service_id = ${service} and a.number = ${number}`);
  return row ? assumptionOf(row) : null;
}

/** These assumptions as they stand at a moment, or now, in the order of their numbers. */
export async function assumptionsOfIds(
  tx: ReadTx,
  ids: readonly string[],
  moment?: Moment,
): Promise<StoredAssumption[]> {
  const rows = await tx.rows<Row>(sql`
    select ${COLUMNS} from assumption a ${JOINED}
    where a.organisation_id = current_organisation() and ${moment ? stands('a', moment) : NOW} and a.id = any(${ids}::uuid[])
    order by a.service_id, a.number`);
  return rows.map(assumptionOf);
}

/** The assumptions of a service as they stood at a moment, but for those that were no longer needed, in the order of their numbers. */
export async function assumptionsIn(tx: ReadTx, service: string, moment: Moment): Promise<StoredAssumption[]> {
  const rows = await tx.rows<Row>(sql`
    select ${COLUMNS} from assumption a ${JOINED}
    where a.organisation_id = current_organisation() and ${stands('a', moment)} and a.service_id = ${service}
      and a.state <> 'no longer needed'
    order by a.number`);
  return rows.map(assumptionOf);
}

/** The number after the last one of a service. Behind the ledger's lock, nobody else gives it. */
export async function nextAssumption(tx: ReadTx, service: string): Promise<number> {
  const [row] = await tx.rows<{ next: number }>(sql`
    select coalesce(max(number), 0) + 1 as next from assumption a
    where a.organisation_id = current_organisation() and ${NOW} and a.service_id = ${service}`);
  return row!.next;
}

/** What a version of an assumption holds when it is written; its texts by the ids of their homes. */
export interface NewAssumption {
  readonly id: string;
  readonly number: number;
  readonly service: string;
  readonly text: string;
  readonly why: string;
  readonly owner: string;
  readonly reviewBy: Day;
  readonly state: AssumptionState;
  readonly sinceSeq: number;
  readonly reason: string | null;
}

/** Writes an assumption, new or changed. */
export function putAssumption(tx: CommandTx, one: NewAssumption): void {
  tx.send(sql`
    update assumption a set to_seq = ${tx.seq}
    where organisation_id = current_organisation() and id = ${one.id} and ${NOW}`);
  tx.send(sql`
    insert into assumption (organisation_id, id, from_seq, service_id, number, text_id, why_id, owner_id, review_by, state,
      since_seq, reason_id)
    values (${tx.organisation}, ${one.id}, ${tx.seq}, ${one.service}, ${one.number}, ${one.text}, ${one.why}, ${one.owner},
      ${one.reviewBy}, ${one.state}, ${one.sinceSeq}, ${one.reason})`);
  tx.touch({ kind: 'assumption', id: one.id });
}

/** Every version of an assumption, the first one first. */
export async function assumptionVersions(tx: ReadTx, id: string): Promise<AssumptionVersion[]> {
  return tx.rows<AssumptionVersion>(sql`
    select l.at, ${actorName('l.actor')} as who, p.name as owner, a.review_by::text as "reviewBy", a.state,
      coalesce(${said('r')}, '') as reason
    from assumption a
    join person p on p.id = a.owner_id
    join ledger_entry l on l.organisation_id = a.organisation_id and l.chain = 'changes' and l.seq = a.from_seq
    left join text_value r on r.organisation_id = a.organisation_id and r.id = a.reason_id
    where a.organisation_id = current_organisation() and a.id = ${id}
    order by a.from_seq`);
}

/** Assumptions of a service: those that were found false first, then those that have to be looked at soonest. */
export async function listAssumptions(
  tx: ReadTx,
  { service, state }: { readonly service: string; readonly state: AssumptionState | null },
): Promise<StoredAssumption[]> {
  const rows = await tx.rows<Row>(sql`
    select ${COLUMNS} from assumption a ${JOINED}
    where a.organisation_id = current_organisation() and ${NOW} and a.service_id = ${service}
      ${state === null ? empty : sql`and a.state = ${state}`}
    order by case a.state when 'found false' then 1 when 'held' then 2 else 3 end, a.review_by, a.number`);
  return rows.map(assumptionOf);
}

/** Only what is in services with these references; null for all of the organisation. */
function within(references: readonly string[] | null): Sql {
  if (references === null) return empty;
  return sql`and a.service_id = any(array(select n.id from service n
    where n.organisation_id = current_organisation() and ${standsNow('n')} and n.reference = any(${references}::text[])))`;
}

/** An assumption on a desk: why it is there, and how many subjects rest on it. */
export type WaitingAssumption = StoredAssumption & { readonly sort: 'review' | 'false'; readonly resting: number };

/** Whose desk it is. */
export interface WaitingFor {
  readonly owner: string;
  /** Where they can look at an assumption, and where they rate hazards: references; null for all of the organisation. */
  readonly keeps: readonly string[] | null;
  readonly rates: readonly string[] | null;
  /** Held ones are shown to their owner from so long before their review on. */
  readonly by: Day;
  readonly today: Day;
}

/**
 * The held assumptions of an owner that have to be looked at, and whoever's that do not hold now (found false, or not looked at
 * in time) and are still relied on: at most so many of each, the first to be due and the longest-standing first. One query.
 */
export async function waitingAssumptions(
  tx: ReadTx,
  { owner, keeps, rates, by, today }: WaitingFor,
  limit: number,
): Promise<WaitingAssumption[]> {
  const rows = await tx.rows<Row & Pick<WaitingAssumption, 'sort' | 'resting'>>(sql`
    select ${COLUMNS}, o.sort,
      (select count(*)::int from subject_edge e
      where e.organisation_id = a.organisation_id and e.to_kind = 'assumption' and e.to_id = a.id) as resting
    from (
      (select a.id, 'false' as sort, row_number() over (order by a.since_seq, a.id) as place from assumption a
      where a.organisation_id = current_organisation() and ${NOW}
        and (a.state = 'found false' or (a.state = 'held' and a.review_by < ${today}::date)) ${within(rates)}
        and exists (select from subject_edge e
          where e.organisation_id = current_organisation() and e.to_kind = 'assumption' and e.to_id = a.id)
      order by a.since_seq, a.id limit ${writtenOut(limit)})
      union all
      (select a.id, 'review', row_number() over (order by a.review_by, a.number) from assumption a
      where a.organisation_id = current_organisation() and ${NOW} and a.state = 'held' and a.owner_id = ${owner}
        and a.review_by <= ${by}::date ${within(keeps)}
      order by a.review_by, a.number limit ${writtenOut(limit)})
    ) o
    join assumption a on a.organisation_id = current_organisation() and a.id = o.id and ${NOW}
    ${JOINED} and s.phase <> 'retired'
    order by o.sort, o.place`);
  return rows.map(assumptionOf);
}

/** What rests on an assumption: the subjects that point at it. */
export async function restingOn(tx: ReadTx, assumption: string): Promise<Ref[]> {
  return tx.rows<Ref>(sql`
    select e.from_kind as kind, e.from_id as id from subject_edge e
    where e.organisation_id = current_organisation() and e.to_kind = 'assumption' and e.to_id = ${assumption}
    order by e.from_kind, e.from_id limit 200`);
}

/** How many decisions stand open in each of these services, and how many assumptions were found false. */
export async function countsOf(
  tx: ReadTx,
  services: readonly string[],
): Promise<{ readonly service: string; readonly open: number; readonly foundFalse: number }[]> {
  return tx.rows(sql`
    select x.service, (count(*) filter (where x.sort = 'open'))::int as open,
      (count(*) filter (where x.sort = 'false'))::int as "foundFalse"
    from (
      select d.service_id as service, 'open' as sort from decision d
      where d.organisation_id = current_organisation() and ${standsNow('d')} and d.state = 'open'
        and d.service_id = any(${services}::uuid[])
      union all
      select a.service_id, 'false' from assumption a
      where a.organisation_id = current_organisation() and ${NOW} and a.state = 'found false'
        and a.service_id = any(${services}::uuid[])
    ) x group by x.service`);
}

/** How assumptions are called, of a service by their numbers, or by their ids. */
export async function assumptionNames(
  tx: ReadTx,
  by: { readonly service: string; readonly numbers: readonly number[] } | { readonly ids: readonly string[] },
): Promise<Linked[]> {
  const rows = await tx.rows<{ id: string; number: number; title: string; service: string }>(sql`
    select a.id, a.number, coalesce(${said('t')}, '') as title, s.reference as service
    from assumption a
    join service s on s.organisation_id = a.organisation_id and s.id = a.service_id and ${standsNow('s')}
    left join text_value t on t.organisation_id = a.organisation_id and t.id = a.text_id
    where a.organisation_id = current_organisation() and ${NOW} and ${
      'ids' in by
        ? sql`a.id = any(${by.ids}::uuid[])`
        : sql`a.service_id = ${by.service} and a.number = any(${by.numbers}::int[])`
    }`);
  return rows.map(({ id, number, title, service }) => ({
    id,
    title,
    reference: assumptionReference(number),
    href: assumptionPath(service, number),
  }));
}
