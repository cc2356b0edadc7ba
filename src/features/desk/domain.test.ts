import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { dayIn, daysBetween } from '../../words/days.ts';
import {
  compareLines,
  deskOf,
  groupOf,
  GROUPS,
  isMailDue,
  lookNow,
  sayCount,
  servicesOnDesk,
  type DeskLine,
  type Looks,
} from './domain.ts';

const TODAY = '2026-03-12';
const at = (text: string) => new Date(text);

function line(key: string, more: Partial<DeskLine> = {}): DeskLine {
  return { key, mark: null, since: null, due: null, service: null, ...more };
}

test('what has no day is now; a day in London decides, also when the clocks change', () => {
  assert.equal(groupOf(line('a'), TODAY), 'now');
  const group = (due: string, today = TODAY) => groupOf(line('a', { due: at(due) }), today);
  assert.equal(group('2026-03-01T12:00:00Z'), 'now');
  assert.equal(group('2026-03-12T23:59:59Z'), 'now');
  assert.equal(group('2026-03-13T00:00:00Z'), 'week');
  assert.equal(group('2026-03-18T23:59:59Z'), 'week');
  assert.equal(group('2026-03-19T00:00:00Z'), 'later');
  // Summer begins on 29 March 2026: a day ends an hour earlier by the clock of the world.
  assert.equal(group('2026-03-29T22:59:59Z', '2026-03-29'), 'now');
  assert.equal(group('2026-03-29T23:00:00Z', '2026-03-29'), 'week');
  // And it is over on 25 October.
  assert.equal(group('2026-10-24T23:30:00Z', '2026-10-25'), 'now');
  assert.equal(group('2026-10-25T23:30:00Z', '2026-10-25'), 'now');
});

test('worst first: what does not hold, what is overdue, what is not known, the rest; the longest first', () => {
  const lines = [
    line('rest', { mark: { words: 'Your action' }, since: at('2026-03-01T09:00:00Z') }),
    line('unknown', { mark: { verdict: 'not-known' }, since: at('2020-01-01T09:00:00Z') }),
    line('overdue by 1', { due: at('2026-03-11T12:00:00Z') }),
    line('overdue by 9', { due: at('2026-03-03T12:00:00Z') }),
    line('fails since today', { mark: { verdict: 'not-met' }, since: at('2026-03-12T08:00:00Z') }),
    line('fails since Monday', { mark: { verdict: 'not-met' }, since: at('2026-03-09T08:00:00Z') }),
  ];
  assert.deepEqual(
    deskOf([{ items: lines, total: 6 }], TODAY).now.lines.map(({ key }) => key),
    ['fails since Monday', 'fails since today', 'overdue by 9', 'overdue by 1', 'unknown', 'rest'],
  );
});

test('what is still to come stands in the order of its days, whatever its mark', () => {
  const lines = [
    line('on the 16th', { mark: { verdict: 'not-met' }, due: at('2026-03-16T12:00:00Z') }),
    line('on the 13th', { due: at('2026-03-13T12:00:00Z') }),
  ];
  assert.deepEqual(
    deskOf([{ items: lines, total: 2 }], TODAY).week.lines.map(({ key }) => key),
    ['on the 13th', 'on the 16th'],
  );
});

const anyLine: fc.Arbitrary<DeskLine> = fc.record({
  key: fc.integer({ min: 0, max: 30 }).map(String),
  mark: fc.constantFrom(
    null,
    { words: 'Your action' },
    { verdict: 'met' as const },
    { verdict: 'not-met' as const },
    { verdict: 'not-known' as const },
  ),
  since: fc.option(fc.date({ min: at('2025-01-01'), max: at('2026-03-12'), noInvalidDate: true })),
  due: fc.option(fc.date({ min: at('2026-01-01'), max: at('2026-12-31'), noInvalidDate: true })),
  service: fc.option(fc.constantFrom({ reference: 'A' }, { reference: 'B' })),
});
const contributions = fc.array(
  fc.record({ items: fc.array(anyLine, { maxLength: 12 }), beyond: fc.integer({ min: 0, max: 5 }) }),
  { maxLength: 5 },
);

