import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { observe } from '../../../rules/checks.ts';
import type { KnownFacts } from '../../../rules/conditions.ts';
import { textOf } from '../../../words/sentence.ts';
import { DAY, NOW, QUESTIONS, SERVICE } from '../testing/synthetic.ts';
import { keptAnswer, settledAnswers, whyNotAnswer } from './answering.ts';
import type { HandCheck } from './catalogue.ts';
import { handCheckOf, whyShowsNothing, type HandRecord } from './hand-checks.ts';

const HAND: HandCheck = {
  id: 'hand.screen-reader',
  asks: 'People who use a screen reader have tried the service, and it works for them.',
  good: 'At least 3 people finished each task without help.',
  method: 'test',
  every: 365,
  by: 'user researcher',
  keep: 'notes of the sessions, with what changed',
};

function recordOf(of: Partial<HandRecord> = {}): HandRecord {
  const at = new Date(NOW.getTime() - 10 * DAY);
  const named = { by: 'Juniper Hale', evidence: 'EVD-3', href: '/services/WOUND/evidence/EVD-3' };
  return { outcome: 'passed', observedAt: at, ...named, validDays: 365, file: null, since: null, ...of };
}

function look(record: HandRecord | null, now = NOW) {
  return observe(handCheckOf(HAND) as never, record === null ? {} : { [HAND.id]: record }, { now, service: SERVICE });
}

test('what was recorded stands for as long as the check says, or less where whoever looked said so', () => {
  assert.equal(look(null).result, 'unknown');
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 1_000 }), fc.integer({ min: 0, max: 900 }), (validDays, days) => {
      const record = recordOf({ validDays });
      const now = new Date(record.observedAt.getTime() + days * DAY);
      const { result, until, clears } = look(record, now);
      const stands = Math.min(validDays, HAND.every);
      assert.equal(result, days < stands ? 'passed' : 'needs-review');
      assert.equal(until === null, days >= stands);
      assert.equal(clears.length > 0, days >= stands);
    }),
  );
});

test('a failure does not grow old', () => {
  const since = new Date('2026-03-05T12:00:00Z');
  for (const days of [0, 10, 2_000]) {
    const { result, until, ...found } = look(
      recordOf({ outcome: 'failed', since }),
      new Date(NOW.getTime() + days * DAY),
    );
    assert.deepEqual([result, until, found.since], ['failed', null, since]);
    assert.match(textOf(found.says), /Juniper Hale looked on 2 March 2026, and it is not so \(EVD-3\)\.$/u);
    assert.match(textOf(found.clears), /^Putting it right, and recording that it is so, clears it\.$/u);
  }
});

test('the words of the check itself, and empty words, show nothing', () => {
  const nothing = [
    '',
    'ok',
    'TBC',
    'n/a',
    'To be confirmed.',
    'Lorem ipsum dolor sit amet',
    HAND.asks,
    HAND.asks.toUpperCase(),
    `  ${HAND.good} `,
    `${HAND.asks}\n${HAND.good}\n${HAND.keep}`,
    'Have tried the service, and it works.',
    'It works fine',
    'ok ok ok ok',
    'x x x x',
    '1 2 3 4',
    'To be confirmed later on.',
    `${HAND.good} Amen.`,
    [...HAND.asks].join('\u200B'),
    HAND.asks.replaceAll('e', '\u0435').replaceAll('o', '\u03BF'),
    HAND.asks.replaceAll('a', 'a\u0301'),
    HAND.asks.replaceAll('ee', 'e\u00ADe'),
  ];
  for (const text of nothing) assert.ok(whyShowsNothing(HAND, text), text);
  const something = [
    'Four people with JAWS finished all tasks on 4 March; one asked for help with the photo.',
    `${HAND.asks} We asked four of them on 4 March.`,
  ];
  for (const text of something) assert.equal(whyShowsNothing(HAND, text), null, text);
});

test('an answer is one of those that its question has', () => {
  const [ai, , device, functions] = QUESTIONS;
  for (const value of [true, false, null]) assert.equal(whyNotAnswer(ai!, value), null);
  for (const value of ['yes', 1, ['yes']]) assert.ok(whyNotAnswer(ai!, value));
  assert.equal(whyNotAnswer(device!, 'not decided'), null);
  for (const value of [true, 'maybe', ['yes']]) assert.ok(whyNotAnswer(device!, value));
  for (const value of [[], ['treat'], ['inform', 'treat'], null]) assert.equal(whyNotAnswer(functions!, value), null);
  for (const value of ['treat', ['other'], ['treat', 'other']]) assert.ok(whyNotAnswer(functions!, value));
  assert.deepEqual(keptAnswer(functions!, ['inform', 'treat', 'inform']), ['treat', 'inform']);
});

test('what nobody decided, took back, or may no longer say settles nothing', () => {
  const said = {
    uses_ai: false,
    is_medical_device: 'not decided',
    functions: ['gone'],
    uses_barcodes: null,
    stray: true,
  };
  const expected: KnownFacts = { uses_ai: false };
  assert.deepEqual(settledAnswers(QUESTIONS, said), expected);
  assert.deepEqual(settledAnswers(QUESTIONS, { functions: [] }), { functions: [] });
});
