import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Database } from '../platform/database/database.ts';
import { recompute } from '../platform/subjects/recompute.ts';
import { statesOf } from '../platform/subjects/store.ts';
import { testDatabase } from '../test-database.ts';
import { prepareWorld, World } from './world.ts';

let database: Database;
before(async () => {
  database = await prepareWorld(await testDatabase());
});
after(() => database.close());

test('a failing test reaches the signed log, and a pass clears it', async () => {
  const world = await new World(database).found();
  const service = world.organisation;
  const log = await world.make('addLog', { service });
  const control = await world.make('addControl', { service, text: 'Two people check the dose' });
  const hazard = await world.make('addHazard', { service, log, name: 'Wrong dose', controls: [control] });
  const question = await world.make('addQuestion', { service, control });
  await world.do('observe', { question, daysAgo: 0, passed: true, validDays: 30 });
  await world.do('confirm', { hazard });
  const state = async (kind: string, id: string) => (await world.read((tx) => statesOf(tx, [{ kind, id }])))[0]!;
  assert.equal((await state('hazard-log', log)).verdict, 'met');

  const approval = await world.make('sign', { log, validDays: 365 });
  assert.equal((await state('hazard-log-approval', approval)).verdict, 'met');
  await world.do('observe', { question, daysAgo: 0, passed: false, validDays: 30 });
  assert.equal((await state('control', control)).verdict, 'not-met');
  assert.equal((await state('hazard-log', log)).verdict, 'not-met');
  assert.equal((await state('hazard-log-approval', approval)).verdict, 'not-met');
  await world.do('observe', { question, daysAgo: 0, passed: true, validDays: 30 });
  assert.equal((await state('hazard-log-approval', approval)).verdict, 'met');
  await world.do('editControl', { control, column: 'owner', value: 'Product lead' });
  assert.equal((await state('hazard-log-approval', approval)).verdict, 'met', 'an owner is editorial');
  await world.do('editControl', { control, column: 'text', value: 'One person checks the dose' });
  assert.equal((await state('hazard-log-approval', approval)).verdict, 'not-met', 'words are material');
  assert.deepEqual(await world.read((tx) => recompute(tx, world.ground.kinds)), []);
});
