import sql, { empty, raw, type Sql } from 'sql-template-tag';
import type { CommandTx } from '../../platform/commands/command.ts';
import { FOREVER, type ReadTx } from '../../platform/database/database.ts';
import { writtenOut } from '../../platform/database/written-out.ts';
import { LOOK, serviceLookedAt } from '../../platform/ledger/looks.ts';
import { actorName, said, standsNow } from '../../platform/ledger/moment-store.ts';
import type { Answer, Comment, Invitation } from './domain.ts';

const NOW = raw(`to_seq = ${FOREVER}`);

/** An invitation, its service, and the homes of its texts. */
export interface StoredInvitation extends Invitation {
  readonly service: { readonly id: string; readonly reference: string; readonly name: string };
  readonly digest: Buffer | null;
  readonly texts: { readonly from: string; readonly address: string | null; readonly reason: string | null };
  readonly inviter: string;
}

const INVITATION = sql`
  select i.id, i.number, json_build_object('id', p.id, 'name', p.name) as person, coalesce(${said('f')}, '') as "from",
    coalesce(${said('a')}, '') as address, i.standards, coalesce(b.name, 'Somebody') as "invitedBy",
    i.invited_at as "invitedAt", i.until, i.ended_at as "endedAt", coalesce(${said('r')}, '') as reason,
    json_build_object('id', s.id, 'reference', s.reference, 'name', s.name) as service, i.token_digest as digest,
    json_build_object('from', i.from_id, 'address', i.address_id, 'reason', i.reason_id) as texts,
    i.invited_by as inviter
  from assessor_invitation i
  join person p on p.id = i.person_id
  join service s on s.organisation_id = i.organisation_id and s.id = i.service_id and ${standsNow('s')}
  left join person b on b.id = i.invited_by
  left join text_value f on f.organisation_id = i.organisation_id and f.id = i.from_id
  left join text_value a on a.organisation_id = i.organisation_id and a.id = i.address_id
  left join text_value r on r.organisation_id = i.organisation_id and r.id = i.reason_id
  where i.organisation_id = current_organisation() and ${standsNow('i')}`;

/** Who was invited to look at a service, the latest first. @param service its id */
export async function invitationsOf(tx: ReadTx, service: string, limit: number): Promise<StoredInvitation[]> {
  return tx.rows(sql`${INVITATION} and i.service_id = ${service} order by i.number desc limit ${writtenOut(limit)}`);
}

/** How many people can look at a service now, by invitation. */
export async function countOpen(tx: ReadTx, service: string, now: Date): Promise<number> {
  const [row] = await tx.rows<{ open: number }>(sql`
    select count(*)::int as open from assessor_invitation i
    where i.organisation_id = current_organisation() and ${standsNow('i')} and i.service_id = ${service}
      and i.ended_at is null and i.until > ${now}`);
  return row!.open;
}

export async function invitationByNumber(
  tx: ReadTx,
  service: string,
  number: number,
): Promise<StoredInvitation | null> {
  const [row] = await tx.rows<StoredInvitation>(sql`
    ${INVITATION} and i.service_id = ${service} and i.number = ${number}`);
  return row ?? null;
}

/** The invitation that a link is of, by its digest; null once it was ended, and where there never was one. */
export async function invitationByLink(tx: ReadTx, digest: Buffer): Promise<StoredInvitation | null> {
  const [row] = await tx.rows<StoredInvitation>(sql`${INVITATION} and i.token_digest = ${digest}`);
  return row ?? null;
}

/** The invitation by which somebody looks at a service, the latest one; null where they were given the role otherwise. */
export async function invitationFor(tx: ReadTx, service: string, person: string): Promise<StoredInvitation | null> {
  const [row] = await tx.rows<StoredInvitation>(sql`
    ${INVITATION} and i.service_id = ${service} and i.person_id = ${person} order by i.number desc limit 1`);
  return row ?? null;
}

/** The number after the last one of a service. Behind the ledger's lock, nobody else gives it. */
export async function nextInvitation(tx: ReadTx, service: string): Promise<number> {
  const [row] = await tx.rows<{ next: number }>(sql`
    select coalesce(max(i.number), 0) + 1 as next from assessor_invitation i
    where i.organisation_id = current_organisation() and i.service_id = ${service} and ${standsNow('i')}`);
  return row!.next;
}

