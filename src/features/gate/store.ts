import sql, { empty, raw, type Sql } from 'sql-template-tag';
import type { CommandTx } from '../../platform/commands/command.ts';
import type { ReadTx } from '../../platform/database/database.ts';
import { writtenOut } from '../../platform/database/written-out.ts';
import { actorName, said, standsNow, type Moment } from '../../platform/ledger/moment-store.ts';
import {
  FIRST_POLICY,
  type Declaration,
  type GateAnswer,
  type KeptAnswer,
  type LeftOut,
  type Override,
  type OverrideSort,
  type Policy,
  type WholeAnswer,
} from './domain.ts';

/** A text by the column that points at it. @param column with its alias, as SQL */
function textAt(column: string): Sql {
  const alias = raw(column.split('.')[0]!);
  return sql`(select ${said('t')} from text_value t
    where t.organisation_id = ${alias}.organisation_id and t.id = ${raw(column)})`;
}

/** Who made the entry of a column, and when. */
function entryOf(alias: string, column: string): Sql {
  return sql`ledger_entry l on l.organisation_id = ${raw(alias)}.organisation_id and l.chain = 'changes'
    and l.seq = ${raw(`${alias}.${column}`)}`;
}

type PolicyRow = Pick<Policy, 'mode' | 'days' | 'reason' | 'version'> & {
  readonly service: string;
  readonly checks: readonly string[];
  readonly reasons: readonly string[];
  readonly by: string;
  readonly at: Date;
};

/** The policies of these services, by their ids; whoever has none begins with the first. One query. */
export async function policiesOf(tx: ReadTx, services: readonly string[]): Promise<ReadonlyMap<string, Policy>> {
  const rows = await tx.rows<PolicyRow>(policyRows(sql`and g.id = any(${services}::uuid[]) and ${standsNow('g')}`));
  const found = new Map(rows.map((row) => [row.service, policyOf(row)]));
  return new Map(services.map((id) => [id, found.get(id) ?? FIRST_POLICY]));
}

/** Every version of the policy of a service, the latest first. */
export async function policyVersions(tx: ReadTx, service: string): Promise<Policy[]> {
  const rows = await tx.rows<PolicyRow>(sql`${policyRows(sql`and g.id = ${service}`)} order by g.from_seq desc`);
  return rows.map(policyOf);
}

function policyRows(which: Sql): Sql {
  return sql`
    select g.id as service, g.mode, g.days, coalesce(${textAt('g.reason_id')}, '') as reason, g.from_seq as version,
      g.left_out as checks, array(
        select coalesce(${said('t')}, '') from unnest(g.left_out_reason_ids) with ordinality as o (id, n)
        join text_value t on t.organisation_id = g.organisation_id and t.id = o.id order by o.n) as reasons,
      ${actorName('l.actor')} as by, l.at
    from gate_policy g join ${entryOf('g', 'from_seq')}
    where g.organisation_id = current_organisation() ${which}`;
}

function policyOf({ mode, days, reason, version, checks, reasons, by, at }: PolicyRow): Policy {
  const leftOut = checks.map((check, index): LeftOut => ({ check, reason: reasons[index] ?? '' }));
  return { mode, days, reason, version, leftOut, set: { by, at } };
}

export function putPolicy(
  tx: CommandTx,
  service: string,
  { mode, leftOut, days, reason }: Pick<Policy, 'mode' | 'leftOut' | 'days' | 'reason'>,
): void {
  tx.send(sql`
    update gate_policy g set to_seq = ${tx.seq}
    where organisation_id = current_organisation() and id = ${service} and ${standsNow('g')}`);
  tx.send(sql`
    insert into gate_policy (organisation_id, id, from_seq, mode, left_out, left_out_reason_ids, days, reason_id)
    values (${tx.organisation}, ${service}, ${tx.seq}, ${mode}, ${leftOut.map(({ check }) => check)}::text[],
      ${leftOut.map((one) => tx.text(one.reason))}::uuid[], ${days}, ${tx.text(reason)}::uuid)`);
}

