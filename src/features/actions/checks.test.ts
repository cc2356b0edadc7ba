import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { days, lawsOf, observed } from '../../testing/check-laws.ts';
import { textOf } from '../../words/sentence.ts';
import { checks, type ActionFacts } from './checks.ts';

const due = fc.record({
  due: days,
  count: fc.integer({ min: 1, max: 9 }),
  first: fc.array(fc.integer({ min: 1, max: 99 }), { minLength: 1, maxLength: 3 }),
});
const facts: fc.Arbitrary<ActionFacts> = fc
  .record({
    done: fc.integer({ min: 1, max: 20 }),
    open: fc.uniqueArray(due, { selector: (one) => one.due, maxLength: 6 }),
  })
  .map(({ done, open }) => ({
    actions: done + open.reduce((sum, { count }) => sum + count, 0),
    open: open
      .map((one) => ({ ...one, first: one.first.slice(0, one.count), count: Math.max(one.count, one.first.length) }))
      .toSorted((a, b) => a.due.localeCompare(b.due)),
  }));

lawsOf(checks, facts);

test('overdue actions are counted and named, the oldest first; on its day an action is in time', () => {
  const [check] = checks;
  const open = [
    { due: '2026-03-10', count: 1, first: [7] },
    { due: '2026-03-12', count: 2, first: [3, 4] },
  ];
  const found = observed(check!, { actions: 9, open });
  assert.equal(textOf(found.says), '1 of 3 open actions is overdue: ACT-7. The oldest was due by 10 March 2026.');
  assert.deepEqual(found.since, new Date('2026-03-11T00:00:00Z'));
  assert.deepEqual(found.until, new Date('2026-03-13T00:00:00Z'));
  assert.equal(observed(check!, { actions: 9, open: open.slice(1) }).result, 'passed');
  assert.equal(textOf(observed(check!, { actions: 9, open: [] }).says), 'None of 9 actions is open.');
});
