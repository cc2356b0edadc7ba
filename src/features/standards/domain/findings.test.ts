import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { RESULTS, type Observation, type Result } from '../../../rules/checks.ts';
import type { KnownFacts } from '../../../rules/conditions.ts';
import { textOf } from '../../../words/sentence.ts';
import { assess, judgementKey, type Known } from './assess.ts';
import { JUDGEMENTS, type Assessment, type JudgementStanding, type JudgementValue } from './assessment.ts';
import type { Catalogue } from './catalogue.ts';
import { changesBetween } from './changes.ts';
import {
  basisOf,
  findingNumber,
  isJudged,
  judgementsSigned,
  metBeyondChecks,
  problemsOfJudgements,
  problemsOfPanel,
  sayBasis,
  sayJudgements,
  scopeSigned,
  scopeStands,
  unsigned,
  whyAlwaysApplies,
  type SignedBy,
  type WrittenJudgement,
  type WrittenScope,
} from './findings.ts';
import { panelAssessed, scopeDecided, type SettledScope } from './judging-checks.ts';

const DAY = 86_400_000;
const START = new Date('2026-03-03T10:00:00Z');
const SERVICE = { id: 'a', reference: 'WOUND', name: 'Willowbank Wound Care', phase: 'live', role: 'both' } as const;
const CHECKS = ['one', 'two', 'three'] as const;

const CATALOGUE: Catalogue = {
  id: 'synthetic',
  edition: '1',
  name: 'A made-up standard',
  title: 'A made-up standard',
  publisher: 'Nobody',
  source: { title: 'None', url: 'https://example.org', confidence: 'memory' },
  checked: '2026-01-01',
  recheckBy: '2027-01-01',
  force: 'None',
  standing: '',
  notes: [],
  applies: null,
  scopeSignatures: 1,
  sections: [
    { id: '1', title: 'The first' },
    { id: '2', title: 'The second' },
  ],
  criteria: ['1', '2'].map((section) => ({
    id: `${section}.1`,
    section,
    clause: section,
    title: 'Something',
    text: 'Something is so.',
    level: null,
    applies: section === '1' ? null : { fact: 'uses_ai', is: true },
    from: 'discovery',
    checks: CHECKS,
    confidence: 'memory',
    source: 'None',
    assessedAs: [],
    tiers: [],
    note: '',
  })),
};

const observation = (check: string, result: Result): Observation => ({
  check,
  asks: 'Something is so.',
  how: 'automatic',
  result,
  says: [`${check} ${result}.`],
  clears: [],
  until: null,
  since: null,
  shown: [],
});

const result = fc.constantFrom(...RESULTS);
const results = fc.record({ one: result, two: result, three: result });
const facts = fc.record({ uses_ai: fc.boolean(), uses_barcodes: fc.boolean() }, { requiredKeys: [] });

/** The worse of two, by hand: what failed is worst, then what nobody knows or ran, then the rest alike. */
function isWorse(now: Result, then: Result): boolean {
  const place = (one: Result) => (one === 'failed' ? 0 : one === 'unknown' || one === 'not-run' ? 1 : 2);
  return place(now) < place(then);
}

