import fc from 'fast-check';
import type { AssessedService, Check, Observation, Result } from '../../../rules/checks.ts';
import type { Condition, FactValue, KnownFacts } from '../../../rules/conditions.ts';
import type { Known } from '../domain/assess.ts';
import type { Judgement, ScopeDecision } from '../domain/assessment.ts';
import type { Catalogue, Criterion, FactQuestion } from '../domain/catalogue.ts';

/*
 * A standard that nobody published, services, and what may be known of them: for tests of the engine alone.
 */

export const NOW = new Date('2026-03-12T09:00:00Z');
export const DAY = 86_400_000;

export const SERVICE: AssessedService = {
  id: '00000000-0000-7000-8000-000000000001',
  reference: 'WOUND',
  name: 'Willowbank Wound Care',
  phase: 'live',
  role: 'both',
};

export const QUESTIONS: readonly FactQuestion[] = [
  question('uses_ai', 'yes or no'),
  question('uses_barcodes', 'yes or no'),
  question('is_medical_device', 'one', ['yes', 'no', 'not decided']),
  question('functions', 'several', ['treat', 'diagnose', 'inform']),
];

function question(id: string, sort: FactQuestion['sort'], values: readonly string[] = []): FactQuestion {
  const answers = values.map((value) => ({ value, text: value }));
  return { id, question: `Does it have ${id}?`, hint: '', sort, answers, source: 'None', confidence: 'memory' };
}

export function criterionOf(id: string, of: Partial<Criterion> = {}): Criterion {
  return {
    id,
    section: id.split('.')[0]!,
    clause: id,
    title: `Criterion ${id}`,
    text: `What ${id} asks.`,
    level: null,
    applies: null,
    from: 'discovery',
    checks: ['a.one'],
    confidence: 'memory',
    source: 'None',
    assessedAs: [],
    tiers: [],
    note: '',
    ...of,
  };
}

export function catalogueOf(criteria: readonly Criterion[], of: Partial<Catalogue> = {}): Catalogue {
  const sections = [...new Set(criteria.map(({ section }) => section))];
  return {
    id: 'synthetic',
    edition: '1',
    name: 'A synthetic standard',
    title: 'Nobody published it',
    publisher: 'Nobody',
    source: { title: 'None', url: 'https://example.org', confidence: 'memory' },
    checked: '2026-03-01',
    recheckBy: '2026-09-01',
    force: 'None',
    standing: '',
    notes: [],
    applies: null,
    scopeSignatures: 1,
    sections: sections.map((id) => ({ id, title: `Section ${id}` })),
    criteria,
    ...of,
  };
}

export const CHECK_IDS = ['a.one', 'a.two', 'b.one', 'b.two'] as const;

/** Four checks that each look at two of four facts. A fact is a list: what it comes to, and after how many days it lapses. */
export const CHECKS: readonly Check[] = CHECK_IDS.map((id, index) => ({
  id,
  asks: `${id} is so.`,
  how: 'automatic',
  reads: [`fact${index}`, `fact${(index + 1) % CHECK_IDS.length}`],
  decide: (facts, { now }) => {
    const [one, other] = [index, (index + 1) % CHECK_IDS.length].map((of) => facts[`fact${of}`] as SyntheticFact);
    const result = one!.result === 'passed' ? other!.result : one!.result;
    const ends = [one!, other!].flatMap(({ until }) => (until === null ? [] : [until.getTime()]));
    const until = ends.length === 0 ? null : new Date(Math.min(...ends));
    // As whoever writes a check is told: once it is past, the same facts give something else.
    if (until !== null && until <= now && result === 'passed')
      return { result: 'needs-review', says: [`${id} lapsed.`], clears: ['A look clears it.'], until: null, shown: [] };
    return { result, says: [`${id}: ${result}.`], clears: ['A look clears it.'], until, shown: [] };
  },
  begins: () => ['A first look clears it.'],
}));

export interface SyntheticFact {
  readonly result: Exclude<Result, 'unknown'>;
  readonly until: Date | null;
}

export const RESULTS_KNOWN = ['passed', 'failed', 'needs-review', 'not-applicable', 'not-run'] as const;

const anyFact: fc.Arbitrary<SyntheticFact> = fc.record({
  result: fc.constantFrom(...RESULTS_KNOWN, 'passed', 'passed'),
  until: fc.option(
    fc.integer({ min: -20, max: 60 }).map((days) => new Date(NOW.getTime() + days * DAY)),
    { nil: null },
  ),
});

