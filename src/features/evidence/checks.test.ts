import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { lawsOf, moments, observed } from '../../testing/check-laws.ts';
import { textOf } from '../../words/sentence.ts';
import { checks, type ReleaseFacts } from './checks.ts';
import { RELEASE_STATES } from './domain.ts';

const facts: fc.Arbitrary<ReleaseFacts> = fc.record({
  release: fc.record({
    version: fc.constantFrom('1.3.2', '2026-03'),
    state: fc.constantFrom(...RELEASE_STATES),
    liveAt: fc.option(moments),
  }),
});

lawsOf(checks, facts);

test('a candidate is not in use', () => {
  const of = (state: ReleaseFacts['release']['state']) =>
    textOf(observed(checks[0]!, { release: { version: '1.4.0', state, liveAt: null } }).says);
  assert.equal(
    of('candidate'),
    'No release is recorded as live: the last one, 1.4.0, is a candidate that nobody uses yet.',
  );
  assert.equal(of('live'), 'Release 1.4.0 is recorded as live.');
});