describe('a judgement that was signed', () => {
  const scenario = fc.record({
    criterion: fc.constantFrom('1.1', '2.1'),
    value: fc.constantFrom(...JUDGEMENTS),
    atWriting: results,
    seen: fc.option(results, { nil: {} }),
    now: results,
    factsThen: facts,
    factsNow: facts,
    outOfDate: fc.boolean(),
    fell: fc.boolean(),
    validDays: fc.option(fc.integer({ min: 1, max: 500 })),
    days: fc.integer({ min: 0, max: 500 }),
  });

  test('is current or out of date as a witness says by hand', () => {
    fc.assert(
      fc.property(scenario, (one) => {
        const observed = CHECKS.map((check) => observation(check, one.atWriting[check]));
        const basis = basisOf(observed, one.seen);
        const turnsOn = one.criterion === '2.1' && one.factsThen.uses_ai !== undefined;
        const signed: SignedBy = {
          by: ['Wren Applewhite (clinical safety officer)'],
          at: START,
          validUntil: one.validDays === null ? null : new Date(START.getTime() + one.validDays * DAY),
          outOfDate: one.outOfDate,
          fell: one.fell && !one.outOfDate,
        };
        const judgements = judgementsSigned(
          {
            number: 1,
            service: SERVICE,
            catalogue: CATALOGUE.id,
            judgements: [
              {
                criterion: one.criterion,
                edition: CATALOGUE.edition,
                value: one.value,
                reason: 'Because.',
                facts: (turnsOn ? { uses_ai: one.factsThen.uses_ai } : {}) as KnownFacts,
                basis,
                seq: 7,
              },
            ],
          },
          signed,
        );
        const known: Known = {
          service: SERVICE,
          now: new Date(START.getTime() + one.days * DAY),
          observations: new Map(CHECKS.map((check) => [check, observation(check, one.now[check])])),
          answers: one.factsNow,
          questions: [],
          judgements: new Map(judgements),
          scope: [],
        };
        const criteria = assess(CATALOGUE, known).sections.flatMap((section) => section.criteria);
        const { judgement } = criteria.find(({ criterion }) => criterion.id === one.criterion)!;

        const worsened = CHECKS.some((check) => {
          const shown = (one.seen as Partial<typeof one.atWriting>)[check] ?? one.atWriting[check];
          // Whichever was better of what was shown and what was so: worse than either is news.
          return isWorse(one.now[check], shown) || isWorse(one.now[check], one.atWriting[check]);
        });
        const factChanged = one.criterion === '2.1' && one.factsThen.uses_ai !== one.factsNow.uses_ai;
        const over = one.validDays !== null && one.days >= one.validDays;
        const redrafted = one.outOfDate && (one.value === 'met' || one.value === 'does not apply');
        const expected = worsened || factChanged || over || redrafted || signed.fell;
        assert.equal(judgement!.outOfDate.length > 0, expected, textOf(judgement!.outOfDate));
      }),
      { numRuns: 2_000 },
    );
  });

  test('rests on no basis that somebody sent to make it blind', () => {
    fc.assert(
      fc.property(results, results, (so, sent) => {
        const basis = basisOf(
          CHECKS.map((check) => observation(check, so[check])),
          { ...sent, made_up: 'failed' },
        );
        assert.deepEqual(Object.keys(basis), [...CHECKS]);
        for (const check of CHECKS) assert.ok(!isWorse(basis[check]!, so[check]));
      }),
    );
  });

  test('is never lifted by a draft', () => {
    fc.assert(
      fc.property(fc.constantFrom<JudgementValue>('not met', 'partly met'), results, (value, all) => {
        const of = (outOfDate: boolean) => {
          const signed = { by: ['A'], at: START, validUntil: null, outOfDate, fell: false };
          const written = { criterion: '1.1', edition: '1', value, reason: 'No.', facts: {}, basis: all, seq: 1 };
          const judgements = judgementsSigned(
            { number: 1, service: SERVICE, catalogue: CATALOGUE.id, judgements: [written] },
            signed,
          );
          const observations = new Map(CHECKS.map((check) => [check, observation(check, all[check])]));
          const known = { service: SERVICE, now: START, answers: {}, questions: [], scope: [], observations };
          return assess(CATALOGUE, { ...known, judgements: new Map(judgements) }).sections[0]!.verdict;
        };
        assert.equal(of(true), of(false));
      }),
    );
  });

  test('is of one standard', () => {
    assert.notEqual(judgementKey('dcb0129', '4.1'), judgementKey('point-16', '4.1'));
  });
});

