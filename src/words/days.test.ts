import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { dayAfter, dayIn, daysBetween, isDay, sayDay, sayDistance, sayWeekday } from './days.ts';

test('a day is the one in London, also around midnight in summer', () => {
  assert.equal(dayIn(new Date('2026-01-10T23:59:59Z')), '2026-01-10');
  assert.equal(dayIn(new Date('2026-07-10T22:59:59Z')), '2026-07-10');
  assert.equal(dayIn(new Date('2026-07-10T23:00:00Z')), '2026-07-11');
  assert.equal(sayDay(dayIn(new Date('0226-03-12T12:00:00Z'))), '12 March 226', 'also one that was mistyped');
});

test('days are counted as days when the clocks change', () => {
  assert.equal(daysBetween('2026-03-28', '2026-03-30'), 2);
  assert.equal(daysBetween('2026-10-26', '2026-10-24'), -2);
  // 23 hours and 25 hours are one day each.
  assert.equal(
    sayDistance(dayIn(new Date('2026-03-28T23:30:00Z')), dayIn(new Date('2026-03-29T23:30:00Z'))),
    'in 2 days',
  );
  assert.equal(sayDistance(dayIn(new Date('2026-10-24T23:30:00Z')), dayIn(new Date('2026-10-25T23:30:00Z'))), 'today');
});

test('a day in words, and how far it is', () => {
  assert.equal(sayDay('2026-03-03'), '3 March 2026');
  assert.equal(sayWeekday('2026-03-12'), 'Thursday 12 March 2026');
  const far = (day: string) => sayDistance('2026-03-12', day);
  assert.deepEqual(['2026-03-08', '2026-03-11', '2026-03-12', '2026-03-13', '2026-03-17', '2030-03-12'].map(far), [
    '4 days ago',
    'yesterday',
    'today',
    'tomorrow',
    'in 5 days',
    'in 1,461 days',
  ]);
});

test('what is no day of the calendar is none', () => {
  for (const day of ['2026-03-12', '2028-02-29']) assert.ok(isDay(day), day);
  for (const text of [
    '',
    'soon',
    '2026-02-29',
    '2026-13-01',
    '2026-3-1',
    '2026-03-12T00:00:00Z',
    '12/03/2026',
    '0226-03-12',
    '9999-12-31',
  ])
    assert.ok(!isDay(text), text);
});

test('counting forth and back ends where it began', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 40_000 }), fc.integer({ min: -5_000, max: 5_000 }), (from, days) => {
      const day = dayAfter('1990-01-01', from);
      assert.ok(isDay(day));
      assert.equal(daysBetween(day, dayAfter(day, days)), days);
      assert.equal(dayAfter(dayAfter(day, days), -days), day);
    }),
  );
});
