import { hash, randomBytes } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import pg from 'pg';
import { version as primumVersion } from '../version.ts';
import { codeOf, DatabaseProblem } from './problem.ts';
import { store, type Applied, type Owner, type State } from './store.ts';

/** One step of the schema. What is released is never changed: a later step mends it. */
export interface Migration {
  /** `platform`, or the feature's name. */
  readonly owner: string;
  /** `0001-installation`. */
  readonly name: string;
  readonly sql: string;
}

/** A folder of `NNNN-name.sql`. It need not exist. */
export interface MigrationFolder {
  readonly owner: string;
  readonly folder: URL;
}

/** What `migrate` gives: how the application, with no more rights than it needs, connects. */
export interface Migrated {
  readonly appConfig: pg.ClientConfig;
  /** How many steps were taken. */
  readonly applied: number;
}

/** The platform's own steps, which stand before those of every feature. */
export const platformMigrations: MigrationFolder = {
  owner: 'platform',
  folder: new URL('./migrations/', import.meta.url),
};

/** Held by whoever migrates. */
const MIGRATING = 7_303_017;

/** Reads the steps, in the order of the folders and within each in the order of the names. */
export function loadMigrations(folders: readonly MigrationFolder[]): Migration[] {
  return folders.flatMap(({ owner, folder }) => {
    const names = filesOf(folder).toSorted();
    const numbers = new Set<string>();
    return names.map((file) => {
      const number = /^(\d{4})-[a-z0-9-]+\.sql$/u.exec(file)?.[1];
      if (number === undefined || numbers.has(number))
        throw new Error(`${file} of ${owner}: a migration is called NNNN-name.sql, with a number of its own`);
      numbers.add(number);
      // The same text, and so the same checksum, wherever it was checked out.
      const sql = readFileSync(new URL(file, folder), 'utf8').replaceAll('\r\n', '\n');
      return { owner, name: file.slice(0, -'.sql'.length), sql };
    });
  });
}

function filesOf(folder: URL): string[] {
  try {
    return readdirSync(folder).filter((file) => file.endsWith('.sql'));
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return [];
    throw error;
  }
}

/** What says that a step is still the same. */
export function checksum({ sql }: Migration): string {
  return hash('sha256', sql);
}

/**
 * Brings the database to this version's schema and sees to its roles: one query where there is nothing to do. Of several
 * processes at once, one migrates and the others wait.
 * @throws {DatabaseProblem} where the database is newer than this version, was altered, or its owner may not do what is needed
 */
export async function migrate(
  owner: pg.ClientConfig,
  migrations: readonly Migration[],
  version = primumVersion,
): Promise<Migrated> {
  const client = new pg.Client(owner);
  client.on('error', () => {
    // A connection that breaks off makes the query fail.
  });
  await client.connect();
  try {
    const state = await store.state(client);
    if (state?.ready && pending(migrations, state.applied, version).length === 0)
      return { appConfig: loginConfig(owner, state), applied: 0 };
    return await migrateAlone(client, owner, migrations, version);
  } finally {
    await client.end();
  }
}

async function migrateAlone(
  client: pg.Client,
  owner: pg.ClientConfig,
  migrations: readonly Migration[],
  version: string,
): Promise<Migrated> {
  await client.query(`set lock_timeout = '10min'`);
  try {
    await client.query('select pg_advisory_lock($1)', [MIGRATING]);
  } catch (error) {
    if (codeOf(error) !== '55P03') throw error;
    throw new DatabaseProblem(
      'Another Primum has been changing this database for ten minutes. Try again when it is done.',
    );
  }
  // Names in migrations mean the same whatever the owner's settings; and a notice is nobody's to read.
  await client.query(`set lock_timeout = 0; set search_path = public; set client_min_messages = warning`);

  const before = await ownerOf(client);
  const knows = (await store.state(client))?.applied ?? null;
  if (knows && knows.length > 0 && !before.groupExists)
    throw new DatabaseProblem(
      'This database was restored on a server without the role primum_app, and so without its rights. Run "create role primum_app nologin" there, then restore it again.',
    );
  await createGroup(client, before);
  await store.createMigrationTable(client);
  const steps = pending(migrations, knows ?? (await store.applied(client)), version);
  for (const migration of steps) await apply(client, migration, version);
  return { appConfig: loginConfig(owner, await seeToLogin(client)), applied: steps.length };
}

async function ownerOf(client: pg.Client): Promise<Owner> {
  const owner = await store.owner(client, null);
  if (owner.ownsDatabase) return owner;
  throw new DatabaseProblem(
    `The database user "${owner.name}" does not own the database "${owner.database}". Make it the owner: alter database "${owner.database}" owner to "${owner.name}"`,
  );
}