describe('what is wrong with judgements', () => {
  const criteria = new Map<string, { readonly result: Result }>([
    ['4.1', { result: 'passed' }],
    ['4.2', { result: 'failed' }],
  ]);
  const messages = (criterion: string, value: JudgementValue, reason = '') =>
    problemsOfJudgements([{ criterion, value, reason }], criteria).map(({ message }) => message);

  test('asks for a reason wherever the checks do not show it by themselves', () => {
    assert.deepEqual(messages('4.1', 'met'), []);
    assert.match(messages('4.2', 'met')[0]!, /what was observed does not show it/u);
    assert.match(messages('4.1', 'partly met')[0]!, /what is missing of 4\.1/u);
    assert.match(messages('4.1', 'does not apply')[0]!, /why 4\.1 does not apply/u);
    assert.deepEqual(messages('4.2', 'met', 'I looked.'), []);
    assert.deepEqual(problemsOfJudgements([], criteria)[0]!.field, 'judgements.4.1.value');
  });

  test('references are read as people type them, and of no other sort', () => {
    assert.deepEqual(['FND-3', 'fnd 3', '3', 'HAZ-3', ''].map(findingNumber), [3, 3, 3, null, null]);
    assert.equal(
      sayJudgements([{ value: 'met' }, { value: 'not met' }, { value: 'met' }]),
      '3 judgements: 2 met, 1 not met',
    );
    assert.equal(sayBasis({ a: 'passed', b: 'unknown', c: 'passed' }), '2 passed, 1 not known');
  });

  test('judged as met is said to whoever signs, unless every check under it had passed or does not apply', () => {
    const basis = fc.dictionary(fc.constantFrom(...CHECKS), fc.constantFrom(...RESULTS));
    fc.assert(
      fc.property(fc.constantFrom(...JUDGEMENTS), basis, (value, came) => {
        const fine = Object.values(came).every((result) => ['passed', 'not-applicable'].includes(result));
        assert.equal(metBeyondChecks([{ value, basis: came }]).length, value === 'met' && !fine ? 1 : 0);
      }),
    );
  });

  test('waits for a signature from the entry on that is after the last one', () => {
    const judgements = [3, 7].map((seq) => ({ seq }) as WrittenJudgement);
    const waiting = (seq: number | null) =>
      unsigned({ judgements }, seq === null ? null : { seq }).map((one) => one.seq);
    assert.deepEqual([null, 2, 3, 6, 7].map(waiting), [[3, 7], [3, 7], [7], [7], []]);
  });

  test('is asked of all but what is left out without a judgement', () => {
    const asked = (result: Result, value: JudgementValue | null) =>
      isJudged({ result, judgement: value && ({ value } as JudgementStanding) });
    assert.ok(RESULTS.filter((one) => one !== 'not-applicable').every((result) => asked(result, null)));
    assert.ok(asked('not-applicable', 'does not apply'), 'whoever judged so can judge it again');
    assert.ok(!asked('not-applicable', null) && !asked('not-applicable', 'met'));
  });
});

describe('what is left out', () => {
  const scope = {
    number: 1,
    service: SERVICE,
    catalogue: 'dcb0160',
    section: null,
    applies: false,
    reason: 'Others do.',
    facts: { role: 'manufacturer' },
    withdrawn: null,
  } as unknown as WrittenScope;
  const signed: SignedBy = { by: ['A', 'B'], at: START, validUntil: null, outOfDate: false, fell: false };

  test('counts while its signature stands, and not a moment longer', () => {
    const until = new Date(START.getTime() + DAY);
    assert.equal(scopeSigned(scope, signed)!.by, 'A and B');
    assert.equal(scopeSigned({ ...scope, applies: true }, signed), null);
    assert.equal(scopeSigned({ ...scope, withdrawn: 'No.' }, signed), null);
    assert.equal(scopeSigned(scope, { ...signed, outOfDate: true }), null);
    assert.equal(scopeSigned(scope, { ...signed, fell: true }), null);
    assert.ok(scopeSigned(scope, { ...signed, validUntil: until }));
    assert.equal(scopeStands(scope, { ...signed, validUntil: until }, until), false);
  });

  test('is never what asks every service', () => {
    assert.match(whyAlwaysApplies(CATALOGUE, null)!, /applies to every service/u);
    assert.match(whyAlwaysApplies(CATALOGUE, '1')!, /applies to every service/u);
    assert.equal(whyAlwaysApplies(CATALOGUE, '2'), null);
    assert.equal(whyAlwaysApplies({ ...CATALOGUE, applies: { fact: 'role', is: 'both' } }, null), null);
  });

  const settled = (catalogue: 'dcb0129' | 'dcb0160', of: Partial<SettledScope> = {}): SettledScope => ({
    catalogue,
    applies: true,
    reference: 'SCP-1',
    href: '/services/WOUND/scope/SCP-1',
    counts: true,
    until: null,
    by: 'Wren Applewhite on 3 March 2026',
    role: 'both',
    ...of,
  });
  const decide = (...scopes: SettledScope[]) =>
    scopeDecided.decide({ scopes } as never, { now: START, service: SERVICE });

  test('is decided of both DCB standards, or there is a gap that says which', () => {
    assert.equal(decide(settled('dcb0129'), settled('dcb0160', { applies: false })).result, 'passed');
    assert.match(textOf(decide(settled('dcb0129')).says), /Nobody has decided whether DCB0160 applies/u);
    const unsigned = decide(settled('dcb0129', { counts: false, by: null }), settled('dcb0160'));
    assert.match(textOf(unsigned.says), /is not signed/u);
    assert.match(
      textOf(decide(settled('dcb0129', { counts: false }), settled('dcb0160')).says),
      /does not stand any more/u,
    );
    assert.match(textOf(decide(settled('dcb0129', { role: 'deployer' }), settled('dcb0160')).says), /it is both now/u);
  });

  test('no decision taken away makes it pass', () => {
    const one = fc
      .record({ counts: fc.boolean(), applies: fc.boolean(), role: fc.constantFrom('both', 'deployer', null) })
      .map((of) => (catalogue: 'dcb0129' | 'dcb0160') => settled(catalogue, of));
    fc.assert(
      fc.property(one, one, fc.boolean(), fc.boolean(), (a, b, keepA, keepB) => {
        const [first, second] = [a('dcb0129'), b('dcb0160')];
        const whole = decide(first, second).result;
        const less = decide(...(keepA ? [first] : []), ...(keepB ? [second] : [])).result;
        assert.ok(whole === 'passed' || less !== 'passed');
      }),
    );
  });
});

