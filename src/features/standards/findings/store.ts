import sql, { empty, type Sql } from 'sql-template-tag';
import type { CommandTx } from '../../../platform/commands/command.ts';
import type { ReadTx } from '../../../platform/database/database.ts';
import { actorName, said, stands, standsNow, type Moment } from '../../../platform/ledger/moment-store.ts';
import type { Finding, WrittenJudgement, WrittenScope } from '../domain/findings.ts';

/* Findings and scope decisions, as they were written. What was signed of them stands with approvals. */

const SERVICE = sql`json_build_object('id', s.id, 'reference', s.reference, 'name', s.name)`;

/** Which findings, or scope decisions, are asked for. */
export type Which =
  | { readonly service: string; readonly number: number }
  | { readonly service: string; readonly catalogue: string; readonly section: string | null }
  | { readonly services: readonly string[] }
  | { readonly ids: readonly string[] };

function matching(alias: 'f' | 'd', which: Which): Sql {
  const columns = {
    f: {
      service: sql`f.service_id`,
      number: sql`f.number`,
      catalogue: sql`f.catalogue`,
      section: sql`f.section`,
      id: sql`f.id`,
    },
    d: {
      service: sql`d.service_id`,
      number: sql`d.number`,
      catalogue: sql`d.catalogue`,
      section: sql`d.section`,
      id: sql`d.id`,
    },
  }[alias];
  if ('ids' in which) return sql`and ${columns.id} = any(${which.ids}::uuid[])`;
  if ('services' in which) return sql`and ${columns.service} = any(${which.services}::uuid[])`;
  if ('number' in which) return sql`and ${columns.service} = ${which.service} and ${columns.number} = ${which.number}`;
  return sql`and ${columns.service} = ${which.service} and ${columns.catalogue} = ${which.catalogue}
    and ${columns.section} is not distinct from ${which.section}`;
}

type WrittenRow = Omit<WrittenJudgement, 'at'> & { readonly at: string };

function judgementsOf(finding: Sql, when: Sql): Sql {
  return sql`coalesce((
    select json_agg(json_build_object('criterion', j.criterion, 'value', j.value, 'reason', coalesce(${said('t')}, ''),
      'facts', j.facts, 'basis', j.basis, 'seq', j.from_seq, 'by', ${actorName('l.actor')}, 'at', l.at,
      'edition', (select f.edition from finding f where f.organisation_id = j.organisation_id and f.id = j.finding_id
        and f.from_seq <= j.from_seq and f.to_seq > j.from_seq))
      order by j.criterion)
    from finding_judgement j
    join ledger_entry l on l.organisation_id = j.organisation_id and l.chain = 'changes' and l.seq = j.from_seq
    left join text_value t on t.organisation_id = j.organisation_id and t.id = j.reason_id
    where j.organisation_id = current_organisation() and j.finding_id = ${finding} and ${when}), '[]')`;
}

function dated(rows: readonly WrittenRow[]): WrittenJudgement[] {
  return rows.map((row) => ({ ...row, at: new Date(row.at) }));
}

/** Findings as they stand at a moment, in the order of their numbers. One query. */
export async function findingsAt(tx: ReadTx, which: Which, moment: Moment): Promise<Finding[]> {
  const rows = await tx.rows<Omit<Finding, 'judgements'> & { judgements: WrittenRow[] }>(sql`
    select f.id, f.number, ${SERVICE} as service, f.catalogue, f.edition, f.section, f.from_seq as version,
      ${judgementsOf(sql`f.id`, stands('j', moment))} as judgements
    from finding f
    join service s on s.organisation_id = f.organisation_id and s.id = f.service_id and ${standsNow('s')}
    where f.organisation_id = current_organisation() and ${stands('f', moment)} ${matching('f', which)}
    order by f.number`);
  return rows.map((row) => ({ ...row, judgements: dated(row.judgements) }));
}

/** Findings as they were at an entry each: what was signed then. One query. */
export async function findingsThen(
  tx: ReadTx,
  then: readonly { readonly finding: string; readonly seq: number }[],
): Promise<Finding[]> {
  const rows = await tx.rows<Omit<Finding, 'judgements'> & { judgements: WrittenRow[] }>(sql`
    select f.id, f.number, ${SERVICE} as service, f.catalogue, f.edition, f.section, f.from_seq as version,
      ${judgementsOf(sql`f.id`, sql`j.from_seq <= o.seq and j.to_seq > o.seq`)} as judgements
    from unnest(${then.map((one) => one.finding)}::uuid[], ${then.map((one) => one.seq)}::bigint[]) as o (finding, seq)
    join finding f on f.organisation_id = current_organisation() and f.id = o.finding
      and f.from_seq <= o.seq and f.to_seq > o.seq
    join service s on s.organisation_id = f.organisation_id and s.id = f.service_id and ${standsNow('s')}`);
  return rows.map((row) => ({ ...row, judgements: dated(row.judgements) }));
}

