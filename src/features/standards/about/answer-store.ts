import sql from 'sql-template-tag';
import type { CommandTx } from '../../../platform/commands/command.ts';
import type { ReadTx } from '../../../platform/database/database.ts';
import { actorName, said, stands, standsNow, type Moment } from '../../../platform/ledger/moment-store.ts';
import type { FactValue } from '../../../rules/conditions.ts';

/*
 * What was answered about services: a version for each time that it was given or taken back.
 */

/** What was said of each question, by service; null where it was taken back. One query, however many services. */
export async function answersAt(
  tx: ReadTx,
  services: readonly string[],
  moment: Moment,
): Promise<ReadonlyMap<string, Readonly<Record<string, FactValue | null>>>> {
  const rows = await tx.rows<{ service: string; answers: Record<string, FactValue | null> }>(sql`
    select a.service_id as service, jsonb_object_agg(a.question, a.value) as answers
    from service_answer a
    where a.organisation_id = current_organisation() and a.service_id = any(${services}::uuid[]) and ${stands('a', moment)}
    group by a.service_id`);
  return new Map(rows.map(({ service, answers }) => [service, answers]));
}

/** An answer with who gave it. */
export interface AnswerGiven {
  readonly question: string;
  /** Null: it is not known any more. */
  readonly value: FactValue | null;
  readonly by: string;
  readonly at: Date;
  readonly note: string;
  readonly version: number;
}

/** What was answered about a service, with who gave it and when. */
export async function answersGiven(tx: ReadTx, service: string, moment: Moment): Promise<AnswerGiven[]> {
  return tx.rows<AnswerGiven>(sql`
    select a.question, a.value, ${actorName('e.actor')} as by, e.at, coalesce(${said('t')}, '') as note,
      a.from_seq as version
    from service_answer a
    join ledger_entry e on e.organisation_id = a.organisation_id and e.chain = 'changes' and e.seq = a.from_seq
    left join text_value t on t.organisation_id = a.organisation_id and t.id = a.note_id
    where a.organisation_id = current_organisation() and a.service_id = ${service} and ${stands('a', moment)}
    order by a.question`);
}

/** Writes answers, new or otherwise than before. @param note the home of what was said to all of them */
export async function putAnswers(
  tx: CommandTx,
  service: string,
  answers: readonly { readonly question: string; readonly value: FactValue | null }[],
  note: string | null,
): Promise<void> {
  const questions = answers.map(({ question }) => question);
  await tx.rows(sql`
    update service_answer a set to_seq = ${tx.seq}
    where a.organisation_id = current_organisation() and a.service_id = ${service}
      and a.question = any(${questions}::text[]) and ${standsNow('a')}`);
  await tx.rows(sql`
    insert into service_answer (organisation_id, service_id, question, from_seq, value, note_id)
    select ${tx.organisation}::uuid, ${service}::uuid, n.question, ${tx.seq}, nullif(n.value, 'null'::jsonb), ${note}::uuid
    from jsonb_to_recordset(${JSON.stringify(answers)}::jsonb) as n (question text, value jsonb)`);
}
