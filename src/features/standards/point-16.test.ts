import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { AssessedService } from '../../rules/checks.ts';
import type { KnownFacts } from '../../rules/conditions.ts';
import { currentCatalogues, factQuestions } from './catalogues.ts';
import { assess } from './domain/assess.ts';
import { criteriaOf, type AssessedCriterion } from './domain/assessment.ts';

/*
 * Holds the catalogue of point 16 against the point itself, written out here in its order (January 2026, own words): of what
 * it asks, nothing may be lost, and each part is looked at by what can tell.
 */

/** Each part of each clause: what it asks, the criterion that asks it here, and what has to look at it. */
const PARTS: readonly (readonly [clause: string, asks: string, criterion: string, checks: readonly string[]])[] = [
  ['1', 'manage safety risks actively: in content', '1.1', ['hazards.areas-considered']],
  ['1', 'manage safety risks actively: in the service', '1.2', ['hazards.areas-considered']],
  ['1', 'manage safety risks actively: in processes', '1.3', ['hazards.areas-considered']],
  [
    '2',
    'when harm occurs, information on risks and incidents is reported',
    '2.2',
    ['duties.settled', 'duties.in-time', 'processes.harm-reporting.run'],
  ],
  ['2', 'what is reported is accurate', '2.3', ['duties.corrections-told', 'hand.harm-reports-accurate-and-relevant']],
  ['2', 'what is reported is relevant', '2.4', ['hand.harm-reports-accurate-and-relevant']],
  ['3', 'consider what could go wrong', '3.1', ['hazards.identified']],
  ['3', 'consider how serious it could be', '3.2', ['hazards.rated-initially']],
  ['3', 'consider how likely it is', '3.3', ['hazards.rated-initially']],
  ['3', 'with the clinical safety officer', '3.4', ['hand.officer-took-part', 'hazards.log-approved']],
  ['4', 'a nominated clinical safety officer', '4.1', ['people.officer-nominated']],
  ['4', 'who is a clinician', '4.2', ['people.officer-clinician']],
  ['4', 'with a current professional registration', '4.3', ['people.officer-registered']],
  ['4', 'trained in clinical risk management', '4.4', ['people.officer-trained']],
  ['4', 'accountable for clinical safety', '4.5', ['hand.officer-accountable']],
  ['5', 'qualified clinicians check clinical information', '5.2', ['hand.clinical-reviewers-qualified']],
  ['5', 'it is accurate', '5.3', ['hand.content-accurate']],
  ['5', 'it is evidence-based', '5.4', ['hand.content-evidence-based']],
  ['5', 'it is safe for all patients', '5.5', ['hand.content-safe-for-all']],
  ['6', 'homeless: access', '6.2', ['hand.access-for-people-who-are-homeless']],
  ['6', 'homeless: use, confidently and safely', '6.3', ['hand.tested-with-people-who-are-homeless']],
  ['6', 'recently left prison: access', '6.4', ['hand.access-for-people-who-left-prison']],
  ['6', 'recently left prison: use, confidently and safely', '6.5', ['hand.tested-with-people-who-left-prison']],
  ['6', 'at risk of domestic or carer abuse: access', '6.6', ['hand.access-for-people-at-risk-of-abuse']],
  [
    '6',
    'at risk of domestic abuse: use, confidently and safely',
    '6.7',
    ['hand.tested-with-people-at-risk-of-abuse', 'hand.safe-exit'],
  ],
  [
    '6',
    'at risk of carer abuse: use, confidently and safely',
    '6.8',
    ['hand.tested-with-people-at-risk-of-abuse', 'hand.proxy-access-safe'],
  ],
  ['7', 'where appropriate', '7.1', ['standards.dcb-scope-decided']],
  ['7', 'DCB0129', '7.2', ['hand.dcb0129-assessed']],
  ['7', 'DCB0160', '7.3', ['hand.dcb0160-assessed']],
  ['8', 'documented: developing', '8.1', ['processes.clinical-risk-management.written']],
  ['8', 'documented: maintaining', '8.2', ['processes.change-control.written']],
  ['8', 'documented: reviewing', '8.3', ['processes.process-review.written']],
  ['8', 'scheduled evaluations: of clinical content', '8.5', ['processes.content-evaluation.written']],
  ['8', 'evaluations of clinical content took place', '8.6', ['processes.content-evaluation.run']],
  ['8', 'scheduled evaluations: of risk controls', '8.7', ['processes.control-evaluation.written']],
  ['8', 'evaluations of risk controls took place', '8.8', ['processes.control-evaluation.run']],
  ['8', 'scheduled evaluations: of incident trends', '8.9', ['processes.incident-trends.written']],
  ['8', 'evaluations of incident trends took place', '8.10', ['processes.incident-trends.run']],
  [
    '8',
    'scheduled evaluations: of alignment with NHS safety standards',
    '8.11',
    ['processes.standards-alignment.written'],
  ],
  ['8', 'evaluations of alignment took place', '8.12', ['processes.standards-alignment.run']],
  ['9', 'documented: managing live safety incidents', '9.1', ['processes.live-incidents.written']],
  ['9', 'managing live safety incidents', '9.2', ['incidents.log-kept', 'incidents.process', 'incidents.case-asked']],
  ['9', 'documented: flagging safeguarding needs', '9.3', ['processes.safeguarding.written']],
  ['9', 'flagging safeguarding needs', '9.4', ['safeguarding.leads-named', 'processes.safeguarding.run']],
  ['9', 'documented: reporting concerns where necessary', '9.5', ['processes.reporting-concerns.written']],
  ['9', 'reporting concerns', '9.6', ['concerns.form-published', 'processes.reporting-concerns.run']],
  ['10', 'documented', '10.1', ['processes.data-quality.written']],
  ['10', 'data is up to date', '10.2', ['hand.data-up-to-date']],
  ['10', 'data is error free', '10.3', ['hand.data-error-free']],
  ['11', 'documented', '11.1', ['processes.information-needs.written']],
  ['11', 'identifying information and communication needs', '11.2', ['hand.information-needs-identified']],
  ['11', 'meeting information and communication needs', '11.3', ['hand.information-needs-met']],
  ['12', 'where appropriate', '12.1', ['hand.esf-scope-decided']],
  ['12', 'NICE evidence standards framework', '12.2', ['hand.esf-assessed']],
  ['13', 'similar identifiers', '13.1', ['hand.gs1-identifiers']],
  ['13', 'barcodes', '13.2', ['hand.gs1-barcodes-tested']],
  ['13', 'Scan4Safety', '13.3', ['hand.scan4safety']],
  ['14', 'review and understand the evidence before using a technology', '14.1', ['hand.evidence-reviewed']],
  ['14', 'clinical risk management standards', '14.2', ['standards.dcb-scope-decided']],
  ['14', 'how the Care Quality Commission regulates', '14.3', ['hand.cqc-decision']],
  ['14', 'registering with the Care Quality Commission', '14.4', ['hand.cqc-registered']],
  ['14', 'whether technology is a medical device', '14.5', ['hand.device-decision']],
  ['14', 'post-market surveillance', '14.6', ['processes.post-market-surveillance.written']],
  ['14', 'reporting safety problems of devices to the MHRA', '14.8', ['duties.in-time', 'hand.mhra-reporting']],
  ['15', 'point 9: secure', '15.1', ['hand.security-risks-assessed']],
  ['15', 'point 9: privacy', '15.2', ['hand.data-protection-impact']],
  ['15', 'point 10: define success', '15.3', ['hand.success-defined']],
  ['15', 'point 10: be open about performance', '15.4', ['hand.performance-published']],
  ['15', 'point 15: culture of care', '15.5', ['hand.culture-of-care']],
];

