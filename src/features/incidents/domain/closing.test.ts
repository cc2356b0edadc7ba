import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { sentenceText } from '../../../words/sentence.ts';
import { DANGERS, PHYSICAL_HARMS, PSYCHOLOGICAL_HARMS, SORTS } from '../domain.ts';
import {
  CANDOUR_STATES,
  CANDOUR_STEPS,
  missingOf,
  STRENGTHS,
  weakActions,
  whyNotCheckOn,
  type ActionShown,
  type ClosingFacts,
  type IncidentAction,
} from './closing.ts';
import { ANSWERS, type CaseVerdict } from './verdict.ts';

const AT = new Date('2026-03-09T09:00:00Z');
const shown = (state: ActionShown['state']): ActionShown => ({
  reference: 'ACT-1',
  href: '/actions/ACT-1',
  title: 'Put the reminder right',
  state,
  due: '2026-03-20',
});
const signed = {
  by: 'Wren Applewhite',
  role: 'clinical safety officer',
  registration: null,
  at: AT,
  together: 1,
  own: false,
};
const verdict = fc.record<CaseVerdict>({
  answer: fc.constantFrom(...ANSWERS),
  why: fc.constant('It is so.'),
  undermines: fc.constantFrom([], ['HAZ-1']),
  noHazard: fc.constantFrom(null, 'A test.'),
  proposedBy: fc.constant('Posy Thackray'),
  proposedAt: fc.constant(AT),
  signed: fc.constantFrom(null, signed),
});
const state = fc.constantFrom<ActionShown['state']>('open', 'done', 'not needed');
const action = fc.record<IncidentAction>({
  action: state.map(shown),
  strength: fc.constantFrom(...STRENGTHS),
  check: state.map(shown),
});
const ids = fc.array(fc.constantFrom('MHRA-10D', 'LFPSE'), { maxLength: 2 });
const facts = fc.record<ClosingFacts>({
  incident: fc.record({
    reference: fc.constant('INC-3'),
    service: fc.constant({ id: 'x', reference: 'DEMO' }),
    sort: fc.constantFrom(...SORTS),
    voided: fc.constant(null),
    cause: fc.constantFrom(null, 'Known.'),
    physical: fc.constantFrom(null, ...PHYSICAL_HARMS),
    psychological: fc.constantFrom(null, ...PSYCHOLOGICAL_HARMS),
    danger: fc.constantFrom(...DANGERS),
    triagedAt: fc.constantFrom(null, AT),
    madeSafeAt: fc.constantFrom(null, AT),
    links: fc.constantFrom([], [{ kind: 'hazard' as const, reference: 'HAZ-1', sense: 'realises' }]),
  }),
  verdict: fc.option(verdict),
  challenged: fc.constantFrom([], ['HAZ-1'], ['CTL-2']),
  actions: fc.array(action, { maxLength: 3 }),
  noAction: fc.constantFrom(null, 'It was a test.'),
  duties: fc.record({ open: ids, undecided: ids }),
  serviceStated: fc.boolean(),
  reports: fc.array(
    fc.record({
      number: fc.constant(1),
      by: fc.constant('Imogen Sedge'),
      toldAt: fc.constantFrom(null, AT),
      unanswered: fc.constantFrom(null, 'They asked for nothing.'),
    }),
    { maxLength: 2 },
  ),
  candour: fc.option(fc.record({ applies: fc.boolean(), reason: fc.constant('So.') })),
  candourSteps: fc
    .subarray([...CANDOUR_STEPS])
    .map((steps) =>
      steps.map((step) => ({ step, state: CANDOUR_STATES[0], on: '2026-03-09', note: 'So.', by: 'Posy Thackray' })),
    ),
});

/** The same, said a second time and in another way. */
function mayClose(given: ClosingFacts): boolean {
  const { incident, verdict: said, actions, duties, candour } = given;
  const heard = given.reports.every(({ toldAt, unanswered }) => toldAt !== null || unanswered !== null);
  if (incident.sort === 'good care') return heard;
  const badly = [incident.physical, incident.psychological].some((harm) => !['none', 'low'].includes(harm ?? ''));
  const candid =
    !badly || (candour !== null && (!candour.applies || given.candourSteps.length === CANDOUR_STEPS.length));
  return (
    heard &&
    candid &&
    incident.madeSafeAt !== null &&
    incident.triagedAt !== null &&
    incident.danger === 'no' &&
    incident.physical !== null &&
    incident.psychological !== null &&
    incident.cause !== null &&
    (actions.length > 0 || given.noAction !== null) &&
    actions.every(({ action: one }) => one.state !== 'open') &&
    said?.signed != null &&
    (incident.links.length > 0 || said.noHazard !== null) &&
    given.challenged.length === 0 &&
    duties.open.length + duties.undecided.length === 0
  );
}

