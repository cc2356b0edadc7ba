import sql, { empty, type Sql } from 'sql-template-tag';
import type { CommandTx } from '../../platform/commands/command.ts';
import type { ReadTx } from '../../platform/database/database.ts';
import { writtenOut } from '../../platform/database/written-out.ts';
import { stands, standsNow, type Moment } from '../../platform/ledger/moment-store.ts';
import type { Strength } from './domain.ts';
import type { Reminder } from './domain/clocks.ts';

/*
 * What is open of each case: written as facts and judgements change, so that a board over many services reads rows and asks no
 * rules.
 */

/** A duty that waits for somebody. */
export interface OpenDuty {
  readonly case: string;
  readonly duty: string;
  readonly standing: 'owed' | 'follow-up' | 'possible';
  readonly strength: Strength;
  /** In words: "within 10 days". */
  readonly limit: string;
  readonly started: Date | null;
  readonly due: Date | null;
  readonly target: Date | null;
}

const COLUMNS = sql`
  o.case_id as case, o.duty, o.standing, o.strength, o.limit_words as limit, o.started, o.due, o.target`;

/** What is open of these cases at a moment. One query. */
export async function openOf(tx: ReadTx, cases: readonly string[], moment: Moment): Promise<OpenDuty[]> {
  return tx.rows<OpenDuty>(sql`
    select ${COLUMNS} from duty_open o
    where o.organisation_id = current_organisation() and o.case_id = any(${cases}::uuid[]) and ${stands('o', moment)}
    order by o.duty`);
}

/** Writes what is open of a case: what is the same stays as it is. @param service its id */
export function putOpen(
  tx: CommandTx,
  of: { readonly id: string; readonly service: string },
  { before, now }: { readonly before: readonly OpenDuty[]; readonly now: readonly OpenDuty[] },
): void {
  const written = (one: OpenDuty) => JSON.stringify(one);
  const [old, wanted] = [new Set(before.map(written)), new Set(now.map(written))];
  const ended = before.filter((one) => !wanted.has(written(one))).map(({ duty }) => duty);
  const added = now.filter((one) => !old.has(written(one)));
  if (ended.length > 0)
    tx.send(sql`
      update duty_open o set to_seq = ${tx.seq}
      where o.organisation_id = current_organisation() and o.case_id = ${of.id} and o.duty = any(${ended}::text[])
        and ${standsNow('o')}`);
  if (added.length > 0)
    tx.send(sql`
      insert into duty_open (organisation_id, id, case_id, duty, from_seq, service_id, standing, strength, limit_words,
        started, due, target)
      select ${tx.organisation}::uuid, n.id, ${of.id}::uuid, n.duty, ${tx.seq}, ${of.service}::uuid, n.standing,
        n.strength, n."limit", n.started, n.due, n.target
      from json_to_recordset(${JSON.stringify(added.map((one) => ({ ...one, id: tx.newId() })))}::json)
        as n (id uuid, duty text, standing text, strength text, "limit" text, started timestamptz, due timestamptz,
          target timestamptz)`);
}

/** A line of the board. */
export interface BoardRow extends OpenDuty {
  readonly service: { readonly id: string; readonly reference: string; readonly name: string };
  /** "INC-12" */
  readonly reference: string;
}

/** Which lines of the board are wanted. */
export interface BoardAsked {
  /** References of services; null for all of the organisation. */
  readonly services: readonly string[] | null;
  readonly standings: readonly OpenDuty['standing'][];
  /** Only what is due or wanted until then; null for all. */
  readonly until: Date | null;
}

/** Open duties, what is wanted first at the top, what has no time at the end. */
export async function boardRows(
  tx: ReadTx,
  asked: BoardAsked,
  { offset, limit }: { readonly offset: number; readonly limit: number },
): Promise<BoardRow[]> {
  return tx.rows<BoardRow>(sql`
    select ${COLUMNS}, c.reference, json_build_object('id', s.id, 'reference', s.reference, 'name', s.name) as service
    ${FROM} ${where(asked)}
    order by coalesce(o.due, o.target) nulls last, o.case_id, o.duty
    limit ${writtenOut(limit)} offset ${offset}`);
}

/** How many there are. */
export async function countBoard(tx: ReadTx, asked: BoardAsked): Promise<number> {
  const [row] = await tx.rows<{ count: number }>(sql`select count(*)::int as count ${FROM} ${where(asked)}`);
  return row!.count;
}

