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
const rated: fc.Arbitrary<Rated> = fc.record({ level, confirmed: fc.boolean() });
const maybe = fc.option(rated);

describe('what counts', () => {
  test('is never a residual rating that nobody has confirmed', () => {
    fc.assert(
      fc.property(maybe, rated, (initial, residual) => {
        const counts = whatCounts(initial, { ...residual, confirmed: false });
        assert.notEqual(counts.phase, 'residual');
        assert.equal(counts.level, initial?.level ?? null);
      }),
    );
  });

  test('is the residual rating once it is confirmed, whatever the initial one is', () => {
    fc.assert(
      fc.property(maybe, rated, (initial, residual) => {
        assert.deepEqual(whatCounts(initial, { ...residual, confirmed: true }), {
          phase: 'residual',
          level: residual.level,
        });
      }),
    );
  });

  test('is not known where the rating that counts has no level: nothing better takes its place', () => {
    fc.assert(
      fc.property(maybe, maybe, (initial, residual) => {
        const counts = whatCounts(initial, residual);
        const rating = counts.phase === null ? null : { initial, residual }[counts.phase];
        assert.equal(counts.level, rating?.level ?? null);
      }),
    );
    assert.deepEqual(whatCounts({ level: 2, confirmed: true }, { level: null, confirmed: true }), {
      phase: 'residual',
      level: null,
    });
    assert.deepEqual(whatCounts(null, null), { phase: null, level: null });
  });

  test('an initial rating needs no confirming', () => {
    fc.assert(fc.property(maybe, (initial) => assert.equal(isProvisional('initial', initial), false)));
  });
});

describe('the words', () => {
  test('say what is so, because of what, and what clears it', () => {
    const residual = { level: 2, confirmed: false, giver: 'as stated in log.xlsx' };
    assert.deepEqual(provisionalSentence('HAZ-12', residual), {
      so: 'The residual rating of HAZ-12 is provisional',
      because: 'because it is as stated in log.xlsx and nobody has confirmed it.',
      clears: 'A clinical safety officer or deputy who confirms it clears it.',
    });
    assert.equal(provisionalSentence('HAZ-12', { ...residual, confirmed: true }), null);
    assert.equal(provisionalSentence('HAZ-12', null), null);
    assert.match(provisionalSentence('HAZ-12', { ...residual, level: null })!.because, /makes no level of it/u);
    assert.equal(
      countsSentence(NHS_SCHEME, { phase: 'initial', level: 4 }, true),
      'Until then the initial rating counts: 4, Mandatory to reduce.',
    );
    assert.equal(
      countsSentence(NHS_SCHEME, { phase: null, level: null }, false),
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
      fc.property(maybe, (residual) => {
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
