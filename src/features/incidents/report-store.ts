import sql, { raw, type Sql } from 'sql-template-tag';
import type { CommandTx } from '../../platform/commands/command.ts';
import { labelOf } from '../../platform/commands/may.ts';
import type { ReadTx } from '../../platform/database/database.ts';
import { actorName, said, stands, standsNow, type Moment } from '../../platform/ledger/moment-store.ts';
import {
  incidentRef,
  type Channel,
  type ContainmentSort,
  type Graded,
  type IncidentReport,
  type Reporter,
} from './domain.ts';
import { NOW } from './store.ts';

/*
 * What belongs to an incident line by line: who reported it, what was graded, what was done, what was written down.
 */

/** A text of a row. @param table its alias @param column of it */
function textOf(table: string, column: string): Sql {
  return sql`(select ${said('t')} from text_value t
    where t.organisation_id = ${raw(`${table}.organisation_id`)} and t.id = ${raw(`${table}.${column}`)})`;
}

export interface NewReport {
  readonly id: string;
  readonly service: string;
  readonly incident: string;
  readonly channel: Channel;
  readonly reporter: Reporter;
  readonly at: Date;
  readonly externalKey: string | null;
  /** The id of what it says beside the first report. */
  readonly words: string | null;
}

export function putReport(tx: CommandTx, one: NewReport): void {
  const { reporter } = one;
  tx.send(sql`
    insert into incident_report (organisation_id, id, from_seq, service_id, incident_id, channel, reporter_by, reporter_id,
      reporter_name, reported_at, external_key, words_id)
    values (${tx.organisation}, ${one.id}, ${tx.seq}, ${one.service}, ${one.incident}, ${one.channel}, ${reporter.by},
      ${reporter.by === 'source' ? null : reporter.id}, ${reporter.by === 'source' ? reporter.name : null}, ${one.at},
      ${one.externalKey}, ${one.words})`);
  tx.touch(incidentRef(one.incident));
}

interface ReportRow {
  readonly id: string;
  readonly incident: string;
  readonly channel: Channel;
  readonly reporterBy: Reporter['by'];
  readonly reporterId: string | null;
  readonly reporterName: string | null;
  readonly person: string | null;
  readonly at: Date;
  readonly words: string | null;
}

/** Each report of these incidents, the first one first. One query. */
export async function reportsOf(
  tx: ReadTx,
  incidents: readonly string[],
  moment: Moment = NOW,
): Promise<(IncidentReport & { readonly incident: string })[]> {
  const rows = await tx.rows<ReportRow>(sql`
    select r.id, r.incident_id as incident, r.channel, r.reporter_by as "reporterBy", r.reporter_id as "reporterId",
      r.reporter_name as "reporterName", p.name as person, r.reported_at as at, ${textOf('r', 'words_id')} as words
    from incident_report r
    left join person p on p.id = r.reporter_id and r.reporter_by = 'person'
    where r.organisation_id = current_organisation() and r.incident_id = any(${incidents}::uuid[]) and ${stands('r', moment)}
    order by r.reported_at, r.id`);
  return rows.map(({ reporterBy, reporterId, reporterName, person, ...row }) => ({
    ...row,
    reporter:
      reporterBy === 'source' ? { by: 'source', name: reporterName ?? '' } : { by: reporterBy, id: reporterId ?? '' },
    by:
      reporterBy === 'source'
        ? (reporterName ?? '')
        : reporterBy === 'concern'
          ? 'Somebody from the public'
          : (person ?? 'Somebody'),
  }));
}

/** The report that was taken in under a key of another system; null for none. @param service its id */
export async function reportByKey(
  tx: ReadTx,
  service: string,
  key: string,
): Promise<{ readonly report: string; readonly incident: string; readonly number: number } | null> {
  const [row] = await tx.rows<{ report: string; incident: string; number: number }>(sql`
    select r.id as report, r.incident_id as incident, i.number
    from incident_report r
    join incident i on i.organisation_id = r.organisation_id and i.id = r.incident_id and ${standsNow('i')}
    where r.organisation_id = current_organisation() and r.service_id = ${service} and r.external_key = ${key}
      and ${standsNow('r')}`);
  return row ?? null;
}

