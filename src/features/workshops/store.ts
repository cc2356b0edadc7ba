import sql, { empty } from 'sql-template-tag';
import type { CommandTx } from '../../platform/commands/command.ts';
import type { ReadTx } from '../../platform/database/database.ts';
import { said, stands, standsNow, type Moment } from '../../platform/ledger/moment-store.ts';
import type { Day } from '../../words/days.ts';
import type { ListedWorkshop, Workshop } from './domain.ts';

const NOW = standsNow('w');
const EVER: Moment = { seq: null, now: new Date(0) };

/** A workshop and the ids of its texts: a text that stays as it is keeps its home. */
export interface StoredWorkshop extends Workshop {
  readonly service: string;
  readonly texts: Readonly<Record<'title' | 'scope' | 'departure' | 'reason', string | null>>;
}

const COLUMNS = sql`
  w.id, w.service_id as service, w.number, w.kind, ${said('t')} as title, w.day::text as day, w.method,
  coalesce(${said('s')}, '') as scope, w.components, w.areas, w.lenses, w.state, w.minutes,
  coalesce(${said('d')}, '') as departure, coalesce(${said('r')}, '') as reason, w.from_seq as version,
  json_build_object('title', w.title_id, 'scope', w.scope_id, 'departure', w.departure_id, 'reason', w.reason_id) as texts`;

const JOINED = sql`
  left join text_value t on t.organisation_id = w.organisation_id and t.id = w.title_id
  left join text_value s on s.organisation_id = w.organisation_id and s.id = w.scope_id
  left join text_value d on d.organisation_id = w.organisation_id and d.id = w.departure_id
  left join text_value r on r.organisation_id = w.organisation_id and r.id = w.reason_id`;

/** The workshop of this number in a service, as it stands at a moment; as it stands now, without one. */
export async function workshopByNumber(
  tx: ReadTx,
  service: string,
  number: number,
  moment: Moment = EVER,
): Promise<StoredWorkshop | null> {
  const [row] = await tx.rows<StoredWorkshop>(sql`
    select ${COLUMNS} from workshop w ${JOINED}
    where w.organisation_id = current_organisation() and ${stands('w', moment)} and w.service_id = ${service}
      and w.number = ${number}`);
  return row ?? null;
}

/** The number after the last one of a service. Behind the ledger's lock, nobody else gives it. */
export async function nextNumber(tx: ReadTx, service: string): Promise<number> {
  const [row] = await tx.rows<{ next: number }>(sql`
    select coalesce(max(w.number), 0) + 1 as next from workshop w
    where w.organisation_id = current_organisation() and ${NOW} and w.service_id = ${service}`);
  return row!.next;
}

/** What a version holds when it is written; its texts by the ids of their homes. */
export type NewVersion = Omit<StoredWorkshop, 'title' | 'scope' | 'departure' | 'reason' | 'version'>;

/** Writes a workshop, new or changed. */
export async function putWorkshop(tx: CommandTx, version: NewVersion): Promise<void> {
  const { texts } = version;
  await Promise.all([
    tx.rows(sql`
      update workshop w set to_seq = ${tx.seq}
      where w.organisation_id = current_organisation() and w.id = ${version.id} and ${NOW}`),
    tx.rows(sql`
      insert into workshop (organisation_id, id, from_seq, service_id, number, kind, title_id, day, method, scope_id,
        components, areas, lenses, state, minutes, departure_id, reason_id)
      values (${tx.organisation}, ${version.id}, ${tx.seq}, ${version.service}, ${version.number}, ${version.kind},
        ${texts.title}, ${version.day}, ${version.method}, ${texts.scope}, ${JSON.stringify(version.components)},
        ${JSON.stringify(version.areas)}, ${JSON.stringify(version.lenses)}, ${version.state}, ${version.minutes},
        ${texts.departure}, ${texts.reason})`),
  ]);
  tx.touch({ kind: 'workshop', id: version.id });
}

/** The last entry of the ledger that changed anything of a workshop: what a page showed is compared with it. */
export async function latestOf(tx: ReadTx, id: string): Promise<number> {
  const tables = ['workshop_attendee', 'workshop_note', 'workshop_draft'] as const;
  const ofTable = {
    workshop_attendee: sql`select from_seq, to_seq from workshop_attendee`,
    workshop_note: sql`select from_seq, to_seq from workshop_note`,
    workshop_draft: sql`select from_seq, to_seq from workshop_draft`,
  };
  const parts = tables.map(
    (table) => sql`union all ${ofTable[table]} where organisation_id = current_organisation() and workshop_id = ${id}`,
  );
  const [row] = await tx.rows<{ latest: number }>(sql`
    select max(greatest(from_seq, case when to_seq = 9007199254740991 then 0 else to_seq end)) as latest
    from (
      select from_seq, to_seq from workshop where organisation_id = current_organisation() and id = ${id}
      ${parts[0]!} ${parts[1]!} ${parts[2]!}
    ) as version`);
  return row!.latest;
}

/** The workshops of a service, the latest first. */
export async function listWorkshops(tx: ReadTx, service: string, limit: number | null): Promise<ListedWorkshop[]> {
  return tx.rows<ListedWorkshop>(sql`
    select w.id, w.number, w.kind, ${said('t')} as title, w.day::text as day, w.method, w.state, w.minutes,
      (select count(*)::int from workshop_attendee a
        where a.organisation_id = current_organisation() and a.workshop_id = w.id and ${standsNow('a')}) as attendees,
      d.drafts, d.waiting
    from workshop w
    left join text_value t on t.organisation_id = w.organisation_id and t.id = w.title_id
    cross join lateral (
      select (count(*) filter (where d.state <> 'taken back'))::int as drafts,
        (count(*) filter (where d.state = 'waiting'))::int as waiting
      from workshop_draft d
      where d.organisation_id = current_organisation() and d.workshop_id = w.id and ${standsNow('d')}
    ) d
    where w.organisation_id = current_organisation() and ${NOW} and w.service_id = ${service}
    order by w.day desc, w.number desc ${limit === null ? empty : sql`limit ${limit}`}`);
}

/** Where a hazard was raised. */
export interface RaisedIn {
  readonly hazard: string;
  readonly workshop: number;
  readonly title: string;
  readonly day: Day;
  readonly draft: number;
  readonly how: 'recorded' | 'merged';
}

/** The drafts that became these hazards, or were brought into them. */
export async function raisedIn(tx: ReadTx, hazards: readonly string[]): Promise<RaisedIn[]> {
  return tx.rows<RaisedIn>(sql`
    select d.hazard_id as hazard, w.number as workshop, ${said('t')} as title, w.day::text as day, d.number as draft,
      d.state as how
    from workshop_draft d
    join workshop w on w.organisation_id = d.organisation_id and w.id = d.workshop_id and ${NOW}
    left join text_value t on t.organisation_id = w.organisation_id and t.id = w.title_id
    where d.organisation_id = current_organisation() and ${standsNow('d')} and d.hazard_id = any(${hazards}::uuid[])
    order by w.day, w.number, d.number`);
}

/** How many drafts wait for triage in the workshops of a service. */
export async function waitingIn(tx: ReadTx, service: string): Promise<number> {
  const [row] = await tx.rows<{ waiting: number }>(sql`
    select count(*)::int as waiting
    from workshop w
    join workshop_draft d on d.organisation_id = w.organisation_id and d.workshop_id = w.id and ${standsNow('d')}
    where w.organisation_id = current_organisation() and ${NOW} and w.service_id = ${service} and d.state = 'waiting'
      and w.state <> 'called off'`);
  return row!.waiting;
}
