import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { bankHolidays, workingCalendar } from './bank-holidays.ts';
import { dayAfter, type Day } from '../words/days.ts';
import { isWorkingDay, knownWorkingDayAfter, workingDayAfter } from '../words/working-days.ts';

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

/** Easter Sunday, by tables: the full moons of the years that are kept, and the Sunday after. */
const EASTER: Readonly<Record<number, Day>> = {
  2024: '2024-03-31',
  2025: '2025-04-20',
  2026: '2026-04-05',
  2027: '2027-03-28',
  2028: '2028-04-16',
  2029: '2029-04-01',
  2030: '2030-04-21',
};

test('the bank holidays that are kept are those of the rule, year by year', () => {
  const { holidays, from, to } = workingCalendar();
  const weekdayOf = (day: Day): number => new Date(`${day}T00:00:00Z`).getUTCDay();
  const weekend = (day: Day): boolean => weekdayOf(day) === 0 || weekdayOf(day) === 6;
  const monday = (day: Day, step: 1 | -1): Day => (weekdayOf(day) === 1 ? day : monday(dayAfter(day, step), step));
  const expected = Object.entries(EASTER).flatMap(([year, easter]) => {
    const free: Day[] = [
      dayAfter(easter, -2),
      dayAfter(easter, 1),
      monday(`${year}-05-01`, 1),
      monday(`${year}-05-31`, -1),
      monday(`${year}-08-31`, -1),
    ];
    const fixed = [`${year}-01-01`, `${year}-12-25`, `${year}-12-26`];
    const kept = fixed.filter((day) => !weekend(day));
    for (const day of fixed.filter(weekend)) {
      let substitute = dayAfter(day, 1);
      while (weekend(substitute) || kept.includes(substitute)) substitute = dayAfter(substitute, 1);
      kept.push(substitute);
    }
    return [...free, ...kept];
  });
  assert.deepEqual([...holidays].toSorted(), expected.toSorted());
  assert.deepEqual([from, to], ['2024-01-01', '2030-12-31']);
});

test('where the holidays are not known, no day is given', () => {
  const calendar = workingCalendar();
  assert.equal(knownWorkingDayAfter('2026-05-01', 1, calendar), '2026-05-05');
  assert.equal(knownWorkingDayAfter('2030-12-30', 1, calendar), '2030-12-31');
  assert.equal(knownWorkingDayAfter('2030-12-31', 1, calendar), null);
  assert.equal(knownWorkingDayAfter('2023-12-31', 1, calendar), '2024-01-02');
  assert.equal(knownWorkingDayAfter('2023-12-30', 1, calendar), null);
});
