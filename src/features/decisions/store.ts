import sql, { empty, type Sql } from 'sql-template-tag';
import type { CommandTx } from '../../platform/commands/command.ts';
import type { ReadTx } from '../../platform/database/database.ts';
import { writtenOut } from '../../platform/database/written-out.ts';
import { actorName, said, standsNow } from '../../platform/ledger/moment-store.ts';
import type { Ref } from '../../platform/subjects/kinds.ts';
import type { Link, Linked } from '../../platform/subjects/linkable.ts';
import type { Day } from '../../words/days.ts';
import { decisionPath, decisionReference, type Decision, type DecisionState } from './domain.ts';

const NOW = standsNow('d');

/** A decision and the ids of its texts: a text that stays as it is keeps its home. */
export interface StoredDecision extends Decision {
  readonly supersedesId: string | null;
  readonly texts: DecisionTexts;
}

/** The homes of a decision's texts. The lists of an option's three are of one length. */
export interface DecisionTexts {
  readonly question: string;
  readonly options: readonly string[];
  readonly pros: readonly (string | null)[];
  readonly cons: readonly (string | null)[];
  readonly reason: string | null;
  readonly group: string | null;
  readonly people: string | null;
}

const OPTIONS = sql`(
  select coalesce(json_agg(json_build_object('text', coalesce(${said('t')}, ''), 'pros', coalesce(${said('f')}, ''),
    'cons', coalesce(${said('c')}, '')) order by o.position), '[]')
  from unnest(d.option_ids, d.pro_ids, d.con_ids) with ordinality as o (text_id, pro_id, con_id, position)
  left join text_value t on t.organisation_id = d.organisation_id and t.id = o.text_id
  left join text_value f on f.organisation_id = d.organisation_id and f.id = o.pro_id
  left join text_value c on c.organisation_id = d.organisation_id and c.id = o.con_id)`;

const COLUMNS = sql`
  d.id, d.number, json_build_object('id', s.id, 'reference', s.reference, 'name', s.name) as service,
  ${said('q')} as question, ${OPTIONS} as options, d.chosen, coalesce(${said('r')}, '') as reason,
  case
    when d.decider_id is not null then json_build_object('person', json_build_object('id', p.id, 'name', p.name))
    when d.group_id is not null then json_build_object('group', ${said('g')}, 'people', coalesce(${said('m')}, ''))
  end as by,
  d.decided_on::text as on, d.state, d.supersedes as "supersedesId",
  (select o.number from decision o where o.organisation_id = d.organisation_id and o.id = d.supersedes
    and ${standsNow('o')}) as supersedes,
  (select o.number from decision o where o.organisation_id = d.organisation_id and o.id = d.superseded_by
    and ${standsNow('o')}) as "supersededBy",
  json_build_object('by', ${actorName('l.actor')}, 'at', l.at) as recorded, d.from_seq as version,
  json_build_object('question', d.question_id, 'options', d.option_ids, 'pros', d.pro_ids, 'cons', d.con_ids,
    'reason', d.reason_id, 'group', d.group_id, 'people', d.people_id) as texts`;

const JOINED = sql`
  join service s on s.organisation_id = d.organisation_id and s.id = d.service_id and ${standsNow('s')}
  join ledger_entry l on l.organisation_id = d.organisation_id and l.chain = 'changes' and l.seq = (
    select min(v.from_seq) from decision v where v.organisation_id = d.organisation_id and v.id = d.id)
  left join person p on p.id = d.decider_id
  left join text_value q on q.organisation_id = d.organisation_id and q.id = d.question_id
  left join text_value r on r.organisation_id = d.organisation_id and r.id = d.reason_id
  left join text_value g on g.organisation_id = d.organisation_id and g.id = d.group_id
  left join text_value m on m.organisation_id = d.organisation_id and m.id = d.people_id`;

type Row = Omit<StoredDecision, 'recorded'> & { readonly recorded: { readonly by: string; readonly at: string } };

function decisionOf(row: Row): StoredDecision {
  return { ...row, recorded: { ...row.recorded, at: new Date(row.recorded.at) } };
}

/** The decision of this number in a service, as it stands now. @param service its id */
export async function decisionByNumber(tx: ReadTx, service: string, number: number): Promise<StoredDecision | null> {
  const [row] = await tx.rows<Row>(sql`
    select ${COLUMNS} from decision d ${JOINED}
    where d.organisation_id = current_organisation() and ${NOW} and d.service_id = ${service} and d.number = ${number}`);
  return row ? decisionOf(row) : null;
}

/** The number after the last one of a service. Behind the ledger's lock, nobody else gives it. */
export async function nextDecision(tx: ReadTx, service: string): Promise<number> {
  const [row] = await tx.rows<{ next: number }>(sql`
    select coalesce(max(number), 0) + 1 as next from decision d
    where d.organisation_id = current_organisation() and ${NOW} and d.service_id = ${service}`);
  return row!.next;
}

/** What a version of a decision holds when it is written; its texts by the ids of their homes. */
export interface NewDecision {
  readonly id: string;
  readonly number: number;
  readonly service: string;
  readonly texts: DecisionTexts;
  readonly chosen: number | null;
  readonly decider: string | null;
  readonly on: Day | null;
  readonly state: DecisionState;
  readonly supersedes: string | null;
  readonly supersededBy: string | null;
}

