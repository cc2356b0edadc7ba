import sql, { raw, type Sql } from 'sql-template-tag';
import { FOREVER, type ReadTx } from '../database/database.ts';
import { seqAt } from './store.ts';

/*
 * "As at 3 March": one rule for every page, list and command line. A date becomes a sequence, and versions that stand at
 * that sequence are shown, as they were known then.
 */

/** What is asked about: now, or what was known at an entry of the ledger. */
export interface Moment {
  /** The ledger entry up to which versions are seen; null for now. */
  readonly seq: number | null;
  /** What lapses is asked of this time. */
  readonly now: Date;
}

/** The moment of a time. One that is still to come is now. */
export async function momentOf(tx: ReadTx, at: Date | null, now: Date): Promise<Moment> {
  if (at === null || at >= now) return { seq: null, now };
  return { seq: await seqAt(tx, at), now: at };
}

// Said as it is, and not as a parameter: only then are the indexes on what stands now used by a prepared plan.
const NOW = raw(String(FOREVER));

/** The condition that a version of a row stands at a moment. @param table its alias, as SQL */
export function stands(table: string, moment: Moment): Sql {
  if (moment.seq === null) return standsNow(table);
  const alias = raw(table);
  return sql`${alias}.from_seq <= ${moment.seq} and ${alias}.to_seq > ${moment.seq}`;
}

/** The condition that a version of a row stands now. @param table its alias, as SQL */
export function standsNow(table: string): Sql {
  return sql`${raw(table)}.to_seq = ${NOW}`;
}

/** Verdict and clock of a subject at a moment, as a lateral subquery. @param id the column that names the subject */
export function stateAt(kind: string, id: string, moment: Moment): Sql {
  const of = sql`organisation_id = current_organisation() and kind = ${kind} and id = ${raw(id)}`;
  const columns = sql`verdict, lapses_at, due_at, holds_from`;
  if (moment.seq === null) return sql`(select ${columns} from subject_state where ${of})`;
  return sql`(
    select ${columns} from subject_state where ${of} and changed_seq <= ${moment.seq}
    union all
    select ${columns} from subject_history where ${of} and from_seq <= ${moment.seq} and to_seq > ${moment.seq})`;
}

/** How a subject stands: what is so, and how long. */
export interface StandingRow {
  readonly id: string;
  readonly verdict: 'met' | 'not-met' | 'not-known';
  readonly lapsesAt: Date | null;
}

/** How subjects of a kind stand at a moment; one that did not stand then is not among them. @param ids a subquery of them */
export function standingsAt(tx: ReadTx, kind: string, ids: Sql, moment: Moment): Promise<StandingRow[]> {
  const these = sql`organisation_id = current_organisation() and kind = ${kind} and id = any(array(${ids}))`;
  const columns = sql`id, verdict, lapses_at as "lapsesAt"`;
  if (moment.seq === null) return tx.rows(sql`select ${columns} from subject_state where ${these}`);
  return tx.rows(sql`
    select ${columns} from subject_state where ${these} and changed_seq <= ${moment.seq}
    union all
    select ${columns} from subject_history where ${these} and from_seq <= ${moment.seq} and to_seq > ${moment.seq}`);
}

/** A text, or when it was erased; null where there was none. @param table the alias of `text_value` */
export function said(table: string): Sql {
  const alias = raw(table);
  return sql`coalesce(${alias}.body, (
    select '[erased on ' || to_char(e.at at time zone 'Europe/London', 'FMDD FMMonth YYYY') || ']' from ledger_entry e
    where e.organisation_id = ${alias}.organisation_id and e.chain = 'changes' and e.seq = ${alias}.erased_seq))`;
}

/** Who made an entry, by name where it was a person, or a program of theirs. @param entry the alias of `ledger_entry` */
export function actorName(actor: string): Sql {
  const label = raw(actor);
  return sql`case
    when ${label} = 'operator' then 'The operator'
    when ${label} = 'system' then 'Primum'
    when ${label} like 'person:%' then coalesce((select p.name from person p where p.id = substr(${label}, 8)::uuid), 'Somebody')
    when ${label} like 'token:%' then coalesce((
      select 'A program of ' || p.name from api_token t join person p on p.id = t.person_id
      where t.id = substr(${label}, 7)::uuid), 'A program')
    else ${label} end`;
}
