import sql, { empty, type Sql } from 'sql-template-tag';
import type { ReadTx } from '../../platform/database/database.ts';
import { actorName, said, stands, standsNow, type Moment } from '../../platform/ledger/moment-store.ts';
import type { Outcome, QuestionSort, ReleaseState } from './domain.ts';
import { latestAt } from './latest-store.ts';

/*
 * What was observed, as it is shown.
 */

/** Of these observations of a question, those that there are, and whether anybody dismissed them. */
export async function observationsNamed(
  tx: ReadTx,
  question: string,
  ids: readonly string[],
): Promise<{ readonly id: string; readonly dismissed: boolean }[]> {
  return tx.rows(sql`
    select o.id, d.observation_id is not null as dismissed from observation o
    left join observation_dismissal d on d.organisation_id = o.organisation_id and d.observation_id = o.id
    where o.organisation_id = current_organisation() and o.question_id = ${question} and o.id = any(${ids}::uuid[])`);
}

/** Something that was observed, with all that is known of it. */
export interface ObservationShown {
  readonly id: string;
  readonly outcome: Outcome;
  readonly observedAt: Date;
  readonly storedAt: Date;
  readonly observer: string;
  readonly detail: string | null;
  readonly file: { readonly sha256: string; readonly name: string } | null;
  readonly url: string | null;
  readonly urlSha256: string | null;
  readonly period: { readonly from: string; readonly to: string } | null;
  readonly run: number | null;
  readonly release: string | null;
  /** Whether it is about a release that nobody uses yet, and so says nothing of the service. */
  readonly candidate: boolean;
  readonly dismissed: { readonly reason: string | null; readonly by: string; readonly at: Date } | null;
}

export interface QuestionShown {
  readonly id: string;
  readonly number: number;
  readonly sort: QuestionSort;
  readonly title: string;
  readonly validDays: number;
  readonly retired: boolean;
  /** Something else than a person names it: the reports of a test, or a check that a standard asks for. */
  readonly keyed: boolean;
  /** The observation that counts; null for none. */
  readonly latest: { readonly id: string; readonly outcome: Outcome; readonly observedAt: Date } | null;
}

/** The question of a number at a moment; null where there is none. */
export async function questionAt(
  tx: ReadTx,
  service: string,
  number: number,
  moment: Moment,
): Promise<QuestionShown | null> {
  type Row = Omit<QuestionShown, 'latest'> & {
    latest: string | null;
    outcome: Outcome | null;
    observedAt: Date | null;
  };
  const [row] = await tx.rows<Row>(sql`
    select q.id, q.number, q.sort, ${said('t')} as title, q.valid_days as "validDays", q.retired, q.key is not null as keyed,
      l.id as latest, l.outcome, l.observed_at as "observedAt"
    from question q
    left join text_value t on t.organisation_id = q.organisation_id and t.id = q.title_id
    left join lateral ${latestAt(sql`q.id`, moment)} l on true
    where q.organisation_id = current_organisation() and q.service_id = ${service} and q.number = ${number}
      and ${stands('q', moment)}`);
  if (!row) return null;
  const { latest, outcome, observedAt, ...question } = row;
  return {
    ...question,
    title: question.title ?? '',
    latest: latest === null ? null : { id: latest, outcome: outcome!, observedAt: observedAt! },
  };
}

