import assert from 'node:assert/strict';
import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { assemble } from './platform/installation.ts';
import { features } from './features.ts';
import { firstLink, firstStart } from './first-start.ts';
import { Database } from './platform/database/database.ts';
import { signInWith } from './platform/sessions/sessions.ts';
import { people } from './platform/sessions/store.ts';
import { beginFirstStart, findFirstStart } from './platform/sessions/first-start-store.ts';
import { allOrganisations } from './features/organisations/store.ts';
import { testDatabase } from './test-database.ts';
import { testSealing } from './platform/sealed/testing/test-sealing.ts';

const root = join(import.meta.dirname, '..');
const started = new Set<ChildProcess>();
const folder = mkdtempSync(join(tmpdir(), 'primum-start-'));
// The server runs as another user where the tests run as root.
chmodSync(folder, 0o755);
after(() => {
  for (const child of started) child.kill('SIGKILL');
  rmSync(folder, { recursive: true, force: true });
});

async function empty() {
  const [{ app }, { grounds, kinds }] = await Promise.all([testDatabase(), assemble(features)]);
  const database = new Database(app);
  after(() => database.close());
  return { grounds, ground: { database, kinds, sealing: testSealing, now: () => new Date() } };
}

const organisations = (of: Awaited<ReturnType<typeof empty>>) => of.ground.database.platform(allOrganisations);

test('several processes that start at once make one demo, and its owner can sign in', async () => {
  const installation = await empty();
  await Promise.all([1, 2, 3].map(() => firstStart(installation, { demo: true })));
  assert.equal((await organisations(installation)).length, 1);
  const session = { database: installation.ground.database, now: installation.ground.now };
  const everybody = await session.database.platform((tx) => people(tx, null));
  assert.equal(everybody.filter(({ name }) => name === 'Demo owner').length, 1);
  assert.equal(new Set(everybody.map(({ name }) => name)).size, everybody.length, 'and each of its people once');
  const link = await firstLink(installation);
  assert.ok(link && (await firstLink(installation)), 'as long as nobody signed in');
  assert.ok(await signInWith(session, link));
  assert.equal(await firstLink(installation), null);
});

test('a first start that was cut short is taken up where it stopped', async () => {
  const installation = await empty();
  const [first, ...others] = installation.grounds;
  const dies = () => Promise.reject(new Error('killed'));
  await assert.rejects(firstStart({ ...installation, grounds: [first!, { demo: dies }] }, { demo: true }), /killed/u);
  assert.equal((await installation.ground.database.platform(findFirstStart))!.doneAt, null);
  await firstStart({ ...installation, grounds: [first!, ...others] }, { demo: true });
  assert.equal((await organisations(installation)).length, 1);
});

test('without a demo it stays empty, whatever is called afterwards', async () => {
  const installation = await empty();
  await firstStart(installation, { demo: false });
  await firstStart(installation, { demo: true });
  assert.deepEqual(await organisations(installation), []);
  assert.equal(await firstLink(installation), null);
  const begun = await empty();
  await begun.ground.database.platform((tx) => beginFirstStart(tx, { organisation: null, person: null }, new Date()));
  await firstStart(begun, { demo: true });
  assert.deepEqual(await organisations(begun), []);
});

test('a wrong address is not printed, with the password in it', () => {
  const env = { ...process.env, PRIMUM_URL: 'https://u:s3cret@primum.example/path' };
  const { status, stderr } = spawnSync('sh', ['scripts/run.sh', 'src/main.ts'], { cwd: root, env, encoding: 'utf8' });
  assert.equal(status, 2);
  assert.match(stderr, /PRIMUM_URL takes an address/u);
  assert.doesNotMatch(stderr, /s3cret/u);
});

/** Starts the product as `npm start` does. @returns what it printed by the time it was ready, and how it is stopped */
async function start(data: string, ...more: string[]) {
  const env = { ...process.env, DATABASE_URL: '', PRIMUM_URL: '' };
  const child = spawn('sh', ['scripts/run.sh', 'src/main.ts', '--port', '0', '--data', data, ...more], {
    cwd: root,
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  started.add(child);
  let out = '';
  const ended = new Promise<number | null>((resolve) => child.once('exit', resolve));
  await new Promise<void>((resolve, reject) => {
    for (const stream of [child.stdout, child.stderr])
      stream.on('data', (chunk: Buffer) => {
        out += chunk.toString();
        if (/Stop it with/u.test(out)) resolve();
      });
    void ended.then(() => reject(new Error(out)));
  });
  const url = /ready at (http:\S+)/u.exec(out)![1]!;
  return {
    url,
    link: /once: (\S+)/u.exec(out)?.[1],
    stop: async () => {
      child.kill('SIGTERM');
      return ended;
    },
  };
}

test('it starts on nothing, is signed in to with the link that it printed, and stops when told', async () => {
  const data = join(folder, 'data');
  const server = await start(data);
  assert.ok(server.link?.startsWith(`${server.url}/sign-in/`));
  const done = await fetch(server.link!, { method: 'POST', redirect: 'manual', headers: { 'content-length': '0' } });
  const cookie = done.headers.getSetCookie()[0]!.split(';')[0]!;
  const page = await fetch(`${server.url}/services`, { headers: { cookie } });
  assert.equal(page.status, 200);
  assert.match(await page.text(), /DEMO/u);

  const primum = (...args: string[]) =>
    spawnSync(join(root, 'bin/primum'), [...args, '--data', data], {
      encoding: 'utf8',
      env: { ...process.env, DATABASE_URL: '', PRIMUM_URL: '' },
    });
  const listed = primum('list', 'hazards', '--service', 'DEMO', '--format', 'json');
  assert.equal(listed.stderr, '');
  assert.ok((JSON.parse(listed.stdout) as { hazards: unknown[] }).hazards.length >= 25);
  assert.equal(await server.stop(), 0);
  const alone = primum('list', 'services', '--format', 'json');
  assert.equal(alone.status, 0, 'without the server, it starts the database for itself');
  const taken = join(folder, 'file');
  spawnSync('touch', [taken]);
  const wrong = spawnSync('sh', ['scripts/run.sh', 'src/main.ts', '--data', taken], { cwd: root, encoding: 'utf8' });
  assert.equal(wrong.status, 1);
  assert.match(wrong.stderr, /^primum: Primum cannot keep data in .*: it is not a directory\. [^\n]*\n$/u);
});
