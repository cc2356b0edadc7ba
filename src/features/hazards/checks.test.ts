import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { lawsOf, NOW, observed } from '../../testing/check-laws.ts';
import { textOf } from '../../words/sentence.ts';
import { checks, type HazardFacts } from './checks.ts';
import { VULNERABLE_GROUPS, type VulnerableGroup } from './domain.ts';
import type { ControlGap, ControlNamed, Counted, HazardGap } from './facts-store.ts';

const DAY = 86_400_000;
const later = fc.option(fc.integer({ min: 1, max: 700 }).map((days) => new Date(NOW.getTime() + days * DAY)));
const earlier = fc.integer({ min: 1, max: 700 }).map((days) => new Date(NOW.getTime() - days * DAY));

/** Gaps of some of `of` things: each with its count, and the numbers of the first few. */
function gaps<What extends string, First>(
  whats: readonly What[],
  of: number,
  first: (number: number) => First,
): fc.Arbitrary<Partial<Record<What, Counted<First>>>> {
  const one = fc.integer({ min: 0, max: of }).map((count) => ({
    count,
    first: Array.from({ length: Math.min(3, count) }, (_one, index) => first(index + 1)),
  }));
  const maybe = fc.oneof(fc.constant({ count: 0, first: [] as First[] }), one);
  return fc.array(maybe, { minLength: whats.length, maxLength: whats.length }).map((counted) => {
    const found: Partial<Record<What, Counted<First>>> = {};
    whats.forEach((what, index) => {
      if (counted[index]!.count > 0) found[what] = counted[index]!;
    });
    return found;
  });
}

const HAZARD_GAPS: readonly HazardGap[] = [
  'no initial rating',
  'no control',
  'no residual rating',
  'not confirmed',
  'does not hold',
  'not shown to hold',
  'lapsed',
  'open',
];
const CONTROL_GAPS: readonly ControlGap[] = [
  'not looked at',
  'not in place',
  'implementation fails',
  'implementation not shown',
  'implementation lapsed',
  'effectiveness fails',
  'effectiveness not shown',
  'effectiveness lapsed',
];
const named = (number: number): ControlNamed => ({ number, home: number === 3 ? 'PLATFORM' : null });

const facts: fc.Arbitrary<HazardFacts> = fc
  .record({
    total: fc.integer({ min: 1, max: 40 }),
    controls: fc.integer({ min: 1, max: 60 }),
    tests: fc.integer({ min: 1, max: 60 }),
  })
  .chain(({ total, controls, tests }) =>
    fc
      .record({
        scheme: fc.constantFrom('the NHS 5 by 5 matrix', null),
        hazards: fc.record({
          service: fc.constant('s'),
          total: fc.constant(total),
          areas: fc.record({ content: fc.nat(3), process: fc.nat(3), service: fc.nat(3) }),
          transferred: fc.integer({ min: 0, max: total }),
          holdsUntil: later,
          lapsedSince: earlier,
          gaps: gaps(HAZARD_GAPS, total, (number) => number),
          groups: fc
            .subarray(Object.keys(VULNERABLE_GROUPS) as VulnerableGroup[])
            .map((some) => Object.fromEntries(some.map((group) => [group, 1]))),
          risks: fc.constant([]),
        }),
        handed: gaps(['no receiver', 'nothing handed over'] as const, total, (number) => number),
        rated: fc.integer({ min: 0, max: total }),
        high: fc.nat(3),
        waits: fc.nat(3),
        unjudged: fc.nat(3),
        controls: fc.record({
          service: fc.constant('s'),
          total: fc.constant(controls),
          implementedUntil: later,
          effectiveUntil: later,
          implementationLapsedSince: earlier,
          effectivenessLapsedSince: earlier,
          gaps: gaps(CONTROL_GAPS, controls, named),
        }),
        tests: fc.record({
          service: fc.constant('s'),
          total: fc.constant(tests),
          holdsUntil: later,
          lapsedSince: earlier,
          failsSince: fc.option(earlier),
          gaps: gaps(['fails', 'no result', 'lapsed'] as const, tests, (number) => ({ number, home: 'DEMO' })),
        }),
      })
      .map(({ scheme, hazards, handed, rated, high, waits, unjudged, ...rest }): HazardFacts => {
        const some = (count: number) => ({
          count: Math.min(count, rated),
          first: [1, 2, 3].slice(0, Math.min(count, rated)),
        });
        return {
          ...rest,
          logs: [{ number: 1, title: 'Log of Wound Care', scheme }],
          approvals: [APPROVED],
          total,
          hazards: { ...hazards, gaps: { ...hazards.gaps, ...(hazards.transferred > 0 && handed) } },
          risks: {
            rated,
            askingReason: some(waits).count,
            askingBenefit: some(high).count,
            tooHigh: some(high),
            unjudged: some(unjudged),
            waiting: some(waits),
          },
        };
      }),
  );

const APPROVED = {
  title: 'Hazard log of Willowbank Wound Care',
  href: '/services/DEMO/logs/1',
  path: '/services/DEMO/logs/1',
  whoSigns: 'the clinical safety officer or a deputy',
  version: null,
};

