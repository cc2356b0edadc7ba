import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { features } from '../../features.ts';
import { assemble } from '../../platform/installation.ts';
import { observe, RESULTS, type Check, type Facts, type Result } from '../../rules/checks.ts';
import { lawsOf, moments, NOW, SERVICE } from '../../testing/check-laws.ts';
import { textOf } from '../../words/sentence.ts';
import { missingCheck, ownChecks, type OwnFacts } from './checks.ts';
import {
  askedOfService,
  authorisedAs,
  BEARINGS,
  conditionsOf,
  countsText,
  FIRST_POLICY,
  gateNumber,
  gateReference,
  isInForce,
  isWeaker,
  MODES,
  overrideLine,
  problemsOfPolicy,
  SERVICE_CHECKS,
  verdictOf,
  VERDICT_EXITS,
  whoAuthorises,
  type Asked,
} from './domain.ts';

const { kinds } = await assemble(features);
const AT = { now: NOW, service: SERVICE, release: '1.4.0' };

/** Every check that the gate asks today, wherever it comes from. */
const registry: readonly Check[] = [
  ...SERVICE_CHECKS.map(
    (id) => kinds.assessed.flatMap(({ checks }) => checks).find((check) => check.id === id) ?? missingCheck(id),
  ),
  ...kinds.gate.flatMap(({ checks }) => checks),
  ...ownChecks,
];

type Decided = Exclude<Result, 'unknown'>;
const DECIDED = RESULTS.filter((one): one is Decided => one !== 'unknown');
/** Mostly fine, so that go is said often enough to be caught where it is wrong. */
const decided: fc.Arbitrary<Decided> = fc.oneof(
  { weight: 60, arbitrary: fc.constantFrom<Decided>('passed', 'not-applicable') },
  { weight: 1, arbitrary: fc.constantFrom(...DECIDED) },
);

/** The check as it is, but that it comes to what is drawn where its facts are there. */
function comingTo(check: Check, result: Decided): Check {
  return {
    ...check,
    decide: () => ({ result, says: ['It is so.'], clears: ['It clears it.'], until: null, shown: [] }),
  };
}

interface Drawn {
  readonly asked: readonly Asked[];
  readonly recorded: boolean;
  /** Ids of checks of which a fact was taken away. */
  readonly unknown: readonly string[];
  readonly results: readonly Decided[];
}

/** Facts of every check of the registry, some of them taken away, and what the others come to. */
const drawn: fc.Arbitrary<Drawn> = fc
  .record({
    results: fc.array(decided, { minLength: registry.length, maxLength: registry.length }),
    coins: fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 200, maxLength: 200 }),
    share: fc.constantFrom(0, 0, 0.05, 0.5),
    recorded: fc.oneof({ weight: 9, arbitrary: fc.constant(true) }, { weight: 1, arbitrary: fc.constant(false) }),
  })
  .map(({ results, coins, share, recorded }) => {
    const unknown: string[] = [];
    let next = 0;
    const asked = registry.map((check, index): Asked => {
      const kept = check.reads.filter(() => coins[next++ % coins.length]! >= share);
      if (kept.length < check.reads.length) unknown.push(check.id);
      const facts: Facts = Object.fromEntries(kept.map((name) => [name, {}]));
      return { check: comingTo(check, results[index]!), facts };
    });
    return { asked, recorded, unknown, results };
  });

/** How often go was said, over all that is drawn: a property that never sees it holds nothing. */
function provesNeverGoOnUnknown(verdict: typeof verdictOf): number {
  let went = 0;
  fc.assert(
    fc.property(drawn, ({ asked, recorded, unknown, results }) => {
      const said = verdict({ recorded, conditions: conditionsOf(asked, AT) });
      if (said === 'go') {
        went++;
        assert.deepEqual(unknown, [], 'go was said, and this is not known');
        assert.ok(recorded, 'go was said of a release that nobody recorded');
        assert.ok(
          results.every((one) => one === 'passed' || one === 'not-applicable'),
          'go was said, and something does not hold',
        );
      } else if (recorded && unknown.length === 0)
        assert.ok(
          results.some((one) => one !== 'passed' && one !== 'not-applicable'),
          'everything holds, and go was not said',
        );
    }),
    { numRuns: 1_000 },
  );
  return went;
}

