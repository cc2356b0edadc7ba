import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { dayIn } from '../../words/days.ts';
import {
  ANSWER_HOLDS,
  askAgainAt,
  isOld,
  mayGoOut,
  mayGoToMember,
  NOTHING_SAID,
  WAYS,
  type ContactOnRecord,
  type Decision,
  type Safety,
} from './safe-contact.ts';
import { nextWindow, readTimes } from './safe-times.ts';

const NOW = new Date('2026-03-12T14:30:00Z');
const DAY = 86_400_000;
const SAFETIES: readonly Safety[] = ['safe', 'unsafe', 'unknown', 'safe at times'];
const OPENS: Readonly<Record<Decision['goes'], number>> = { no: 0, neutrally: 1, 'as it is': 2 };

const contacts = fc.record<ContactOnRecord>({
  ways: fc
    .record(Object.fromEntries(WAYS.map((way) => [way, fc.constantFrom(...SAFETIES)])), { requiredKeys: [] })
    .map((ways) => ways as ContactOnRecord['ways']),
  times: fc.option(
    fc.oneof(fc.string(), fc.constantFrom('weekdays, 9am to 3pm', 'Saturday 10:00-12:00', 'when he is out')),
  ),
  mayLeaveMessage: fc.option(fc.boolean()),
  callOurselves: fc.option(fc.string()),
  needs: fc.constant([]),
  saidAt: fc.option(fc.date({ min: new Date('2025-01-01'), max: new Date('2027-01-01'), noInvalidDate: true })),
});
const ways = fc.constantFrom(...WAYS);
const kinds = fc.constantFrom('content' as const, 'neutral' as const);
const times = fc.date({ min: new Date('2025-06-01'), max: new Date('2027-06-01'), noInvalidDate: true });
const said = (of: Partial<ContactOnRecord>): ContactOnRecord => ({ ...NOTHING_SAID, saidAt: NOW, ...of });

