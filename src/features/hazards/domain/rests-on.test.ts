import assert from 'node:assert/strict';
import { test } from 'node:test';
import { textOf } from '../../../words/sentence.ts';
import type { AnsweredQuestion, RestsOn } from './holding.ts';
import { failedAt, restsOnWords } from './rests-on.ts';

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

function said(implementation: readonly AnsweredQuestion[], effectiveness: readonly AnsweredQuestion[] = []) {
  const control: RestsOn = {
    reference: 'CTL-31',
    href: '',
    state: 'in place',
    retired: false,
    implementation,
    effectiveness,
    waiting: 0,
  };
  const words = restsOnWords(control);
  return { text: words && textOf(words), failed: failedAt(control) };
}

test('what failed is said first, tests by their runs, and one that shows both aspects once', () => {
  const failed = question(1, { outcome: 'failed', observedAt: new Date('2026-03-09T02:00:00Z') });
  const review = question(2, {
    sort: 'record',
    run: null,
    title: 'Code review',
    observedAt: new Date('2026-03-02T09:00:00Z'),
  });
  const older = question(6, { run: { ...RUN, text: 'run 8700' }, observedAt: new Date('2026-02-01T02:00:00Z') });
  const unasked = question(5, { outcome: null, observedAt: null, run: null });
  const all = said([question(3), review, failed, older], [question(3), question(4), unasked]);
  assert.equal(
    all.text,
    '“check 1” failed in run 8815, 9 March 2026; 2 tests passed in run 8815, 12 March 2026; “check 6” passed in run 8700, 1 February 2026; Code review, 2 March 2026; 1 question without a result yet',
  );
  assert.deepEqual(all.failed, new Date('2026-03-09T02:00:00Z'));
  assert.equal(said([question(3)], [question(3)]).text, '“check 3” passed in run 8815, 12 March 2026');
  assert.deepEqual(said([]), { text: null, failed: null });
  assert.equal(
    said([question(1, { outcome: 'failed', retired: true })]).failed,
    null,
    'one that was retired says nothing',
  );
});
