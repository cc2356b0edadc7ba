import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { dayAfter } from '../../words/days.ts';
import { sentenceText, textOf } from '../../words/sentence.ts';
import {
  ASSUMPTION_STATES,
  assumptionChanges,
  assumptionNumber,
  assumptionSentence,
  assumptionStanding,
  DECISION_STATES,
  decisionNumber,
  decisionReference,
  problemsOf,
  sayDecider,
  whyNotRelied,
  whyNotReviewBy,
  whyNotSuperseded,
  whyNotTaken,
  type Assumption,
  type AssumptionVersion,
  type TypedDecision,
} from './domain.ts';

const TODAY = '2026-03-12';
const PERSON = '018f0000-0000-7000-8000-0000000000aa';

test('a reference is read however it is typed, and never as one of another kind', () => {
  for (const typed of ['DEC-3', 'dec 3', ' 3 ', 'DEC-003', 'dec3']) assert.equal(decisionNumber(typed), 3, typed);
  for (const typed of ['ASM-3', 'HAZ-3', 'DEC-0', '', 'DEC', '3a', '-3'])
    assert.equal(decisionNumber(typed), null, typed);
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 999_999_999 }), (number) => {
      assert.equal(decisionNumber(decisionReference(number)), number);
      assert.equal(assumptionNumber(decisionReference(number)), null);
    }),
  );
});

const TAKEN: TypedDecision = {
  options: [
    { text: 'Build it', pros: '', cons: '' },
    { text: 'Buy it', pros: 'Quick', cons: '' },
  ],
  chosen: 2,
  reason: 'It is there.',
  decidedOn: TODAY,
  decidedBy: PERSON,
  group: '',
  people: '',
};
const fieldsOf = (typed: Partial<TypedDecision>) => problemsOf({ ...TAKEN, ...typed }, TODAY).map(({ field }) => field);

test('a decision that was taken says which option, why, who and when; an open question says none of it', () => {
  assert.deepEqual(fieldsOf({}), []);
  assert.deepEqual(fieldsOf({ decidedBy: null, group: 'Safety group', people: 'Wren' }), []);
  assert.deepEqual(fieldsOf({ chosen: 3 }), ['chosen']);
  assert.deepEqual(fieldsOf({ reason: '', decidedOn: '', decidedBy: null }), ['reason', 'decidedOn', 'decidedBy']);
  assert.deepEqual(fieldsOf({ decidedOn: dayAfter(TODAY, 1) }), ['decidedOn']);
  assert.deepEqual(fieldsOf({ decidedOn: '2026-02-30' }), ['decidedOn']);
  assert.deepEqual(fieldsOf({ decidedBy: null, group: 'Safety group' }), ['people']);
  assert.deepEqual(fieldsOf({ group: 'Safety group', people: 'Wren' }), ['decidedBy'], 'one of the two');
  assert.deepEqual(fieldsOf({ options: [{ text: '', pros: 'Quick', cons: '' }], chosen: 1 }), [
    'options.0.text',
    'chosen',
  ]);
  const open = { chosen: null, reason: '', decidedOn: '', decidedBy: PERSON };
  assert.deepEqual(fieldsOf(open), []);
  assert.deepEqual(fieldsOf({ ...open, options: [] }), []);
  assert.deepEqual(fieldsOf({ ...open, reason: 'Because' }), ['chosen'], 'a reason without a choice is a slip');
});

test('only an open question is taken, and what was superseded is superseded once', () => {
  for (const state of DECISION_STATES) {
    assert.equal(whyNotTaken({ number: 1, state }) === null, state === 'open');
    assert.equal(whyNotSuperseded({ number: 1, state, supersededBy: 2 }) === null, state !== 'superseded');
  }
  assert.match(whyNotSuperseded({ number: 1, state: 'superseded', supersededBy: 9 })!, /by DEC-9/u);
});

test('who decided is said with everybody in the group', () => {
  assert.equal(sayDecider({ person: { id: PERSON, name: 'Wren Applewhite' } }), 'Wren Applewhite');
  assert.equal(
    sayDecider({ group: 'Safety group', people: 'Wren Applewhite\n\n Ottoline Reed ' }),
    'Safety group (Wren Applewhite, Ottoline Reed)',
  );
});

