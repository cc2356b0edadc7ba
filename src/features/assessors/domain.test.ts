import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { ROLES } from '../../platform/commands/may.ts';
import { dayAfter } from '../../words/days.ts';
import { sentenceText } from '../../words/sentence.ts';
import {
  aboutWords,
  MOST_DAYS,
  opensNoMore,
  stateOf,
  waitingSentence,
  whyNotEnded,
  whyNotUntil,
  type Comment,
  type Holding,
} from './domain.ts';

const TODAY = '2026-03-12';

test('a last day is today or later, and 90 days away at most', () => {
  fc.assert(
    fc.property(fc.integer({ min: -200, max: 400 }), (days) => {
      const refused = whyNotUntil(dayAfter(TODAY, days), TODAY);
      assert.equal(refused === null, days >= 0 && days <= MOST_DAYS, `${days}: ${refused}`);
    }),
  );
  for (const none of ['', 'soon', '2026-02-30', '12/03/2026'])
    assert.match(whyNotUntil(none, TODAY)!, /Give the last/u);
});

test('it is open until its last moment, unless somebody ended it before', () => {
  const until = new Date('2026-03-26T23:59:59.999Z');
  const at = (now: Date, endedAt: Date | null = null) => stateOf({ until, endedAt }, now);
  assert.equal(at(new Date(until.getTime() - 1)), 'open');
  assert.equal(at(until), 'over');
  assert.equal(at(new Date(0), new Date(0)), 'ended');
  assert.equal(whyNotEnded('A. Assessor', 'open'), null);
  for (const state of ['ended', 'over'] as const)
    assert.match(whyNotEnded('A. Assessor', state)!, /Nothing was changed/u);
});

const GIVEN = { organisation: 'ours', service: 'DEMO' };
const holding: fc.Arbitrary<Holding> = fc.record({
  organisation: fc.constantFrom('ours', 'theirs'),
  role: fc.constantFrom(...ROLES),
  service: fc.constantFrom('DEMO', 'OTHER', null),
});
const own: Holding = { organisation: 'ours', role: 'assessor', service: 'DEMO' };

test('a link opens only what it was made for: not where its person holds anything else, anywhere', () => {
  assert.ok(opensNoMore([own], GIVEN));
  assert.ok(!opensNoMore([], GIVEN), 'whoever holds nothing looks at nothing');
  fc.assert(
    fc.property(fc.array(holding, { maxLength: 4 }), fc.nat(), (others, place) => {
      const held = others.toSpliced(place % (others.length + 1), 0, own);
      const else_ = others.some(
        (one) => one.organisation !== 'ours' || one.role !== 'assessor' || one.service !== 'DEMO',
      );
      assert.equal(opensNoMore(held, GIVEN), !else_);
    }),
  );
});

test('a comment says what it is about, also where that is gone, and what clears it', () => {
  const standards = [{ id: 'point-16', name: 'Point 16', sections: [{ id: '4', title: 'A nominated officer' }] }];
  assert.equal(aboutWords({ standard: null, section: null }, standards), 'The service as a whole');
  assert.equal(aboutWords({ standard: 'point-16', section: null }, standards), 'Point 16, as a whole');
  assert.equal(
    aboutWords({ standard: 'point-16', section: '4' }, standards),
    'Point 16, clause 4: A nominated officer',
  );
  assert.equal(aboutWords({ standard: 'point-16', section: '99' }, standards), 'Point 16, clause 99');
  assert.equal(aboutWords({ standard: 'gone', section: '1' }, standards), 'gone, section 1');
  const comment: Comment = {
    id: '1',
    number: 3,
    author: { id: '2', name: 'Imogen Sedge' },
    from: 'Example Assessment Panel',
    at: new Date(0),
    standard: 'point-16',
    section: null,
    text: 'Why?',
    answers: [],
  };
  assert.equal(
    sentenceText(waitingSentence(comment, 'Point 16, as a whole', '/x')),
    'Comment 3 of an assessor waits for an answer because Imogen Sedge, Example Assessment Panel commented on “Point 16, as a whole”. An answer of the team clears it.',
  );
});
