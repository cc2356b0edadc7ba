import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { assess, type Known } from '../standards/domain/assess.ts';
import { catalogueOf, criterionOf, decisionOf, judgementOf, knownWith } from '../standards/testing/synthetic.ts';
import {
  chosen,
  figuresOf,
  inOrder,
  STATES,
  standsOf,
  stateOf,
  type Line,
  type Standing,
  type System,
} from './domain.ts';

const standing: fc.Arbitrary<Standing> = fc.record({
  verdict: fc.constantFrom('met', 'not-met', 'not-known', 'does not apply'),
  met: fc.nat(9),
  notMet: fc.nat(2),
  notKnown: fc.nat(2),
  notYetDue: fc.nat(2),
  doesNotApply: fc.nat(2),
  stale: fc.nat(2),
  dueSoon: fc.nat(2),
  until: fc.constant(null),
  since: fc.constant(null),
  gap: fc.constant(null),
  scope: fc.constantFrom('in scope', 'out of scope', 'not decided'),
  assured: fc.boolean(),
});
const services = fc
  .uniqueArray(fc.nat(60), { maxLength: 30 })
  .map((numbers) => numbers.map((number) => ({ number, phase: number % 7 === 0 ? 'retired' : 'live' }) as const));
const lines: fc.Arbitrary<Line[]> = services.chain((all) =>
  fc.tuple(
    ...all.map(({ number, phase }) =>
      fc.option(standing).map((one): Line => ({
        service: { id: `s${number}`, reference: `S${number}`, name: `Service ${number % 5}`, phase, role: 'both' },
        stands: one && { 'point-16': one, dcb0129: one, dcb0160: one },
      })),
    ),
  ),
);

test('stale and missing stand first, every service once, and the order is the same whatever it was before', () => {
  fc.assert(
    fc.property(lines, (all) => {
      const sorted = inOrder(all);
      assert.equal(new Set(sorted).size, all.length);
      const places = sorted.map((line) => STATES.indexOf(stateOf(line)));
      assert.deepEqual(
        places,
        places.toSorted((a, b) => a - b),
      );
      assert.deepEqual(inOrder(all.toReversed()), sorted);
    }),
  );
});

test('what is not known is never current, and what is not worked out is nothing else', () => {
  fc.assert(
    fc.property(lines, (all) => {
      for (const line of all) {
        const state = stateOf(line);
        const own = line.stands?.['point-16'];
        assert.equal(state === 'being worked out', own === undefined);
        if (state === 'current' || state === 'due soon')
          assert.ok(own!.notKnown === 0 && own!.notMet === 0 && own!.stale === 0);
      }
    }),
  );
});

test('a filter takes away and adds nothing; without one, only what is retired is left out', () => {
  fc.assert(
    fc.property(lines, fc.constantFrom(null, ...STATES), (all, state) => {
      const found = chosen(all, { words: ['serv'], phase: null, state });
      assert.ok(found.every((line) => all.includes(line) && line.service.phase !== 'retired'));
      if (state === null) assert.equal(found.length, all.filter(({ service }) => service.phase !== 'retired').length);
      assert.equal(chosen(all, { words: ['nothing'], phase: null, state }).length, 0);
    }),
  );
});

test('services are found as in their list: without accents, and by parts of a reference', () => {
  const service = { id: 's', reference: 'SRV-12', name: 'Élan Clinic', phase: 'live', role: 'both' } as const;
  for (const [word, count] of [
    ['elan', 1],
    ['srv-12', 1],
    ['12', 1],
    ['lan', 0],
  ] as const)
    assert.equal(chosen([{ service, stands: null }], { words: [word], phase: null, state: null }).length, count, word);
});

const systems: fc.Arbitrary<System[]> = fc.array(
  fc.record({
    service: fc.nat(99).map((n) => ({
      id: `s${n}`,
      reference: `S${n}`,
      name: `Service ${n}`,
      phase: 'live' as const,
      role: 'both' as const,
    })),
    // What is assured is in scope, as an assessment has it.
    dcb0129: standing.map((one) => (one.assured ? { ...one, scope: 'in scope' as const } : one)),
    dcb0160: standing.map((one) => (one.assured ? { ...one, scope: 'in scope' as const } : one)),
    officer: fc.option(fc.constantFrom('p1', 'p2')),
  }),
  { maxLength: 20 },
);

test('each system is counted once, and what nobody decided is neither in scope nor out of it', () => {
  fc.assert(
    fc.property(systems, (all) => {
      const people = new Map([
        ['p1', { name: 'Wren Applewhite', hundredths: 20 }],
        ['p2', { name: 'Juniper Hale', hundredths: null }],
      ]);
      const { inScope, both, onlyDcb0129, onlyDcb0160, none, outOfScope, notDecided, ...rest } = figuresOf(all, people);
      assert.equal(inScope.length + outOfScope.length + notDecided.length, all.length);
      assert.equal(both.length + onlyDcb0129.length + onlyDcb0160.length + none.length, inScope.length);
      for (const { dcb0129, dcb0160 } of outOfScope)
        assert.deepEqual([dcb0129.scope, dcb0160.scope], ['out of scope', 'out of scope']);
      for (const { dcb0129, dcb0160 } of notDecided) assert.ok(![dcb0129.scope, dcb0160.scope].includes('in scope'));
      assert.ok(both.every(({ dcb0129, dcb0160 }) => dcb0129.assured && dcb0160.assured));
      assert.ok(none.every(({ dcb0129, dcb0160 }) => !dcb0129.assured && !dcb0160.assured));
      assert.equal(
        rest.officers.reduce((sum, { services: held }) => sum + held.length, 0),
        all.filter(({ officer }) => officer !== null).length,
      );
      // One of them did not say: no sum is made up.
      if (all.some(({ officer }) => officer === 'p2')) assert.equal(rest.hundredths, null);
      else assert.equal(rest.hundredths, all.some(({ officer }) => officer === 'p1') ? 20 : null);
    }),
  );
});

test('a standard that one officer judged away, criterion by criterion, is not out of scope; one that was left out by decision is', () => {
  const catalogue = catalogueOf([criterionOf('1.1'), criterionOf('2.1')], {
    id: 'dcb0129',
    applies: { fact: 'role', in: ['manufacturer', 'both', 'deployer'] },
    scopeSignatures: 2,
  });
  const facts = { role: knownWith().service.role };
  const basis = Object.fromEntries(
    catalogue.criteria.flatMap(({ checks }) => checks.map((id) => [id, 'unknown' as const])),
  );
  const away = judgementOf('does not apply', { facts, basis, href: '/services/WOUND/findings/FND-1' });
  const judgements = new Map(['1.1', '2.1'].map((id) => [`dcb0129/${id}`, away]));
  const scope = [decisionOf({ catalogue: 'dcb0129', facts, href: '/services/WOUND/scope/SCP-1' })];
  const scopeWith = (of: Partial<Known>, result: 'passed' | 'failed') =>
    standsOf({ assessments: [assess(catalogue, knownWith(of))], scope: { result, until: null } }).stands.dcb0129;
  const judged = scopeWith({ judgements }, 'failed');
  assert.deepEqual([judged.verdict, judged.scope, judged.assured], ['does not apply', 'not decided', false]);
  // Signed as applying, and judged away: it stays among those that are counted.
  assert.equal(scopeWith({ judgements }, 'passed').scope, 'in scope');
  assert.equal(scopeWith({ judgements, scope }, 'failed').scope, 'out of scope');
});
