import { createHash, randomInt } from 'node:crypto';
import { lstatSync, statfsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after } from 'node:test';
import pg from 'pg';
import { features } from './features.ts';
import { openEmbedded, type Embedded } from './platform/database/embedded.ts';
import { checksum, loadMigrations, migrate, platformMigrations, type Migration } from './platform/database/migrate.ts';
import { given } from './platform/database/open.ts';
import { DatabaseProblem } from './platform/database/problem.ts';

/** A database of a test's own, with the whole schema and no rows. */
export interface TestDatabase {
  readonly name: string;
  /** For the owner of the schema. */
  readonly owner: pg.PoolConfig;
  /** For the application's unprivileged login. */
  readonly app: pg.PoolConfig;
  /** Takes it away at once; otherwise that happens after the last test of the file. */
  readonly drop: () => Promise<void>;
}

interface Login {
  readonly user: string;
  readonly password: string;
}

interface Server {
  readonly owner: pg.ClientConfig;
  readonly client: pg.Pool;
  /** In the name of every database of this process. While it lives, it holds a lock of this number. */
  readonly run: number;
  readonly close: () => Promise<void>;
}

/** Names of locks: one for whoever makes a template, and one family for the runs that live. */
const LOCK = { template: 7_303_018, runs: 7_303 };

const root = join(import.meta.dirname, '..');

let server: Promise<Server> | undefined;
const templates = new Map<string, Promise<{ name: string; app: Login }>>();
const databases = new Set<string>();
let count = 0;

/** Every migration of the product, in the order in which they are applied. */
export function allMigrations(): Migration[] {
  return loadMigrations([
    platformMigrations,
    ...features.map(({ name }) => ({
      owner: name,
      folder: new URL(`./features/${name}/migrations/`, import.meta.url),
    })),
  ]);
}

/**
 * Makes a database for one test or one test file: a copy of a template that has the migrations. The server is the embedded
 * one, shared by all test processes of this project, or the one that TEST_DATABASE_URL names.
 */
export async function testDatabase(migrations: readonly Migration[] = allMigrations()): Promise<TestDatabase> {
  const { client } = await testServer();
  const hash = createHash('sha256');
  for (const one of migrations) hash.update(`${one.owner}/${one.name} ${checksum(one)}\n`);
  const key = hash.digest('hex').slice(0, 16);
  let template = templates.get(key);
  if (!template) templates.set(key, (template = templateFor(key, migrations)));
  const { name: from, app } = await template;
  const database = await create(from);
  await client.query(
    `revoke connect on database ${database.name} from public; grant connect on database ${database.name} to ${app.user}`,
  );
  return { ...database, app: { ...database.owner, ...app } };
}

/** An empty database, without any migration. It goes like the others. */
export async function emptyDatabase(): Promise<Omit<TestDatabase, 'app'>> {
  return await create();
}

async function create(template?: string): Promise<Omit<TestDatabase, 'app'>> {
  const { client, owner, run } = await testServer();
  const name = `primum_test_${run}_${++count}`;
  await client.query(`create database ${name}${template ? ` template ${template}` : ''}`);
  databases.add(name);
  return {
    name,
    owner: { ...owner, database: name },
    async drop() {
      if (databases.delete(name)) await client.query(`drop database ${name} with (force)`);
    },
  };
}

after(async () => {
  const opened = await server?.catch(() => undefined);
  if (!opened) return;
  for (const name of databases) await opened.client.query(`drop database if exists ${name} with (force)`);
  await opened.client.end();
  await opened.close();
});

async function testServer(): Promise<Server> {
  return await (server ??= open());
}

async function open(): Promise<Server> {
  const url = process.env['TEST_DATABASE_URL'];
  const embedded = url ? null : await openShared();
  const owner = embedded?.owner ?? (await given(url!, 'TEST_DATABASE_URL'));
  // One connection, for the locks are its own; while it lies idle it keeps no process from ending.
  const client = new pg.Pool({
    ...owner,
    ...(embedded ? { database: 'postgres' } : {}),
    max: 1,
    idleTimeoutMillis: 0,
    allowExitOnIdle: true,
  });
  client.on('error', () => {});
  const run = randomInt(2 ** 31);
  await client.query('select pg_advisory_lock($1, $2)', [LOCK.runs, run]);
  await dropDeadRuns(client);
  return { owner, client, run, close: async () => await embedded?.close() };
}

