import pg from 'pg';
import { dataDirectory } from './data-directory.ts';
import { openEmbedded } from './embedded.ts';
import { connectionProblem, DatabaseProblem } from './problem.ts';

/** A database that is there and answers. */
export interface OpenDatabase {
  /** For the owner, who migrates. The application's own login comes from `migrate`. */
  readonly owner: pg.ClientConfig;
  /** `given`: named in DATABASE_URL. `embedded`: started by Primum in its data directory. */
  readonly kind: 'embedded' | 'given';
  /** Where Primum keeps files; with a given database it may not exist yet. */
  readonly dataDirectory: string;
  /** Lets go of it. End all other connections first. */
  readonly close: () => Promise<void>;
}

/** `data` is the value of `--data`, if any. */
export interface OpenOptions {
  readonly data?: string | undefined;
  readonly env: NodeJS.ProcessEnv;
}

/** The oldest PostgreSQL that Primum is tested with. */
const OLDEST = 15;

/**
 * Opens the database that DATABASE_URL names or, without one, the embedded one.
 * @throws {DatabaseProblem} with a sentence for the person who started Primum
 */
export async function openDatabase({ data, env }: OpenOptions): Promise<OpenDatabase> {
  const directory = dataDirectory(data, env);
  const url = env['DATABASE_URL']?.trim();
  if (url) return { owner: await given(url), kind: 'given', dataDirectory: directory, close: async () => {} };
  const embedded = await openEmbedded(directory);
  return {
    owner: embedded.owner,
    kind: 'embedded',
    dataDirectory: embedded.dataDirectory,
    close: embedded.close,
  };
}

/** What DATABASE_URL (or another variable) says, as settings, after one connection that shows that they work. */
export async function given(url: string, variable = 'DATABASE_URL'): Promise<pg.ClientConfig> {
  const config = parse(url, variable);
  const where = `that ${variable} names (${config.user} at ${config.host}:${config.port}/${config.database})`;
  const client = new pg.Client({ ...config, connectionTimeoutMillis: 10_000 });
  client.on('error', () => {
    // A connection that breaks off makes the query fail, and that is told.
  });
  let version: number;
  try {
    await client.connect();
    const { rows } = await client.query<{ version: number }>(
      `select current_setting('server_version_num')::int as version`,
    );
    version = Math.floor(rows[0]!.version / 10_000);
  } catch (error) {
    throw connectionProblem(error, where);
  } finally {
    void client.end().catch(() => {});
  }
  if (version >= OLDEST) return config;
  throw new DatabaseProblem(
    `Primum needs PostgreSQL ${OLDEST} or newer, and the database ${where} is PostgreSQL ${version}.`,
  );
}

function parse(url: string, variable: string): pg.ClientConfig {
  try {
    if (!/^(?:postgres(?:ql)?|socket):/u.test(url)) throw new Error('not an address');
    // pg reads the address as it will when it connects, with what the PG* variables add.
    const { user, password, host, port, database, ssl, connectionParameters } = new pg.Client({
      connectionString: url,
    }) as pg.Client & { connectionParameters?: { options?: string } };
    const options = connectionParameters?.options;
    return { user, password: password ?? undefined, host, port, database, ssl, ...(options ? { options } : {}) };
  } catch {
    throw new DatabaseProblem(
      `${variable} is not the address of a PostgreSQL database. It looks like postgres://user:password@host/database`,
    );
  }
}
