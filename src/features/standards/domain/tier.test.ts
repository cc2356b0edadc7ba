import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import type { KnownFacts } from '../../../rules/conditions.ts';
import { TIERS, TIER_OF_FUNCTION, tierOf, type Tier } from './tier.ts';

/*
 * A tier is given only where no open answer could raise it: tried against every way in which what is open can be answered.
 */

const functions = fc.subarray(Object.keys(TIER_OF_FUNCTION), { minLength: 1 });
const decided = fc.constantFrom('yes', 'no');

/** Everything answered. */
const settled = fc.record({ esf_functions: functions, is_medical_device: decided });

/** Some of it answered: nothing at all, an empty list, a device that nobody has decided on. */
const anyFacts: fc.Arbitrary<KnownFacts> = fc.record(
  {
    esf_functions: fc.oneof(functions, fc.constant([])),
    is_medical_device: fc.constantFrom('yes', 'no', 'not decided'),
  },
  { requiredKeys: [] },
);

const order = (tier: Tier | null) => (tier === null ? -1 : TIERS.indexOf(tier));

/** What is open in these facts, answered as the other ones have it. */
function answered(facts: KnownFacts, answers: KnownFacts): KnownFacts {
  return { ...facts, ...Object.fromEntries(tierOf(facts).missing.map((fact) => [fact, answers[fact]!])) };
}

describe('the tier that answers reach', () => {
  test('the highest tier that any function reaches counts, and a medical device is C', () => {
    const of = (esf_functions: string[], is_medical_device: string) =>
      tierOf({ esf_functions, is_medical_device }).tier;
    assert.equal(of(['system_service'], 'no'), 'A');
    assert.equal(of(['system_service', 'health_diary'], 'no'), 'B');
    assert.equal(of(['communicating', 'inform_management'], 'no'), 'C');
    assert.equal(of(['system_service'], 'yes'), 'C');
  });

  test('it is unknown while nobody has said what it does, or whether it is a medical device', () => {
    assert.deepEqual(tierOf({}).missing, ['esf_functions', 'is_medical_device']);
    assert.deepEqual(tierOf({ esf_functions: [], is_medical_device: 'no' }).missing, ['esf_functions']);
    const undecided = tierOf({ esf_functions: ['system_service'], is_medical_device: 'not decided' });
    assert.deepEqual(undecided, {
      tier: null,
      atLeast: 'A',
      because: ['esf_functions'],
      missing: ['is_medical_device'],
    });
  });

  test('a function that this version does not know leaves it open', () => {
    const reached = tierOf({ esf_functions: ['system_service', 'foretelling'], is_medical_device: 'no' });
    assert.equal(reached.tier, null);
    assert.equal(reached.atLeast, 'A');
  });

  test('everything answered, there is always one', () => {
    fc.assert(
      fc.property(settled, (facts) => {
        const { tier, missing } = tierOf(facts);
        assert.notEqual(tier, null);
        assert.deepEqual(missing, []);
      }),
    );
  });

  test('no later answer to what is open lowers it, and none changes one that was given', () => {
    fc.assert(
      fc.property(anyFacts, settled, (facts, answers) => {
        const before = tierOf(facts);
        const after = tierOf(answered(facts, answers));
        assert.ok(order(after.tier) >= order(before.atLeast));
        if (before.tier !== null) assert.equal(after.tier, before.tier);
      }),
    );
  });

  test('a tier that was given holds whatever is answered to what it did not turn on', () => {
    fc.assert(
      fc.property(anyFacts, settled, (facts, answers) => {
        const { tier, because } = tierOf(facts);
        fc.pre(tier !== null);
        const kept = Object.fromEntries(because.map((fact) => [fact, facts[fact]!]));
        assert.equal(tierOf({ ...answers, ...kept }).tier, tier);
      }),
    );
  });

  test('it is unknown only where an answer to what is open would raise it', () => {
    fc.assert(
      fc.property(anyFacts, (facts) => {
        const reached = tierOf(facts);
        fc.pre(reached.tier === null);
        const lowest = tierOf(answered(facts, { esf_functions: ['system_service'], is_medical_device: 'no' }));
        const raised = tierOf(answered(facts, { esf_functions: ['treat'], is_medical_device: 'yes' }));
        assert.ok(order(raised.tier) > order(lowest.tier));
      }),
    );
  });

  test('naming one more function never lowers it', () => {
    fc.assert(
      fc.property(settled, fc.constantFrom(...Object.keys(TIER_OF_FUNCTION)), (facts, more) => {
        const after = tierOf({ ...facts, esf_functions: [...facts.esf_functions, more] });
        assert.ok(order(after.tier) >= order(tierOf(facts).tier));
      }),
    );
  });
});