describe('the verdict', () => {
  test('is never go on what is not known, over every check of the product', () => {
    assert.ok(registry.length >= SERVICE_CHECKS.length + ownChecks.length);
    assert.ok(provesNeverGoOnUnknown(verdictOf) > 50, 'go was said often enough to be caught');
  });

  test('would be caught if it were go on what is not known', () => {
    const careless: Record<string, typeof verdictOf> = {
      'only what stops counts': ({ conditions }) =>
        conditions.some(({ result }) => BEARINGS[result] === 'stops') ? 'no-go' : 'go',
      'a check that was not run is fine': ({ recorded, conditions }) =>
        verdictOf({ recorded, conditions: conditions.filter(({ result }) => result !== 'not-run') }),
      'what is unknown is left out': ({ recorded, conditions }) =>
        verdictOf({ recorded, conditions: conditions.filter(({ result }) => result !== 'unknown') }),
      'whether it is recorded is not asked': ({ conditions }) => verdictOf({ recorded: true, conditions }),
      'what lapsed is fine': ({ recorded, conditions }) =>
        verdictOf({ recorded, conditions: conditions.filter(({ result }) => result !== 'needs-review') }),
      'most of it is enough': ({ recorded, conditions }) =>
        conditions.filter(({ result }) => BEARINGS[result] === 'holds').length > conditions.length / 2
          ? 'go'
          : verdictOf({ recorded, conditions }),
    };
    for (const [what, mutant] of Object.entries(careless))
      assert.throws(
        () => provesNeverGoOnUnknown(mutant),
        (error: Error) => /go was said/u.test(String(error.cause)),
        what,
      );
  });

  test('of facts that the checks decide themselves is go only where each of them holds', () => {
    const some = fc.record({
      release: fc.option(fc.record({ state: fc.constantFrom('candidate', 'live', 'withdrawn') }), { nil: undefined }),
      incidents: fc.option(
        fc.record({
          by: fc.constant('Wren Applewhite'),
          at: fc.constant(new Date('2026-03-01T09:00:00Z')),
          until: fc.option(moments, { nil: null }),
          note: fc.constant('We read every report.'),
        }),
        { nil: undefined },
      ),
    });
    let went = 0;
    fc.assert(
      fc.property(some, (facts) => {
        const conditions = conditionsOf(
          ownChecks.map((check) => ({ check, facts })),
          AT,
        );
        const { release, incidents } = facts;
        const fine =
          release !== undefined &&
          release.state !== 'withdrawn' &&
          incidents !== undefined &&
          incidents.until !== null &&
          incidents.until > NOW;
        assert.equal(verdictOf({ recorded: release !== undefined, conditions }) === 'go', fine);
        if (fine) went++;
      }),
    );
    assert.ok(went > 0);
  });

  test('is a stop before it is not known, and of nothing asked it is not known', () => {
    const verdict = (...results: Result[]) =>
      verdictOf({ recorded: true, conditions: results.map((result) => ({ result })) });
    assert.equal(verdict('passed', 'unknown', 'failed'), 'no-go');
    assert.equal(verdict('passed', 'needs-review'), 'no-go');
    assert.equal(verdict('passed', 'not-run'), 'cannot-tell');
    assert.equal(verdict('passed', 'not-applicable'), 'go');
    assert.equal(verdict(), 'cannot-tell');
    assert.equal(verdictOf({ recorded: false, conditions: [{ result: 'failed' }] }), 'cannot-tell');
    assert.deepEqual(Object.values(VERDICT_EXITS), [0, 1, 3]);
  });

  test('is counted in words', () => {
    const said = (...results: Result[]) => countsText(results.map((result) => ({ result })));
    assert.equal(
      said('failed', 'needs-review', 'unknown', 'passed', 'not-applicable'),
      '2 things stop it. 1 thing is not known. 2 conditions hold.',
    );
    assert.equal(said('passed'), 'Nothing stops it. 1 condition holds.');
  });
});

describe('what the gate asks itself', () => {
  const at = moments.filter((one) => one <= NOW);
  const facts: fc.Arbitrary<OwnFacts> = fc.record({
    release: fc.record({ state: fc.constantFrom('candidate', 'live', 'withdrawn') }),
    incidents: fc.record({
      by: fc.constant('Wren Applewhite'),
      at,
      until: fc.option(moments, { nil: null }),
      note: fc.constant('We read every report.'),
    }),
  });
  lawsOf(ownChecks as unknown as readonly Check<OwnFacts>[], facts);

  test('a check that no feature has is asked, and nothing is known of it', () => {
    const check = missingCheck('plan.strange');
    const found = observe(check, {}, AT);
    assert.equal(found.result, 'unknown');
    assert.match(textOf(found.clears), /Leaving it out, with a reason, clears it/u);
    // Whatever is made up for it, it does not pass.
    assert.equal(BEARINGS[observe(check, { never: true }, AT).result], 'not known');
  });
});

