import type { FormValues } from '../../platform/http/forms.ts';

/*
 * Tables of fields in a form: a field is called by its table, its row and its column, "drafts.2.name", as the input of the
 * command is. So what is wrong with a field leads to it, whatever else was typed.
 */

/** What stands in the rows of a table with columns, by row and column. */
export function rowsTyped(values: FormValues, table: string): Record<string, Record<string, string>> {
  // Without a prototype: a row may be called anything.
  const rows = Object.create(null) as Record<string, Record<string, string>>;
  for (const [row, column, text] of partsOf(values, table)) {
    if (column === undefined) continue;
    (rows[row] ??= Object.create(null) as Record<string, string>)[column] = text;
  }
  return rows;
}

/** What stands in the rows of a table with one column, by row. */
export function linesTyped(values: FormValues, table: string): Record<string, string> {
  return Object.fromEntries(
    partsOf(values, table).flatMap(([row, column, text]) => (column === undefined ? [[row, text] as const] : [])),
  );
}

function partsOf(values: FormValues, table: string): (readonly [string, string | undefined, string])[] {
  return Object.entries(values).flatMap(([name, value]) => {
    const [first, row, column, ...more] = name.split('.');
    if (first !== table || !row || more.length > 0 || !/^[a-z0-9-]+$/u.test(row)) return [];
    return [[row, column, typeof value === 'string' ? value : (value.at(-1) ?? '')] as const];
  });
}
