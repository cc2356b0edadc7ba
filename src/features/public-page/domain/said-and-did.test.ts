import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { SORTS } from '../../incidents/domain.ts';
import { LEAST, publicNumbers, quartersBefore } from './said-and-did.ts';

const TODAY = '2026-03-12';
const days = fc
  .integer({ min: 0, max: 480 })
  .map((back) => new Date(Date.UTC(2026, 2, 12 - back)).toISOString().slice(0, 10));
const reported = fc.array(fc.record({ on: days, sort: fc.constantFrom(...SORTS) }), { maxLength: 60 });
const many = (sort: (typeof SORTS)[number], count: number) =>
  Array.from({ length: count }, () => ({ on: '2025-06-03', sort }));

test('it is of four quarters that are over', () => {
  assert.deepEqual(quartersBefore('2026-03-12'), { from: '2025-01-01', to: '2025-12-31' });
  assert.deepEqual(quartersBefore('2026-04-01'), { from: '2025-04-01', to: '2026-03-31' });
  assert.deepEqual(quartersBefore('2026-12-31'), { from: '2025-10-01', to: '2026-09-30' });
  fc.assert(
    fc.property(days, (today) => {
      const { from, to } = quartersBefore(today);
      assert.ok(from < to && to < today);
    }),
  );
});

test('no number under five is shown, and none that is not a five', () => {
  fc.assert(
    fc.property(reported, (all) => {
      const { sorts, atLeast } = publicNumbers(all, TODAY);
      for (const shown of [...sorts.map((one) => one.atLeast), atLeast])
        assert.ok(shown === null || (shown >= LEAST && shown % LEAST === 0));
    }),
  );
});

test('no number that is not shown can be worked out: whatever it is from none to four, all else reads the same', () => {
  const singles = ['near miss', 'risk', 'good care'] as const;
  fc.assert(
    fc.property(reported, fc.constantFrom(...singles), fc.nat(4), fc.nat(4), (all, sort, one, other) => {
      const rest = all.filter((each) => each.sort !== sort);
      assert.deepEqual(
        publicNumbers([...rest, ...many(sort, one)], TODAY),
        publicNumbers([...rest, ...many(sort, other)], TODAY),
      );
    }),
  );
});

test('all together is shown only where each is', () => {
  const enough = [...many('incident', 7), ...many('near miss', 12), ...many('risk', 5), ...many('good care', 9)];
  assert.deepEqual(publicNumbers(enough, TODAY), {
    from: '2025-01-01',
    to: '2025-12-31',
    sorts: [
      { what: 'Something went wrong', atLeast: 5 },
      { what: 'Something nearly went wrong', atLeast: 10 },
      { what: 'Something could go wrong', atLeast: 5 },
      { what: 'Something went well', atLeast: 5 },
    ],
    atLeast: 30,
  });
  assert.equal(publicNumbers(enough.slice(0, -5), TODAY).atLeast, null);
});
