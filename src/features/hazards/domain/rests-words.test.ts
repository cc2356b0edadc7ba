import assert from 'node:assert/strict';
import { test } from 'node:test';
import { textOf } from '../../../words/sentence.ts';
import type { AnsweredQuestion, RestsOn } from './holding.ts';
import { failedAt, restsWords } from './rests-words.ts';

const RUN = { text: 'run 8815', href: '/services/DEMO/runs/8815', release: '1.3.2' };

function question(number: number, given: Partial<AnsweredQuestion> = {}): AnsweredQuestion {
  return {
    reference: `EVD-${number}`,
    sort: 'test',
    title: `check ${number}`,
    href: `/services/DEMO/evidence/EVD-${number}`,
    outcome: 'passed',
    since: null,
    run: RUN,
    lapsesAt: null,
    observedAt: new Date('2026-03-12T02:00:00Z'),
    retired: false,
    ...given,
  };
}

function rests(implementation: readonly AnsweredQuestion[], effectiveness: readonly AnsweredQuestion[] = []): RestsOn {
  return {
    reference: 'CTL-31',
    href: '',
    state: 'in place',
    retired: false,
    implementation,
    effectiveness,
    waiting: 0,
  };
}

test('what failed is said first, tests of one run together, and one that shows both aspects once', () => {
  const failed = question(1, { outcome: 'failed', observedAt: new Date('2026-03-09T02:00:00Z') });
  const review = question(2, {
    sort: 'record',
    run: null,
    title: 'Code review',
    observedAt: new Date('2026-03-02T09:00:00Z'),
  });
  const words = restsWords(
    rests([question(3), review, failed], [question(3), question(4), question(5, { outcome: null, observedAt: null })]),
  );
  assert.equal(
    textOf(words),
    'Test “check 1” failed in run 8815, 9 March 2026; 2 tests passed in run 8815, 12 March 2026; Code review, 2 March 2026; Test “check 5” has no result yet',
  );
  assert.equal(
    textOf(restsWords(rests([question(3)], [question(3)]))),
    'Test “check 3” passed in run 8815, 12 March 2026',
  );
  assert.deepEqual(restsWords(rests([question(3, { retired: true })])), []);
  assert.deepEqual(restsWords(rests([])), []);
  assert.deepEqual(failedAt(rests([failed, question(2)])), new Date('2026-03-09T02:00:00Z'));
  assert.equal(failedAt(rests([question(2)])), null);
});
