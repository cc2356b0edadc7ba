import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { BEARINGS } from '../gate/domain.ts';
import { lawsOf, NOW, observed } from '../../testing/check-laws.ts';
import { checks, gateChecks, type IncidentFact, type IncidentFacts } from './checks.ts';
import { DEFAULT_TARGETS, SORTS, STAGES } from './domain.ts';
import { ANSWERS } from './domain/verdict.ts';

const past = fc.integer({ min: 0, max: 200 * 24 }).map((hours) => new Date(NOW.getTime() - hours * 3_600_000));
const maybe = fc.option(past);
const incident = fc
  .record<IncidentFact>({
    reference: fc.constantFrom('INC-1', 'INC-2', 'INC-3'),
    sort: fc.constantFrom(...SORTS),
    stage: fc.constantFrom(...STAGES),
    voided: fc.constant(null),
    reportedAt: past,
    acknowledgedAt: maybe,
    triagedAt: maybe,
    madeSafeAt: maybe,
    closedAt: maybe,
    proposed: fc.constantFrom(null, ...ANSWERS),
    signed: fc.constantFrom(null, ...ANSWERS),
    hasCause: fc.boolean(),
    actions: fc.nat(2),
    openActions: fc.nat(1),
    noAction: fc.boolean(),
    challenged: fc.constantFrom([], ['HAZ-1']),
  })
  .map((one) => ({ ...one, proposed: one.signed ?? one.proposed }));
const facts = fc.record<IncidentFacts>({
  log: fc.record({ incidents: fc.array(incident, { maxLength: 5 }) }),
  targets: fc.constant(DEFAULT_TARGETS),
});

describe('what the standards ask', () => lawsOf(checks, facts));

describe('what the gate asks', () => {
  lawsOf(gateChecks, facts);

  test('holds only where each incident that is asked about was signed, and none that is open undermines', () =>
    fc.assert(
      fc.property(facts, (given) => {
        const { result } = observed(gateChecks[0]!, given);
        const all = given.log.incidents.filter(({ sort }) => sort !== 'good care');
        const fine = all.every(({ signed, stage }) => signed !== null && (signed === 'no' || stage === 'closed'));
        assert.equal(BEARINGS[result] === 'holds', fine);
      }),
    ));

  test('one that is proposed to undermine the case stops a release before anybody has signed it', () => {
    const one: IncidentFact = {
      reference: 'INC-3',
      sort: 'incident',
      stage: 'triaged',
      voided: null,
      reportedAt: NOW,
      acknowledgedAt: NOW,
      triagedAt: NOW,
      madeSafeAt: null,
      closedAt: null,
      proposed: 'yes',
      signed: null,
      hasCause: false,
      actions: 0,
      openActions: 0,
      noAction: false,
      challenged: [],
    };
    const found = (given: Partial<IncidentFact>) =>
      observed(gateChecks[0]!, { log: { incidents: [{ ...one, ...given }] } }).result;
    assert.equal(found({}), 'failed');
    assert.equal(found({ proposed: null }), 'not-run');
    assert.equal(found({ proposed: 'no' }), 'not-run', 'an answer that nobody signed is none');
    assert.equal(found({ proposed: 'no', signed: 'no' }), 'passed');
    assert.equal(found({ signed: 'yes' }), 'failed');
    assert.equal(found({ signed: 'yes', stage: 'closed' }), 'passed');
  });
});
