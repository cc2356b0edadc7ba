import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { lookUp, NHS_SCHEME, productScheme, type RiskLevel } from '../../schemes/domain.ts';
import { CONTROL_STATES, HAZARD_STATUSES, PARTIES, PHASES } from '../domain.ts';
import {
  ACCEPTED_BECAUSE,
  CONCLUSIONS,
  isUnjudged,
  riskOf,
  riskSentence,
  whyNotJudged,
  type Judgements,
} from './accepting.ts';
import {
  hasDeployerControl,
  placeOf,
  problemsOfRating,
  ratedWords,
  reliesOnControls,
  whyNotRated,
  whyNotReliedOn,
  type ControlToRelyOn,
} from './rating.ts';
import { moveRating, type RatingToMove } from './scheme-move.ts';
import { HARM_CLASSES, PATIENTS, severityOf } from './severity.ts';
import { handedOver, leftToDo, whyNotTransferred } from './standing.ts';

const phases = fc.constantFrom(...PHASES);
const control: fc.Arbitrary<ControlToRelyOn> = fc.record({
  reference: fc.constantFrom('CTL-1', 'CTL-2', 'PLATFORM/CTL-3'),
  state: fc.constantFrom(...CONTROL_STATES),
  party: fc.constantFrom(null, ...PARTIES),
  retired: fc.boolean(),
});
const level = fc.constantFrom(1, 2, 3, 4, 5);
const acceptances = fc.constantFrom(
  null,
  ...(['acceptable', 'justify', 'undesirable', 'mandatory', 'unacceptable'] as const),
);
const judgements: fc.Arbitrary<Judgements> = fc.record({
  acceptance: fc.constantFrom(null, ...ACCEPTED_BECAUSE),
  benefitRisk: fc.constantFrom(null, ...CONCLUSIONS),
});

describe('a rating', () => {
  test('is looked up, whether the severity is chosen or follows from the harm', () => {
    for (const of of HARM_CLASSES)
      for (const patients of PATIENTS)
        for (const [row, likelihood] of NHS_SCHEME.likelihood.entries()) {
          const harm = { class: of, patients };
          const found = placeOf(NHS_SCHEME, { severity: '', harm, likelihood });
          assert.ok('placed' in found);
          const column = NHS_SCHEME.severity.indexOf(severityOf(harm));
          assert.equal(found.placed.level, lookUp(NHS_SCHEME, row, column));
          assert.deepEqual(placeOf(NHS_SCHEME, { severity: severityOf(harm), harm: null, likelihood }), found);
        }
  });

  test('is of words that the scheme has, and nothing is guessed', () => {
    const wrong = placeOf(NHS_SCHEME, { severity: 'Majr', harm: null, likelihood: '4' });
    assert.deepEqual('problems' in wrong && wrong.problems.map(({ field }) => field), ['severity', 'likelihood']);
    const product = productScheme(['Low', 'High'], ['Rare', 'Often']);
    const other = placeOf(product, { severity: '', harm: { class: 'death', patients: 'single' }, likelihood: 'Rare' });
    assert.deepEqual('problems' in other && other.problems.map(({ field }) => field), ['harmClass']);
  });

  test('never relies on what was withdrawn; what remains never on the deployer’s; the others on nothing', () => {
    fc.assert(
      fc.property(phases, control, (phase, one) => {
        const may = whyNotReliedOn(phase, one) === null;
        const gone = one.retired || one.state === 'withdrawn';
        assert.equal(may, reliesOnControls(phase) && !gone && !(phase === 'residual' && one.party === 'deployer'));
      }),
    );
  });

  test('of what remains names what lowers it; with the deployer’s controls, one of theirs', () => {
    fc.assert(
      fc.property(phases, level, fc.option(level), fc.array(control), (phase, given, initial, relied) => {
        const against = {
          reference: 'HAZ-1',
          scheme: NHS_SCHEME,
          initial: initial as RiskLevel | null,
          residual: null,
          controls: relied,
        };
        const possible = problemsOfRating(against, phase, given, relied).length === 0;
        const usable = relied.every((one) => whyNotReliedOn(phase, one) === null);
        const lower = given < (initial ?? 9);
        const enough =
          phase === 'residual'
            ? relied.length > 0 || !lower
            : phase !== 'deployer' || relied.some(({ party }) => party === 'deployer');
        assert.equal(possible, usable && enough);
      }),
    );
  });

  test('an initial one is not raised above a residual one that relies on nothing', () => {
    const against = { reference: 'HAZ-1', scheme: NHS_SCHEME, initial: 2, controls: [] };
    const raised = (reliesOn: number) =>
      problemsOfRating({ ...against, residual: { level: 2, reliesOn } }, 'initial', 4, []).length > 0;
    assert.equal(raised(0), true);
    assert.equal(raised(1), false);
    assert.deepEqual(problemsOfRating({ ...against, residual: null }, 'initial', 4, []), []);
  });

  test('is given to an open hazard of a log with a scheme; the deployer’s where a control is theirs', () => {
    fc.assert(
      fc.property(
        phases,
        fc.constantFrom(...HAZARD_STATUSES),
        fc.boolean(),
        fc.boolean(),
        fc.array(control),
        (phase, status, retired, hasScheme, controls) => {
          const possible = whyNotRated('HAZ-1', phase, { status, retired, hasScheme, controls }) === null;
          const theirs = phase !== 'deployer' || hasDeployerControl(controls);
          assert.equal(possible, status === 'open' && !retired && hasScheme && theirs);
        },
      ),
    );
  });

  test('what is said afterwards never calls a rating counting that waits', () => {
    assert.equal(
      ratedWords('HAZ-1', 'residual', '2, Acceptable if justified', [
        { reference: 'CTL-1', verdict: 'not-met' },
        { reference: 'CTL-2', verdict: 'not-known' },
      ]),
      'The residual rating of HAZ-1 is 2, Acceptable if justified. It does not count yet: it relies on controls, and CTL-1 does not hold, and CTL-2 is not verified.',
    );
    assert.match(ratedWords('HAZ-1', 'residual', '2', []), /It counts now\.$/u);
    for (const phase of ['initial', 'target', 'deployer'] as const)
      assert.doesNotMatch(ratedWords('HAZ-1', phase, '2', []), /It counts now/u);
  });
});

