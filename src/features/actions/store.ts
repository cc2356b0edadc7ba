import sql, { empty, type Sql } from 'sql-template-tag';
import type { CommandTx } from '../../platform/commands/command.ts';
import type { ReadTx } from '../../platform/database/database.ts';
import { writtenOut } from '../../platform/database/written-out.ts';
import { actorName, said, stands, standsNow, type Moment } from '../../platform/ledger/moment-store.ts';
import type { Day } from '../../words/days.ts';
import type { Action, ActionSource, ActionState, ActionVersion, SortBy } from './domain.ts';

const NOW = standsNow('a');

/** An action and the ids of its texts: a text that stays as it is keeps its home. */
export interface StoredAction extends Action {
  readonly texts: { readonly title: string; readonly evidence: string | null };
}

const SERVICE = sql`case when s.id is null then null
  else json_build_object('id', s.id, 'reference', s.reference, 'name', s.name) end`;
const SOURCE = sql`case when a.source_kind is null then null
  else json_build_object('kind', a.source_kind, 'id', a.source_id, 'label', a.source_label, 'href', a.source_href) end`;

const COLUMNS = sql`
  a.id, a.number, ${said('t')} as title, a.due::text as due, a.state, coalesce(${said('v')}, '') as evidence,
  coalesce(a.evidence_link, '') as "evidenceLink", coalesce(${said('r')}, '') as reason, a.from_seq as version,
  l.at as "changedAt", json_build_object('id', p.id, 'name', p.name) as owner,
  ${SERVICE} as service, ${SOURCE} as source,
  json_build_object('title', a.title_id, 'evidence', a.evidence_id) as texts`;

const JOINED = sql`
  join person p on p.id = a.owner_id
  join ledger_entry l on l.organisation_id = a.organisation_id and l.chain = 'changes' and l.seq = a.from_seq
  left join service s on s.organisation_id = a.organisation_id and s.id = a.service_id and ${standsNow('s')}
  left join text_value t on t.organisation_id = a.organisation_id and t.id = a.title_id
  left join text_value v on v.organisation_id = a.organisation_id and v.id = a.evidence_id
  left join text_value r on r.organisation_id = a.organisation_id and r.id = a.reason_id`;

/** The action of this number as it stands now. */
export async function actionByNumber(tx: ReadTx, number: number): Promise<StoredAction | null> {
  const [row] = await tx.rows<StoredAction>(sql`
    select ${COLUMNS} from action a ${JOINED}
    where a.organisation_id = current_organisation() and ${NOW} and a.number = ${number}`);
  return row ?? null;
}

/** The number after the last one. Behind the ledger's lock, nobody else gives it. */
export async function nextNumber(tx: ReadTx): Promise<number> {
  const [row] = await tx.rows<{ next: number }>(sql`
    select coalesce(max(number), 0) + 1 as next from action a where organisation_id = current_organisation() and ${NOW}`);
  return row!.next;
}

/** What a version holds when it is written; its texts by the ids of their homes. */
export interface NewVersion {
  readonly id: string;
  readonly number: number;
  readonly service: string | null;
  readonly title: string;
  readonly owner: string;
  readonly due: Day;
  readonly state: ActionState;
  readonly evidence: string | null;
  readonly evidenceLink: string | null;
  readonly reason: string | null;
  readonly source: ActionSource | null;
}

/** Writes an action, new or changed. */
export async function putAction(tx: CommandTx, version: NewVersion): Promise<void> {
  const { source } = version;
  await Promise.all([
    tx.rows(sql`
      update action a set to_seq = ${tx.seq}
      where organisation_id = current_organisation() and id = ${version.id} and ${NOW}`),
    tx.rows(sql`
      insert into action (organisation_id, id, from_seq, number, service_id, title_id, owner_id, due, state, evidence_id,
        evidence_link, reason_id, source_kind, source_id, source_label, source_href)
      values (${tx.organisation}, ${version.id}, ${tx.seq}, ${version.number}, ${version.service}, ${version.title},
        ${version.owner}, ${version.due}, ${version.state}, ${version.evidence}, ${version.evidenceLink},
        ${version.reason}, ${source?.kind ?? null}, ${source?.id ?? null}, ${source?.label ?? null},
        ${source?.href ?? null})`),
  ]);
  tx.touch({ kind: 'action', id: version.id });
}