/** Makes an empty database ready for the first step, in a transaction of the caller's: a restoration is all or nothing. */
export async function prepareEmpty(client: pg.Client): Promise<void> {
  await createGroup(client, await ownerOf(client));
  await store.createMigrationTable(client);
}

/** Takes one step, in a transaction of the caller's. */
export async function takeStep(client: pg.Client, migration: Migration, version: string): Promise<void> {
  const { owner, name, sql } = migration;
  await client.query(sql);
  await store.record(client, { owner, name, checksum: checksum(migration), version });
}

/** The steps still to be taken, or a refusal. */
export function pending(migrations: readonly Migration[], applied: readonly Applied[], version: string): Migration[] {
  const key = ({ owner, name }: { owner: string; name: string }) => `${owner}/${name}`;
  const known = new Map(migrations.map((migration) => [key(migration), migration]));
  const last = new Map<string, string>();
  for (const one of applied) {
    const migration = known.get(key(one));
    if (!migration)
      throw new DatabaseProblem(
        `This database was written by a newer Primum (${one.version}), with a change (${key(one)}) that this version (${version}) does not know. Start that version or a newer one. Nothing was changed.`,
      );
    if (checksum(migration) !== one.checksum)
      throw new DatabaseProblem(
        `The change ${key(one)} of this Primum (${version}) is not the one that this database was made with (${one.version}): its file was altered. Install Primum again as it was released. Nothing was changed.`,
      );
    if (one.name > (last.get(one.owner) ?? '')) last.set(one.owner, one.name);
  }
  const had = new Set(applied.map(key));
  const steps = migrations.filter((migration) => !had.has(key(migration)));
  for (const step of steps) {
    const later = last.get(step.owner) ?? '';
    if (step.name < later)
      throw new DatabaseProblem(
        `The change ${key(step)} would have to come before ${step.owner}/${later}, which this database already has. Give it the next number. Nothing was changed.`,
      );
  }
  return steps;
}

async function apply(client: pg.Client, migration: Migration, version: string): Promise<void> {
  const { owner, name } = migration;
  await client.query('begin');
  try {
    await takeStep(client, migration, version);
    await client.query('commit');
  } catch (error) {
    await client.query('rollback').catch(() => {});
    if (error instanceof Error) error.message = `migration ${owner}/${name}: ${error.message}`;
    throw error;
  }
}

async function createGroup(client: pg.Client, owner: Owner): Promise<void> {
  if (owner.groupExists) return;
  needsRoles(owner);
  // Roles belong to the whole server: another database's migration may be at the same point.
  await client.query(`
    do $$ begin
      create role primum_app nologin;
    exception when duplicate_object or unique_violation then null;
    end $$`);
}

function needsRoles({ createsRoles, name }: Owner): void {
  if (createsRoles) return;
  throw new DatabaseProblem(
    `The database user "${name}" may not create roles, and Primum needs one of its own for daily work. Allow it: alter role "${name}" createrole`,
  );
}

/** The application's login, also where the database was restored on a server that does not have it. */
async function seeToLogin(client: pg.Client): Promise<State> {
  const { role, password } = await store.installation(
    client,
    `primum_login_${randomBytes(4).toString('hex')}`,
    randomBytes(24).toString('base64url'),
  );
  const owner = await store.owner(client, role);
  if (!(await store.state(client))?.ready) {
    needsRoles(owner);
    const [login, database] = [client.escapeIdentifier(role), client.escapeIdentifier(owner.database)];
    const attributes = `login noinherit password ${client.escapeLiteral(password)}`;
    // Before 16, whether rights are inherited is a matter of the role alone.
    const membership = owner.version >= 16 ? 'with inherit false, set true' : '';
    try {
      await client.query(`
        begin;
        ${owner.loginExists ? 'alter' : 'create'} role ${login} ${attributes};
        grant primum_app to ${login} ${membership};
        revoke connect on database ${database} from public;
        revoke temporary on database ${database} from public;
        grant connect on database ${database} to ${login};
        revoke all on schema public from public;
        grant usage on schema public to primum_app;
        commit`);
    } catch (error) {
      if (codeOf(error) !== '42501') throw error;
      throw new DatabaseProblem(
        `The database user "${owner.name}" may not use the role primum_app or ${role}, which another user of this server created. Allow it: grant primum_app to "${owner.name}" with admin option`,
      );
    }
  }
  const state = await store.state(client);
  if (state?.ready) return state;
  throw new DatabaseProblem(
    `The database user "${owner.name}" could not give Primum's own login its rights on the database "${owner.database}". Make it the owner of the database and of its schema "public".`,
  );
}

function loginConfig(owner: pg.ClientConfig, { login }: State): pg.ClientConfig {
  return { ...owner, user: login!.role, password: login!.password };
}
