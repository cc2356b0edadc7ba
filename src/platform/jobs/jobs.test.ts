import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import pg from 'pg';
import { PgBoss } from 'pg-boss';
import { v7 as newId } from 'uuid';
import { Database } from '../database/database.ts';
import { makeLog } from '../running/log.ts';
import { Metrics } from '../running/metrics.ts';
import { makeLink, signInWith } from '../sessions/sessions.ts';
import { testDatabase, type TestDatabase } from '../../test-database.ts';
import { plantOrganisation, plantPerson } from '../../test-app-store.ts';
import { cleaning } from './cleaning.ts';
import { onlyIds, type Job } from './job.ts';
import { Jobs, workingAs } from './jobs.ts';

let db: TestDatabase;
let owner: pg.Client;
const lines: string[] = [];
const log = makeLog({ level: 'info', out: { write: (line) => lines.push(line) } });

before(async () => {
  db = await testDatabase();
  owner = new pg.Client(db.owner);
  owner.on('error', () => {});
  await owner.connect();
});
after(() => owner.end());

const quick = { ids: ['thing'], lasts: 60, retries: 2, pause: 0, every: 0.5 } as const;

async function process(jobs: readonly Job[], metrics?: Metrics): Promise<Jobs> {
  const started = new Jobs({ jobs, app: db.app, owner: db.owner, log, ...(metrics && { metrics }) });
  await started.start();
  return started;
}

