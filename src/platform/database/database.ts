import { hash } from 'node:crypto';
import type { Socket } from 'node:net';
import pg from 'pg';
import type { Sql } from 'sql-template-tag';
import { Turns } from './turns.ts';
import { isId } from '../ids.ts';

/** The end of a version that has not ended: the greatest number that JavaScript counts exactly. */
export const FOREVER = Number.MAX_SAFE_INTEGER;

/** What the app's role is called in every installation; migrations grant to it. */
const APP_ROLE = 'primum_app';

/** One transaction as one organisation. Rows of any other are not there. */
export interface ReadTx {
  readonly organisation: string;
  /** Runs one statement, prepared once for each connection. Statements sent without waiting travel together. */
  rows<Row>(query: Sql): Promise<Row[]>;
  /**
   * Runs a statement whose rows nobody needs, without waiting: it travels with the next one. If it fails, the whole
   * transaction does, with its error.
   */
  send(query: Sql): void;
}

const INT8: number = pg.types.builtins.INT8;

/** Numbers of the ledger and counts come as numbers, not as text. */
export const numbers: pg.CustomTypesConfig = {
  getTypeParser: (oid: number, format?: 'text' | 'binary') =>
    oid === INT8 ? Number : pg.types.getTypeParser(oid, format),
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

/** One connection during one transaction. */
class Session {
  readonly #client: pg.PoolClient;
  readonly #socket: Socket;
  #corked = false;
  /** What failed first: whatever fails after it in the transaction fails because of it. */
  failure: Error | null = null;

  constructor(client: pg.PoolClient) {
    this.#client = client;
    this.#socket = (client as unknown as { connection: { stream: Socket } }).connection.stream;
  }

  async rows<Row>({ text, values }: Sql): Promise<Row[]> {
    const { rows } = await this.run<Row & pg.QueryResultRow>({ name: nameOf(text), text, values });
    return rows;
  }

  /** Statements of one turn of the event loop leave in one packet: sending is a good part of what a statement costs. */
  async run<Row extends pg.QueryResultRow>(query: pg.QueryConfig): Promise<pg.QueryResult<Row>> {
    if (!this.#corked) {
      this.#corked = true;
      this.#socket.cork();
      process.nextTick(() => {
        this.#corked = false;
        this.#socket.uncork();
      });
    }
    try {
      return await this.#client.query<Row>(query);
    } catch (error) {
      this.failure ??= error instanceof Error ? error : new Error(String(error));
      throw error;
    }
  }
}

/** Costs of compiling a plan are never worth it for what is asked here. */
const NO_JIT = '-c jit=off';
/**
 * Following an index is little dearer than going through a table: disks have no heads any more. And what the planner does not
 * see: each row that is only gone through costs the condition on its organisation (measured: a count in four times the time).
 * A plan is made once for each connection: to make it anew for what is asked for costs more than it ever saved (measured:
 * half of what the database did for a page of one service). So what a plan turns on is written into the statement: what
 * stands now, a kind, how many rows are wanted.
 */
const READING = `${NO_JIT} -c random_page_cost=1.1 -c plan_cache_mode=force_generic_plan`;
/**
 * A command looks up and changes few rows by their keys, or many by theirs: one plan, made once, that follows keys. What
 * the planner believes of an organisation's size while it grows must not make it read all of it (measured: a hash of the
 * whole organisation for one hazard; after an import, minutes).
 */
const WRITING = `${NO_JIT} -c plan_cache_mode=force_generic_plan ${['hashjoin', 'mergejoin', 'material', 'seqscan', 'bitmapscan'].map((way) => `-c enable_${way}=off`).join(' ')}`;

/** The database as the app knows it: transactions as one organisation, under a role that may only do what was granted. */
export class Database {
  readonly #readers: pg.Pool;
  readonly #writers: pg.Pool;
  readonly #turns = new Turns();
  #closed: Promise<unknown> | undefined;

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

  /**
   * A transaction that may write. Only the platform calls this: features write in commands.
   * @param chain the chain of the ledger that it continues, if any: those on the same chain go one by one
   */
  write<T>(organisation: string, work: (tx: ReadTx) => Promise<T>, chain?: string): Promise<T> {
    const write = () => transaction(this.#writers, organisation, 'begin', work);
    return chain === undefined ? write() : this.#turns.take(`${organisation} ${chain}`, write);
  }

  /** A transaction on tables of the platform that belong to no organisation: people, sessions, jobs. */
  platform<T>(work: (tx: Omit<ReadTx, 'organisation'>) => Promise<T>): Promise<T> {
    return transaction(this.#readers, '', 'begin', work);
  }

  /** The same for one statement, which travels with the beginning and the end of its transaction: one journey in place of two. */
  platformOnce<T>(work: (tx: Omit<ReadTx, 'organisation' | 'send'>) => Promise<T>): Promise<T> {
    return transaction(this.#readers, '', 'begin', work, { once: true });
  }

  /** Connections, for whoever watches over them. */
  get pools(): readonly { pool: string; open: number; inUse: number; waiting: number }[] {
    return Object.entries({ reading: this.#readers, writing: this.#writers }).map(
      ([pool, { totalCount, idleCount, waitingCount }]) => ({
        pool,
        open: totalCount,
        inUse: totalCount - idleCount,
        waiting: waitingCount,
      }),
    );
  }

  /** @throws the server's own error, where it does not answer */
  async ping(): Promise<void> {
    await this.#readers.query('select 1');
  }

  /** May be called again: a stop that comes while the start fails closes twice. */
  async close(): Promise<void> {
    this.#closed ??= Promise.all([this.#readers.end(), this.#writers.end()]);
    await this.#closed;
  }
}

function poolOf(config: pg.PoolConfig, max: number, options: string): pg.Pool {
  const pool = new pg.Pool({
    ...config,
    max,
    connectionTimeoutMillis: 10_000,
    pipeline: true,
    types: numbers,
    application_name: 'primum',
    options: [config.options, options].filter(Boolean).join(' '),
  });
  // A connection that breaks, idle or in use, is replaced at the next use; whoever was using it is told by its statement.
  pool.on('error', () => undefined);
  pool.on('connect', (client) => client.on('error', () => undefined));
  return pool;
}

async function transaction<T>(
  pool: pg.Pool,
  organisation: string,
  begin: string,
  work: (tx: ReadTx) => Promise<T>,
  { once = false } = {},
): Promise<T> {
  if (organisation !== '' && !isId(organisation)) throw new Error('an organisation is named by its id');
  const client = await pool.connect();
  const session = new Session(client);
  let broken: Error | undefined;
  try {
    const send = (statement: Promise<unknown>) => void statement.catch(() => undefined);
    send(
      session.run({ text: `${begin}; set local role ${APP_ROLE}; set local primum.organisation = '${organisation}'` }),
    );
    let ending: Promise<pg.QueryResult> | undefined;
    const end = () => (ending ??= session.run({ text: 'commit' }));
    const last = <Row>(query: Sql): Promise<Row[]> => {
      if (ending) throw new Error('one statement was to be all of this transaction');
      const rows = session.rows<Row>(query);
      send(end());
      return rows;
    };
    const result = await work({
      organisation,
      rows: (query) => (once ? last(query) : session.rows(query)),
      send: (query) => send(session.rows(query)),
    });
    const { command } = await end();
    // PostgreSQL answers a commit after a failed statement with a rollback, and calls it no error.
    if (command !== 'COMMIT') throw new Error('a statement failed, and its failure was not heeded');
    return result;
  } catch (error) {
    await client.query('rollback').catch((problem: unknown) => {
      broken = problem instanceof Error ? problem : new Error(String(problem));
    });
    throw session.failure ?? error;
  } finally {
    client.release(broken);
  }
}