/** Every judgement of a finding that stood at an entry or began after it, up to another one; the earliest first. */
export async function judgementVersions(
  tx: ReadTx,
  finding: string,
  from: number,
  to: number | null,
): Promise<(WrittenJudgement & { readonly until: number })[]> {
  const rows = await tx.rows<WrittenRow & { until: number }>(sql`
    select j.criterion, j.value, coalesce(${said('t')}, '') as reason, j.facts, j.basis, j.from_seq as seq,
      ${actorName('l.actor')} as by, l.at, j.to_seq as until, f.edition
    from finding_judgement j
    join finding f on f.organisation_id = j.organisation_id and f.id = j.finding_id and f.from_seq <= j.from_seq
      and f.to_seq > j.from_seq
    join ledger_entry l on l.organisation_id = j.organisation_id and l.chain = 'changes' and l.seq = j.from_seq
    left join text_value t on t.organisation_id = j.organisation_id and t.id = j.reason_id
    where j.organisation_id = current_organisation() and j.finding_id = ${finding} and j.to_seq > ${from}
      ${to === null ? empty : sql`and j.from_seq <= ${to}`}
    order by j.from_seq, j.criterion`);
  return rows.map((row) => ({ ...row, at: new Date(row.at) }));
}

/** How many judgements of findings were made after an entry each. One query. */
export function judgedSince(
  tx: ReadTx,
  since: readonly { readonly id: string; readonly seq: number }[],
): Promise<{ readonly id: string; readonly judged: number }[]> {
  return tx.rows(sql`
    select o.id, (
      select count(*)::int from finding_judgement j
      where j.organisation_id = current_organisation() and j.finding_id = o.id and ${standsNow('j')}
        and j.from_seq > o.seq) as judged
    from unnest(${since.map((one) => one.id)}::uuid[], ${since.map((one) => one.seq)}::bigint[]) as o (id, seq)`);
}

/** What a version of a finding holds when it is written. */
export interface NewFinding {
  readonly id: string;
  readonly number: number;
  readonly service: string;
  readonly catalogue: string;
  readonly edition: string;
  readonly section: string;
  /** Those that are judged now; what is not among them stays as it is. */
  readonly judgements: readonly Pick<WrittenJudgement, 'criterion' | 'value' | 'reason' | 'facts' | 'basis'>[];
}

/** Writes a finding, new or judged again. */
export function putFinding(tx: CommandTx, one: NewFinding): void {
  tx.send(sql`
    update finding f set to_seq = ${tx.seq}
    where organisation_id = current_organisation() and id = ${one.id} and ${standsNow('f')}`);
  tx.send(sql`
    insert into finding (organisation_id, id, from_seq, service_id, number, catalogue, edition, section)
    values (${tx.organisation}, ${one.id}, ${tx.seq}, ${one.service}, ${one.number}, ${one.catalogue}, ${one.edition},
      ${one.section})`);
  tx.send(sql`
    update finding_judgement j set to_seq = ${tx.seq}
    where organisation_id = current_organisation() and finding_id = ${one.id} and ${standsNow('j')}
      and criterion = any(${one.judgements.map(({ criterion }) => criterion)}::text[])`);
  const rows = one.judgements.map(({ reason, ...rest }) => ({
    ...rest,
    reason: reason === '' ? null : tx.text(reason),
  }));
  tx.send(sql`
    insert into finding_judgement (organisation_id, finding_id, criterion, from_seq, value, reason_id, facts, basis)
    select ${tx.organisation}, ${one.id}, r.criterion, ${tx.seq}, r.value, r.reason, r.facts, r.basis
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
      as r (criterion text, value text, reason uuid, facts jsonb, basis jsonb)`);
  tx.touch({ kind: 'finding', id: one.id });
}

/** The number after the last finding of a service. Behind the ledger's lock, nobody else gives it. */
export async function nextFinding(tx: ReadTx, service: string): Promise<number> {
  const [row] = await tx.rows<{ next: number }>(sql`
    select coalesce(max(number), 0) + 1 as next from finding
    where organisation_id = current_organisation() and service_id = ${service}`);
  return row!.next;
}