/** What was declared last of a service. */
export interface StoredDeclaration extends Declaration {
  readonly service: string;
}

/** What was declared last of each of these services. One query. */
export async function lastDeclarations(tx: ReadTx, services: readonly string[]): Promise<StoredDeclaration[]> {
  return tx.rows<StoredDeclaration>(sql`
    select distinct on (d.service_id) d.service_id as service, d.until_at as until, p.name as by, l.at,
      coalesce(${textAt('d.note_id')}, '') as note
    from gate_declaration d
    join person p on p.id = d.person_id
    join ${entryOf('d', 'seq')}
    where d.organisation_id = current_organisation() and d.service_id = any(${services}::uuid[])
    order by d.service_id, d.seq desc`);
}

/** A declaration that has to be made anew, with its service. */
export interface WaitingDeclaration extends Declaration {
  readonly service: { readonly id: string; readonly reference: string; readonly name: string };
}

/**
 * The last declarations of these services that end by a time, or say that an incident may undermine the case, those first and
 * then the longest ended.
 * @param services references; null for all of the organisation
 */
export async function waitingDeclarations(
  tx: ReadTx,
  { services, by }: { readonly services: readonly string[] | null; readonly by: Date },
  limit: number,
): Promise<WaitingDeclaration[]> {
  return tx.rows<WaitingDeclaration>(sql`
    select json_build_object('id', s.id, 'reference', s.reference, 'name', s.name) as service, d.until_at as until,
      p.name as by, l.at, coalesce(${textAt('d.note_id')}, '') as note
    from gate_declaration d
    join service s on s.organisation_id = d.organisation_id and s.id = d.service_id and ${standsNow('s')}
      and s.phase <> 'retired'
    join person p on p.id = d.person_id
    join ${entryOf('d', 'seq')}
    where d.organisation_id = current_organisation() and (d.until_at is null or d.until_at <= ${by})
      ${services === null ? empty : sql`and s.reference = any(${services}::text[])`}
      and not exists (
        select from gate_declaration x where x.organisation_id = d.organisation_id and x.service_id = d.service_id
          and x.seq > d.seq)
    order by d.until_at nulls first, d.id limit ${writtenOut(limit)}`);
}

export function putDeclaration(
  tx: CommandTx,
  one: { readonly service: string; readonly until: Date | null; readonly person: string; readonly note: string },
): string {
  const id = tx.newId();
  tx.send(sql`
    insert into gate_declaration (organisation_id, id, seq, service_id, until_at, person_id, note_id, confirmed_by)
    values (${tx.organisation}, ${id}, ${tx.seq}, ${one.service}, ${one.until}, ${one.person}, ${tx.text(one.note)},
      ${tx.confirmed?.method ?? null})`);
  return id;
}

type OverrideRow = Omit<Override, 'review'> & {
  readonly service: string;
  readonly releaseId: string;
  readonly seq: number;
  readonly reviewDue: string | null;
  readonly reviewAction: number | null;
};

/** An override with the service and the release that it is for. */
export interface StoredOverride extends Override {
  readonly service: string;
  readonly releaseId: string;
  readonly seq: number;
}

/** Whether of two records of one release the later has something else where the earlier said something. */
function isSomethingElse(earlier: string, later: string): Sql {
  const differs = (column: string) => raw(`${earlier}.${column} <> ${later}.${column}`);
  return sql`(${differs('commit_sha')} or ${differs('configuration_digest')} or ${differs('components_digest')})`;
}

/** Every override of these services that there ever was, the latest first. One query. */
export async function overridesOf(tx: ReadTx, services: readonly string[]): Promise<StoredOverride[]> {
  return overridesWhere(tx, sql`o.service_id = any(${services}::uuid[])`);
}

/** The same of one release. @param release its id */
export async function overridesOfRelease(tx: ReadTx, release: string): Promise<StoredOverride[]> {
  return overridesWhere(tx, sql`o.release_id = ${release}`);
}

