import assert from 'node:assert/strict';
import { test } from 'node:test';
import pg from 'pg';
import { createApp } from '../src/app.ts';
import { features } from '../src/features.ts';
import { Database } from '../src/platform/database/database.ts';
import { assemble } from '../src/platform/installation.ts';
import { testDatabase } from '../src/test-database.ts';
import { awaiting } from '../src/features/approvals/lines-store.ts';
import { explain } from '../src/test-explain.ts';
import { holdInServices, putActions } from './desk/actions-store.ts';
import { putPeople } from './desk/people-store.ts';
import { openItems, putSigned } from './desk/signed-store.ts';
import { load } from './scale/load.ts';
import { testSealing } from '../src/platform/sealed/testing/test-sealing.ts';

test('what bench/desk loads is a desk that can be asked for, however the role is held (short form)', async () => {
  const [{ app: config, owner }, { kinds, commands, queries }] = await Promise.all([
    testDatabase(),
    assemble(features),
  ]);
  const { organisation, secret } = await load(owner, { services: 12, hazards: 5, others: [3] });
  const client = new pg.Client(owner);
  await client.connect();
  const database = new Database(config);
  const now = () => new Date();
  const app = await createApp(
    {
      now,
      version: 'test',
      ground: { database, kinds, sealing: testSealing, now },
      commands,
      queries,
      url: 'http://localhost:3016',
      ready: () => true,
    },
    { log: false, rate: 1_000_000 },
  );
  try {
    await putActions(client, organisation, 120, now());
    await putPeople(client, organisation, 30, now());
    for (const kind of ['service', 'hazard-log'] as const) await putSigned(client, organisation, kind, now());
    const open = new Map((await openItems(client, organisation)).map(({ sort, count }) => [sort, count]));
    assert.equal(open.get('actions'), 120);
    for (const [sort, count] of open) assert.ok(count > 0, sort);
    const plans = await explain(database, organisation, (tx) =>
      awaiting(tx, 'service', { services: null, unsigned: null, now: now(), endsBefore: now(), most: 15 }),
    );
    assert.equal(plans.length, 1, 'one statement, however many services');
    assert.match(plans[0]!.plan, /using subject_state_approval on subject_state p\b/u);
    assert.doesNotMatch(plans[0]!.plan, /Seq Scan on (?:subject_state|subject_edge)/u, plans[0]!.plan);
    const ask = async (path: string) => {
      const answer = await app.inject({ url: path, cookies: { primum_session: secret } });
      assert.equal(answer.statusCode, 200, path);
      return answer.body;
    };
    for (const held of ['organisation', 'services']) {
      const desk = await ask('/');
      assert.match(desk, /\d+ or more/u, held);
      assert.ok(desk.includes('Nobody else changed anything'), 'it has somewhere to look back to');
      // Of twelve services, one is retired.
      assert.ok(desk.includes('All 11 services'));
      assert.match(await ask('/actions'), /120 open actions/u);
      assert.match(await ask('/changes'), /A hazard was closed/u);
      assert.match(await ask('/officers'), /accountable since/u);
      assert.match(await ask('/members'), /safety engineer/iu);
      await holdInServices(client, organisation);
    }
  } finally {
    await client.end();
    await app.close();
    await database.close();
  }
});
