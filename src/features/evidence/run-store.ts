import sql from 'sql-template-tag';
import type { CommandTx } from '../../platform/commands/command.ts';
import type { ReadTx } from '../../platform/database/database.ts';
import { standsNow } from '../../platform/ledger/moment-store.ts';
import { latestAt } from './latest-store.ts';
import { kindOfSort } from './store.ts';
import type { Outcome, QuestionSort } from './domain.ts';

/*
 * Runs: results that came together. Two thousand of them are looked up and written with a fixed number of statements.
 */

export interface NewRun {
  readonly id: string;
  readonly service: string;
  readonly release: string;
  readonly number: number;
  /** The ledger's word for whoever handed it in. */
  readonly producer: string;
  readonly file: string;
  readonly sha256: string;
  readonly observedAt: Date;
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
  readonly unknownTags: readonly string[];
}

export async function putRun(tx: CommandTx, run: NewRun): Promise<void> {
  await tx.rows(sql`
    insert into evidence_run (organisation_id, id, seq, service_id, release_id, number, producer, file, sha256, observed_at,
      stored_at, passed, failed, skipped, unknown_tags)
    values (${tx.organisation}, ${run.id}, ${tx.seq}, ${run.service}, ${run.release}, ${run.number}, ${run.producer},
      ${run.file}, ${run.sha256}, ${run.observedAt}, ${tx.at}, ${run.passed}, ${run.failed}, ${run.skipped},
      ${run.unknownTags}::text[])`);
}

/** What is known of a service's runs before another is written. */
export interface RunsBefore {
  /** The first number that was given to none. */
  readonly next: number;
  /** The run that brought this very file for this release; the last one, if there are several. Null for none. */
  readonly same: {
    readonly id: string;
    readonly number: number;
    readonly storedAt: Date;
    readonly isLast: boolean;
  } | null;
}

/** @param release null where it is new: nothing was run on it yet */
export async function runsBefore(
  tx: ReadTx,
  service: string,
  release: string | null,
  sha256: string,
): Promise<RunsBefore> {
  const [row] = await tx.rows<RunsBefore>(sql`
    select coalesce((select max(number) from evidence_run
      where organisation_id = current_organisation() and service_id = ${service}), 0) + 1 as next,
    (select jsonb_build_object('id', r.id, 'number', r.number, 'storedAt', r.stored_at, 'isLast', not exists (
        select from evidence_run x where x.organisation_id = r.organisation_id and x.service_id = r.service_id
          and x.release_id = r.release_id and x.number > r.number))
      from evidence_run r
      where r.organisation_id = current_organisation() and r.service_id = ${service} and r.release_id = ${release}::uuid
        and r.sha256 = ${sha256}
      order by r.number desc limit 1) as same`);
  const { next, same } = row!;
  return { next, same: same && { ...same, storedAt: new Date(same.storedAt) } };
}

/** A test that is asked already. */
export interface KnownTest {
  readonly id: string;
  /** Hex of SHA-256 of what makes it the same test. */
  readonly key: string;
  readonly number: number;
  readonly retired: boolean;
}

/** Of these keys, the tests that a service asks already. */
export async function testsByKey(tx: ReadTx, service: string, keys: readonly string[]): Promise<KnownTest[]> {
  return tx.rows<KnownTest>(sql`
    select q.id, encode(q.key, 'hex') as key, q.number, q.retired from question q
    where q.organisation_id = current_organisation() and q.service_id = ${service} and ${standsNow('q')}
      and q.key = any(array(select decode(k, 'hex') from unnest(${keys}::text[]) as k))`);
}

/** What questions answer now, by id; those that nothing counts of are not there. */
export async function answersOf(tx: ReadTx, questions: readonly string[]): Promise<ReadonlyMap<string, Outcome>> {
  if (questions.length === 0) return new Map();
  const rows = await tx.rows<{ id: string; outcome: Outcome }>(sql`
    select w.id, l.outcome from unnest(${questions}::uuid[]) as w (id)
    cross join lateral ${latestAt(sql`w.id`, { seq: null, now: new Date(0) })} l`);
  return new Map(rows.map(({ id, outcome }) => [id, outcome]));
}

/** A question as it is changed or looked at. */
export interface QuestionFound {
  readonly id: string;
  readonly number: number;
  readonly sort: QuestionSort;
  readonly validDays: number;
  readonly retired: boolean;
  /** Something else than a person names it: the reports of a test, or a check that a standard asks for. */
  readonly keyed: boolean;
  readonly version: number;
}

/** The questions of these numbers in a service. */
export async function questionsNumbered(
  tx: ReadTx,
  service: string,
  numbers: readonly number[],
): Promise<QuestionFound[]> {
  return tx.rows<QuestionFound>(sql`
    select q.id, q.number, q.sort, q.valid_days as "validDays", q.retired, q.key is not null as keyed,
      q.from_seq as version
    from question q
    where q.organisation_id = current_organisation() and q.service_id = ${service} and ${standsNow('q')}
      and q.number = any(${numbers}::int[])
    order by q.number`);
}

/** Ends questions: nothing is observed of them any more. They stay, with what was observed. */
export async function retireQuestions(tx: CommandTx, questions: readonly QuestionFound[]): Promise<void> {
  const ids = questions.map(({ id }) => id);
  await tx.rows(sql`
    with old as (
      update question q set to_seq = ${tx.seq}
      where q.organisation_id = current_organisation() and q.id = any(${ids}::uuid[]) and ${standsNow('q')} returning q.*)
    insert into question (organisation_id, id, from_seq, service_id, number, sort, title_id, key, valid_days, retired)
    select organisation_id, id, ${tx.seq}, service_id, number, sort, title_id, key, valid_days, true from old`);
  for (const { id, sort } of questions) tx.touch({ kind: kindOfSort(sort), id });
}

/** For how many days what is observed of a question stands, from now on. */
export async function changeValidDays(tx: CommandTx, question: QuestionFound, days: number): Promise<void> {
  await changeQuestion(tx, question, { days, retired: question.retired });
}

/** Asks a question that was retired once more, or for another number of days. */
export async function askAgain(tx: CommandTx, question: QuestionFound, days: number): Promise<void> {
  await changeQuestion(tx, question, { days, retired: false });
}

async function changeQuestion(
  tx: CommandTx,
  question: QuestionFound,
  { days, retired }: { readonly days: number; readonly retired: boolean },
): Promise<void> {
  await tx.rows(sql`
    with old as (
      update question q set to_seq = ${tx.seq}
      where q.organisation_id = current_organisation() and q.id = ${question.id} and ${standsNow('q')} returning q.*)
    insert into question (organisation_id, id, from_seq, service_id, number, sort, title_id, key, valid_days, retired)
    select organisation_id, id, ${tx.seq}, service_id, number, sort, title_id, key, ${days}::int, ${retired} from old`);
  tx.touch({ kind: kindOfSort(question.sort), id: question.id });
}
