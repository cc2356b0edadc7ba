import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import {
  caseOf,
  caseSentence,
  circlesOf,
  claimNamed,
  counterStanding,
  element,
  evaluate,
  formFindings,
  linesOf,
  madeFrom,
  whyNotReviewBy,
  type Argument,
  type CaseHazard,
  type CaseMaterial,
  type CounterEvidence,
  type Element,
  type Evidence,
  type Verdict,
} from './domain.ts';
import { sentenceText } from '../../words/sentence.ts';

const NOW = new Date('2026-03-12T09:00:00Z');
const DAY = 86_400_000;

function evidence(verdict: Verdict, until: Date | null = null): Evidence {
  return { verdict, says: ['It is so.'], clears: ['This clears it.'], until, since: null, lapsed: false };
}

function argued(elements: readonly Element[]): Argument {
  return { module: null, elements };
}

/** Arguments of any shape: links may lead nowhere, and run in circles. */
const ids = ['G1', 'G2', 'G3', 'S1', 'S2', 'Sn1', 'Sn2', 'Sn3', 'A1', 'CG1', 'CSn1'];
const anyArgument = fc
  .tuple(
    ...ids.map((id) =>
      fc.record({
        id: fc.constant(id),
        there: fc.boolean(),
        supportedBy: fc.subarray(['G2', 'G3', 'S1', 'S2', 'Sn1', 'Sn2', 'Sn3', 'G9']),
        inContextOf: fc.subarray(['A1']),
        challenges: fc.subarray(['G1', 'G2', 'Sn1', 'CG1', 'CSn1']),
        undeveloped: fc.boolean(),
        defeated: fc.boolean(),
      }),
    ),
  )
  .map((all) =>
    argued(
      all
        .filter(({ there, id }) => there || id === 'G1')
        .map(({ id, supportedBy, inContextOf, challenges, undeveloped, defeated }) => {
          const claim = /^(?:G|S\d|CG)/u.test(id);
          return element(id, {
            supportedBy: claim ? supportedBy : [],
            inContextOf: claim ? inContextOf : [],
            challenges: id.startsWith('C') ? challenges.map((one) => ({ element: one })) : [],
            undeveloped: claim && undeveloped && supportedBy.length === 0,
            defeated,
          });
        }),
    ),
  );
const anyEvidence = fc
  .array(
    fc.tuple(
      fc.constantFrom(...ids),
      fc.constantFrom<Verdict>('met', 'not-met', 'not-known'),
      fc.option(fc.integer({ min: -5, max: 5 }), { nil: null }),
    ),
  )
  .map(
    (all) =>
      new Map(
        all.map(([id, verdict, days]) => [
          id,
          evidence(verdict, days === null ? null : new Date(NOW.getTime() + days * DAY)),
        ]),
      ),
  );

function holding(argument: Argument, known: ReadonlyMap<string, Evidence>, now = NOW): string[] {
  return [...evaluate(argument, known, now)].filter(([, { verdict }]) => verdict === 'met').map(([id]) => id);
}

