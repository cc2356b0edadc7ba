import sql, { empty, type Sql } from 'sql-template-tag';
import type { CommandTx } from '../../platform/commands/command.ts';
import type { ReadTx } from '../../platform/database/database.ts';
import { writtenOut } from '../../platform/database/written-out.ts';
import { standsNow } from '../../platform/ledger/moment-store.ts';

/*
 * What waits for whoever was mentioned, until they answer or say that they have read it.
 */

/** Lets a comment wait for these people. */
export async function putMentions(
  tx: CommandTx,
  of: { readonly comment: string; readonly thread: string },
  people: readonly string[],
): Promise<void> {
  if (people.length === 0) return;
  await tx.rows(sql`
    insert into discussion_mention (organisation_id, comment_id, person_id, from_seq, thread_id, state)
    select ${tx.organisation}, ${of.comment}, p.id, ${tx.seq}, ${of.thread}, 'waiting'
    from unnest(${people}::uuid[]) as p (id)`);
}

/** What no longer waits: all that one person was asked in a thread, or what a comment no longer asks some people. */
export type Ended =
  | { readonly thread: string; readonly person: string }
  | { readonly comment: string; readonly people: readonly string[] };

/** @returns how many waited */
export async function endMentions(
  tx: CommandTx,
  ended: Ended,
  state: 'answered' | 'read' | 'taken back',
): Promise<number> {
  const which: Sql =
    'person' in ended
      ? sql`m.thread_id = ${ended.thread} and m.person_id = ${ended.person}`
      : sql`m.comment_id = ${ended.comment} and m.person_id = any(${ended.people}::uuid[])`;
  const rows = await tx.rows(sql`
    with ended as (
      update discussion_mention m set to_seq = ${tx.seq}
      where m.organisation_id = current_organisation() and ${standsNow('m')} and m.state = 'waiting' and ${which}
      returning m.comment_id, m.person_id, m.thread_id
    )
    insert into discussion_mention (organisation_id, comment_id, person_id, from_seq, thread_id, state)
    select ${tx.organisation}, e.comment_id, e.person_id, ${tx.seq}, e.thread_id, ${state} from ended e
    returning comment_id`);
  return rows.length;
}

/** Whether something in a thread waits for somebody. */
export async function isWaiting(tx: ReadTx, thread: string, person: string): Promise<boolean> {
  const rows = await tx.rows(sql`
    select from discussion_mention m
    where m.organisation_id = current_organisation() and ${standsNow('m')} and m.state = 'waiting'
      and m.person_id = ${person} and m.thread_id = ${thread} limit 1`);
  return rows.length > 0;
}

/** A thread in which somebody is waited for. */
export interface Waiting {
  readonly thread: string;
  readonly number: number;
  readonly reference: string;
  /** Who mentioned them last, and when. */
  readonly by: string;
  readonly at: Date;
  readonly service: { readonly reference: string; readonly name: string };
}

/**
 * The open threads that wait for a person, the one that waits longest first: one of each, with the latest that was asked.
 * @param services references; null for all of the organisation
 */
export async function waitingFor(
  tx: ReadTx,
  person: string,
  services: readonly string[] | null,
  limit: number,
): Promise<Waiting[]> {
  return tx.rows<Waiting>(sql`
    select * from (
      select distinct on (t.id) t.id as thread, t.number, t.subject_reference as reference, p.name as by, l.at,
        json_build_object('reference', s.reference, 'name', s.name) as service
      from discussion_mention m
      join discussion_thread t on t.organisation_id = m.organisation_id and t.id = m.thread_id and ${standsNow('t')}
        and t.state = 'open'
      join discussion_comment c on c.organisation_id = m.organisation_id and c.id = m.comment_id and ${standsNow('c')}
      join person p on p.id = c.author_id
      join service s on s.organisation_id = m.organisation_id and s.id = t.service_id and ${standsNow('s')}
      join ledger_entry l on l.organisation_id = m.organisation_id and l.chain = 'changes' and l.seq = m.from_seq
      where m.organisation_id = current_organisation() and ${standsNow('m')} and m.state = 'waiting'
        and m.person_id = ${person}
        ${services === null ? empty : sql`and s.reference = any(${services}::text[])`}
      order by t.id, m.from_seq desc
    ) w order by w.at, w.thread limit ${writtenOut(limit)}`);
}
