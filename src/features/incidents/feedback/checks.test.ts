import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { lawsOf, moments, NOW, observed } from '../../../testing/check-laws.ts';
import { feedbackChecks, type FeedbackFacts } from './checks.ts';

const facts: fc.Arbitrary<FeedbackFacts> = fc
  .record({ reports: fc.nat(9), waiting: fc.nat(9), at: moments })
  .map(({ reports, waiting, at }) => {
    const waits = Math.min(reports, waiting);
    return { told: { reports, waiting: waits, oldest: waits === 0 ? null : { incident: 'INC-1', at } } };
  });

lawsOf(feedbackChecks, facts);

test('a report that waits longer than 30 days fails, on the day on which it is that long', () => {
  const [check] = feedbackChecks;
  const at = new Date(NOW.getTime() - 29 * 86_400_000);
  const told = { reports: 2, waiting: 1, oldest: { incident: 'INC-7', at } };
  assert.equal(observed(check!, { told }).result, 'passed');
  const late = observed(check!, { told }, new Date(NOW.getTime() + 86_400_000));
  assert.equal(late.result, 'failed');
  assert.match(JSON.stringify(late.clears), /incidents\/INC-7\/feedback/u);
});
