import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { randomInt } from 'node:crypto';
import { join } from 'node:path';
import { test } from 'node:test';
import { promisify } from 'node:util';
import pg from 'pg';
import { emptyDatabase, testDatabase } from './test-database.ts';

const run = promisify(execFile);

async function query(config: pg.ClientConfig, text: string): Promise<unknown[]> {
  const client = new pg.Client(config);
  await client.connect();
  try {
    return (await client.query<Record<string, unknown>>(text)).rows.map((row) => Object.values(row)[0]);
  } finally {
    await client.end();
  }
}

test('every database is one of its own, with the whole schema', async () => {
  const [one, two] = await Promise.all([testDatabase(), testDatabase()]);
  await query(one.owner, 'create table mine ()');
  assert.deepEqual(await query(two.owner, `select to_regclass('mine')`), [null]);
  assert.notDeepEqual(await query(two.owner, `select to_regclass('platform_installation')`), [null]);
  assert.deepEqual(await query(two.app, 'select current_user::text'), [two.app.user]);
  await two.drop();
  await assert.rejects(query(two.owner, 'select 1'), { code: '3D000' });
});

test('what a run that was killed left behind goes with the next run; what a living one has stays', async () => {
  const { owner, name } = await emptyDatabase();
  const dead = `primum_test_${randomInt(2 ** 31)}_1`;
  await query(owner, `create database ${dead}`);
  const program = `const { emptyDatabase } = await import(${JSON.stringify(join(import.meta.dirname, 'test-database.ts'))});
    await emptyDatabase();`;
  await run(process.execPath, ['--input-type=module', '-e', program]);
  const left = await query(owner, `select datname::text from pg_database where datname in ('${dead}', '${name}')`);
  assert.deepEqual(left, [name]);
});