/** The clauses that are about documented processes: each names processes that are written, and that were run. */
const OF_PROCESSES = ['8', '9', '10', '11'];

const POINT_16 = currentCatalogues()[0]!;

describe('point 16, held against the point itself', () => {
  test('it has the fifteen clauses, in their order, and at least 30 criteria', () => {
    assert.equal(POINT_16.id, 'point-16');
    const fifteen = Array.from({ length: 15 }, (_, index) => String(index + 1));
    assert.deepEqual(
      POINT_16.sections.map(({ id }) => id),
      fifteen,
    );
    assert.deepEqual([...new Set(PARTS.map(([clause]) => clause))], fifteen);
    assert.ok(POINT_16.criteria.length >= 30);
    assert.ok(POINT_16.criteria.every(({ section, clause }) => section === clause));
  });

  for (const [clause, asks, id, checks] of PARTS)
    test(`${clause}, ${asks}`, () => {
      const criterion = POINT_16.criteria.find((one) => one.id === id);
      assert.equal(criterion?.clause, clause, `no criterion ${id} in clause ${clause}`);
      const unseen = checks.filter((check) => !criterion.checks.includes(check));
      assert.deepEqual(unseen, [], `${id} has to be looked at by them`);
    });

  test('each part has a criterion of its own', () => {
    assert.equal(new Set(PARTS.map(([, , criterion]) => criterion)).size, PARTS.length);
  });

  test('a clause about processes asks for what is written, and for what was done', () => {
    for (const clause of OF_PROCESSES) {
      const checks = POINT_16.criteria.filter((one) => one.clause === clause).flatMap((one) => one.checks);
      const written = checks.filter((check) => check.endsWith('.written'));
      assert.ok(written.length > 0);
      for (const check of written) assert.ok(checks.includes(check.replace(/written$/u, 'run')), check);
    }
  });
});

