import sql, { empty, raw, type Sql } from 'sql-template-tag';
import { FOREVER, type ReadTx } from '../../platform/database/database.ts';
import { writtenOut } from '../../platform/database/written-out.ts';
import { actorName, standsNow } from '../../platform/ledger/moment-store.ts';
import type { Looks } from './domain.ts';

/** Written out: the planner uses the indexes of what is current only where it sees that number. */
const NOW = raw(`to_seq = ${FOREVER}`);

/** What is remembered of a person's looks, and the ledger's number now. */
export async function looksOf(
  tx: ReadTx,
  person: string,
): Promise<{ readonly head: number; readonly looks: Looks | null }> {
  const [row] = await tx.rows<{ head: number } & (Looks | { seenAt: null })>(sql`
    select h.seq as head, l.seen_at as "seenAt", l.seen_seq as "seenSeq", l.before_at as "beforeAt",
      l.before_seq as "beforeSeq"
    from ledger_head h
    left join desk_look l on l.organisation_id = h.organisation_id and l.person_id = ${person}
    where h.organisation_id = current_organisation() and h.chain = 'changes'`);
  if (!row) return { head: 0, looks: null };
  const { head, ...looks } = row;
  return { head, looks: looks.seenAt === null ? null : looks };
}

/** Remembers a look. Of two at once, the later one stays. */
export async function rememberLook(tx: ReadTx, person: string, looks: Looks): Promise<void> {
  await tx.rows(sql`
    insert into desk_look as l (organisation_id, person_id, seen_at, seen_seq, before_at, before_seq)
    values (${tx.organisation}, ${person}, ${looks.seenAt}, ${looks.seenSeq}, ${looks.beforeAt}, ${looks.beforeSeq})
    on conflict (organisation_id, person_id) do update set seen_at = excluded.seen_at, seen_seq = excluded.seen_seq,
      before_at = excluded.before_at, before_seq = excluded.before_seq
    where l.seen_at < excluded.seen_at`);
}

/** Entries of the ledger that are looked at, at most, for one page or one summary: whoever was away for a year waits no longer. */
export const MOST_LOOKED_AT = 1_000;

export interface Since {
  readonly seq: number;
  /** Whose own doings are left out. */
  readonly person: string;
  /** References of services; null for all of the organisation. */
  readonly services: readonly string[] | null;
}

/** How often each command was carried out by others since an entry of the ledger, the most frequent first. */
export async function countsSince(
  tx: ReadTx,
  { seq, person, services }: Since,
): Promise<{ readonly command: string; readonly count: number }[]> {
  return tx.rows(sql`
    select e.command, count(*)::int as count
    from (
      select l.command, l.subject_kind, l.subject_id from ledger_entry l
      where l.organisation_id = current_organisation() and l.chain = 'changes' and l.seq > ${seq}
        and l.actor <> ${`person:${person}`}
      order by l.seq desc limit ${writtenOut(MOST_LOOKED_AT)}
    ) e
    ${services === null ? empty : sql`where ${isOf(services)}`}
    group by e.command order by 2 desc, 1`);
}

/** One line of what changed. */
export interface ChangeLine {
  readonly seq: number;
  readonly at: Date;
  readonly who: string;
  readonly command: string;
  /** Null for what belongs to no single service. */
  readonly service: { readonly reference: string; readonly name: string } | null;
}

/**
 * What was done, latest first, in these services or in all of the organisation. @param before the entry to go on from
 * @returns `next`: where to go on from; null at the end
 */
export async function changesBefore(
  tx: ReadTx,
  {
    services,
    before,
    limit,
  }: { readonly services: readonly string[] | null; readonly before: number | null; readonly limit: number },
): Promise<{ readonly lines: readonly ChangeLine[]; readonly next: number | null }> {
  const looked = sql`
    select l.seq, l.at, l.actor, l.command, l.subject_kind, l.subject_id from ledger_entry l
    where l.organisation_id = current_organisation() and l.chain = 'changes'
      ${before === null ? empty : sql`and l.seq < ${before}`}
    order by l.seq desc limit ${writtenOut(MOST_LOOKED_AT)}`;
  const [lines, reached] = await Promise.all([
    tx.rows<ChangeLine>(sql`
      select e.seq, e.at, ${actorName('e.actor')} as who, e.command,
        case when s.id is null then null else json_build_object('reference', s.reference, 'name', s.name) end as service
      from (
        select * from (${looked}) e ${services === null ? empty : sql`where ${isOf(services)}`}
        order by e.seq desc limit ${writtenOut(limit + 1)}
      ) e
      left join subject_state t on t.organisation_id = current_organisation() and t.kind = e.subject_kind
        and t.id = e.subject_id
      left join service s on s.organisation_id = current_organisation() and s.id = t.service_id and s.${NOW}
      order by e.seq desc`),
    tx.rows<{ last: number | null }>(sql`select min(e.seq) as last from (${looked}) e`),
  ]);
  const shown = lines.slice(0, limit);
  if (lines.length > limit) return { lines: shown, next: shown.at(-1)!.seq };
  const last = reached[0]?.last ?? null;
  // The ledger begins with 1: whatever is older than what was looked at is looked at next.
  return { lines: shown, next: last !== null && last > 1 ? last : null };
}

/** The condition that an entry `e` is about something in these services. */
function isOf(services: readonly string[]): Sql {
  // Entry by entry: as a join, the planner goes through everything that there is in these services.
  return sql`((
    select t.service_id from subject_state t
    where t.organisation_id = current_organisation() and t.kind = e.subject_kind and t.id = e.subject_id) in (
      select n.id from service n
      where n.organisation_id = current_organisation() and ${standsNow('n')}
        and n.reference = any(${services}::text[]))) is true`;
}

/** Whether somebody is written to once a week, and whether mail can reach them at all. */
export async function mailingOf(
  tx: ReadTx,
  person: string,
): Promise<{ readonly wanted: boolean; readonly reachable: boolean }> {
  const [row] = await tx.rows<{ wanted: boolean; reachable: boolean }>(sql`
    select coalesce((select d.weekly_mail from desk_setting d
        where d.organisation_id = current_organisation() and d.person_id = p.id and d.${NOW}), true) as wanted,
      p.email is not null as reachable
    from person p where p.id = ${person}`);
  return row ?? { wanted: true, reachable: false };
}

/** Says whether somebody is to be written to once a week. */
export async function putWeeklyMail(
  tx: ReadTx & { readonly seq: number },
  person: string,
  wanted: boolean,
): Promise<void> {
  await tx.rows(sql`
    update desk_setting set to_seq = ${tx.seq}
    where organisation_id = current_organisation() and person_id = ${person} and ${NOW}`);
  await tx.rows(sql`
    insert into desk_setting (organisation_id, person_id, from_seq, weekly_mail)
    values (${tx.organisation}, ${person}, ${tx.seq}, ${wanted})`);
}
