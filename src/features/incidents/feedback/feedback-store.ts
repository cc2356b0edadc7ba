import sql, { raw, type Sql } from 'sql-template-tag';
import type { CommandTx } from '../../../platform/commands/command.ts';
import { labelOf } from '../../../platform/commands/may.ts';
import type { ReadTx } from '../../../platform/database/database.ts';
import { actorName, said, stands, standsNow, type Moment } from '../../../platform/ledger/moment-store.ts';
import {
  incidentReference,
  incidentRef,
  type CountedIncident,
  type CountedReport,
  type FeedbackRecord,
  type FeedbackWords,
  type Sort,
  type Stage,
} from '../domain.ts';
import { NOW } from '../store.ts';

/** A text of a row; '' for none. @param table its alias @param column of it */
function textOf(table: string, column: string): Sql {
  return sql`coalesce((select ${said('t')} from text_value t
    where t.organisation_id = ${raw(`${table}.organisation_id`)} and t.id = ${raw(`${table}.${column}`)}), '')`;
}

/** The four parts of an answer. @param table the alias of the row */
function wordsOf(table: string): Sql {
  return sql`${textOf(table, 'graded_id')} as graded, ${textOf(table, 'found_id')} as found,
    ${textOf(table, 'changed_id')} as changed, ${textOf(table, 'unchanged_id')} as unchanged`;
}

/** What was written and has not gone to anybody. */
export interface Draft extends FeedbackWords {
  readonly report: string;
  readonly by: string;
  readonly version: number;
}

/** What is written for these reports, by their ids. */
export async function draftsOf(tx: ReadTx, reports: readonly string[]): Promise<ReadonlyMap<string, Draft>> {
  const rows = await tx.rows<Draft>(sql`
    select d.report_id as report, d.from_seq as version, ${wordsOf('d')}, ${actorName('d.written_by')} as by
    from incident_feedback_draft d
    where d.organisation_id = current_organisation() and d.report_id = any(${reports}::uuid[]) and ${standsNow('d')}`);
  return new Map(rows.map((row) => [row.report, row]));
}

/** Writes the draft of an answer. @param words null to take it away, once it was told */
export function putDraft(
  tx: CommandTx,
  of: { readonly report: string; readonly incident: string },
  words: FeedbackWords | null,
): void {
  tx.send(sql`
    update incident_feedback_draft d set to_seq = ${tx.seq}
    where organisation_id = current_organisation() and report_id = ${of.report} and ${standsNow('d')}`);
  if (words === null) return;
  tx.send(sql`
    insert into incident_feedback_draft (organisation_id, report_id, from_seq, incident_id, graded_id, found_id,
      changed_id, unchanged_id, written_by)
    values (${tx.organisation}, ${of.report}, ${tx.seq}, ${of.incident}, ${tx.text(words.graded || null)},
      ${tx.text(words.found || null)}, ${tx.text(words.changed || null)}, ${tx.text(words.unchanged || null)},
      ${labelOf(tx.actor)})`);
}

export interface NewFeedback {
  readonly service: string;
  readonly incident: string;
  readonly report: string;
  /** Null where they are told nothing, with the reason. */
  readonly words: FeedbackWords | null;
  readonly reason: string | null;
  readonly notice: string | null;
}

/** Keeps what somebody was told, or why nothing. @returns its id */
export function putFeedback(tx: CommandTx, { service, incident, report, words, reason, notice }: NewFeedback): string {
  const id = tx.newId();
  const text = (part: keyof FeedbackWords) => tx.text(words?.[part] || null);
  tx.send(sql`
    insert into incident_feedback (organisation_id, id, from_seq, service_id, incident_id, report_id, graded_id, found_id,
      changed_id, unchanged_id, reason_id, notice, given_by)
    values (${tx.organisation}, ${id}, ${tx.seq}, ${service}, ${incident}, ${report}, ${text('graded')},
      ${text('found')}, ${text('changed')}, ${text('unchanged')}, ${tx.text(reason)}, ${notice},
      ${labelOf(tx.actor)})`);
  tx.touch(incidentRef(incident));
  return id;
}

interface FeedbackRow extends FeedbackWords {
  readonly id: string;
  readonly report: string;
  readonly at: Date;
  readonly by: string;
  readonly isTold: boolean;
  readonly reason: string;
  readonly notice: string | null;
  readonly readAt: Date | null;
}