describe('whether a risk may stay', () => {
  test('is for the scheme where it accepts it, and for a person else; what is too high never by a reason alone', () => {
    fc.assert(
      fc.property(fc.boolean(), acceptances, judgements, (known, acceptance, judged) => {
        const risk = riskOf(known, acceptance, judged);
        const { acceptance: why, benefitRisk } = judged;
        if (!known) assert.equal(risk, 'waits');
        else if (acceptance === 'acceptable') assert.equal(risk, 'stays');
        else if (acceptance === 'mandatory' || acceptance === 'unacceptable')
          assert.equal(risk, benefitRisk === 'outweighs' ? 'stays' : 'too high');
        else {
          const enough = why === 'impractical' || (why === 'cost' && acceptance !== 'undesirable');
          assert.equal(risk, enough ? 'stays' : 'waits');
        }
        assert.equal(riskSentence('HAZ-1', risk, '3', acceptance) === null, risk === 'stays');
        if (known) assert.equal(isUnjudged(acceptance, risk), acceptance === null && why === null);
      }),
    );
  });

  test('is decided once of a rating that a person gave, and only what its level asks for', () => {
    fc.assert(
      fc.property(fc.boolean(), fc.boolean(), acceptances, (confirmed, hasLevel, acceptance) => {
        const possible = (kind: 'acceptance' | 'benefit-risk') =>
          whyNotJudged('HAZ-1', kind, { confirmed, hasLevel, acceptance }) === null;
        assert.ok(!(possible('acceptance') && possible('benefit-risk')));
        const either = possible('acceptance') || possible('benefit-risk');
        assert.equal(either, confirmed && hasLevel && acceptance !== 'acceptable');
      }),
    );
    assert.ok(whyNotJudged('HAZ-1', 'acceptance', null));
  });
});

describe('the status of a hazard', () => {
  const risks = fc.constantFrom('stays' as const, 'waits' as const, 'too high' as const);

  test('is closed only where everything is done', () => {
    fc.assert(
      fc.property(
        fc.boolean(),
        risks,
        fc.array(fc.constant('ACT-1'), { maxLength: 2 }),
        (counts, risk, openActions) => {
          const left = leftToDo({
            reference: 'HAZ-1',
            residualCounts: counts,
            provisional: null,
            risk,
            level: '3, Undesirable',
            acceptance: 'undesirable',
            openActions,
          });
          assert.equal(left.length === 0, counts && risk === 'stays' && openActions.length === 0);
          for (const { so, because, clears } of left) assert.ok([so, because, clears].every((part) => part.length > 0));
        },
      ),
    );
  });

  test('is transferred only with a control that goes along, and only an open one', () => {
    fc.assert(
      fc.property(fc.constantFrom(...HAZARD_STATUSES), fc.array(control), (status, controls) => {
        const possible = whyNotTransferred('HAZ-1', status, null, controls) === null;
        assert.equal(possible, status === 'open' && handedOver(controls).length > 0);
        for (const one of handedOver(controls)) {
          assert.ok(one.party === 'deployer' || one.party === 'supplier');
          assert.ok(one.state !== 'withdrawn' && !one.retired);
        }
      }),
    );
  });
});

describe('another scheme', () => {
  const word = (axis: readonly string[]) => fc.constantFrom(null, 'Middling', ...axis);
  const rating: fc.Arbitrary<RatingToMove> = fc.record({
    phase: phases,
    severity: word(NHS_SCHEME.severity),
    likelihood: word(NHS_SCHEME.likelihood),
    level: fc.constant(null),
    confirmed: fc.boolean(),
    harm: fc.constant(null),
  });
  const looked = (one: RatingToMove) => ({ ...one, level: moveRating(null, NHS_SCHEME, one).level });

  test('the same one moves nothing', () => {
    fc.assert(
      fc.property(rating, (one) => {
        const moved = moveRating(NHS_SCHEME, NHS_SCHEME, looked(one));
        assert.equal(moved.moves, false);
        assert.equal(moved.asksAgain, false);
      }),
    );
  });

  test('the same numbers of another meaning move everything, and what a person judged of what remains waits', () => {
    const product = productScheme(NHS_SCHEME.severity, NHS_SCHEME.likelihood);
    fc.assert(
      fc.property(rating, (one) => {
        const was = looked(one);
        const moved = moveRating(NHS_SCHEME, product, was);
        assert.equal(moved.moves, was.level !== null);
        assert.equal(moved.asksAgain, moved.moves && was.confirmed && reliesOnControls(was.phase));
      }),
    );
  });

  test('words that it does not have make no level, and stay as they are', () => {
    const other = productScheme(['Low', 'High'], NHS_SCHEME.likelihood);
    const one = {
      phase: 'initial',
      severity: 'Major',
      likelihood: 'Low',
      level: 3,
      confirmed: true,
      harm: null,
    } as const;
    const moved = moveRating(NHS_SCHEME, other, one);
    assert.deepEqual([moved.level, moved.severity, moved.unknown, moved.moves], [null, 'Major', ['Major'], true]);
  });
});
