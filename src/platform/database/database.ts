import { hash } from 'node:crypto';
import pg from 'pg';
import type { Sql } from 'sql-template-tag';

/** The end of a version that has not ended: the greatest number that JavaScript counts exactly. */
export const FOREVER = Number.MAX_SAFE_INTEGER;

/** What the app's role is called in every installation; migrations grant to it. */
const APP_ROLE = 'primum_app';
const UUID = /^[\da-f]{8}-[\da-f]{4}-[\da-f]{4}-[\da-f]{4}-[\da-f]{12}$/u;

/** One transaction as one organisation. Rows of any other are not there. */
export interface ReadTx {
  readonly organisation: string;
  /** Runs one statement, prepared once for each connection. Statements sent without waiting travel together. */
  rows<Row>(query: Sql): Promise<Row[]>;
}

/** Numbers of the ledger and counts come as numbers, not as text. */
const types: pg.CustomTypesConfig = {
  getTypeParser: (oid: number, format?: 'text' | 'binary') =>
    oid === pg.types.builtins.INT8 ? Number : pg.types.getTypeParser(oid, format),
};

const names = new Map<string, string>();
const MOST_NAMES = 2_000;

/** Statements whose text is the same share a plan; the name is what the connection knows it by. */
function nameOf(text: string): string | undefined {
  let name = names.get(text);
  if (name === undefined && names.size < MOST_NAMES) {
    name = hash('sha256', text, 'base64url').slice(0, 20);
    names.set(text, name);
  }
  return name;
}

function run<Row>(client: pg.PoolClient, query: Sql): Promise<Row[]> {
  const text = query.text;
  return client
    .query<Row & pg.QueryResultRow>({ name: nameOf(text)!, text, values: query.values })
    .then((result) => result.rows);
}

/** Costs of compiling a plan are never worth it for what is asked here. */
const READING = '-c jit=off';
/**
 * A command looks up and changes few rows by their keys, or many by theirs: one plan, made once, that follows keys. What
 * the planner believes of an organisation's size while it grows must not make it read all of it (measured: a hash of the
 * whole organisation for one hazard; after an import, minutes).
 */
const WRITING = `${READING} -c plan_cache_mode=force_generic_plan ${['hashjoin', 'mergejoin', 'material', 'seqscan', 'bitmapscan'].map((way) => `-c enable_${way}=off`).join(' ')}`;

/** The database as the app knows it: transactions as one organisation, under a role that may only do what was granted. */
export class Database {
  readonly #readers: pg.Pool;
  readonly #writers: pg.Pool;

  /**
   * @param config the app's own login, never the owner's
   * @param connections how many at most, for reading and for writing each
   */
  constructor(config: pg.PoolConfig, connections = 8) {
    this.#readers = poolOf(config, connections, READING);
    this.#writers = poolOf(config, connections, WRITING);
  }

  /** Reads of one moment: everything that `work` sees stands in one state of the database. */
  read<T>(organisation: string, work: (tx: ReadTx) => Promise<T>): Promise<T> {
    return transaction(this.#readers, organisation, 'begin isolation level repeatable read read only', work);
  }

  /** A transaction that may write. Only the platform calls this: features write in commands. */
  write<T>(organisation: string, work: (tx: ReadTx) => Promise<T>): Promise<T> {
    return transaction(this.#writers, organisation, 'begin', work);
  }

  /** A transaction on tables of the platform that belong to no organisation: people, sessions, jobs. */
  platform<T>(work: (tx: Omit<ReadTx, 'organisation'>) => Promise<T>): Promise<T> {
    return transaction(this.#readers, '', 'begin', work);
  }

  /** @throws the server's own error, where it does not answer */
  async ping(): Promise<void> {
    await this.#readers.query('select 1');
  }

  async close(): Promise<void> {
    await Promise.all([this.#readers.end(), this.#writers.end()]);
  }
}

function poolOf(config: pg.PoolConfig, max: number, options: string): pg.Pool {
  const pool = new pg.Pool({
    ...config,
    max,
    connectionTimeoutMillis: 10_000,
    pipeline: true,
    types,
    application_name: 'primum',
    options: [config.options, options].filter(Boolean).join(' '),
  });
  // A connection that breaks while it lies idle is replaced at the next use.
  pool.on('error', () => undefined);
  return pool;
}

async function transaction<T>(
  pool: pg.Pool,
  organisation: string,
  begin: string,
  work: (tx: ReadTx) => Promise<T>,
): Promise<T> {
  if (organisation !== '' && !UUID.test(organisation)) throw new Error('an organisation is named by its id');
  const client = await pool.connect();
  let broken: Error | undefined;
  try {
    // Sent in one go with the first statement of the work: its failure shows there, and at the end.
    const opened = client.query(
      `${begin}; set local role ${APP_ROLE}; select set_config('primum.organisation', '${organisation}', true)`,
    );
    opened.catch(() => undefined);
    const result = await work({ organisation, rows: (query) => run(client, query) });
    await opened;
    const { command } = await client.query('commit');
    // PostgreSQL answers a commit after a failed statement with a rollback, and calls it no error.
    if (command !== 'COMMIT') throw new Error('a statement failed, and its failure was not heeded');
    return result;
  } catch (error) {
    await client.query('rollback').catch((problem: unknown) => {
      broken = problem instanceof Error ? problem : new Error(String(problem));
    });
    throw error;
  } finally {
    client.release(broken);
  }
}
