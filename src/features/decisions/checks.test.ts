import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { days, lawsOf, NOW, observed } from '../../testing/check-laws.ts';
import { textOf } from '../../words/sentence.ts';
import { checks, type DecisionFacts } from './checks.ts';

const numbers = fc.uniqueArray(fc.integer({ min: 1, max: 99 }), { minLength: 1, maxLength: 3 });
const facts: fc.Arbitrary<DecisionFacts> = fc.record({
  decisions: fc.record({ taken: fc.nat(9), open: fc.nat(3), latest: days }).map(({ taken, open, latest }) => ({
    taken,
    open: taken === 0 ? open + 1 : open,
    latest: taken === 0 ? null : latest,
  })),
  assumptions: fc
    .record({
      held: fc.uniqueArray(fc.record({ reviewBy: days, first: numbers }), {
        selector: (one) => one.reviewBy,
        maxLength: 4,
      }),
      foundFalse: fc.option(numbers),
      notNeeded: fc.integer({ min: 1, max: 3 }),
    })
    .map(({ held, foundFalse, notNeeded }) => ({
      held: held
        .map(({ reviewBy, first }) => ({ reviewBy, first, count: first.length }))
        .toSorted((a, b) => a.reviewBy.localeCompare(b.reviewBy)),
      foundFalse: foundFalse && { first: foundFalse, count: foundFalse.length, since: NOW },
      total: notNeeded + held.reduce((sum, { first }) => sum + first.length, 0) + (foundFalse?.length ?? 0),
    })),
});

lawsOf(checks, facts);

test('an assumption that was found false fails; one that nobody looked at in time needs review', () => {
  const [, check] = checks;
  const held = [{ reviewBy: '2026-03-11', count: 1, first: [2] }];
  const late = observed(check!, { assumptions: { total: 3, held, foundFalse: null } });
  assert.equal(late.result, 'needs-review');
  assert.equal(
    textOf(late.says),
    '1 of 3 assumptions was to be looked at and was not: ASM-2. The oldest review was due by 11 March 2026.',
  );
  const foundFalse = { count: 1, first: [4], since: NOW };
  const found = observed(check!, { assumptions: { total: 3, held, foundFalse } });
  assert.equal(`${found.result}: ${textOf(found.says)}`, 'failed: 1 of 3 assumptions was found false: ASM-4.');
});
