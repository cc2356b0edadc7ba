import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { textOf } from '../../../words/sentence.ts';
import { RESULTS } from '../../../rules/checks.ts';
import {
  BLANK,
  catalogue,
  criterion,
  judgement,
  known,
  NOW,
  observation,
  OTHER,
  STANDARD,
  STATES,
} from '../testing/made-up.ts';
import { assess } from './assess.ts';
import { crosswalkOf } from './crosswalk.ts';
import { criteriaOf, JUDGEMENTS } from './assessment.ts';
import {
  alsoCountsFor,
  countsOf,
  evidenceOf,
  isBlank,
  isDueSoon,
  isGap,
  judgedByWords,
  judgementsOf,
  sectionFreshness,
  wholeApplies,
} from './showing.ts';
import { countsText, summaryOf, summaryText } from './summary.ts';

const href = (section: string) => `#clause-${section}`;
const states = assess(STANDARD, STATES);
const section = (id: string) => states.sections.find((one) => one.section.id === id)!;

test('the paragraph says what stands, what does not and why, what is not known, and what is not asked', () => {
  assert.equal(
    summaryText(summaryOf(states, href)),
    '3 of 8 clauses are met, one of them on something that lapsed 4 days ago, 8 March 2026: clause 2. ' +
      '2 are not met. Clause 3: 2 of 28 hazards have no residual rating: HAZ-3 and HAZ-9. ' +
      'Clause 5: Juniper Hale (deputy) judged on 1 February 2026 that it is partly met: Trends were looked at once. ' +
      '1 is not known. Clause 6: Whether it applies turns on “Does it use barcodes?”. ' +
      '1 is not due in this phase: clause 7. 1 does not apply: clause 8.',
  );
});

test('of many, the paragraph has the numbers; of one whose reason is long, its title', () => {
  const ids = ['1', '2', '3', '4', '5'];
  const many = catalogue(
    ids,
    ids.map((id) => criterion(id, 1)),
  );
  const failing = ids.map((id) => observation(`test.${id}-1`, 'failed', { says: ['Long '.repeat(60)] }));
  const summary = (of: typeof failing) => summaryText(summaryOf(assess(many, known(of)), href));
  assert.equal(summary(failing), 'None of 5 clauses is met. 5 are not met: clauses 1, 2, 3, 4 and 5.');
  assert.match(summary(failing.slice(0, 1)), /1 is not met\. Clause 1: What clause 1 is called\. 4 are not known:/u);
});

test('of a blank service the paragraph says only that', () => {
  const summary = (of: typeof STANDARD) => summaryText(summaryOf(assess(of, BLANK), href));
  assert.equal(summary(OTHER), 'Nothing is known yet of any of the 2 sections. Not known is never a pass.');
  // What does not apply, by the part that the team has in it, is known.
  assert.match(summary(STANDARD), /^None of 8 clauses is met\. 6 are not known: .* 1 does not apply: clause 8\.$/u);
  assert.ok(isBlank(assess(STANDARD, BLANK)));
  assert.ok(!isBlank(states));
});

test('each line says how fresh it is and who judged it', () => {
  assert.deepEqual(
    states.sections.map((one) => [
      one.section.id,
      one.verdict,
      sectionFreshness(one, NOW)?.words ?? null,
      judgedByWords(one),
    ]),
    [
      ['1', 'met', 'current until 3 June 2026', 'Wren Applewhite (CSO)'],
      ['2', 'met', 'lapsed 4 days ago, 8 March 2026', 'Imogen Sedge (clinical reviewer)'],
      ['3', 'not-met', 'since 9 March 2026', 'Wren Applewhite (CSO), out of date'],
      ['4', 'met', 'due in 12 days, 24 March 2026', 'Percival Lark (product owner)'],
      ['5', 'not-met', 'since 1 February 2026', 'Juniper Hale (deputy), judged partly met'],
      ['6', 'not-known', 'nothing known yet', 'Nobody yet'],
      ['7', 'not-known', 'not due before live', 'Nobody yet'],
      ['8', 'does not apply', null, 'Nobody yet'],
    ],
  );
});

