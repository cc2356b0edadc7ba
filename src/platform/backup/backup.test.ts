import assert from 'node:assert/strict';
import { hash } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { gunzipSync, gzipSync } from 'node:zlib';
import pg from 'pg';
import { features } from '../../features.ts';
import { allMigrations, emptyDatabase, testDatabase, type TestDatabase } from '../../test-database.ts';
import { execute, type Ground } from '../commands/execute.ts';
import { Database } from '../database/database.ts';
import { migrate, type Migration } from '../database/migrate.ts';
import { assemble, makeDemo, type Assembled } from '../installation.ts';
import { headOf } from '../ledger/store.ts';
import { addPerson } from '../sessions/store.ts';
import { makeLink, signInWith } from '../sessions/sessions.ts';
import { putFile } from '../files/files.ts';
import { backup } from './backup.ts';
import { copyIn, copyOut } from './copy.ts';
import { FIRST_LINE, FrameWriter } from './format.ts';
import { openBackup, restore } from './restore.ts';
import { tablesOf } from './store.ts';
import { testSealing } from '../sealed/testing/test-sealing.ts';

const PERSON = { id: '01890000-0000-7000-8000-000000000001', name: 'C. Safety' };
const now = () => new Date();
let db: TestDatabase;
let database: Database;
let ground: Ground;
let assembled: Assembled;
let organisation: string;
let folder: string;
const migrations = allMigrations();

before(async () => {
  folder = mkdtempSync(join(tmpdir(), 'primum-backup-'));
  [db, assembled] = await Promise.all([testDatabase(), assemble(features)]);
  database = new Database(db.app);
  ground = { database, kinds: assembled.kinds, sealing: testSealing, now };
  await database.platform((tx) => addPerson(tx, PERSON, now()));
  organisation = await makeDemo({ ground, grounds: assembled.grounds }, PERSON);
  await signInWith({ database, now }, (await makeLink({ database, now }, PERSON.id, 60_000)).token);
  await database.write(organisation, (tx) => putFile({ ...tx, at: now() }, Buffer.from([0, 10, 13, 92, 255]), 'odd'));
});
after(async () => {
  await database.close();
  rmSync(folder, { recursive: true, force: true });
});