describe('closing', () => {
  test('waits while any answer is missing, and for nothing else', () =>
    fc.assert(
      fc.property(facts, (given) => assert.equal(missingOf(given).length === 0, mayClose(given))),
      { numRuns: 3_000 },
    ));

  test('waits again whatever is taken out of what could be closed', () => {
    const whole: ClosingFacts = {
      incident: {
        reference: 'INC-3',
        service: { id: 'x', reference: 'DEMO' },
        sort: 'incident',
        voided: null,
        cause: 'Known.',
        physical: 'moderate',
        psychological: 'none',
        danger: 'no',
        triagedAt: AT,
        madeSafeAt: AT,
        links: [{ kind: 'hazard', reference: 'HAZ-1', sense: 'realises' }],
      },
      verdict: {
        answer: 'no',
        why: 'It is so.',
        undermines: [],
        noHazard: null,
        proposedBy: 'Posy Thackray',
        proposedAt: AT,
        signed,
      },
      challenged: [],
      actions: [{ action: shown('done'), strength: 'design', check: shown('open') }],
      noAction: null,
      duties: { open: [], undecided: [] },
      serviceStated: true,
      reports: [{ number: 1, by: 'Imogen Sedge', toldAt: AT, unanswered: null }],
      candour: { applies: true, reason: 'So.' },
      candourSteps: CANDOUR_STEPS.map((step) => ({ step, state: 'done', on: '2026-03-09', note: 'So.', by: 'X' })),
    };
    assert.deepEqual(missingOf(whole), []);
    const without: readonly ClosingFacts[] = [
      { ...whole, incident: { ...whole.incident, cause: null } },
      { ...whole, incident: { ...whole.incident, physical: null } },
      { ...whole, incident: { ...whole.incident, danger: 'unknown' } },
      { ...whole, incident: { ...whole.incident, madeSafeAt: null } },
      { ...whole, incident: { ...whole.incident, triagedAt: null } },
      { ...whole, incident: { ...whole.incident, links: [] } },
      { ...whole, verdict: null },
      { ...whole, verdict: { ...whole.verdict!, signed: null } },
      { ...whole, challenged: ['HAZ-1'] },
      { ...whole, actions: [] },
      { ...whole, duties: { open: ['LFPSE'], undecided: [] } },
      { ...whole, duties: { open: [], undecided: ['LFPSE'] } },
      { ...whole, reports: [{ ...whole.reports[0]!, toldAt: null }] },
      { ...whole, candour: null },
      { ...whole, candourSteps: whole.candourSteps.slice(1) },
    ];
    for (const one of without) assert.ok(missingOf(one).length > 0);
  });

  test('says each in three parts, with its way out', () =>
    fc.assert(
      fc.property(facts, (given) => {
        for (const { sentence } of missingOf(given)) {
          assert.match(sentenceText(sentence), /^.+ because .+\. .+\.$/u);
          assert.ok(
            [...sentence.so, ...sentence.clears].some((word) => typeof word !== 'string'),
            'a link',
          );
        }
      }),
    ));
});

test('actions that rest on memory alone are said to', () => {
  const of = (...strengths: readonly IncidentAction['strength'][]) =>
    strengths.map((strength) => ({ action: shown('done'), strength, check: shown('open') }));
  assert.equal(weakActions([]), null);
  assert.equal(weakActions(of('training', 'guard')), null);
  assert.notEqual(weakActions(of('training', 'information')), null);
});

test('whether it worked is looked at after it was done', () => {
  assert.equal(whyNotCheckOn('2026-06-30', '2026-03-20'), null);
  assert.match(whyNotCheckOn('2026-03-20', '2026-03-20')!, /after it is due/u);
  assert.match(whyNotCheckOn('soon', '2026-03-20')!, /Give the day/u);
});
