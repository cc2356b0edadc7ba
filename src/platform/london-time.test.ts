import assert from 'node:assert/strict';
import { test } from 'node:test';
import { dateIn, endOfDay, sayDate, sayDateTime, sayTime } from './london-time.ts';

test('days and times are said as they are in London', () => {
  const summer = new Date('2026-06-30T23:30:00Z');
  assert.equal(sayDate(summer), '1 July 2026');
  assert.equal(sayTime(summer), '12:30am');
  assert.equal(sayDateTime(new Date('2026-03-12T14:05:00Z')), '12 March 2026, 2:05pm');
  assert.equal(dateIn(summer), '2026-07-01');
});

test('a day ends where London has midnight, also on the days when the clocks change', () => {
  const end = (date: string) => endOfDay(date)?.toISOString();
  assert.equal(end('2026-01-15'), '2026-01-15T23:59:59.999Z');
  assert.equal(end('2026-07-15'), '2026-07-15T22:59:59.999Z');
  assert.equal(end('2026-03-28'), '2026-03-28T23:59:59.999Z');
  assert.equal(end('2026-03-29'), '2026-03-29T22:59:59.999Z');
  assert.equal(end('2026-10-25'), '2026-10-25T23:59:59.999Z');
  for (const wrong of ['2026-02-30', '2026-13-01', 'yesterday', '26-01-01', '']) assert.equal(endOfDay(wrong), null);
});
