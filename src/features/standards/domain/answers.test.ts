import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { RESULTS, type AssessedService, type Observation, type Result } from '../../../rules/checks.ts';
import { dayAfter } from '../../../words/days.ts';
import { textOf } from '../../../words/sentence.ts';
import { answersOf as answersOfAll, answersTo, beforeSupply, type Answered, type AnsweredFrom } from './answers.ts';
import {
  JUDGEMENTS,
  type AssessedCriterion,
  type Assessment,
  type JudgementStanding,
  type JudgementValue,
} from './assessment.ts';
import type { Catalogue, Criterion } from './catalogue.ts';

/* The answers of the compliance assessment: never better than what is known, and never a Yes without somebody who judged. */

const NOW = new Date('2026-11-22T09:00:00Z');
const TODAY = '2026-11-22';
const SERVICE: AssessedService = { id: 's', reference: 'TST', name: 'Test', phase: 'live', role: 'manufacturer' };
const CATALOGUE = { id: 'dcb0129', edition: '4.2', name: 'DCB0129' } as Catalogue;
const ASSESSMENT: Pick<Assessment, 'catalogue' | 'service' | 'asAt'> = {
  catalogue: CATALOGUE,
  service: SERVICE,
  asAt: NOW,
};
const FROM: AnsweredFrom = { assessment: ASSESSMENT, processReviewedOn: dayAfter(TODAY, -30) };

const WRITTEN = 'processes.change-control.written';
const RUN = 'processes.change-control.run';
const BY_HAND = 'hand.release-trail';

const CRITERION: Criterion = {
  id: '7.3.1',
  section: '7.3',
  clause: '7.3.1',
  title: 'Every change goes through the process',
  text: 'No change is made outside the process.',
  level: 'MUST',
  applies: null,
  from: 'live',
  checks: [WRITTEN, RUN, BY_HAND],
  confidence: 'seen',
  source: 'Test',
  assessedAs: ['system', 'project'],
  tiers: [],
  note: '',
};

function observationOf(check: string, result: Result, isShown = result === 'passed' || result === 'needs-review') {
  const isFine = result === 'passed' || result === 'not-applicable';
  const observation: Observation = {
    check,
    asks: 'It is so.',
    how: 'automatic',
    result,
    says: [`${check} is ${result}.`],
    clears: isFine ? [] : [`Looking at ${check} clears it.`],
    until: null,
    since: null,
    shown: isShown ? [{ text: check, href: `/${check}`, until: null }] : [],
  };
  return observation;
}

function judgementOf(value: JudgementValue, isOutOfDate = false): JudgementStanding {
  return {
    reference: 'FND-1',
    href: '/findings/FND-1',
    value,
    reason: 'We looked at all of it.',
    by: 'Wren Applewhite (CSO)',
    on: new Date('2026-11-02T09:00:00Z'),
    until: null,
    basis: {},
    facts: {},
    fallen: [],
    outOfDate: isOutOfDate ? ['A check under it got worse.'] : [],
  };
}

/** From worst to best, as an assessment has them. */
const WORST_FIRST: readonly Result[] = ['failed', 'unknown', 'not-run', 'needs-review', 'passed', 'not-applicable'];

function assessedWith(
  results: readonly Result[],
  judgement: JudgementStanding | null,
  of: { readonly criterion?: Partial<Criterion>; readonly applies?: AssessedCriterion['applies'] } = {},
): AssessedCriterion {
  const criterion = { ...CRITERION, ...of.criterion };
  const observations = criterion.checks.map((check, at) => observationOf(check, results[at] ?? 'unknown'));
  const applies = of.applies ?? 'yes';
  const isLeftOut = applies === 'no' || (judgement?.value === 'does not apply' && judgement.outOfDate.length === 0);
  const worst = WORST_FIRST.find((result) => observations.some((one) => one.result === result))!;
  const result = isLeftOut ? 'not-applicable' : applies === 'unknown' ? 'unknown' : worst;
  const isFine = result === 'passed' || result === 'not-applicable';
  const open = observations.filter(({ clears }) => clears.length > 0).map(({ clears }) => clears);
  return {
    criterion,
    applies,
    appliesBecause: applies === 'yes' ? [] : ['It turns on what was said.'],
    result,
    freshness: { state: 'current', until: null, since: null, from: null },
    judgement,
    reasons: observations.map(({ says }) => says),
    clears: isFine ? [] : applies === 'unknown' ? [['Answering the question clears it.']] : open,
    shown: observations.flatMap(({ shown }) => shown),
    observations,
    until: null,
  };
}