export interface InvitationRow {
  readonly id: string;
  readonly service: string;
  readonly number: number;
  readonly person: string;
  readonly from: string;
  readonly address: string | null;
  readonly standards: readonly string[];
  readonly invitedBy: string;
  readonly invitedAt: Date;
  readonly until: Date;
  readonly digest: Buffer | null;
  readonly endedAt: Date | null;
  readonly reason: string | null;
}

/** Ends what is said of an invitation, if anything is, and says this. */
export async function putInvitation(tx: CommandTx, row: InvitationRow): Promise<void> {
  await tx.rows(sql`
    update assessor_invitation set to_seq = ${tx.seq}
    where organisation_id = current_organisation() and id = ${row.id} and ${NOW}`);
  await tx.rows(sql`
    insert into assessor_invitation (organisation_id, id, from_seq, service_id, number, person_id, from_id, address_id,
      standards, invited_by, invited_at, until, token_digest, ended_at, reason_id)
    values (${tx.organisation}, ${row.id}, ${tx.seq}, ${row.service}, ${row.number}, ${row.person}, ${row.from},
      ${row.address}, ${row.standards}::text[], ${row.invitedBy}, ${row.invitedAt}, ${row.until}, ${row.digest},
      ${row.endedAt}, ${row.reason})`);
}

/** How often somebody looked at a service, and when last. */
export interface LooksOf {
  readonly person: string;
  readonly looks: number;
  readonly last: Date;
}

/** Who looked at a service as an assessor, from the record of looks. One query. @param service its reference */
export async function looksOf(tx: ReadTx, service: string): Promise<LooksOf[]> {
  const { kind, id } = serviceLookedAt(tx.organisation, service);
  return tx.rows<LooksOf>(sql`
    select substr(e.actor, 8) as person, count(*)::int as looks, max(e.at) as last
    from ledger_entry e
    where e.organisation_id = current_organisation() and e.chain = 'reads' and e.command = ${LOOK}
      and e.subject_kind = ${kind} and e.subject_id = ${id} and e.actor like 'person:%'
    group by e.actor`);
}

/** A comment, its service, and the homes of what was said in it and of its answers. */
export interface StoredComment extends Comment {
  readonly service: { readonly id: string; readonly reference: string; readonly name: string };
  readonly textIds: readonly string[];
}

/** Which comments. */
export interface Sought {
  /** The id of a service. */
  readonly service?: string;
  /** Only what this person said. */
  readonly author?: string;
  readonly number?: number;
  /** Only on this standard. */
  readonly standard?: string;
  /** Only those that nobody has answered, in these services by reference; null for all. */
  readonly waitingIn?: readonly string[] | null;
}

function matching({ service, author, number, standard, waitingIn }: Sought): Sql {
  return sql`c.organisation_id = current_organisation()
    ${service === undefined ? empty : sql`and c.service_id = ${service}`}
    ${author === undefined ? empty : sql`and c.author_id = ${author}`}
    ${number === undefined ? empty : sql`and c.number = ${number}`}
    ${standard === undefined ? empty : sql`and c.standard = ${standard}`}
    ${waitingIn === undefined ? empty : sql`and s.phase <> 'retired' and ${UNANSWERED}`}
    ${waitingIn ? sql`and s.reference = any(${waitingIn}::text[])` : empty}`;
}

const UNANSWERED = sql`not exists (
  select from assessor_answer w where w.organisation_id = c.organisation_id and w.comment_id = c.id)`;

