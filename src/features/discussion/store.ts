import sql, { empty, type Sql } from 'sql-template-tag';
import type { CommandTx } from '../../platform/commands/command.ts';
import type { ReadTx } from '../../platform/database/database.ts';
import { writtenOut } from '../../platform/database/written-out.ts';
import { actorName, said, stands, standsNow, type Moment } from '../../platform/ledger/moment-store.ts';
import type { About, Comment, Person, Thread, ThreadState, Turn } from './domain.ts';

/** A comment and the ids of the homes of its texts, this wording's and the earlier ones'. */
export interface StoredComment extends Comment {
  readonly textIds: readonly string[];
}

export interface StoredThread extends Omit<Thread, 'comments'> {
  readonly service: string;
  readonly comments: readonly StoredComment[];
}

/** Which threads: of a service, and of it those of one subject, state or number. */
export interface Sought {
  /** The id of a service. */
  readonly service: string;
  readonly about?: Pick<About, 'kind' | 'id'>;
  /** "HAZ-12", as it was called. */
  readonly reference?: string;
  readonly state?: ThreadState;
  readonly number?: number;
}

function matching({ service, about, reference, state, number }: Sought): Sql {
  return sql`t.organisation_id = current_organisation() and t.service_id = ${service}
    ${about ? sql`and t.subject_kind = ${about.kind} and t.subject_id = ${about.id}` : empty}
    ${reference === undefined ? empty : sql`and t.subject_reference = ${reference}`}
    ${state === undefined ? empty : sql`and t.state = ${state}`}
    ${number === undefined ? empty : sql`and t.number = ${number}`}`;
}

/** Threads whole, as they stand at a moment: open ones first, of these the latest first. Three queries, however many. */
export async function threadsOf(
  tx: ReadTx,
  sought: Sought,
  moment: Moment,
  { limit, offset = 0 }: { readonly limit: number; readonly offset?: number },
): Promise<StoredThread[]> {
  const heads = await tx.rows<Omit<StoredThread, 'comments' | 'turns'>>(sql`
    select t.id, t.number, t.service_id as service, t.begun_by as "begunBy", t.state,
      json_build_object('kind', t.subject_kind, 'id', t.subject_id, 'reference', t.subject_reference,
        'path', t.subject_path) as about
    from discussion_thread t
    where ${matching(sought)} and ${stands('t', moment)}
    order by t.state, t.number desc offset ${offset} limit ${writtenOut(limit)}`);
  if (heads.length === 0) return [];
  const ids = heads.map(({ id }) => id);
  const [comments, turns] = await Promise.all([commentsOf(tx, ids, moment), turnsOf(tx, ids, moment)]);
  return heads.map((head) => ({
    ...head,
    comments: comments.get(head.id) ?? [],
    turns: turns.get(head.id) ?? [],
  }));
}

/** How many there are in each state. */
export async function countThreads(
  tx: ReadTx,
  sought: Sought,
  moment: Moment,
): Promise<Readonly<Record<ThreadState, number>>> {
  const [row] = await tx.rows<{ open: number; resolved: number }>(sql`
    select (count(*) filter (where t.state = 'open'))::int as open,
      (count(*) filter (where t.state = 'resolved'))::int as resolved
    from discussion_thread t where ${matching(sought)} and ${stands('t', moment)}`);
  return row!;
}

/** How many open threads these subjects of a kind have, by their ids; those without any are left out. One query. */
export async function openCounts(tx: ReadTx, kind: string, ids: readonly string[]): Promise<Map<string, number>> {
  const rows = await tx.rows<{ id: string; open: number }>(sql`
    select t.subject_id as id, count(*)::int as open from discussion_thread t
    where t.organisation_id = current_organisation() and ${standsNow('t')} and t.state = 'open'
      and t.subject_kind = ${kind} and t.subject_id = any(${ids}::uuid[])
    group by t.subject_id`);
  return new Map(rows.map(({ id, open }) => [id, open]));
}

interface Wording {
  readonly thread: string;
  readonly id: string;
  readonly number: number;
  readonly seq: number;
  readonly at: Date;
  readonly text: string;
  readonly textId: string;
  readonly erased: boolean;
  readonly author: Person;
  readonly mentions: readonly Person[];
}

/** The comments of these threads with all of their wordings up to a moment, by thread, in their order. */
async function commentsOf(
  tx: ReadTx,
  threads: readonly string[],
  { seq }: Moment,
): Promise<Map<string, StoredComment[]>> {
  const wordings = await tx.rows<Wording>(sql`
    select c.thread_id as thread, c.id, c.number, c.from_seq as seq, l.at, coalesce(${said('v')}, '') as text,
      c.text_id as "textId", v.erased_seq is not null as erased, json_build_object('id', p.id, 'name', p.name) as author,
      coalesce((
        select json_agg(json_build_object('id', m.id, 'name', m.name) order by m.name, m.id) from person m
        where m.id = any(c.mentions)), '[]') as mentions
    from discussion_comment c
    join person p on p.id = c.author_id
    join ledger_entry l on l.organisation_id = c.organisation_id and l.chain = 'changes' and l.seq = c.from_seq
    left join text_value v on v.organisation_id = c.organisation_id and v.id = c.text_id
    where c.organisation_id = current_organisation() and c.thread_id = any(${threads}::uuid[])
      ${seq === null ? empty : sql`and c.from_seq <= ${seq}`}
    order by c.number, c.from_seq`);
  const comments = [...Map.groupBy(wordings, ({ id }) => id).values()].map((all) => ({
    thread: all[0]!.thread,
    comment: commentFrom(all),
  }));
  return new Map(
    [...Map.groupBy(comments, ({ thread }) => thread)].map(([thread, of]) => [
      thread,
      of.map(({ comment }) => comment),
    ]),
  );
}

