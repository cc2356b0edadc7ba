import pg from 'pg';

/** So many texts of some eighty characters, of an organisation without a ledger. */
export async function fillTexts(owner: pg.ClientConfig, count: number): Promise<void> {
  const client = new pg.Client(owner);
  await client.connect();
  try {
    await client.query(
      `insert into text_value (organisation_id, id, seq, digest, salt, body)
       select '00000000-0000-4000-8000-000000000001', gen_random_uuid(), n, sha256(n::text::bytea),
         substr(sha256(('salt' || n)::bytea), 1, 16),
         'The dose is shown for another patient, as their record was opened before, number ' || n
       from generate_series(1, $1) n`,
      [count],
    );
  } finally {
    await client.end();
  }
}