describe('a policy', () => {
  test('begins with advice, and asks everything', () => {
    assert.equal(FIRST_POLICY.mode, 'advise');
    assert.deepEqual(askedOfService(FIRST_POLICY), SERVICE_CHECKS);
  });

  test('leaves out what it says, and nothing else', () => {
    fc.assert(
      fc.property(fc.subarray([...SERVICE_CHECKS]), (out) => {
        const asked = askedOfService({ leftOut: out.map((check) => ({ check, reason: 'Because.' })) });
        assert.deepEqual([...asked, ...out].toSorted(), [...SERVICE_CHECKS].toSorted());
      }),
    );
  });

  test('becomes weaker with a reason alone', () => {
    const set = (before: (typeof MODES)[number], mode: (typeof MODES)[number], reason = '') =>
      problemsOfPolicy({ mode: before }, { mode, reason, leftOut: [] }).map(({ field }) => field);
    assert.deepEqual(set('enforce', 'advise'), ['reason']);
    assert.deepEqual(set('enforce', 'warn'), ['reason']);
    assert.deepEqual(set('enforce', 'advise', 'The pilot is over.'), []);
    assert.deepEqual(set('advise', 'enforce'), []);
    for (const mode of MODES) assert.equal(isWeaker(mode, mode), false);
    const strange = { mode: 'warn' as const, reason: '', leftOut: [{ check: 'gate.strange', reason: 'No.' }] };
    assert.match(problemsOfPolicy({ mode: 'advise' }, strange)[0]!.message, /asks no check of this name/u);
  });
});

describe('an override', () => {
  const CSO = { role: 'clinical safety officer', person: null };
  const POSY = { role: 'product owner', person: { id: 'p', name: 'Posy Thackray' } };

  test('is for whom the plan names, and while there is no plan for nobody', () => {
    const wren = { id: 'w', roles: ['clinical safety officer'] };
    assert.equal(authorisedAs(null, wren), null);
    assert.equal(authorisedAs([], wren), null);
    assert.equal(authorisedAs([CSO], wren), 'clinical safety officer');
    assert.equal(authorisedAs([POSY], wren), null);
    assert.equal(authorisedAs([POSY], { id: 'q', roles: ['product owner'] }), null, 'somebody else in the same role');
    assert.equal(authorisedAs([POSY], { id: 'p', roles: [] }), null, 'they no longer hold the role');
    assert.equal(authorisedAs([POSY], { id: 'p', roles: ['product owner'] }), 'product owner');
    assert.match(whoAuthorises(null, 'override'), /no clinical risk management plan is approved.*clears it\.$/u);
    assert.match(whoAuthorises([], 'urgent safety fix'), /names nobody for it/u);
    assert.equal(
      whoAuthorises([CSO, POSY], 'override'),
      'By the plan that is approved, this is for: the clinical safety officer or Posy Thackray (product owner).',
    );
  });

  test('ends by itself, and is told as having happened', () => {
    const until = new Date('2026-03-20T00:00:00Z');
    assert.ok(isInForce({ until }, new Date('2026-03-19T23:59:59Z')));
    assert.ok(!isInForce({ until }, until));
    const one = {
      id: '1',
      number: 1,
      sort: 'override' as const,
      release: '1.4.0',
      reason: 'It waits.',
      by: 'Wren Applewhite',
      role: 'clinical safety officer',
      at: NOW,
      until,
      review: null,
    };
    assert.equal(overrideLine(one, NOW), 'Overridden by Wren Applewhite (clinical safety officer) until 19 March 2026');
    assert.match(overrideLine(one, until), /and ended on 19 March 2026$/u);
  });
});

test('a reference is read however it is written', () => {
  assert.equal(gateNumber(gateReference(412)), 412);
  assert.equal(gateNumber('412'), 412);
  assert.equal(gateNumber('gate 4'), null);
  assert.equal(gateNumber('GATE-0'), null);
});
