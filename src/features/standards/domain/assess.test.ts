import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { observe, type Facts, type Result } from '../../../rules/checks.ts';
import { textOf } from '../../../words/sentence.ts';
import {
  anyAnswers,
  anyCatalogue,
  anyFacts,
  anyService,
  catalogueOf,
  CHECKS,
  criterionOf,
  DAY,
  decisionOf,
  judgementOf,
  knownWith,
  NOW,
  observationOf,
  SERVICE,
} from '../testing/synthetic.ts';
import { assess, judgementKey, type Known } from './assess.ts';
import { criteriaOf, JUDGEMENTS, type Assessment, type Judgement } from './assessment.ts';
import type { Catalogue } from './catalogue.ts';

/* What is known beside what a standard asks: whatever is left out, and whatever time does, never makes it better. */

/** Passed and not applicable are as good; what needs review stood once; the rest does not pass, and is alike. */
const STANDING: Readonly<Record<Result, number>> = {
  passed: 2,
  'not-applicable': 2,
  'needs-review': 1,
  failed: 0,
  unknown: 0,
  'not-run': 0,
};

type Given = Pick<Known, 'service' | 'answers'> & { readonly facts: Facts; readonly now?: Date };

function knownOf({ service, answers, facts, now = NOW }: Given, of: Partial<Known> = {}): Known {
  const observations = new Map(CHECKS.map((check) => [check.id, observe(check, facts, { now, service })]));
  return knownWith({ service, now, answers, observations, ...of });
}

const given = fc.record({ service: anyService, answers: anyAnswers, facts: anyFacts });

function without<Value>(from: Readonly<Record<string, Value>>, gone: readonly string[]): Record<string, Value> {
  return Object.fromEntries(Object.entries(from).filter(([name]) => !gone.includes(name)));
}

/** What a person saw and judged of every criterion. */
function judgedBy(catalogue: Catalogue, known: Known, value: Judgement['value']): ReadonlyMap<string, Judgement> {
  const facts = { ...known.answers, role: known.service.role, phase: known.service.phase };
  const basis = Object.fromEntries([...known.observations].map(([id, { result }]) => [id, result]));
  return new Map(
    catalogue.criteria.map(({ id }) => [judgementKey(catalogue.id, id), judgementOf(value, { facts, basis })]),
  );
}

test('leaving out facts or answers never makes a result better, judged or not', () => {
  const names = fc.subarray([
    'fact0',
    'fact1',
    'fact2',
    'fact3',
    'uses_ai',
    'uses_barcodes',
    'is_medical_device',
    'functions',
  ]);
  fc.assert(
    fc.property(
      anyCatalogue,
      given,
      names,
      fc.option(fc.constantFrom(...JUDGEMENTS), { nil: null }),
      (catalogue, all, gone, value) => {
        const before = knownOf(all);
        const judgements = value === null ? new Map<string, Judgement>() : judgedBy(catalogue, before, value);
        const less = { ...all, answers: without(all.answers, gone), facts: without(all.facts, gone) };
        const [full, part] = [before, knownOf(less)].map((known) =>
          criteriaOf(assess(catalogue, { ...known, judgements })),
        );
        part!.forEach(({ result, criterion }, index) =>
          assert.ok(
            STANDING[result] <= STANDING[full![index]!.result],
            `${criterion.id}: ${full![index]!.result}, then ${result}`,
          ),
        );
      },
    ),
    { numRuns: 500 },
  );
});

test('of a service of which nothing is known, nothing passes', () => {
  fc.assert(
    fc.property(anyCatalogue, anyService, (catalogue, service) => {
      const assessment = assess(catalogue, knownOf({ service, answers: {}, facts: {} }));
      for (const { result, criterion } of criteriaOf(assessment)) {
        // Only what its own condition leaves out by what every service says of itself.
        const turnsOnRole = JSON.stringify(criterion.applies ?? {}).includes('role');
        assert.ok(result === 'unknown' || (result === 'not-applicable' && turnsOnRole), `${criterion.id}: ${result}`);
      }
      for (const { verdict } of assessment.sections) assert.notEqual(verdict, 'met');
    }),
  );
});