async function overridesWhere(tx: ReadTx, which: Sql): Promise<StoredOverride[]> {
  const rows = await tx.rows<OverrideRow>(sql`
    select o.id, o.number, o.sort, o.service_id as service, o.release_id as "releaseId", o.seq, r.version as release,
      coalesce(${textAt('o.reason_id')}, '') as reason, p.name as by, o.role, l.at,
      least(o.until_at, c.at) as until,
      o.review_due::text as "reviewDue", o.review_action as "reviewAction"
    from gate_override o
    join release r on r.organisation_id = o.organisation_id and r.id = o.release_id and ${standsNow('r')}
    join person p on p.id = o.person_id
    join ${entryOf('o', 'seq')}
    -- Who overrode it spoke for what the release consisted of then: once it is something else, that ends.
    left join lateral (
      select e.at from release_record b
      join release_record d on d.organisation_id = b.organisation_id and d.id = b.id and d.from_seq > o.seq
        and ${isSomethingElse('b', 'd')}
      join ledger_entry e on e.organisation_id = d.organisation_id and e.chain = 'changes' and e.seq = d.from_seq
      where b.organisation_id = o.organisation_id and b.id = o.release_id and b.from_seq <= o.seq and b.to_seq > o.seq
      order by d.from_seq limit 1) c on true
    where o.organisation_id = current_organisation() and ${which}
    order by o.seq desc`);
  return rows.map(({ reviewDue, reviewAction, ...row }) => ({
    ...row,
    review: reviewDue === null || reviewAction === null ? null : { due: reviewDue, action: reviewAction },
  }));
}

/** The number after the last override of a service. Behind the ledger's lock, nobody else gives it. */
export async function nextOverride(tx: ReadTx, service: string): Promise<number> {
  return nextNumber(tx, sql`gate_override`, service);
}

export interface NewOverride {
  readonly id: string;
  readonly service: string;
  readonly number: number;
  readonly sort: OverrideSort;
  readonly release: string;
  readonly reason: string;
  readonly person: string;
  readonly role: string;
  /** "NMC 12A3456E", as it was then; null for none that carries a signature. */
  readonly registration: string | null;
  readonly until: Date;
  readonly review: Override['review'];
}

export function putOverride(tx: CommandTx, one: NewOverride): void {
  tx.send(sql`
    insert into gate_override (organisation_id, id, seq, service_id, number, sort, release_id, reason_id, person_id, role,
      registration_id, confirmed_by, until_at, review_due, review_action)
    values (${tx.organisation}, ${one.id}, ${tx.seq}, ${one.service}, ${one.number}, ${one.sort}, ${one.release},
      ${tx.text(one.reason)}, ${one.person}, ${one.role}, ${tx.text(one.registration)}::uuid,
      ${tx.confirmed?.method ?? ''}, ${one.until}, ${one.review?.due ?? null}::date, ${one.review?.action ?? null}::int)`);
}

/** The answers of a service that were kept, the latest first; of one release alone, where it is named. */
export async function keptAnswers(
  tx: ReadTx,
  service: string,
  { release = null, most }: { readonly release?: string | null; readonly most: number },
): Promise<KeptAnswer[]> {
  return tx.rows<KeptAnswer>(sql`
    select a.id, a.number, a.sort, a.release, a.verdict, a.mode, ${actorName('l.actor')} as by, l.at
    from gate_answer a join ${entryOf('a', 'seq')}
    where a.organisation_id = current_organisation() and a.service_id = ${service}
      ${release === null ? empty : sql`and a.release = ${release}`}
    order by a.number desc limit ${writtenOut(most)}`);
}

/** The last answer about each release that was kept by a moment, and each switch-off, the latest first. */
export async function keptAnswersAt(tx: ReadTx, service: string, moment: Moment): Promise<KeptAnswer[]> {
  return tx.rows<KeptAnswer>(sql`
    select * from (
      select distinct on (coalesce(a.release, a.id::text)) a.id, a.number, a.sort, a.release, a.verdict, a.mode,
        ${actorName('l.actor')} as by, l.at
      from gate_answer a join ${entryOf('a', 'seq')}
      where a.organisation_id = current_organisation() and a.service_id = ${service}
        ${moment.seq === null ? empty : sql`and a.seq <= ${moment.seq}`}
      order by coalesce(a.release, a.id::text), a.number desc) of
    order by number desc limit 200`);
}

