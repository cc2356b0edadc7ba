import sql, { empty, raw, type Sql } from 'sql-template-tag';
import type { CommandTx } from '../../platform/commands/command.ts';
import { FOREVER, type ReadTx } from '../../platform/database/database.ts';
import { actorName, said, stands, standsNow, type Moment } from '../../platform/ledger/moment-store.ts';
import type { FactValue } from '../../rules/conditions.ts';
import type { DutyCase } from './domain.ts';
import type { KeptFact } from './domain/stated.ts';
import type { Basis, JudgementKind, KeptJudgement } from './domain/judging.ts';

/*
 * What is known of a case and of its service, and what people judged of what it owes.
 */

/** A text by the column that points at it. @param column with its alias, as SQL */
function textAt(column: string): Sql {
  const alias = raw(column.split('.')[0]!);
  return sql`(select ${said('t')} from text_value t
    where t.organisation_id = ${alias}.organisation_id and t.id = ${raw(column)})`;
}

/** A case, and by which pack it was settled last. */
export interface StoredCase extends DutyCase {
  readonly pack: string;
  /** Whether what it was about does not count: nothing of it waits then. */
  readonly ended: boolean;
}

const CASE = sql`
  c.id, c.reference, c.pack, c.ended, json_build_object('id', s.id, 'reference', s.reference) as service
  from duty_case c
  join service s on s.organisation_id = c.organisation_id and s.id = c.service_id and ${standsNow('s')}
  where c.organisation_id = current_organisation()`;

/** These cases, as they stood at a moment; one that was not there is not among them. */
export async function casesById(tx: ReadTx, ids: readonly string[], moment: Moment): Promise<StoredCase[]> {
  return tx.rows<StoredCase>(sql`select ${CASE} and c.id = any(${ids}::uuid[]) and ${stands('c', moment)}`);
}

/** The case of this reference in a service; null where there is none. @param service its id */
export async function caseNamed(
  tx: ReadTx,
  service: string,
  reference: string,
  moment: Moment,
): Promise<StoredCase | null> {
  const [row] = await tx.rows<StoredCase>(sql`
    select ${CASE} and c.service_id = ${service} and c.reference = ${reference} and ${stands('c', moment)}`);
  return row ?? null;
}

/** All cases of a service, as they stand now. @param service its id */
export async function casesOfService(tx: ReadTx, service: string): Promise<StoredCase[]> {
  return tx.rows<StoredCase>(sql`
    select ${CASE} and c.service_id = ${service} and ${standsNow('c')} order by c.id`);
}

/** Cases that were settled by another pack than the one in force. @param services their ids; null for all */
export async function casesOfOtherPacks(
  tx: ReadTx,
  pack: string,
  services: readonly string[] | null,
): Promise<StoredCase[]> {
  return tx.rows<StoredCase>(sql`
    select ${CASE} and ${standsNow('c')} and c.pack <> ${pack}
      ${services === null ? empty : sql`and c.service_id = any(${services}::uuid[])`} order by c.id`);
}

export function putCase(tx: CommandTx, { id, service, reference, pack, ended }: StoredCase): void {
  tx.send(sql`
    update duty_case c set to_seq = ${tx.seq}
    where c.organisation_id = current_organisation() and c.id = ${id} and ${standsNow('c')}`);
  tx.send(sql`
    insert into duty_case (organisation_id, id, from_seq, service_id, reference, pack, ended)
    values (${tx.organisation}, ${id}, ${tx.seq}, ${service.id}, ${reference}, ${pack}, ${ended})`);
}

