import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { bankHolidays } from './bank-holidays.ts';
import { dayAfter } from '../../words/days.ts';
import { isWorkingDay, workingDayAfter } from '../../words/working-days.ts';

test('weekends and bank holidays are skipped', () => {
  const holidays = bankHolidays();
  // Good Friday, a weekend and Easter Monday lie between.
  assert.equal(workingDayAfter('2026-04-01', 1, holidays), '2026-04-02');
  assert.equal(workingDayAfter('2026-04-02', 1, holidays), '2026-04-07');
  assert.equal(workingDayAfter('2026-03-12', 5, holidays), '2026-03-19');
  assert.equal(workingDayAfter('2026-12-24', 1, holidays), '2026-12-29', 'Boxing Day is a Saturday');
  assert.equal(workingDayAfter('2027-12-24', 1, holidays), '2027-12-29', 'both are on a weekend');
});

test('it is a working day, with as many between as were asked for', () => {
  const days = fc.integer({ min: 0, max: 700 }).map((after) => dayAfter('2026-01-01', after));
  fc.assert(
    fc.property(days, fc.integer({ min: 1, max: 30 }), fc.uniqueArray(days, { maxLength: 20 }), (from, many, off) => {
      const holidays = new Set(off);
      const found = workingDayAfter(from, many, holidays);
      assert.ok(isWorkingDay(found, holidays));
      let between = 0;
      for (let day = dayAfter(from, 1); day <= found; day = dayAfter(day, 1))
        if (isWorkingDay(day, holidays)) between++;
      assert.equal(between, many);
    }),
  );
});
