import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { pushedOf, titleOf } from './pushed.ts';
import type { ReportedCase, ReportedOutcome } from './reported.ts';

const STORED = new Date('2026-03-12T10:00:00Z');

function reported(given: Partial<ReportedCase> = {}): ReportedCase {
  return {
    suite: 's',
    className: 'c',
    name: 'n',
    outcome: 'passed',
    flaky: false,
    reruns: 0,
    message: null,
    seconds: null,
    observedAt: null,
    tags: [],
    properties: [],
    ...given,
  };
}

test('a test is called as people call it', () => {
  const called = (suite: string, className: string, name: string) => titleOf({ suite, className, name });
  assert.equal(
    called('Photo upload', 'c', 'Photo upload shows the time [CTL-2] [CTL-3]'),
    'Photo upload shows the time',
  );
  assert.equal(
    called('wound.spec.js', 'c', 'Photo upload › keeps the photo'),
    'wound.spec.js: Photo upload › keeps the photo',
  );
  assert.equal(called('s', 'c', 'times(String)[1] [CTL-3] morning'), 's: times(String)[1] morning');
  assert.equal(called('', 'c', ''), 'c');
  assert.equal(called('', '', '[CTL-2]'), '[CTL-2]');
  assert.equal(called('', '', ''), 'a test without a name');
  assert.equal(called('s', 'c', 'x'.repeat(999)).length, 300);
});

test('no time lies in the future, and a test without one is as old as its run', () => {
  const at = (text: string) => new Date(text);
  const early = reported({ name: 'a', observedAt: at('2026-03-11T09:00:00Z') });
  const late = reported({ name: 'b', observedAt: at('2026-03-13T09:00:00Z') });
  const none = reported({ name: 'c' });
  const pushed = pushedOf([{ cases: [early, late, none], observedAt: at('2026-03-13T09:00:00Z') }], STORED);
  assert.deepEqual(
    pushed.results.map(({ observedAt }) => observedAt),
    [early.observedAt, STORED, STORED],
  );
  assert.equal(pushed.timed, true);
  const untimed = pushedOf([{ cases: [none], observedAt: null }], STORED);
  assert.deepEqual([untimed.observedAt, untimed.timed], [STORED, false]);
});

test('a test that was skipped is no result, and one that names a control is said', () => {
  const pushed = pushedOf(
    [
      {
        cases: [reported({ outcome: 'skipped', tags: ['CTL-1'] }), reported({ name: 'b', outcome: 'skipped' })],
        observedAt: null,
      },
    ],
    STORED,
  );
  assert.deepEqual(pushed.results, []);
  assert.deepEqual(pushed.skipped, [{ title: 's: n', tags: ['CTL-1'] }]);
  assert.equal(pushed.counts.skipped, 2);
});

const anyCase = fc.record({
  name: fc.constantFrom('a', 'b', 'c', 'd'),
  outcome: fc.constantFrom<ReportedOutcome>('passed', 'failed', 'errored', 'skipped'),
  tags: fc.subarray(['CTL-1', 'CTL-2']),
  at: fc.constantFrom(null, -5, -1, 0, 3),
});

test('however reports are cut into files, and in whatever order they come, a failure in one of them counts', () => {
  fc.assert(
    fc.property(fc.array(fc.array(anyCase, { maxLength: 6 }), { maxLength: 4 }), (files) => {
      const reports = files.map((cases) => ({
        cases: cases.map(({ at, ...one }) =>
          reported({ ...one, observedAt: at === null ? null : new Date(STORED.getTime() + at * 1000) }),
        ),
        observedAt: null,
      }));
      const outcomes = (pushed: ReturnType<typeof pushedOf>) =>
        Object.fromEntries(pushed.results.map((one) => [one.identity, one.outcome]));
      const pushed = pushedOf(reports, STORED);
      assert.deepEqual(outcomes(pushed), outcomes(pushedOf(reports.toReversed(), STORED)));
      for (const one of pushed.results) {
        const said = reports.flatMap(({ cases }) => cases).filter(({ name }) => one.identity.endsWith(`"${name}"]`));
        assert.equal(
          one.outcome,
          said.some(({ outcome }) => outcome === 'failed' || outcome === 'errored') ? 'failed' : 'passed',
        );
        assert.ok(one.observedAt <= STORED);
        for (const { tags } of said) for (const tag of tags) assert.ok(one.tags.includes(tag));
      }
    }),
    { numRuns: 300 },
  );
});
