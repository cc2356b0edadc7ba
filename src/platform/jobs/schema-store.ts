import pg from 'pg';

/*
 * The tables of pg-boss, in a schema of their own. The owner makes and changes them; the app's role may work with what is
 * in them, and make nothing.
 */

/** Where pg-boss keeps its tables. */
export const JOB_SCHEMA = 'primum_jobs';

/** Tables whose rows come and go. In any other, the app's role only reads. */
const WORKED = [
  'job',
  'job_common',
  'job_dependency',
  'queue',
  'schedule',
  'subscription',
  'warning',
  'queue_stats',
  'instance',
];

/** Makes or changes the tables, where that is needed, and gives the app's role its rights. */
export async function prepareJobSchema(owner: pg.ClientConfig): Promise<void> {
  const { PgBoss } = await import('pg-boss');
  const boss = new PgBoss({
    ...(owner as Record<string, unknown>),
    schema: JOB_SCHEMA,
    max: 1,
    supervise: false,
    schedule: false,
    registerInstance: false,
  });
  boss.on('error', () => undefined);
  try {
    await boss.start();
  } finally {
    await boss.stop({ graceful: false });
  }
  const client = new pg.Client(owner);
  await client.connect();
  try {
    await grant(client);
  } finally {
    await client.end();
  }
}

/** In one transaction: whoever looks sees the rights of before or of after. */
async function grant(client: pg.Client): Promise<void> {
  const { rows } = await client.query<{ name: string }>(
    'select tablename as name from pg_tables where schemaname = $1 order by 1',
    [JOB_SCHEMA],
  );
  // Who does what is done from time to time is noted beside the version, which only the owner changes.
  const { rows: notes } = await client.query<{ name: string }>(
    `select column_name as name from information_schema.columns
     where table_schema = $1 and table_name = 'version' and column_name <> 'version'`,
    [JOB_SCHEMA],
  );
  const worked = rows.filter(({ name }) => WORKED.includes(name)).map(({ name }) => `${JOB_SCHEMA}.${name}`);
  await client.query(`
    begin;
    select pg_advisory_xact_lock(7303020);
    revoke all on schema ${JOB_SCHEMA} from public;
    grant usage on schema ${JOB_SCHEMA} to primum_app;
    grant select on all tables in schema ${JOB_SCHEMA} to primum_app;
    grant insert, update, delete on ${worked.join(', ')} to primum_app;
    grant update (${notes.map(({ name }) => name).join(', ')}) on ${JOB_SCHEMA}.version to primum_app;
    commit`);
}