async function withOwner<T>(owner: pg.ClientConfig, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client(owner);
  client.on('error', () => {});
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

/** Every table's rows, as COPY writes them. */
async function contents(owner: pg.ClientConfig): Promise<Record<string, string>> {
  return withOwner(owner, async (client) => {
    const all: Record<string, string> = {};
    for (const { name } of await tablesOf(client)) {
      let text = '';
      for await (const chunk of copyOut(client, `copy "${name}" to stdout`)) text += chunk.toString('latin1');
      all[name] = text.split('\n').toSorted().join('\n');
    }
    return all;
  });
}

async function made(name: string): Promise<string> {
  const path = join(folder, name);
  await backup(db.owner, path, now());
  return path;
}

async function restoredFrom(path: string, steps: readonly Migration[] = migrations) {
  const target = await emptyDatabase();
  return { owner: target.owner, restored: await restore(target.owner, await openBackup(path), steps) };
}

/** What is left in a database that was to stay empty. */
async function tablesIn(owner: pg.ClientConfig): Promise<number> {
  return withOwner(owner, async (client) => {
    const { rows } = await client.query<{ n: number }>(
      `select count(*)::int as n from pg_class where relnamespace = 'public'::regnamespace`,
    );
    return rows[0]!.n;
  });
}

async function refused(path: string, why: RegExp, steps: readonly Migration[] = migrations): Promise<void> {
  const target = await emptyDatabase();
  await assert.rejects(
    async () => restore(target.owner, await openBackup(path), steps),
    (error: Error) => {
      assert.equal(error.name, 'CliProblem', error.stack);
      assert.match(error.message, why);
      return true;
    },
  );
  assert.equal(await tablesIn(target.owner), 0, 'nothing was changed');
}

test('what was backed up comes back, table by table, and works', async () => {
  const path = await made('round.primum');
  assert.equal(statSync(path).mode & 0o777, 0o600);
  assert.deepEqual(
    readdirSync(folder).filter((name) => name.includes('.part')),
    [],
    'nothing else is left',
  );
  const { owner, restored } = await restoredFrom(path);
  assert.ok(restored.rows > 500 && restored.entries > 3 && restored.organisations === 1, JSON.stringify(restored));
  const [had, has] = await Promise.all([contents(db.owner), contents(owner)]);
  assert.deepEqual(Object.keys(has), Object.keys(had));
  for (const table of Object.keys(had)) assert.equal(has[table], had[table], table);
  assert.ok(had['file_content']!.length > 10 && had['ledger_entry']!.length > 1000);
  await withOwner(owner, async (client) => {
    for (const table of [
      'session',
      'sign_in_link',
      'provider_flow',
      'provider_return',
      'api_token',
      'mail_outbox',
      'backup_made',
    ])
      assert.equal((await client.query(`select from ${table}`)).rowCount, 0, `${table} is not in a backup`);
  });
  // The application works on it at once, and goes on where the ledger ends.
  const { appConfig } = await migrate(owner, migrations);
  const copy = new Database(appConfig);
  const rename = assembled.commands.find(({ name }) => name === 'renameOrganisation')!;
  const request = { actor: { kind: 'operator' }, organisation } as const;
  const head = await copy.read(organisation, (tx) => headOf(tx, 'changes'));
  const done = await execute({ ...ground, database: copy }, rename, { name: 'Restored Trust' }, request);
  assert.equal(done.seq, head!.seq + 1);
  await copy.close();
});

test('a file that is there is not written over, and a database that is not empty is not either', async () => {
  const path = await made('once.primum');
  const before = readFileSync(path);
  await assert.rejects(backup(db.owner, path, now()), /is there already/u);
  assert.deepEqual(readFileSync(path), before);
  await assert.rejects(backup(db.owner, join(folder, 'no', 'such', 'folder'), now()), /there is no such folder/u);
  const target = await emptyDatabase();
  await withOwner(target.owner, (client) => client.query('create table somebodys (a int)'));
  await assert.rejects(async () => restore(target.owner, await openBackup(path), migrations), /not empty/u);
  await assert.rejects(async () => restore(db.owner, await openBackup(path), migrations), /not empty/u);
  assert.equal(await tablesIn(target.owner), 1);
});

test('a file that is not whole, or was altered, changes nothing', async () => {
  const path = await made('whole.primum');
  const whole = readFileSync(path);
  const file = (name: string, bytes: Uint8Array) => {
    writeFileSync(join(folder, name), bytes);
    return join(folder, name);
  };
  await refused(file('half', whole.subarray(0, whole.length / 2)), /not whole/u);
  await refused(file('nearly', whole.subarray(0, whole.length - 1)), /not whole/u);
  await refused(file('none', Buffer.alloc(0)), /not whole|not a backup/u);
  await refused(file('text', Buffer.from('select 1;')), /not a backup/u);
  await refused(file('zip', gzipSync('something else altogether')), /not a backup/u);
  await refused(join(folder, 'nowhere'), /no such file/u);
  const flipped = Buffer.from(whole);
  flipped[Math.floor(whole.length / 2)]! ^= 1;
  await refused(file('flipped', flipped), /altered|not whole/u);

  // Inside: packed anew, so that only Primum's own digests can tell.
  const inside = gunzipSync(whole);
  const packed = (change: (bytes: Buffer) => Buffer) => gzipSync(change(Buffer.from(inside)));
  const at = inside.indexOf('C. Safety');
  assert.ok(at > 0);
  await refused(
    file(
      'name',
      packed((bytes) => (bytes.write('D', at), bytes)),
    ),
    /altered/u,
  );
  await refused(
    file(
      'cut',
      packed((bytes) => bytes.subarray(0, bytes.length - 200)),
    ),
    /not whole/u,
  );
  await refused(
    file(
      'more',
      packed((bytes) => Buffer.concat([bytes, Buffer.from('more')])),
    ),
    /altered/u,
  );
  await refused(
    file(
      'manifest',
      packed((bytes) => (bytes.write('3', bytes.indexOf('"at":"2') + 6), bytes)),
    ),
    /altered/u,
  );
});

test('a forger who makes all digests anew is found by the ledger', async () => {
  const path = await made('forged.primum');
  const inside = gunzipSync(readFileSync(path));
  const forged = resealed(inside, (table, row) =>
    table === 'ledger_entry'
      ? row.replace(/\trenameOrganisation\t|\trecordService\t|\tcreateOrganisation\t/u, '\tanother\t')
      : row,
  );
  writeFileSync(join(folder, 'forged'), gzipSync(forged));
  await refused(join(folder, 'forged'), /The ledger in this backup is not valid\. Entry \d+ of the changes/u);
});

test('a backup of a newer Primum is refused, and one of an older is brought up to date', async () => {
  const path = await made('versions.primum');
  const last = migrations.at(-1)!;
  await refused(path, /made by a newer Primum/u, migrations.slice(0, -1));
  await refused(path, /is not the one that the backup was made with/u, [
    ...migrations.slice(0, -1),
    { ...last, sql: `${last.sql}\n-- altered` },
  ]);
  const later: Migration = { owner: last.owner, name: '9999-later', sql: 'alter table person add column later text' };
  const { owner, restored } = await restoredFrom(path, [...migrations, later]);
  assert.equal(restored.migrated, 1);
  await withOwner(owner, async (client) => {
    const { rows } = await client.query('select name, later from person where id = $1', [PERSON.id]);
    assert.deepEqual(rows, [{ name: PERSON.name, later: null }]);
  });
});

test('a backup is of one moment, while commands are carried out', async () => {
  const found = assembled.commands.find(({ name }) => name === 'createOrganisation')!;
  const busyness = { stop: false, founded: 0 };
  const busy = Promise.all(
    Array.from({ length: 4 }, async () => {
      while (!busyness.stop) {
        const fresh = crypto.randomUUID();
        const input = { name: 'Another trust' };
        await execute(ground, found, input, { actor: { kind: 'operator' }, organisation: fresh });
        busyness.founded++;
      }
    }),
  );
  while (busyness.founded < 20) await new Promise((resolve) => setTimeout(resolve, 5));
  const path = await made('busy.primum');
  busyness.stop = true;
  await busy;
  const { restored } = await restoredFrom(path);
  assert.ok(
    restored.organisations > 20 && restored.organisations <= busyness.founded + 1,
    `${restored.organisations} of ${busyness.founded}`,
  );
});

test('COPY passes on everything, however large, and lets go when nobody wants it', async () => {
  const target = await emptyDatabase();
  await withOwner(target.owner, async (client) => {
    await client.query('create table t (n int, words text, bytes bytea)');
    await client.query(
      `insert into t select n, e'tab\\t line\\n back\\\\slash ' || repeat('x', n % 1000), decode(repeat('00ff', n % 50), 'hex')
       from generate_series(1, 20000) n`,
    );
    const chunks: Buffer[] = [];
    for await (const chunk of copyOut(client, 'copy t to stdout')) {
      chunks.push(chunk);
      if (chunks.length % 5 === 0) await new Promise((resolve) => setTimeout(resolve, 2));
    }
    await client.query('create table u (like t)');
    const rows = await copyIn(
      client,
      'copy u from stdin',
      (async function* () {
        yield* chunks;
      })(),
    );
    assert.equal(rows, 20_000);
    const { rowCount } = await client.query('(table t except table u) union all (table u except table t)');
    assert.equal(rowCount, 0);
    await assert.rejects(
      copyIn(
        client,
        'copy u from stdin',
        (async function* () {
          yield Buffer.from('not a number\tx\t\\\\x00\n');
        })(),
      ),
      /invalid input syntax/u,
    );
    await assert.rejects(
      copyIn(
        client,
        'copy u from stdin',
        (async function* () {
          yield chunks[0]!;
          throw new Error('the disk went away');
        })(),
      ),
      /the disk went away/u,
    );
    await assert.rejects(async () => {
      for await (const chunk of copyOut(client, 'copy nothing_there to stdout')) void chunk;
    }, /does not exist/u);
    assert.equal((await client.query('select from u')).rowCount, 20_000, 'the connection goes on');
  });
  await withOwner(target.owner, async (client) => {
    for await (const chunk of copyOut(client, 'copy t to stdout')) if (chunk.length > 0) break;
  });
});

/** Writes a backup anew with changed rows, its digests as they have to be. */
function resealed(inside: Buffer, change: (table: string, row: string) => string): Buffer {
  const writer = new FrameWriter();
  const out: Buffer[] = [Buffer.from(FIRST_LINE)];
  let table = '';
  let rows: Buffer[] = [];
  for (let at = FIRST_LINE.length; at < inside.length;) {
    const type = String.fromCharCode(inside[at]!);
    const length = inside.readUInt32BE(at + 1);
    const body = inside.subarray(at + 5, at + 5 + length);
    at += 5 + length;
    if (type === 'T') table = (JSON.parse(body.toString()) as { name: string }).name;
    if (type === 'D') {
      rows.push(body);
      continue;
    }
    if (type === 'E') {
      const data = Buffer.from(
        Buffer.concat(rows)
          .toString('utf8')
          .split('\n')
          .map((row) => change(table, row))
          .join('\n'),
      );
      if (data.length > 0) out.push(...writer.frame('D', data));
      rows = [];
      const sha256 = createSha(data);
      out.push(...writer.json('E', { ...(JSON.parse(body.toString()) as object), sha256 }));
    } else if (type === 'Z')
      out.push(...writer.json('Z', { ...(JSON.parse(body.toString()) as object), sha256: writer.digest() }));
    else out.push(...writer.frame(type as 'M', body));
  }
  return Buffer.concat(out);
}

function createSha(data: Buffer): string {
  return hash('sha256', data);
}
