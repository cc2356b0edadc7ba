import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { NHS_SCHEME } from '../../schemes/domain.ts';
import { HAZARD_STATUSES } from '../domain.ts';
import {
  compareLevels,
  countsSentence,
  isProvisional,
  levelOf,
  provisionalSentence,
  sayLevel,
  whatCounts,
  whyNotClosed,
  whyNotConfirmed,
  whyNotReopened,
  type Rated,
} from './ratings.ts';

const level = fc.constantFrom(1, 2, 3, 4, 5, null);
const rated: fc.Arbitrary<Rated> = fc.record({ level, confirmed: fc.boolean(), holds: fc.boolean() });
const initials = fc.option(level.map((of): Rated => ({ level: of, confirmed: true, holds: true })));
const before = fc.array(
  rated.map((one): Rated => ({ ...one, confirmed: true })),
  { maxLength: 5 },
);
/** A level that is not known may be the worst. */
const rank = (of: Rated['level']) => (of === null ? 9 : Number(of));

describe('what counts', () => {
  test('is the residual rating while a person has judged it and its controls hold, whatever else there is', () => {
    fc.assert(
      fc.property(initials, rated, before, (initial, residual, earlier) => {
        const stands = { ...residual, confirmed: true, holds: true };
        assert.deepEqual(whatCounts(NHS_SCHEME, initial, stands, earlier), {
          phase: 'residual',
          level: residual.level,
          earlier: false,
        });
      }),
    );
  });

  test('never relies on a control that does not hold, unless that makes it worse', () => {
    fc.assert(
      fc.property(initials, fc.option(rated), before, (initial, residual, earlier) => {
        const counts = whatCounts(NHS_SCHEME, initial, residual, earlier);
        if (counts.phase !== 'residual') return;
        const holding = [...(residual?.confirmed ? [residual] : []), ...earlier].filter((one) => one.holds);
        const rests = holding.some((one) => one.level === counts.level);
        const worse = initial !== null && rank(counts.level) > rank(initial.level);
        assert.ok(rests || worse);
      }),
    );
  });

  test('is never lower than a person has judged since', () => {
    fc.assert(
      fc.property(initials, rated, before, (initial, residual, earlier) => {
        const judged = { ...residual, confirmed: true, holds: false };
        const counts = whatCounts(NHS_SCHEME, initial, judged, earlier);
        if (initial !== null) assert.ok(rank(counts.level) >= rank(judged.level));
      }),
    );
  });

  test('is the initial rating while nobody has confirmed the residual one', () => {
    fc.assert(
      fc.property(initials, rated, (initial, residual) => {
        const counts = whatCounts(NHS_SCHEME, initial, { ...residual, confirmed: false });
        assert.deepEqual(counts, { phase: initial ? 'initial' : null, level: initial?.level ?? null, earlier: false });
      }),
    );
  });

  test('falls back to the last rating whose controls hold, and not past a worse one', () => {
    const of = (value: number, holds: boolean): Rated => ({ level: value, confirmed: true, holds });
    const counts = (residual: Rated, earlier: Rated[]) => whatCounts(NHS_SCHEME, of(4, true), residual, earlier);
    assert.deepEqual(counts(of(2, false), [of(2, false), of(3, true)]), { phase: 'residual', level: 3, earlier: true });
    assert.deepEqual(counts(of(3, false), [of(2, true)]), { phase: 'initial', level: 4, earlier: false });
    assert.deepEqual(counts(of(2, false), []), { phase: 'initial', level: 4, earlier: false });
    assert.deepEqual(counts(of(5, false), []), { phase: 'residual', level: 5, earlier: false });
    assert.deepEqual(whatCounts(NHS_SCHEME, null, null), { phase: null, level: null, earlier: false });
  });

  test('an initial rating needs no confirming', () => {
    fc.assert(fc.property(initials, (initial) => assert.equal(isProvisional('initial', initial), false)));
  });
});

describe('the words', () => {
  test('say what is so, because of what, and what clears it', () => {
    const residual = { level: 2, confirmed: false, holds: true, giver: 'as stated in log.xlsx' };
    assert.deepEqual(provisionalSentence('HAZ-12', residual), {
      so: 'The residual rating of HAZ-12 is provisional',
      because: 'because it is as stated in log.xlsx and nobody has confirmed it.',
      clears: 'A clinical safety officer or deputy who confirms it clears it.',
    });
    assert.equal(provisionalSentence('HAZ-12', { ...residual, confirmed: true }), null);
    assert.equal(provisionalSentence('HAZ-12', null), null);
    assert.match(provisionalSentence('HAZ-12', { ...residual, level: null })!.because, /makes no level of it/u);
    assert.equal(
      countsSentence(NHS_SCHEME, { phase: 'initial', level: 4, earlier: false }, true),
      'Until then the initial rating counts: 4, Mandatory to reduce.',
    );
    assert.equal(
      countsSentence(NHS_SCHEME, { phase: null, level: null, earlier: false }, false),
      'Now no rating counts: the risk is not known.',
    );
  });

  test('a level is said in the terms of its scheme', () => {
    assert.equal(sayLevel(NHS_SCHEME, levelOf('3')), '3, Undesirable');
    assert.equal(sayLevel(null, levelOf('Moderate')), 'Moderate');
    assert.equal(sayLevel(NHS_SCHEME, null), 'not known');
  });
});

describe('what can be done', () => {
  test('a hazard is either to be closed or to be opened, and never both', () => {
    for (const status of HAZARD_STATUSES) {
      const [closing, opening] = [whyNotClosed('HAZ-1', status, 'the trust'), whyNotReopened('HAZ-1', status)];
      assert.equal(closing === null, status === 'open', status);
      assert.equal(opening === null, status !== 'open', status);
    }
  });

  test('only a residual rating that has a level and waits can be confirmed', () => {
    fc.assert(
      fc.property(fc.option(rated), (residual) => {
        const possible = residual !== null && !residual.confirmed && residual.level !== null;
        assert.equal(whyNotConfirmed('HAZ-1', residual) === null, possible);
      }),
    );
  });
});

test('levels have one order, and what is not known comes after the worst', () => {
  fc.assert(
    fc.property(level, level, level, (a, b, c) => {
      const compare = (x: typeof a, y: typeof a) => Math.sign(compareLevels(NHS_SCHEME, x, y));
      assert.equal(compare(a, b) + compare(b, a), 0);
      if (compare(a, b) <= 0 && compare(b, c) <= 0) assert.ok(compare(a, c) <= 0);
      if (a !== null) assert.equal(compare(a, null), -1);
    }),
  );
});
