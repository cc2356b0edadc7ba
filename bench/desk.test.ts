import assert from 'node:assert/strict';
import { test } from 'node:test';
import pg from 'pg';
import { createApp } from '../src/app.ts';
import { features } from '../src/features.ts';
import { Database } from '../src/platform/database/database.ts';
import { assemble } from '../src/platform/installation.ts';
import { testDatabase } from '../src/test-database.ts';
import { holdInServices, putActions } from './desk/actions-store.ts';
import { load } from './scale/load.ts';

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
      ground: { database, kinds, now },
      commands,
      queries,
      url: 'http://localhost:3016',
      ready: () => true,
    },
    { log: false, rate: 1_000_000 },
  );
  try {
    await putActions(client, organisation, 120, now());
    const ask = async (path: string) => {
      const answer = await app.inject({ url: path, cookies: { primum_session: secret } });
      assert.equal(answer.statusCode, 200, path);
      return answer.body;
    };
    for (const held of ['organisation', 'services']) {
      const desk = await ask('/');
      assert.ok(desk.includes('15 or more'), held);
      assert.ok(desk.includes('Nobody else changed anything'), 'it has somewhere to look back to');
      // Of twelve services, one is retired.
      assert.ok(desk.includes('All 11 services'));
      assert.match(await ask('/actions'), /120 open actions/u);
      assert.match(await ask('/changes'), /A hazard was closed/u);
      await holdInServices(client, organisation);
    }
  } finally {
    await client.end();
    await app.close();
    await database.close();
  }
});
