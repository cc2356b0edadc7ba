import assert from 'node:assert/strict';
import { test } from 'node:test';
import { formWorld } from '../src/features/concerns/testing/form-world.ts';
import { storedReferences } from './concerns/form-store.ts';
import { reports } from './concerns/reports.ts';

test('what bench/concerns measures: people write and send, and each that is told so is stored once (short form)', async () => {
  const { app, path } = await formWorld();
  const url = await app.listen();
  const seen = await reports([url], path, { rate: 10, seconds: 2 });
  assert.equal(seen.again, 0);
  assert.equal(seen.references.length, 20);
  assert.deepEqual(new Set(seen.references), await storedReferences(app.owner));
});