/** @param wordings of one comment, the first one first */
function commentFrom(wordings: readonly Wording[]): StoredComment {
  const [first, last] = [wordings[0]!, wordings.at(-1)!];
  const { id, number, author, text, mentions, erased } = last;
  return {
    id,
    number,
    author,
    text,
    mentions,
    erased,
    at: first.at,
    earlier: wordings.slice(0, -1).map((one) => ({ at: one.at, text: one.text })),
    editedAt: wordings.length === 1 ? null : last.at,
    firstSeq: first.seq,
    version: last.seq,
    textIds: wordings.map(({ textId }) => textId),
  };
}

/** How these threads were resolved and opened again up to a moment. */
async function turnsOf(tx: ReadTx, threads: readonly string[], { seq }: Moment): Promise<Map<string, Turn[]>> {
  const rows = await tx.rows<Turn & { thread: string; first: boolean }>(sql`
    select * from (
      select t.id as thread, t.from_seq as seq, l.at, ${actorName('l.actor')} as who, t.state,
        t.from_seq = min(t.from_seq) over (partition by t.id) as first
      from discussion_thread t
      join ledger_entry l on l.organisation_id = t.organisation_id and l.chain = 'changes' and l.seq = t.from_seq
      where t.organisation_id = current_organisation() and t.id = any(${threads}::uuid[])
        ${seq === null ? empty : sql`and t.from_seq <= ${seq}`}
    ) turn where not first order by seq`);
  return new Map(
    [...Map.groupBy(rows, ({ thread }) => thread)].map(([thread, of]) => [
      thread,
      of.map((turn) => ({ seq: turn.seq, at: turn.at, who: turn.who, state: turn.state })),
    ]),
  );
}

/** The number after the last one of a service. Behind the ledger's lock, nobody else gives it. */
export async function nextThread(tx: ReadTx, service: string): Promise<number> {
  const [row] = await tx.rows<{ next: number }>(sql`
    select coalesce(max(t.number), 0) + 1 as next from discussion_thread t
    where t.organisation_id = current_organisation() and t.service_id = ${service} and ${standsNow('t')}`);
  return row!.next;
}

type NewThread = Pick<StoredThread, 'id' | 'number' | 'service' | 'about' | 'begunBy' | 'state'>;

/** Writes a thread, new or turned. */
export async function putThread(tx: CommandTx, thread: NewThread): Promise<void> {
  const { id, number, service, about, begunBy, state } = thread;
  await Promise.all([
    tx.rows(sql`
      update discussion_thread t set to_seq = ${tx.seq}
      where t.organisation_id = current_organisation() and t.id = ${id} and ${standsNow('t')}`),
    tx.rows(sql`
      insert into discussion_thread (organisation_id, id, from_seq, service_id, number, subject_kind, subject_id,
        subject_reference, subject_path, begun_by, state)
      values (${tx.organisation}, ${id}, ${tx.seq}, ${service}, ${number}, ${about.kind}, ${about.id},
        ${about.reference}, ${about.path}, ${begunBy}, ${state})`),
  ]);
}

/** What a wording of a comment holds when it is written; its text by the id of its home. */
export interface NewComment {
  readonly id: string;
  readonly thread: string;
  readonly number: number;
  readonly author: string;
  readonly text: string;
  readonly mentions: readonly string[];
}

/** Writes a comment, new or worded otherwise. */
export async function putComment(tx: CommandTx, comment: NewComment): Promise<void> {
  await Promise.all([
    tx.rows(sql`
      update discussion_comment c set to_seq = ${tx.seq}
      where c.organisation_id = current_organisation() and c.id = ${comment.id} and ${standsNow('c')}`),
    tx.rows(sql`
      insert into discussion_comment (organisation_id, id, from_seq, thread_id, number, author_id, text_id, mentions)
      values (${tx.organisation}, ${comment.id}, ${tx.seq}, ${comment.thread}, ${comment.number}, ${comment.author},
        ${comment.text}, ${comment.mentions}::uuid[])`),
  ]);
}

/** Erases texts for good. @returns those that were still there */
export async function eraseTexts(tx: CommandTx, texts: readonly string[]): Promise<string[]> {
  const rows = await tx.rows<{ id: string; erased: boolean }>(sql`
    select t.id, erase_text(t.id, ${tx.seq}) as erased from (select distinct unnest(${texts}::uuid[]) as id) t`);
  return rows.flatMap(({ id, erased }) => (erased ? [id] : []));
}
