import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { ask, type Condition, type GivenFacts } from '../../../rules/conditions.ts';
import type { Obligation } from '../domain.ts';
import { clocked, factsAfter, reminderDue, REMINDERS, triggeredAt, type FactVersion, type Reminder } from './clocks.ts';

const AWARE = 't.became_aware';
const day = (number: number) => new Date(Date.UTC(2026, 2, number, 9));
const stated = (fact: string, value: FactVersion['value'], since: Date | null = null): FactVersion => ({
  fact,
  value,
  since,
});
const DEATH: Condition = {
  all: [
    { fact: 'device', is: true },
    { fact: 'death', is: true },
  ],
};
const RULE = { id: 'TEN', when: DEATH };

/** A rule of ten days, as simple as can be. */
function engine(facts: GivenFacts): readonly Obligation[] {
  const { truth } = ask(DEATH, facts);
  const start = facts[AWARE];
  return [
    {
      id: 'TEN',
      state: truth === 'yes' ? 'due' : truth === 'no' ? 'not-owed' : 'possible',
      due: typeof start === 'string' ? new Date(Date.parse(start) + 10 * 86_400_000) : null,
      target: null,
      limit: 'within 10 days',
      strength: 'law',
      confidence: 'high',
      settleWith: null,
      clock: AWARE,
      version: 1,
      title: 'Tell somebody',
      further: [],
      now: false,
      missing: [],
      why: [],
    },
  ];
}
const run = (history: readonly FactVersion[]) => clocked(engine, [RULE], history)[0]!;
const BEGUN = [stated(AWARE, day(1).toISOString()), stated('device', true)];

describe('when a clock started', () => {
  test('with the incident, where nobody says that it was learnt later', () => {
    const { started, later, obligation } = run([...BEGUN, stated('death', true)]);
    assert.deepEqual([started, later, obligation.due], [day(1), false, day(11)]);
  });

  test('with what triggers it, where that was learnt later', () => {
    const { started, later, obligation } = run([...BEGUN, stated('death', false), stated('death', true, day(5))]);
    assert.deepEqual([started, later, obligation.due], [day(5), true, day(15)]);
  });

  test('what is stated again does not start it anew', () => {
    const again = [...BEGUN, stated('death', true, day(5)), stated('death', undefined), stated('death', true, day(9))];
    assert.deepEqual(run(again).started, day(5));
    assert.deepEqual(run([...BEGUN, stated('death', true), stated('death', true, day(9))]).started, day(1));
  });

  test('what was known before the incident was does not start it earlier; and nothing known starts nothing', () => {
    assert.deepEqual(
      run([stated(AWARE, day(5).toISOString()), stated('device', true, day(2)), stated('death', true, day(3))]).started,
      day(5),
    );
    assert.equal(run([stated('device', true)]).started, null);
    assert.equal(triggeredAt(RULE, [stated('death', false)]), undefined);
  });
});

const version = fc.record({
  fact: fc.constantFrom('device', 'death'),
  value: fc.constantFrom(true, false, undefined),
  since: fc.option(fc.integer({ min: 1, max: 20 }).map(day)),
});

test('however much is stated afterwards, a clock that runs never starts later', () => {
  fc.assert(
    fc.property(fc.array(version, { maxLength: 8 }), fc.array(version, { maxLength: 4 }), (before, after) => {
      const history = [stated(AWARE, day(1).toISOString()), ...before];
      const was = run(history);
      if (was.obligation.state !== 'due') return;
      const is = run([...history, ...after]);
      assert.ok(is.started! <= was.started!);
      assert.ok(is.started! >= day(1));
      if (is.obligation.state === 'due') assert.ok(is.obligation.due! <= was.obligation.due!);
    }),
    { numRuns: 3_000 },
  );
});

test('what is known is what was stated last', () => {
  assert.deepEqual(factsAfter([stated('a', 1), stated('b', true), stated('a', 2), stated('b', undefined)]), { a: 2 });
});

test('each reminder comes once, in its order, and the last one alone where several were missed', () => {
  const hour = (number: number) => new Date(day(1).getTime() + number * 3_600_000);
  const asked = (at: number, sent: readonly Reminder[] = []) =>
    reminderDue({ started: hour(0), by: hour(100), sent }, hour(at));
  assert.equal(asked(49), null);
  assert.equal(asked(50), 'half');
  assert.equal(asked(79, ['half']), null);
  assert.equal(asked(80, ['half']), 'four fifths');
  assert.equal(asked(100, ['four fifths']), null);
  assert.equal(asked(100.1), 'overdue');
  assert.equal(asked(200, ['overdue']), null);
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 300 }), { maxLength: 20 }), (times) => {
      const sent: Reminder[] = [];
      for (const at of times.toSorted((a, b) => a - b)) {
        const due = asked(at, sent);
        if (due) sent.push(due);
      }
      assert.deepEqual(sent, [...new Set(sent)]);
      assert.deepEqual(
        sent,
        REMINDERS.filter((one) => sent.includes(one)),
      );
    }),
  );
});