async function until(done: () => boolean, why: string): Promise<void> {
  for (let waited = 0; !done(); waited += 20) {
    assert.ok(waited < 20_000, why);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

test('of two processes one does each job, and none is lost', async () => {
  const done: string[] = [];
  const job = (by: string): Job => ({
    ...quick,
    name: 'count',
    run: async ({ thing }) => {
      done.push(`${thing} ${by}`);
    },
  });
  const [one, two] = await Promise.all([process([job('one')]), process([job('two')])]);
  const things = Array.from({ length: 12 }, () => newId());
  await Promise.all(things.map((thing, index) => (index % 2 ? one : two).send('count', { thing })));
  await until(() => done.length >= things.length, 'all are done');
  await Promise.all([one.stop(), two.stop()]);
  assert.deepEqual(done.map((line) => line.split(' ')[0]!).toSorted(), things.toSorted());
  await assert.rejects(one.send('count', { thing: newId() }), /stopping/u);
});

test('a job that is begun in a transaction is there if the transaction is', async () => {
  const done: string[] = [];
  const jobs = await process([{ ...quick, name: 'with', run: async ({ thing }) => void done.push(thing!) }]);
  const database = new Database(db.app);
  const [kept, dropped] = [newId(), newId()];
  await database.platform((tx) => jobs.send('with', { thing: kept }, tx));
  await assert.rejects(
    database.platform(async (tx) => {
      await jobs.send('with', { thing: dropped }, tx);
      throw new Error('on second thoughts');
    }),
  );
  await until(() => done.length > 0, 'the first is done');
  await new Promise((resolve) => setTimeout(resolve, 700));
  await Promise.all([jobs.stop(), database.close()]);
  assert.deepEqual(done, [kept]);
});

test('a job that fails is tried again, and says nothing of what it choked on', async () => {
  const attempts: boolean[] = [];
  const metrics = new Metrics({ version: 'test', pools: () => [] });
  const job: Job = {
    ...quick,
    name: 'fail',
    run: async (_ids, { last }) => {
      attempts.push(last);
      JSON.parse('Zebedee Quillfeather');
    },
  };
  const jobs = await process([job], metrics);
  await jobs.send('fail', { thing: newId() });
  await until(() => attempts.length === 3, 'it was tried three times');
  await jobs.stop();
  assert.deepEqual(attempts, [false, false, true]);
  assert.match((await metrics.text()).text, /primum_job_seconds_count\{job="fail",outcome="failed"\} 3/u);
  const { rows } = await owner.query<{ kept: string }>(
    `select j::text as kept from primum_jobs.job j where name = 'fail'`,
  );
  assert.equal(rows.length, 1);
  assert.doesNotMatch(JSON.stringify([rows, lines]), /Zebedee/u);
  assert.match(lines.join(''), /"job":"fail".*"type":"SyntaxError"/u);
});

test('jobs carry ids and nothing else', async () => {
  const job = { name: 'x', ids: ['organisation', 'mail'] };
  const ids = { organisation: newId(), mail: newId() };
  assert.deepEqual(onlyIds(job, ids), ids);
  for (const wrong of [
    {},
    { ...ids, mail: 'a@example.org' },
    { ...ids, note: newId() },
    { organisation: ids.organisation },
  ])
    assert.throws(() => onlyIds(job, wrong), /carries ids and nothing else/u);
});

test('the app may work with jobs, and neither make nor change their tables', async () => {
  const { rows } = await owner.query<Record<string, boolean>>(`
    select bool_or(has_schema_privilege('primum_app', 'primum_jobs', 'create')) as creates,
      bool_or(has_table_privilege('primum_app', c.oid, 'truncate, references, trigger')) as more,
      bool_or(pg_get_userbyid(c.relowner) = 'primum_app') as owns,
      bool_or(c.relname = 'version' and case when c.relname = 'version' then (has_table_privilege('primum_app', c.oid, 'insert, delete') or has_column_privilege('primum_app', c.oid, 'version', 'update')) end) as migrates,
      bool_and(has_table_privilege('primum_app', c.oid, 'select')) as reads
    from pg_class c where c.relnamespace = 'primum_jobs'::regnamespace and c.relkind in ('r', 'p')`);
  assert.deepEqual(rows[0], { creates: false, more: false, owns: false, migrates: false, reads: true });
});

test('all that is done from time to time is done with these rights', async () => {
  const boss = new PgBoss({
    ...workingAs(db.app),
    schema: 'primum_jobs',
    superviseIntervalSeconds: 1,
    cronMonitorIntervalSeconds: 1,
  });
  const problems: unknown[] = [];
  boss.on('error', (error) => problems.push(error));
  await boss.start();
  await boss.createQueue('sometimes');
  await boss.schedule('sometimes', '* * * * *');
  for (const pass of [1, 2]) {
    await boss.supervise();
    await new Promise((resolve) => setTimeout(resolve, pass * 600));
  }
  await boss.unschedule('sometimes');
  await boss.stop();
  assert.deepEqual(problems, []);
  assert.deepEqual(
    lines.filter((line) => line.includes('"msg":"jobs"')),
    [],
  );
});

test('every night what is over is taken away, and nothing else', async () => {
  const database = new Database(db.app);
  const day = 24 * 60 * 60 * 1000;
  const now = new Date('2026-03-12T09:00:00Z');
  const ground = { database, now: () => now };
  const ago = (days: number) => new Date(now.getTime() - days * day);
  const organisation = await plantOrganisation(database, 'Example Trust', ago(100));
  const person = await plantPerson(database, organisation, { name: 'A', roles: ['administrator'] }, ago(100));
  const enter = async (when: Date) => {
    const at = { database, now: () => when };
    await signInWith(at, (await makeLink(at, person, day)).token);
  };
  await enter(now);
  await owner.query(
    `insert into session select '\\x01', person_id, null, $1, $1, $1, gen_random_uuid(), form_key, begun_by, browser from session;
    `.replaceAll('$1', `'${ago(20).toISOString()}'`),
  );
  await makeLink({ database, now: () => ago(3) }, person, day);
  for (const [key, at] of [
    ['old', ago(31)],
    ['new', ago(29)],
  ] as const)
    await owner.query(`insert into idempotency values ($1, 'operator', $2, 'x', '\\x00', '\\x00', 1, '{}', $3)`, [
      organisation,
      key,
      at,
    ]);
  const job = cleaning(ground);
  await job.run({}, { last: false });
  await job.run({}, { last: false });
  const counts = await owner.query<Record<string, number>>(`
    select (select count(*)::int from session) as sessions, (select count(*)::int from sign_in_link) as links,
      (select string_agg(key, ',') from idempotency) as keys`);
  assert.deepEqual(counts.rows[0], { sessions: 1, links: 0, keys: 'new' });
  await database.close();

  const jobs = await process([job]);
  const { rows } = await owner.query<Record<string, string>>(
    'select name, cron, timezone from primum_jobs.schedule order by name',
  );
  await jobs.stop();
  assert.deepEqual(rows, [{ name: 'clean', cron: '40 3 * * *', timezone: 'Europe/London' }]);
});
