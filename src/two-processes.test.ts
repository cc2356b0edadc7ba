import assert from 'node:assert/strict';
import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { stopPostmaster } from './platform/database/postmaster.ts';
import { formValues } from './test-app.ts';

/*
 * Two servers on one database, with one session for both. While people work, one of the two is killed: they send again what
 * was not answered, to the other one, and find everything that they were told is saved, once.
 */

const ROOT = join(import.meta.dirname, '..');
const NODE = ['--disable-warning=ExperimentalWarning', '--require', join(ROOT, 'scripts', 'loader.cjs')];
const WORKERS = 4;
const EACH = 8;

let data: string;
const children: ChildProcess[] = [];
before(() => {
  data = mkdtempSync(join(tmpdir(), 'primum-two-'));
  chmodSync(data, 0o711);
});
after(async () => {
  for (const child of children) child.kill('SIGKILL');
  await stopPostmaster(join(data, 'postgres'));
  rmSync(data, { recursive: true, force: true });
});

interface Server {
  readonly url: string;
  readonly child: ChildProcess;
  readonly output: () => string;
}

async function serve(): Promise<Server> {
  const env = { PATH: process.env['PATH'], HOME: data, LOG_LEVEL: 'warn' };
  const child = spawn(process.execPath, [...NODE, 'src/main.ts', '--port', '0', '--data', data], { cwd: ROOT, env });
  children.push(child);
  let said = '';
  child.stdout.on('data', (chunk: Buffer) => (said += chunk.toString('utf8')));
  child.stderr.on('data', (chunk: Buffer) => (said += chunk.toString('utf8')));
  for (let waited = 0; ; waited += 20) {
    const url = /ready at (http:\S+)/u.exec(said)?.[1];
    if (url !== undefined) return { url: url.replace('localhost', '127.0.0.1'), child, output: () => said };
    assert.ok(waited < 60_000 && child.exitCode === null, `it did not start: ${said}`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

/** What a person's browser does. */
async function ask(server: Server, path: string, cookie = '', form?: Record<string, string | string[]>) {
  const body = new URLSearchParams();
  for (const [name, value] of Object.entries(form ?? {})) for (const one of [value].flat()) body.append(name, one);
  return fetch(`${server.url}${path}`, {
    method: form ? 'POST' : 'GET',
    redirect: 'manual',
    headers: { cookie, 'sec-fetch-site': 'same-origin' },
    signal: AbortSignal.timeout(20_000),
    ...(form && { body }),
  });
}

test('two servers pass the same journey while one of them is killed', { timeout: 120_000 }, async () => {
  const first = await serve();
  const link = /\/sign-in\/[\w-]{43}/u.exec(
    (await until(() => first.output().includes('/sign-in/'), first)).output(),
  )![0];
  const second = await serve();
  const entered = await ask(first, link, '', {});
  assert.equal(entered.status, 303);
  const cookie = entered.headers.getSetCookie()[0]!.split(';')[0]!;
  assert.equal((await ask(second, '/services', cookie)).status, 200, 'the session of the one is that of the other');

  let alive: readonly Server[] = [first, second];
  let done = 0;
  let repeated = 0;
  const acknowledged: string[] = [];
  /** Sends the same until somebody answers, to whoever is there: what a person does who presses the button again. */
  const insist = async (turn: number, path: string, form?: Record<string, string | string[]>): Promise<Response> => {
    for (let attempt = 0; attempt < 20; attempt++) {
      const server = alive[(turn + attempt) % alive.length]!;
      try {
        return await ask(server, path, cookie, form);
      } catch {
        repeated++;
        await new Promise((resolve) => setTimeout(resolve, 50));
      }
    }
    throw new Error(`nobody answered ${path}`);
  };
  const work = async (worker: number) => {
    for (let step = 0; step < EACH; step++) {
      const reference = `W${worker}-${step}`;
      const page = await (await insist(worker + step, '/services/new')).text();
      const form = { ...formValues(page), reference, name: `Service ${reference}`, role: 'deployer', phase: 'beta' };
      const sent = await insist(worker + step + 1, '/services/new', form);
      assert.equal(sent.status, 303, `${reference}: ${await sent.text()}`);
      acknowledged.push(reference);
      // What one server said is saved, the other one shows at once.
      assert.equal((await insist(worker + step, `/services/${reference}`)).status, 200);
      done++;
      if (done === (WORKERS * EACH) / 2) {
        first.child.kill('SIGKILL');
        alive = [first, second];
        setTimeout(() => (alive = [second]), 300);
      }
    }
  };
  await Promise.all(Array.from({ length: WORKERS }, (_, worker) => work(worker)));

  assert.equal(acknowledged.length, WORKERS * EACH);
  assert.ok(repeated > 0, 'somebody was cut off');
  for (const reference of acknowledged)
    assert.equal((await ask(second, `/services/${reference}`, cookie)).status, 200, reference);
  const list = await (await ask(second, '/services', cookie)).text();
  assert.match(list, new RegExp(`${WORKERS * EACH + 1} services`, 'u'), 'each once, and the demo');
  const health = await ask(second, '/health/ready');
  assert.deepEqual(await health.json(), { ready: true });

  const ended = new Promise((resolve) => second.child.once('exit', resolve));
  second.child.kill('SIGTERM');
  assert.equal(await ended, 0, second.output());
  const verify = spawnSync(process.execPath, [...NODE, 'src/cli.ts', 'verify', '--live', '--data', data], {
    cwd: ROOT,
    env: { PATH: process.env['PATH'], HOME: data },
    encoding: 'utf8',
  });
  assert.equal(verify.status, 0, verify.stdout + verify.stderr);
});

async function until(done: () => boolean, server: Server): Promise<Server> {
  for (let waited = 0; !done(); waited += 20) {
    assert.ok(waited < 20_000, server.output());
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  return server;
}
