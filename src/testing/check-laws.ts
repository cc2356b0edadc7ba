import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { observe, type AssessedService, type Check, type Observation } from '../rules/checks.ts';
import { textOf } from '../words/sentence.ts';

/* What holds of every check, whatever it asks: for the tests of each feature that has some. */

export const SERVICE: AssessedService = {
  id: '0194fe00-0000-7000-8000-0000000000aa',
  reference: 'DEMO',
  name: 'Willowbank Wound Care',
  phase: 'live',
  role: 'manufacturer',
};

const FINE: readonly Observation['result'][] = ['passed', 'not-applicable'];
export const NOW = new Date('2026-03-12T12:00:00Z');
const DAY = 86_400_000;

/** A moment within two years of now. */
export const moments = fc.integer({ min: -700, max: 700 }).map((days) => new Date(NOW.getTime() + days * DAY));
/** A day within two years of today. */
export const days = moments.map((at) => at.toISOString().slice(0, 10));

/** Asks one check of facts. */
export function observed<F extends object>(check: Check<F>, facts: Partial<F>, now: Date = NOW): Observation {
  return observe(check as unknown as Check, facts, { service: SERVICE, now });
}

/** Declares the tests that every feature's checks have to pass. @param facts of a service of which everything is known */
export function lawsOf<F extends object>(checks: readonly Check<F>[], facts: fc.Arbitrary<F>): void {
  test('of a blank service nothing is known, and it is said what begins it', () => {
    for (const check of checks) {
      const { result, clears } = observed(check, {});
      assert.equal(result, 'unknown', check.id);
      assertSentence(textOf(clears), check.id);
    }
    assert.equal(new Set(checks.map(({ id }) => id)).size, checks.length);
  });

  test('a fact that is taken away improves nothing', () => {
    fc.assert(
      fc.property(facts, fc.infiniteStream(fc.boolean()), (all, coins) => {
        const kept = Object.entries(all).filter(() => coins.next().value!);
        for (const check of checks) {
          const [before, after] = [observed(check, all), observed(check, Object.fromEntries(kept) as Partial<F>)];
          assert.ok(after.result === 'unknown' || after.result === before.result, check.id);
        }
      }),
    );
  });

  test('what is found stays so until the moment that is said, and something else is found then', () => {
    fc.assert(
      fc.property(facts, fc.double({ min: 0, max: 1, noNaN: true }), (all, part) => {
        for (const check of checks) {
          const found = observed(check, all);
          const { until } = found;
          const far = until ?? new Date(NOW.getTime() + 5000 * DAY);
          assert.ok(far > NOW, `${check.id} says a moment that is over`);
          const between = new Date(NOW.getTime() + Math.floor(part * (far.getTime() - NOW.getTime() - 1)));
          assert.equal(observed(check, all, between).result, found.result, `${check.id} at ${between.toISOString()}`);
          if (!until || found.result !== 'passed') continue;
          const then = observed(check, all, until);
          assert.notDeepEqual([then.result, then.says], [found.result, found.says], `${check.id} promises too little`);
        }
      }),
    );
  });

  test('it is said in whole sentences, with what clears it', () => {
    fc.assert(
      fc.property(facts, (all) => {
        for (const check of checks) {
          assertSentence(check.asks, check.id);
          const { result, says, clears, since } = observed(check, all);
          assertSentence(textOf(says), check.id);
          if (!FINE.includes(result)) assertSentence(textOf(clears), check.id);
          if (since) assert.ok(since <= NOW, `${check.id} says since when it will be`);
          const links = [...says, ...clears].filter((word) => typeof word !== 'string');
          for (const { href } of links) assert.match(href, /^\/[a-z]/u, check.id);
        }
      }),
    );
  });
}

function assertSentence(text: string, id: string): void {
  assert.match(text, /^[\p{Lu}\d].*[.:?]$/u, `${id}: ${text}`);
  assert.doesNotMatch(text, /undefined|null|NaN|\[object|\s{2}|\s\.|\.\./u, `${id}: ${text}`);
  // Primum never says that a service is compliant.
  assert.doesNotMatch(text, /complian|%/iu, id);
}
