import sql, { empty, type Sql } from 'sql-template-tag';
import type { ReadTx } from '../../platform/database/database.ts';
import { standsNow } from '../../platform/ledger/moment-store.ts';
import type { Loaded } from '../../platform/subjects/kinds.ts';
import type { Outcome } from './domain.ts';
import type { QuestionRow } from './kinds.ts';

/*
 * What the fingerprints and verdicts of questions are of. One query for any number of them.
 */

/**
 * The latest observation of a question that counts, as a lateral subquery: one that nobody dismissed, and that is about no
 * release, or about one that is or was live.
 * @param question the column that names the question, as SQL
 */
export function latestOf(question: Sql): Sql {
  return sql`(
    select o.id, o.outcome, o.observed_at, greatest(o.seq, r.live_seq) as seq
    from observation o
    left join release r on r.organisation_id = o.organisation_id and r.id = o.release_id and ${standsNow('r')}
    where o.organisation_id = current_organisation() and o.question_id = ${question}
      and (o.release_id is null or r.live_seq is not null)
      and not exists (select from observation_dismissal d
        where d.organisation_id = o.organisation_id and d.observation_id = o.id)
    order by o.observed_at desc, o.seq desc limit 1)`;
}

/** The questions of these ids as they stand now; all of the sort, where `ids` is null. */
export async function loadQuestions(
  tx: ReadTx,
  ids: readonly string[] | null,
  sort: 'verifies' | 'supports',
): Promise<Loaded<QuestionRow>[]> {
  type Row = Omit<QuestionRow, 'latest'> & {
    id: string;
    service: string;
    retired: boolean;
    outcome: Outcome | null;
    seq: number | null;
    observedAt: Date | null;
  };
  const rows = await tx.rows<Row>(sql`
    select q.id, q.service_id as service, q.sort, t.body as title, q.valid_days as "validDays", q.number,
      encode(q.key, 'hex') as key, q.retired, l.outcome, l.seq, l.observed_at as "observedAt"
    from question q
    left join text_value t on t.organisation_id = q.organisation_id and t.id = q.title_id
    left join lateral ${latestOf(sql`q.id`)} l on true
    where q.organisation_id = current_organisation() and ${standsNow('q')}
      and (q.sort = 'operating period') = ${sort === 'supports'}
      ${ids === null ? empty : sql`and q.id = any(${ids}::uuid[])`}`);
  return rows.map(({ id, service, retired, outcome, seq, observedAt, ...row }) => ({
    id,
    service,
    within: null,
    retired,
    names: [],
    row: { ...row, latest: outcome && { outcome, seq: seq!, observedAt: observedAt!.getTime() } },
  }));
}
