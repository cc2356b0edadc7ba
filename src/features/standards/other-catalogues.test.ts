import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import type { AssessedService } from '../../rules/checks.ts';
import { ask, type KnownFacts, type Truth } from '../../rules/conditions.ts';
import { allCatalogues } from './catalogues.ts';
import { assess } from './domain/assess.ts';
import { criteriaOf } from './domain/assessment.ts';
import type { Catalogue, Criterion } from './domain/catalogue.ts';
import { TIERS, TIER_OF_FUNCTION, tierOf, type Tier } from './domain/tier.ts';

/*
 * The evidence standards framework by tier, section C1 of DTAC, GS1 and the digital regulations: what each file has to hold,
 * and what applies to whom.
 */

function catalogue(id: string): Catalogue {
  return allCatalogues().findLast((one) => one.id === id)!;
}

function of({ criteria }: Catalogue, id: string): Criterion {
  return criteria.find((one) => one.id === id)!;
}

function truthOf(one: Catalogue | Criterion, facts: KnownFacts): Truth {
  return one.applies === null ? 'yes' : ask(one.applies, facts).truth;
}

function applying(of: Catalogue, facts: KnownFacts, truth: Truth = 'yes'): string[] {
  return of.criteria.filter((one) => truthOf(one, facts) === truth).map(({ id }) => id);
}

describe('the evidence standards framework', () => {
  const esf = catalogue('esf');

  /** Everything that standards 9 and 18 ask for on top of the tier is so. */
  const EXTRAS = {
    esf_in_scope: true,
    vulnerable_users: true,
    people_contact_each_other: false,
    high_financial_risk: true,
  };
  const ONLY_A = { ...EXTRAS, is_medical_device: 'no', esf_functions: ['system_service'] };
  const UP_TO_B = { ...EXTRAS, is_medical_device: 'no', esf_functions: ['system_service', 'communicating'] };
  const WITH_C = { ...EXTRAS, is_medical_device: 'no', esf_functions: ['system_service', 'communicating', 'diagnose'] };

  test('has 21 standards in five groups: 17 for tier A, 20 for B and 21 for C', () => {
    assert.deepEqual(
      esf.criteria.map(({ id, clause }) => [id, clause]),
      Array.from({ length: 21 }, (_, index) => [String(index + 1), String(index + 1)]),
    );
    assert.deepEqual(
      esf.sections.map(({ id }) => esf.criteria.filter(({ section }) => section === id).length),
      [9, 4, 3, 2, 3],
    );
    const counts = TIERS.map((tier) => esf.criteria.filter(({ tiers }) => tiers.includes(tier)).length);
    assert.deepEqual(counts, [17, 20, 21]);
  });

  test('as many apply to a service as its tier has, and a medical device is of tier C', () => {
    assert.equal(applying(esf, ONLY_A).length, 17);
    assert.equal(applying(esf, UP_TO_B).length, 20);
    assert.equal(applying(esf, WITH_C).length, 21);
    assert.equal(applying(esf, { ...ONLY_A, is_medical_device: 'yes' }).length, 21);
  });

  test('an assessment counts the same', () => {
    const service: AssessedService = {
      id: '0',
      reference: 'WCS',
      name: 'Wound care',
      phase: 'beta',
      role: 'both',
    };
    const counted = [ONLY_A, UP_TO_B, WITH_C].map((answers) => {
      const known = { service, now: new Date(), answers, questions: [], scope: [] };
      const assessment = assess(esf, { ...known, observations: new Map(), judgements: new Map() });
      return criteriaOf(assessment).filter(({ applies }) => applies === 'yes').length;
    });
    assert.deepEqual(counted, [17, 20, 21]);
  });

  test('safeguarding and cost-effectiveness have a condition of their own', () => {
    const without = { vulnerable_users: false, high_financial_risk: false };
    assert.equal(applying(esf, { ...ONLY_A, ...without }).length, 16);
    assert.deepEqual(applying(esf, { ...WITH_C, ...without }, 'no'), ['9', '18']);
    assert.deepEqual(applying(esf, { ...WITH_C, ...without, people_contact_each_other: true }, 'no'), ['18']);
  });

  test('what turns on an answer that nobody gave is unknown, and not left out', () => {
    assert.equal(truthOf(esf, {}), 'unknown');
    assert.deepEqual(applying(esf, {}, 'no'), []);
    assert.deepEqual(applying(esf, {}, 'unknown'), ['7', '8', '9', '14', '18']);
  });

  const facts: fc.Arbitrary<KnownFacts> = fc.record(
    {
      esf_functions: fc.subarray(Object.keys(TIER_OF_FUNCTION)),
      is_medical_device: fc.constantFrom('yes', 'no', 'not decided'),
    },
    { requiredKeys: [] },
  );

  test('a standard applies exactly where the tier has it, and is never left out while the tier is open', () => {
    fc.assert(
      fc.property(facts, (answers) => {
        const { tier, atLeast } = tierOf(answers);
        const known = { ...EXTRAS, ...answers };
        for (const one of esf.criteria) {
          const truth = truthOf(one, known);
          const has = (reached: Tier) => one.tiers.includes(reached);
          if (tier !== null) assert.equal(truth, has(tier) ? 'yes' : 'no', one.id);
          else assert.notEqual(truth, 'no', one.id);
          if (atLeast !== null && has(atLeast)) assert.equal(truth, 'yes', one.id);
        }
      }),
    );
  });

  test('says which titles were read, and what was not confirmed of early deployment', () => {
    const read = esf.criteria.filter(({ confidence }) => confidence === 'seen').map(({ id }) => id);
    assert.deepEqual(read, ['1', '2', '3', '4', '14', '15']);
    for (const { id, note } of esf.criteria)
      assert.match(note, Number(id) <= 13 ? /read in section D/u : /supposed .*that was not read/u, id);
  });
});

