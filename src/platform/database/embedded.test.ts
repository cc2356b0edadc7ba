import assert from 'node:assert/strict';
import { fork, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import {
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, test } from 'node:test';
import { setTimeout as wait } from 'node:timers/promises';
import pg from 'pg';
import { dataDirectory, isRoot } from './data-directory.ts';
import { openEmbedded } from './embedded.ts';
import { runningPostmaster, stopPostmaster } from './postmaster.ts';
import { DatabaseProblem } from './problem.ts';

const NOBODY = 65_534;
const scratch = mkdtempSync(join(tmpdir(), 'primum-db-'));
chmodSync(scratch, 0o755);
const folders: string[] = [];
after(async () => {
  for (const folder of folders) await stopPostmaster(join(folder, 'postgres'));
  rmSync(scratch, { recursive: true, force: true });
});

function folder(name: string): string {
  folders.push(join(scratch, name));
  return join(scratch, name);
}

interface Child {
  readonly process: ChildProcess;
  readonly owner: pg.ClientConfig;
  readonly close: () => Promise<void>;
}

function start(data: string, uid?: number): ChildProcess {
  return fork(join(import.meta.dirname, 'test-child.ts'), [data], {
    execArgv: [],
    ...(uid === undefined ? {} : { uid, gid: uid }),
    // Its own process group, as at a terminal of its own.
    detached: true,
  });
}

async function child(data: string, uid?: number): Promise<Child> {
  const process = start(data, uid);
  const [message] = (await once(process, 'message')) as [{ owner?: pg.ClientConfig; problem?: string }];
  assert.ok(message.owner, message.problem);
  return {
    process,
    owner: message.owner,
    async close() {
      process.send('close');
      await once(process, 'exit');
    },
  };
}

async function kill(process: ChildProcess): Promise<void> {
  process.kill('SIGKILL');
  await once(process, 'exit');
}

async function query(owner: pg.ClientConfig, text: string): Promise<unknown[]> {
  const client = new pg.Client(owner);
  client.on('error', () => {});
  await client.connect();
  try {
    return (await client.query<Record<string, unknown>>({ text })).rows.map((row) => Object.values(row)[0]);
  } finally {
    await client.end();
  }
}

function postmaster(data: string): number | undefined {
  return runningPostmaster(join(data, 'postgres'))?.pid;
}

async function problemOf(promise: Promise<unknown>): Promise<string> {
  const error: unknown = await promise.then(
    () => null,
    (reason: unknown) => reason,
  );
  assert.ok(error instanceof DatabaseProblem, String(error));
  return error.message;
}

test('data lies where the system keeps it, or where one says', () => {
  assert.equal(dataDirectory('/x/y', {}), '/x/y');
  if (isRoot) assert.equal(dataDirectory(undefined, { XDG_DATA_HOME: '/data' }), '/var/lib/primum');
  else assert.equal(dataDirectory(undefined, { XDG_DATA_HOME: '/data' }), '/data/primum');
});

describe('the embedded server', () => {
  const data = folder('main');

  test('is made, keeps what was committed, and stops when nobody uses it', async () => {
    const first = await openEmbedded(data);
    await query(first.owner, 'create table kept as select 1 as n');
    const facts = `select concat_ws(' ', current_setting('fsync'), current_setting('data_checksums'),
      current_setting('server_encoding'), datlocprovider, datlocale, current_setting('listen_addresses'))
      from pg_database where datname = current_database()`;
    assert.deepEqual(await query(first.owner, facts), ['on on UTF8 b C.UTF-8 ']);
    assert.equal(statSync(join(data, 'postgres', 'primum-password')).mode & 0o777, 0o600);
    await first.close();
    assert.equal(postmaster(data), undefined);

    const second = await openEmbedded(data);
    assert.deepEqual(await query(second.owner, 'select n from kept'), [1]);
    await second.close();
    await second.close();
  });

  test('asks for the password', async () => {
    const { owner, close } = await openEmbedded(data);
    await assert.rejects(query({ ...owner, password: 'wrong' }, 'select 1'), { code: '28P01' });
    await close();
  });

  test('writes nothing that a person typed to its log', async () => {
    const { owner, close } = await openEmbedded(data);
    await assert.rejects(query(owner, `select 'Mrs Example'::int`));
    await query(owner, 'create table if not exists once (name text primary key)');
    await query(owner, `insert into once values ('Mrs Example') on conflict do nothing`);
    await assert.rejects(query(owner, `insert into once values ('Mrs Example')`));
    await close();
    assert.doesNotMatch(readFileSync(join(data, 'postgres.log'), 'utf8'), /Mrs Example/u);
  });

  test('is shared by several processes; the last one out stops it', async () => {
    const [one, two] = await Promise.all([child(data), child(data)]);
    const pid = postmaster(data);
    assert.ok(pid);
    await one.close();
    assert.equal(postmaster(data), pid);
    await query(two.owner, 'select 1');
    await two.close();
    assert.equal(postmaster(data), undefined);
  });

  test('survives a process that is killed; the next one uses it, and stops it', async () => {
    const killed = await child(data);
    const pid = postmaster(data);
    await kill(killed.process);
    assert.equal(postmaster(data), pid);
    const next = await openEmbedded(data);
    assert.equal(postmaster(data), pid);
    await next.close();
    assert.equal(postmaster(data), undefined);
  });

  test('opens for everybody while others close', async () => {
    const rounds = async () => {
      for (let n = 0; n < 4; n++) {
        const { owner, close } = await openEmbedded(data);
        assert.deepEqual(await query(owner, 'select 1'), [1]);
        await close();
      }
    };
    await Promise.all([rounds(), rounds(), rounds()]);
    assert.equal(postmaster(data), undefined);
  });

  test('comes back by itself when it is killed, with what was committed', async () => {
    const { owner, close } = await openEmbedded(data);
    await query(owner, 'insert into kept select n from generate_series(2, 500) n');
    process.kill(postmaster(data)!, 'SIGKILL');
    let count: unknown[] = [];
    for (let tries = 0; tries < 200 && count.length === 0; tries++) {
      await wait(25);
      count = await query(owner, 'select count(*)::int from kept').catch(() => []);
    }
    assert.deepEqual(count, [500]);
    await close();
    assert.equal(postmaster(data), undefined);
  });

  test('starts again after it and its process were killed, even if its number is now another process', async () => {
    const killed = await child(data);
    const pid = postmaster(data)!;
    await kill(killed.process);
    process.kill(pid, 'SIGKILL');
    const { uid, gid } = statSync(join(data, 'postgres'));
    const other = spawn('sleep', ['60'], isRoot ? { uid, gid } : {});
    try {
      for (const file of [join(data, 'postgres', 'postmaster.pid'), join(data, 'socket', '.s.PGSQL.5432.lock')]) {
        const lines = readFileSync(file, 'utf8').split('\n');
        writeFileSync(file, [String(other.pid), ...lines.slice(1)].join('\n'));
      }
      const { owner, close } = await openEmbedded(data);
      assert.deepEqual(await query(owner, 'select count(*)::int from kept'), [500]);
      await close();
    } finally {
      other.kill();
    }
  });
});

/** The arguments and the surroundings of a process. */
function startedWith(pid: string): string {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8') + readFileSync(`/proc/${pid}/environ`, 'utf8');
  } catch {
    return '';
  }
}