/** Some of the facts that the checks look at. */
export const anyFacts = fc.record(
  { fact0: anyFact, fact1: anyFact, fact2: anyFact, fact3: anyFact },
  { requiredKeys: [] },
);

/** Some of the answers about the service. */
export const anyAnswers: fc.Arbitrary<KnownFacts> = fc
  .record(
    {
      uses_ai: fc.boolean(),
      uses_barcodes: fc.boolean(),
      is_medical_device: fc.constantFrom('yes', 'no'),
      functions: fc.subarray(['treat', 'diagnose', 'inform']),
    },
    { requiredKeys: [] },
  )
  .map((answers) => answers as Record<string, FactValue>);

const single: fc.Arbitrary<Condition> = fc.constantFrom<Condition>(
  { fact: 'uses_ai', is: true },
  { fact: 'uses_barcodes', is: true },
  { fact: 'uses_barcodes', is: false },
  { fact: 'is_medical_device', is: 'yes' },
  { fact: 'is_medical_device', in: ['no', 'other'] },
  { fact: 'functions', has_any: ['treat', 'diagnose'] },
  { fact: 'functions', is: [] },
  { fact: 'role', in: ['deployer', 'both'] },
);

/** Any condition over the answers, several levels deep. */
export const anyCondition: fc.Arbitrary<Condition> = fc.letrec<{ condition: Condition }>((tie) => ({
  condition: fc.oneof(
    { maxDepth: 3, depthSize: 'small' },
    single,
    fc.record({ all: fc.array(tie('condition'), { minLength: 1, maxLength: 3 }) }),
    fc.record({ any: fc.array(tie('condition'), { minLength: 1, maxLength: 3 }) }),
    fc.record({ not: tie('condition') }),
  ),
})).condition;

const maybeCondition = fc.option(anyCondition, { nil: null });

/** Any standard of up to three sections. */
export const anyCatalogue: fc.Arbitrary<Catalogue> = fc
  .tuple(
    maybeCondition,
    fc.array(
      fc.record({
        section: fc.constantFrom('1', '2', '3'),
        applies: maybeCondition,
        from: fc.constantFrom('discovery' as const, 'beta' as const, 'live' as const),
        checks: fc.subarray([...CHECK_IDS], { minLength: 1 }),
      }),
      { minLength: 1, maxLength: 6 },
    ),
  )
  .map(([applies, criteria]) =>
    catalogueOf(
      criteria.map((of, index) => criterionOf(`${of.section}.${index + 1}`, of)),
      { applies },
    ),
  );

export const anyService: fc.Arbitrary<AssessedService> = fc
  .record({
    phase: fc.constantFrom(
      'discovery' as const,
      'alpha' as const,
      'beta' as const,
      'live' as const,
      'retired' as const,
    ),
    role: fc.constantFrom('manufacturer' as const, 'deployer' as const, 'both' as const),
  })
  .map((of) => ({ ...SERVICE, ...of }));

export function knownWith(of: Partial<Known> = {}): Known {
  return {
    service: SERVICE,
    now: NOW,
    observations: new Map(),
    answers: {},
    questions: QUESTIONS,
    judgements: new Map(),
    scope: [],
    ...of,
  };
}

export function observationOf(check: string, result: Result, of: Partial<Observation> = {}): Observation {
  const isFine = result === 'passed' || result === 'not-applicable';
  return {
    check,
    asks: `${check} is so.`,
    how: 'automatic',
    result,
    says: [`${check}: ${result}.`],
    clears: isFine ? [] : ['A look clears it.'],
    until: null,
    since: null,
    shown: [],
    ...of,
  };
}

export function judgementOf(value: Judgement['value'], of: Partial<Judgement> = {}): Judgement {
  return {
    reference: 'FND-1',
    href: '/services/WOUND/findings/FND-1',
    value,
    reason: 'It was looked at.',
    by: 'Posy Thackray (CSO)',
    on: new Date('2026-03-01T10:00:00Z'),
    until: null,
    basis: {},
    facts: {},
    fallen: [],
    ...of,
  };
}

export function decisionOf(of: Partial<ScopeDecision> = {}): ScopeDecision {
  return {
    reference: 'FND-2',
    href: '/services/WOUND/findings/FND-2',
    catalogue: 'synthetic',
    section: null,
    reason: 'Nobody does that here.',
    by: 'Posy Thackray (CSO)',
    on: new Date('2026-03-01T10:00:00Z'),
    until: null,
    facts: {},
    ...of,
  };
}
