import pg from 'pg';

/** That each service changed once by each of the places that stand for it, as commands would have left it. */
export async function markServices(config: pg.ClientConfig, organisation: string): Promise<void> {
  const client = new pg.Client(config);
  await client.connect();
  for (const place of ['id::text', 'reference'])
    await client.query(
      `insert into changed_place (organisation_id, place, seq)
      select organisation_id, ${place}, max(from_seq) from service where organisation_id = $1 group by 1, 2
      on conflict do nothing`,
      [organisation],
    );
  await client.end();
}

/** What autovacuum does in its own time. */
export async function gatherStatistics(config: pg.ClientConfig): Promise<void> {
  const client = new pg.Client(config);
  await client.connect();
  await client.query('vacuum (analyze)');
  await client.end();
}
