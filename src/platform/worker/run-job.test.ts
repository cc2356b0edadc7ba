import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { setTimeout as wait } from 'node:timers/promises';
import { JobFailure, JobPool } from './run-job.ts';
import type { jobs } from './test-jobs.ts';

const MODULE = new URL('./test-jobs.ts', import.meta.url);
const limits = { time: 10_000, memory: 256, atOnce: 2, waiting: 10 };

async function failure(promise: Promise<unknown>): Promise<JobFailure> {
  const error: unknown = await promise.then(
    () => null,
    (reason: unknown) => reason,
  );
  assert.ok(error instanceof JobFailure, String(error));
  return error;
}

describe('a pool of jobs', () => {
  test('answers, several at once and more than run at once', async () => {
    const pool = new JobPool<typeof jobs>(MODULE, limits);
    assert.deepEqual(await Promise.all([1, 2, 3, 4, 5].map((one) => pool.run('double', one))), [2, 4, 6, 8, 10]);
  });

  test('tells a problem, which is for the person, from a defect, which is not', async () => {
    const pool = new JobPool<typeof jobs>(MODULE, limits);
    const problem = await failure(pool.run('problem', undefined));
    assert.deepEqual([problem.reason, problem.message], ['problem', 'Choose another file.']);
    assert.equal((await failure(pool.run('defect', undefined))).reason, 'defect');
    assert.equal((await failure(pool.run('leave', undefined))).reason, 'defect');
  });

  test('stops what takes too long or too much memory, and goes on', async () => {
    const pool = new JobPool<typeof jobs>(MODULE, { ...limits, time: 1_000 });
    assert.equal((await failure(pool.run('forever', undefined))).reason, 'time');
    const small = new JobPool<typeof jobs>(MODULE, { ...limits, memory: 64 });
    assert.equal((await failure(small.run('greedy', undefined))).reason, 'memory');
    assert.equal(await small.run('double', 21), 42);
  });

  test('refuses what it has no room for, and has room again afterwards', async () => {
    const pool = new JobPool<typeof jobs>(MODULE, { ...limits, time: 1_500, atOnce: 1, waiting: 1 });
    const running = failure(pool.run('forever', undefined));
    const waiting = pool.run('double', 1);
    assert.equal((await failure(pool.run('double', 2))).reason, 'busy');
    assert.equal((await running).reason, 'time');
    assert.equal(await waiting, 2);
  });

  test('stops a job that nobody waits for any more, running or waiting', async () => {
    const pool = new JobPool<typeof jobs>(MODULE, { ...limits, atOnce: 1 });
    const [running, waiting] = [new AbortController(), new AbortController()];
    const first = failure(pool.run('forever', undefined, running.signal));
    const second = failure(pool.run('forever', undefined, waiting.signal));
    const third = pool.run('double', 4);
    waiting.abort();
    running.abort();
    assert.deepEqual([(await first).reason, (await second).reason, await third], ['gone', 'gone', 8]);
    assert.equal((await failure(pool.run('double', 1, AbortSignal.abort()))).reason, 'gone');
  });

  test('counts memory that is not on the heap', async () => {
    const pool = new JobPool<typeof jobs>(MODULE, { ...limits, memory: 64 });
    assert.equal((await failure(pool.run('buffers', undefined))).reason, 'memory');
  });

  test('leaves no process behind when the server is killed', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'primum-pool-'));
    const file = join(folder, 'pid');
    try {
      const program = `const { JobPool } = await import(${JSON.stringify(new URL('./run-job.ts', import.meta.url).href)});
        void new JobPool(new URL(${JSON.stringify(MODULE.href)}), ${JSON.stringify({ ...limits, time: 60_000 })}).run('busy', ${JSON.stringify(file)});`;
      const server = spawn(
        process.execPath,
        [...process.execArgv.filter((arg) => !arg.startsWith('--test')), '--input-type=module', '-e', program],
        { stdio: 'ignore' },
      );
      for (let n = 0; n < 100 && !(existsSync(file) && readFileSync(file, 'utf8') !== ''); n++) await wait(100);
      const pid = Number(readFileSync(file, 'utf8'));
      server.kill('SIGKILL');
      let lives = true;
      for (let n = 0; n < 50 && lives; n++) {
        await wait(100);
        lives = isAlive(pid);
      }
      assert.equal(lives, false);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });
});

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    // A process that has ended and that nobody has collected yet is still listed.
    return !/^State:\s+Z/mu.test(readFileSync(`/proc/${pid}/status`, 'utf8'));
  } catch {
    return false;
  }
}
