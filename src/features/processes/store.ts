import sql, { empty, raw, type Sql } from 'sql-template-tag';
import type { CommandTx } from '../../platform/commands/command.ts';
import type { ReadTx } from '../../platform/database/database.ts';
import { writtenOut } from '../../platform/database/written-out.ts';
import { actorName, said, stands, standsNow, type Moment } from '../../platform/ledger/moment-store.ts';
import type { Day } from '../../words/days.ts';
import type { Process, ProcessState, Run, RunOutcome, RunSort, Sort } from './domain.ts';

/** The ids of the texts of a process. */
export interface ProcessTexts {
  readonly title: string;
  readonly what: string | null;
  readonly who: string | null;
  readonly starts: string | null;
  readonly comes: string | null;
  readonly link: string | null;
  readonly reason: string | null;
}

/** The last run that counts. */
export interface StoredLast {
  readonly id: string;
  readonly number: number;
  readonly on: Day;
  readonly sort: RunSort;
  readonly outcome: RunOutcome;
}

/** A process with its last run. */
export interface StoredProcess extends Process {
  readonly texts: ProcessTexts;
  readonly last: StoredLast | null;
}

const NOW: Moment = { seq: null, now: new Date(0) };

/** A text of a process, as it is shown. @param column of `p` */
function textIn(column: string): Sql {
  return sql`coalesce((select ${said('t')} from text_value t
    where t.organisation_id = p.organisation_id and t.id = ${raw(`p.${column}`)}), '')`;
}

function processesWhere(moment: Moment, which: Sql): Sql {
  return sql`
    select p.id, p.key, json_build_object('id', s.id, 'reference', s.reference, 'name', s.name) as service,
      ${textIn('title_id')} as title, ${textIn('what_id')} as what, ${textIn('who_id')} as who,
      ${textIn('starts_id')} as starts, ${textIn('comes_id')} as comes, p.sort, p.every,
      json_build_object('id', o.id, 'name', o.name) as owner, ${textIn('link_id')} as link, p.state,
      ${textIn('reason_id')} as reason, p.from_seq as version,
      json_build_object('title', p.title_id, 'what', p.what_id, 'who', p.who_id, 'starts', p.starts_id,
        'comes', p.comes_id, 'link', p.link_id, 'reason', p.reason_id) as texts,
      case when r.id is null then null else json_build_object('id', r.id, 'number', r.number, 'on', r.ran_on::text,
        'sort', r.sort, 'outcome', r.outcome) end as last
    from process p
    join service s on s.organisation_id = p.organisation_id and s.id = p.service_id and ${standsNow('s')}
    join person o on o.id = p.owner_id
    left join lateral (
      select r.id, r.number, r.ran_on, r.sort, r.outcome from process_run r
      where r.organisation_id = p.organisation_id and r.process_id = p.id and ${stands('r', moment)}
        and r.withdrawn_id is null
      order by r.ran_on desc, r.number desc limit 1) r on true
    where p.organisation_id = current_organisation() and ${stands('p', moment)} ${which}`;
}

/** The processes of these services as they stood at a moment, in the order in which they were begun. One query. */
export async function processesOf(
  tx: ReadTx,
  services: readonly string[],
  moment: Moment = NOW,
): Promise<StoredProcess[]> {
  return tx.rows<StoredProcess>(
    sql`${processesWhere(moment, sql`and p.service_id = any(${services}::uuid[])`)} order by p.id`,
  );
}

/** The process of this key in a service, as it stands now. @param service its id */
export async function processByKey(tx: ReadTx, service: string, key: string): Promise<StoredProcess | null> {
  const [row] = await tx.rows<StoredProcess>(
    processesWhere(NOW, sql`and p.service_id = ${service} and p.key = ${key}`),
  );
  return row ?? null;
}

