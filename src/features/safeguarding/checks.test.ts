import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { lawsOf, moments, NOW, observed } from '../../testing/check-laws.ts';
import { checks, type LeadFact } from './checks.ts';

const lead = fc.record<LeadFact>({
  name: fc.constantFrom('Imogen Sedge', 'Juniper Hale', 'Percival Lark'),
  until: fc.option(moments),
});
const facts = fc.record({
  leads: fc.uniqueArray(lead, { minLength: 1, maxLength: 3, selector: ({ name }) => name }),
});

lawsOf(checks, facts);

test('it passes exactly while somebody holds the role', () =>
  fc.assert(
    fc.property(facts, ({ leads }) => {
      const there = leads.some(({ until }) => until === null || until > NOW);
      assert.equal(observed(checks[0]!, { leads }).result === 'passed', there);
    }),
  ));
