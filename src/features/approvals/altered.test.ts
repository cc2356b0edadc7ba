import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import pg from 'pg';
import { v7 as newId } from 'uuid';
import { features } from '../../features.ts';
import { Database } from '../../platform/database/database.ts';
import { assemble, makeDemo, type Assembled } from '../../platform/installation.ts';
import { addPerson } from '../../platform/sessions/store.ts';
import { recompute } from '../../platform/subjects/recompute.ts';
import { testDatabase } from '../../test-database.ts';
import { testSealing } from '../../platform/sealed/testing/test-sealing.ts';

/*
 * Rows of signatures are never changed. Whoever can write to the database past Primum can change each of their columns, and
 * not one of them unnoticed.
 */

let owner: pg.Client;
let database: Database;
let assembled: Assembled;
let organisation: string;

before(async () => {
  const [own, all] = await Promise.all([testDatabase(), assemble(features)]);
  assembled = all;
  database = new Database(own.app);
  owner = new pg.Client(own.owner);
  owner.on('error', () => undefined);
  await owner.connect();
  const ground = {
    database,
    kinds: assembled.kinds,
    sealing: testSealing,
    now: () => new Date('2026-03-12T09:00:00Z'),
  };
  const person = { id: newId(), name: 'Demo owner' };
  await database.platform((tx) => addPerson(tx, person, ground.now()));
  organisation = await makeDemo({ ground, grounds: assembled.grounds }, person);
});
after(async () => {
  await owner.end();
  await database.close();
});

const OTHER: Readonly<Record<string, string>> = {
  uuid: "'018f0000-0000-7000-8000-0000000000aa'",
  _uuid: "'{018f0000-0000-7000-8000-0000000000aa}'",
  text: "'approve with conditions'",
  bytea: "'\\x00'",
  int4: '77',
  int8: '1',
  timestamptz: "'2026-01-01T00:00:00Z'",
  jsonb: `jsonb_set(record, '{meaning}', '"I have read nothing."')`,
};

for (const table of ['signature', 'approval']) {
  test(`an altered column of ${table} is noticed`, async () => {
    const { rows: columns } = await owner.query<{ name: string; type: string }>(
      `select column_name as name, udt_name as type from information_schema.columns where table_name = $1`,
      [table],
    );
    const wanted = columns.filter(({ name }) => name !== 'organisation_id');
    assert.ok(wanted.length > 10);
    assert.deepEqual(await database.read(organisation, (tx) => recompute(tx, assembled.kinds)), []);
    for (const { name, type } of wanted) {
      const { rows } = await owner.query<{ id: string; old: string | null }>(
        `select id, ${name}::text as old from ${table} where kind = 'hazard-log' and organisation_id = $1`,
        [organisation],
      );
      const [{ id, old }] = rows as [{ id: string; old: string | null }];
      const value = name === 'kind' ? "'service'" : OTHER[type];
      assert.ok(value, `another value for ${name}, a ${type}`);
      await owner.query(`update ${table} set ${name} = ${value} where id = $1`, [id]);
      const noticed = await database
        .read(organisation, (tx) => recompute(tx, assembled.kinds))
        .catch((error: unknown) => [error]);
      assert.ok(noticed.length > 0, `${table}.${name} was altered, and nobody noticed`);
      const now = name === 'id' ? OTHER['uuid']!.slice(1, -1) : id;
      await owner.query(`update ${table} set ${name} = $2 where id = $1`, [now, old]);
    }
    assert.deepEqual(await database.read(organisation, (tx) => recompute(tx, assembled.kinds)), []);
  });
}

test('the demo has a version that is out of date, with something editorial beside it', async () => {
  const { rows } = await owner.query<{ kind: string; verdict: string; facts: { outOfDate: boolean } }>(
    `select kind, verdict, own -> 'facts' as facts from subject_state where kind in ('hazard-log-approval', 'service-approval') order by kind`,
  );
  assert.deepEqual(
    rows.map(({ kind, verdict, facts }) => [kind, verdict, facts.outOfDate]),
    [
      ['hazard-log-approval', 'not-met', true],
      ['service-approval', 'met', false],
    ],
  );
});
