import pg from 'pg';

/** Everything that is kept in the places where something of a command could stand, as text: ledger, answers, texts, rows. */
export async function textsKept(owner: pg.PoolConfig): Promise<string[]> {
  const client = new pg.Client(owner);
  await client.connect();
  try {
    const { rows } = await client.query<{ text: string }>(`
      select to_jsonb(c)::text as text from ledger_content c union all select to_jsonb(a)::text from idempotency a
      union all select to_jsonb(e)::text from ledger_entry e union all select to_jsonb(t)::text from text_value t
      union all select to_jsonb(i)::text from assessor_invitation i union all select to_jsonb(s)::text from session s`);
    return rows.map(({ text }) => text);
  } finally {
    await client.end();
  }
}