describe('what an argument comes to', () => {
  test('removing evidence, or waiting, makes nothing hold that did not', () => {
    fc.assert(
      fc.property(anyArgument, anyEvidence, fc.nat(20), fc.nat(10), (argument, known, which, days) => {
        const before = holding(argument, known);
        const less = new Map([...known].filter((_one, index) => index !== which));
        // An element without any verdict of its own is no claim; what is left of it is asked of solutions and claims.
        const asked = (all: string[]) => all.filter((id) => !id.startsWith('A'));
        for (const id of asked(holding(argument, less)))
          if (!(known.get(id) && !less.get(id) && isClaim(id)) && !touches(argument, known, less, id))
            assert.ok(before.includes(id), `${id} holds without evidence, and did not with it`);
        for (const id of holding(argument, known, new Date(NOW.getTime() + days * DAY)))
          assert.ok(before.includes(id), `${id} holds later, and did not before`);
      }),
    );
  });

  test('a claim holds only where everything beneath it holds; a witness looks at each by itself', () => {
    fc.assert(
      fc.property(anyArgument, anyEvidence, (argument, known) => {
        const standings = evaluate(argument, known, NOW);
        for (const one of argument.elements) {
          const standing = standings.get(one.id);
          if (standing?.verdict !== 'met' || !isClaim(one.id)) continue;
          assert.ok(!one.undeveloped && one.supportedBy.length > 0, one.id);
          for (const id of one.supportedBy) assert.equal(standings.get(id)?.verdict, 'met', `${one.id} rests on ${id}`);
          for (const id of one.inContextOf) assert.notEqual(standings.get(id)?.verdict ?? 'met', 'not-met');
          assert.ok(!one.defeated);
        }
      }),
    );
  });

  test('the order of the elements changes nothing that holds', () => {
    fc.assert(
      fc.property(anyArgument, anyEvidence, (argument, known) => {
        const turned = argued(argument.elements.toReversed());
        assert.deepEqual(holding(argument, known).toSorted(), holding(turned, known).toSorted());
        if (circlesOf(argument).length === 0)
          for (const [id, { verdict }] of evaluate(argument, known, NOW))
            assert.equal(evaluate(turned, known, NOW).get(id)?.verdict, verdict, id);
      }),
    );
  });

  test('what is not answered makes what it speaks against not hold', () => {
    const base = [element('G1', { supportedBy: ['Sn1'] }), element('Sn1')];
    const known = new Map([['Sn1', evidence('met')]]);
    const verdict = (more: readonly Element[]) => evaluate(argued([...base, ...more]), known, NOW).get('G1')!.verdict;
    assert.equal(verdict([]), 'met');
    const against = element('CG1', { challenges: [{ element: 'G1' }] });
    assert.equal(verdict([against]), 'not-met');
    assert.equal(verdict([{ ...against, defeated: true }]), 'met');
    const answer = element('CSn1', { challenges: [{ element: 'CG1' }] });
    assert.equal(verdict([against, answer]), 'met');
    assert.equal(verdict([against, { ...answer, challenges: [{ from: 'G1', to: 'CG1' }] }]), 'met');
    // Two that speak against each other answer nothing.
    assert.equal(verdict([{ ...against, challenges: [{ element: 'G1' }, { element: 'CSn1' }] }, answer]), 'not-met');
  });

  test('what lapsed is not verified any more, and says so', () => {
    const known = new Map([['Sn1', evidence('met', new Date(NOW.getTime() + DAY))]]);
    const argument = argued([element('G1', { supportedBy: ['Sn1'] }), element('Sn1')]);
    assert.deepEqual(evaluate(argument, known, NOW).get('G1')!.until, new Date(NOW.getTime() + DAY));
    const later = evaluate(argument, known, new Date(NOW.getTime() + DAY)).get('G1')!;
    assert.deepEqual([later.verdict, later.lapsed, later.because], ['not-known', true, ['Sn1']]);
  });
});

function isClaim(id: string): boolean {
  return /^(?:G|S\d)/u.test(id);
}

/** Whether what was taken away was contrary: then something may well be less bad, and the property says nothing. */
function touches(
  _argument: Argument,
  known: ReadonlyMap<string, Evidence>,
  less: ReadonlyMap<string, Evidence>,
  _id: string,
): boolean {
  // Only claims and contexts may stand without evidence: theirs speaks against them, or it is not missed.
  return (
    [...known].some(([id, { verdict }]) => !less.has(id) && !id.startsWith('Sn') && verdict !== 'met') ||
    [...known].some(([id, { until }]) => !less.has(id) && !id.startsWith('Sn') && until !== null && until <= NOW)
  );
}

