import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { sentenceText } from '../../words/sentence.ts';
import {
  ASKED,
  AUTHORISING_ROLES,
  authorisedBy,
  basisWords,
  MATTERS,
  missingIn,
  missingSentence,
  otherSchemeSentence,
  PARTS,
  reopenedBy,
  sayReview,
  tableText,
  unauthorised,
  whyNotTable,
  type Authorisation,
  type Basis,
  type Compared,
  type Plan,
} from './domain.ts';

const person = fc.record({ id: fc.uuid(), name: fc.constantFrom('Wren Applewhite', 'Posy Thackray') });
const line: fc.Arbitrary<Authorisation> = fc.record({
  matter: fc.constantFrom(...MATTERS),
  role: fc.constantFrom(...AUTHORISING_ROLES),
  person: fc.option(person),
});
const table = fc.array(line, { maxLength: 12 });

describe('an authorisation table', () => {
  test('names nobody for a matter, or somebody, and says whom', () => {
    fc.assert(
      fc.property(table, (lines) => {
        const without = unauthorised(lines);
        for (const matter of MATTERS)
          assert.equal(authorisedBy(lines, matter).length === 0, without.includes(matter), matter);
        assert.equal(tableText(lines).split('\n').filter(Boolean).length, MATTERS.length - without.length);
      }),
    );
  });

  test('has each role or person once for a matter', () => {
    fc.assert(
      fc.property(table, line, (lines, one) => {
        assert.match(whyNotTable([...lines, one, one]) ?? '', /Name each role or person once/u);
      }),
    );
    assert.equal(whyNotTable(MATTERS.map((matter) => ({ matter, role: AUTHORISING_ROLES[0], person: null }))), null);
  });
});

const WHOLE: Plan = {
  ...(Object.fromEntries(PARTS.map((part) => [part, `What we say of ${part}.`])) as Record<
    (typeof PARTS)[number],
    string
  >),
  id: 'plan',
  service: { id: 'service', reference: 'DEMO', name: 'Willowbank Wound Care' },
  nature: 'new service',
  authorises: MATTERS.map((matter) => ({ matter, role: 'clinical safety officer', person: null })),
  scheme: { version: 'NHS@1', title: 'NHS 5 by 5' },
  methods: ['swift'],
  reviewDays: 182,
  version: 1,
};
const EMPTY: Partial<Plan> = { nature: null, scheme: null, methods: [], authorises: [] };

describe('what nobody has written', () => {
  test('is found, whichever parts it is, and is said', () => {
    assert.deepEqual(missingIn(WHOLE), []);
    fc.assert(
      fc.property(fc.subarray([...ASKED], { minLength: 1 }), (without) => {
        const empty = without.map((asked) => [asked, asked in EMPTY ? EMPTY[asked] : ' To be confirmed. ']);
        const plan = { ...WHOLE, ...Object.fromEntries(empty) } as Plan;
        assert.deepEqual(new Set(missingIn(plan)), new Set(without));
        const said = missingSentence('DEMO', missingIn(plan), unauthorised(plan.authorises));
        assert.match(
          sentenceText(said!),
          /^The plan is not complete because .+\. Writing what is missing clears it\.$/u,
        );
      }),
    );
  });
});

const key = fc.record({
  office: fc.constantFrom('clinical safety officer', 'deputy clinical safety officer'),
  person: fc.constantFrom('1', '2', '3'),
  name: fc.constantFrom('Wren Applewhite', 'Juniper Hale'),
});
const scheme = fc.constantFrom('NHS@1', 'NHS@2', 'OWN@1');
const basis: fc.Arbitrary<Basis> = fc.record({
  people: fc.array(key, { maxLength: 4 }),
  schemes: fc.array(scheme, { maxLength: 3 }),
});
const compared: fc.Arbitrary<Compared> = fc.record({
  basis,
  declared: fc.option(scheme),
  nature: fc.option(fc.constantFrom('new service', 'deployment')),
  written: fc.constantFrom('a', 'b'),
  intendedUse: fc.constantFrom('a', 'b'),
});

describe('what opens an approved plan again', () => {
  test('nothing does, where nothing changed; nor another order, or a name that is written otherwise', () => {
    fc.assert(
      fc.property(compared, (one) => {
        const { people, schemes } = one.basis;
        const otherwise = {
          people: people.toReversed().map((each) => ({ ...each, name: `${each.name} ` })),
          schemes: [...schemes.toReversed(), ...schemes],
        };
        assert.deepEqual(reopenedBy(one, { ...one, basis: otherwise }), []);
      }),
    );
  });

  test('it says so exactly where the words that are signed differ', () => {
    const words = ({ basis: of, declared, nature, written, intendedUse }: Compared) =>
      JSON.stringify([basisWords(of, declared), declared, nature, written, intendedUse]);
    fc.assert(
      fc.property(compared, compared, (before, after) => {
        assert.equal(reopenedBy(before, after).length > 0, words(before) !== words(after));
      }),
    );
  });

  test('each trigger by itself is named: nature, key people, intended use, scheme', () => {
    const one: Compared = {
      basis: {
        people: [{ office: 'clinical safety officer', person: '1', name: 'Wren Applewhite' }],
        schemes: ['NHS@1'],
      },
      declared: 'NHS@1',
      nature: 'new service',
      written: 'a',
      intendedUse: 'a',
    };
    const other = { office: 'clinical safety officer', person: '2', name: 'Juniper Hale' };
    const by = (more: Partial<Compared>) => reopenedBy(one, { ...one, ...more });
    assert.deepEqual(by({ nature: 'maintenance' }), ['the kind of project changed']);
    assert.deepEqual(by({ basis: { ...one.basis, people: [other] } }), [
      'key people changed (Wren Applewhite is no longer clinical safety officer, Juniper Hale became clinical safety officer)',
    ]);
    assert.deepEqual(by({ intendedUse: 'b' }), ['the intended use changed']);
    assert.deepEqual(by({ basis: { ...one.basis, schemes: ['OWN@1'] } }), ['the risk scheme changed']);
    assert.deepEqual(by({ written: 'b' }), ['what the plan says changed']);
  });

  test('a log that uses the declared scheme says nothing new', () => {
    fc.assert(
      fc.property(basis, scheme, (of, declared) => {
        const more = { ...of, schemes: [...of.schemes, declared] };
        assert.deepEqual(basisWords(more, declared), basisWords(of, declared));
      }),
    );
    assert.equal(otherSchemeSentence('DEMO', [], 'NHS@1'), null);
    assert.match(
      sentenceText(otherSchemeSentence('DEMO', ['OWN@1'], 'NHS@1')!),
      /because a log uses OWN@1, and the plan/u,
    );
  });
});

test('how often a plan is looked at is said as people say it', () => {
  assert.deepEqual([7, 14, 45, 182, 365].map(sayReview), [
    'every week',
    'every 2 weeks',
    'every 45 days',
    'every 6 months',
    'every year',
  ]);
});