test('every line stands once, in its group and in order, and nothing that is left out is unsaid', () => {
  fc.assert(
    fc.property(contributions, (made) => {
      const given = made.map(({ items, beyond }) => ({ items, total: items.length + beyond }));
      const desk = deskOf(given, TODAY);
      const shown = GROUPS.flatMap((name) => desk[name].lines);
      assert.deepEqual(
        shown.map(({ key }) => key).toSorted(),
        [...new Set(given.flatMap(({ items }) => items.map(({ key }) => key)))].toSorted(),
      );
      for (const name of GROUPS) {
        const { lines } = desk[name];
        for (const one of lines) assert.equal(groupOf(one, TODAY), name);
        for (const [index, one] of lines.entries())
          if (index > 0) assert.ok(compareLines(lines[index - 1]!, one, TODAY) <= 0);
      }
      assert.equal(
        desk.left,
        made.some(({ beyond }) => beyond > 0),
      );
      assert.equal(desk.later.more, desk.left, 'where something is left out, the last group says so');
      if (desk.now.more) assert.ok(desk.week.more);
      if (desk.week.more) assert.ok(desk.later.more);
      assert.ok(servicesOnDesk(desk).length <= 2);
    }),
  );
});

test('a group that was cut short says so from there on', () => {
  const cut = { items: [line('a'), line('b', { due: at('2026-03-14T12:00:00Z') })], total: 40 };
  const desk = deskOf([cut, { items: [line('c')], total: 1 }], TODAY);
  assert.deepEqual([desk.now.more, desk.week.more, desk.later.more, desk.left], [false, true, true, true]);
  assert.equal(deskOf([{ items: [], total: 3 }], TODAY).now.more, true, 'of what shows nothing, all is left');
});

test('comparing is an order', () => {
  fc.assert(
    fc.property(anyLine, anyLine, anyLine, (a, b, c) => {
      const less = (x: DeskLine, y: DeskLine) => compareLines(x, y, TODAY);
      assert.equal(Math.sign(less(a, b)), -Math.sign(less(b, a)) + 0);
      if (less(a, b) <= 0 && less(b, c) <= 0) assert.ok(less(a, c) <= 0);
    }),
  );
});

test('what is new stays the same for a visit, and the next visit begins where this one ended', () => {
  const first = lookNow(null, at('2026-03-05T09:00:00Z'), 10);
  assert.equal(first.since, null);
  const later = lookNow(first.remember, at('2026-03-05T09:20:00Z'), 14);
  assert.equal(later.since, null, 'still the first visit');
  const next = lookNow(later.remember, at('2026-03-12T09:00:00Z'), 30);
  assert.deepEqual(next.since, { at: at('2026-03-05T09:20:00Z'), seq: 14 });
  const again = lookNow(next.remember, at('2026-03-12T09:30:00Z'), 33);
  assert.deepEqual(again.since, next.since);
  assert.equal(lookNow(again.remember, at('2026-03-12T09:31:00Z'), 34).remember, null, 'not written at every look');
});

test('whatever the gaps between looks, nothing that others did is passed over', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 1, max: 200 }), { minLength: 1, maxLength: 20 }), (minutes) => {
      let looks: Looks | null = null;
      let now = at('2026-03-01T00:00:00Z').getTime();
      for (const [index, gap] of minutes.entries()) {
        now += gap * 60_000;
        const { since, remember }: ReturnType<typeof lookNow> = lookNow(looks, new Date(now), (index + 1) * 10);
        // What is new begins no later than where the last look that is remembered ended.
        if (since !== null) assert.ok(looks !== null && since.seq <= looks.seenSeq && since.at <= looks.seenAt);
        if (looks !== null && gap > 60) assert.deepEqual(since, { at: looks.seenAt, seq: looks.seenSeq });
        looks = remember ?? looks;
      }
    }),
  );
});

test('counts in words', () => {
  const closed = { one: 'a hazard was closed', several: '# hazards were closed' };
  assert.equal(sayCount(closed, 1), 'A hazard was closed');
  assert.equal(sayCount(closed, 1_200), '1,200 hazards were closed');
});

test('a mail is written once a week to whoever wants it and has something waiting', () => {
  const now = at('2026-03-16T07:00:00Z');
  assert.ok(isMailDue({ wanted: true, waiting: 1, mailedAt: null }, now));
  assert.ok(isMailDue({ wanted: true, waiting: 1, mailedAt: at('2026-03-09T07:00:00Z') }, now));
  assert.ok(!isMailDue({ wanted: true, waiting: 1, mailedAt: at('2026-03-16T06:59:00Z') }, now));
  assert.ok(!isMailDue({ wanted: false, waiting: 1, mailedAt: null }, now));
  assert.ok(!isMailDue({ wanted: true, waiting: 0, mailedAt: null }, now));
  assert.equal(daysBetween(dayIn(now), '2026-03-23'), 7);
});
