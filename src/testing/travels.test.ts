import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import fc from 'fast-check';
import type { Database } from '../platform/database/database.ts';
import { testDatabase } from '../test-database.ts';
import { live, steps, type Step } from './travels.ts';
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

/** @param pick the numbers that choose what it is done to, as `travels.ts` reads them */
function step(act: WorldCommand, pick: readonly [number, number, number, number], days = 0): Step {
  return { act, pick, days };
}

const CONFIRM = step('confirm', [0, 0, 0, 0]);
const SIGN = step('sign', [0, 0, 0, 0]);
const FAIL = step('observe', [0, 1, 0, 3]);
const A_MONTH_LATER = step('editHazard', [0, 1, 0, 0], 31);
const SIGN_REGISTERED = step('sign', [0, 0, 0, 1]);
const GAP = step('recordGap', [0, 5, 0, 0]);
const edit = (column: 'text' | 'type' | 'state') =>
  step('editControl', { text: [0, 0, 2, 0], type: [0, 2, 1, 0], state: [0, 3, 2, 0] }[column] as [0, 0, 0, 0]);

/** What is broken, and a short walk on which it shows; where none is given, or it does not, random ones follow. */
const MUTANTS: readonly (readonly [what: string, Mutation, walk?: readonly Step[]])[] = [
  ['a control is edited and nobody is told', { forgetTouch: 'control' }, [edit('text')]],
  ['a link is made and nobody is told', { forgetTouch: 'link' }],
  ['a result comes in and nobody is told', { forgetTouch: 'observation' }, [FAIL]],
  ['a rating is given and nobody is told', { forgetTouch: 'rating' }, [CONFIRM]],
  [
    'a risk is accepted and nobody is told',
    { forgetTouch: 'judgement' },
    [step('rate', [0, 0, 3, 1]), step('accept', [0, 0, 0, 0])],
  ],
  ["a control's text is no word", { forgetWord: 'text' }, [SIGN, edit('text')]],
  ["a control's type is no word", { forgetWord: 'type' }, [SIGN, edit('type')]],
  ["a control's state is no word", { forgetWord: 'state' }, [SIGN, edit('state')]],
  ['challenges do not travel', { wrongFlow: 'no-challenge' }, [CONFIRM, FAIL]],
  ['verdicts do not travel', { wrongFlow: 'no-verdict' }, [CONFIRM, FAIL]],
  ['clocks do not travel', { wrongFlow: 'no-clock' }, [A_MONTH_LATER]],
  ['words do not travel', { wrongFlow: 'no-words' }, [SIGN, edit('text')]],
  ['the clock of evidence ends signatures', { wrongFlow: 'clock-to-approval' }, [CONFIRM, SIGN, A_MONTH_LATER]],
  [
    'a registration turns out not to have been held and nobody is told',
    { forgetTouch: 'registration' },
    [SIGN_REGISTERED, GAP],
  ],
  ['an approval does not rest on its registrations', { wrongFlow: 'no-registration' }, [SIGN_REGISTERED, GAP]],
  [
    'a version goes on being compared after the next one was signed',
    { forgetTouch: 'superseded' },
    [SIGN, edit('text'), SIGN],
  ],
];

for (const [what, mutation, walk] of MUTANTS) {
  test(`it is noticed when ${what}`, async () => {
    const found = await fc.check(
      fc.asyncProperty(steps(45), async (random) => {
        await live(database, random, mutation);
      }),
      { numRuns: 60, seed: SEED, endOnFailure: true, examples: walk ? [[[...walk]]] : [] },
    );
    assert.ok(found.failed, 'the mutant lived');
    assert.ok(found.errorInstance instanceof assert.AssertionError, String(found.errorInstance));
  });
}

test('on the walks that show what is broken, nothing is wrong where nothing is', async () => {
  for (const [, , walk] of MUTANTS) if (walk) await live(database, walk);
});