describe('the form of an argument', () => {
  const rules = (elements: readonly Element[]) => formFindings(argued(elements)).map(({ rule }) => rule);
  const fine = [
    element('G1', { supportedBy: ['S1'], inContextOf: ['C1', 'A1', 'J1'] }),
    element('S1', { supportedBy: ['G2'] }),
    element('G2', { supportedBy: ['Sn1'] }),
    element('Sn1'),
    element('C1'),
    element('A1'),
    element('J1'),
  ];

  test('is fine where it is, and each planted fault is found', () => {
    assert.deepEqual(rules(fine), []);
    const changed = (id: string, more: Partial<Element>) =>
      rules(fine.map((one) => (one.id === id ? { ...one, ...more } : one)));
    assert.deepEqual(changed('G2', { supportedBy: ['S1'] }), ['cycle', 'several-tops']);
    assert.deepEqual(changed('G2', { supportedBy: [], undeveloped: true }), ['undeveloped', 'several-tops']);
    assert.deepEqual(changed('G2', { supportedBy: ['Sn1'], undeveloped: true }), ['undeveloped-supported']);
    assert.deepEqual(changed('S1', { supportedBy: [] }), ['unsupported', 'several-tops']);
    assert.deepEqual(changed('G2', { supportedBy: ['Sn1', 'Sn9'] }), ['dangling']);
    assert.deepEqual(changed('G2', { supportedBy: ['Sn1', 'C1'] }), ['wrong-reference']);
    assert.deepEqual(changed('G2', { supportedBy: ['Sn1'], inContextOf: ['Sn1'] }), ['wrong-reference']);
    assert.deepEqual(changed('Sn1', { inContextOf: ['C1'] }), ['wrong-reference']);
    assert.deepEqual(changed('G2', { supportedBy: ['Sn1', 'Sn1'] }), ['twice']);
    assert.deepEqual(changed('G2', { supportedBy: ['Sn1', 'G2'] }), ['self-reference']);
    assert.deepEqual(rules([...fine, element('G5', { supportedBy: ['Sn1'] })]), ['several-tops']);
    assert.deepEqual(rules([...fine, element('X1')]), ['unknown-sort', 'several-tops']);
    assert.deepEqual(rules([element('S1', { supportedBy: ['Sn1'] }), element('Sn1')]), ['top-no-goal']);
    assert.deepEqual(rules([]), ['no-top']);
    assert.deepEqual(rules([...fine, element('G8', { supportedBy: ['G9'] }), element('G9', { supportedBy: ['G8'] })]), [
      'cycle',
      'unreachable',
    ]);
    assert.deepEqual(
      rules([...fine, element('CG1', { challenges: [{ element: 'G2' }], supportedBy: ['CSn1'] }), element('CSn1')]),
      ['not-answered'],
    );
    assert.deepEqual(rules([...fine, element('Sn1')]), ['same-id']);
  });
});

const HAZARD: CaseHazard = {
  id: 'HAZ-12',
  name: 'A photo goes to the wrong record',
  href: '/services/DEMO/hazards/HAZ-12',
  transferred: null,
  causes: ['Two tabs', 'A shared device'],
  controls: [
    {
      id: 'CTL-31',
      text: 'Second scan',
      href: '/services/DEMO/controls/CTL-31',
      verdict: 'met',
      lapsesAt: null,
      withdrawn: false,
      handed: false,
      causes: [1],
      sentence: null,
    },
  ],
  residual: { level: '3, Undesirable', href: '', provisional: null, fails: false, risk: 'stays' },
  gravity: 3,
  assumes: [],
};

function material(more: Partial<CaseMaterial> = {}): CaseMaterial {
  return {
    service: { reference: 'DEMO', name: 'Willowbank Wound Care' },
    intendedUse: 'Photos of wounds',
    hazards: [HAZARD],
    assumptions: [],
    observations: new Map(),
    counterEvidence: [],
    ...more,
  };
}

function written(claim: string, more: Partial<CounterEvidence> = {}): CounterEvidence {
  return {
    id: claim,
    claim,
    against: 'Two were mixed up',
    unknown: null,
    written: { by: 'Wren Applewhite', at: NOW },
    answer: { text: 'Both before the second scan', by: 'Juniper Hale', at: NOW },
    reviewBy: '2027-03-12',
    until: new Date('2027-03-13T00:00:00Z'),
    version: 1,
    ...more,
  };
}

