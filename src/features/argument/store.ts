import sql, { empty, raw, type Sql } from 'sql-template-tag';
import type { CommandTx } from '../../platform/commands/command.ts';
import type { ReadTx } from '../../platform/database/database.ts';
import { actorName, said, stands, standsNow, type Moment } from '../../platform/ledger/moment-store.ts';
import { afterDay } from '../../platform/london-time.ts';
import type { Day } from '../../words/days.ts';
import type { CounterEvidence } from './domain.ts';

/** What was written against a claim, with the ids of its texts. */
export interface StoredCounterEvidence extends CounterEvidence {
  /** The id of its service. */
  readonly service: string;
  readonly writtenSeq: number;
  readonly texts: { readonly against: string | null; readonly unknown: string | null };
}

const NOW: Moment = { seq: null, now: new Date(0) };

function textIn(column: string): Sql {
  return sql`(select ${said('t')} from text_value t
    where t.organisation_id = c.organisation_id and t.id = ${raw(`c.${column}`)})`;
}

type Row = Pick<
  StoredCounterEvidence,
  'id' | 'claim' | 'service' | 'against' | 'unknown' | 'reviewBy' | 'version' | 'writtenSeq' | 'texts'
> & {
  readonly writtenBy: string;
  readonly writtenAt: Date;
  readonly answer: string | null;
  readonly answeredBy: string | null;
  readonly answeredAt: Date | null;
};

/** What was written against claims of these services as it stood at a moment. One query. @param services their ids */
export async function counterEvidenceOf(
  tx: ReadTx,
  services: readonly string[],
  moment: Moment = NOW,
  claim: string | null = null,
): Promise<StoredCounterEvidence[]> {
  const rows = await tx.rows<Row>(sql`
    select c.id, c.service_id as service, c.claim, ${textIn('against_id')} as against, ${textIn('unknown_id')} as unknown,
      ${textIn('answer_id')} as answer, c.review_by::text as "reviewBy", c.from_seq as version,
      c.written_seq as "writtenSeq", ${actorName('w.actor')} as "writtenBy", w.at as "writtenAt",
      case when n.seq is null then null else ${actorName('n.actor')} end as "answeredBy", n.at as "answeredAt",
      json_build_object('against', c.against_id, 'unknown', c.unknown_id) as texts
    from counter_evidence c
    join ledger_entry w on w.organisation_id = c.organisation_id and w.chain = 'changes' and w.seq = c.written_seq
    left join ledger_entry n on n.organisation_id = c.organisation_id and n.chain = 'changes' and n.seq = c.answered_seq
    where c.organisation_id = current_organisation() and c.service_id = any(${services}::uuid[]) and ${stands('c', moment)}
      ${claim === null ? empty : sql`and c.claim = ${claim}`}
    order by c.service_id, c.claim`);
  return rows.map(({ writtenBy, writtenAt, answer, answeredBy, answeredAt, ...row }) => ({
    ...row,
    written: { by: writtenBy, at: writtenAt },
    answer: answeredAt === null ? null : { text: answer ?? '', by: answeredBy ?? 'Somebody', at: answeredAt },
    until: afterDay(row.reviewBy),
  }));
}

/** What a version holds when it is written; its texts by the ids of their homes. */
export interface NewCounterEvidence {
  readonly id: string;
  readonly service: string;
  readonly claim: string;
  readonly against: string | null;
  readonly unknown: string | null;
  readonly answer: string | null;
  readonly writtenSeq: number;
  readonly answeredSeq: number | null;
  readonly reviewBy: Day;
}

/** Writes what speaks against a claim, new or changed. */
export function putCounterEvidence(tx: CommandTx, one: NewCounterEvidence): void {
  tx.send(sql`
    update counter_evidence c set to_seq = ${tx.seq}
    where organisation_id = current_organisation() and id = ${one.id} and ${standsNow('c')}`);
  tx.send(sql`
    insert into counter_evidence (organisation_id, id, from_seq, service_id, claim, against_id, unknown_id, answer_id,
      written_seq, answered_seq, review_by)
    values (${tx.organisation}, ${one.id}, ${tx.seq}, ${one.service}, ${one.claim}, ${one.against}, ${one.unknown},
      ${one.answer}, ${one.writtenSeq}, ${one.answeredSeq}, ${one.reviewBy})`);
  tx.touch({ kind: 'counter-evidence', id: one.id });
}
