import sql, { raw, type Sql } from 'sql-template-tag';
import type { CommandTx } from '../../platform/commands/command.ts';
import type { ReadTx } from '../../platform/database/database.ts';
import { actorName, said, stands, standsNow, type Moment } from '../../platform/ledger/moment-store.ts';
import type { AnsweredChallenge, Challenge } from './domain/challenges.ts';
import type { ChallengeWords } from './domain/erasure.ts';

/*
 * What speaks against hazards and controls and came from elsewhere. One that is about a hazard is answered by a residual rating
 * that a person gave after it came in: nothing has to be written for that.
 */

export type Challenged = 'hazard' | 'control';

/** The condition that a challenge is open at a moment. @param c its alias */
export function isOpen(c: string, moment: Moment): Sql {
  const alias = raw(c);
  return sql`${stands(c, moment)} and ${alias}.state = 'open' and (${alias}.kind = 'control' or not exists (
    select from hazard_rating cr where cr.organisation_id = ${alias}.organisation_id and cr.hazard_id = ${alias}.subject_id
      and cr.phase = 'residual' and ${stands('cr', moment)} and cr.confirmed_seq > ${alias}.opened_seq))`;
}

/** The entry of the latest challenge that is open now; null for none. @param id the column that names its subject */
export function challengedSeq(kind: Challenged, id: string): Sql {
  return sql`(select max(hc.opened_seq)::int8 from hazard_challenge hc
    where hc.organisation_id = current_organisation() and hc.kind = ${kind} and hc.subject_id = ${raw(id)}
      and ${isOpen('hc', { seq: null, now: new Date(0) })})`;
}

/** What is open at a moment of these subjects, as a JSON array; the oldest first. @param id the column that names its subject */
export function challengesOf(kind: Challenged, id: string, moment: Moment): Sql {
  return sql`(select coalesce(jsonb_agg(jsonb_build_object('source', hc.source, 'href', hc.source_href,
      'at', hc.opened_at, 'words', ${said('hct')}) order by hc.opened_seq, hc.source), '[]')
    from hazard_challenge hc
    left join text_value hct on hct.organisation_id = hc.organisation_id and hct.id = hc.said_id
    where hc.organisation_id = current_organisation() and hc.kind = ${kind} and hc.subject_id = ${raw(id)}
      and ${isOpen('hc', moment)})`;
}

/** As they come out of JSON. */
export type StoredChallenge = Omit<Challenge, 'at'> & { readonly at: string };

export function challengesIn(stored: readonly StoredChallenge[]): readonly Challenge[] {
  return stored.map(({ at, ...one }) => ({ ...one, at: new Date(at) }));
}

/** What is open at a moment against these hazards or controls, by their ids; those without any are not there. */
export async function openChallenges(
  tx: ReadTx,
  kind: Challenged,
  subjects: readonly string[],
  moment: Moment,
): Promise<ReadonlyMap<string, readonly Challenge[]>> {
  if (subjects.length === 0) return new Map();
  const rows = await tx.rows<Challenge & { subject: string }>(sql`
    select c.subject_id as subject, c.source, c.source_href as href, c.opened_at as at, ${said('t')} as words
    from hazard_challenge c
    left join text_value t on t.organisation_id = c.organisation_id and t.id = c.said_id
    where c.organisation_id = current_organisation() and c.kind = ${kind} and c.subject_id = any(${subjects}::uuid[])
      and ${isOpen('c', moment)}
    order by c.opened_seq, c.source`);
  return new Map(
    [...Map.groupBy(rows, (row) => row.subject)].map(([subject, of]) => [
      subject,
      of.map(({ source, href, at, words }) => ({ source, href, at, words })),
    ]),
  );
}

/** What is open in services at a moment: what is challenged, and from where. One query. @param services their ids */
export async function openChallengesIn(
  tx: ReadTx,
  services: readonly string[],
  moment: Moment,
): Promise<readonly { readonly service: string; readonly subject: string; readonly source: string }[]> {
  return tx.rows(sql`
    select c.service_id as service, c.subject_id as subject, c.source from hazard_challenge c
    where c.organisation_id = current_organisation() and c.service_id = any(${services}::uuid[]) and ${isOpen('c', moment)}`);
}

/** What was answered in words of a hazard or a control, the latest first; a rating that answered one stands with the ratings. */
export async function answeredChallenges(
  tx: ReadTx,
  kind: Challenged,
  subject: string,
  moment: Moment,
): Promise<readonly AnsweredChallenge[]> {
  return tx.rows<AnsweredChallenge>(sql`
    select c.source, c.source_href as href, c.opened_at as at, ${said('t')} as words, ${said('a')} as answer,
      ${actorName('c.answered_by')} as by, e.at as "answeredAt"
    from hazard_challenge c
    join ledger_entry e on e.organisation_id = c.organisation_id and e.chain = 'changes' and e.seq = c.from_seq
    left join text_value t on t.organisation_id = c.organisation_id and t.id = c.said_id
    left join text_value a on a.organisation_id = c.organisation_id and a.id = c.answer_id
    where c.organisation_id = current_organisation() and c.kind = ${kind} and c.subject_id = ${subject}
      and c.state = 'answered' and ${stands('c', moment)}
    order by c.from_seq desc`);
}

