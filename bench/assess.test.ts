import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createApp } from '../src/app.ts';
import { features } from '../src/features.ts';
import { workOut } from '../src/features/portfolio/summaries.ts';
import { keptLines } from '../src/features/portfolio/summary-store.ts';
import { Database } from '../src/platform/database/database.ts';
import { assemble } from '../src/platform/installation.ts';
import { testDatabase } from '../src/test-database.ts';
import { explain } from '../src/test-explain.ts';
import { assessAll, makeService } from './assess/one-service.ts';
import { markServices } from './assess/statistics-store.ts';
import { load } from './scale/load.ts';
import { testSealing } from '../src/platform/sealed/testing/test-sealing.ts';

test('what bench/assess measures is a whole assessment, and a portfolio that is kept (short form)', async () => {
  const [{ app: config, owner }, { kinds, commands, queries }] = await Promise.all([
    testDatabase(),
    assemble(features),
  ]);
  const { organisation, secret } = await load(owner, { services: 12, hazards: 5, others: [3] });
  const database = new Database(config);
  const now = () => new Date();
  const ground = { database, kinds, sealing: testSealing, now };
  const app = await createApp(
    { now, version: 'test', ground, commands, queries, url: 'http://localhost:3016', ready: () => true },
    { log: false, rate: 1_000_000 },
  );
  try {
    const one = await makeService(ground, commands, owner, { hazards: 4, results: 8 });
    assert.ok((await assessAll(ground, one)) > 100, 'every criterion of every standard is looked at');
    await markServices(owner, organisation);
    const plans = await explain(database, organisation, async (tx) => {
      await keptLines(tx, { seen: null, madeBy: 'nobody', now: now() });
    });
    assert.equal(plans.length, 3, 'three statements, however many services');
    assert.equal(await workOut(database, organisation, kinds.assessed, now), 12);
    assert.equal(await workOut(database, organisation, kinds.assessed, now), 0, 'what is kept is true');
    const answer = await app.inject({ url: '/portfolio', cookies: { primum_session: secret } });
    assert.equal(answer.statusCode, 200);
    assert.match(answer.body, /How 11 services\s+stand/u);
    assert.doesNotMatch(answer.body, /Being worked out\. Load/u);
  } finally {
    await app.close();
    await database.close();
  }
});
