import { raw, type Sql } from 'sql-template-tag';

/**
 * How many rows are wanted, as a part of the statement: its plan is made once and for all, and only where it sees that few
 * are wanted does it follow an index until it has them. For numbers of which there are few.
 */
export function writtenOut(count: number): Sql {
  if (!Number.isSafeInteger(count) || count < 0) throw new Error('a count of rows is a whole number');
  return raw(String(count));
}
