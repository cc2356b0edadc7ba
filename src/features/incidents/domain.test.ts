import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import {
  ALIKE,
  candidatesFor,
  chosenAddress,
  chosenIn,
  clocksOf,
  DANGERS,
  DEFAULT_TARGETS,
  eventKind,
  harmFacts,
  impliedFacts,
  incidentNumber,
  incidentReference,
  isOpen,
  likeness,
  medianDays,
  nextStages,
  pageIn,
  PHYSICAL_HARMS,
  PSYCHOLOGICAL_HARMS,
  regrades,
  sayMinutes,
  SORTS,
  STAGES,
  stepsDue,
  titleOf,
  trigrams,
  whyNotMove,
  whyNotReopen,
  whyNotVoid,
  whyReason,
  type Chosen,
  type Grades,
  type Life,
} from './domain.ts';

const time = fc.date({ min: new Date('2026-01-01'), max: new Date('2027-01-01'), noInvalidDate: true });
const maybe = <T>(one: fc.Arbitrary<T>) => fc.option(one, { nil: null });
const life: fc.Arbitrary<Life> = fc.record({
  stage: fc.constantFrom(...STAGES),
  reopened: fc.boolean(),
  triagedAt: maybe(time),
  voided: maybe(fc.constant('It was a test.')),
});
const grades: fc.Arbitrary<Grades> = fc.record({
  sort: fc.constantFrom(...SORTS),
  danger: fc.constantFrom(...DANGERS),
  worst: maybe(fc.constantFrom('Minor, Low: 1', 'Major, High: 4')),
  physical: maybe(fc.constantFrom(...PHYSICAL_HARMS)),
  psychological: maybe(fc.constantFrom(...PSYCHOLOGICAL_HARMS)),
});

describe('the life of an incident', () => {
  test('goes forth only, and nowhere from closed or void', () => {
    fc.assert(
      fc.property(life, fc.constantFrom(...STAGES), (one, to) => {
        if (whyNotMove(one, to) !== null) return;
        assert.ok(STAGES.indexOf(to) > STAGES.indexOf(one.stage));
        assert.notEqual(one.stage, 'closed');
        assert.equal(one.voided, null);
        assert.ok(one.triagedAt !== null || to === 'triaged', 'nothing goes past triage that was not triaged');
      }),
    );
  });

  test('has somewhere to go exactly while it is open, once it is triaged', () => {
    fc.assert(
      fc.property(life, (one) => {
        const triaged = { ...one, triagedAt: new Date() };
        assert.equal(nextStages(triaged).length > 0, isOpen(triaged));
        assert.equal(nextStages(triaged).includes('closed'), isOpen(triaged));
      }),
    );
  });

  test('begins anew only when it is closed; what is closed is not voided', () => {
    fc.assert(
      fc.property(life, (one) => {
        assert.equal(whyNotReopen(one) === null, one.stage === 'closed' && one.voided === null);
        assert.equal(whyNotVoid(one) === null, isOpen(one));
      }),
    );
  });
});

describe('a grade', () => {
  test('that differs from one before asks for a reason, and the same again for none', () => {
    fc.assert(
      fc.property(grades, grades, fc.constantFrom(...DANGERS), (before, now, harmed) => {
        const changed = regrades(before, now);
        if (changed.some((one) => one.before !== null)) assert.notEqual(whyReason(before, now, harmed), null);
        assert.deepEqual(regrades(now, now), []);
        assert.deepEqual(
          regrades(now, before).map(({ graded, value, before: was }) => ({ graded, before: value, value: was })),
          changed,
        );
      }),
    );
  });

  test('of no harm asks for a reason where the reporter said that somebody was harmed', () => {
    const before: Grades = { sort: 'incident', danger: 'unknown', worst: null, physical: null, psychological: null };
    const now: Grades = { ...before, physical: 'none' };
    assert.notEqual(whyReason(before, now, 'yes'), null);
    assert.equal(whyReason(before, now, 'unknown'), null);
    assert.equal(whyReason(before, { ...now, psychological: 'low' }, 'yes'), null);
  });

  test('that nobody gave is no fact of duties', () => {
    assert.deepEqual(harmFacts({ physical: null, psychological: 'low' }), {
      'harm.physical': null,
      'harm.psychological': 'low',
      'harm.death': null,
    });
    assert.equal(harmFacts({ physical: 'fatal', psychological: null })['harm.death'], true);
    // What a grade rules out is answered with it, and open again once it no longer does.
    const [ungraded, none, fatal] = [
      { physical: null, psychological: null },
      { physical: 'none', psychological: 'none' },
      { physical: 'fatal', psychological: null },
    ] as const;
    assert.deepEqual(impliedFacts(ungraded, ungraded), {});
    assert.deepEqual(new Set(Object.values(impliedFacts(ungraded, none))), new Set([false]));
    assert.deepEqual(new Set(Object.values(impliedFacts(none, fatal))), new Set([null]));
    assert.deepEqual(impliedFacts(fatal, fatal), {});
    assert.equal(harmFacts({ physical: 'severe', psychological: null })['harm.death'], false);
    assert.equal(eventKind('near miss'), 'incident');
    assert.equal(eventKind('good care'), 'good_care');
  });
});

