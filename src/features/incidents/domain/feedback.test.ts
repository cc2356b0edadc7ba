import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import {
  answerForm,
  byPersonSentence,
  DANGERS,
  feedbackStanding,
  feedbackText,
  GRADED,
  gradeWords,
  isFeedbackOpen,
  measuresOf,
  partsOf,
  plainWordHints,
  sentencesOf,
  SORTS,
  whyNotTold,
  wordsIn,
  type CountedReport,
  type FeedbackRecord,
  type FeedbackWords,
  type GradeGiven,
  type Reporter,
} from '../domain.ts';

const NOW = new Date('2026-03-12T14:30:00Z');
const DAY = 86_400_000;
const before = (days: number) => new Date(NOW.getTime() - days * DAY);

const times = fc.integer({ min: 0, max: 700 }).map(before);
const reporters = fc.constantFrom<Reporter>(
  { by: 'person', id: 'p' },
  { by: 'concern', id: 'c' },
  { by: 'source', name: 'Monitoring' },
);
const words = fc.record<FeedbackWords>({
  graded: fc.constantFrom('', 'You said so.'),
  found: fc.constantFrom('', 'We found it.'),
  changed: fc.constantFrom('', 'It is changed.'),
  unchanged: fc.constantFrom('', 'This is not.'),
});
const grades = fc.array(
  fc.record<GradeGiven>({
    graded: fc.constantFrom(...GRADED),
    before: fc.option(fc.constantFrom('none', 'severe')),
    value: fc.option(fc.constantFrom('none', 'low', 'moderate')),
    reason: fc.option(fc.constantFrom('They stayed two days in hospital', 'We read the notes.')),
    at: times,
  }),
  { maxLength: 5 },
);
const answer = (at: Date, of: FeedbackWords | null): FeedbackRecord => ({
  id: 'f',
  report: 'r',
  at,
  by: 'Wren Applewhite',
  words: of,
  reason: of === null ? 'They asked not to be told.' : null,
  notice: null,
  readAt: null,
});
const answers = fc
  .array(fc.tuple(times, fc.option(words)), { maxLength: 3 })
  .map((given) => given.map(([at, of]) => answer(at, of)).toSorted((a, b) => a.at.getTime() - b.at.getTime()));

describe('being told', () => {
  test('nobody counts as told to whom nothing was said, and a program waits for nothing', () => {
    fc.assert(
      fc.property(reporters, answers, grades, (reporter, given, graded) => {
        const standing = feedbackStanding(reporter, given, graded);
        if (reporter.by === 'source') return assert.equal(standing, 'nobody to tell');
        assert.equal(standing === 'waiting', given.length === 0);
        if (standing === 'told') assert.notEqual(given.at(-1)!.words, null);
        return assert.equal(isFeedbackOpen(standing), standing === 'waiting' || standing === 'graded anew');
      }),
    );
  });

  test('a grade that is given after the answer has to be told as well', () => {
    const reporter: Reporter = { by: 'person', id: 'p' };
    const told = [answer(before(5), { graded: '', found: 'It.', changed: 'That.', unchanged: '' })];
    const grade: GradeGiven = { graded: 'physical', before: 'severe', value: 'low', reason: 'So.', at: before(3) };
    assert.equal(feedbackStanding(reporter, told, [grade]), 'graded anew');
    assert.equal(feedbackStanding(reporter, told, [{ ...grade, at: before(6) }]), 'told');
    assert.equal(feedbackStanding(reporter, told, [{ ...grade, graded: 'worst' }]), 'told');
  });

  test('each grade of harm stands in what is told, with its reason and what was graded before', () => {
    fc.assert(
      fc.property(fc.constantFrom(...DANGERS), grades, (harmed, given) => {
        const text = gradeWords(harmed, given);
        const harms = given.filter(
          ({ graded, before: was, value }) =>
            (graded === 'physical' || graded === 'psychological') && (value !== null || was !== null),
        );
        for (const { before: was, value, reason } of harms) {
          if (was !== null && value !== null) assert.ok(text.includes(`from “${was}” to “${value}”`));
          if (reason !== null) assert.ok(text.includes(reason.replace('.', '')));
        }
        assert.equal(/^You (?:said|did)/u.test(text), harms.length > 0);
        if (text !== '') {
          const none: FeedbackWords = { graded: '', found: 'It.', changed: 'That.', unchanged: '' };
          assert.deepEqual(
            whyNotTold(none, given).map(({ field }) => field),
            ['graded'],
          );
        }
      }),
    );
    assert.equal(
      gradeWords('yes', [
        { graded: 'physical', before: null, value: 'severe', reason: 'they stayed in hospital.', at: before(9) },
        { graded: 'physical', before: 'severe', value: 'low', reason: 'it was one night', at: before(3) },
      ]),
      'You said that somebody was harmed. On 3 March 2026 we graded harm to the body as “severe”, because: they stayed in hospital. On 9 March 2026 we changed our grade of harm to the body from “severe” to “low”, because: it was one night.',
    );
  });

  test('nothing is told that does not say what was found, and what changed or why nothing did', () => {
    fc.assert(
      fc.property(words, (of) => {
        const isEnough = of.found !== '' && (of.changed !== '' || of.unchanged !== '');
        assert.equal(whyNotTold(of, []).length === 0, isEnough);
        assert.equal(partsOf(of).length, Object.values(of).filter((text) => text !== '').length);
        for (const text of Object.values(of)) assert.ok(feedbackText(of).includes(text));
      }),
    );
  });
});

