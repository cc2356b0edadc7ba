import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { before, describe, test } from 'node:test';
import type { Condition, FactValue } from '../../rules/conditions.ts';
import { allCatalogues, catalogueSchema, factQuestions, handCheckSchema, handChecks } from './catalogues.ts';
import { features } from '../../features.ts';
import { assemble } from '../../platform/installation.ts';
import { CONFIDENCES, PHASES, type Catalogue, type FactQuestion } from './domain/catalogue.ts';

/*
 * Holds the data of `standards/` to what pages and checks take for granted. What one catalogue asks is held by a test of its
 * own: here stands what is true of each.
 */

/** What is looked at: the checks that all features contribute, those by hand among them. */
let known: ReadonlySet<string>;

before(async () => {
  const { kinds } = await assemble(features);
  known = new Set(kinds.assessed.flatMap(({ checks }) => checks.map(({ id }) => id)));
});

/** Checks that no standard names, and why they are there all the same. */
const NAMED_BY_NO_STANDARD: Readonly<Record<string, string>> = {
  'hand.accessibility-statement':
    'The law on accessible websites asks for it, and there is no catalogue of that law here.',
  'processes.decommissioning.run': 'Each process has both checks; DCB0160 7.4.1 asks that this one is written.',
  'processes.governance.run': 'Each process has both checks; DCB0129 and DCB0160 2.2.1 ask that this one is written.',
  'processes.internal-audit.run': 'Good practice of clinical risk management systems; no clause asks for it by name.',
  'processes.internal-audit.written':
    'Good practice of clinical risk management systems; no clause asks for it by name.',
  'standards.panel-assessed':
    'A panel assesses the service against the standard; the standard does not ask for that itself.',
};

/** What conditions can turn on beside the questions: what every service says of itself. */
const OF_EVERY_SERVICE: Readonly<Record<string, readonly FactValue[]>> = {
  role: ['manufacturer', 'deployer', 'both'],
  phase: [...PHASES, 'retired'],
};

/** The longest that a catalogue may go without somebody holding it against its source: three months. */
const LONGEST_UNCHECKED_DAYS = 93;
const DAY = 86_400_000;

for (const catalogue of allCatalogues()) describe(`${catalogue.id}, ${catalogue.edition}`, () => holds(catalogue));

function holds(catalogue: Catalogue): void {
  const { sections, criteria } = catalogue;

  test('its sections and criteria have ids of their own', () => {
    assert.deepEqual(repeated(sections.map(({ id }) => id)), []);
    assert.deepEqual(repeated(criteria.map(({ id }) => id)), []);
  });

  test('every section has criteria, and the criteria stand in the order of the sections', () => {
    const order = sections.map(({ id }) => id);
    assert.deepEqual([...new Set(criteria.map(({ section }) => section))], order);
    const places = criteria.map(({ section }) => order.indexOf(section));
    assert.deepEqual(
      places,
      places.toSorted((a, b) => a - b),
    );
  });

  test('every check that it names exists, and no criterion names one twice', () => {
    const missing = criteria.flatMap(({ id, checks }) =>
      checks.filter((check) => !known.has(check)).map((check) => `${id} names ${check}`),
    );
    assert.deepEqual(missing, []);
    assert.deepEqual(
      criteria.flatMap(({ checks }) => repeated(checks)),
      [],
    );
  });

  test('every fact that decides what applies is asked for, with that answer', () => {
    const conditions = [catalogue.applies, ...criteria.map(({ applies }) => applies)];
    const wrong = conditions.flatMap((one) => (one === null ? [] : faultsOf(one)));
    assert.deepEqual(wrong, []);
  });

  test('every line says how sure it is and where it was read', () => {
    for (const { id, confidence, source, title, text } of criteria) {
      assert.ok(CONFIDENCES.includes(confidence), id);
      assert.ok(source.length > 0, `${id} has no source`);
      assert.match(text, /[.?]$/u, `${id}: what is asked is a whole sentence`);
      assert.doesNotMatch(title, /\.$/u, `${id}: a title has no full stop`);
    }
  });

  test('it is held against its source within three months', () => {
    const days = (Date.parse(catalogue.recheckBy) - Date.parse(catalogue.checked)) / DAY;
    assert.ok(days > 0 && days <= LONGEST_UNCHECKED_DAYS, `${catalogue.checked} to ${catalogue.recheckBy}`);
  });

  test('it calls nobody compliant, gives no percentage, and claims no approval', () => {
    assert.doesNotMatch(
      JSON.stringify(catalogue),
      /\bcompliant\b|\d\s?%|per cent\b|NHS[- ]approved|approved by the NHS/iu,
    );
  });
}