const anyResults = fc.array(fc.constantFrom(...RESULTS), { minLength: 3, maxLength: 3 });
const anyJudgement = fc.option(
  fc
    .record({ value: fc.constantFrom(...JUDGEMENTS), isOutOfDate: fc.boolean() })
    .map(({ value, isOutOfDate }) => judgementOf(value, isOutOfDate)),
  { nil: null },
);
const anyOf = fc.record({
  criterion: fc.record({
    level: fc.constantFrom('MUST', 'SHOULD', 'INFO', null),
    assessedAs: fc.constantFrom<Criterion['assessedAs'][]>([], ['system'], ['project'], ['system', 'project']),
  }),
  applies: fc.constantFrom('yes', 'no', 'unknown'),
});
const anyAssessed = fc
  .tuple(anyResults, anyJudgement, anyOf)
  .map(([results, judgement, of]) => assessedWith(results, judgement, of));

const answersOf = (assessed: AssessedCriterion) => answersTo(assessed, FROM).map(({ answer }) => answer);

test('Yes needs a judgement that is current, and every check of its part settled', () => {
  let yes = 0;
  fc.assert(
    fc.property(anyAssessed, (assessed) => {
      for (const { answer, part } of answersTo(assessed, FROM)) {
        if (answer !== 'Yes') continue;
        yes += 1;
        assert.equal(assessed.judgement?.value, 'met');
        assert.deepEqual(assessed.judgement?.outOfDate, []);
        assert.equal(assessed.applies, 'yes');
        const isApart = assessed.criterion.assessedAs.length === 2;
        const looked = assessed.observations.filter(
          ({ check }) => !isApart || (check === WRITTEN) === (part === 'system'),
        );
        assert.ok(looked.some(({ result }) => result === 'passed'));
        assert.ok(looked.every(({ result }) => result === 'passed' || result === 'not-applicable'));
      }
    }),
    { numRuns: 5_000 },
  );
  assert.ok(yes > 0, 'some are');
});

test('whatever is forgotten, no answer becomes a Yes', () => {
  fc.assert(
    fc.property(anyResults, anyJudgement, anyOf, fc.subarray([0, 1, 2]), (results, judgement, of, forgotten) => {
      const less = results.map((result, at) => (forgotten.includes(at) ? 'unknown' : result));
      const before = answersOf(assessedWith(results, judgement, of));
      answersOf(assessedWith(less, judgement, of)).forEach((answer, at) => {
        if (answer === 'Yes') assert.equal(before[at], 'Yes');
      });
      for (const answer of answersOf(assessedWith(['unknown', 'unknown', 'unknown'], judgement, of)))
        assert.notEqual(answer, 'Yes');
      for (const answer of answersOf(assessedWith(results, null, of))) assert.notEqual(answer, 'Yes');
    }),
    { numRuns: 2_000 },
  );
});

test('each answer says why; all but No have evidence; all but Yes and Not applicable say what clears them', () => {
  fc.assert(
    fc.property(anyAssessed, (assessed) => {
      for (const { answer, because, clears, evidence } of answersTo(assessed, FROM)) {
        assert.match(textOf(because), /\.$/u);
        if (answer !== 'No') assert.notEqual(evidence.length, 0, answer);
        const isFine = answer === 'Yes' || answer === 'Not applicable';
        assert.equal(textOf(clears) === '', isFine, answer);
        if (!isFine) assert.match(textOf(clears), /\.$/u);
      }
    }),
    { numRuns: 2_000 },
  );
});

