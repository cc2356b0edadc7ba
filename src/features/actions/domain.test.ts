import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { dayAfter } from '../../words/days.ts';
import { sentenceText } from '../../words/sentence.ts';
import {
  actionNumber,
  actionReference,
  ACTION_STATES,
  changesOf,
  isOverdue,
  openSentence,
  whyNotDue,
  whyNotOpen,
  whyNotTakenUp,
  type ActionVersion,
} from './domain.ts';

const TODAY = '2026-03-12';

test('a reference is read however it is typed, and nothing else is one', () => {
  for (const typed of ['ACT-12', 'act-12', ' act 12 ', '12', 'ACT-0012', 'ACT12'])
    assert.equal(actionNumber(typed), 12);
  for (const typed of ['', 'ACT-', 'ACT-0', 'HAZ-12', '12a', '-12', '1.5', 'ACT-9999999999'])
    assert.equal(actionNumber(typed), null, typed);
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 999_999_999 }), (number) => actionNumber(actionReference(number)) === number),
  );
});

test('an open action is overdue from the day after; what is no longer open never is', () => {
  fc.assert(
    fc.property(fc.integer({ min: -800, max: 800 }), fc.constantFrom(...ACTION_STATES), (days, state) => {
      assert.equal(isOverdue({ state, due: dayAfter(TODAY, days) }, TODAY), state === 'open' && days < 0);
    }),
  );
});

test('what is so, because of what, and what clears it', () => {
  const source = { kind: 'approval', id: 'x', label: 'Approval of version 5', href: '/services/DEMO/approvals' };
  const action = { number: 12, title: 'Ask the nurses.', due: '2026-03-08', source };
  assert.equal(
    sentenceText(openSentence(action, TODAY)),
    '“Ask the nurses” is overdue because it was due 8 March 2026, 4 days ago. Source: Approval of version 5. Saying with what evidence it was done clears it.',
  );
  assert.equal(
    sentenceText(openSentence({ ...action, source: null }, TODAY)),
    '“Ask the nurses” is overdue because it was due 8 March 2026, 4 days ago. Saying with what evidence it was done clears it.',
  );
  assert.equal(sentenceText(openSentence({ ...action, due: TODAY, source: null }, TODAY)), 'Ask the nurses.');
});

test('a day by which something is to be done is one that is still to come, and not in another century', () => {
  for (const due of [TODAY, '2026-03-13', '2036-03-12']) assert.equal(whyNotDue(due, TODAY), null, due);
  assert.match(whyNotDue('2026-03-11', TODAY)!, /still to come/u);
  assert.match(whyNotDue('2126-03-12', TODAY)!, /Check the year/u);
  for (const due of ['', 'soon', '2026-02-30', '12/03/2026'])
    assert.match(whyNotDue(due, TODAY)!, /such as 2026-03-31/u);
});

test('of open and not open, each can be changed in one way', () => {
  for (const state of ACTION_STATES) {
    assert.equal(whyNotOpen({ number: 1, state }) === null, state === 'open');
    assert.equal(whyNotTakenUp({ number: 1, state }) === null, state !== 'open');
  }
});

test('what happened is told from the versions, latest first', () => {
  const first: ActionVersion = {
    at: new Date('2026-03-01T09:00:00Z'),
    who: 'Wren',
    owner: 'Ottoline',
    due: '2026-03-10',
    state: 'open',
    reason: '',
    evidence: '',
  };
  const versions: ActionVersion[] = [
    first,
    { ...first, owner: 'Juniper', reason: 'On leave.' },
    { ...first, owner: 'Juniper', due: '2026-03-20', reason: 'The trust asked.' },
    { ...first, owner: 'Juniper', due: '2026-03-20', state: 'done', evidence: 'Tried with three phones.' },
    { ...first, owner: 'Juniper', due: '2026-03-30', state: 'open', reason: 'It came back.' },
  ];
  assert.deepEqual(
    changesOf(versions).map(({ what, reason }) => [what.join('. '), reason]),
    [
      ['Taken up again. Due 30 March 2026 in place of 20 March 2026', 'It came back.'],
      ['Done', 'Tried with three phones.'],
      ['Due 20 March 2026 in place of 10 March 2026', 'The trust asked.'],
      ['Handed from Ottoline to Juniper', 'On leave.'],
      ['Added for Ottoline, due 10 March 2026', ''],
    ],
  );
});