test('gaps are what needs somebody; what is due is what lapses soon', () => {
  const ids = (is: (one: (typeof states.sections)[number]) => boolean) =>
    states.sections.filter(is).map((one) => one.section.id);
  assert.deepEqual(ids(isGap), ['2', '3', '5', '6']);
  assert.deepEqual(ids(isDueSoon), ['4']);
});

test('evidence stands once, what lapses first before the rest; alike judgements stand together', () => {
  assert.deepEqual(
    evidenceOf(section('4')).map(({ text }) => text),
    ['Registration of Wren Applewhite', 'Nomination of Wren Applewhite'],
  );
  assert.deepEqual(
    judgementsOf(section('3')).map(({ clauses, judgement: { outOfDate } }) => [clauses, textOf(outOfDate) !== '']),
    [
      [['3.1'], true],
      [['3.2'], false],
    ],
  );
  assert.deepEqual(judgementsOf(section('4'))[0]!.clauses, []);
});

test('what counts elsewhere comes from the checks alone', () => {
  const also = alsoCountsFor(crosswalkOf([STANDARD, OTHER]), STANDARD, section('4'));
  assert.deepEqual(
    also.map((one) => [one.catalogue.id, one.clauses]),
    [['other', [{ clause: '2.3.2', section: '2.3', whole: true }]]],
  );
  assert.deepEqual(alsoCountsFor(crosswalkOf([STANDARD, OTHER]), STANDARD, section('1')), []);
});

test('whether a whole standard applies, in a few words', () => {
  const applies = { fact: 'uses_barcodes', is: true } as const;
  const barcodes = { ...OTHER, applies };
  const say = (of: Parameters<typeof known>[2]) => wholeApplies(assess(barcodes, known([], {}, of))).words;
  assert.equal(say({}), 'Not known');
  assert.equal(say({ answers: { uses_barcodes: true } }), 'Applies');
  assert.equal(say({ answers: { uses_barcodes: false } }), 'No by the answers; nobody has signed that');
  const decided = {
    catalogue: OTHER.id,
    reference: 'FND-9',
    href: '/',
    section: null,
    reason: 'There are none.',
    by: 'Wren Applewhite (CSO)',
    on: NOW,
    until: null,
    facts: {},
  };
  assert.equal(say({ scope: [decided] }), 'Does not apply');
  assert.equal(wholeApplies(states).words, 'Applies');
});

test('whatever was observed and judged: every clause is said once, and there is no percentage', () => {
  const ids = ['1', '2', '3', '4', '5', '6'];
  const made = fc.record({
    results: fc.array(fc.constantFrom(...RESULTS), { minLength: 6, maxLength: 6 }),
    values: fc.array(fc.option(fc.constantFrom(...JUDGEMENTS)), { minLength: 6, maxLength: 6 }),
    from: fc.array(fc.constantFrom('discovery' as const, 'live' as const), { minLength: 6, maxLength: 6 }),
  });
  fc.assert(
    fc.property(made, ({ results, values, from }) => {
      const standard = catalogue(
        ids,
        ids.map((id, index) => criterion(id, 1, { from: from[index]! })),
      );
      const judged = Object.fromEntries(
        ids.flatMap((id, index) => (values[index] ? [[`${id}.1`, judgement({ value: values[index] })]] : [])),
      );
      const observed = ids.map((id, index) => observation(`test.${id}-1`, results[index]!));
      const assessment = assess(standard, known(observed, judged));
      const text = summaryText(summaryOf(assessment, href));
      assert.doesNotMatch(text, /%|compliant|per cent/iu);
      if (text.startsWith('Nothing is known')) return;
      const counted = [...text.matchAll(/(\d+) (?:is|are|does|do) (?:not )/gu)].map(([, count]) => Number(count));
      const met = /^(\d+|None) of/u.exec(text)![1]!;
      const total = counted.reduce((sum, count) => sum + count, met === 'None' ? 0 : Number(met));
      assert.equal(total, ids.length, text);
      const counts = countsOf(assessment);
      assert.equal(
        counts.reduce((sum, { count }) => sum + count, 0),
        criteriaOf(assessment).length,
        countsText(counts),
      );
    }),
  );
});