test('the management system is answered apart from the project: neither answer turns on what shows the other', () => {
  const judgement = judgementOf('met');
  fc.assert(
    fc.property(anyResults, fc.constantFrom(...RESULTS), ([written, run, seen], other) => {
      const [system] = answersOf(assessedWith([written!, run!, seen!], judgement));
      assert.equal(system, answersOf(assessedWith([written!, other, other], judgement))[0]);
      const [, project] = answersOf(assessedWith([written!, run!, seen!], judgement));
      assert.equal(project, answersOf(assessedWith([other, run!, seen!], judgement))[1]);
    }),
  );
  const written = assessedWith(['passed', 'unknown', 'unknown'], judgement);
  assert.deepEqual(
    answersTo(written, FROM).map(({ part, answer }) => [part, answer]),
    [
      ['system', 'Yes'],
      ['project', 'Awaiting'],
    ],
  );
});

test('a clause that is not parted has one answer, to all that is looked at', () => {
  const whole = (results: readonly Result[]) =>
    answersTo(assessedWith(results, judgementOf('met'), { criterion: { assessedAs: [] } }), FROM);
  assert.deepEqual(
    whole(['passed', 'passed', 'passed']).map(({ part, answer }) => [part, answer]),
    [[null, 'Yes']],
  );
  assert.equal(whole(['passed', 'passed', 'failed'])[0]!.answer, 'No');
});

test('what passed and nobody judged is awaited; what nothing shows is a No', () => {
  const of = { criterion: { assessedAs: ['project'] as const } };
  const [passed] = answersTo(assessedWith(['passed', 'passed', 'passed'], null, of), FROM);
  assert.equal(passed!.answer, 'Awaiting');
  assert.equal(textOf(passed!.because), 'What could be checked passed. Nobody has judged it.');
  assert.deepEqual(passed!.clears[0], { text: 'Judging it', href: '/services/TST/standards/dcb0129/judge/7.3' });
  const [nothing] = answersTo(assessedWith(['unknown', 'unknown', 'unknown'], null, of), FROM);
  assert.equal(nothing!.answer, 'No');
  assert.match(textOf(nothing!.because), /^Nothing shows it\. /u);
});

test('evidence that lapsed is awaited, whoever judged it met', () => {
  assert.deepEqual(answersOf(assessedWith(['needs-review', 'passed', 'needs-review'], judgementOf('met'))), [
    'Awaiting',
    'Awaiting',
  ]);
});

test('what a person judged partly met is Partial, and not met is No, whatever the checks say', () => {
  fc.assert(
    fc.property(anyResults, (results) => {
      assert.deepEqual(answersOf(assessedWith(results, judgementOf('partly met'))), ['Partial', 'Partial']);
      assert.deepEqual(answersOf(assessedWith(results, judgementOf('not met'))), ['No', 'No']);
    }),
  );
});

test('a SHOULD that was left out is Not applicable with a reason, and else No', () => {
  const of = { criterion: { level: 'SHOULD', assessedAs: ['project'] } as const };
  const failed: readonly Result[] = ['failed', 'unknown', 'unknown'];
  const [reasoned] = answersTo(assessedWith(failed, judgementOf('does not apply'), of), FROM);
  assert.equal(reasoned!.answer, 'Not applicable');
  assert.match(textOf(reasoned!.because), /We looked at all of it\.$/u);
  for (const judgement of [null, judgementOf('not met'), judgementOf('does not apply', true)]) {
    const [left] = answersTo(assessedWith(failed, judgement, of), FROM);
    assert.equal(left!.answer, 'No');
    assert.match(textOf(left!.clears), /a judgement that it does not apply, with that reason, clears it\.$/u);
  }
});

