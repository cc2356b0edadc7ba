import pg from 'pg';

/** What autovacuum does in its own time. */
export async function gatherStatistics(config: pg.ClientConfig): Promise<void> {
  const client = new pg.Client(config);
  await client.connect();
  await client.query('vacuum (analyze)');
  await client.end();
}
