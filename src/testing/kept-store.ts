import type pg from 'pg';

/** A row of any table, as text. */
export interface KeptRow {
  readonly table: string;
  readonly row: string;
}

/** Every row that a small database keeps, for tests that look for what must be nowhere. Bytes stand in it as hex. */
export async function everythingKept(owner: pg.ClientBase): Promise<KeptRow[]> {
  const { rows: tables } = await owner.query<{ name: string }>(
    `select quote_ident(schemaname) || '.' || quote_ident(tablename) as name from pg_tables
     where schemaname !~ '^pg_' and schemaname <> 'information_schema' order by 1`,
  );
  const kept: KeptRow[] = [];
  for (const { name } of tables) {
    const { rows } = await owner.query<{ row: string }>(`select to_jsonb(t)::text as row from ${name} t`);
    kept.push(...rows.map(({ row }) => ({ table: name.replace(/^public\./u, ''), row })));
  }
  return kept;
}
