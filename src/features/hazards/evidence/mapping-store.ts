import sql from 'sql-template-tag';
import type { CommandTx } from '../../../platform/commands/command.ts';
import type { ReadTx } from '../../../platform/database/database.ts';
import { said, standsNow } from '../../../platform/ledger/moment-store.ts';
import { ASPECTS, type Aspect } from '../domain.ts';

/*
 * What the aspects of controls rest on. A tag proposes, a person decides; many with one statement.
 *
 * "lateral" with a limit or an offset is a wall that the planner does not look behind: what a push or a form brings is
 * looked up by key, control by control, where it would compare each control with each question.
 */

/** A control that a tag can mean. */
export interface Tagged {
  readonly id: string;
  /** As tags of the service have it: "CTL-31", "PLATFORM/CTL-3". */
  readonly tag: string;
  readonly number: number;
}

/**
 * The controls that these tags mean in a service: its own, and those that other services share. A retired control is none:
 * nothing rests on it.
 */
export async function controlsTagged(
  tx: ReadTx,
  service: { readonly id: string; readonly reference: string },
  tags: readonly string[],
): Promise<Tagged[]> {
  const wanted = [...new Set(tags)].map((tag) => {
    const [reference, control] = tag.includes('/') ? tag.split('/') : [service.reference, tag];
    return { tag, service: reference!, number: Number(control!.slice('CTL-'.length)) };
  });
  if (wanted.length === 0) return [];
  return tx.rows<Tagged>(sql`
    select k.id, w.tag, k.number
    from json_to_recordset(${JSON.stringify(wanted)}::json) as w (tag text, service text, number int)
    join service v on v.organisation_id = current_organisation() and v.reference = w.service and ${standsNow('v')}
    join control k on k.organisation_id = current_organisation() and k.service_id = v.id and k.number = w.number
      and ${standsNow('k')} and not k.retired and (k.service_id = ${service.id} or k.shared)`);
}

export type MappingState = 'proposed' | 'accepted' | 'rejected';

/** What is said of a question for a control. */
export interface Mapping {
  readonly control: string;
  readonly question: string;
  readonly aspect: Aspect | 'unstated';
  readonly state: MappingState;
}

/** The same, with the control as a service calls it: "CTL-31", "PLATFORM/CTL-3". */
export interface NamedMapping extends Mapping {
  readonly called: string;
}

/** All that is said of these questions. @param service whoever looks: controls of others are called with their service */
export async function mappingsOf(tx: ReadTx, service: string, questions: readonly string[]): Promise<NamedMapping[]> {
  if (questions.length === 0) return [];
  return tx.rows<NamedMapping>(sql`
    select e.control_id as control, e.question_id as question, e.aspect, e.state,
      case when k.service_id <> ${service}::uuid then (select v.reference || '/' from service v
        where v.organisation_id = k.organisation_id and v.id = k.service_id and ${standsNow('v')}) else '' end
        || 'CTL-' || k.number as called
    from control_evidence e
    join control k on k.organisation_id = e.organisation_id and k.id = e.control_id and ${standsNow('k')}
    where e.organisation_id = current_organisation() and ${standsNow('e')} and e.question_id = any(${questions}::uuid[])`);
}

/** A question that is asked of a control, with its number, as forms name it. */
export interface MappedQuestion extends Mapping {
  readonly number: number;
}

/** All that is said of these controls. */
export async function mappingsOfControls(tx: ReadTx, controls: readonly string[]): Promise<MappedQuestion[]> {
  if (controls.length === 0) return [];
  return tx.rows<MappedQuestion>(sql`
    select e.control_id as control, e.question_id as question, e.aspect, e.state, q.number
    from (select e.* from control_evidence e where e.organisation_id = current_organisation() and ${standsNow('e')}
      and e.control_id = any(${controls}::uuid[]) offset 0) e
    cross join lateral (select q.number from question q where q.organisation_id = current_organisation()
      and q.id = e.question_id and ${standsNow('q')} limit 1) q`);
}

/** The controls that a question is accepted for, or named by: all that is said of it. */
export async function mappingsOfQuestion(tx: ReadTx, question: string): Promise<Mapping[]> {
  return tx.rows<Mapping>(sql`
    select e.control_id as control, e.question_id as question, e.aspect, e.state from control_evidence e
    where e.organisation_id = current_organisation() and ${standsNow('e')} and e.question_id = ${question}`);
}

/** The living controls of these numbers in a service. */
export async function controlsNumbered(
  tx: ReadTx,
  service: string,
  numbers: readonly number[],
): Promise<{ readonly id: string; readonly number: number }[]> {
  return tx.rows(sql`
    select k.id, k.number from control k
    where k.organisation_id = current_organisation() and k.service_id = ${service} and ${standsNow('k')} and not k.retired
      and k.number = any(${numbers}::int[])`);
}