describe('plain words', () => {
  test('long sentences are counted, with easy read sooner', () => {
    const text = 'We looked at it. The photo of one wound stood beside the notes of another one for a moment.';
    assert.deepEqual(sentencesOf(text).map(wordsIn), [4, 15]);
    assert.deepEqual(plainWordHints(text, { easyRead: false }), []);
    assert.match(
      plainWordHints(text, { easyRead: true })[0]!,
      /1 sentence has more than 12 words\. The longest begins “The photo of one” and has 15/u,
    );
  });

  test('names, references and words of the trade are pointed out', () => {
    const hints = plainWordHints('Posy thackray mitigated HAZ-12 after triage.', {
      easyRead: false,
      members: ['Posy Thackray', ' '],
    });
    assert.deepEqual(hints, [
      'HAZ-12 says nothing to somebody outside.',
      'For “mitigation”, say what makes it less likely or less bad.',
      'For “triage”, say the first look at it.',
      'Posy Thackray is named. Say what happened, and not who.',
    ]);
  });

  test('what is needed is never lost: it is done here, or by a person', () => {
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom('Large print', 'Easy read', 'BSL', 'An interpreter', 'Braille')),
        (needs) => {
          const form = answerForm(needs);
          assert.equal(form.largePrint, needs.includes('Large print'));
          assert.equal(form.easyRead, needs.includes('Easy read'));
          assert.deepEqual(
            form.byPerson,
            needs.filter((need) => !['Large print', 'Easy read'].includes(need)),
          );
          assert.equal(byPersonSentence(form) === null, form.byPerson.length === 0);
        },
      ),
    );
  });
});

describe('what can be counted', () => {
  const reports = fc.array(
    fc.record<CountedReport>({ at: times, answeredAt: fc.option(times), canBeTold: fc.boolean() }),
  );
  const incidents = fc.array(
    fc.record({
      sort: fc.constantFrom(...SORTS),
      reportedAt: times,
      triagedAt: fc.option(times),
      closedAt: fc.option(times),
    }),
  );

  test('who waits is counted, and never lost in a middle', () => {
    fc.assert(
      fc.property(incidents, reports, (some, told) => {
        const found = measuresOf(some, told, NOW);
        const tellable = told.filter(({ canBeTold }) => canBeTold);
        assert.equal(found.waiting + found.toFeedback.of, tellable.length);
        assert.equal(found.oldestWaiting === null, found.waiting === 0);
        assert.equal(found.months.length, 12);
        assert.equal(found.months.at(-1)!.month, '2026-03');
        assert.equal(found.nearMissRatio === null, found.incidents === 0);
        assert.ok(found.months.reduce((sum, one) => sum + one.reports, 0) <= told.length);
      }),
    );
  });

  test('the middle of days is of those that are over', () => {
    const one = (days: number | null): CountedReport => ({
      at: before(20),
      answeredAt: days === null ? null : before(20 - days),
      canBeTold: true,
    });
    const { toFeedback, waiting, oldestWaiting } = measuresOf([], [one(1), one(9), one(3), one(null)], NOW);
    assert.deepEqual([toFeedback, waiting, oldestWaiting], [{ days: 3, of: 3 }, 1, before(20)]);
    assert.deepEqual(measuresOf([], [], NOW).toClose, { days: null, of: 0 });
  });
});
