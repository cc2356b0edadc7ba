import { execFile, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import {
  chmodSync,
  closeSync,
  existsSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { promisify } from 'node:util';
import pg from 'pg';
import { makeDataDirectory } from './data-directory.ts';
import { clearStaleLocks, runningPostmaster, stopPostmaster } from './postmaster.ts';
import { codeOf, connectionProblem, DatabaseProblem } from './problem.ts';
import { checkReach, giveTo, serverAccount, type Account } from './server-account.ts';
import { serverFiles, type ServerFiles } from './server-files.ts';
import { store } from './store.ts';

/** An embedded server that this process holds on to. */
export interface Embedded {
  /** For the owner of everything, on the database `primum`. */
  readonly owner: pg.ClientConfig;
  readonly dataDirectory: string;
  /** Lets go; stops the server if nobody else holds on to it. End all other connections first. */
  readonly close: () => Promise<void>;
}

/** Settings of PostgreSQL, for a server that this process starts. */
export type ServerSettings = Readonly<Record<string, string | number>>;

const run = promisify(execFile);

const OWNER = 'primum_owner';
const DATABASE = 'primum';

/** Held, shared, by everybody who uses the server; who gets it alone is the last one out. */
const IN_USE = 7_303_016;

/** Milliseconds: for a server that others start, stop or recover; and for one that refuses to start. */
const PATIENCE = { others: 60_000, start: 5_000 };

/** Nothing that a person typed goes to the log: no statements, no values, no errors of statements (`log` is above `error`). */
const SETTINGS: ServerSettings = {
  max_connections: 60,
  shared_buffers: '256MB',
  jit: 'off',
  timezone: 'UTC',
  log_timezone: 'UTC',
  lc_messages: 'C',
  unix_socket_permissions: '0700',
  logging_collector: 'off',
  log_destination: 'stderr',
  log_min_messages: 'log',
  log_min_error_statement: 'panic',
  log_error_verbosity: 'terse',
  log_statement: 'none',
  log_parameter_max_length: 0,
  log_parameter_max_length_on_error: 0,
  log_checkpoints: 'off',
};

interface Place {
  readonly data: string;
  readonly cluster: string;
  readonly log: string;
  readonly settings: ServerSettings;
  /** Null where the path is too long for a socket. */
  readonly socketFolder: string | null;
  /** The port used last, so that connections find a restarted server again. */
  port: number;
}

/**
 * Opens the cluster in `directory`, made or started if need be, for as long as this process wants it. A server that dies
 * meanwhile is started again.
 */
export async function openEmbedded(directory: string, settings: ServerSettings = {}): Promise<Embedded> {
  const data = makeDataDirectory(directory);
  const folder = join(data, 'socket');
  const place: Place = {
    data,
    cluster: join(data, 'postgres'),
    log: join(data, 'postgres.log'),
    settings: { ...SETTINGS, ...settings },
    // The system allows 107 bytes, or 103, for the whole name.
    socketFolder: Buffer.byteLength(join(folder, '.s.PGSQL.5432')) < 100 ? folder : null,
    port: 0,
  };
  let closed = false;
  let held: Promise<pg.Client | null> = attach(place);
  const keep = (client: pg.Client | null): pg.Client | null => {
    // The hold alone keeps no process alive.
    if (client) socketOf(client).unref();
    client?.once('end', () => {
      if (!closed) held = attach(place).then(keep, () => null);
    });
    return client;
  };
  const client = (await held)!;
  await store.createDatabase(client, DATABASE);
  const { host, port, password } = client;
  keep(client);
  return {
    owner: { host, port, user: OWNER, password: password ?? undefined, database: DATABASE },
    dataDirectory: data,
    async close() {
      if (closed) return;
      closed = true;
      const client = await held;
      if (client && (await letGo(client))) await stopPostmaster(place.cluster);
    },
  };
}

/** True if nobody else holds on to the server. */
async function letGo(client: pg.Client): Promise<boolean> {
  socketOf(client).ref();
  try {
    await client.query('select pg_advisory_unlock_shared($1)', [IN_USE]);
    const { rows } = await client.query<{ last: boolean }>('select pg_try_advisory_lock($1) as last', [IN_USE]);
    if (rows[0]?.last === true) return true;
    await client.end();
  } catch {
    // The server has gone, or another one is stopping it.
  }
  return false;
}

function socketOf(client: pg.Client): { ref(): void; unref(): void } {
  // In pg, not yet in its types.
  return client as unknown as { ref(): void; unref(): void };
}

/** Connects to the running server, or starts one, until there is a connection that holds on to it. */
async function attach(place: Place): Promise<pg.Client> {
  const end = Date.now() + PATIENCE.others;
  let failing: number | null = null;
  let files: ServerFiles | undefined;
  while (Date.now() < end) {
    const running = runningPostmaster(place.cluster);
    if (running?.ready && running.address) {
      const client = await hold(running.address, passwordOf(place));
      if (client) return client;
      await wait(25);
    } else if (running) {
      await wait(10);
    } else {
      const account = serverAccount(place.cluster);
      if (files === undefined) {
        checkReach(place.data, account);
        files = await serverFiles(place.data, account);
      }
      if (!existsSync(place.cluster)) await initialise(place, files, account);
      checkVersion(place, files);
      const why = await start(place, files, account);
      if (why !== null) {
        failing ??= Date.now();
        // The last processes of a killed server may still be going, or another Primum was quicker.
        if (Date.now() - failing > PATIENCE.start && runningPostmaster(place.cluster) === null)
          throw new DatabaseProblem(`PostgreSQL did not start in ${place.cluster}: ${why} Its log is ${place.log}`);
        await wait(50);
      }
    }
  }
  throw new DatabaseProblem(
    `The database in ${place.data} is being started or stopped by another process and was not ready after ${PATIENCE.others / 1000} seconds. Its log is ${place.log}`,
  );
}

/** Empty: the connection broke off without a word. */
const COMING_OR_GOING = new Set(['', 'ENOENT', 'ECONNREFUSED', 'ECONNRESET', 'EPIPE', '57P01', '57P02', '57P03']);

/** A connection that holds on to the server; null if it is going or only coming. */
async function hold(address: { host: string; port: number }, password: string): Promise<pg.Client | null> {
  const client = new pg.Client({
    ...address,
    user: OWNER,
    password,
    database: 'postgres',
    connectionTimeoutMillis: 10_000,
    keepAlive: true,
  });
  client.on('error', () => {
    // The 'end' that follows is what counts.
  });
  try {
    await client.connect();
    await client.query('select pg_advisory_lock_shared($1)', [IN_USE]);
    return client;
  } catch (error) {
    void client.end().catch(() => {});
    if (COMING_OR_GOING.has(codeOf(error))) return null;
    throw connectionProblem(error, `at ${address.host}`);
  }
}

function passwordOf({ cluster, data }: Place): string {
  try {
    return readFileSync(join(cluster, PASSWORD), 'utf8').trim();
  } catch {
    throw new DatabaseProblem(
      `Primum may not read the password of the database in ${data}. Run it as the user who started it first, or choose another place with --data DIR.`,
    );
  }
}

const PASSWORD = 'primum-password';

/**
 * Makes the cluster beside its place and then moves it there: one that is there is whole, and of two processes that make
 * one at once, the second throws its own away. The password is in it, so that the two are never parted.
 */
async function initialise({ data, cluster }: Place, { initdb }: ServerFiles, account: Account | null): Promise<void> {
  removeAbandoned(data);
  const making = join(data, `new-${randomBytes(6).toString('hex')}`);
  const password = join(making, 'password');
  mkdirSync(making, { mode: 0o700 });
  writeFileSync(password, `${randomBytes(24).toString('base64url')}\n`, { mode: 0o600 });
  giveTo(account, making);
  const options = ['--locale-provider=builtin', '--locale=C.UTF-8', '--encoding=UTF8', '--data-checksums'];
  const access = ['--auth=scram-sha-256', `--username=${OWNER}`, `--pwfile=${password}`];
  try {
    await run(initdb, [...options, ...access, '-D', join(making, 'postgres')], {
      ...runAs(account),
      cwd: making,
    }).catch((error: Error & { stderr?: string }) => {
      const why = error.stderr?.match(/(?:error|FATAL): +(.*)/u)?.[1] ?? error.stderr?.trim() ?? error.message;
      throw new DatabaseProblem(`PostgreSQL could not make a database in ${data}: ${why}`);
    });
    renameSync(password, join(making, 'postgres', PASSWORD));
    renameSync(join(making, 'postgres'), cluster);
  } catch (problem) {
    if (!['ENOTEMPTY', 'EEXIST'].includes(codeOf(problem))) throw problem;
  } finally {
    rmSync(making, { recursive: true, force: true });
  }
}

/** What a process that was killed left behind. One that still works is at most seconds old. */
function removeAbandoned(data: string): void {
  for (const entry of readdirSync(data)) {
    const path = join(data, entry);
    const age = Date.now() - (statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? Date.now());
    if (entry.startsWith('new-') && age > 600_000) rmSync(path, { recursive: true, force: true });
  }
}

function checkVersion({ cluster }: Place, { major }: ServerFiles): void {
  let found: number;
  try {
    found = Number(readFileSync(join(cluster, 'PG_VERSION'), 'utf8'));
  } catch {
    throw new DatabaseProblem(
      `${cluster} is not a PostgreSQL database that Primum can read. Choose another place with --data DIR.`,
    );
  }
  if (found === major) return;
  throw new DatabaseProblem(
    `The database in ${cluster} was made by PostgreSQL ${found}, and this Primum comes with ${major}. Export it with the version of Primum that made it, or name a server in DATABASE_URL.`,
  );
}

/** Starts the server and waits until it is ready. Null if it is; else why not. */
async function start(place: Place, { postgres }: ServerFiles, account: Account | null): Promise<string | null> {
  const { cluster, socketFolder, data } = place;
  clearStaleLocks(cluster, socketFolder && join(socketFolder, '.s.PGSQL.5432'));
  const where: Record<string, string | number> = { listen_addresses: '', port: 5432 };
  if (socketFolder === null) {
    place.port = await freePort(place.port);
    Object.assign(where, { listen_addresses: '127.0.0.1', port: place.port, unix_socket_directories: '' });
  } else {
    mkdirSync(socketFolder, { recursive: true, mode: 0o755 });
    if (account) chmodSync(socketFolder, 0o755);
    giveTo(account, socketFolder);
    where['unix_socket_directories'] = `"${socketFolder.replaceAll('"', '""')}"`;
  }
  const settings = Object.entries({ ...place.settings, ...where }).flatMap(([name, value]) => [
    '-c',
    `${name}=${value}`,
  ]);
  const log = openLog(place.log);
  try {
    const child = spawn(postgres, ['-D', cluster, ...settings], {
      ...runAs(account),
      cwd: data,
      // In a process group of its own: Ctrl-C at the terminal reaches Primum, which then stops it in order.
      detached: true,
      stdio: ['ignore', log.file, log.file],
    });
    child.unref();
    const ended = new AbortController();
    child.once('error', (error) => ended.abort(`${error.message}.`));
    child.once('exit', () => ended.abort(reason(place.log, log.size)));
    const end = Date.now() + PATIENCE.others;
    while (!ended.signal.aborted && Date.now() < end) {
      const running = runningPostmaster(cluster);
      if (running?.ready && running.pid === child.pid) return null;
      await wait(5);
    }
    return ended.signal.aborted ? String(ended.signal.reason) : 'it was not ready in time.';
  } finally {
    closeSync(log.file);
  }
}

function runAs(account: Account | null): { uid?: number; gid?: number; env: NodeJS.ProcessEnv } {
  // Nothing of the caller's: PGDATA, LC_ALL and others would change what the server does.
  const env = { PATH: process.env['PATH'], LC_ALL: 'C' };
  return account ? { uid: account.uid, gid: account.gid, env } : { env };
}

function openLog(path: string): { file: number; size: number } {
  const size = statSync(path, { throwIfNoEntry: false })?.size ?? 0;
  if (size < 5_000_000) return { file: openSync(path, 'a', 0o600), size };
  renameSync(path, `${path}.old`);
  return { file: openSync(path, 'a', 0o600), size: 0 };
}

/** What the server itself said last about not starting. */
function reason(log: string, from: number): string {
  const said = readFileSync(log).subarray(from).toString();
  const fatal = [...said.matchAll(/(?:FATAL|PANIC): +(.*)/gu)].at(-1)?.[1];
  return `${fatal ?? said.trim().split('\n').at(-1) ?? 'it said nothing'}.`;
}

async function freePort(preferred: number): Promise<number> {
  const server = createServer();
  return await new Promise((resolve, reject) => {
    server.once('error', (error) => (preferred > 0 ? resolve(freePort(0)) : reject(error)));
    server.listen(preferred, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
    });
  });
}
