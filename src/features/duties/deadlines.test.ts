import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { workingCalendar } from '../../platform/bank-holidays.ts';
import { isoInLondon } from '../../words/london-clock.ts';
import { limitEnds, spanEnds } from './domain/deadlines.ts';
import { LIMITS, type Deadline, type LimitType, type Span } from './domain.ts';

/*
 * When limits end, held against a witness that counts another way: it walks the wall clock of London second by day, knows when
 * the clocks change from the rule of the last Sunday, and shares nothing with what is tested.
 */

const calendar = workingCalendar();
const HOUR = 3_600_000;

/** Whether London is on summer time: from 1:00 UTC of the last Sunday of March to 1:00 UTC of the last Sunday of October. */
function isSummer(at: number): boolean {
  const year = new Date(at).getUTCFullYear();
  const lastSunday = (month: number): number => {
    const last = new Date(Date.UTC(year, month + 1, 0));
    return Date.UTC(year, month, last.getUTCDate() - last.getUTCDay(), 1);
  };
  return at >= lastSunday(2) && at < lastSunday(9);
}

/** The day in London, as a count of days. */
function dayOf(at: number): number {
  return Math.floor((at + (isSummer(at) ? HOUR : 0)) / (24 * HOUR));
}

/** The last second of a day, found by walking: the next one is another day. */
function endOf(day: number): number {
  let at = day * 24 * HOUR - 2 * HOUR;
  while (dayOf(at) <= day) at += HOUR / 2;
  return at - 1000;
}

function isFree(day: number): boolean {
  const date = new Date(day * 24 * HOUR);
  return date.getUTCDay() % 6 === 0 || calendar.holidays.has(date.toISOString().slice(0, 10));
}

function workingEnd(start: number, days: number): number {
  let day = dayOf(start);
  let left = days;
  while (left > 0) if (!isFree(++day)) left--;
  return endOf(day);
}

const starts = fc
  .integer({ min: Date.parse('2024-01-01T00:00:00Z') / 1000, max: Date.parse('2030-10-01T00:00:00Z') / 1000 })
  .map((seconds) => new Date(seconds * 1000));
/** The hours about which one errs: around midnight and the changes of the clocks. */
const edges = fc
  .tuple(
    fc.constantFrom('2026-03-28', '2026-03-29', '2026-10-24', '2026-10-25', '2028-02-28', '2028-02-29', '2026-12-24'),
    fc.integer({ min: -3 * 3600, max: 27 * 3600 }),
  )
  .map(([day, seconds]) => new Date(Date.parse(`${day}T00:00:00Z`) + seconds * 1000));
const start = fc.oneof(starts, edges);

function deadline(type: LimitType, figures: Partial<Pick<Deadline, 'hours' | 'days'>> = {}): Deadline {
  return { type, hours: null, days: null, clock: 't.became_aware', says: '', target: null, note: '', ...figures };
}

function agree(limit: (n: number) => Deadline, witness: (start: number, n: number) => number, most: number): void {
  fc.assert(
    fc.property(start, fc.integer({ min: 1, max: most }), (from, n) => {
      const end = limitEnds(limit(n), from, calendar).at;
      assert.equal(end && isoInLondon(end), isoInLondon(new Date(witness(from.getTime(), n))), from.toISOString());
    }),
    { numRuns: 1_000 },
  );
}

test('elapsed hours', () => {
  agree(
    (hours) => deadline('elapsed', { hours }),
    (from, hours) => from + hours * HOUR,
    200,
  );
});

test('calendar days: the day of the start is day 0, and the last one counts to its end', () => {
  agree(
    (days) => deadline('calendar_days', { days }),
    (from, days) => endOf(dayOf(from) + days),
    40,
  );
});

test('working days, and the end of the next one', () => {
  agree((days) => deadline('working_days', { days }), workingEnd, 15);
  agree(
    () => deadline('next_working_day_close'),
    (from) => workingEnd(from, 1),
    1,
  );
});