describe('whether a message may go out', () => {
  test('never a word of what it is about, where nobody said that it is safe', () => {
    fc.assert(
      fc.property(contacts, ways, times, (contact, way, now) => {
        const { goes } = mayGoOut(contact, way, 'content', now);
        if (goes === 'no' || way === 'place') return;
        const safety = contact.ways[way];
        assert.ok(safety === 'safe' || safety === 'safe at times', `content by ${way}, which is ${safety}`);
        assert.ok(!isOld(contact.saidAt, now), 'content on an old answer');
        assert.equal(goes, 'as it is');
      }),
    );
  });

  test('nothing at all by a way that is unsafe, however old the warning is', () => {
    fc.assert(
      fc.property(contacts, ways, kinds, times, (contact, way, kind, now) => {
        const warned = { ...contact, ways: { ...contact.ways, [way]: 'unsafe' as const } };
        const { goes, reason, forPerson } = mayGoOut(warned, way, kind, now);
        assert.deepEqual(
          [goes, reason, forPerson],
          way === 'place' ? ['as it is', 'their place', false] : ['no', 'unsafe', true],
        );
      }),
    );
  });

  test('what is unknown, not said or said long ago opens no more than what was said just now', () => {
    fc.assert(
      fc.property(contacts, ways, kinds, times, (contact, way, kind, now) => {
        const opens = (of: Partial<ContactOnRecord>) => OPENS[mayGoOut({ ...contact, ...of }, way, kind, now).goes];
        assert.ok(opens({ saidAt: null }) <= opens({ saidAt: now }));
        assert.ok(opens({ saidAt: new Date(now.getTime() - ANSWER_HOLDS * DAY) }) <= opens({ saidAt: now }));
        const { [way]: _taken, ...rest } = contact.ways;
        assert.ok(opens({ ways: rest }) <= opens({ ways: { ...rest, [way]: 'safe' }, saidAt: now }));
        assert.equal(opens({ ways: rest }), opens({ ways: { ...rest, [way]: 'unknown' } }));
      }),
    );
  });

  test('at some times only within them, and where they cannot be read not at all, and a person is told', () => {
    fc.assert(
      fc.property(contacts, kinds, times, (contact, kind, now) => {
        const decision = mayGoOut({ ...contact, ways: { call: 'safe at times' } }, 'call', kind, now);
        const read = contact.times === null ? null : readTimes(contact.times);
        if (read === null) assert.deepEqual([decision.goes, decision.forPerson], ['no', true]);
        else if (decision.goes !== 'no') {
          assert.ok(decision.window && decision.window.until > now);
          assert.equal(decision.reason === 'waits for a safe time', decision.window.from > now);
        }
      }),
    );
  });

  test('every decision has its reason in words, and a name only where it goes and can be one', () => {
    fc.assert(
      fc.property(contacts, ways, kinds, times, (contact, way, kind, now) => {
        const { goes, says, name } = mayGoOut(contact, way, kind, now);
        assert.match(says, /^[A-Z].*\.$/u);
        if (name === null) return;
        assert.notEqual(goes, 'no');
        assert.doesNotMatch(name, /[@<>"\\\p{Cc}]/u);
      }),
    );
  });

  test('an answer holds for 90 days, and one from the future not at all', () => {
    assert.equal(isOld(NOW, new Date(askAgainAt(NOW).getTime() - 1)), false);
    assert.equal(isOld(NOW, askAgainAt(NOW)), true);
    assert.equal(isOld(new Date(NOW.getTime() + 1), NOW), true);
    assert.equal(isOld(null, NOW), true);
  });

  test('a way that was safe is unsafe at once', () => {
    const before = said({ ways: { 'e-mail': 'safe' }, callOurselves: 'the library' });
    assert.deepEqual(
      [mayGoOut(before, 'e-mail', 'neutral', NOW).goes, mayGoOut(before, 'e-mail', 'neutral', NOW).name],
      ['as it is', 'the library'],
    );
    const after = { ...before, ways: { 'e-mail': 'unsafe' as const } };
    assert.equal(mayGoOut(after, 'e-mail', 'neutral', NOW).goes, 'no');
  });

  test('members of a team pass the same gate', () => {
    assert.deepEqual(
      (['plain', 'discreet', 'never'] as const).map((policy) => mayGoToMember(policy).goes),
      ['as it is', 'neutrally', 'no'],
    );
  });
});

describe('times as somebody wrote them', () => {
  const WEEKDAYS = [1, 2, 3, 4, 5];

  test('are read where there is nothing in doubt', () => {
    assert.deepEqual(readTimes('Weekdays, 9am to 3pm'), [{ days: WEEKDAYS, from: 540, until: 900 }]);
    assert.deepEqual(readTimes('Monday to Friday between 9.30am and 12pm'), [
      { days: WEEKDAYS, from: 570, until: 720 },
    ]);
    assert.deepEqual(readTimes('Mon, Wed and Fri 09:00–17:00.'), [{ days: [1, 3, 5], from: 540, until: 1020 }]);
    assert.deepEqual(readTimes('10am-noon'), [{ days: [0, 1, 2, 3, 4, 5, 6], from: 600, until: 720 }]);
    assert.deepEqual(readTimes('Saturdays 10am to 11am; on Sundays from 7pm until 8pm'), [
      { days: [6], from: 600, until: 660 },
      { days: [0], from: 1140, until: 1200 },
    ]);
    assert.deepEqual(readTimes('Friday to Monday 8am to 9am'), [{ days: [0, 1, 5, 6], from: 480, until: 540 }]);
  });

  test('are not read where anything is', () => {
    for (const words of [
      '',
      'mornings',
      '9 to 5',
      '9 to 5pm',
      'not weekdays 9am to 3pm',
      'weekdays 9am to 3pm, but not Tuesdays',
      'weekdays 9am to 3pm unless he is home',
      'after 6pm',
      '10pm to 2am',
      '3pm to 9am',
      '13pm to 14pm',
      'weekdays; 9am to 3pm',
      'school days 9am to 3pm',
      'weekdays 9am to 3pm; when the kids are at school',
      '9:75am to 11am',
      't 9am to 3pm',
    ])
      assert.equal(readTimes(words), null, words);
  });

  test('hold in London, also where clocks change', () => {
    const read = readTimes('Sundays 9am to 10am')!;
    const window = (now: string) => {
      const found = nextWindow(read, new Date(now))!;
      return [found.from.toISOString(), found.until.toISOString()];
    };
    // Clocks go forward on 29 March 2026, and back on 25 October.
    assert.deepEqual(window('2026-03-28T12:00:00Z'), ['2026-03-29T08:00:00.000Z', '2026-03-29T09:00:00.000Z']);
    assert.deepEqual(window('2026-03-29T08:30:00Z'), ['2026-03-29T08:00:00.000Z', '2026-03-29T09:00:00.000Z']);
    assert.deepEqual(window('2026-03-29T09:00:00Z'), ['2026-04-05T08:00:00.000Z', '2026-04-05T09:00:00.000Z']);
    assert.deepEqual(window('2026-10-25T00:30:00Z'), ['2026-10-25T09:00:00.000Z', '2026-10-25T10:00:00.000Z']);
  });

  test('there is always a next one, on one of its days and within a week', () => {
    fc.assert(
      fc.property(
        times,
        fc.subarray([0, 1, 2, 3, 4, 5, 6], { minLength: 1 }),
        fc.integer({ min: 0, max: 1438 }),
        (now, days, from) => {
          const found = nextWindow([{ days, from, until: from + 1 }], now)!;
          assert.ok(found.until > now && found.from.getTime() - now.getTime() <= 8 * DAY);
          assert.ok(days.includes(new Date(`${dayIn(found.from)}T12:00:00Z`).getUTCDay()));
        },
      ),
    );
  });
});
