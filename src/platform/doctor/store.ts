import pg from 'pg';
import { store as databaseStore, type State } from '../database/store.ts';

/** What the database says of itself, to its owner. */
export interface DatabaseFacts {
  readonly state: State | null;
  readonly version: string;
  /** Milliseconds by which its clock is ahead of ours. */
  readonly clock: number;
  readonly connections: { readonly most: number; readonly open: number };
  /** Settings without which what was acknowledged could be lost. */
  readonly unsafe: readonly string[];
  /** What the app's login may that it should not. */
  readonly tooMuch: readonly string[];
  /** Tables of an organisation's rows that do not keep organisations apart. */
  readonly open: readonly string[];
  readonly lastBackup: Date | null;
}

/** Reads, in a transaction that cannot write. */
export async function factsOf(owner: pg.ClientConfig): Promise<DatabaseFacts> {
  const client = new pg.Client({ ...owner, connectionTimeoutMillis: 10_000, application_name: 'primum doctor' });
  client.on('error', () => {});
  await client.connect();
  try {
    await client.query('begin read only; savepoint state');
    const state = await databaseStore.state(client);
    // Where there is no table yet, the question failed.
    await client.query('rollback to savepoint state');
    const clock = await clockOf(client);
    const one = await numbersOf(client);
    const login = state?.login?.role ?? null;
    return { state, clock, ...one, ...(await rightsOf(client, login)), lastBackup: await lastBackupOf(client) };
  } finally {
    await client.end();
  }
}

async function clockOf(client: pg.Client): Promise<number> {
  const asked = Date.now();
  const { rows } = await client.query<{ at: number }>(
    'select extract(epoch from clock_timestamp())::float8 * 1000 as at',
  );
  return rows[0]!.at - (asked + Date.now()) / 2;
}

async function numbersOf(client: pg.Client) {
  const { rows } = await client.query<{ version: string; most: number; open: number; unsafe: string[] }>(`
    select current_setting('server_version') as version,
      current_setting('max_connections')::int - current_setting('superuser_reserved_connections')::int as most,
      (select count(*)::int from pg_stat_activity where backend_type = 'client backend') as open,
      array(select name from pg_settings
        where name in ('fsync', 'full_page_writes', 'synchronous_commit') and setting = 'off') as unsafe`);
  const { version, most, open, unsafe } = rows[0]!;
  return { version, connections: { most, open }, unsafe };
}

async function rightsOf(client: pg.Client, login: string | null) {
  const { rows } = await client.query<{ tooMuch: string[]; open: string[] }>(
    `select array(
         select format('%s is %s', r.rolname, w.what)
         from pg_roles r, lateral (values (r.rolsuper, 'a superuser'), (r.rolbypassrls, 'not bound by row-level security'),
           (r.rolcreaterole, 'allowed to create roles'), (r.rolcreatedb, 'allowed to create databases')) w (yes, what)
         where r.rolname in ('primum_app', $1) and w.yes
         union all
         select format('%s owns the table %s', c.relowner::regrole, c.relname) from pg_class c
         where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p')
           and c.relowner::regrole::text in ('primum_app', $1)) as "tooMuch",
       array(
         select c.relname::text from pg_class c
         where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and not c.relrowsecurity
           and exists (select from pg_index i join pg_attribute a on a.attrelid = c.oid and a.attnum = i.indkey[0]
             where i.indrelid = c.oid and i.indisprimary and a.attname = 'organisation_id')
         order by 1) as open`,
    [login],
  );
  return { tooMuch: rows[0]!.tooMuch, open: rows[0]!.open };
}

async function lastBackupOf(client: pg.Client): Promise<Date | null> {
  const there = await client.query(`select from pg_tables where schemaname = 'public' and tablename = 'backup_made'`);
  if (there.rowCount === 0) return null;
  const { rows } = await client.query<{ at: Date | null }>('select max(at) as at from backup_made');
  return rows[0]!.at;
}

/** Whether the app's own login comes in. @throws the server's error */
export async function tryLogin(owner: pg.ClientConfig, login: NonNullable<State['login']>): Promise<void> {
  const client = new pg.Client({
    ...owner,
    user: login.role,
    password: login.password,
    connectionTimeoutMillis: 10_000,
  });
  client.on('error', () => {});
  try {
    await client.connect();
    await client.query('begin read only; set local role primum_app; select 1 from person limit 1; rollback');
  } finally {
    await client.end().catch(() => undefined);
  }
}