test('whatever is not fine says what clears it, and the result is the worst of the checks', () => {
  fc.assert(
    fc.property(anyCatalogue, given, (catalogue, all) => {
      const assessment = assess(catalogue, knownOf(all));
      for (const { result, clears, reasons, observations, applies } of criteriaOf(assessment)) {
        const isFine = result === 'passed' || result === 'not-applicable';
        assert.equal(clears.length > 0, !isFine, result);
        assert.ok(clears.every((words) => textOf(words).endsWith('.')));
        assert.ok(reasons.length > 0);
        if (result === 'passed')
          assert.ok(
            applies === 'yes' && observations.every((one) => ['passed', 'not-applicable'].includes(one.result)),
          );
      }
      for (const { verdict, clears } of assessment.sections)
        if (verdict === 'not-met' || verdict === 'not-known') assert.ok(clears.length > 0, verdict);
    }),
  );
});

/** All that an assessment says, without when it was asked. */
function saidBy({ sections, open }: Assessment): unknown {
  const criteria = sections.flatMap((one) =>
    one.criteria.map(({ until: _until, observations, ...of }) => ({
      ...of,
      observations: observations.map(({ result, says }) => ({ result, says })),
    })),
  );
  return { criteria, open, verdicts: sections.map(({ criteria: _criteria, ...of }) => of) };
}

test('between now and the end that it names, nothing changes', () => {
  const until = fc.option(fc.integer({ min: 1, max: 60 }), { nil: null });
  fc.assert(
    fc.property(
      anyCatalogue,
      given,
      until,
      fc.double({ min: 0, max: 1, noNaN: true }),
      (catalogue, all, judgedFor, part) => {
        const first = knownOf(all);
        const end = judgedFor === null ? null : new Date(NOW.getTime() + judgedFor * DAY);
        const judgements = new Map(
          [...judgedBy(catalogue, first, 'met')].map(([key, one]) => [key, { ...one, until: end }]),
        );
        const before = assess(catalogue, { ...first, judgements });
        const horizon = (before.until ?? new Date(NOW.getTime() + 400 * DAY)).getTime() - 1;
        const now = new Date(NOW.getTime() + Math.floor((horizon - NOW.getTime()) * part));
        assert.deepEqual(saidBy(assess(catalogue, { ...knownOf({ ...all, now }), judgements })), saidBy(before));
      },
    ),
    { numRuns: 300 },
  );
});

test('what passed needs review once only time has passed, and says since when', () => {
  const until = new Date(NOW.getTime() + 30 * DAY);
  const facts = { fact0: { result: 'passed', until }, fact1: { result: 'passed', until: null } };
  const catalogue = catalogueOf([criterionOf('1.1')]);
  const at = (days: number) => {
    const now = new Date(NOW.getTime() + days * DAY);
    const [found] = criteriaOf(assess(catalogue, knownOf({ service: SERVICE, answers: {}, facts, now })));
    return [found!.result, found!.freshness.state] as const;
  };
  assert.deepEqual(at(0), ['passed', 'current']);
  assert.deepEqual(at(15.9), ['passed', 'current']);
  assert.deepEqual(at(16), ['passed', 'due soon']);
  assert.deepEqual(at(29.9), ['passed', 'due soon']);
  assert.deepEqual(at(30), ['needs-review', 'lapsed']);
  assert.deepEqual(at(300), ['needs-review', 'lapsed']);
});

test('a judgement is out of date when a check worsens or a named fact changes, and at nothing else', () => {
  const order: readonly (readonly Result[])[] = [
    ['failed'],
    ['unknown', 'not-run'],
    ['needs-review', 'passed', 'not-applicable'],
  ];
  const rank = (result: Result) => order.findIndex((those) => those.includes(result));
  const results = fc.constantFrom<Result>('passed', 'failed', 'needs-review', 'not-applicable', 'not-run', 'unknown');
  const catalogue = catalogueOf([
    criterionOf('1.1', { checks: ['a.one', 'a.two'], applies: { fact: 'uses_ai', in: [true, false] } }),
  ]);
  fc.assert(
    fc.property(
      fc.record({ one: results, two: results, other: results, ai: fc.boolean(), barcodes: fc.boolean() }),
      fc.record({ one: results, two: results, other: results, ai: fc.boolean(), barcodes: fc.boolean() }),
      (then, now) => {
        const basis = { 'a.one': then.one, 'a.two': then.two, 'b.one': then.other };
        const facts = { uses_ai: then.ai, uses_barcodes: then.barcodes };
        const judgement = judgementOf('met', { basis, facts });
        const observations = new Map(
          [observationOf('a.one', now.one), observationOf('a.two', now.two), observationOf('b.one', now.other)].map(
            (one) => [one.check, one],
          ),
        );
        const answers = { uses_ai: now.ai, uses_barcodes: now.barcodes };
        const judgements = new Map([[judgementKey('synthetic', '1.1'), judgement]]);
        const [found] = criteriaOf(assess(catalogue, knownWith({ observations, answers, judgements })));
        const expected = rank(now.one) < rank(then.one) || rank(now.two) < rank(then.two) || now.ai !== then.ai;
        assert.equal(found!.judgement!.outOfDate.length > 0, expected);
      },
    ),
    { numRuns: 500 },
  );
});