/** These processes, as they stand now. */
export async function processesById(tx: ReadTx, ids: readonly string[]): Promise<StoredProcess[]> {
  return tx.rows<StoredProcess>(processesWhere(NOW, sql`and p.id = any(${ids}::uuid[])`));
}

/**
 * The processes of an owner that have to be run by a day, or never were, in services where they still do such work: the
 * longest overdue first, those that were never run last.
 * @param services references; null for all of the organisation
 */
export async function waitingProcesses(
  tx: ReadTx,
  { owner, services, by }: { readonly owner: string; readonly services: readonly string[] | null; readonly by: Day },
  limit: number,
): Promise<StoredProcess[]> {
  return tx.rows<StoredProcess>(sql`
    ${processesWhere(
      NOW,
      sql`and p.owner_id = ${owner} and p.state = 'in use' and s.phase <> 'retired'
        ${services === null ? empty : sql`and s.reference = any(${services}::text[])`}
        and (r.ran_on is null or r.ran_on + p.every <= ${by}::date)`,
    )}
    order by r.ran_on + p.every nulls last, p.id limit ${writtenOut(limit)}`);
}

/** The number after the last process of a team's own. Behind the ledger's lock, nobody else gives it. */
export async function nextOwn(tx: ReadTx, service: string): Promise<number> {
  const [row] = await tx.rows<{ next: number }>(sql`
    select coalesce(max(substr(p.key, 5)::int), 0) + 1 as next from process p
    where p.organisation_id = current_organisation() and ${standsNow('p')} and p.service_id = ${service}
      and p.key like 'own-%'`);
  return row!.next;
}

/** What a version of a process holds when it is written; its texts by the ids of their homes. */
export interface NewProcess {
  readonly id: string;
  readonly service: string;
  readonly key: string;
  readonly texts: ProcessTexts;
  readonly sort: Sort;
  readonly every: number;
  readonly owner: string;
  readonly state: ProcessState;
}

/** Writes a process, new or changed. */
export function putProcess(tx: CommandTx, one: NewProcess): void {
  const { texts } = one;
  tx.send(sql`
    update process p set to_seq = ${tx.seq}
    where organisation_id = current_organisation() and id = ${one.id} and ${standsNow('p')}`);
  tx.send(sql`
    insert into process (organisation_id, id, from_seq, service_id, key, title_id, what_id, who_id, starts_id, comes_id,
      sort, every, owner_id, link_id, state, reason_id)
    values (${tx.organisation}, ${one.id}, ${tx.seq}, ${one.service}, ${one.key}, ${texts.title}, ${texts.what},
      ${texts.who}, ${texts.starts}, ${texts.comes}, ${one.sort}, ${one.every}, ${one.owner}, ${texts.link}, ${one.state},
      ${texts.reason})`);
  tx.touch({ kind: 'process', id: one.id });
}

/** A version of a process, beside who made it. */
export interface ProcessVersion {
  readonly id: string;
  readonly from: number;
  readonly at: Date;
  readonly who: string;
  readonly title: string;
  readonly what: string;
  readonly whoDoes: string;
  readonly starts: string;
  readonly comes: string;
  readonly sort: Sort;
  readonly every: number;
  readonly owner: string;
  readonly link: string;
}

/**
 * The versions of processes that stood at an entry of the ledger each or began after it, in their order. One query.
 * @param to the entry up to which versions are seen; null for now
 */
export async function versionsSince(
  tx: ReadTx,
  since: readonly { readonly id: string; readonly seq: number }[],
  to: number | null,
): Promise<ProcessVersion[]> {
  return tx.rows<ProcessVersion>(sql`
    select p.id, p.from_seq as from, l.at, ${actorName('l.actor')} as who, ${textIn('title_id')} as title,
      ${textIn('what_id')} as what, ${textIn('who_id')} as "whoDoes", ${textIn('starts_id')} as starts,
      ${textIn('comes_id')} as comes, p.sort, p.every, o.name as owner, ${textIn('link_id')} as link
    from unnest(${since.map(({ id }) => id)}::uuid[], ${since.map(({ seq }) => seq)}::bigint[]) as q (id, seq)
    join process p on p.organisation_id = current_organisation() and p.id = q.id and p.to_seq > q.seq
      ${to === null ? empty : sql`and p.from_seq <= ${to}`}
    join ledger_entry l on l.organisation_id = p.organisation_id and l.chain = 'changes' and l.seq = p.from_seq
    join person o on o.id = p.owner_id
    order by p.id, p.from_seq`);
}

