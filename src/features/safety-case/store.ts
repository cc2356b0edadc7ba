import sql, { empty, type Sql } from 'sql-template-tag';
import type { CommandTx } from '../../platform/commands/command.ts';
import type { ReadTx } from '../../platform/database/database.ts';
import { actorName, said, stands, standsNow, type Moment } from '../../platform/ledger/moment-store.ts';
import {
  SECTIONS,
  type ReportPhase,
  type ReportSort,
  type SectionId,
  type SectionVersion,
  type StoredReport,
} from './domain.ts';

/* Reports as they are kept: what each is about, and what people wrote in it, section by section. */

export const NOW: Moment = { seq: null, now: new Date(0) };

/** Which reports are asked for. */
export interface Which {
  readonly ids?: readonly string[];
  readonly services?: readonly string[];
  readonly number?: number;
}

interface Row extends Omit<StoredReport, 'prose' | 'versions' | 'version'> {
  readonly from: number;
  readonly written: Readonly<Record<string, { readonly text: string; readonly version: number }>>;
}

/** Reports as they stand at a moment, the latest first. One query. */
export async function reportsAt(tx: ReadTx, { ids, services, number }: Which, moment: Moment): Promise<StoredReport[]> {
  const rows = await tx.rows<Row>(sql`
    select r.id, r.number, json_build_object('id', s.id, 'reference', s.reference, 'name', s.name) as service, r.sort,
      r.phase, r.release, l.number as log, r.log_id as "logId", x.number as "supersededBy", r.from_seq as from,
      coalesce((
        select json_object_agg(c.section, json_build_object('text', coalesce(${said('t')}, ''), 'version', c.from_seq))
        from case_report_section c
        left join text_value t on t.organisation_id = c.organisation_id and t.id = c.prose_id
        where c.organisation_id = r.organisation_id and c.report_id = r.id and ${stands('c', moment)}), '{}') as written
    from case_report r
    join service s on s.organisation_id = r.organisation_id and s.id = r.service_id and ${standsNow('s')}
    join hazard_log l on l.organisation_id = r.organisation_id and l.id = r.log_id and ${standsNow('l')}
    left join case_report x on x.organisation_id = r.organisation_id and x.id = r.superseded_by and ${standsNow('x')}
    where r.organisation_id = current_organisation() and ${stands('r', moment)}
      ${ids === undefined ? empty : sql`and r.id = any(${ids}::uuid[])`}
      ${services === undefined ? empty : sql`and r.service_id = any(${services}::uuid[])`}
      ${number === undefined ? empty : sql`and r.number = ${number}`}
    order by r.number desc, r.id`);
  return rows.map(({ from, written, ...row }) => ({
    ...row,
    prose: bySection((id) => written[id]?.text ?? ''),
    versions: bySection((id) => written[id]?.version ?? 0),
    version: Math.max(from, ...Object.values(written).map(({ version }) => version)),
  }));
}

function bySection<Value>(of: (id: SectionId) => Value): Readonly<Record<SectionId, Value>> {
  return Object.fromEntries(SECTIONS.map(({ id }) => [id, of(id)])) as Record<SectionId, Value>;
}

/** The number after the last report of a service. Behind the ledger's lock, nobody else gives it. */
export async function nextReport(tx: ReadTx, service: string): Promise<number> {
  const [row] = await tx.rows<{ next: number }>(sql`
    select coalesce(max(number), 0) + 1 as next from case_report
    where organisation_id = current_organisation() and service_id = ${service}`);
  return row!.next;
}

/** What a report holds when it is begun. */
export interface NewReport {
  readonly id: string;
  readonly service: string;
  readonly number: number;
  readonly sort: ReportSort;
  readonly phase: ReportPhase;
  readonly release: string | null;
  /** The id of its hazard log. */
  readonly log: string;
}

export function putReport(tx: CommandTx, one: NewReport): void {
  tx.send(sql`
    insert into case_report (organisation_id, id, from_seq, service_id, number, sort, phase, release, log_id)
    values (${tx.organisation}, ${one.id}, ${tx.seq}, ${one.service}, ${one.number}, ${one.sort}, ${one.phase},
      ${one.release}, ${one.log})`);
  touched(tx, one.id);
}

/** Another report took the place of this one. @param by its id */
export function supersede(tx: CommandTx, id: string, by: string): void {
  tx.send(sql`
    update case_report r set to_seq = ${tx.seq}
    where organisation_id = current_organisation() and id = ${id} and ${standsNow('r')}`);
  tx.send(sql`
    insert into case_report (organisation_id, id, from_seq, service_id, number, sort, phase, release, log_id, superseded_by)
    select organisation_id, id, ${tx.seq}, service_id, number, sort, phase, release, log_id, ${by}
    from case_report
    where organisation_id = current_organisation() and id = ${id} and to_seq = ${tx.seq}`);
  touched(tx, id);
}