describe('the argument that follows from the file', () => {
  test('is well formed, also where nothing is known; its ids do not change with what is known', () => {
    for (const one of [material(), material({ hazards: [] }), material({ counterEvidence: [written('G-HAZ-12')] })]) {
      const made = madeFrom(one);
      const faults = formFindings(made.argument).filter(({ level }) => level === 'fault');
      assert.deepEqual(faults, []);
      assert.notEqual(evaluate(made.argument, made.evidence, NOW).get('G-CASE')!.verdict, 'met');
    }
    const before = madeFrom(material()).argument.elements.map(({ id }) => id);
    const worse = { ...HAZARD, residual: { ...HAZARD.residual, level: null, risk: null } };
    const after = madeFrom(material({ hazards: [worse] })).argument.elements.map(({ id }) => id);
    assert.deepEqual(after, before);
    assert.ok(before.includes('G-HAZ-12') && before.includes('Sn-HAZ-12-CTL-31'));
  });

  test('a cause on which no control acts is not argued', () => {
    const { argument } = madeFrom(material());
    const findings = formFindings(argument);
    assert.deepEqual(
      findings.map(({ rule, elements }) => `${rule} ${elements.join()}`),
      ['undeveloped G-HAZ-12-CAUSE-2', 'undeveloped G-PEOPLE', 'undeveloped G-IN-USE'],
    );
  });

  test('a claim waits until somebody wrote what speaks against it, and does not hold until that is answered', () => {
    const covered = { ...HAZARD, causes: ['Two tabs'] };
    const verdict = (counterEvidence: readonly CounterEvidence[], now = NOW) => {
      const made = madeFrom(material({ hazards: [covered], counterEvidence }));
      return evaluate(made.argument, made.evidence, now).get('G-HAZ-12')!.verdict;
    };
    assert.equal(verdict([]), 'not-known');
    assert.equal(verdict([written('G-HAZ-12')]), 'met');
    assert.equal(verdict([written('G-HAZ-12', { answer: null })]), 'not-met');
    assert.equal(verdict([written('G-HAZ-12', { against: null, answer: null })]), 'met');
    assert.equal(verdict([written('G-HAZ-12')], new Date('2027-04-01T00:00:00Z')), 'not-known');
    // What is slight asks for nothing; what is written against it counts all the same.
    const slight = madeFrom(material({ hazards: [{ ...covered, gravity: 2 }] }));
    assert.equal(evaluate(slight.argument, slight.evidence, NOW).get('G-HAZ-12')!.verdict, 'met');
    assert.ok(!slight.asked.includes('G-HAZ-12'));
  });

  test('says in one sentence what is so, because of what, and what clears it', () => {
    const made = madeFrom(material({ counterEvidence: [written('G-HAZ-12', { answer: null })] }));
    const one = caseOf(material().service, made, [], NOW);
    assert.match(
      sentenceText(caseSentence(one, 'G-HAZ-12')),
      /^The claim G-HAZ-12 does not hold because HAZ-12 does not hold; of what is beneath it, 1 more is not verified\. An answer of a clinical safety officer/u,
    );
    assert.equal(claimNamed(one, 'haz-12'), 'G-HAZ-12');
    assert.equal(claimNamed(one, 'HAZ-99'), null);
    const lines = linesOf(one, 'G-HAZ-12');
    assert.deepEqual(
      lines.slice(0, 3).map(({ element: { id }, level }) => `${level} ${id}`),
      ['0 G-HAZ-12', '1 CSn-HAZ-12', '1 S-HAZ-12'],
    );
  });

  test('counter-evidence stands in one of four ways, and has to be looked at again within 13 months', () => {
    assert.equal(counterStanding(null, NOW), 'missing');
    assert.equal(counterStanding(written('G-KNOWN', { answer: null }), NOW), 'not answered');
    assert.equal(counterStanding(written('G-KNOWN'), NOW), 'written');
    assert.equal(counterStanding(written('G-KNOWN', { until: NOW }), NOW), 'lapsed');
    assert.equal(whyNotReviewBy('2027-03-12', '2026-03-12'), null);
    assert.match(whyNotReviewBy('2026-03-12', '2026-03-12')!, /still to come/u);
    assert.match(whyNotReviewBy('2029-03-12', '2026-03-12')!, /13 months/u);
    assert.match(whyNotReviewBy('soon', '2026-03-12')!, /Give the day/u);
  });
});
