import sql, { type Sql } from 'sql-template-tag';
import { stands, type Moment } from '../../platform/ledger/moment-store.ts';

/*
 * The observations of a question that count, as they were known at a moment: those that nobody had dismissed, and that are
 * about no release, or about one that was live. As `latestOf` has it for now.
 */

/** Those that count, as a subquery with their order. @param question the column that names the question, as SQL */
export function countingAt(question: Sql, moment: Moment): Sql {
  const known = moment.seq === null ? sql`true` : sql`o.seq <= ${moment.seq}`;
  const dismissed = moment.seq === null ? sql`true` : sql`d.seq <= ${moment.seq}`;
  return sql`(
    select o.id, o.outcome, o.observed_at, o.seq, o.run_id, o.release_id, r.version as release
    from observation o
    left join release r on r.organisation_id = o.organisation_id and r.id = o.release_id and ${stands('r', moment)}
    where o.organisation_id = current_organisation() and o.question_id = ${question} and ${known}
      and (o.release_id is null or r.live_seq is not null)
      and not exists (select from observation_dismissal d
        where d.organisation_id = o.organisation_id and d.observation_id = o.id and ${dismissed}))`;
}

/** The latest of them. */
export function latestAt(question: Sql, moment: Moment): Sql {
  return sql`(select n.* from ${countingAt(question, moment)} n order by n.observed_at desc, n.seq desc limit 1)`;
}

/** Since when the question fails without a pass between: of the failures behind the last pass, when the first was observed. */
export function failingSince(question: Sql, moment: Moment): Sql {
  return sql`(
    with c as (select * from ${countingAt(question, moment)} n),
      p as (select observed_at, seq from c where outcome = 'passed' order by observed_at desc, seq desc limit 1)
    select min(f.observed_at) as since from c f left join p on true
    where f.outcome = 'failed' and (p.seq is null or (f.observed_at, f.seq) > (p.observed_at, p.seq)))`;
}