type ScopeRow = Omit<WrittenScope, 'at'> & { readonly at: string };

function scopes(tx: ReadTx, which: Sql): Promise<ScopeRow[]> {
  return tx.rows<ScopeRow>(sql`
    select d.id, d.number, ${SERVICE} as service, d.catalogue, d.edition, d.section, d.applies,
      coalesce(${said('r')}, '') as reason, d.facts, d.signatures,
      case when d.withdrawn_id is not null then coalesce(${said('w')}, '') end as withdrawn,
      ${actorName('l.actor')} as by, l.at, d.from_seq as version
    from scope_decision d
    join service s on s.organisation_id = d.organisation_id and s.id = d.service_id and ${standsNow('s')}
    join ledger_entry l on l.organisation_id = d.organisation_id and l.chain = 'changes' and l.seq = d.decided_seq
    left join text_value r on r.organisation_id = d.organisation_id and r.id = d.reason_id
    left join text_value w on w.organisation_id = d.organisation_id and w.id = d.withdrawn_id
    where d.organisation_id = current_organisation() ${which}`);
}

/** Scope decisions as they stand at a moment, in the order of their numbers. One query. */
export async function scopesAt(tx: ReadTx, which: Which, moment: Moment): Promise<WrittenScope[]> {
  const rows = await scopes(tx, sql`and ${stands('d', moment)} ${matching('d', which)} order by d.number`);
  return rows.map((row) => ({ ...row, at: new Date(row.at) }));
}

/** The versions of a scope decision that stood at an entry or began after it, up to another one. */
export async function scopeVersions(tx: ReadTx, id: string, from: number, to: number | null): Promise<WrittenScope[]> {
  const rows = await scopes(
    tx,
    sql`and d.id = ${id} and d.to_seq > ${from} ${to === null ? empty : sql`and d.from_seq <= ${to}`} order by d.from_seq`,
  );
  return rows.map((row) => ({ ...row, at: new Date(row.at) }));
}

/** What a version of a scope decision holds when it is written. */
export interface NewScope {
  readonly id: string;
  readonly number: number;
  readonly service: string;
  readonly catalogue: string;
  readonly edition: string;
  readonly section: string | null;
  readonly applies: boolean;
  readonly reason: string;
  readonly facts: WrittenScope['facts'];
  readonly signatures: 1 | 2;
}

/** Writes a scope decision, new or decided again. */
export function putScope(tx: CommandTx, one: NewScope): void {
  endScope(tx, one.id);
  tx.send(sql`
    insert into scope_decision (organisation_id, id, from_seq, service_id, number, catalogue, edition, section, applies,
      reason_id, facts, signatures, decided_seq)
    values (${tx.organisation}, ${one.id}, ${tx.seq}, ${one.service}, ${one.number}, ${one.catalogue}, ${one.edition},
      ${one.section}, ${one.applies}, ${tx.text(one.reason)}, ${JSON.stringify(one.facts)}::jsonb, ${one.signatures},
      ${tx.seq})`);
  tx.touch({ kind: 'scope-decision', id: one.id });
}

/** Takes a scope decision back. @param why the reason, as it was typed */
export function withdrawScope(tx: CommandTx, id: string, why: string): void {
  endScope(tx, id);
  tx.send(sql`
    insert into scope_decision (organisation_id, id, from_seq, service_id, number, catalogue, edition, section, applies,
      reason_id, facts, signatures, decided_seq, withdrawn_id)
    select organisation_id, id, ${tx.seq}, service_id, number, catalogue, edition, section, applies, reason_id, facts,
      signatures, decided_seq, ${tx.text(why)}
    from scope_decision
    where organisation_id = current_organisation() and id = ${id} and to_seq = ${tx.seq}`);
  tx.touch({ kind: 'scope-decision', id });
}

function endScope(tx: CommandTx, id: string): void {
  tx.send(sql`
    update scope_decision d set to_seq = ${tx.seq}
    where organisation_id = current_organisation() and id = ${id} and ${standsNow('d')}`);
}

/** The number after the last scope decision of a service. */
export async function nextScope(tx: ReadTx, service: string): Promise<number> {
  const [row] = await tx.rows<{ next: number }>(sql`
    select coalesce(max(number), 0) + 1 as next from scope_decision
    where organisation_id = current_organisation() and service_id = ${service}`);
  return row!.next;
}
