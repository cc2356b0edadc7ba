import pg from 'pg';

/** All that stands in the database, as somebody with this login reads it: each row of each table as text, by table. */
export async function dumpOf(
  login: pg.PoolConfig,
  organisation: string | null,
): Promise<ReadonlyMap<string, readonly string[]>> {
  const client = new pg.Client(login);
  client.on('error', () => undefined);
  await client.connect();
  try {
    const { rows: tables } = await client.query<{ name: string }>(
      `select format('%I.%I', schemaname, tablename) as name from pg_tables
       where schemaname not in ('pg_catalog', 'information_schema') order by 1`,
    );
    const dump = new Map<string, readonly string[]>();
    for (const { name } of tables) {
      await client.query('begin');
      try {
        if (organisation !== null) {
          await client.query('set local role primum_app');
          await client.query(`select set_config('primum.organisation', $1, true)`, [organisation]);
        }
        const { rows } = await client.query<{ row: string }>(`select t::text as row from ${name} t`);
        dump.set(
          name,
          rows.map(({ row }) => row),
        );
      } catch (error) {
        // What the application's role may not read, it does not read.
        if ((error as { code?: string }).code !== '42501') throw error;
      } finally {
        await client.query('rollback');
      }
    }
    return dump;
  } finally {
    await client.end();
  }
}
