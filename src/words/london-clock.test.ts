import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { dayIn } from './days.ts';
import { isoInLondon, lastSecondOf, momentIn } from './london-clock.ts';

test('a day ends at its last second, also when the clocks change', () => {
  const end = (day: string) => isoInLondon(lastSecondOf(day));
  assert.equal(end('2026-01-15'), '2026-01-15T23:59:59+00:00');
  assert.equal(end('2026-07-15'), '2026-07-15T23:59:59+01:00');
  assert.equal(end('2026-03-28'), '2026-03-28T23:59:59+00:00');
  assert.equal(end('2026-03-29'), '2026-03-29T23:59:59+01:00');
  assert.equal(end('2026-10-24'), '2026-10-24T23:59:59+01:00');
  assert.equal(end('2026-10-25'), '2026-10-25T23:59:59+00:00');
  assert.equal(end('2028-02-29'), '2028-02-29T23:59:59+00:00');
});

test('what is written is the same moment, on the day that it is in London', () => {
  fc.assert(
    fc.property(
      fc.date({ min: new Date('2020-01-01T00:00:00Z'), max: new Date('2040-01-01T00:00:00Z'), noInvalidDate: true }),
      (at) => {
        const text = isoInLondon(at);
        assert.equal(momentIn(text)?.getTime(), Math.floor(at.getTime() / 1000) * 1000);
        assert.equal(text.slice(0, 10), dayIn(at));
      },
    ),
  );
});

test('only words that name one moment are one', () => {
  const read = (text: string) => momentIn(text)?.toISOString() ?? null;
  assert.equal(read('2026-04-02T16:30:00+01:00'), '2026-04-02T15:30:00.000Z');
  assert.equal(read('2026-04-02T16:30Z'), '2026-04-02T16:30:00.000Z');
  assert.equal(read('2026-04-02T16:30:00.750-05:30'), '2026-04-02T22:00:00.000Z');
  for (const none of [
    '2026-04-02',
    '2026-04-02T16:30:00',
    '2026-02-30T10:00:00Z',
    '2026-04-02T24:00:00Z',
    '2026-04-02T16:60:00Z',
    '2026-04-02 16:30:00Z',
    '2026-04-02T16:30:00+15:00',
    '0226-04-02T16:30:00Z',
    'yesterday',
    '',
  ])
    assert.equal(read(none), null, none);
});