function touched(tx: CommandTx, id: string): void {
  tx.touch({ kind: 'case-report', id });
  tx.touch({ kind: 'residual-acceptance', id });
}

/** Writes one section of a report. @param prose the id of the home of its text; null for none */
export function putSection(tx: CommandTx, report: string, section: SectionId, prose: string | null): void {
  tx.send(sql`
    update case_report_section c set to_seq = ${tx.seq}
    where organisation_id = current_organisation() and report_id = ${report} and section = ${section}
      and ${standsNow('c')}`);
  tx.send(sql`
    insert into case_report_section (organisation_id, report_id, section, from_seq, prose_id)
    values (${tx.organisation}, ${report}, ${section}, ${tx.seq}, ${prose})`);
  tx.touch({ kind: 'case-report', id: report });
}

function sectionVersions(tx: ReadTx, which: Sql): Promise<SectionVersion[]> {
  return tx.rows<SectionVersion>(sql`
    select c.report_id as report, c.section, c.from_seq as from, coalesce(${said('t')}, '') as text,
      ${actorName('l.actor')} as who, l.at
    from case_report_section c
    join ledger_entry l on l.organisation_id = c.organisation_id and l.chain = 'changes' and l.seq = c.from_seq
    left join text_value t on t.organisation_id = c.organisation_id and t.id = c.prose_id
    where c.organisation_id = current_organisation() ${which}
    order by c.report_id, c.from_seq`);
}

/** Everything that people ever wrote in a section, in its order. */
export function historyOf(tx: ReadTx, report: string, section: SectionId): Promise<SectionVersion[]> {
  return sectionVersions(tx, sql`and c.report_id = ${report} and c.section = ${section}`);
}

/** The versions of the sections of a report that stood at an entry of the ledger or began after it, up to another one. */
export function sectionsSince(tx: ReadTx, report: string, from: number, to: number | null): Promise<SectionVersion[]> {
  return sectionVersions(
    tx,
    sql`and c.report_id = ${report} and c.to_seq > ${from} ${to === null ? empty : sql`and c.from_seq <= ${to}`}`,
  );
}

/** Of these reports, the sections whose words differ from those at an entry each. One query. */
export function sectionsDrifted(
  tx: ReadTx,
  since: readonly { readonly id: string; readonly seq: number }[],
): Promise<{ readonly id: string; readonly section: SectionId }[]> {
  const body = (alias: 'n' | 'b') => (alias === 'n' ? sql`n.prose_id` : sql`b.prose_id`);
  const text = (alias: 'n' | 'b') => sql`coalesce((
    select t.body from text_value t where t.organisation_id = current_organisation() and t.id = ${body(alias)}), '')`;
  return tx.rows(sql`
    select o.id, n.section
    from unnest(${since.map(({ id }) => id)}::uuid[], ${since.map(({ seq }) => seq)}::bigint[]) as o (id, seq)
    join case_report_section n on n.organisation_id = current_organisation() and n.report_id = o.id and ${standsNow('n')}
      and n.from_seq > o.seq
    left join case_report_section b on b.organisation_id = n.organisation_id and b.report_id = n.report_id
      and b.section = n.section and b.from_seq <= o.seq and b.to_seq > o.seq
    where ${text('n')} <> ${text('b')}
    order by o.id, n.section`);
}

/** Of these reports, those whose residual risk somebody has accepted by a signature, however that stands now. */
export async function everAccepted(tx: ReadTx, ids: readonly string[]): Promise<ReadonlySet<string>> {
  const rows = await tx.rows<{ id: string }>(sql`
    select distinct subject_id as id from approval
    where organisation_id = current_organisation() and kind = 'residual-acceptance' and subject_id = any(${ids}::uuid[])`);
  return new Set(rows.map(({ id }) => id));
}

/** Whether somebody signed the latest approved version of this subject. */
export async function signedLatest(tx: ReadTx, kind: string, id: string, person: string): Promise<boolean> {
  const [row] = await tx.rows<{ signed: boolean }>(sql`
    select exists (
      select from signature g
      where g.organisation_id = a.organisation_id and g.id = any(a.signature_ids) and g.person_id = ${person}
        and g.record -> 'outside' = 'null'::jsonb) as signed
    from approval a
    where a.organisation_id = current_organisation() and a.kind = ${kind} and a.subject_id = ${id}
    order by a.number desc limit 1`);
  return row?.signed ?? false;
}
