import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { LINK_SENSES, PHYSICAL_HARMS, PSYCHOLOGICAL_HARMS, type IncidentLink, type LinkKind } from '../domain.ts';
import { ANSWERS, problemsOf, whyAlone, type Together } from './verdict.ts';

const links = fc.array(
  fc
    .constantFrom(...(Object.keys(LINK_SENSES) as LinkKind[]))
    .chain((kind) =>
      fc.constantFrom(...LINK_SENSES[kind]).map((sense): IncidentLink => ({ kind, sense, reference: 'X-1' })),
    ),
  { maxLength: 6 },
);
const incident = fc.record<Together>({
  physical: fc.constantFrom(null, ...PHYSICAL_HARMS),
  psychological: fc.constantFrom(null, ...PSYCHOLOGICAL_HARMS),
  links,
  voided: fc.constant(null),
});
const has = (one: Together, kind: string, sense: string) =>
  one.links.some((link) => link.kind === kind && link.sense === sense);

describe('several at a time', () => {
  test('only where harm is none or low, the hazard is known, and its controls held', () =>
    fc.assert(
      fc.property(incident, fc.constantFrom(...ANSWERS), (one, answer) => {
        const together = whyAlone(one, { answer, noHazard: null }) === null;
        const low = ['none', 'low'];
        const may =
          answer === 'no' &&
          low.includes(one.physical ?? '') &&
          low.includes(one.psychological ?? '') &&
          has(one, 'hazard', 'realises') &&
          has(one, 'control', 'held') &&
          !has(one, 'control', 'failed');
        assert.equal(together, may);
      }),
    ));

  test('never on what is not known', () =>
    fc.assert(
      fc.property(incident, (one) => {
        for (const unknown of [
          { ...one, physical: null },
          { ...one, psychological: null },
          { ...one, links: [] },
        ])
          assert.notEqual(whyAlone(unknown, { answer: 'no', noHazard: 'None.' }), null);
      }),
    ));
});

describe('an answer', () => {
  test('of yes names what it undermines, and of no says of the hazard', () =>
    fc.assert(
      fc.property(
        incident,
        fc.constantFrom(...ANSWERS),
        fc.array(fc.constantFrom('HAZ-1', 'CTL-2'), { maxLength: 2 }),
        fc.constantFrom(null, 'A test.'),
        (one, answer, undermines, noHazard) => {
          const fine = problemsOf({ answer, undermines, noHazard }, one).length === 0;
          if (answer === 'yes') assert.equal(fine, undermines.length > 0);
          else assert.equal(fine, undermines.length === 0 && (noHazard !== null || has(one, 'hazard', 'realises')));
        },
      ),
    ));
});