const ASSUMED: Assumption = {
  id: PERSON,
  number: 2,
  service: { id: PERSON, reference: 'DEMO', name: 'Willowbank Wound Care' },
  text: 'A nurse looks every day.',
  why: 'The rota says so.',
  owner: { id: PERSON, name: 'Ottoline Reed' },
  reviewBy: TODAY,
  state: 'held',
  since: '2026-01-01',
  reason: 'The rota had a gap.',
  version: 5,
};

test('an assumption holds through its day and no longer; what was found false never holds', () => {
  fc.assert(
    fc.property(fc.integer({ min: -400, max: 400 }), fc.constantFrom(...ASSUMPTION_STATES), (days, state) => {
      const one = { ...ASSUMED, state, reviewBy: dayAfter(TODAY, days) };
      const standing = assumptionStanding(one, TODAY);
      assert.equal(standing, state === 'held' ? (days < 0 ? 'lapsed' : days <= 30 ? 'due' : 'current') : state);
      // Whatever rests on it is told why exactly where it cannot rely on it.
      assert.equal(whyNotRelied(one, TODAY) === null, state === 'held' && days >= 0);
    }),
  );
});

test('what is so, because of what, and what clears it', () => {
  const said = (more: Partial<Assumption>, count = 0) => {
    const sentence = assumptionSentence({ ...ASSUMED, ...more }, { count }, TODAY);
    return sentence && sentenceText(sentence);
  };
  assert.equal(
    said({ state: 'found false', since: '2026-03-09' }, 2),
    'Assumption ASM-2 (“A nurse looks every day”) was found false on 9 March 2026 because it was said then: “The rota had a gap”. 2 ratings rest on it. A new rating that does not rest on it clears it, and so does holding the assumption again with a reason.',
  );
  assert.equal(
    said({ reviewBy: '2026-03-10' }),
    'Assumption ASM-2 (“A nurse looks every day”) has lapsed because its review was due 10 March 2026, 2 days ago. A review that says whether it still holds clears it.',
  );
  assert.equal(said({ reviewBy: dayAfter(TODAY, 31) }), null);
  assert.equal(said({ state: 'no longer needed' }), null);
  assert.match(said({ state: 'no longer needed' }, 1)!, /is still relied on.*One rating rests on it/u);
  assert.equal(
    textOf(whyNotRelied({ ...ASSUMED, state: 'found false', since: '2026-03-09' }, TODAY)!),
    'assumption ASM-2 was found false on 9 March 2026',
  );
});

test('a day by which somebody looks again is still to come, and not beyond what can be known', () => {
  for (const day of [TODAY, '2026-09-30', '2031-03-01']) assert.equal(whyNotReviewBy(day, TODAY), null, day);
  for (const day of ['', 'soon', '2026-02-30', '2026-03-11', '2036-03-12']) assert.ok(whyNotReviewBy(day, TODAY), day);
});

test('what happened is told from the versions, latest first', () => {
  const first: AssumptionVersion = {
    at: new Date('2026-03-01T09:00:00Z'),
    who: 'Wren',
    owner: 'Ottoline',
    reviewBy: '2026-03-10',
    state: 'held',
    reason: '',
  };
  const versions: AssumptionVersion[] = [
    first,
    { ...first, reviewBy: '2026-06-10', reason: 'Asked.' },
    { ...first, reviewBy: '2026-06-10', owner: 'Posy', reason: 'On leave.' },
    { ...first, reviewBy: '2026-06-10', owner: 'Posy', state: 'found false', reason: 'A gap.' },
    { ...first, reviewBy: '2026-09-10', owner: 'Posy', state: 'held', reason: 'It was a typing error.' },
  ];
  assert.deepEqual(
    assumptionChanges(versions).map(({ what, reason }) => [what.join('. '), reason]),
    [
      ['Held again, to be looked at again by 10 September 2026', 'It was a typing error.'],
      ['Found false', 'A gap.'],
      ['Handed from Ottoline to Posy', 'On leave.'],
      ['Still held, to be looked at again by 10 June 2026', 'Asked.'],
      ['Recorded for Ottoline, to be looked at again by 10 March 2026', ''],
    ],
  );
});
