import type { Observation, Result, Shown } from '../../../rules/checks.ts';
import type { Words } from '../../../words/sentence.ts';
import { judgementKey, type Known } from '../domain/assess.ts';
import type { Judgement } from '../domain/assessment.ts';
import type { Catalogue, Criterion } from '../domain/catalogue.ts';

/*
 * A made-up standard of a few clauses, and what is known of a made-up service: each state once.
 */

export const NOW = new Date('2026-03-12T14:30:00Z');

export function criterion(section: string, number: number, of: Partial<Criterion> = {}): Criterion {
  return {
    id: `${section}.${number}`,
    section,
    clause: section,
    title: `What ${section}.${number} asks`,
    text: `The team does what ${section}.${number} asks, and can show it.`,
    level: null,
    applies: null,
    from: 'discovery',
    checks: [`test.${section}-${number}`],
    confidence: 'seen',
    source: 'A made-up standard, page 1',
    assessedAs: [],
    tiers: [],
    note: '',
    ...of,
  };
}

export function catalogue(
  sections: readonly string[],
  criteria: readonly Criterion[],
  of: Partial<Catalogue> = {},
): Catalogue {
  return {
    id: 'point-16',
    edition: '2026-01',
    name: 'NHS service standard, point 16',
    title: 'Make your service clinically safe',
    publisher: 'A made-up publisher',
    source: { title: 'A made-up standard', url: 'https://example.org/standard', confidence: 'seen' },
    checked: '2025-11-22',
    recheckBy: '2026-05-22',
    force: 'It says nothing of its force.',
    standing: '',
    notes: ['Nothing of it is real.'],
    applies: null,
    scopeSignatures: 1,
    sections: sections.map((id) => ({ id, title: `What clause ${id} is called` })),
    criteria,
    ...of,
  };
}

interface Seen {
  readonly says?: Words;
  readonly clears?: Words;
  readonly until?: string;
  readonly since?: string;
  readonly shown?: readonly Shown[];
}

export function observation(check: string, result: Result, of: Seen = {}): Observation {
  const fine = result === 'passed' || result === 'not-applicable';
  return {
    check,
    asks: `What ${check} looks at is so.`,
    how: 'automatic',
    result,
    says: of.says ?? [fine ? 'It is so.' : 'It is not so.'],
    clears: fine ? [] : (of.clears ?? ['Doing it ', { text: 'here', href: '/services/WOUND/edit' }, ' clears it.']),
    until: of.until === undefined ? null : new Date(of.until),
    since: of.since === undefined ? null : new Date(of.since),
    shown: of.shown ?? [],
  };
}

export function judgement(of: Partial<Judgement> = {}): Judgement {
  return {
    reference: 'FND-1',
    href: '/services/WOUND/findings/FND-1',
    value: 'met',
    reason: 'We looked at it together.',
    by: 'Wren Applewhite (CSO)',
    on: new Date('2026-02-01T10:00:00Z'),
    until: null,
    basis: {},
    facts: {},
    fallen: [],
    ...of,
  };
}

/** What is known, of these observations and judgements. */
export function known(
  observations: readonly Observation[],
  judgements: Readonly<Record<string, Judgement>> = {},
  of: Partial<Known> = {},
): Known {
  const basis = Object.fromEntries(observations.map(({ check, result }) => [check, result]));
  return {
    service: { id: 'id', reference: 'WOUND', name: 'Willowbank Wound Care', phase: 'beta', role: 'manufacturer' },
    now: NOW,
    observations: new Map(observations.map((one) => [one.check, one])),
    answers: {},
    questions: [
      {
        id: 'uses_barcodes',
        question: 'Does it use barcodes?',
        hint: '',
        sort: 'yes or no',
        answers: [],
        source: 'Test',
        confidence: 'seen',
      },
    ],
    judgements: new Map(
      Object.entries(judgements).map(([id, one]) => [
        judgementKey('point-16', id),
        { ...one, basis: { ...basis, ...one.basis } },
      ]),
    ),
    scope: [],
    ...of,
  };
}

const SECTIONS = ['1', '2', '3', '4', '5', '6', '7', '8'];

/** Met, met and lapsed, not met by a check, met with the officer, partly met, not known, not due yet, not applying. */
export const STANDARD = catalogue(SECTIONS, [
  criterion('1', 1),
  criterion('2', 1),
  criterion('3', 1),
  criterion('3', 2, { confidence: 'inferred', level: 'MUST', note: 'We could not read its annex.' }),
  criterion('4', 1, { title: 'A current registration' }),
  criterion('5', 1),
  criterion('6', 1, { applies: { fact: 'uses_barcodes', is: true } }),
  criterion('6', 2),
  criterion('7', 1, { from: 'live' }),
  criterion('8', 1, { applies: { fact: 'role', is: 'deployer' } }),
]);

/** Another one that rests on some of the same. */
export const OTHER = catalogue(
  ['2.3', 'design'],
  [
    criterion('2.3', 1, { clause: '2.3.2', checks: ['test.4-1'] }),
    criterion('design', 1, { checks: ['test.nothing'], confidence: 'second-hand' }),
  ],
  { id: 'other', name: 'OTHER0129', title: 'Another standard', edition: '4.2' },
);

const OBSERVED = [
  observation('test.1-1', 'passed', { until: '2026-06-03T09:00:00Z' }),
  observation('test.2-1', 'needs-review', {
    says: ['Imogen Sedge checked the pages on 8 December 2025.'],
    since: '2026-03-08T09:00:00Z',
    shown: [{ text: 'Check of the pages', href: '/services/WOUND/pages', until: new Date('2026-03-08T09:00:00Z') }],
  }),
  observation('test.3-1', 'failed', {
    says: [
      '2 of 28 hazards have no residual rating: ',
      { text: 'HAZ-3', href: '/services/WOUND/hazards/HAZ-3' },
      ' and HAZ-9.',
    ],
    since: '2026-03-09T09:00:00Z',
  }),
  observation('test.3-2', 'passed'),
  observation('test.4-1', 'passed', {
    says: ['Wren Applewhite is clinical safety officer. Percival Lark looked up the registration on 2 February 2026.'],
    until: '2026-03-24T09:00:00Z',
    shown: [
      {
        text: 'Registration of Wren Applewhite',
        href: 'https://example.org/register',
        until: new Date('2026-03-24T09:00:00Z'),
      },
      { text: 'Nomination of Wren Applewhite', href: '/services/WOUND/officers', until: null },
    ],
  }),
  observation('test.5-1', 'passed'),
  observation('test.6-1', 'passed'),
  observation('test.6-2', 'unknown'),
  observation('test.7-1', 'not-run'),
];

const JUDGED = {
  '1.1': judgement(),
  '2.1': judgement({ reference: 'FND-2', by: 'Imogen Sedge (clinical reviewer)' }),
  '3.1': judgement({ reference: 'FND-3', basis: { 'test.3-1': 'passed' } }),
  '3.2': judgement({ reference: 'FND-3' }),
  '4.1': judgement({ reference: 'FND-4', by: 'Percival Lark (product owner)' }),
  '5.1': judgement({
    reference: 'FND-5',
    value: 'partly met',
    reason: 'Trends were looked at once.',
    by: 'Juniper Hale (deputy)',
  }),
};

/** Each state once. */
export const STATES = known(OBSERVED, JUDGED);
/** Nothing at all. */
export const BLANK = known([]);