lawsOf(checks, facts);

test('nothing passes of which a gap is known', () => {
  const of: Readonly<Record<string, readonly string[]>> = {
    'hazards.rated-initially': ['no initial rating'],
    'hazards.controls-named': ['no control'],
    'hazards.rated-residually': ['no residual rating', 'not confirmed', 'does not hold', 'not shown to hold', 'lapsed'],
    'hazards.all-settled': ['open'],
    'hazards.transfers-complete': ['no receiver', 'nothing handed over'],
    'hazards.controls-checked-for-new-hazards': ['not looked at'],
    'hazards.controls-implemented': [
      'not in place',
      'implementation fails',
      'implementation not shown',
      'implementation lapsed',
    ],
    'hazards.controls-effective': ['effectiveness fails', 'effectiveness not shown', 'effectiveness lapsed'],
    'evidence.tests-current': ['fails', 'no result', 'lapsed'],
  };
  fc.assert(
    fc.property(facts, (all) => {
      const known = { ...all.hazards.gaps, ...all.controls.gaps } as Readonly<Record<string, unknown>>;
      const ofTests = all.tests.gaps as Readonly<Record<string, unknown>>;
      for (const [id, whats] of Object.entries(of)) {
        const isGap = whats.some((what) => (id.startsWith('evidence') ? ofTests : known)[what] !== undefined);
        const { result } = observed(
          checks.find((one) => one.id === id)!,
          all,
        );
        assert.equal(result === 'passed' || result === 'not-applicable', !isGap, id);
      }
    }),
  );
});

const [one] = fc.sample(facts, 1);
const found = (id: string, more: Partial<HazardFacts>) =>
  observed(
    checks.find((check) => check.id === id)!,
    { ...one!, ...more },
  );

test('that nobody has verified something is not told as a failure, and what lapsed is told apart from both', () => {
  const controls = (gaps_: HazardFacts['controls']['gaps']) => ({ ...one!.controls, total: 9, gaps: gaps_ });
  const effective = (gaps_: HazardFacts['controls']['gaps']) =>
    found('hazards.controls-effective', { controls: controls(gaps_) });
  const gap = { count: 1, first: [named(31)] };
  assert.equal(effective({ 'effectiveness fails': gap }).result, 'failed');
  assert.equal(effective({ 'effectiveness not shown': gap }).result, 'not-run');
  assert.equal(effective({ 'effectiveness lapsed': gap }).result, 'needs-review');
  assert.equal(
    textOf(effective({ 'effectiveness not shown': { count: 5, first: [named(1), named(2), named(3)] } }).says),
    'Nothing shows that 5 of 9 controls work: CTL-1, CTL-2, PLATFORM/CTL-3 and 2 more.',
  );
});

test('whether a risk may stay is not known while somebody has still to rate it; one that is too high fails', () => {
  const hazards = { ...one!.hazards, total: 4, gaps: {} };
  const none = { count: 0, first: [] };
  const risks = { rated: 4, askingReason: 0, askingBenefit: 0, tooHigh: none, unjudged: none, waiting: none };
  const acceptable = (more: object) => found('hazards.residual-acceptable', { hazards, risks: { ...risks, ...more } });
  assert.equal(acceptable({}).result, 'passed');
  assert.equal(acceptable({ rated: 3 }).result, 'not-run');
  // A scheme that says nothing of a level gives no leave to stay.
  const unjudged = acceptable({
    askingReason: 1,
    unjudged: { count: 1, first: [3] },
    waiting: { count: 1, first: [3] },
  });
  assert.equal(unjudged.result, 'not-run');
  assert.match(
    textOf(unjudged.says),
    /^1 of 4 hazards has a residual risk of which the scheme does not say .*: HAZ-3\./u,
  );
  const high = acceptable({ rated: 3, askingBenefit: 1, tooHigh: { count: 1, first: [2] } });
  assert.equal(high.result, 'failed');
  assert.match(
    textOf(high.says),
    /^1 of 4 hazards has a residual risk that is too high to stay, .*: HAZ-2\. Of 1 of 4/u,
  );
  // What was rated counts on controls that have failed since: it gives no leave to stay.
  const gaps = { 'does not hold': { count: 1, first: [1] } };
  const resting = found('hazards.residual-acceptable', { hazards: { ...hazards, gaps }, risks });
  assert.equal(resting.result, 'failed');
  assert.match(
    textOf(resting.says),
    /^1 of 4 hazards has a residual rating that relies on what does not hold, .*: HAZ-1\./u,
  );
});

test('a log without hazards is kept, and nothing else is known of it', () => {
  const empty = { logs: one!.logs, approvals: one!.approvals, total: 0 };
  const results = checks.map((check) => [check.id, observed(check, empty).result]);
  const known = new Map(results.filter(([, result]) => result !== 'unknown') as [string, string][]);
  assert.deepEqual([...known.keys()], ['hazards.log-kept', 'hazards.scheme-declared', 'hazards.log-approved']);
  assert.equal(known.get('hazards.log-kept'), 'not-run');
});
