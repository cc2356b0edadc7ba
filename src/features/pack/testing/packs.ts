import fc from 'fast-check';
import {
  PACK_FORMAT,
  RESULTS,
  STATES,
  VERDICTS,
  type PackAnswer,
  type PackCriterion,
  type PackDocument,
  type PackSection,
  type PackStandard,
} from '../domain/document.ts';

/*
 * Packs for tests: one that is written by hand, and arbitrary ones with every letter in them.
 */

const TIME = '2026-03-03T09:00:00.000Z';

export function criterion(of: Partial<PackCriterion> = {}): PackCriterion {
  return {
    id: '4.1',
    clause: '4.1',
    title: 'Somebody is responsible',
    text: 'A clinical safety officer is named.',
    level: null,
    applies: 'yes',
    appliesBecause: '',
    result: 'passed',
    freshness: { state: 'current', until: '2027-03-03T09:00:00.000Z', since: null, from: null },
    judgement: null,
    says: ['Wren Applewhite has been clinical safety officer since 3 March 2026.'],
    clears: [],
    evidence: [],
    observations: [],
    confidence: 'seen',
    source: 'The standard, 4.1',
    note: '',
    ...of,
  };
}

export function section(of: Partial<PackSection> = {}): PackSection {
  return {
    id: '4',
    title: 'Nominate a clinical safety officer',
    verdict: 'not-known',
    says: 'What could be checked passed. Nobody has judged it.',
    clears: 'Judging it clears it.',
    freshness: { state: 'not known', until: null, since: null, from: null },
    judgedBy: [],
    criteria: [criterion()],
    ...of,
  };
}

export function standard(of: Partial<PackStandard> = {}): PackStandard {
  return {
    id: 'point-16',
    edition: '2026-01',
    name: 'NHS service standard, point 16',
    title: 'Make sure your service is clinically safe',
    publisher: 'NHS England',
    source: { title: 'The standard', url: 'https://example.org/standard', confidence: 'seen' },
    checked: '2026-02-22',
    recheckBy: '2026-05-22',
    force: 'The source does not say.',
    standing: '',
    notes: ['One note.'],
    sections: [section()],
    answers: [],
    beforeSupply: [],
    open: [],
    ...of,
  };
}

export function document(of: Partial<PackDocument> = {}): PackDocument {
  return {
    format: PACK_FORMAT,
    version: 1,
    service: {
      reference: 'DEMO',
      name: 'Willowbank Wound Care',
      organisation: 'Quillfeather Digital',
      phase: 'live',
      role: 'manufacturer',
    },
    intendedUse: [
      { name: 'What it does', says: 'Shows photos of wounds to a nurse.' },
      { name: 'Who uses it', says: null },
    ],
    asAt: TIME,
    made: { at: TIME, by: 'Wren Applewhite' },
    standards: [standard()],
    files: [],
    ...of,
  };
}

const NASTY = [
  '<script>alert(1)</script>',
  '=HYPERLINK("https://example.org")',
  '+1',
  '-1',
  '@SUM(A1)',
  '#panic("no") *bold* $x$ <label> @ref \\ // --- `raw` #import "x"',
  '\u0000\u0007\u001B\uFFFE\uD800',
  '\u202Eabc\u202C \u05E9\u05DC\u05D5\u05DD \u0645\u0631\u062D\u0628\u0627',
  ']]> --> &amp; "quotes" \u2018and\u2019',
  'a\nb\r\nc\td',
  '\u{1F6D1}\u4E2D\u6587',
];

/** Text of every letter, and what breaks writers. */
export const anyText = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 60 }),
  fc.string({ unit: 'grapheme', maxLength: 60 }),
  fc.constantFrom(...NASTY),
);

const anyTime = fc
  .date({ min: new Date('2000-01-01T00:00:00Z'), max: new Date('2100-01-01T00:00:00Z'), noInvalidDate: true })
  .map((date) => date.toISOString());
const maybeTime = fc.option(anyTime);

const anyFreshness = fc.record({
  state: fc.constantFrom(...STATES),
  until: maybeTime,
  since: maybeTime,
  from: fc.option(fc.constantFrom('alpha', 'beta', 'live')),
});

const anyEvidence = fc.record({
  text: anyText,
  address: anyText,
  until: maybeTime,
  file: fc.option(fc.constant('ab'.repeat(32))),
});

const anyCriterion: fc.Arbitrary<PackCriterion> = fc.record({
  id: anyText,
  clause: anyText,
  title: anyText,
  text: anyText,
  level: fc.option(anyText),
  applies: fc.constantFrom('yes', 'no', 'unknown'),
  appliesBecause: anyText,
  result: fc.constantFrom(...RESULTS),
  freshness: anyFreshness,
  judgement: fc.option(
    fc.record({
      reference: anyText,
      value: anyText,
      reason: anyText,
      by: anyText,
      on: anyTime,
      until: maybeTime,
      outOfDate: anyText,
    }),
  ),
  says: fc.array(anyText, { maxLength: 3 }),
  clears: fc.array(anyText, { maxLength: 3 }),
  evidence: fc.array(anyEvidence, { maxLength: 2 }),
  observations: fc.array(
    fc.record({
      check: anyText,
      asks: anyText,
      how: fc.constantFrom('automatic', 'by hand'),
      result: fc.constantFrom(...RESULTS),
      says: anyText,
      clears: anyText,
      until: maybeTime,
      since: maybeTime,
    }),
    { maxLength: 2 },
  ),
  confidence: anyText,
  source: anyText,
  note: anyText,
});

const anyAnswer: fc.Arbitrary<PackAnswer> = fc.record({
  criterion: anyText,
  part: fc.constantFrom('system', 'project', null),
  answer: anyText,
  because: anyText,
  clears: anyText,
  evidence: fc.array(anyEvidence, { maxLength: 2 }),
});

const anySection: fc.Arbitrary<PackSection> = fc.record({
  id: anyText,
  title: anyText,
  verdict: fc.constantFrom(...VERDICTS),
  says: anyText,
  clears: anyText,
  freshness: anyFreshness,
  judgedBy: fc.array(anyText, { maxLength: 2 }),
  criteria: fc.array(anyCriterion, { maxLength: 3 }),
});

/** A pack with anything in it that text can be. */
export const anyDocument: fc.Arbitrary<PackDocument> = fc
  .record({
    service: fc.record({ reference: anyText, name: anyText, organisation: anyText, phase: anyText, role: anyText }),
    intendedUse: fc.array(fc.record({ name: anyText, says: fc.option(anyText) }), { maxLength: 3 }),
    asAt: anyTime,
    made: fc.record({ at: anyTime, by: anyText }),
    standards: fc.array(
      fc.record({
        sections: fc.array(anySection, { maxLength: 2 }),
        name: anyText,
        answers: fc.array(anyAnswer, { maxLength: 2 }),
        beforeSupply: fc.array(anyText, { maxLength: 2 }),
        open: fc.array(anyText, { maxLength: 2 }),
        id: fc.constantFrom('point-16', 'dtac-c1'),
      }),
      { minLength: 1, maxLength: 2 },
    ),
  })
  .map((made) => document({ ...made, standards: made.standards.map(standard) }));
