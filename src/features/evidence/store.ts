import sql from 'sql-template-tag';
import type { CommandTx } from '../../platform/commands/command.ts';
import type { ReadTx } from '../../platform/database/database.ts';
import { standsNow } from '../../platform/ledger/moment-store.ts';
import type { Outcome, QuestionSort, ReleaseState } from './domain.ts';

/*
 * Writes questions, observations and releases; many of each with one statement.
 */

/** The kind of subject that a question of this sort is. */
export function kindOfSort(sort: QuestionSort): 'question' | 'operating-period' {
  return sort === 'operating period' ? 'operating-period' : 'question';
}

export interface NewQuestion {
  readonly id: string;
  readonly service: string;
  readonly number: number;
  readonly sort: QuestionSort;
  readonly title: string;
  /** Of a test: hex of SHA-256 of what makes it the same test. */
  readonly key: string | null;
  readonly validDays: number;
}

/** The first number that a service has given to no question. */
export async function nextQuestionNumber(tx: CommandTx, service: string): Promise<number> {
  const [row] = await tx.rows<{ next: number }>(sql`
    select coalesce(max(number), 0) + 1 as next from question
    where organisation_id = current_organisation() and service_id = ${service}`);
  return row!.next;
}

export async function putQuestions(tx: CommandTx, questions: readonly NewQuestion[]): Promise<void> {
  if (questions.length === 0) return;
  const rows = questions.map(({ title, ...one }) => ({ ...one, title: tx.text(title) }));
  await tx.rows(sql`
    insert into question (organisation_id, id, from_seq, service_id, number, sort, title_id, key, valid_days, retired)
    select ${tx.organisation}::uuid, n.id, ${tx.seq}, n.service, n.number, n.sort, n.title, decode(n.key, 'hex'),
      n."validDays", false
    from json_to_recordset(${JSON.stringify(rows)}::json)
      as n (id uuid, service uuid, number int, sort text, title uuid, key text, "validDays" int)`);
  for (const { id, sort } of questions) tx.touch({ kind: kindOfSort(sort), id });
}

export interface NewObservation {
  readonly id: string;
  readonly question: string;
  readonly sort: QuestionSort;
  readonly outcome: Outcome;
  readonly observedAt: Date;
  /** The ledger's word for whoever observed it or handed it in. */
  readonly observer: string;
  readonly release?: string | null;
  readonly run?: string | null;
  readonly detail?: string | null;
  readonly file?: { readonly sha256: string; readonly name: string } | null;
  readonly url?: string | null;
  readonly urlSha256?: string | null;
  readonly period?: { readonly from: string; readonly to: string } | null;
}

export async function putObservations(tx: CommandTx, observations: readonly NewObservation[]): Promise<void> {
  if (observations.length === 0) return;
  const rows = observations.map((one) => ({
    id: one.id,
    question_id: one.question,
    outcome: one.outcome,
    release_id: one.release ?? null,
    run_id: one.run ?? null,
    observed_at: one.observedAt,
    observer: one.observer,
    detail_id: one.detail ? tx.text(one.detail) : null,
    file_sha256: one.file?.sha256 ?? null,
    file_name: one.file?.name ?? null,
    url: one.url ?? null,
    url_sha256: one.urlSha256 ?? null,
    period_from: one.period?.from ?? null,
    period_to: one.period?.to ?? null,
  }));
  await tx.rows(sql`
    insert into observation (organisation_id, seq, stored_at, id, question_id, outcome, release_id, run_id, observed_at,
      observer, detail_id, file_sha256, file_name, url, url_sha256, period_from, period_to)
    select ${tx.organisation}::uuid, ${tx.seq}, ${tx.at}::timestamptz, n.*
    from json_to_recordset(${JSON.stringify(rows)}::json) as n (id uuid, question_id uuid, outcome text, release_id uuid,
      run_id uuid, observed_at timestamptz, observer text, detail_id uuid, file_sha256 text, file_name text, url text,
      url_sha256 text, period_from date, period_to date)`);
  for (const { question, sort } of observations) tx.touch({ kind: kindOfSort(sort), id: question });
}

/** A person's word that an observation does not count. @returns false where it was dismissed already */
export async function putDismissal(
  tx: CommandTx,
  dismissal: {
    readonly observation: string;
    readonly question: string;
    readonly sort: QuestionSort;
    readonly reason: string;
    readonly by: string;
  },
): Promise<boolean> {
  const rows = await tx.rows(sql`
    insert into observation_dismissal (organisation_id, observation_id, seq, reason_id, dismissed_by)
    values (${tx.organisation}, ${dismissal.observation}, ${tx.seq}, ${tx.text(dismissal.reason)}::uuid, ${dismissal.by})
    on conflict do nothing returning 1`);
  if (rows.length === 0) return false;
  tx.touch({ kind: kindOfSort(dismissal.sort), id: dismissal.question });
  return true;
}

export interface StoredRelease {
  readonly id: string;
  readonly version: string;
  readonly state: ReleaseState;
  readonly liveSeq: number | null;
}

export async function releaseOf(tx: ReadTx, service: string, version: string): Promise<StoredRelease | null> {
  const [row] = await tx.rows<StoredRelease>(sql`
    select r.id, r.version, r.state, r.live_seq as "liveSeq" from release r
    where r.organisation_id = current_organisation() and r.service_id = ${service} and r.version = ${version}
      and ${standsNow('r')}`);
  return row ?? null;
}

/**
 * Writes a release, or its next version. Once it is live, what was observed on it counts: every question that was asked of
 * it is looked at again.
 */
export async function putRelease(
  tx: CommandTx,
  release: StoredRelease & { readonly service: string; readonly reason?: string },
  before: StoredRelease | null,
): Promise<void> {
  if (before)
    await tx.rows(sql`
      update release r set to_seq = ${tx.seq}
      where r.organisation_id = current_organisation() and r.id = ${release.id} and ${standsNow('r')}`);
  await tx.rows(sql`
    insert into release (organisation_id, id, from_seq, service_id, version, state, live_seq, reason_id)
    values (${tx.organisation}, ${release.id}, ${tx.seq}, ${release.service}, ${release.version}, ${release.state},
      ${release.liveSeq}, ${tx.text(release.reason ?? null)}::uuid)`);
  if ((before?.liveSeq ?? null) === release.liveSeq) return;
  const asked = await tx.rows<{ id: string; sort: QuestionSort }>(sql`
    select distinct q.id, q.sort from observation o
    join question q on q.organisation_id = o.organisation_id and q.id = o.question_id and ${standsNow('q')}
    where o.organisation_id = current_organisation() and o.release_id = ${release.id}`);
  for (const { id, sort } of asked) tx.touch({ kind: kindOfSort(sort), id });
}