describe('the library of standards', () => {
  test('every file reads, and is named after what is in it', () => {
    const files = readdirSync(new URL('../../../standards/catalogues/', import.meta.url));
    const named = allCatalogues().map(({ id, edition }) => `${id}-${edition}.yaml`);
    assert.deepEqual(named.toSorted(), files.filter((file) => file.endsWith('.yaml')).toSorted());
    assert.ok(named.length > 0);
  });

  test('no check by hand is there twice, and each is asked in whole sentences', () => {
    assert.deepEqual(repeated(handChecks().map(({ id }) => id)), []);
    for (const { id, asks, good, keep } of handChecks()) {
      assert.match(asks, /^[A-Z].*\.$/su, id);
      assert.match(good, /^[A-Z].*\.$/su, id);
      // It stands within a sentence: "Keep notes of the sessions."
      assert.doesNotMatch(keep, /\.$/u, id);
    }
    assert.doesNotMatch(JSON.stringify(handChecks()), /\bcompliant\b|\d\s?%/iu);
  });

  test('every question is asked once, and can be answered', () => {
    assert.deepEqual(repeated(factQuestions().map(({ id }) => id)), []);
    for (const { id, question, sort, answers } of factQuestions()) {
      assert.match(question, /\?$/u, id);
      assert.deepEqual(repeated(answers.map(({ value }) => value)), [], id);
      assert.equal(sort === 'yes or no' ? answers.length === 0 : answers.length > 1, true, id);
      assert.ok(!(id in OF_EVERY_SERVICE), `${id} is asked of every service already`);
    }
  });
});

test('every check that is made is one that a standard asks for, or says why not', () => {
  const named = new Set(allCatalogues().flatMap(({ criteria }) => criteria.flatMap(({ checks }) => checks)));
  const idle = [...known].filter((check) => !named.has(check));
  assert.deepEqual(idle.toSorted(), Object.keys(NAMED_BY_NO_STANDARD).toSorted());
  for (const { id } of handChecks()) assert.ok(known.has(id), id);
});

describe('what is wrong is refused', () => {
  const right = {
    id: 'made-up',
    edition: '1',
    name: 'A made-up standard',
    title: 'A made-up title',
    publisher: 'Nobody',
    source: { title: 'Nowhere', url: 'https://standard.example/', confidence: 'memory' },
    checked: '2026-11-22',
    recheckBy: '2027-02-22',
    force: 'None.',
    sections: [{ id: '1', title: 'One' }],
    criteria: [
      {
        id: '1.1',
        section: '1',
        clause: '1',
        title: 'One',
        text: 'It is so.',
        checks: ['hand.made-up'],
        confidence: 'memory',
        source: 'Nowhere',
      },
    ],
  };
  const criterion = right.criteria[0]!;
  const check = {
    id: 'hand.made-up',
    asks: 'It is so.',
    good: 'It is so.',
    method: 'examine',
    every: 365,
    by: 'product owner',
    keep: 'a note',
  };

  test('of a catalogue', () => {
    assert.ok(catalogueSchema.safeParse(right).success);
    const wrong = {
      'a word that nobody knows': { ...right, percentage: 90 },
      'no day on which it was held against its source': { ...right, checked: undefined },
      'a day that there is not': { ...right, checked: '2026-02-30' },
      'no criteria': { ...right, criteria: [] },
      'a criterion that nothing looks at': { ...right, criteria: [{ ...criterion, checks: [] }] },
      'a criterion without a source': { ...right, criteria: [{ ...criterion, source: '' }] },
      'a criterion that does not say how sure it is': { ...right, criteria: [{ ...criterion, confidence: undefined }] },
      'a phase that there is not': { ...right, criteria: [{ ...criterion, from: 'retired' }] },
      'a condition that asks nothing': { ...right, applies: { fact: 'uses_barcodes' } },
      'an empty condition': { ...right, applies: { all: [] } },
    };
    for (const [why, one] of Object.entries(wrong)) assert.ok(!catalogueSchema.safeParse(one).success, why);
  });

  test('of a check by hand', () => {
    assert.ok(handCheckSchema.safeParse(check).success);
    const wrong = {
      'an id of a feature': { ...check, id: 'people.made-up' },
      'half a sentence': { ...check, asks: 'It is so' },
      'a check that stands for ever': { ...check, every: 100_000 },
      'a method that there is not': { ...check, method: 'guess' },
    };
    for (const [why, one] of Object.entries(wrong)) assert.ok(!handCheckSchema.safeParse(one).success, why);
  });
});

/** What of a condition no answer can ever meet, in words. */
function faultsOf(condition: Condition): string[] {
  if ('all' in condition) return condition.all.flatMap(faultsOf);
  if ('any' in condition) return condition.any.flatMap(faultsOf);
  if ('not' in condition) return faultsOf(condition.not);
  const { fact } = condition;
  if ('op' in condition) return [`${fact} is asked in a way that is for duties`];
  const ofService = OF_EVERY_SERVICE[fact];
  const question = factQuestions().find(({ id }) => id === fact);
  const answers = ofService ?? (question === undefined ? null : answersTo(question));
  if (answers === null) return [`nobody asks for ${fact}`];
  const isList = question?.sort === 'several';
  if ('has_any' in condition !== isList) return [`${fact} is ${isList ? '' : 'not '}a list`];
  const values = 'is' in condition ? [condition.is] : 'in' in condition ? condition.in : condition.has_any;
  if (values.length === 0) return [`${fact} has no answer to be`];
  return values.filter((value) => !answers.includes(value)).map((value) => `${fact} cannot be ${String(value)}`);
}

function answersTo({ sort, answers }: FactQuestion): readonly FactValue[] {
  return sort === 'yes or no' ? [true, false] : answers.map(({ value }) => value);
}

function repeated(ids: readonly string[]): string[] {
  return ids.filter((id, index) => ids.indexOf(id) !== index);
}