describe('section C1 of DTAC', () => {
  const dtac = catalogue('dtac-c1');

  test('has its eight questions, in order', () => {
    assert.deepEqual(
      dtac.criteria.map(({ clause }) => clause),
      ['C1.1.1', 'C1.1.2', 'C1.2', 'C1.2.1', 'C1.2.2', 'C1.2.3', 'C1.2.4', 'C1.2.5'],
    );
  });

  test('says what has to be attached', () => {
    const attached = dtac.criteria.filter(({ note }) => note.includes('Attach:')).map(({ id }) => id);
    assert.deepEqual(attached, ['C1.1.2', 'C1.2.4']);
  });

  test('the second question falls away only with a decision that it is no device', () => {
    const second = of(dtac, 'C1.1.2');
    assert.equal(truthOf(second, { is_medical_device: 'no' }), 'no');
    assert.equal(truthOf(second, { is_medical_device: 'yes' }), 'yes');
    assert.equal(truthOf(second, { is_medical_device: 'not decided' }), 'yes');
    assert.equal(truthOf(second, {}), 'unknown');
  });

  test('asks all that is known of the clinical safety officer', () => {
    const { checks } = of(dtac, 'C1.2.5');
    for (const what of ['nominated', 'clinician', 'registered', 'trained'])
      assert.ok(checks.includes(`people.officer-${what}`), what);
    assert.ok(checks.includes('hand.officer-accountable'));
  });
});

describe('GS1 and Scan4Safety', () => {
  const gs1 = catalogue('gs1');

  test('applies where barcodes or similar identifiers are used', () => {
    assert.equal(truthOf(gs1, { uses_barcodes: true }), 'yes');
    assert.equal(truthOf(gs1, { uses_barcodes: false }), 'no');
    assert.equal(truthOf(gs1, {}), 'unknown');
  });

  test('has a key for everybody and everything that is scanned', () => {
    const words = gs1.criteria.map(({ title, text }) => `${title} ${text}`).join(' ');
    for (const key of ['GSRN', 'GTIN', 'GLN', 'GIAI', 'ISBT 128']) assert.ok(words.includes(key), key);
  });

  test('the steps for suppliers are for those who make', () => {
    const forDeployers = applying(gs1, { role: 'deployer' }, 'no');
    assert.deepEqual(forDeployers, ['supply.company', 'supply.products']);
  });
});

describe('the digital regulations', () => {
  const regulations = catalogue('digital-regulations');

  test('holds the five parts of clause 14 of point 16', () => {
    assert.deepEqual(
      regulations.sections.map(({ id }) => id),
      ['evidence', 'risk', 'care', 'device', 'surveillance'],
    );
    for (const { id } of regulations.sections)
      assert.ok(regulations.criteria.filter(({ section }) => section === id).length >= 2, id);
  });

  test('is for every service: that it is no device and gives no care is itself decided', () => {
    assert.equal(regulations.applies, null);
    const least = { is_medical_device: 'no', carries_on_regulated_activity: 'no', uses_ai: false, nation: 'England' };
    assert.deepEqual(applying(regulations, { ...least, role: 'both' }), [
      'evidence.right-answer',
      'evidence.understood',
      'risk.standards',
      'risk.officer-and-log',
      'care.decided',
      'device.decided',
      'device.purpose',
      'device.claims',
      'device.decided-again',
    ]);
  });

  test('a device that nobody has decided on is treated as one, and so is a regulated activity', () => {
    const nations = fc.constantFrom('England', 'Scotland', 'Wales', 'Northern Ireland', 'several');
    const roles = fc.constantFrom('manufacturer', 'deployer', 'both');
    fc.assert(
      fc.property(nations, roles, fc.boolean(), (nation, role, uses_ai) => {
        const rest = { nation, role, uses_ai };
        const yes = { is_medical_device: 'yes', carries_on_regulated_activity: 'yes' };
        const open = { is_medical_device: 'not decided', carries_on_regulated_activity: 'not decided' };
        assert.deepEqual(applying(regulations, { ...rest, ...open }), applying(regulations, { ...rest, ...yes }));
      }),
    );
  });

  test('nothing is left out for want of an answer', () => {
    assert.deepEqual(applying(regulations, {}, 'no'), []);
  });

  test('what the law asks of makers after a device is on the market is asked of makers in Great Britain', () => {
    const surveillance = (facts: KnownFacts) =>
      applying(regulations, { is_medical_device: 'yes', ...facts }).filter((id) => id.startsWith('surveillance.'));
    assert.equal(surveillance({ role: 'manufacturer', nation: 'England' }).length, 6);
    assert.deepEqual(surveillance({ role: 'deployer', nation: 'England' }), ['surveillance.users-report']);
    assert.deepEqual(surveillance({ role: 'both', nation: 'Northern Ireland' }), ['surveillance.users-report']);
  });
});