describe('likeness', () => {
  const words = fc.string({ unit: 'grapheme', maxLength: 60 });
  test('is the same both ways, between 0 and 1, and 1 for the same text', () => {
    fc.assert(
      fc.property(words, words, (a, b) => {
        const [one, other] = [trigrams(a), trigrams(b)];
        const score = likeness(one, other);
        assert.equal(score, likeness(other, one));
        assert.ok(score >= 0 && score <= 1);
        if (one.size > 0) assert.equal(likeness(one, one), 1);
      }),
    );
  });

  const at = (hours: number) => new Date(Date.UTC(2026, 2, 3) + hours * 3_600_000);
  const one = { service: 's', reportedAt: at(0), release: '1.4.0', hazards: ['HAZ-1'] };
  const told = 'The photo of one wound stood beside the notes of another';

  test('suggests what is told in the same words, whenever it was', () => {
    const other = { ...one, id: 'b', words: `${told}.`, reportedAt: at(5_000), release: null, hazards: [] };
    assert.deepEqual(
      candidatesFor({ ...one, id: 'a', words: told }, [other], 5).map(({ id }) => id),
      ['b'],
    );
  });

  test('suggests the same release or hazard within 72 hours, and not after; and never of another service', () => {
    const mine = { ...one, id: 'a', words: told };
    const other = { ...one, id: 'b', words: 'No reminder came' };
    assert.ok(likeness(trigrams(mine.words), trigrams(other.words)) < ALIKE);
    assert.equal(candidatesFor(mine, [{ ...other, reportedAt: at(72) }], 5)[0]!.because.length, 2);
    assert.deepEqual(candidatesFor(mine, [{ ...other, reportedAt: at(73) }], 5), []);
    assert.deepEqual(candidatesFor(mine, [{ ...other, service: 't' }], 5), []);
    assert.deepEqual(candidatesFor(mine, [mine], 5), []);
  });
});

describe('the clocks', () => {
  const reached = fc.record({
    sort: fc.constantFrom(...SORTS),
    reportedAt: time,
    acknowledgedAt: maybe(time),
    triagedAt: maybe(time),
    madeSafeAt: maybe(time),
    closedAt: maybe(time),
    voided: fc.constant(null),
  });

  test('what is done is never overdue, and what was late stays late', () => {
    fc.assert(
      fc.property(reached, time, time, (of, a, b) => {
        const [early, late] = a <= b ? [a, b] : [b, a];
        const then = clocksOf(of, DEFAULT_TARGETS, early);
        const now = clocksOf(of, DEFAULT_TARGETS, late);
        for (const [index, clock] of then.entries()) {
          assert.equal(clock.doneAt !== null, clock.standing === 'done' || clock.standing === 'done late');
          if (clock.doneAt !== null) assert.equal(now[index]!.standing, clock.standing);
          if (clock.standing === 'overdue') assert.equal(now[index]!.standing, 'overdue');
          assert.ok(
            stepsDue(clock, DEFAULT_TARGETS[clock.target], 3, early) <=
              stepsDue(now[index]!, DEFAULT_TARGETS[clock.target], 3, late),
          );
        }
      }),
    );
  });

  test('nobody makes good care safe, and what is void has none', () => {
    const base = { reportedAt: new Date(0), acknowledgedAt: null, triagedAt: null, madeSafeAt: null, closedAt: null };
    const good = clocksOf({ ...base, sort: 'good care', voided: null }, DEFAULT_TARGETS, new Date());
    assert.deepEqual(
      good.map(({ target }) => target),
      ['acknowledge', 'triage', 'close'],
    );
    assert.deepEqual(clocksOf({ ...base, sort: 'incident', voided: 'A test.' }, DEFAULT_TARGETS, new Date()), []);
  });

  test('spans are said and counted', () => {
    assert.equal(sayMinutes(240), '4 hours');
    assert.equal(sayMinutes(1_440), '1 day');
    assert.equal(sayMinutes(90), '90 minutes');
    const from = new Date(0);
    const days = (count: number) => ({ from, to: new Date(count * 86_400_000) });
    assert.equal(medianDays([]), null);
    assert.equal(medianDays([days(1), days(9), days(2)]), 2);
    assert.equal(medianDays([days(1), days(2)]), 1.5);
  });
});

test('what narrows a list is read from its address, and written back the same', () => {
  const word = maybe(
    fc.string({ unit: 'grapheme-ascii', minLength: 1, maxLength: 20 }).map((text) => `x${text.trim()}`),
  );
  fc.assert(
    fc.property(
      fc.record({ stage: word, sort: word, harm: word, owner: word, which: maybe(fc.constantFrom('open', 'overdue')) }),
      (said) => {
        const query = Object.fromEntries(new URLSearchParams(chosenAddress(said as Chosen, 3)));
        assert.deepEqual(chosenIn(query), { ...said });
        assert.deepEqual(pageIn(query, 201), { page: 3, pages: 3 });
        assert.deepEqual(pageIn(query, 200), { page: 1, pages: 2 });
      },
    ),
  );
  assert.equal(chosenIn({ which: 'anything' }).which, null);
  assert.deepEqual(pageIn({ page: '1.5' }, 0), { page: 1, pages: 1 });
});

test('references are read as they are written', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 999_999_999 }), (number) => {
      assert.equal(incidentNumber(incidentReference(number)), number);
      assert.equal(incidentNumber(`inc ${number}`), number);
    }),
  );
  for (const other of ['INC-0', '12', 'INC', 'HAZ-12', 'INC-1.5']) assert.equal(incidentNumber(other), null);
});

test('a title is how what happened begins, and is never longer than a line', () => {
  fc.assert(fc.property(fc.string({ unit: 'grapheme', maxLength: 400 }), (what) => titleOf(what).length <= 83));
  assert.equal(titleOf('The list came late. Nobody noticed.'), 'The list came late');
  assert.equal(titleOf('Release 1.4.0 lost a row'), 'Release 1.4.0 lost a row');
});