/** What was observed of questions, the latest first; as many as are asked for. */
export async function observationsOf(
  tx: ReadTx,
  where: { readonly question: string } | { readonly run: string },
  limit: number,
): Promise<(ObservationShown & { readonly question: number; readonly title: string })[]> {
  const chosen: Sql = 'question' in where ? sql`o.question_id = ${where.question}` : sql`o.run_id = ${where.run}`;
  type Row = Omit<ObservationShown, 'file' | 'period' | 'dismissed'> & {
    question: number;
    title: string | null;
    sha256: string | null;
    fileName: string | null;
    from: string | null;
    to: string | null;
    dismissedBy: string | null;
    dismissedAt: Date | null;
    reason: string | null;
  };
  const rows = await tx.rows<Row>(sql`
    select o.id, o.outcome, o.observed_at as "observedAt", o.stored_at as "storedAt", ${actorName('o.observer')} as observer,
      ${said('x')} as detail, o.file_sha256 as sha256, o.file_name as "fileName", o.url, o.url_sha256 as "urlSha256",
      o.period_from::text as from, o.period_to::text as to, n.number as run, r.version as release,
      o.release_id is not null and r.live_seq is null as candidate, q.number as question, ${said('t')} as title,
      ${actorName('d.dismissed_by')} as "dismissedBy", e.at as "dismissedAt", ${said('y')} as reason
    from observation o
    join question q on q.organisation_id = o.organisation_id and q.id = o.question_id and ${standsNow('q')}
    left join text_value t on t.organisation_id = q.organisation_id and t.id = q.title_id
    left join text_value x on x.organisation_id = o.organisation_id and x.id = o.detail_id
    left join evidence_run n on n.organisation_id = o.organisation_id and n.id = o.run_id
    left join release r on r.organisation_id = o.organisation_id and r.id = o.release_id and ${standsNow('r')}
    left join observation_dismissal d on d.organisation_id = o.organisation_id and d.observation_id = o.id
    left join ledger_entry e on e.organisation_id = d.organisation_id and e.chain = 'changes' and e.seq = d.seq
    left join text_value y on y.organisation_id = d.organisation_id and y.id = d.reason_id
    where o.organisation_id = current_organisation() and ${chosen}
    order by ${'run' in where ? sql`o.outcome, q.number` : sql`o.observed_at desc, o.seq desc`} limit ${limit}`);
  return rows.map(({ sha256, fileName, from, to, dismissedBy, dismissedAt, reason, ...one }) => ({
    ...one,
    title: one.title ?? '',
    file: sha256 === null ? null : { sha256, name: fileName ?? 'file' },
    period: from === null ? null : { from, to: to! },
    dismissed: dismissedAt === null ? null : { reason, by: dismissedBy ?? '', at: dismissedAt },
  }));
}

export interface ReleaseShown {
  readonly version: string;
  readonly state: ReleaseState;
  /** When it was recorded, and since when it is live. */
  readonly recordedAt: Date;
  readonly liveAt: Date | null;
  /** Why it was withdrawn; null where it was not. */
  readonly reason: string | null;
  readonly runs: number;
}

/** The releases of a service, the latest first. */
export async function releasesOf(tx: ReadTx, service: string, limit: number): Promise<ReleaseShown[]> {
  return tx.rows<ReleaseShown>(sql`
    select r.version, r.state, f.at as "recordedAt", l.at as "liveAt", ${said('y')} as reason, (select count(*)::int from evidence_run n
      where n.organisation_id = r.organisation_id and n.service_id = r.service_id and n.release_id = r.id) as runs
    from release r
    cross join lateral (select min(v.from_seq) as seq from release v
      where v.organisation_id = r.organisation_id and v.id = r.id) b
    join ledger_entry f on f.organisation_id = r.organisation_id and f.chain = 'changes' and f.seq = b.seq
    left join ledger_entry l on l.organisation_id = r.organisation_id and l.chain = 'changes' and l.seq = r.live_seq
    left join text_value y on y.organisation_id = r.organisation_id and y.id = r.reason_id
    where r.organisation_id = current_organisation() and r.service_id = ${service} and ${standsNow('r')}
    order by b.seq desc, r.version limit ${limit}`);
}

export interface RunShown {
  readonly id: string;
  readonly number: number;
  readonly release: string;
  readonly state: ReleaseState;
  readonly producer: string;
  readonly file: string;
  readonly sha256: string;
  readonly observedAt: Date;
  readonly storedAt: Date;
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
  readonly unknownTags: readonly string[];
}

/** The runs of a service, the latest first; or those on one release; or the one of a number. @param of.release its id */
export async function runsOf(
  tx: ReadTx,
  service: string,
  {
    number,
    release,
    offset = 0,
    limit,
  }: { readonly number?: number; readonly release?: string; readonly offset?: number; readonly limit: number },
): Promise<RunShown[]> {
  return tx.rows<RunShown>(sql`
    select n.id, n.number, r.version as release, r.state, ${actorName('n.producer')} as producer, n.file, n.sha256,
      n.observed_at as "observedAt", n.stored_at as "storedAt", n.passed, n.failed, n.skipped, n.unknown_tags as "unknownTags"
    from evidence_run n
    join release r on r.organisation_id = n.organisation_id and r.id = n.release_id and ${standsNow('r')}
    where n.organisation_id = current_organisation() and n.service_id = ${service}
      ${number === undefined ? empty : sql`and n.number = ${number}`}
      ${release === undefined ? empty : sql`and n.release_id = ${release}`}
    order by n.number desc offset ${offset} limit ${limit}`);
}

export async function countRuns(tx: ReadTx, service: string): Promise<number> {
  const [row] = await tx.rows<{ count: number }>(sql`
    select count(*)::int as count from evidence_run
    where organisation_id = current_organisation() and service_id = ${service}`);
  return row!.count;
}