/** A grade that was given, or taken back. */
export interface Grade {
  readonly id: string;
  readonly graded: Graded;
  readonly before: string | null;
  readonly value: string | null;
  readonly reason: string | null;
  readonly by: string;
  readonly at: Date;
}

export function putGrade(
  tx: CommandTx,
  incident: string,
  one: {
    readonly graded: Graded;
    readonly before: string | null;
    readonly value: string | null;
    readonly reason: string | null;
  },
): void {
  tx.send(sql`
    insert into incident_grade (organisation_id, id, from_seq, incident_id, graded, before, value, reason_id, given_by)
    values (${tx.organisation}, ${tx.newId()}, ${tx.seq}, ${incident}, ${one.graded}, ${one.before}, ${one.value},
      ${one.reason}, ${labelOf(tx.actor)})`);
}

/** When a row was written: its entry of the ledger. @param table its alias */
function entryOf(table: string): Sql {
  return sql`join ledger_entry l on l.organisation_id = ${raw(`${table}.organisation_id`)} and l.chain = 'changes'
    and l.seq = ${raw(`${table}.from_seq`)}`;
}

/** What was graded of an incident, the first grade first. */
export async function gradesOf(tx: ReadTx, incident: string, moment: Moment = NOW): Promise<Grade[]> {
  return tx.rows<Grade>(sql`
    select g.id, g.graded, g.before, g.value, ${textOf('g', 'reason_id')} as reason, ${actorName('g.given_by')} as by, l.at
    from incident_grade g ${entryOf('g')}
    where g.organisation_id = current_organisation() and g.incident_id = ${incident} and ${stands('g', moment)}
    order by g.from_seq, g.id`);
}

/** A line of the journal: who, when, what. */
export interface JournalLine {
  readonly id: string;
  readonly text: string;
  readonly by: string;
  readonly at: Date;
}

/** Writes a line of the journal. @param text what somebody typed, or what was done, in a sentence */
export function putJournal(tx: CommandTx, incident: string, text: string): void {
  tx.send(sql`
    insert into incident_journal (organisation_id, id, from_seq, incident_id, text_id, written_by)
    values (${tx.organisation}, ${tx.newId()}, ${tx.seq}, ${incident}, ${tx.text(text)}, ${labelOf(tx.actor)})`);
}

/** The journal of an incident, the first line first. */
export async function journalOf(tx: ReadTx, incident: string, moment: Moment = NOW): Promise<JournalLine[]> {
  return tx.rows<JournalLine>(sql`
    select j.id, coalesce(${textOf('j', 'text_id')}, '') as text, ${actorName('j.written_by')} as by, l.at
    from incident_journal j ${entryOf('j')}
    where j.organisation_id = current_organisation() and j.incident_id = ${incident} and ${stands('j', moment)}
    order by j.from_seq, j.id`);
}

/** What was done at once. */
export interface Containment {
  readonly id: string;
  readonly sort: ContainmentSort;
  readonly text: string;
  readonly doneAt: Date;
  readonly by: string;
  readonly at: Date;
}

export function putContainment(
  tx: CommandTx,
  incident: string,
  one: { readonly sort: ContainmentSort; readonly text: string; readonly doneAt: Date },
): void {
  tx.send(sql`
    insert into incident_containment (organisation_id, id, from_seq, incident_id, sort, text_id, done_at, written_by)
    values (${tx.organisation}, ${tx.newId()}, ${tx.seq}, ${incident}, ${one.sort}, ${tx.text(one.text)}, ${one.doneAt},
      ${labelOf(tx.actor)})`);
}

/** What was done at once about an incident, in the order of the times. */
export async function containmentsOf(tx: ReadTx, incident: string, moment: Moment = NOW): Promise<Containment[]> {
  return tx.rows<Containment>(sql`
    select c.id, c.sort, coalesce(${textOf('c', 'text_id')}, '') as text, c.done_at as "doneAt",
      ${actorName('c.written_by')} as by, l.at
    from incident_containment c ${entryOf('c')}
    where c.organisation_id = current_organisation() and c.incident_id = ${incident} and ${stands('c', moment)}
    order by c.done_at, c.id`);
}