test('by hand', () => {
  const ends = (limit: Deadline, from: string) => {
    const { at } = limitEnds(limit, new Date(from), calendar);
    return at && isoInLondon(at);
  };
  const hours = (n: number) => deadline('elapsed', { hours: n });
  const days = (n: number) => deadline('calendar_days', { days: n });
  const working = (n: number) => deadline('working_days', { days: n });
  // The clocks go forward on 29 March 2026, and back on 25 October 2026.
  assert.equal(ends(hours(72), '2026-03-27T12:00:00Z'), '2026-03-30T13:00:00+01:00');
  assert.equal(ends(hours(72), '2026-10-23T12:00:00Z'), '2026-10-26T12:00:00+00:00');
  assert.equal(ends(hours(24), '2026-10-24T01:30:00+01:00'), '2026-10-25T01:30:00+01:00');
  assert.equal(ends(hours(25), '2026-10-24T01:30:00+01:00'), '2026-10-25T01:30:00+00:00', 'the second half past one');
  // Just before midnight in London is still that day, whatever day it is in UTC.
  assert.equal(ends(days(10), '2026-07-01T23:59:59+01:00'), '2026-07-11T23:59:59+01:00');
  assert.equal(ends(days(10), '2026-07-02T00:00:00+01:00'), '2026-07-12T23:59:59+01:00');
  assert.equal(ends(days(2), '2026-10-24T10:00:00+01:00'), '2026-10-26T23:59:59+00:00');
  assert.equal(ends(days(1), '2028-02-28T10:00:00Z'), '2028-02-29T23:59:59+00:00');
  assert.equal(ends(days(1), '2027-02-28T10:00:00Z'), '2027-03-01T23:59:59+00:00');
  // A weekend counts for nothing, and neither do the holidays around it.
  assert.equal(ends(working(1), '2026-05-02T10:00:00+01:00'), '2026-05-05T23:59:59+01:00');
  assert.equal(ends(working(2), '2026-12-24T10:00:00Z'), '2026-12-30T23:59:59+00:00');
  assert.equal(ends(working(1), '2027-12-31T10:00:00Z'), '2028-01-04T23:59:59+00:00', 'New Year is a Saturday');
  assert.equal(ends(deadline('next_working_day_close'), '2026-05-01T15:00:00+01:00'), '2026-05-05T23:59:59+01:00');
});

test('where no number is given, or the holidays are not known, there is no end', () => {
  const numbers: readonly LimitType[] = ['elapsed', 'calendar_days', 'working_days', 'next_working_day_close'];
  const at = new Date('2026-05-01T15:00:00+01:00');
  for (const type of LIMITS.filter((one) => !numbers.includes(one)))
    assert.deepEqual(limitEnds(deadline(type), at, calendar), { at: null, why: 'words' }, type);
  const beyond = new Date('2030-12-31T09:00:00Z');
  for (const limit of [deadline('working_days', { days: 1 }), deadline('next_working_day_close')])
    assert.deepEqual(limitEnds(limit, beyond, calendar), { at: null, why: 'beyond the calendar' });
  assert.notEqual(limitEnds(deadline('calendar_days', { days: 1 }), beyond, calendar).at, null);
});

test('a target in months ends on the same day of the month, or on its last', () => {
  const ends = (span: Span, from: string) => {
    const { at } = spanEnds(span, new Date(from), calendar);
    return at && isoInLondon(at);
  };
  assert.equal(ends({ months: 6 }, '2026-03-02T09:00:00Z'), '2026-09-02T23:59:59+01:00');
  assert.equal(ends({ months: 6 }, '2026-08-31T09:00:00Z'), '2027-02-28T23:59:59+00:00');
  assert.equal(ends({ months: 6 }, '2027-08-31T09:00:00Z'), '2028-02-29T23:59:59+00:00');
  assert.equal(ends({ months: 1 }, '2026-12-31T09:00:00Z'), '2027-01-31T23:59:59+00:00');
});