/** Comments with their answers, the oldest first. Two queries, however many. */
export async function commentsOf(tx: ReadTx, sought: Sought, limit: number): Promise<StoredComment[]> {
  const rows = await tx.rows<Omit<StoredComment, 'answers' | 'textIds'> & { readonly textId: string }>(sql`
    select c.id, c.number, json_build_object('id', p.id, 'name', p.name) as author, coalesce((
        select ${said('f')} from assessor_invitation i
        left join text_value f on f.organisation_id = i.organisation_id and f.id = i.from_id
        where i.organisation_id = c.organisation_id and i.service_id = c.service_id and i.person_id = c.author_id
          and ${standsNow('i')} order by i.number desc limit 1), '') as "from",
      l.at, coalesce(${said('t')}, '') as text, c.standard, c.section, c.text_id as "textId",
      json_build_object('id', s.id, 'reference', s.reference, 'name', s.name) as service
    from assessor_comment c
    join person p on p.id = c.author_id
    join ledger_entry l on l.organisation_id = c.organisation_id and l.chain = 'changes' and l.seq = c.from_seq
    left join text_value t on t.organisation_id = c.organisation_id and t.id = c.text_id
    join service s on s.organisation_id = c.organisation_id and s.id = c.service_id and ${standsNow('s')}
    where ${matching(sought)} order by c.from_seq, c.number limit ${writtenOut(limit)}`);
  const answers = await answersTo(
    tx,
    rows.map(({ id }) => id),
  );
  return rows.map(({ textId, ...row }) => {
    const of = answers.get(row.id) ?? [];
    return {
      ...row,
      answers: of.map(({ by, at, text, action }) => ({ by, at, text, action })),
      textIds: [textId, ...of.map((one) => one.textId)],
    };
  });
}

async function answersTo(tx: ReadTx, comments: readonly string[]) {
  if (comments.length === 0) return new Map<string, never[]>();
  const rows = await tx.rows<Answer & { readonly comment: string; readonly textId: string }>(sql`
    select w.comment_id as comment, ${actorName('l.actor')} as by, l.at, coalesce(${said('t')}, '') as text,
      w.action_number as action, w.text_id as "textId"
    from assessor_answer w
    join ledger_entry l on l.organisation_id = w.organisation_id and l.chain = 'changes' and l.seq = w.from_seq
    left join text_value t on t.organisation_id = w.organisation_id and t.id = w.text_id
    where w.organisation_id = current_organisation() and w.comment_id = any(${comments}::uuid[])
    order by w.from_seq`);
  return Map.groupBy(rows, ({ comment }) => comment);
}

/** How many comments there are in a service, and how many of them wait; only what one person said, where one is named. */
export async function countComments(
  tx: ReadTx,
  service: string,
  author: string | null,
): Promise<{ readonly total: number; readonly waiting: number }> {
  const [row] = await tx.rows<{ total: number; waiting: number }>(sql`
    select count(*)::int as total, (count(*) filter (where ${UNANSWERED}))::int as waiting from assessor_comment c
    where c.organisation_id = current_organisation() and c.service_id = ${service}
      ${author === null ? empty : sql`and c.author_id = ${author}`}`);
  return row!;
}

/** The number after the last one of a service. Behind the ledger's lock, nobody else gives it. */
export async function nextComment(tx: ReadTx, service: string): Promise<number> {
  const [row] = await tx.rows<{ next: number }>(sql`
    select coalesce(max(c.number), 0) + 1 as next from assessor_comment c
    where c.organisation_id = current_organisation() and c.service_id = ${service}`);
  return row!.next;
}

export interface CommentRow {
  readonly id: string;
  readonly service: string;
  readonly number: number;
  readonly author: string;
  readonly standard: string | null;
  readonly section: string | null;
  readonly text: string;
}

export async function addComment(tx: CommandTx, row: CommentRow): Promise<void> {
  await tx.rows(sql`
    insert into assessor_comment (organisation_id, id, from_seq, service_id, number, author_id, standard, section, text_id)
    values (${tx.organisation}, ${row.id}, ${tx.seq}, ${row.service}, ${row.number}, ${row.author}, ${row.standard},
      ${row.section}, ${row.text})`);
}

export interface AnswerRow {
  readonly id: string;
  readonly comment: string;
  readonly author: string;
  readonly text: string;
  readonly action: number | null;
}

export async function addAnswer(tx: CommandTx, row: AnswerRow): Promise<void> {
  await tx.rows(sql`
    insert into assessor_answer (organisation_id, id, from_seq, comment_id, author_id, text_id, action_number)
    values (${tx.organisation}, ${row.id}, ${tx.seq}, ${row.comment}, ${row.author}, ${row.text}, ${row.action})`);
}

/** Erases texts for good. @returns those that were still there */
export async function eraseTexts(tx: CommandTx, texts: readonly string[]): Promise<string[]> {
  const rows = await tx.rows<{ id: string; erased: boolean }>(sql`
    select t.id, erase_text(t.id, ${tx.seq}) as erased from (select distinct unnest(${texts}::uuid[]) as id) t`);
  return rows.flatMap(({ id, erased }) => (erased ? [id] : []));
}
