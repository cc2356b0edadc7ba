import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import fc from 'fast-check';
import { hazardsOf } from '../features/hazards/store.ts';
import type { Database } from '../platform/database/database.ts';
import { testDatabase } from '../test-database.ts';
import { asTheProductSays, histories, liveThrough, type Reading } from './residual-truth.ts';
import { prepareWorld, type Mutation, type WorldCommand } from './world.ts';

let database: Database;
before(async () => {
  database = await prepareWorld(await testDatabase());
});
after(() => database.close());

/** PRIMUM_RUNS=500 for a long run. */
const RUNS = Number(process.env['PRIMUM_RUNS'] ?? 4);
const SEED = Number(process.env['PRIMUM_SEED'] ?? 5);

test('what counts never relies on a control that does not hold, and never moves without a person or a named reason', async () => {
  const seen = { moved: 0, residual: 0, earlier: 0 };
  await fc.assert(
    fc.asyncProperty(histories(32), async (walk) => {
      const one = await liveThrough(database, walk);
      for (const key of ['moved', 'residual', 'earlier'] as const) seen[key] += one[key];
    }),
    { numRuns: RUNS, seed: SEED, endOnFailure: true },
  );
  // It looked at something: ratings counted, fell and came back.
  assert.ok(seen.moved > RUNS && seen.residual > RUNS * 2 && seen.earlier > 0, JSON.stringify(seen));
});

/** Whatever an earlier rating said comes back once its controls hold, although somebody has judged since that it is worse. */
const earlierComesBack: Reading = async (tx, services, _logs, moment) => {
  const said = new Map<string, string>();
  for (const service of services)
    for (const { id, record } of await hazardsOf(tx, { service }, moment)) {
      const { counts, residual, earlier } = record;
      const back = residual?.provisional ? earlier.find((one) => !one.provisional) : undefined;
      const [phase, level] = back ? ['earlier residual', back.level] : [counts.phase, counts.level];
      said.set(id, `${back ? '' : counts.earlier ? 'earlier ' : ''}${phase} ${level}`);
    }
  return [said];
};

/** What has lapsed still counts: it is asked of the time at which it was observed. */
const nothingLapses: Reading = (tx, services, logs, moment) =>
  asTheProductSays(tx, services, logs, { ...moment, now: new Date('2026-03-02T09:00:00.000Z') });

const MUTANTS: readonly (readonly [
  what: string,
  how: { readonly mutation?: Mutation; readonly reading?: Reading },
  often?: readonly WorldCommand[],
])[] = [
  ['an earlier rating comes back that somebody has judged worse since', { reading: earlierComesBack }],
  ['a control counts whose evidence has lapsed', { reading: nothingLapses }],
  ['a result comes in and nobody is told', { mutation: { forgetTouch: 'observation' } }],
  ['a control is withdrawn and nobody is told', { mutation: { forgetTouch: 'control' } }],
  ['a rating names other controls and nobody is told', { mutation: { forgetTouch: 'rating' } }],
  [
    'a release goes live and nobody is told',
    { mutation: { forgetTouch: 'release' } },
    ['confirm', 'moveRelease', 'observe'],
  ],
];

for (const [what, how, often] of MUTANTS) {
  test(`it is noticed when ${what}`, async () => {
    const found = await fc.check(
      fc.asyncProperty(histories(40, often), async (walk) => {
        await liveThrough(database, walk, how);
      }),
      { numRuns: 60, seed: SEED, endOnFailure: true },
    );
    assert.ok(found.failed, 'the mutant lived');
    assert.ok(found.errorInstance instanceof assert.AssertionError, String(found.errorInstance));
  });
}