/** The facts of these cases and services that stand at a moment, with where they come from. One query. */
export async function factsOf(tx: ReadTx, about: readonly string[], moment: Moment): Promise<KeptFact[]> {
  return tx.rows<KeptFact>(sql`
    select f.about_id as about, f.fact, f.value, coalesce(${textAt('f.source_id')}, '') as source, f.since,
      ${actorName('f.stated_by')} as "statedBy", f.stated_at as "statedAt",
      case when f.checked_by is null then null else ${actorName('f.checked_by')} end as "checkedBy",
      f.checked_at as "checkedAt"
    from duty_fact f
    where f.organisation_id = current_organisation() and f.about_id = any(${about}::uuid[]) and ${stands('f', moment)}
    order by f.fact`);
}

/** One thing that was stated of a fact, or that it was taken back. */
export interface StoredVersion {
  readonly about: string;
  readonly seq: number;
  readonly fact: string;
  readonly value: FactValue | null | undefined;
  readonly since: Date | null;
}

/** All that was ever stated of these cases and services until a moment, in its order. One query. */
export async function statedOf(tx: ReadTx, about: readonly string[], moment: Moment): Promise<StoredVersion[]> {
  type Row = Omit<StoredVersion, 'value' | 'seq'> & { value: FactValue | null; from: number; to: number };
  const until = moment.seq ?? FOREVER;
  const rows = await tx.rows<Row>(sql`
    select f.about_id as about, f.fact, f.value, f.since, f.from_seq as from, f.to_seq as to
    from duty_fact f
    where f.organisation_id = current_organisation() and f.about_id = any(${about}::uuid[]) and f.from_seq <= ${until}
      and f.from_seq < f.to_seq`);
  const begun = new Set(rows.map(({ about: of, fact, from }) => `${of} ${fact} ${from}`));
  return rows
    .flatMap(({ from, to, ...version }): StoredVersion[] => [
      { ...version, seq: from },
      ...(to === FOREVER || to > until || begun.has(`${version.about} ${version.fact} ${to}`)
        ? []
        : [{ ...version, seq: to, value: undefined }]),
    ])
    .toSorted((a, b) => a.seq - b.seq);
}

/** Takes back what is known of facts, or ends it because it is stated anew. */
export function endFacts(tx: CommandTx, about: string, facts: readonly string[]): void {
  tx.send(sql`
    update duty_fact f set to_seq = ${tx.seq}
    where f.organisation_id = current_organisation() and f.about_id = ${about} and f.fact = any(${facts}::text[])
      and ${standsNow('f')}`);
}

/** A fact as it is written. */
export interface NewFact {
  readonly fact: string;
  readonly value: FactValue | null;
  readonly source: string;
  readonly since: Date | null;
}

/** Writes a fact in place of what was stated before. */
export function putFact(tx: CommandTx, about: string, { fact, value, source, since }: NewFact, by: string): void {
  endFacts(tx, about, [fact]);
  tx.send(sql`
    insert into duty_fact (organisation_id, id, about_id, fact, from_seq, value, source_id, since, stated_by, stated_at)
    values (${tx.organisation}, ${tx.newId()}, ${about}, ${fact}, ${tx.seq}, ${JSON.stringify(value)}::jsonb,
      ${tx.text(source)}::uuid, ${since}, ${by}, ${tx.at})`);
}

/** Writes that somebody checked facts: all else of them stays as it was stated. */
export function putChecked(tx: CommandTx, about: string, facts: readonly string[], by: string): void {
  tx.send(sql`
    with old as (
      update duty_fact f set to_seq = ${tx.seq}
      where f.organisation_id = current_organisation() and f.about_id = ${about} and f.fact = any(${facts}::text[])
        and ${standsNow('f')} returning f.*)
    insert into duty_fact (organisation_id, id, about_id, fact, from_seq, value, source_id, since, stated_by, stated_at,
      checked_by, checked_at)
    select organisation_id, gen_random_uuid(), about_id, fact, ${tx.seq}, value, source_id, since, stated_by, stated_at,
      ${by}, ${tx.at} from old`);
}