/** The ids of the texts of a run. */
export interface RunTexts {
  readonly people: string;
  readonly found: string;
  readonly link: string | null;
}

export interface StoredRun extends Run {
  readonly texts: RunTexts;
}

/** Every run of a process, also those that do not count, the latest first. */
export async function runsOf(tx: ReadTx, process: string): Promise<StoredRun[]> {
  const text = (column: string) => sql`(select ${said('t')} from text_value t
    where t.organisation_id = r.organisation_id and t.id = ${raw(`r.${column}`)})`;
  const rows = await tx.rows<
    Omit<StoredRun, 'recorded'> & { readonly recordedBy: string; readonly recordedAt: Date }
  >(sql`
    select r.id, r.number, r.ran_on::text as on, r.sort, coalesce(${text('people_id')}, '') as by,
      coalesce(${text('found_id')}, '') as found, r.outcome, coalesce(${text('link_id')}, '') as link,
      ${text('withdrawn_id')} as withdrawn, r.from_seq as version,
      json_build_object('people', r.people_id, 'found', r.found_id, 'link', r.link_id) as texts,
      ${actorName('l.actor')} as "recordedBy", l.at as "recordedAt"
    from process_run r
    join ledger_entry l on l.organisation_id = r.organisation_id and l.chain = 'changes' and l.seq = (
      select min(v.from_seq) from process_run v where v.organisation_id = r.organisation_id and v.id = r.id)
    where r.organisation_id = current_organisation() and ${standsNow('r')} and r.process_id = ${process}
    order by r.ran_on desc, r.number desc`);
  return rows.map(({ recordedBy, recordedAt, ...row }) => ({ ...row, recorded: { by: recordedBy, at: recordedAt } }));
}

/** The number after the last run of a process. Behind the ledger's lock, nobody else gives it. */
export async function nextRun(tx: ReadTx, process: string): Promise<number> {
  const [row] = await tx.rows<{ next: number }>(sql`
    select coalesce(max(r.number), 0) + 1 as next from process_run r
    where r.organisation_id = current_organisation() and ${standsNow('r')} and r.process_id = ${process}`);
  return row!.next;
}

/** What a version of a run holds when it is written; its texts by the ids of their homes. */
export interface NewRun {
  readonly id: string;
  readonly service: string;
  readonly process: string;
  readonly number: number;
  readonly on: Day;
  readonly sort: RunSort;
  readonly outcome: RunOutcome;
  readonly texts: RunTexts;
  readonly withdrawn: string | null;
}

/** Writes a run, new or withdrawn. */
export function putRun(tx: CommandTx, one: NewRun): void {
  tx.send(sql`
    update process_run r set to_seq = ${tx.seq}
    where organisation_id = current_organisation() and id = ${one.id} and ${standsNow('r')}`);
  tx.send(sql`
    insert into process_run (organisation_id, id, from_seq, service_id, process_id, number, ran_on, sort, people_id,
      found_id, outcome, link_id, withdrawn_id)
    values (${tx.organisation}, ${one.id}, ${tx.seq}, ${one.service}, ${one.process}, ${one.number}, ${one.on},
      ${one.sort}, ${one.texts.people}, ${one.texts.found}, ${one.outcome}, ${one.texts.link}, ${one.withdrawn})`);
  tx.touch({ kind: 'process-run', id: one.id });
}
