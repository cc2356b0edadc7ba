import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { days, lawsOf, observed } from '../../testing/check-laws.ts';
import { textOf } from '../../words/sentence.ts';
import { checks, type HeldWorkshop, type WorkshopFacts } from './checks.ts';
import { ROOM_ROLES, type RoomRole } from './domain.ts';

const workshop: fc.Arbitrary<Omit<HeldWorkshop, 'number'>> = fc.record({
  day: days,
  closed: fc.boolean(),
  explained: fc.boolean(),
  roles: fc.subarray([...ROOM_ROLES]),
});
const facts: fc.Arbitrary<WorkshopFacts> = fc.array(workshop, { minLength: 1, maxLength: 4 }).map((held) => ({
  workshops: held
    .map((one, index) => ({ ...one, number: index + 1 }))
    .toSorted((a, b) => b.day.localeCompare(a.day) || b.number - a.number),
}));
const [check] = checks;
const BETTER = ['failed', 'not-run', 'needs-review', 'passed'];

lawsOf(checks, facts);

test('with fewer people in the room, or with a workshop less, it is never better', () => {
  fc.assert(
    fc.property(facts, fc.nat(3), fc.boolean(), ({ workshops }, index, gone) => {
      const at = index % workshops.length;
      const closed = workshops.filter((one) => one.closed);
      // A workshop that went wrong is told before one that is only planned; without it, less is known.
      if (gone && closed.length <= 1) return;
      const less = gone
        ? workshops.toSpliced(at, 1)
        : workshops.with(at, { ...workshops[at]!, explained: false, roles: workshops[at]!.roles.slice(1) });
      const [before, after] = [observed(check!, { workshops }), observed(check!, { workshops: less })];
      if (before.result === 'failed' || before.result === 'not-run') return;
      assert.ok(BETTER.indexOf(after.result) <= BETTER.indexOf(before.result));
    }),
  );
});

const ROOM: RoomRole[] = ['clinician', 'developer', 'safety', 'operations'];
const held = (more: Partial<HeldWorkshop> = {}): HeldWorkshop => ({
  number: 3,
  day: '2025-06-02',
  closed: true,
  explained: false,
  roles: ROOM,
  ...more,
});

test('a workshop counts for twelve months, where several professions were in the room and its minutes are closed', () => {
  const of = (...workshops: HeldWorkshop[]) => observed(check!, { workshops });
  const found = of(held());
  assert.equal(found.result, 'passed');
  assert.deepEqual(found.until, new Date('2026-06-02T23:00:00Z'), 'the day itself counts, in summer time');
  assert.equal(of(held({ day: '2025-03-12' })).result, 'passed');
  assert.equal(of(held({ day: '2025-03-11' })).result, 'needs-review');
  assert.equal(of(held({ closed: false })).result, 'not-run');
  const alone = of(held({ roles: ['developer'] }));
  assert.equal(alone.result, 'failed');
  assert.match(
    textOf(alone.says),
    /^WSP-3 of 2 June 2025 is not multi-disciplinary, as we read DCB0129 4\.1\.2: nobody who/u,
  );
  assert.equal(of(held({ roles: ['developer'], explained: true })).result, 'passed', 'it says why that was right');
  assert.equal(of(held({ number: 4, roles: ['developer'] }), held()).result, 'passed', 'an earlier one counts');
});