const FROM = sql`
  from duty_open o
  join service s on s.organisation_id = o.organisation_id and s.id = o.service_id and ${standsNow('s')}
  join duty_case c on c.organisation_id = o.organisation_id and c.id = o.case_id and ${standsNow('c')}`;

function where({ services, standings, until }: BoardAsked): Sql {
  return sql`
    where o.organisation_id = current_organisation() and ${standsNow('o')} and o.standing = any(${standings}::text[])
      ${services === null ? empty : sql`and s.reference = any(${services}::text[])`}
      ${until === null ? empty : sql`and coalesce(o.due, o.target) <= ${until}`}`;
}

/** An incident of which it is not known of every duty whether it is owed. */
export interface UndecidedRow {
  readonly service: { readonly reference: string; readonly name: string };
  /** "INC-12" */
  readonly reference: string;
  /** Of how many duties. */
  readonly count: number;
  /** The first limit among them that would end, if it were owed; null where no clock runs. */
  readonly due: Date | null;
}

/** Incidents with duties that nobody has settled, those first whose clock would end first. */
export async function undecidedRows(
  tx: ReadTx,
  services: readonly string[] | null,
  limit: number,
): Promise<UndecidedRow[]> {
  return tx.rows<UndecidedRow>(sql`
    select json_build_object('reference', s.reference, 'name', s.name) as service, c.reference, count(*)::int as count,
      min(o.due) as due
    ${FROM} ${where({ services, standings: ['possible'], until: null })}
    group by s.reference, s.name, c.id, c.reference
    order by min(o.due) nulls last, c.id limit ${writtenOut(limit)}`);
}

/** How many are owed in each of these services, and how many of these are past the limit. One query. */
export async function countsOf(
  tx: ReadTx,
  services: readonly string[],
  now: Date,
): Promise<{ readonly service: string; readonly owed: number; readonly overdue: number }[]> {
  return tx.rows(sql`
    select o.service_id as service, count(*)::int as owed, (count(*) filter (where o.due < ${now}))::int as overdue
    from duty_open o
    where o.organisation_id = current_organisation() and ${standsNow('o')} and o.service_id = any(${services}::uuid[])
      and o.standing in ('owed', 'follow-up')
    group by o.service_id`);
}

/** What runs against a time, and which reminders of it went out. */
export interface Running {
  readonly case: string;
  readonly duty: string;
  readonly service: string;
  readonly reference: string;
  readonly started: Date;
  readonly by: Date;
  readonly sent: readonly Reminder[];
}

/** What is owed by a time, and of which the last reminder did not go out yet. */
export async function runningDuties(tx: ReadTx): Promise<Running[]> {
  const by = sql`coalesce(o.due, o.target)`;
  const reminders = sql`duty_reminder r where r.organisation_id = o.organisation_id and r.case_id = o.case_id
    and r.duty = o.duty and r.by_at = ${by}`;
  return tx.rows<Running>(sql`
    select o.case_id as case, o.duty, s.reference as service, c.reference, o.started, ${by} as by,
      array(select r.step from ${reminders}) as sent
    ${FROM}
    where o.organisation_id = current_organisation() and ${standsNow('o')} and o.standing = 'owed'
      and o.started is not null and ${by} is not null and s.phase <> 'retired'
      and not exists (select from ${reminders} and r.step = 'overdue')
    order by ${by}, o.case_id, o.duty`);
}

/** What is owed and past its limit. Our own targets make nothing overdue in this sense. */
export async function overdueOf(
  tx: ReadTx,
  now: Date,
): Promise<{ readonly case: string; readonly duty: string; readonly due: Date }[]> {
  return tx.rows(sql`
    select o.case_id as case, o.duty, o.due from duty_open o
    where o.organisation_id = current_organisation() and ${standsNow('o')} and o.standing = 'owed' and o.due < ${now}
    order by o.due, o.case_id, o.duty`);
}

/** Notes that somebody was reminded. */
export function putReminder(
  tx: CommandTx,
  { case: id, duty, by }: Pick<Running, 'case' | 'duty' | 'by'>,
  step: Reminder,
): void {
  tx.send(sql`
    insert into duty_reminder (organisation_id, id, case_id, duty, by_at, step, from_seq)
    values (${tx.organisation}, ${tx.newId()}, ${id}, ${duty}, ${by}, ${step}, ${tx.seq})
    on conflict (organisation_id, case_id, duty, by_at, step) do nothing`);
}
