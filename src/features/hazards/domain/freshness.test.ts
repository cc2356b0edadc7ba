import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { placeControls, type Acting } from './bow-tie.ts';
import { freshnessOf, verdictAt } from './freshness.ts';

const NOW = new Date('2026-03-12T14:30:00Z');

test('what was shown once and has lapsed is not verified; a failure does not lapse', () => {
  const lapsed = '2026-03-12T14:30:00.000Z';
  assert.equal(verdictAt({ verdict: 'met', lapsesAt: lapsed }, NOW), 'not-known', 'at its very moment');
  assert.equal(verdictAt({ verdict: 'met', lapsesAt: '2026-03-12T14:30:00.001Z' }, NOW), 'met');
  assert.equal(verdictAt({ verdict: 'met', lapsesAt: null }, NOW), 'met');
  assert.equal(verdictAt({ verdict: 'not-met', lapsesAt: lapsed }, NOW), 'not-met');
});

test('freshness stands with its date, and each day has one state', () => {
  const at = (day: string) => freshnessOf(`${day}T12:00:00.000Z`, NOW);
  assert.deepEqual(at('2026-04-11'), { state: 'current', words: 'current until 11 April 2026' });
  assert.deepEqual(at('2026-03-24'), { state: 'due', words: 'due in 12 days, 24 March 2026' });
  assert.deepEqual(at('2026-03-04'), { state: 'lapsed', words: 'lapsed 8 days ago, 4 March 2026' });
  assert.deepEqual(at('2026-03-12'), { state: 'lapsed', words: 'lapsed today, 12 March 2026' });
  assert.equal(freshnessOf(null, NOW), null);
});

test('each control stands in one place; one of which nothing is said in none, and then no way is said to be open', () => {
  const control = fc.record({
    acts: fc.constantFrom('prevents' as const, 'limits' as const, null),
    causes: fc.array(fc.integer({ min: 1, max: 5 }), { maxLength: 3 }),
  });
  fc.assert(
    fc.property(fc.array(control, { maxLength: 12 }), (list) => {
      const controls = list.map((one, index): Acting => ({ ...one, id: `CTL-${index + 1}` }));
      const { prevents, limits, unplaced, causesMay, harmMay } = placeControls(controls);
      const placed = [...prevents, ...limits, ...unplaced].map(({ id }) => id);
      assert.deepEqual(placed.toSorted(), controls.map(({ id }) => id).toSorted());
      for (const { acts, causes } of unplaced) assert.ok(acts === null && causes.length === 0);
      for (const { acts } of limits) assert.equal(acts, 'limits');
      for (const { acts } of prevents) assert.notEqual(acts, 'limits');
      assert.equal(harmMay, unplaced.length > 0);
      assert.equal(
        causesMay,
        controls.some(({ acts, causes }) => acts !== 'limits' && causes.length === 0),
      );
    }),
  );
});