/** Every version of an action, the first one first. */
export async function versionsOf(tx: ReadTx, id: string): Promise<ActionVersion[]> {
  return tx.rows<ActionVersion>(sql`
    select l.at, ${actorName('l.actor')} as who, p.name as owner, a.due::text as due, a.state,
      coalesce(${said('r')}, '') as reason, coalesce(${said('v')}, '') as evidence
    from action a
    join person p on p.id = a.owner_id
    join ledger_entry l on l.organisation_id = a.organisation_id and l.chain = 'changes' and l.seq = a.from_seq
    left join text_value r on r.organisation_id = a.organisation_id and r.id = a.reason_id
    left join text_value v on v.organisation_id = a.organisation_id and v.id = a.evidence_id
    where a.organisation_id = current_organisation() and a.id = ${id}
    order by a.from_seq`);
}

/** Whose actions somebody may see: all of the organisation's, or those of these services. */
export interface Seen {
  /** References, in capitals; null for all, those without a service too. */
  readonly services: readonly string[] | null;
}

/** What is looked for. Null is anything. */
export interface Sought extends Seen {
  readonly state: ActionState | null;
  /** The id of a person. */
  readonly owner: string | null;
  /** A reference. */
  readonly service: string | null;
  /** Due before this day. */
  readonly before: Day | null;
  /** A kind of source; '' for those that were added by hand. */
  readonly source: string | null;
  readonly sort: SortBy;
  readonly descending: boolean;
}

/** So many services are looked up one by one. */
const FEW = 10;

function matching({ services, state, owner, service, before, source }: Sought): Sql {
  const idsOf = (references: readonly string[]) => sql`
    select n.id from service n
    where n.organisation_id = current_organisation() and ${standsNow('n')} and n.reference = any(${references}::text[])`;
  // A few services are looked up in their index. Of many, what is shown first is found in its order, and whether a row is of
  // one of them in a table that is made once.
  const inServices = (references: readonly string[]) =>
    references.length > FEW
      ? sql`and (a.service_id in (${idsOf(references)})) is true`
      : sql`and a.service_id = any(array(${idsOf(references)}))`;
  return sql`a.organisation_id = current_organisation() and ${NOW}
    ${state === null ? empty : sql`and a.state = ${state}`}
    ${owner === null ? empty : sql`and a.owner_id = ${owner}`}
    ${services === null ? empty : inServices(services)}
    ${service === null ? empty : inServices([service])}
    ${before === null ? empty : sql`and a.due < ${before}::date`}
    ${source === null ? empty : source === '' ? sql`and a.source_kind is null` : sql`and a.source_kind = ${source}`}`;
}

const ORDERS: Readonly<Record<SortBy, (down: boolean) => Sql>> = {
  due: (down) => (down ? sql`a.due desc, a.number desc` : sql`a.due, a.number`),
  number: (down) => (down ? sql`a.number desc` : sql`a.number`),
  owner: (down) => (down ? sql`p.name desc, a.due, a.number` : sql`p.name, a.due, a.number`),
  service: (down) => (down ? sql`s.name desc nulls last, a.due, a.number` : sql`s.name nulls first, a.due, a.number`),
};

/** Actions in their order, some of them. */
export async function listActions(
  tx: ReadTx,
  sought: Sought,
  { offset, limit }: { readonly offset: number; readonly limit: number },
): Promise<Action[]> {
  const order = ORDERS[sought.sort](sought.descending);
  // Which ones they are is found without their texts; only those that are shown are looked up.
  return tx.rows<Action>(sql`
    with shown as materialized (
      select a.id, row_number() over (order by ${order}) as place
      from action a
      ${sought.sort === 'owner' ? sql`join person p on p.id = a.owner_id` : empty}
      ${
        sought.sort === 'service'
          ? sql`left join service s on s.organisation_id = a.organisation_id and s.id = a.service_id and ${standsNow('s')}`
          : empty
      }
      where ${matching(sought)}
      order by ${order} offset ${offset} limit ${writtenOut(limit)}
    )
    select ${COLUMNS}
    from shown join action a on a.organisation_id = current_organisation() and a.id = shown.id and ${NOW} ${JOINED}
    order by shown.place`);
}

/** An open action, as a desk shows it. */
export type OpenAction = Pick<Action, 'id' | 'number' | 'title' | 'due' | 'service' | 'source'>;

