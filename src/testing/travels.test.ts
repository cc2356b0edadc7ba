import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import fc from 'fast-check';
import type { Database } from '../platform/database/database.ts';
import { testDatabase } from '../test-database.ts';
import { live, steps } from './travels.ts';
import { prepareWorld, type Mutation, type WorldCommand } from './world.ts';

let database: Database;
before(async () => {
  database = await prepareWorld(await testDatabase());
});
after(() => database.close());

/** PRIMUM_RUNS=500 for a long run. */
const RUNS = Number(process.env['PRIMUM_RUNS'] ?? 12);
const SEED = Number(process.env['PRIMUM_SEED'] ?? 16);

test('whatever happens, kept state, as-at and signatures are true', async () => {
  let compared = 0;
  await fc.assert(
    fc.asyncProperty(steps(45), async (walk) => {
      compared += await live(database, walk);
    }),
    { numRuns: RUNS, seed: SEED, endOnFailure: true },
  );
  assert.ok(compared > RUNS * 50, 'something was compared');
});

const EDITING = ['editControl', 'sign'] as const;
const SIGNING = ['sign', 'recordGap', 'lookUp'] as const;
const MUTANTS: readonly (readonly [what: string, Mutation, often?: readonly WorldCommand[]])[] = [
  ['a control is edited and nobody is told', { forgetTouch: 'control' }],
  ['a link is made and nobody is told', { forgetTouch: 'link' }],
  ['a result comes in and nobody is told', { forgetTouch: 'observation' }],
  ['a rating is given and nobody is told', { forgetTouch: 'rating' }, ['confirm', 'sign']],
  ['a risk is accepted and nobody is told', { forgetTouch: 'judgement' }, ['confirm', 'accept']],
  ["a control's text is no word", { forgetWord: 'text' }, EDITING],
  ["a control's type is no word", { forgetWord: 'type' }, EDITING],
  ["a control's state is no word", { forgetWord: 'state' }, EDITING],
  ['challenges do not travel', { wrongFlow: 'no-challenge' }, ['observe', 'confirm', 'sign']],
  ['verdicts do not travel', { wrongFlow: 'no-verdict' }],
  ['clocks do not travel', { wrongFlow: 'no-clock' }],
  ['words do not travel', { wrongFlow: 'no-words' }],
  ['the clock of evidence ends signatures', { wrongFlow: 'clock-to-approval' }, ['observe', 'confirm', 'sign']],
  ['a registration turns out not to have been held and nobody is told', { forgetTouch: 'registration' }, SIGNING],
  ['an approval does not rest on its registrations', { wrongFlow: 'no-registration' }, SIGNING],
  ['a version goes on being compared after the next one was signed', { forgetTouch: 'superseded' }, EDITING],
];

for (const [what, mutation, often] of MUTANTS) {
  test(`it is noticed when ${what}`, async () => {
    const found = await fc.check(
      fc.asyncProperty(steps(45, often), async (walk) => {
        await live(database, walk, mutation);
      }),
      { numRuns: 60, seed: SEED, endOnFailure: true },
    );
    assert.ok(found.failed, 'the mutant lived');
    assert.ok(found.errorInstance instanceof assert.AssertionError, String(found.errorInstance));
  });
}