test('a judgement counts for its own standard, whatever another one numbers alike', () => {
  const passed = new Map([['a.one', observationOf('a.one', 'passed')]]);
  const judgements = new Map([[judgementKey('first', '1.1'), judgementOf('met', { basis: { 'a.one': 'passed' } })]]);
  const known = knownWith({ observations: passed, judgements, scope: [decisionOf({ catalogue: 'third' })] });
  const verdict = (id: string) => assess(catalogueOf([criterionOf('1.1')], { id }), known).sections[0]!.verdict;
  assert.equal(verdict('first'), 'met');
  assert.equal(verdict('second'), 'not-known');
  assert.equal(verdict('third'), 'does not apply');
});

test('a decision that it does not apply stands while what it turned on is as it was', () => {
  const catalogue = catalogueOf([criterionOf('1.1'), criterionOf('2.1')], { applies: { fact: 'uses_ai', is: true } });
  const look = (answers: Known['answers'], of: Parameters<typeof decisionOf>[0]) =>
    assess(catalogue, knownWith({ answers, scope: [decisionOf(of)] }));
  const results = (one: Assessment) => criteriaOf(one).map(({ result }) => result);
  assert.deepEqual(results(look({ uses_ai: false }, { facts: { uses_ai: false } })), [
    'not-applicable',
    'not-applicable',
  ]);
  assert.deepEqual(results(look({ uses_ai: false }, { facts: { uses_ai: false }, section: '2' })), [
    'unknown',
    'not-applicable',
  ]);
  const changed = look({ uses_ai: true }, { facts: { uses_ai: false } });
  assert.deepEqual(results(changed), ['unknown', 'unknown']);
  assert.match(textOf(criteriaOf(changed)[0]!.appliesBecause), /decided on 1 March 2026.*has changed/u);
  // What nobody had said then, and somebody says now, is a change as well.
  assert.deepEqual(results(look({ uses_ai: true }, { facts: {} })), ['unknown', 'unknown']);
  assert.deepEqual(results(look({}, { facts: {} })), ['not-applicable', 'not-applicable']);
});

test('a decision counts until its signature ends, and an assessment made before that says when', () => {
  const catalogue = catalogueOf([criterionOf('1.1')]);
  const until = new Date(NOW.getTime() + 40 * DAY);
  const at = (now: Date) => assess(catalogue, { ...knownWith({ scope: [decisionOf({ until })] }), now });
  const before = at(NOW);
  assert.equal(criteriaOf(before)[0]!.result, 'not-applicable');
  assert.deepEqual(before.until, until);
  assert.equal(criteriaOf(at(new Date(until.getTime() - 1)))[0]!.result, 'not-applicable');
  assert.equal(criteriaOf(at(until))[0]!.result, 'unknown');
});

test('a decision on a section falls by an answer on which only that section turns, also by one that nobody had given', () => {
  const condition = { fact: 'uses_barcodes', is: true };
  const catalogue = catalogueOf([criterionOf('1.1'), criterionOf('2.1', { applies: condition })]);
  const look = (answers: Known['answers'], facts: Known['answers']) =>
    criteriaOf(assess(catalogue, knownWith({ answers, scope: [decisionOf({ section: '2', facts })] })))[1]!;
  assert.equal(look({}, {}).result, 'not-applicable');
  // Decided while nobody had said whether it uses barcodes, and then somebody says that it does.
  assert.deepEqual(
    [look({ uses_barcodes: true }, {}).applies, look({ uses_barcodes: true }, {}).result],
    ['yes', 'unknown'],
  );
  assert.equal(look({}, { uses_barcodes: false }).result, 'unknown');
});

