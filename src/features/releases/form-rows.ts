import type { FormValues } from '../../platform/http/forms.ts';

/** What stands in the rows of a table of fields, "issues.2.title", by row and column: as the input of the command calls them. */
export function rowsTyped(
  values: FormValues,
  table: string,
): Readonly<Record<string, Readonly<Record<string, string>>>> {
  // Without a prototype: a row may be called anything.
  const rows = Object.create(null) as Record<string, Record<string, string>>;
  for (const [name, value] of Object.entries(values)) {
    const [first, row, column, ...more] = name.split('.');
    if (first !== table || !row || !column || more.length > 0 || !/^\d{1,3}$/u.test(row)) continue;
    (rows[row] ??= Object.create(null) as Record<string, string>)[column] =
      typeof value === 'string' ? value : (value.at(-1) ?? '');
  }
  return rows;
}