/** One of them whole; its answer is null where it was erased. */
export async function keptAnswer(tx: ReadTx, service: string, number: number): Promise<WholeAnswer | null> {
  const [row] = await tx.rows<KeptAnswer & { readonly text: string }>(sql`
    select a.id, a.number, a.sort, a.release, a.verdict, a.mode, ${actorName('l.actor')} as by, l.at,
      coalesce(${textAt('a.answer_id')}, '') as text
    from gate_answer a join ${entryOf('a', 'seq')}
    where a.organisation_id = current_organisation() and a.service_id = ${service} and a.number = ${number}`);
  if (!row) return null;
  const { text, ...kept } = row;
  const whole = text.startsWith('{');
  return { ...kept, answer: whole ? (JSON.parse(text) as GateAnswer) : null, erased: whole ? '' : text };
}

/** The number after the last kept answer of a service. Behind the ledger's lock, nobody else gives it. */
export async function nextAnswer(tx: ReadTx, service: string): Promise<number> {
  return nextNumber(tx, sql`gate_answer`, service);
}

export function putAnswer(
  tx: CommandTx,
  one: {
    readonly id: string;
    readonly service: string;
    readonly number: number;
    readonly releaseId: string | null;
    readonly answer: GateAnswer;
  },
): void {
  const { sort, release, verdict, mode } = one.answer;
  tx.send(sql`
    insert into gate_answer (organisation_id, id, seq, service_id, number, sort, release, release_id, verdict, mode, answer_id)
    values (${tx.organisation}, ${one.id}, ${tx.seq}, ${one.service}, ${one.number}, ${sort}, ${release?.version ?? null},
      ${one.releaseId}, ${verdict}, ${mode}, ${tx.text(JSON.stringify(one.answer))})`);
}

/**
 * Whether a release was approved when it went live: the last answer that was kept before was go, or an override was in force;
 * and it consisted then of what that was said of.
 * @param liveSeq the entry at which it went live
 */
export async function wasApproved(tx: ReadTx, release: string, liveSeq: number): Promise<boolean> {
  const [row] = await tx.rows<{ approved: boolean }>(sql`
    select exists (
      select from (
        select a.organisation_id, a.release_id, a.seq, a.verdict = 'go' as stood from gate_answer a
        where a.organisation_id = current_organisation() and a.release_id = ${release} and a.seq < ${liveSeq}
        order by a.seq desc limit 1) last
      where last.stood and ${isAsItWentLive('last', liveSeq)}) or exists (
      select from gate_override o
      join ledger_entry w on w.organisation_id = o.organisation_id and w.chain = 'changes' and w.seq = ${liveSeq}
      where o.organisation_id = current_organisation() and o.release_id = ${release} and o.seq < ${liveSeq}
        and o.until_at > w.at and ${isAsItWentLive('o', liveSeq)}) as approved`);
  return row!.approved;
}

/** Whether a release consisted of the same when something was said of it, and when it went live. @param said with its `seq` */
function isAsItWentLive(said: string, liveSeq: number): Sql {
  const of = raw(said);
  return sql`not exists (
    select from release_record b
    join release_record d on d.organisation_id = b.organisation_id and d.id = b.id
      and d.from_seq <= ${liveSeq} and d.to_seq > ${liveSeq} and ${isSomethingElse('b', 'd')}
    where b.organisation_id = ${of}.organisation_id and b.id = ${of}.release_id
      and b.from_seq <= ${of}.seq and b.to_seq > ${of}.seq)`;
}

async function nextNumber(tx: ReadTx, table: Sql, service: string): Promise<number> {
  const [row] = await tx.rows<{ next: number }>(sql`
    select coalesce(max(x.number), 0) + 1 as next from ${table} x
    where x.organisation_id = current_organisation() and x.service_id = ${service}`);
  return row!.next;
}