/** In memory where there is enough of it: making and dropping databases is then several times as fast. */
async function openShared(): Promise<Embedded> {
  const name = `primum-test-postgres-${process.getuid?.() ?? 0}`;
  const places = [
    ...(hasRoom('/dev/shm') ? [join('/dev/shm', name)] : []),
    join(root, '.cache', 'test-postgres'),
    // For a project that lies where the server's user cannot go, or where nobody may write.
    join(tmpdir(), name),
  ].filter(isOurs);
  let problem: unknown;
  for (const place of places) {
    try {
      return await openEmbedded(place, { max_connections: 200, max_wal_size: '128MB', min_wal_size: '32MB' });
    } catch (error) {
      if (!(error instanceof DatabaseProblem)) throw error;
      problem ??= error;
    }
  }
  throw problem;
}

function hasRoom(folder: string): boolean {
  try {
    const { bavail, bsize } = statfsSync(folder);
    return bavail * bsize > 2 ** 30;
  } catch {
    return false;
  }
}

/** In a folder that everybody may write to, somebody else may have been there first. */
function isOurs(folder: string): boolean {
  const found = lstatSync(folder, { throwIfNoEntry: false });
  return found === undefined || found.uid === process.getuid?.();
}

async function dropDeadRuns(client: pg.Pool): Promise<void> {
  const { rows } = await client.query<{ datname: string }>(
    `select datname from pg_database where datname like 'primum\\_test\\_%'`,
  );
  for (const { datname } of rows) {
    const run = Number(datname.split('_')[2]);
    const lock = await client.query<{ dead: boolean }>('select pg_try_advisory_lock($1, $2) as dead', [LOCK.runs, run]);
    if (lock.rows[0]?.dead !== true) continue;
    await client.query(`drop database if exists ${datname} with (force)`);
    await client.query('select pg_advisory_unlock($1, $2)', [LOCK.runs, run]);
  }
  // The logins that no database knows any more.
  const { rows: logins } = await client.query<{ rolname: string }>(
    `select rolname from pg_roles r where rolname like 'primum\\_login\\_%' and not exists
       (select from pg_shdepend where refclassid = 'pg_authid'::regclass and refobjid = r.oid and classid = 'pg_database'::regclass)`,
  );
  for (const { rolname } of logins) await client.query(`drop role if exists ${rolname}`).catch(() => {});
}

/** The template that has these migrations: made by whichever process comes first. Its comment says that it is whole. */
async function templateFor(key: string, migrations: readonly Migration[]): Promise<{ name: string; app: Login }> {
  const { client, owner } = await testServer();
  const name = `primum_template_${key}`;
  await client.query('select pg_advisory_lock($1)', [LOCK.template]);
  try {
    const { rows } = await client.query<{ datname: string; comment: string | null }>(
      `select datname, shobj_description(oid, 'pg_database') as comment
       from pg_database where datname like 'primum\\_template\\_%' order by oid desc`,
    );
    const found = rows.find(({ datname }) => datname === name);
    if (found?.comment) return { name, app: JSON.parse(found.comment) as Login };
    // A few are kept: for another branch, and for files that bring migrations of their own.
    for (const old of [...(found ? [found] : []), ...rows.filter((row) => row !== found).slice(5)])
      await client.query(`drop database if exists ${old.datname} with (force)`);
    await client.query(`create database ${name}`);
    const { user, password } = (await migrate({ ...owner, database: name }, migrations)).appConfig;
    const app = { user: user!, password: String(password) };
    await client.query(`comment on database ${name} is ${pg.escapeLiteral(JSON.stringify(app))}`);
    return { name, app };
  } finally {
    await client.query('select pg_advisory_unlock($1)', [LOCK.template]);
  }
}