/** Writes what is said from now on. What was said of the same question, control and aspect ends. */
export async function putMappings(
  tx: CommandTx,
  mappings: readonly Mapping[],
  by: string,
  reason: string | null = null,
): Promise<void> {
  if (mappings.length === 0) return;
  end(tx, mappings);
  await tx.rows(sql`
    insert into control_evidence (organisation_id, control_id, question_id, aspect, from_seq, state, reason_id, decided_by)
    select ${tx.organisation}::uuid, n.control, n.question, n.aspect, ${tx.seq}, n.state, ${tx.text(reason)}::uuid, ${by}
    from json_to_recordset(${JSON.stringify(mappings)}::json) as n (control uuid, question uuid, aspect text, state text)`);
  touchRests(
    tx,
    mappings.filter(({ aspect }) => aspect !== 'unstated'),
  );
}

/** Ends what is said of these, without anything in its place. */
export function endMappings(tx: CommandTx, mappings: readonly Said[]): void {
  if (mappings.length === 0) return;
  end(tx, mappings);
  touchRests(
    tx,
    mappings.filter(({ aspect }) => aspect !== 'unstated'),
  );
}

type Said = Pick<Mapping, 'control' | 'question' | 'aspect'>;

function end(tx: CommandTx, mappings: readonly Said[]): void {
  // Connections that write join by keys alone, row by row; what is given would be compared each with each.
  tx.send(sql`set local enable_hashjoin = on`);
  tx.send(sql`
    update control_evidence e set to_seq = ${tx.seq}
    from json_to_recordset(${JSON.stringify(mappings)}::json) as n (control uuid, question uuid, aspect text)
    where e.organisation_id = current_organisation() and ${standsNow('e')} and e.control_id = n.control
      and e.question_id = n.question and e.aspect = n.aspect`);
  tx.send(sql`set local enable_hashjoin = off`);
}

/** What an aspect rests on is an edge of it, and that it rests on anything is one of its control. */
function touchRests(tx: CommandTx, mappings: readonly Pick<Mapping, 'control' | 'aspect'>[]): void {
  for (const { control, aspect } of mappings) {
    if (ASPECTS.some((one) => one === aspect)) tx.touch({ kind: aspect, id: control });
    tx.touch({ kind: 'control', id: control });
  }
}

/** The condition that no test names the control `k`, or was accepted for it. */
const UNTESTED = sql`k.state <> 'withdrawn' and not exists (
  select from (
    select e.question_id from control_evidence e
    where e.organisation_id = current_organisation() and e.control_id = k.id and ${standsNow('e')}
      and e.state <> 'rejected' offset 0
  ) e
  cross join lateral (
    select from question q where q.organisation_id = current_organisation() and q.id = e.question_id
      and ${standsNow('q')} and q.sort = 'test' and not q.retired limit 1
  ) q)`;

/** The living controls of a service that no test names, by their numbers. */
export async function untestedControls(tx: ReadTx, service: string): Promise<number[]> {
  const rows = await tx.rows<{ number: number }>(sql`
    select k.number from control k
    where k.organisation_id = current_organisation() and k.service_id = ${service} and ${standsNow('k')} and not k.retired
      and ${UNTESTED}
    order by k.number`);
  return rows.map(({ number }) => number);
}

/** The same with their words, as many as are asked for; and how many controls there are that are not withdrawn. */
export async function untestedShown(
  tx: ReadTx,
  service: string,
  limit: number,
): Promise<{ readonly untested: readonly { number: number; text: string }[]; readonly controls: number }> {
  const [untested, [count]] = await Promise.all([
    tx.rows<{ number: number; text: string }>(sql`
      select k.number, coalesce(${said('t')}, '') as text from control k
      left join text_value t on t.organisation_id = k.organisation_id and t.id = k.text_id
      where k.organisation_id = current_organisation() and k.service_id = ${service} and ${standsNow('k')}
        and not k.retired and ${UNTESTED}
      order by k.number limit ${limit}`),
    tx.rows<{ count: number }>(sql`
      select count(*)::int as count from control k
      where k.organisation_id = current_organisation() and k.service_id = ${service} and ${standsNow('k')}
        and not k.retired and k.state <> 'withdrawn'`),
  ]);
  return { untested, controls: count!.count };
}

/** A control with tests that wait for somebody to say what they show. */
export interface WaitingControl {
  readonly number: number;
  readonly tests: number;
}

export async function waitingMappings(tx: ReadTx, service: string): Promise<WaitingControl[]> {
  return tx.rows<WaitingControl>(sql`
    select k.number, e.tests from control k
    cross join lateral (
      select count(*)::int as tests from control_evidence e
      where e.organisation_id = current_organisation() and e.control_id = k.id and ${standsNow('e')}
        and e.state = 'proposed'
    ) e
    where k.organisation_id = current_organisation() and k.service_id = ${service} and ${standsNow('k')} and not k.retired
      and e.tests > 0
    order by k.number`);
}