test('that a whole standard does not apply needs a signature; a criterion, an answer', () => {
  const known = knownWith({ answers: { uses_barcodes: false } });
  const condition = { fact: 'uses_barcodes', is: true };
  const [whole] = criteriaOf(assess(catalogueOf([criterionOf('1.1')], { applies: condition }), known));
  assert.deepEqual([whole!.applies, whole!.result], ['no', 'unknown']);
  assert.match(textOf(whole!.clears[0]!), /signed decision that A synthetic standard does not apply clears it/u);
  const [one] = criteriaOf(assess(catalogueOf([criterionOf('1.1', { applies: condition })]), known));
  assert.deepEqual([one!.applies, one!.result], ['no', 'not-applicable']);
  const open = assess(catalogueOf([criterionOf('1.1', { applies: condition })]), knownWith());
  assert.deepEqual(
    open.open.map(({ id }) => id),
    ['uses_barcodes'],
  );
  assert.match(textOf(criteriaOf(open)[0]!.clears[0]!), /^Answering “Does it have uses_barcodes\?” clears it\.$/u);
});

test('what is not due yet is not red, and what lapsed is said to have lapsed all the same', () => {
  const catalogue = catalogueOf([criterionOf('1.1', { from: 'live' })]);
  const look = (phase: Known['service']['phase'], result: Result) => {
    const observations = new Map([['a.one', observationOf('a.one', result)]]);
    const { sections } = assess(catalogue, knownWith({ observations, service: { ...SERVICE, phase } }));
    const [{ result: found, freshness } = { result: null, freshness: null }] = sections[0]!.criteria;
    return [found, freshness?.state, sections[0]!.verdict];
  };
  assert.deepEqual(look('alpha', 'failed'), ['not-run', 'not yet due', 'not-known']);
  assert.deepEqual(look('alpha', 'unknown'), ['unknown', 'not yet due', 'not-known']);
  assert.deepEqual(look('alpha', 'needs-review'), ['needs-review', 'lapsed', 'not-known']);
  assert.deepEqual(look('live', 'failed'), ['failed', 'not known', 'not-met']);
  assert.deepEqual(look('retired', 'failed'), ['failed', 'not known', 'not-met']);
});

test('a clause is met only where all of it is due, stands and was judged so', () => {
  const catalogue = catalogueOf([criterionOf('1.1'), criterionOf('1.2', { checks: ['a.two'] })]);
  const look = (results: readonly [Result, Result], values: readonly (Judgement['value'] | null)[]) => {
    const observations = new Map([
      ['a.one', observationOf('a.one', results[0])],
      ['a.two', observationOf('a.two', results[1])],
    ]);
    const basis = { 'a.one': results[0], 'a.two': results[1] };
    const judgements = new Map(
      values.flatMap((value, index) =>
        value === null ? [] : [[judgementKey('synthetic', `1.${index + 1}`), judgementOf(value, { basis })]],
      ) as [string, Judgement][],
    );
    return assess(catalogue, knownWith({ observations, judgements })).sections[0]!;
  };
  assert.equal(look(['passed', 'passed'], ['met', 'met']).verdict, 'met');
  assert.equal(look(['passed', 'passed'], ['met', null]).verdict, 'not-known');
  assert.equal(look(['passed', 'unknown'], ['met', 'met']).verdict, 'not-known', 'unknown never counts as a pass');
  assert.equal(look(['passed', 'failed'], ['met', 'met']).verdict, 'not-met');
  assert.equal(look(['passed', 'passed'], ['met', 'partly met']).verdict, 'not-met');
  assert.equal(look(['passed', 'failed'], ['met', 'does not apply']).verdict, 'met');
  assert.equal(look(['passed', 'passed'], ['does not apply', 'does not apply']).verdict, 'does not apply');
  const lapsed = look(['passed', 'needs-review'], ['met', 'met']);
  assert.deepEqual([lapsed.verdict, lapsed.freshness.state], ['met', 'lapsed']);
  assert.match(
    textOf(look(['passed', 'needs-review'], ['met', null]).says),
    /lapsed in part, and nobody has judged it/u,
  );
});

test('a criterion of a check that this version does not know is unknown', () => {
  const [found] = criteriaOf(
    assess(
      catalogueOf([criterionOf('1.1', { checks: ['a.one', 'gone'] })]),
      knownWith({
        observations: new Map([['a.one', observationOf('a.one', 'passed')]]),
      }),
    ),
  );
  assert.equal(found!.result, 'unknown');
});
