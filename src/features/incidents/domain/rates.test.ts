import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { dayAfter } from '../../../words/days.ts';
import { garwood, observedSentence, periodOf, sayRate, usesIn, type UsageSaid } from './rates.ts';

const said = (since: string, perMonth: number): UsageSaid => ({
  since,
  unit: 'visits',
  perMonth,
  source: 'The dashboard',
  by: 'Posy Thackray',
});

describe('the exact interval of a count', () => {
  // As exact limits of Poisson counts are tabled everywhere; half the quantiles of chi-squared (Garwood 1936).
  for (const [count, low, high] of [
    [0, 0, 3.689],
    [1, 0.0253, 5.572],
    [2, 0.2422, 7.225],
    [3, 0.6187, 8.767],
    [5, 1.6235, 11.668],
    [10, 4.7954, 18.39],
    [20, 12.217, 30.888],
    [100, 81.36, 121.63],
  ] as const)
    test(`of ${count}`, () => {
      const found = garwood(count);
      assert.ok(Math.abs(found.low - low) < 0.005, `${found.low} is ${low}`);
      assert.ok(Math.abs(found.high - high) < 0.005, `${found.high} is ${high}`);
    });

  test('always holds the count, and grows with it', () =>
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 400 }), (count) => {
        const [one, next] = [garwood(count), garwood(count + 1)];
        assert.ok(one.low <= count && count < one.high);
        assert.ok(one.low < next.low && one.high < next.high);
      }),
      { numRuns: 60 },
    ));
});

describe('how it is said', () => {
  test('with two figures that count', () => {
    assert.equal(
      sayRate({ count: 3, uses: 12_000, unit: 'uses' }),
      '3 in about 12,000 uses: 1 in 4,000 (1 in 1,400 to 1 in 19,000)',
    );
    assert.equal(
      sayRate({ count: 0, uses: 12_000, unit: 'uses' }),
      'none in about 12,000 uses: it may still be as often as 1 in 3,300',
    );
    assert.match(sayRate({ count: 3, uses: 2, unit: 'uses' }), /every one/u);
    assert.match(sayRate({ count: 3, uses: null, unit: 'uses' }), /is not known/u);
  });

  test('never without what is not in it', () => {
    const period = { from: '2025-03-10', to: '2026-03-09' };
    assert.match(
      observedSentence({ count: 3, uses: 12_000, unit: 'uses' }, period),
      /what nobody reported is not in it/u,
    );
    assert.match(observedSentence({ count: 3, uses: null, unit: 'uses' }, null), /nobody can say/u);
  });
});

describe('how much it was used', () => {
  test('from when somebody said so, and a year at most', () => {
    assert.equal(periodOf([], '2026-03-09'), null);
    assert.equal(periodOf([said('2026-04-01', 10)], '2026-03-09'), null, 'not before it begins');
    assert.deepEqual(periodOf([said('2026-01-01', 10)], '2026-03-09'), { from: '2026-01-01', to: '2026-03-09' });
    assert.deepEqual(periodOf([said('2020-01-01', 10)], '2026-03-09'), { from: '2025-03-10', to: '2026-03-09' });
  });

  test('each day by what was said last', () => {
    const year = { from: '2025-03-10', to: '2026-03-09' };
    assert.equal(Math.round(usesIn([said('2020-01-01', 1000)], year)), 11_992);
    assert.equal(Math.round(usesIn([said('2020-01-01', 1000), said('2025-09-09', 0)], year)), 6012);
  });

  test('in two parts is what it is in one', () =>
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.integer({ min: 0, max: 700 }), fc.integer({ min: 0, max: 9999 })), {
          minLength: 1,
          maxLength: 5,
        }),
        fc.integer({ min: 0, max: 363 }),
        (steps, cut) => {
          const all = steps
            .toSorted((a, b) => a[0] - b[0])
            .map(([days, perMonth]) => said(dayAfter('2024-06-01', days), perMonth));
          const [from, to] = ['2025-03-10', '2026-03-09'];
          const day = dayAfter(from, cut);
          const parts = usesIn(all, { from, to: day }) + usesIn(all, { from: dayAfter(day, 1), to });
          assert.ok(Math.abs(parts - usesIn(all, { from, to })) < 1e-6);
        },
      ),
    ));
});