/** Writes a decision, new or changed. */
export function putDecision(tx: CommandTx, one: NewDecision): void {
  const { texts } = one;
  tx.send(sql`
    update decision d set to_seq = ${tx.seq}
    where organisation_id = current_organisation() and id = ${one.id} and ${NOW}`);
  tx.send(sql`
    insert into decision (organisation_id, id, from_seq, service_id, number, question_id, option_ids, pro_ids, con_ids,
      chosen, reason_id, decider_id, group_id, people_id, decided_on, state, supersedes, superseded_by)
    values (${tx.organisation}, ${one.id}, ${tx.seq}, ${one.service}, ${one.number}, ${texts.question},
      ${texts.options}::uuid[], ${texts.pros}::uuid[], ${texts.cons}::uuid[], ${one.chosen}, ${texts.reason},
      ${one.decider}, ${texts.group}, ${texts.people}, ${one.on}, ${one.state}, ${one.supersedes}, ${one.supersededBy})`);
  tx.touch({ kind: 'decision', id: one.id });
}

/** Writes what a new decision touches, in its order. */
export function putLinks(tx: CommandTx, decision: string, links: readonly Link[]): void {
  if (links.length === 0) return;
  const rows = links.map((link, index) => ({
    position: index + 1,
    kind: 'id' in link ? link.kind : null,
    subject: 'id' in link ? link.id : null,
    reference: 'id' in link ? link.reference : null,
    words: 'id' in link ? null : tx.text(link.words),
  }));
  tx.send(sql`
    insert into decision_link (organisation_id, decision_id, position, from_seq, kind, subject_id, reference, words_id)
    select ${tx.organisation}, ${decision}, r.position, ${tx.seq}, r.kind, r.subject, r.reference, r.words
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
      as r (position int, kind text, subject uuid, reference text, words uuid)`);
}

/** What a decision points at, as it was called when it was recorded. */
export interface StoredLink {
  readonly decision: string;
  readonly kind: string | null;
  readonly id: string | null;
  readonly reference: string | null;
  /** Of a document that is kept elsewhere. */
  readonly words: string | null;
}

/** What these decisions touch, in the order in which it was said. */
export async function linksOf(tx: ReadTx, decisions: readonly string[]): Promise<StoredLink[]> {
  return tx.rows<StoredLink>(sql`
    select k.decision_id as decision, k.kind, k.subject_id as id, k.reference, ${said('w')} as words
    from decision_link k
    left join text_value w on w.organisation_id = k.organisation_id and w.id = k.words_id
    where k.organisation_id = current_organisation() and k.decision_id = any(${decisions}::uuid[])
    order by k.decision_id, k.position`);
}

/** What is looked for in the decisions of a service. Null is anything. */
export interface SoughtDecisions {
  /** The id of the service. */
  readonly service: string;
  readonly state: DecisionState | null;
  /** Words that its question, an option or the reason hold. */
  readonly words: string | null;
  /** What it touches. */
  readonly touches: Ref | null;
}

function matching({ service, state, words, touches }: SoughtDecisions): Sql {
  return sql`d.organisation_id = current_organisation() and ${NOW} and d.service_id = ${service}
    ${state === null ? empty : sql`and d.state = ${state}`}
    ${
      touches === null
        ? empty
        : sql`and d.id = any(array(select k.decision_id from decision_link k
            where k.organisation_id = current_organisation() and k.kind = ${touches.kind} and k.subject_id = ${touches.id}))`
    }
    ${
      words === null
        ? empty
        : sql`and exists (select from text_value w where w.organisation_id = d.organisation_id
            and w.id = any(d.option_ids || d.question_id || d.reason_id)
            and position(lower(${words}) in lower(w.body)) > 0)`
    }`;
}

/** Decisions of a service, the latest first. */
export async function listDecisions(
  tx: ReadTx,
  sought: SoughtDecisions,
  { offset, limit }: { readonly offset: number; readonly limit: number },
): Promise<StoredDecision[]> {
  const rows = await tx.rows<Row>(sql`
    select ${COLUMNS} from decision d ${JOINED}
    where ${matching(sought)}
    order by d.number desc offset ${offset} limit ${writtenOut(limit)}`);
  return rows.map(decisionOf);
}

/** How many there are of it. */
export async function countDecisions(tx: ReadTx, sought: SoughtDecisions): Promise<number> {
  const [row] = await tx.rows<{ count: number }>(
    sql`select count(*)::int as count from decision d where ${matching(sought)}`,
  );
  return row!.count;
}

/** The decisions that touch a subject, the latest first. */
export async function decisionsOn(tx: ReadTx, ref: Ref): Promise<StoredDecision[]> {
  const rows = await tx.rows<Row>(sql`
    select ${COLUMNS} from decision d ${JOINED}
    where d.organisation_id = current_organisation() and ${NOW} and d.id = any(array(
      select k.decision_id from decision_link k
      where k.organisation_id = current_organisation() and k.kind = ${ref.kind} and k.subject_id = ${ref.id}))
    order by d.number desc`);
  return rows.map(decisionOf);
}

/** How decisions are called, of a service by their numbers, or by their ids. */
export async function decisionNames(
  tx: ReadTx,
  by: { readonly service: string; readonly numbers: readonly number[] } | { readonly ids: readonly string[] },
): Promise<Linked[]> {
  const rows = await tx.rows<{ id: string; number: number; title: string; service: string }>(sql`
    select d.id, d.number, coalesce(${said('q')}, '') as title, s.reference as service
    from decision d
    join service s on s.organisation_id = d.organisation_id and s.id = d.service_id and ${standsNow('s')}
    left join text_value q on q.organisation_id = d.organisation_id and q.id = d.question_id
    where d.organisation_id = current_organisation() and ${NOW} and ${
      'ids' in by
        ? sql`d.id = any(${by.ids}::uuid[])`
        : sql`d.service_id = ${by.service} and d.number = any(${by.numbers}::int[])`
    }`);
  return rows.map(({ id, number, title, service }) => ({
    id,
    title,
    reference: decisionReference(number),
    href: decisionPath(service, number),
  }));
}
