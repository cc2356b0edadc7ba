import pg from 'pg';
import type { ReadTx } from '../database/database.ts';
import { numbers } from '../database/database.ts';
import type { HeadInBackup, Manifest, TableShape } from './format.ts';

/*
 * What the owner reads and writes for a backup and a restoration.
 */

/**
 * What is not in a backup: what belongs to this installation alone (its login), what lets somebody in (sessions, links,
 * tokens), and what is under way (mail). Jobs stand in a schema of their own.
 */
const LEFT_OUT = [
  'platform_installation',
  'platform_migration',
  'backup_made',
  'session',
  'sign_in_link',
  'provider_flow',
  'provider_return',
  'sign_in_try',
  'passkey_challenge',
  'api_token',
  'mail_outbox',
];

/** Held by whoever migrates. */
const MIGRATING = 7_303_017;

export async function connect(owner: pg.ClientConfig): Promise<pg.Client> {
  const client = new pg.Client({ ...owner, types: numbers, application_name: 'primum backup' });
  client.on('error', () => {
    // A connection that breaks off makes the query fail.
  });
  await client.connect();
  return client;
}

/** One moment of the database, and no migration meanwhile. */
export async function beginSnapshot(client: pg.Client): Promise<void> {
  await client.query(`
    begin isolation level repeatable read read only;
    set local search_path = public;
    select pg_advisory_xact_lock_shared(${MIGRATING})`);
}

/** The tables that are in a backup, with their columns in the order of the file. */
export async function tablesOf(client: pg.Client): Promise<TableShape[]> {
  const { rows } = await client.query<TableShape>(
    `select c.relname as name, array_agg(a.attname::text order by a.attnum) as columns
     from pg_class c join pg_attribute a on a.attrelid = c.oid
     where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and not c.relispartition
       and a.attnum > 0 and not a.attisdropped and a.attgenerated = '' and not c.relname = any($1)
     group by c.relname order by c.relname`,
    [LEFT_OUT],
  );
  return rows;
}

export async function migrationsOf(client: pg.Client): Promise<Manifest['migrations']> {
  const { rows } = await client.query<Manifest['migrations'][number]>(
    `select feature as owner, name, checksum, primum_version as version from platform_migration
     order by applied_at, feature, name`,
  );
  return rows;
}

export async function headsOf(client: pg.Client): Promise<HeadInBackup[]> {
  const { rows } = await client.query<HeadInBackup>(
    `select organisation_id as organisation, chain, seq, encode(hash, 'hex') as hash from ledger_head
     order by organisation_id, chain`,
  );
  return rows;
}

/** COPY, with the names that the catalogue has. */
export function copySql({ name, columns }: TableShape, direction: 'to stdout' | 'from stdin'): string {
  const list = columns.map((column) => pg.escapeIdentifier(column)).join(', ');
  return `copy ${pg.escapeIdentifier(name)} (${list}) ${direction}`;
}

export async function countOf(client: pg.Client, table: string): Promise<number> {
  const { rows } = await client.query<{ count: number }>(`select count(*) from ${pg.escapeIdentifier(table)}`);
  return rows[0]!.count;
}

/** Notes that a backup was made, for the doctor. */
export async function noteBackup(client: pg.Client, made: { at: Date; rows: number; bytes: number }): Promise<void> {
  await client.query('insert into backup_made (at, rows, bytes) values ($1, $2, $3) on conflict do nothing', [
    made.at,
    made.rows,
    made.bytes,
  ]);
}

/** Whatever follows is done as a whole, or not at all. */
export async function beginRestoration(client: pg.Client): Promise<void> {
  await client.query(`
    begin; set local search_path = public; set local client_min_messages = warning;
    select pg_advisory_xact_lock(${MIGRATING})`);
}

/** Whether anything at all was made in the database. */
export async function isEmpty(client: pg.Client): Promise<boolean> {
  const { rows } = await client.query<{ empty: boolean }>(`
    select not exists (
      select from pg_class c join pg_namespace n on n.oid = c.relnamespace
      where n.nspname not like 'pg\\_%' and n.nspname <> 'information_schema' and c.relkind in ('r', 'p', 'v', 'm', 'f')
        and not exists (select from pg_depend d where d.objid = c.oid and d.deptype = 'e')) as empty`);
  return rows[0]!.empty;
}

/** Takes out what migrations put in: the backup has all of it. */
export async function emptyTables(client: pg.Client, tables: readonly TableShape[]): Promise<void> {
  if (tables.length > 0)
    await client.query(`truncate ${tables.map(({ name }) => pg.escapeIdentifier(name)).join(', ')}`);
}

/** The rows of one organisation, as the code reads them that verifies the ledger. */
export async function asOrganisation(client: pg.Client, organisation: string): Promise<ReadTx> {
  await client.query(`select set_config('primum.organisation', $1, true)`, [organisation]);
  return {
    organisation,
    rows: async ({ text, values }) => (await client.query({ text, values })).rows,
    send: () => {
      throw new Error('nothing is written while a ledger is verified');
    },
  };
}

export async function gatherStatistics(client: pg.Client): Promise<void> {
  await client.query('analyze');
}