describe('a cluster is whole or not there', () => {
  test('two processes that make it at the same moment use the same one', async () => {
    const data = folder('both');
    const [one, two] = await Promise.all([child(data), child(data)]);
    assert.deepEqual(one.owner, two.owner);
    await Promise.all([one.close(), two.close()]);
    assert.equal(postmaster(data), undefined);
    assert.deepEqual(
      readdirSync(data).filter((name) => name.startsWith('new-')),
      [],
    );
  });

  test('a making that was killed half way is made again, and cleared away later', async () => {
    const data = folder('half');
    const first = start(data);
    let making: string | undefined;
    for (let n = 0; n < 2_000 && !(making && existsSync(join(data, making, 'postgres', 'global'))); n++) {
      await wait(5);
      making = existsSync(data) ? readdirSync(data).find((name) => name.startsWith('new-')) : undefined;
    }
    assert.ok(making);
    await kill(first);
    for (const pid of readdirSync('/proc').filter((name) => /^\d+$/u.test(name))) {
      if (startedWith(pid).includes(join(data, making))) process.kill(Number(pid), 'SIGKILL');
    }
    assert.equal(existsSync(join(data, 'postgres')), false);
    const old = new Date(Date.now() - 3_600_000);
    utimesSync(join(data, making), old, old);

    const { owner, close } = await openEmbedded(data);
    assert.deepEqual(await query(owner, 'select 1'), [1]);
    await close();
    assert.equal(existsSync(join(data, making)), false);
  });
});

describe('places and people', () => {
  test('a path too long for a socket', async () => {
    const data = folder(`${'long'.repeat(20)}/data`);
    const { owner, close } = await openEmbedded(data);
    assert.equal(owner.host, '127.0.0.1');
    assert.deepEqual(await query(owner, 'select 1'), [1]);
    const again = await openEmbedded(data);
    assert.equal(again.owner.port, owner.port);
    await again.close();
    await close();
  });

  test('as an ordinary user, and then as root', { skip: !isRoot }, async () => {
    const data = folder('nobody/data');
    mkdirSync(join(scratch, 'nobody'));
    chownSync(join(scratch, 'nobody'), NOBODY, NOBODY);
    const ordinary = await child(data, NOBODY);
    assert.equal(statSync(`/proc/${postmaster(data)}`).uid, NOBODY);
    assert.equal(statSync(data).mode & 0o777, 0o700);
    const root = await openEmbedded(data);
    await ordinary.close();
    assert.deepEqual(await query(root.owner, 'select count(*)::int from kept'), [0]);
    await root.close();
    const again = await child(data, NOBODY);
    await again.close();
  });

  test('a place that the server cannot enter', { skip: !isRoot }, async () => {
    const closed = join(scratch, 'closed');
    mkdirSync(closed, { mode: 0o700 });
    const message = await problemOf(openEmbedded(join(closed, 'data')));
    assert.match(message, new RegExp(`cannot enter ${closed}\\. Choose another place with --data DIR`, 'u'));
  });

  test('a place that is no place', async () => {
    const file = join(scratch, 'file');
    writeFileSync(file, '');
    assert.match(await problemOf(openEmbedded(file)), /it is not a directory/u);
    const data = folder('foreign');
    mkdirSync(join(data, 'postgres'), { recursive: true });
    assert.match(await problemOf(openEmbedded(data)), /is not a PostgreSQL database that Primum can read/u);
    writeFileSync(join(data, 'postgres', 'PG_VERSION'), '14\n');
    assert.match(await problemOf(openEmbedded(data)), /was made by PostgreSQL 14, and this Primum comes with \d+/u);
  });
});