/** All that was judged of these cases until a moment, the earliest first. One query. */
export async function judgementsOf(tx: ReadTx, cases: readonly string[], moment: Moment): Promise<KeptJudgement[]> {
  type Row = Omit<KeptJudgement, 'report' | 'acknowledged' | 'withdrawn'> & {
    readonly happenedAt: Date | null;
    readonly reference: string | null;
    readonly sentTo: string | null;
    readonly sentBy: string | null;
    readonly withdrawnBy: string | null;
    readonly withdrawnAt: Date | null;
    readonly withdrawnReason: string | null;
  };
  const until = moment.seq ?? FOREVER;
  const rows = await tx.rows<Row>(sql`
    select j.id, j.case_id as "caseId", j.duty, j.version, j.pack, j.kind, ${textAt('j.reason_id')} as reason, j.basis,
      j.due, j.happened_at as "happenedAt", ${textAt('j.reference_id')} as reference, ${textAt('j.sent_to_id')} as "sentTo",
      ${textAt('j.sent_by_id')} as "sentBy", ${actorName('j.said_by')} as by, j.said_at as at,
      case when w.id is null then null else ${actorName('w.said_by')} end as "withdrawnBy", w.said_at as "withdrawnAt",
      ${textAt('w.reason_id')} as "withdrawnReason"
    from duty_judgement j
    left join duty_judgement w on w.organisation_id = j.organisation_id and w.case_id = j.case_id and w.withdraws = j.id
      and w.from_seq <= ${until}
    where j.organisation_id = current_organisation() and j.case_id = any(${cases}::uuid[]) and j.kind <> 'withdrawn'
      and j.from_seq <= ${until}
    order by j.from_seq, j.id`);
  return rows.map((row) => {
    const { happenedAt, reference, sentTo, sentBy, withdrawnBy, withdrawnAt, withdrawnReason, ...one } = row;
    return {
      ...one,
      report:
        one.kind === 'sent'
          ? { reference: reference ?? '', to: sentTo ?? '', by: sentBy ?? '', sentAt: happenedAt! }
          : null,
      acknowledged: one.kind === 'acknowledged' ? { at: happenedAt!, reference } : null,
      withdrawn:
        withdrawnAt === null ? null : { by: withdrawnBy ?? '', at: withdrawnAt, reason: withdrawnReason ?? '' },
    };
  });
}

/** A judgement as it is written. */
export interface NewJudgement {
  readonly case: string;
  readonly duty: string;
  readonly version: number;
  readonly pack: string;
  readonly kind: JudgementKind | 'withdrawn';
  readonly reason: string | null;
  readonly basis: Basis;
  readonly due: Date | null;
  readonly happenedAt?: Date;
  readonly reference?: string;
  readonly to?: string;
  readonly sentBy?: string;
  readonly withdraws?: string;
}

/** Writes what somebody said. @returns its id */
export function putJudgement(tx: CommandTx, one: NewJudgement, by: string): string {
  const id = tx.newId();
  tx.send(sql`
    insert into duty_judgement (organisation_id, id, from_seq, case_id, duty, version, pack, kind, reason_id, basis, due,
      happened_at, reference_id, sent_to_id, sent_by_id, withdraws, said_by, said_at)
    values (${tx.organisation}, ${id}, ${tx.seq}, ${one.case}, ${one.duty}, ${one.version}, ${one.pack}, ${one.kind},
      ${tx.text(one.reason)}::uuid, ${JSON.stringify(one.basis)}::jsonb, ${one.due}, ${one.happenedAt ?? null},
      ${tx.text(one.reference ?? null)}::uuid, ${tx.text(one.to ?? null)}::uuid, ${tx.text(one.sentBy ?? null)}::uuid,
      ${one.withdraws ?? null}, ${by}, ${tx.at})`);
  return id;
}

/** Ends a judgement that is withdrawn. */
export function endJudgement(tx: CommandTx, id: string): void {
  tx.send(sql`
    update duty_judgement j set to_seq = ${tx.seq}
    where j.organisation_id = current_organisation() and j.id = ${id} and ${standsNow('j')}`);
}