test('that no check applies is not enough: somebody has to judge it', () => {
  const none: readonly Result[] = ['not-applicable', 'not-applicable', 'not-applicable'];
  assert.deepEqual(answersOf(assessedWith(none, null)), ['No', 'No']);
  assert.deepEqual(answersOf(assessedWith(none, judgementOf('met'))), ['Not applicable', 'Not applicable']);
});

test('whether the process is reviewed cannot be awaited for more than a year', () => {
  const criterion = { checks: ['processes.process-review.written', 'processes.process-review.run'] };
  const of = { criterion: { ...criterion, assessedAs: ['system'] } as const };
  const on = (days: number | null): AnsweredFrom => ({
    assessment: ASSESSMENT,
    processReviewedOn: days === null ? null : dayAfter(TODAY, -days),
  });
  fc.assert(
    fc.property(anyResults, anyJudgement, fc.integer({ min: 366, max: 4_000 }), (results, judgement, days) => {
      for (const from of [on(days), on(null)])
        assert.notEqual(answersTo(assessedWith(results, judgement, of), from)[0]!.answer, 'Awaiting');
    }),
  );
  const lapsed = assessedWith(['passed', 'needs-review'], judgementOf('met'), of);
  assert.equal(answersTo(lapsed, on(365))[0]!.answer, 'Awaiting');
  const [late] = answersTo(lapsed, on(366));
  assert.equal(late!.answer, 'No');
  assert.equal(
    textOf(late!.because),
    'The process was last reviewed on 21 November 2025, more than a year ago, so its review cannot be awaited.',
  );
  assert.equal(textOf(answersTo(lapsed, on(null))[0]!.clears), 'A review of the process clears it.');
});

test('the day of a review is the one that its check shows, whatever that came to', () => {
  const review = 'processes.process-review.run';
  const criterion = { checks: [review], assessedAs: ['system'] } as const;
  const answerWith = (on: string | null, result: Result) => {
    const one = assessedWith([result], judgementOf('met'), { criterion });
    const shown = on === null ? [] : [{ text: 'Run', href: '/run', until: null, on }];
    const observations = one.observations.map((seen) => ({ ...seen, shown }));
    const assessment = { ...ASSESSMENT, sections: [{ criteria: [{ ...one, observations }] }] } as unknown as Assessment;
    return answersOfAll(assessment)[0]![0]!.answer;
  };
  assert.equal(answerWith(dayAfter(TODAY, -365), 'needs-review'), 'Awaiting');
  assert.equal(answerWith(dayAfter(TODAY, -366), 'needs-review'), 'No');
  assert.equal(answerWith(null, 'needs-review'), 'No');
});

test('before supply, Partial and Awaiting are to be settled, and the management system alone carries no claim', () => {
  const all = (results: readonly Result[], judgement: JudgementStanding | null): Answered[] =>
    answersTo(assessedWith(results, judgement), FROM);
  const settled = all(['passed', 'passed', 'passed'], judgementOf('met'));
  assert.deepEqual(beforeSupply(settled), { toSettle: [], no: [], against: [] });
  const systemOnly = settled.filter(({ part }) => part === 'system');
  assert.deepEqual(beforeSupply(systemOnly).against.map(textOf), [
    'Nothing is answered Yes for this system. The management system alone carries no claim.',
  ]);
  fc.assert(
    fc.property(fc.array(anyAssessed, { maxLength: 5 }), (assessed) => {
      const answered = assessed.flatMap((one) => answersTo(one, FROM));
      const { toSettle, against } = beforeSupply(answered);
      const open = answered.filter(({ answer }) => answer === 'Partial' || answer === 'Awaiting');
      assert.deepEqual(toSettle, open);
      if (open.length > 0) assert.notEqual(against.length, 0);
      if (against.length === 0) assert.ok(answered.some(({ part, answer }) => part !== 'system' && answer === 'Yes'));
      for (const words of against) assert.doesNotMatch(textOf(words), /complian|%/u);
    }),
  );
});