/** What was ever said against a hazard and against its controls, and what was answered: the oldest first. */
export async function challengeWords(tx: ReadTx, hazard: string): Promise<readonly ChallengeWords[]> {
  return tx.rows<ChallengeWords>(sql`
    select k.number as control, c.source, ${said('t')} as words, case when c.answer_id is not null then ${said('a')} end as answer
    from (
      select distinct on (c.id) c.* from hazard_challenge c
      where c.organisation_id = current_organisation() and (c.kind = 'hazard' and c.subject_id = ${hazard}
        or c.kind = 'control' and c.subject_id in (
          select l.control_id from hazard_control l
          where l.organisation_id = current_organisation() and l.hazard_id = ${hazard}))
      order by c.id, c.from_seq desc
    ) c
    left join control k on c.kind = 'control' and k.organisation_id = c.organisation_id and k.id = c.subject_id
      and ${standsNow('k')}
    left join text_value t on t.organisation_id = c.organisation_id and t.id = c.said_id
    left join text_value a on a.organisation_id = c.organisation_id and a.id = c.answer_id
    order by k.number nulls first, c.opened_seq, c.source`);
}

/** Which challenge came in with each of these entries: the reference of what is challenged, by whom it is said. */
export async function challengesAt(
  tx: ReadTx,
  seqs: readonly number[],
): Promise<readonly { readonly seq: number; readonly source: string; readonly at: Date }[]> {
  if (seqs.length === 0) return [];
  return tx.rows(sql`
    select distinct on (c.opened_seq) c.opened_seq as seq, c.source, c.opened_at as at from hazard_challenge c
    where c.organisation_id = current_organisation() and c.opened_seq = any(${seqs}::bigint[])
    order by c.opened_seq, c.source`);
}

/** A challenge that comes in. */
export interface NewChallenge {
  readonly service: string;
  readonly kind: Challenged;
  readonly subject: string;
  readonly source: string;
  readonly href: string;
  readonly words: string;
}

/** @returns whether it is a new one: what is open from the same source stays as it is. */
export async function putChallenge(tx: CommandTx, challenge: NewChallenge): Promise<boolean> {
  const { kind, subject, source } = challenge;
  const [open] = await tx.rows<{ source: string }>(sql`
    select c.source from hazard_challenge c
    where c.organisation_id = current_organisation() and c.kind = ${kind} and c.subject_id = ${subject}
      and c.source = ${source} and ${isOpen('c', { seq: null, now: tx.at })}`);
  if (open) return false;
  // One that a rating answered is over: it ends here, so that another can begin.
  await tx.rows(sql`
    update hazard_challenge c set to_seq = ${tx.seq}
    where c.organisation_id = current_organisation() and c.kind = ${kind} and c.subject_id = ${subject}
      and c.source = ${source} and c.state = 'open' and ${standsNow('c')}`);
  await tx.rows(sql`
    insert into hazard_challenge (organisation_id, id, from_seq, service_id, kind, subject_id, source, source_href,
      opened_seq, opened_at, said_id, state)
    values (${tx.organisation}, ${tx.newId()}, ${tx.seq}, ${challenge.service}, ${kind}, ${subject}, ${source},
      ${challenge.href}, ${tx.seq}, ${tx.at}, ${tx.text(challenge.words)}::uuid, 'open')`);
  await touchChallenged(tx, kind, subject);
  return true;
}

/** Answers what is open from these sources against a hazard or a control. @returns what was answered, by its source */
export async function answerOpen(
  tx: CommandTx,
  answering: Pick<NewChallenge, 'kind' | 'subject' | 'words'> & {
    readonly sources: readonly string[];
    readonly by: string;
  },
): Promise<readonly string[]> {
  const { kind, subject, sources, words, by } = answering;
  const rows = await tx.rows<{ source: string }>(sql`
    with ended as (
      update hazard_challenge c set to_seq = ${tx.seq}
      where c.organisation_id = current_organisation() and c.kind = ${kind} and c.subject_id = ${subject}
        and c.source = any(${sources}::text[]) and ${isOpen('c', { seq: null, now: tx.at })}
      returning c.*
    )
    insert into hazard_challenge (organisation_id, id, from_seq, service_id, kind, subject_id, source, source_href,
      opened_seq, opened_at, said_id, state, answer_id, answered_by)
    select e.organisation_id, e.id, ${tx.seq}, e.service_id, e.kind, e.subject_id, e.source, e.source_href, e.opened_seq,
      e.opened_at, e.said_id, 'answered', ${tx.text(words)}::uuid, ${by}
    from ended e
    returning source`);
  await touchChallenged(tx, kind, subject);
  return rows.map(({ source }) => source).toSorted();
}

/** A hazard that no person ever rated has no residual rating to settle. */
async function touchChallenged(tx: CommandTx, kind: Challenged, id: string): Promise<void> {
  tx.touch({ kind, id });
  if (kind === 'control') return;
  const rated = await tx.rows(sql`
    select from hazard_rating r
    where r.organisation_id = current_organisation() and r.hazard_id = ${id} and r.phase = 'residual'
      and r.confirmed_seq is not null limit 1`);
  if (rated.length > 0) tx.touch({ kind: 'residual', id });
}
