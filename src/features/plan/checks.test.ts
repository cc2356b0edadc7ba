import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { lawsOf, moments, NOW, observed } from '../../testing/check-laws.ts';
import { textOf } from '../../words/sentence.ts';
import type { Approved } from '../approvals/index.ts';
import { checks, type PlanFact, type PlanFacts } from './checks.ts';
import { ASKED, MATTERS, type Asked } from './domain.ts';

const version = fc
  .record({
    kept: fc.record({
      void: fc.boolean(),
      outOfDate: fc.boolean(),
      challenged: fc.boolean(),
      editorialDrift: fc.boolean(),
    }),
    validUntil: fc.option(moments),
  })
  .map(({ kept, validUntil }): NonNullable<Approved['version']> => ({
    said: {
      what: 'Clinical risk management plan of Willowbank Wound Care',
      href: '/services/DEMO/plan/versions',
      number: 2,
      by: ['Wren Applewhite (clinical safety officer)'],
      byAuthor: false,
      outside: false,
      on: '3 March 2026',
      until: validUntil && '3 March 2027',
      drift: { material: [], named: [], editorial: 0 },
      challenges: [],
      voided: ['the registration of Wren Applewhite turned out not to have been held on 3 March 2026'],
      retired: false,
      whoSigns: 'the clinical safety officer or a deputy',
    },
    kept,
    validUntil,
    since: null,
  }));
const fact: fc.Arbitrary<PlanFact> = fc
  .record({
    missing: fc.subarray([...ASKED]),
    without: fc.subarray([...MATTERS]),
    until: fc.option(fc.oneof(moments, fc.constant('does not' as const))),
    other: fc.boolean(),
    reviewDays: fc.integer({ min: 7, max: 730 }),
    signed: fc.option(fc.record({ version, at: moments.filter((at) => at <= NOW) })),
  })
  .map(({ missing, without, until, other, reviewDays, signed }): PlanFact => ({
    service: { reference: 'DEMO' },
    missing: withAuthorises(missing, without.length > 0),
    without,
    named: [{ matter: 'release', role: 'product owner', name: 'Posy Thackray', until }],
    declared: 'NHS@1',
    otherSchemes: other ? ['OWN@1'] : [],
    reviewDays,
    approved: {
      title: 'Clinical risk management plan of Willowbank Wound Care',
      href: '/services/DEMO/plan',
      path: '/services/DEMO/plan',
      whoSigns: 'the clinical safety officer or a deputy',
      version: signed?.version ?? null,
    },
    approvedAt: signed?.at ?? null,
  }));
const facts: fc.Arbitrary<PlanFacts> = fact.map((plan) => ({ plan }));

function withAuthorises(missing: readonly Asked[], without: boolean): Asked[] {
  const others = missing.filter((asked) => asked !== 'authorises');
  return without ? [...others, 'authorises'] : others;
}

const [written, approved, names, follows] = checks;

lawsOf(checks, facts);

test('each passes exactly on what it asks', () => {
  fc.assert(
    fc.property(facts, ({ plan }) => {
      const of = (check: (typeof checks)[number] | undefined) => observed(check!, { plan }).result === 'passed';
      const { kept, validUntil } = plan.approved.version ?? {};
      assert.equal(of(written), plan.missing.length === 0);
      const standing = kept !== undefined && !kept.void && !kept.challenged && !(validUntil && validUntil <= NOW);
      const reviewed =
        plan.approvedAt !== null && plan.approvedAt.getTime() + plan.reviewDays * 86_400_000 > NOW.getTime();
      assert.equal(of(approved), standing && reviewed);
      const { until } = plan.named[0]!;
      assert.equal(of(names), plan.without.length === 0 && (until === null || (until !== 'does not' && until > NOW)));
      assert.equal(of(follows), kept !== undefined && !kept.outOfDate && plan.otherSchemes.length === 0);
    }),
  );
});

test('a plan that nobody looked at in time says by when, and who clears it', () => {
  const [plan] = fc.sample(
    fact.filter(
      ({ approved: { version: of } }) => of !== null && !of.kept.void && !of.kept.challenged && of.validUntil === null,
    ),
    1,
  );
  const late = { ...plan!, reviewDays: 7, approvedAt: new Date(NOW.getTime() - 8 * 86_400_000) };
  const { result, says, clears } = observed(approved!, { plan: late });
  assert.equal(result, 'needs-review');
  assert.match(textOf(says), /^The plan is due to be looked at because it says that it is looked at every week/u);
  assert.match(
    textOf(clears),
    /Version 3, signed by the clinical safety officer or a deputy who has looked, clears it\./u,
  );
});
