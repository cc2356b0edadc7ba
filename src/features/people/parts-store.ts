import sql, { empty, raw, type Sql } from 'sql-template-tag';
import { said, type Moment } from '../../platform/ledger/moment-store.ts';

/** Parts of statements that the stores of people share. */

/** As things stand; what lapses is asked of the rows, and not of the statement. */
export const AS_IT_IS: Moment = { seq: null, now: new Date(0) };

/** A text by the column that points at its home; '' for none. @param column with its table's alias */
export function body(column: string): Sql {
  return sql`coalesce((select ${said('home')} from text_value home
    where home.organisation_id = current_organisation() and home.id = ${raw(column)}), '')`;
}

/** The same where nobody reads it: a mark for a text that there is, without a look at its home. */
export function isSaid(column: string): Sql {
  return sql`case when ${raw(column)} is null then '' else '…' end`;
}

/** Which rows: those of some people, those of some ids, or all where there are none named. */
export type Which = { readonly people: readonly string[] } | { readonly ids: readonly string[] | null };

/** The condition that a row is one of these. @param table its alias, as SQL */
export function isOf(table: string, which: Which): Sql {
  const alias = raw(table);
  if ('people' in which) return sql`and ${alias}.person_id = any(${which.people}::uuid[])`;
  return which.ids === null ? empty : sql`and ${alias}.id = any(${which.ids}::uuid[])`;
}
