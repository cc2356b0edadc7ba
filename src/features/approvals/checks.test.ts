import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { lawsOf, moments, NOW, observed } from '../../testing/check-laws.ts';
import { sentenceText, textOf } from '../../words/sentence.ts';
import { checks, type UseFacts } from './checks.ts';
import type { Approved, ApprovedVersion } from './domain/approved.ts';
import { NO_DRIFT, standingAt, standingSentence } from './domain/standing.ts';

const version = fc
  .record({
    kept: fc.record({
      void: fc.boolean(),
      outOfDate: fc.boolean(),
      challenged: fc.boolean(),
      editorialDrift: fc.boolean(),
    }),
    validUntil: fc.option(moments),
    retired: fc.boolean(),
  })
  .map(({ kept, validUntil, retired }): ApprovedVersion => ({
    said: {
      what: 'Intended use of Willowbank Wound Care',
      href: '/services/DEMO/intended-use/versions',
      number: 4,
      by: ['Wren Applewhite (clinical safety officer)'],
      byAuthor: false,
      outside: false,
      on: '3 March 2026',
      until: validUntil && '3 March 2027',
      drift: NO_DRIFT,
      challenges: [],
      voided: ['the registration of Wren Applewhite turned out not to have been held on 3 March 2026'],
      retired: retired && kept.outOfDate,
      whoSigns: 'the clinical safety officer or a deputy',
    },
    kept,
    validUntil,
    since: new Date('2026-03-09T09:00:00Z'),
  }));
const facts: fc.Arbitrary<UseFacts> = fc.option(version).map((one): UseFacts => {
  const intendedUse: Approved = {
    title: 'Intended use of Willowbank Wound Care',
    href: '/services/DEMO#intended-use',
    path: '/services/DEMO/intended-use',
    whoSigns: 'the clinical safety officer or a deputy',
    version: one,
  };
  return { intendedUse };
});
const [check] = checks;

lawsOf(checks, facts);

test('it passes exactly while a version stands, and says what its page says', () => {
  fc.assert(
    fc.property(facts, ({ intendedUse }) => {
      const found = observed(check!, { intendedUse });
      if (intendedUse.version === null) {
        assert.equal(found.result, 'failed');
        return;
      }
      const { said, kept, validUntil } = intendedUse.version;
      const standing = standingAt(kept, validUntil, NOW);
      assert.equal(found.result === 'passed', standing.current);
      const sentence = standingSentence({ ...said, standing });
      if (!sentence || said.retired) return;
      assert.equal([textOf(found.says), textOf(found.clears)].join(' ').trim(), sentenceText(sentence));
    }),
  );
});

test('what only grew old or changed needs review, what speaks against it fails', () => {
  const of = (kept: Partial<ApprovedVersion['kept']>, validUntil: Date | null = null) => {
    const none = { void: false, outOfDate: false, challenged: false, editorialDrift: false };
    const [one] = fc.sample(version, 1);
    const [{ intendedUse }] = fc.sample(facts, 1) as [UseFacts];
    return observed(check!, {
      intendedUse: { ...intendedUse, version: { ...one!, kept: { ...none, ...kept }, validUntil } },
    });
  };
  assert.equal(of({}).result, 'passed');
  assert.equal(of({ editorialDrift: true }).result, 'passed');
  assert.equal(of({ outOfDate: true }).result, 'needs-review');
  assert.equal(of({ challenged: true }).result, 'failed');
  assert.equal(of({ outOfDate: true, challenged: true }).result, 'failed');
  assert.equal(of({ void: true }).result, 'failed');
  const late = of({}, new Date('2026-03-12T11:00:00Z'));
  assert.deepEqual([late.result, late.since], ['needs-review', new Date('2026-03-12T11:00:00Z')]);
});