/** The open actions of a person, the first to be due first. @param services references; null for all of the organisation */
export async function openActionsOf(
  tx: ReadTx,
  owner: string,
  services: readonly string[] | null,
  limit: number,
): Promise<OpenAction[]> {
  return tx.rows<OpenAction>(sql`
    select a.id, a.number, ${said('t')} as title, a.due::text as due, ${SERVICE} as service, ${SOURCE} as source
    from action a
    left join service s on s.organisation_id = current_organisation() and s.id = a.service_id and ${standsNow('s')}
    left join text_value t on t.organisation_id = current_organisation() and t.id = a.title_id
    where a.organisation_id = current_organisation() and ${NOW} and a.state = 'open' and a.owner_id = ${owner}
      ${services === null ? empty : sql`and s.reference = any(${services}::text[])`}
    order by a.due, a.number limit ${writtenOut(limit)}`);
}

/** How many actions there are of it. */
export async function countActions(tx: ReadTx, sought: Sought): Promise<number> {
  const [row] = await tx.rows<{ count: number }>(
    sql`select count(*)::int as count from action a where ${matching(sought)}`,
  );
  return row!.count;
}

/** The actions that come from these subjects of a kind, as they stood at a moment, in the order of their numbers. */
export async function actionsOfSources(
  tx: ReadTx,
  kind: string,
  ids: readonly string[],
  moment: Moment,
): Promise<Action[]> {
  return tx.rows<Action>(sql`
    select ${COLUMNS} from action a ${JOINED}
    where a.organisation_id = current_organisation() and ${stands('a', moment)} and a.source_kind = ${kind}
      and a.source_id = any(${ids}::uuid[])
    order by a.number`);
}

/** What the list can be narrowed to. */
export interface Offers {
  readonly owners: readonly { readonly id: string; readonly name: string }[];
  readonly services: readonly { readonly reference: string; readonly name: string }[];
  readonly sources: readonly string[];
}

/** How many owners and services are offered at most: a longer list helps nobody. */
const MOST_OFFERED = 200;

/** The owners, services and kinds of sources of the actions that somebody may see. */
export async function offersOf(tx: ReadTx, seen: Seen): Promise<Offers> {
  const all = matching({ ...ANYTHING, ...seen });
  const ofThese = seen.services === null ? empty : sql`and s.reference = any(${seen.services}::text[])`;
  const [owners, services, sources] = await Promise.all([
    // From one owner to the next in the index: each is looked at once, however much they have to do.
    tx.rows<Offers['owners'][number]>(sql`
      with recursive owner (id) as (
        (select a.owner_id from action a where ${all} order by a.owner_id limit 1)
        union all
        select (select a.owner_id from action a where ${all} and a.owner_id > o.id order by a.owner_id limit 1)
        from owner o where o.id is not null
      )
      select p.id, p.name from owner o join person p on p.id = o.id order by p.name, p.id limit ${writtenOut(MOST_OFFERED)}`),
    // In the order of their names, until enough are found: a limit in each is a wall that no plan looks behind.
    tx.rows<Offers['services'][number]>(sql`
      select s.reference, s.name from service s
      cross join lateral (
        select from action a
        where a.organisation_id = current_organisation() and ${NOW} and a.service_id = s.id limit 1
      ) a
      where s.organisation_id = current_organisation() and ${standsNow('s')} ${ofThese}
      order by lower(s.name), s.id limit ${writtenOut(MOST_OFFERED)}`),
    tx.rows<{ kind: string }>(sql`
      select distinct a.source_kind as kind from action a where ${all} and a.source_kind is not null order by 1`),
  ]);
  return { owners, services, sources: sources.map(({ kind }) => kind) };
}

const ANYTHING = {
  state: null,
  owner: null,
  service: null,
  before: null,
  source: null,
  sort: 'due',
  descending: false,
} as const;

/** How many actions stand open in each of these services, and how many of them are overdue; those without any are left out. */
export async function openCounts(
  tx: ReadTx,
  services: readonly string[],
  today: Day,
): Promise<{ readonly service: string; readonly open: number; readonly overdue: number }[]> {
  return tx.rows(sql`
    select a.service_id as service, count(*)::int as open, (count(*) filter (where a.due < ${today}::date))::int as overdue
    from action a
    where a.organisation_id = current_organisation() and ${NOW} and a.state = 'open' and a.service_id = any(${services}::uuid[])
    group by a.service_id`);
}
