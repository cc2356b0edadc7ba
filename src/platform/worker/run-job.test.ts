import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
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
    assert.equal((await failure(pool.run('defect', undefined as never))).reason, 'defect');
    assert.equal((await failure(pool.run('leave', undefined as never))).reason, 'defect');
  });

  test('stops what takes too long or too much memory, and goes on', async () => {
    const pool = new JobPool<typeof jobs>(MODULE, { ...limits, time: 1_000 });
    assert.equal((await failure(pool.run('forever', undefined as never))).reason, 'time');
    const small = new JobPool<typeof jobs>(MODULE, { ...limits, memory: 64 });
    assert.equal((await failure(small.run('greedy', undefined as never))).reason, 'memory');
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
});