/** What was answered to these reports, the first answer first. One query. @param reports their ids */
export async function feedbackOfReports(
  tx: ReadTx,
  reports: readonly string[],
  moment: Moment = NOW,
): Promise<FeedbackRecord[]> {
  const rows = await tx.rows<FeedbackRow>(sql`
    select f.id, f.report_id as report, l.at, ${actorName('f.given_by')} as by, f.reason_id is null as "isTold",
      ${wordsOf('f')}, ${textOf('f', 'reason_id')} as reason, f.notice, rl.at as "readAt"
    from incident_feedback f
    join ledger_entry l on l.organisation_id = f.organisation_id and l.chain = 'changes' and l.seq = f.from_seq
    left join incident_feedback_read r on r.organisation_id = f.organisation_id and r.id = f.id and ${stands('r', moment)}
    left join ledger_entry rl on rl.organisation_id = r.organisation_id and rl.chain = 'changes' and rl.seq = r.from_seq
    where f.organisation_id = current_organisation() and f.report_id = any(${reports}::uuid[]) and ${stands('f', moment)}
    order by f.from_seq, f.id`);
  return rows.map(({ isTold, graded, found, changed, unchanged, reason, ...row }) => ({
    ...row,
    words: isTold ? { graded, found, changed, unchanged } : null,
    reason: isTold ? null : reason,
  }));
}

/** What somebody reported, and of which incident, the latest first. */
export interface OwnReport {
  readonly id: string;
  readonly at: Date;
  readonly incidentId: string;
  readonly incident: string;
  readonly title: string;
  readonly sort: Sort;
  readonly stage: Stage;
  readonly voided: boolean;
  readonly service: { readonly reference: string; readonly name: string };
}

interface OwnRow extends Omit<OwnReport, 'incident' | 'service'> {
  readonly number: number;
  readonly serviceReference: string;
  readonly serviceName: string;
}

/** The reports that a person made with their account. @param services references in capitals; null for all */
export async function reportsBy(
  tx: ReadTx,
  person: string,
  services: readonly string[] | null,
  most = 200,
): Promise<OwnReport[]> {
  const rows = await tx.rows<OwnRow>(sql`
    select r.id, r.reported_at as at, i.id as "incidentId", i.number, ${textOf('i', 'title_id')} as title, i.sort, i.stage,
      i.voided_id is not null as voided, s.reference as "serviceReference", s.name as "serviceName"
    from incident_report r
    join incident i on i.organisation_id = r.organisation_id and i.id = r.incident_id and ${standsNow('i')}
    join service s on s.organisation_id = i.organisation_id and s.id = i.service_id and ${standsNow('s')}
    where r.organisation_id = current_organisation() and r.reporter_by = 'person' and r.reporter_id = ${person}
      and ${standsNow('r')} and (${services}::text[] is null or upper(s.reference) = any(${services}::text[]))
    order by r.reported_at desc, r.id desc limit ${most}`);
  return rows.map(({ number, serviceReference, serviceName, ...row }) => ({
    ...row,
    incident: incidentReference(number),
    service: { reference: serviceReference, name: serviceName },
  }));
}

/** An answer that came for somebody who reported with their account, and that they have not read. */
export interface UnreadAnswer {
  readonly id: string;
  readonly at: Date;
  readonly incident: string;
  readonly service: { readonly reference: string; readonly name: string };
}

/** What somebody was told and has not read, the oldest first. @param services references in capitals; null for all */
export async function unreadAnswers(
  tx: ReadTx,
  person: string,
  services: readonly string[] | null,
  most: number,
): Promise<UnreadAnswer[]> {
  const rows = await tx.rows<{ id: string; at: Date; number: number; reference: string; name: string }>(sql`
    select f.id, l.at, i.number, s.reference, s.name
    from incident_report r
    join incident_feedback f on f.organisation_id = r.organisation_id and f.report_id = r.id and f.reason_id is null
      and ${standsNow('f')}
    join ledger_entry l on l.organisation_id = f.organisation_id and l.chain = 'changes' and l.seq = f.from_seq
    join incident i on i.organisation_id = f.organisation_id and i.id = f.incident_id and ${standsNow('i')}
    join service s on s.organisation_id = i.organisation_id and s.id = i.service_id and ${standsNow('s')}
    where r.organisation_id = current_organisation() and r.reporter_by = 'person' and r.reporter_id = ${person}
      and ${standsNow('r')} and (${services}::text[] is null or upper(s.reference) = any(${services}::text[]))
      and not exists (select 1 from incident_feedback_read d
        where d.organisation_id = f.organisation_id and d.id = f.id and ${standsNow('d')})
    order by f.from_seq, f.id limit ${most}`);
  return rows.map(({ number, reference, name, ...row }) => ({
    ...row,
    incident: incidentReference(number),
    service: { reference, name },
  }));
}