describe('an assessment by a panel', () => {
  test('is refused with a day to come, without people, and with conditions that nobody sees to', () => {
    const typed = { on: '2026-03-02', panel: [{}], outcome: 'met' as const };
    const fields = (of: object, recommendations = 0) =>
      problemsOfPanel({ ...typed, ...of }, recommendations, '2026-03-03').map(({ field }) => field);
    assert.deepEqual(fields({}), []);
    assert.deepEqual(fields({ on: '2026-03-04' }), ['on']);
    assert.deepEqual(fields({ on: 'soon' }), ['on']);
    assert.deepEqual(fields({ panel: [] }), ['panel.0.name']);
    assert.deepEqual(fields({ outcome: 'conditions' }), ['recommendations.0.text']);
    assert.deepEqual(fields({ outcome: 'conditions' }, 1), []);
  });

  test('passes only where the panel found it met', () => {
    for (const [outcome, expected] of [
      ['met', 'passed'],
      ['conditions', 'needs-review'],
      ['not met', 'failed'],
    ] as const) {
      const panel = { number: 1, catalogue: 'point-16', on: '2026-03-02', phase: 'beta', outcome };
      assert.equal(panelAssessed.decide({ panel } as never, { now: START, service: SERVICE }).result, expected);
    }
  });

  const VERDICTS = ['met', 'not-met', 'not-known', 'does not apply'] as const;
  const assessment = (verdicts: Readonly<Record<string, (typeof VERDICTS)[number]>>) =>
    ({
      sections: Object.entries(verdicts).map(([id, verdict]) => ({
        section: { id, title: `Clause ${id}` },
        verdict,
        says: ['Something is so.'],
      })),
    }) as unknown as Assessment;

  test('what changed since says what fell first, and nothing of what stands as it did', () => {
    const changes = changesBetween(
      assessment({ 1: 'met', 2: 'not-met', 3: 'met', 4: 'met', 5: 'not-known' }),
      assessment({ 1: 'not-known', 2: 'met', 3: 'met', 5: 'does not apply', 6: 'not-known' }),
    );
    assert.deepEqual(
      changes.map(({ section, how }) => [section.id, how]),
      [
        ['1', 'fell'],
        ['4', 'gone'],
        ['5', 'changed'],
        ['6', 'new'],
        ['2', 'rose'],
      ],
    );
    assert.equal(textOf(changes[0]!.says), 'It was met, and is not known now.');
  });

  test('what changed one way changed the other way back', () => {
    const verdicts = fc.dictionary(fc.constantFrom('1', '2', '3', '4'), fc.constantFrom(...VERDICTS));
    const back = { fell: 'rose', rose: 'fell', new: 'gone', gone: 'new', changed: 'changed' } as const;
    fc.assert(
      fc.property(verdicts, verdicts, (before, after) => {
        const there = changesBetween(assessment(before), assessment(after));
        const home = new Map(
          changesBetween(assessment(after), assessment(before)).map((one) => [one.section.id, one.how]),
        );
        assert.equal(home.size, there.length);
        for (const one of there) assert.equal(home.get(one.section.id), back[one.how]);
      }),
    );
  });
});
