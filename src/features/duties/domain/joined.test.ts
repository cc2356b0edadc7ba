import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { workingCalendar } from '../../../platform/bank-holidays.ts';
import type { FactValue, KnownFacts } from '../../../rules/conditions.ts';
import { packInForce } from '../pack.ts';
import { obligationsOf } from './engine.ts';
import { joined } from './joined.ts';
import { isCompartmentDuty, type Fact } from './pack.ts';

/* What a compartment and the open owe together, with the pack that is in force. */

const pack = packInForce('2026-11-28');
const rules = {
  pack,
  rules: (of: typeof pack, facts: Parameters<typeof obligationsOf>[1]) => obligationsOf(of, facts, workingCalendar()),
};
const AT = '2026-11-27T15:00:00Z';

function answersTo({ type, answers, least, most }: Fact): fc.Arbitrary<FactValue> {
  if (type === 'yes or no') return fc.boolean();
  if (type === 'one') return fc.constantFrom(...answers.map(({ value }) => value));
  if (type === 'several') return fc.subarray(answers.map(({ value }) => value));
  if (type === 'number') return fc.integer({ min: least, max: Math.min(most, 100) });
  return fc.constant(AT);
}

/** Some of these facts, answered. */
function known(facts: readonly Fact[]): fc.Arbitrary<KnownFacts> {
  return fc
    .tuple(...facts.map((fact) => fc.option(answersTo(fact), { freq: 2 })))
    .map((values) =>
      Object.fromEntries(facts.flatMap(({ name }, at) => (values[at] === null ? [] : [[name, values[at]!]]))),
    );
}

const [apart, open] = [true, false].map((in_) =>
  known(pack.facts.filter(({ compartment }) => compartment === in_)),
) as [fc.Arbitrary<KnownFacts>, fc.Arbitrary<KnownFacts>];
const idsOf = (facts: Parameters<typeof joined>[1]) => joined(rules, facts).map(({ id }) => id);

test('a duty that only a compartment brings about is always among them, and one that it changes nothing of never is', () => {
  const ofCompartments = pack.duties.filter((duty) => isCompartmentDuty(pack, duty)).map(({ id }) => id);
  fc.assert(
    fc.property(apart, open, fc.boolean(), (inside, outside, professional) => {
      const ids = idsOf({ open: outside, apart: inside, professional });
      assert.deepEqual(
        ofCompartments.filter((id) => !ids.includes(id)),
        [],
      );
      const nothing = joined(rules, { open: outside, apart: {}, professional: false }).map(({ id }) => id);
      assert.deepEqual(nothing.toSorted(), ofCompartments.toSorted());
    }),
    { numRuns: 300 },
  );
});

test('a professional of their own changes nothing of what the organisation owes', () => {
  fc.assert(
    fc.property(apart, open, (inside, outside) => {
      const of = (professional: boolean) =>
        joined(rules, { open: outside, apart: inside, professional }).filter(({ personal }) => !personal);
      assert.deepEqual(of(true), of(false));
    }),
    { numRuns: 300 },
  );
});

test('abuse of somebody who uses a service that the CQC regulates is a notice, by what lies in both', () => {
  const outside = { 'org.roles': ['provider_cqc_registered'], 'event.occurred_in_regulated_activity': true };
  const inside = { 'abuse.allegation_service_user': true, 't.became_aware': AT };
  const of = (known_: Parameters<typeof joined>[1]) => joined(rules, known_).find(({ id }) => id === 'CQC-REG18');
  assert.equal(of({ open: outside, apart: inside, professional: false })?.state, 'due');
  assert.equal(of({ open: {}, apart: inside, professional: false })?.state, undefined, 'possible before and after');
  assert.equal(of({ open: outside, apart: {}, professional: false }), undefined);
});

test('a girl under 18: it is owed where somebody is named, whatever the organisation is', () => {
  const inside = { 'fgm.known_under18': true, 't.disclosure': AT };
  const fgm = (professional: boolean, outside: KnownFacts) =>
    joined(rules, { open: outside, apart: inside, professional }).find(({ id }) => id === 'FGM-POLICE')!;
  const outsides: KnownFacts[] = [{}, { 'org.roles': ['provider_cqc_registered'] }];
  for (const outside of outsides) {
    const one = fgm(true, outside);
    assert.deepEqual([one.state, one.personal], ['due', true]);
    assert.ok(one.due);
  }
  assert.equal(fgm(false, {}).state, 'possible');
});

test('danger counts where either says so', () => {
  const danger = pack.duties.filter((duty) => JSON.stringify(duty.when).includes('person.immediate_danger'));
  for (const { id } of danger) {
    const states = [true, false].map(
      (inOpen) =>
        joined(rules, {
          open: { 'person.immediate_danger': inOpen },
          apart: { 'person.immediate_danger': !inOpen },
          professional: false,
        }).find((one) => one.id === id)?.state,
    );
    assert.ok(!states.includes('not-owed'), id);
  }
});