/** Keeps that somebody read these answers. */
export function putRead(tx: CommandTx, ids: readonly string[], person: string): void {
  for (const id of ids)
    tx.send(sql`
      insert into incident_feedback_read (organisation_id, id, from_seq, person_id)
      values (${tx.organisation}, ${id}, ${tx.seq}, ${person})`);
}

/** The incidents of a service, as far as they are counted. @param service its id */
export async function countedIncidents(tx: ReadTx, service: string, moment: Moment): Promise<CountedIncident[]> {
  return tx.rows<CountedIncident>(sql`
    select i.sort, i.reported_at as "reportedAt", i.triaged_at as "triagedAt", i.closed_at as "closedAt" from incident i
    where i.organisation_id = current_organisation() and i.service_id = ${service} and ${stands('i', moment)}
      and i.voided_id is null`);
}

/** The reports of a service, as far as they are counted. @param service its id */
export async function countedReports(tx: ReadTx, service: string, moment: Moment): Promise<CountedReport[]> {
  return tx.rows<CountedReport>(sql`
    select r.reported_at as at, r.reporter_by <> 'source' as "canBeTold", (
        select min(l.at) from incident_feedback f
        join ledger_entry l on l.organisation_id = f.organisation_id and l.chain = 'changes' and l.seq = f.from_seq
        where f.organisation_id = r.organisation_id and f.report_id = r.id and ${stands('f', moment)}) as "answeredAt"
    from incident_report r
    join incident i on i.organisation_id = r.organisation_id and i.id = r.incident_id and ${stands('i', moment)}
    where r.organisation_id = current_organisation() and r.service_id = ${service} and ${stands('r', moment)}
      and i.voided_id is null`);
}

/** A report that somebody waits for an answer to. */
export interface WaitingReport {
  readonly id: string;
  readonly at: Date;
  readonly serviceId: string;
  readonly service: { readonly reference: string; readonly name: string };
  readonly incident: string;
  readonly stage: Stage;
}

/** How those stand who can be told, in services. @param services their ids */
export interface ToldRow {
  readonly service: string;
  readonly report: string;
  readonly incident: string;
  readonly at: Date;
  /** Null for not yet. */
  readonly answeredAt: Date | null;
}

/** Every report of these services by somebody who can be told, with when they first were. One query. @param services their ids */
export async function toldIn(tx: ReadTx, services: readonly string[], moment: Moment = NOW): Promise<ToldRow[]> {
  const rows = await tx.rows<Omit<ToldRow, 'incident'> & { number: number }>(sql`
    select r.service_id as service, r.id as report, i.number, r.reported_at as at, (
        select min(l.at) from incident_feedback f
        join ledger_entry l on l.organisation_id = f.organisation_id and l.chain = 'changes' and l.seq = f.from_seq
        where f.organisation_id = r.organisation_id and f.report_id = r.id and ${stands('f', moment)}) as "answeredAt"
    from incident_report r
    join incident i on i.organisation_id = r.organisation_id and i.id = r.incident_id and ${stands('i', moment)}
    where r.organisation_id = current_organisation() and r.service_id = any(${services}::uuid[]) and ${stands('r', moment)}
      and r.reporter_by <> 'source' and i.voided_id is null
    order by r.reported_at, r.id`);
  return rows.map(({ number, ...row }) => ({ ...row, incident: incidentReference(number) }));
}

/**
 * Reports whose answer is late, the oldest first: nobody answered, and it was made before a time.
 * @param services references in capitals; null for all
 */
export async function lateReports(
  tx: ReadTx,
  services: readonly string[] | null,
  before: Date,
  most: number,
): Promise<WaitingReport[]> {
  const rows = await tx.rows<
    Omit<WaitingReport, 'incident' | 'service'> & { number: number; reference: string; name: string }
  >(sql`
    select r.id, r.reported_at as at, i.service_id as "serviceId", s.reference, s.name, i.number, i.stage
    from incident_report r
    join incident i on i.organisation_id = r.organisation_id and i.id = r.incident_id and ${standsNow('i')}
    join service s on s.organisation_id = i.organisation_id and s.id = i.service_id and ${standsNow('s')}
    where r.organisation_id = current_organisation() and r.reporter_by <> 'source' and ${standsNow('r')}
      and r.reported_at <= ${before} and i.voided_id is null
      and (${services}::text[] is null or upper(s.reference) = any(${services}::text[]))
      and not exists (select 1 from incident_feedback f
        where f.organisation_id = r.organisation_id and f.report_id = r.id and ${standsNow('f')})
    order by r.reported_at, r.id limit ${most}`);
  return rows.map(({ number, reference, name, ...row }) => ({
    ...row,
    incident: incidentReference(number),
    service: { reference, name },
  }));
}
