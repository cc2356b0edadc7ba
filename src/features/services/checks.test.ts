import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { lawsOf, observed } from '../../testing/check-laws.ts';
import { checks, type ServiceFacts } from './checks.ts';
import { TEXT_FIELDS } from './domain.ts';

const PARTS = TEXT_FIELDS.filter((field) => field !== 'summary');
const facts: fc.Arbitrary<ServiceFacts> = fc.record({
  intendedUse: fc.subarray([...PARTS], { minLength: 1 }),
  components: fc.integer({ min: 1, max: 40 }),
});

lawsOf(checks, facts);

test('the intended use is said once all five parts are, and those that are missing are named', () => {
  const [said] = checks;
  fc.assert(
    fc.property(facts, ({ intendedUse }) => {
      const { result, says } = observed(said!, { intendedUse });
      assert.equal(result, intendedUse.length === PARTS.length ? 'passed' : 'failed');
      assert.equal(
        JSON.stringify(says).includes('what it is not for” is not said'),
        result === 'failed' && intendedUse.length === 4 && !intendedUse.includes('notFor'),
      );
    }),
  );
});
