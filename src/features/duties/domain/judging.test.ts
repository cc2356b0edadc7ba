import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import type { FactValue, GivenFacts } from '../../../rules/conditions.ts';
import type { Obligation } from '../domain.ts';
import { basisOf, isOpen, judge, whyNotJudged, type Judgement, type JudgementKind } from './judging.ts';

const NOW = new Date('2026-03-12T09:00:00Z');
const hours = (count: number) => new Date(NOW.getTime() + count * 3_600_000);

const OWED: Obligation = {
  id: 'MHRA-10D',
  state: 'due',
  due: hours(48),
  target: null,
  limit: 'within 10 days',
  strength: 'law',
  confidence: 'medium',
  settleWith: null,
  clock: 't.became_aware',
  version: 1,
  title: 'Tell the MHRA',
  further: [],
  now: false,
  missing: [],
  why: [],
};
const READS = ['harm.physical', 'harm.death', 't.became_aware'];
const FACTS: GivenFacts = { 'harm.physical': 'moderate', 't.became_aware': '2026-03-03T09:00:00Z' };

let count = 0;
function said(kind: JudgementKind, more: Partial<Judgement> = {}): Judgement {
  count++;
  return {
    id: `j${count}`,
    duty: OWED.id,
    version: 1,
    kind,
    basis: basisOf(READS, FACTS),
    reason: kind === 'dismissed' ? 'The device was off.' : null,
    due: OWED.due,
    report: kind === 'sent' ? { reference: 'ADR-1', to: 'MHRA', by: 'Posy Thackray', sentAt: NOW } : null,
    acknowledged: kind === 'acknowledged' ? { at: NOW, reference: null } : null,
    by: 'Posy Thackray',
    at: NOW,
    ...more,
  };
}
const one = (judgements: readonly Judgement[], facts = FACTS, obligation = OWED, now = NOW) =>
  judge([obligation], judgements, facts, now)[0]!;

describe('what is owed once people have judged', () => {
  test('without a judgement it stands as the rules say, and unknown stays possible', () => {
    assert.equal(one([]).standing, 'owed');
    assert.equal(one([], FACTS, { ...OWED, state: 'possible' }).standing, 'possible');
    assert.equal(one([], FACTS, { ...OWED, state: 'watch' }).standing, 'watch');
    assert.ok(!isOpen(one([], FACTS, { ...OWED, state: 'not-owed' })));
  });

  test('what is owed and past its limit is overdue; past our own target it is not', () => {
    assert.equal(one([], FACTS, OWED, hours(49)).overdue, true);
    assert.equal(one([], FACTS, { ...OWED, due: null, target: hours(-1) }).overdue, false);
  });

  test('a dismissal holds while what it read is the same, and is asked again once anything is learnt', () => {
    const dismissed = [said('dismissed')];
    assert.equal(one(dismissed).standing, 'dismissed');
    const learnt = one(dismissed, { ...FACTS, 'harm.death': false });
    assert.deepEqual([learnt.standing, learnt.changed, learnt.judgement], ['owed', ['harm.death'], null]);
    assert.equal(
      one(dismissed, { ...FACTS, 'event.stops_service': true }).standing,
      'dismissed',
      'it did not read that',
    );
  });

  test('a report stays done when the rules no longer ask for it, and owes a follow-up once a fact is corrected', () => {
    const sent = [said('sent')];
    assert.equal(one(sent, FACTS, { ...OWED, state: 'not-owed' }).standing, 'done');
    assert.equal(
      one(sent, { ...FACTS, 'harm.death': false }).standing,
      'done',
      'what was learnt besides corrects nothing',
    );
    const followUp = one(sent, { ...FACTS, 'harm.physical': 'severe' });
    assert.deepEqual([followUp.standing, followUp.changed], ['follow-up', ['harm.physical']]);
    const takenBack = one(sent, { 't.became_aware': FACTS['t.became_aware']! });
    assert.equal(takenBack.standing, 'follow-up');
    const again = said('sent', { basis: basisOf(READS, { ...FACTS, 'harm.physical': 'severe' }) });
    assert.equal(one([...sent, again], { ...FACTS, 'harm.physical': 'severe' }).standing, 'done');
  });

  test('done late stays marked late, also where the clock is corrected to start later', () => {
    const late = said('sent', { report: { reference: 'A', to: 'MHRA', by: 'x', sentAt: hours(50) } });
    assert.equal(one([late]).late, true);
    assert.equal(one([late], FACTS, { ...OWED, due: hours(200) }).late, true);
    const follow = said('sent', { basis: basisOf(READS, FACTS) });
    assert.equal(one([late, follow]).late, true);
    assert.equal(one([said('sent')]).late, false);
  });

  test('an acknowledgement counts for the report before it, and not for a later one', () => {
    const first = said('sent');
    const acknowledged = said('acknowledged', { acknowledged: { at: hours(1), reference: null } });
    assert.deepEqual(one([first, acknowledged]).acknowledgedAt, hours(1));
    const second = said('sent', { report: { reference: 'B', to: 'MHRA', by: 'x', sentAt: hours(2) } });
    assert.equal(one([first, acknowledged, second]).acknowledgedAt, null);
  });

  test('only a person takes back what a person confirmed', () => {
    const confirmed = [said('confirmed')];
    assert.equal(one(confirmed, FACTS, { ...OWED, state: 'not-owed' }).standing, 'owed');
    assert.equal(one([...confirmed, said('dismissed')]).standing, 'dismissed');
  });

  test('what cannot be said is refused in words', () => {
    assert.match(whyNotJudged(one([]), 'acknowledged')!, /Record the report first/u);
    assert.match(whyNotJudged(one([said('sent')]), 'dismissed')!, /reported already/u);
    assert.equal(whyNotJudged(one([said('sent')], { ...FACTS, 'harm.physical': 'low' }), 'dismissed'), null);
    assert.match(whyNotJudged(one([], FACTS, { ...OWED, state: 'watch' }), 'confirmed')!, /not in force/u);
    assert.equal(whyNotJudged(one([]), 'sent'), null);
  });
});

const value: fc.Arbitrary<FactValue | undefined> = fc.constantFrom<FactValue | undefined>(undefined, 'a', 'b', true);
const facts = fc
  .record({ one: value, two: value, three: value })
  .map((given) => Object.fromEntries(Object.entries(given).filter(([, held]) => held !== undefined)) as GivenFacts);
const kinds = fc.array(fc.constantFrom<JudgementKind>('confirmed', 'dismissed', 'sent', 'acknowledged'), {
  maxLength: 6,
});
const state = fc.constantFrom<Obligation['state']>('due', 'possible', 'not-owed', 'watch');

test('whatever is learnt later, a report is never undone, and what is due is never silently gone', () => {
  fc.assert(
    fc.property(kinds, fc.array(facts, { minLength: 6, maxLength: 6 }), facts, state, (given, then, now, ruled) => {
      const judgements = given.map((kind, index) => said(kind, { basis: basisOf(['one', 'two'], then[index]!) }));
      const judged = one(judgements, now, { ...OWED, state: ruled });
      if (given.includes('sent')) assert.ok(judged.standing === 'done' || judged.standing === 'follow-up');
      else if (ruled === 'due') assert.ok(isOpen(judged) || judged.standing === 'dismissed');
      if (judged.standing === 'dismissed')
        assert.deepEqual(basisOf(['one', 'two'], now).facts, judged.judgement!.basis.facts);
      if (judged.standing === 'possible') assert.equal(ruled, 'possible');
      if (judged.standing === 'not-owed') assert.equal(ruled, 'not-owed');
    }),
    { numRuns: 2_000 },
  );
});