describe('what of point 16 applies, and when', () => {
  test('of a service of which nothing is known, nothing passes and nothing is ruled out', () => {
    for (const phase of ['discovery', 'alpha', 'beta', 'live', 'retired'] as const)
      assert.deepEqual([...new Set(assessed({ phase }).map(({ result }) => result))], ['unknown']);
  });

  test('the part that the organisation has does not decide which of the two DCB standards apply', () => {
    for (const role of ['manufacturer', 'deployer', 'both'] as const)
      for (const one of assessed({ role }).filter(({ criterion }) => criterion.clause === '7'))
        assert.equal(one.applies, 'yes', `${one.criterion.id} for ${role}`);
  });

  test('what only a live service can have is not yet due in alpha, and is due in live', () => {
    const ofRunning = ['2.2', '8.8', '8.10', '8.12', '9.2', '9.4', '9.6', '15.4'];
    const states = (phase: AssessedService['phase']) =>
      new Set(assessed({ phase }).flatMap((one) => (ofRunning.includes(one.criterion.id) ? one.freshness.state : [])));
    assert.deepEqual([...states('alpha')], ['not yet due']);
    assert.deepEqual([...states('live')], ['not known']);
    assert.deepEqual([...states('retired')], ['not known']);
  });

  test('the clinical safety officer is due from the first day', () => {
    for (const { criterion } of assessed({}).filter((one) => one.criterion.clause === '4'))
      assert.equal(criterion.from, 'discovery');
  });

  const turns: readonly (readonly [fact: string, value: KnownFacts[string], applies: 'yes' | 'no', ids: string[]])[] = [
    ['gives_clinical_information', true, 'yes', ['5.1', '5.2', '5.3', '5.4', '5.5', '8.5', '8.6']],
    ['gives_clinical_information', false, 'no', ['5.1', '5.2', '5.3', '5.4', '5.5', '8.5', '8.6']],
    ['uses_barcodes', true, 'yes', ['13.1', '13.2', '13.3']],
    ['uses_barcodes', false, 'no', ['13.1', '13.2', '13.3']],
    ['esf_in_scope', false, 'no', ['12.2']],
    ['keeps_personal_data', false, 'no', ['15.2']],
    ['carries_on_regulated_activity', 'no', 'no', ['14.4']],
    ['is_medical_device', 'no', 'no', ['14.6', '14.7', '14.8']],
    // What nobody decided is never taken for a no.
    ['carries_on_regulated_activity', 'not decided', 'yes', ['14.4']],
    ['is_medical_device', 'not decided', 'yes', ['14.6', '14.7', '14.8']],
  ];
  for (const [fact, value, applies, ids] of turns)
    test(`with ${fact} ${String(value)}, it is ${applies} for ${ids.join(', ')}`, () => {
      assert.deepEqual(applying(assessed({}, { [fact]: value }), applies, ids), ids);
      assert.deepEqual(applying(assessed({}), 'unknown', ids), ids);
    });

  test('whether something is a device, and whether to register, has to be decided whatever was answered', () => {
    for (const one of assessed(
      {},
      { is_medical_device: 'no', carries_on_regulated_activity: 'no', esf_in_scope: false },
    ))
      if (['14.3', '14.5', '12.1'].includes(one.criterion.id)) assert.equal(one.applies, 'yes', one.criterion.id);
  });
});

/** Point 16 beside a service of which nothing was observed. */
function assessed(of: Partial<AssessedService>, answers: KnownFacts = {}): AssessedCriterion[] {
  const service: AssessedService = {
    id: '00000000-0000-4000-8000-000000000001',
    reference: 'MADE-UP',
    name: 'A made-up service',
    phase: 'live',
    role: 'both',
    ...of,
  };
  return criteriaOf(
    assess(POINT_16, {
      service,
      now: new Date('2026-11-22T09:00:00Z'),
      observations: new Map(),
      answers,
      questions: factQuestions(),
      judgements: new Map(),
      scope: [],
    }),
  );
}

function applying(all: readonly AssessedCriterion[], applies: AssessedCriterion['applies'], ids: readonly string[]) {
  return all
    .filter((one) => one.applies === applies && ids.includes(one.criterion.id))
    .map(({ criterion }) => criterion.id);
}
