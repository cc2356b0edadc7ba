import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { observe, type AssessedService, type Check, type Found } from './checks.ts';

const NOW = new Date('2026-03-12T09:00:00Z');
const SERVICE: AssessedService = { id: '1', reference: 'WOUND', name: 'Wound care', phase: 'live', role: 'both' };
const AT = { now: NOW, service: SERVICE };

function checkOf(found: Partial<Found>, reads: readonly string[] = ['it']): Check {
  return {
    id: 'a.check',
    asks: 'It is so.',
    how: 'automatic',
    reads,
    decide: () => ({ result: 'passed', says: ['It is so.'], clears: [], until: null, shown: [], ...found }),
    begins: () => ['A first look clears it.'],
  };
}

const results = fc.constantFrom<Found['result']>('passed', 'failed', 'needs-review', 'not-applicable', 'not-run');
const found = fc.record({
  result: results,
  clears: fc.constantFrom([], ['Another look clears it.']),
  until: fc.option(
    fc.integer({ min: -50, max: 50 }).map((days) => new Date(NOW.getTime() + days * 86_400_000)),
    { nil: null },
  ),
});

test('what is not known is unknown, and the check is not asked', () => {
  fc.assert(
    fc.property(found, fc.subarray(['one', 'two', 'three']), (one, given) => {
      const check = checkOf(one, ['one', 'two', 'three']);
      const facts = Object.fromEntries(given.map((name) => [name, false]));
      const { result, clears } = observe(check, facts, AT);
      if (given.length < 3) assert.deepEqual([result, clears], ['unknown', ['A first look clears it.']]);
      else assert.notEqual(result, 'unknown');
    }),
  );
});

test('what no longer stands is not fine, and whatever is not fine says what clears it', () => {
  fc.assert(
    fc.property(found, (one) => {
      const { result, clears, until, since } = observe(checkOf(one), { it: 1 }, AT);
      const isFine = result === 'passed' || result === 'not-applicable';
      assert.equal(clears.length > 0, !isFine);
      if (until !== null) assert.ok(until > NOW);
      if (one.until !== null && one.until <= NOW) {
        assert.ok(!isFine);
        if (one.result === 'passed') assert.deepEqual([result, since], ['needs-review', one.until]);
      } else assert.equal(result, one.result);
    }),
  );
});
