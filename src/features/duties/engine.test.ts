import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { test } from 'node:test';
import fc from 'fast-check';
import { parse } from 'yaml';
import { workingCalendar } from '../../platform/bank-holidays.ts';
import type { Condition, FactValue, GivenFacts } from '../../rules/conditions.ts';
import { isoInLondon } from '../../words/london-clock.ts';
import { asRead, dutyOf, obligationsOf, type Duty, type Obligation } from './domain.ts';
import { factsIn } from './domain/facts.ts';
import { packInForce } from './pack.ts';
import { anyFacts, only } from './testing/any-facts.ts';

/* What the rules make of facts: each duty once, and nothing that is said is overturned by what was not known. */

const pack = packInForce('2026-11-28');
const calendar = workingCalendar();
const NAMES = pack.facts.map(({ name }) => name);
const facts = anyFacts(pack);
const names = fc.subarray(NAMES);

const owed = (given: GivenFacts): readonly Obligation[] => obligationsOf(pack, given, calendar);
const byId = (given: GivenFacts): ReadonlyMap<string, Obligation> => new Map(owed(given).map((one) => [one.id, one]));
const dueOf = ({ due }: Obligation): string | null => due && isoInLondon(due);

test('20,000 times: what is not owed, or is due, stays so whatever else is learned', () => {
  fc.assert(
    fc.property(facts, names, names, (all, few, others) => {
      const before = owed(only(all, few));
      const after = byId(only(all, [...few, ...others]));
      assert.equal(before.length, pack.duties.length);
      for (const { id, state, due } of before) {
        const then = after.get(id)!;
        if (state !== 'possible') assert.equal(then.state, state, id);
        if (due && then.state !== 'not-owed') assert.deepEqual(then.due, due, `${id} keeps its time`);
      }
    }),
    { numRuns: 20_000 },
  );
});

/** The rules once more, by hand, where everything is known. */
function plainly(condition: Condition, given: GivenFacts): boolean {
  if ('all' in condition) return condition.all.every((part) => plainly(part, given));
  if ('any' in condition) return condition.any.some((part) => plainly(part, given));
  if ('not' in condition) return !plainly(condition.not, given);
  const value = given[condition.fact];
  if (value === null || value === undefined) return false;
  const { op, value: other } = condition as { readonly op: string; readonly value: FactValue };
  const [held, against] = [value, other].map((one): unknown[] => (Array.isArray(one) ? one : [one]));
  if (op === 'known') return true;
  if (op === 'eq') return value === other;
  if (op === 'in') return held!.some((one) => against!.includes(one));
  if (op === 'gte') return value >= other;
  if (op === 'gt') return value > other;
  assert.equal(op, 'lt');
  return value < other;
}

test('with everything known it is the plain logic of the rules', () => {
  fc.assert(
    fc.property(facts, (all) => {
      const given = asRead(pack, all);
      const obligations = byId(all);
      for (const duty of pack.duties) {
        const due = plainly(duty.when, given) && !(duty.exempt_if && plainly(duty.exempt_if, given));
        const { state } = obligations.get(duty.id)!;
        if (duty.watch) assert.equal(state, 'watch', duty.id);
        else if (state !== 'possible') assert.equal(state, due ? 'due' : 'not-owed', duty.id);
        // Only "not sure" leaves something open where every question was answered.
        else assert.ok(owedEitherWay(duty, given), duty.id);
      }
    }),
    { numRuns: 2_000 },
  );
});

function owedEitherWay(duty: Duty, given: GivenFacts): boolean {
  return pack.facts.some(({ name }) => given[name] === undefined && JSON.stringify(duty).includes(name));
}

test('the one question is missing, and some answer to it settles the duty where any single one can', () => {
  const answers: readonly FactValue[] = [true, false, 0, 7, 8, 14, 17, 18, 99];
  const candidates = (name: string): readonly (FactValue | null)[] => {
    const values = pack.facts.find((fact) => fact.name === name)!.answers.map(({ value }) => value);
    return values.length === 0 ? answers : [...values, ...values.map((value) => [value]), [], null];
  };
  fc.assert(
    fc.property(facts, names, (all, few) => {
      const given = only(all, few);
      for (const { id, state, settleWith, missing } of owed(given)) {
        assert.equal(settleWith === null, state !== 'possible', id);
        if (settleWith === null) continue;
        assert.ok(asRead(pack, given)[settleWith] === undefined, `${id} asks for what is known`);
        assert.ok(missing.includes(settleWith), id);
        const settles = (name: string) =>
          candidates(name).some((value) => byId({ ...given, [name]: value }).get(id)!.state !== 'possible');
        if (!settles(settleWith)) assert.ok(!missing.some(settles), `${id}: another question settles it`);
      }
    }),
    { numRuns: 30 },
  );
});

test('what is possible can still turn out either way', () => {
  fc.assert(
    fc.property(facts, names, (all, few) => {
      const given = only(all, few);
      for (const { id, state, missing } of owed(given)) {
        if (state !== 'possible') continue;
        const duty = dutyOf(pack, id)!;
        const ways = new Set(completions(missing, given).map((one) => byId(one).get(duty.id)!.state));
        assert.ok(ways.has('due') && ways.has('not-owed'), `${id}: ${[...ways].join()}`);
      }
    }),
    { numRuns: 6 },
  );
});

/** What is known, with each of the missing facts answered in a few ways: one after the other, and all of them alike. */
function completions(missing: readonly string[], given: GivenFacts): GivenFacts[] {
  const ways = missing.map((name): readonly (FactValue | null)[] => {
    const { type, answers } = pack.facts.find((fact) => fact.name === name)!;
    if (type === 'yes or no') return [true, false];
    if (type === 'number') return [0, 17, 18, 99];
    const values = answers.filter(({ means }) => means === undefined).map(({ value }) => value);
    // All of them, none, and one that no exemption is for.
    return type === 'several' ? [values, [], ['provider_cqc_registered']] : [...values, null];
  });
  return ways.reduce<GivenFacts[]>(
    (all, values, at) => all.flatMap((one) => values.map((value) => ({ ...one, [missing[at]!]: value }))),
    [given],
  );
}

test('what is to be done now stands first, then what ends first, then our targets, then the rest by its state', () => {
  const STATES = ['due', 'possible', 'watch', 'not-owed'];
  fc.assert(
    fc.property(facts, names, (all, few) => {
      const rank = ({ now, due, target, state }: Obligation): readonly number[] => {
        if (now) return [0];
        if (due) return [1, due.getTime()];
        return target ? [2, target.getTime()] : [3, STATES.indexOf(state)];
      };
      const ranks = owed(only(all, few)).map(rank);
      for (const [at, one] of ranks.entries()) {
        const before = ranks[at - 1] ?? [0];
        const differs = one.findIndex((value, index) => value !== before[index]);
        if (differs !== -1) assert.ok((before[differs] ?? -1) <= one[differs]!, JSON.stringify([before, one]));
      }
    }),
    { numRuns: 500 },
  );
});

/** What an example gives, and what has to come of it. */
interface Example {
  readonly name: string;
  readonly facts: Readonly<Record<string, unknown>>;
  readonly expect_triggered?: readonly string[];
  readonly expect_not?: readonly string[];
  readonly expect_possible?: readonly string[];
  readonly expect_watch?: readonly string[];
  /** A whole day is a limit in days: it ends with that day. */
  readonly expect_due?: Readonly<Record<string, string | null>>;
}

function holds(example: Example): void {
  const read = factsIn(pack, example.facts);
  assert.ok('facts' in read, `${example.name}: ${JSON.stringify(read)}`);
  const obligations = byId(read.facts);
  const states = {
    due: example.expect_triggered,
    'not-owed': example.expect_not,
    possible: example.expect_possible,
    watch: example.expect_watch,
  };
  for (const [state, ids] of Object.entries(states))
    for (const id of ids ?? []) assert.equal(obligations.get(id)?.state, state, `${example.name}: ${id}`);
  for (const [id, due] of Object.entries(example.expect_due ?? {})) {
    const got = dueOf(obligations.get(id)!);
    if (due?.length === 10)
      assert.match(got!, new RegExp(`^${due}T23:59:59\\+0[01]:00$`, 'u'), `${example.name}: ${id}`);
    else assert.equal(got, due, `${example.name}: ${id}`);
  }
}

const TRUST = ['provider_nhs_trust', 'provider_cqc_registered'];
const EXAMPLES: readonly Example[] = [
  {
    name: 'an app gives the wrong advice, and a wound gets seriously worse',
    facts: {
      'org.roles': ['device_manufacturer', 'supplier_manufacturer_health_it'],
      'product.is_medical_device': true,
      'product.on_gb_market': true,
      'product.on_ni_market': false,
      'event.patient_safety': true,
      'event.kind': 'incident',
      'device.suspected_contribution': true,
      'device.serious_outcome': 'unanticipated_serious_deterioration',
      't.became_aware': '2026-05-20T10:00:00+01:00',
      't.device_manufacturer_aware': '2026-05-21T23:30:00+01:00',
    },
    expect_triggered: ['MHRA-10D', 'DCB-LOG', 'DCB-TELL-DEPLOYERS', 'MHRA-PMSR-PSUR'],
    expect_not: ['MHRA-2D', 'MHRA-15D', 'EU-NI', 'LFPSE-INCIDENT', 'MHRA-YELLOWCARD', 'DOC-REG20', 'CQC-REG18'],
    expect_possible: ['NIS-72H', 'DCB-SAFETYCASE', 'SG-999'],
    expect_watch: ['CSA-REPORT', 'CANDOUR-PUBLIC-OFFICE'],
    expect_due: { 'MHRA-10D': '2026-05-31', 'DCB-LOG': null, 'MHRA-PMSR-PSUR': null },
  },
  {
    name: 'letters were shown to somebody else, found on the night before the clocks go forward',
    facts: {
      'org.roles': ['controller'],
      'breach.personal_data': true,
      'breach.risk_to_people': 'likely',
      't.breach_aware': '2026-03-28T22:15:00+00:00',
    },
    expect_triggered: ['ICO-72H', 'BREACH-REGISTER'],
    expect_not: ['ICO-SUBJECTS', 'ICO-PROCESSOR'],
    expect_due: { 'ICO-72H': '2026-03-31T23:15:00+01:00', 'BREACH-REGISTER': null },
  },
  {
    name: 'a girl tells a nurse on the day before Christmas',
    facts: {
      'org.roles': ['regulated_professional'],
      'person.age': 15,
      'fgm.known_under18': true,
      't.disclosure': '2026-12-24T16:00:00+00:00',
    },
    expect_triggered: ['FGM-POLICE'],
    expect_not: ['SG-ADULT-S42', 'SG-ADULT-CONSIDER', 'CORONER'],
    expect_possible: ['SG-CHILD-S47'],
    expect_due: { 'FGM-POLICE': '2026-12-29' },
  },
  {
    name: 'a trust that has told LFPSE need not tell the CQC again, and owes candour all the same',
    facts: {
      'org.roles': TRUST,
      'event.occurred_in_regulated_activity': true,
      'event.patient_safety': true,
      'event.kind': 'incident',
      'harm.death': true,
      'event.notified_via_lfpse': true,
      'person.mha_detained': true,
      't.death_known': '2026-06-10T08:00:00+01:00',
    },
    expect_triggered: ['DOC-REG20', 'LFPSE-INCIDENT', 'CQC-REG17', 'MEDICAL-EXAMINER'],
    expect_not: ['CQC-REG16', 'CQC-REG18'],
  },
  {
    name: 'whether LFPSE was told is not known: nothing is let go',
    facts: { 'org.roles': TRUST, 'event.occurred_in_regulated_activity': true, 'harm.death': true },
    expect_possible: ['CQC-REG16', 'CQC-REG18'],
    expect_triggered: ['DOC-REG20'],
  },
  {
    name: 'an independent provider is not freed by LFPSE',
    facts: {
      'org.roles': ['provider_independent_nhs_funded'],
      'event.occurred_in_regulated_activity': true,
      'harm.death': true,
      'event.notified_via_lfpse': true,
    },
    expect_triggered: ['CQC-REG16'],
  },
  {
    name: 'nobody is sure yet whether it is notifiable',
    facts: {
      'org.roles': TRUST,
      'event.occurred_in_regulated_activity': true,
      'harm.notifiable_safety_incident': 'unsure',
      'harm.death': false,
      'harm.physical': 'low',
      'harm.psychological': 'none',
      'harm.prolonged_psychological_28d': false,
    },
    expect_possible: ['DOC-REG20'],
  },
  {
    name: 'no Never Event, and one of a known type on a Friday before a bank holiday',
    facts: { 'event.never_event_type': null, 'harm.death_thought_due_to_problems_in_care': false },
    expect_not: ['NEVER-EVENT', 'PSIRF-PSII-MANDATED'],
  },
  {
    name: 'a Never Event on the Thursday before Easter',
    facts: { 'event.never_event_type': 5, 't.incident_identified': '2026-04-02T12:00:00+01:00' },
    expect_triggered: ['NEVER-EVENT'],
    expect_due: { 'NEVER-EVENT': '2026-04-08' },
  },
  {
    name: 'a fall at work that keeps somebody away for 7 days, and for 8',
    facts: { 'event.work_related': true, 'harm.worker_incapacity_days': 7 },
    expect_not: ['RIDDOR-7DAY'],
  },
  {
    name: 'an accident on the last day of February of a leap year',
    facts: {
      event: { work_related: true, clinical_treatment_injury: false, dangerous_occurrence: true },
      harm: { worker_incapacity_days: 8 },
      t: { accident: '2028-02-29T23:59:59+00:00' },
    },
    expect_triggered: ['RIDDOR-7DAY', 'RIDDOR-IMMEDIATE'],
    expect_due: { 'RIDDOR-7DAY': '2028-03-15', 'RIDDOR-IMMEDIATE': '2028-03-10' },
  },
  {
    name: 'a working day beyond the holidays that are known has no time',
    facts: { 'staff.allegation': true, 't.disclosure': '2030-12-31T09:00:00+00:00' },
    expect_triggered: ['LADO-PIPOT'],
    expect_due: { 'LADO-PIPOT': null },
  },
  {
    name: 'domestic abuse below the threshold, with nobody who judged it',
    facts: { 'da.disclosed': true, 'da.dash_score': 13 },
    expect_possible: ['MARAC'],
  },
];

for (const example of EXAMPLES) test(`example: ${example.name}`, () => holds(example));

test('a clock that has not started gives no time, and says so', () => {
  const one = byId({ 'org.roles': ['controller'], 'breach.personal_data': true, 'breach.risk_to_people': 'high' });
  const { state, due, why } = one.get('ICO-72H')!;
  assert.deepEqual([state, due], ['due', null]);
  assert.ok(
    why.some((words) => words.startsWith('Its clock has not started.')),
    why.join('\n'),
  );
});

test('a clock counts from awareness, however long after the event that was', () => {
  const given = {
    'event.work_related': true,
    'harm.worker_incapacity_days': 9,
    't.became_aware': '2026-09-01T09:00:00+01:00',
  };
  assert.equal(byId(given).get('RIDDOR-7DAY')!.due, null, 'an accident counts from the accident');
  const late = byId({
    'org.nis_oes': true,
    'breach.network_service_impact': true,
    't.incident_identified': '2026-01-01T09:00:00Z',
    't.became_aware': '2026-09-01T09:00:00+01:00',
  });
  assert.equal(dueOf(late.get('NIS-72H')!), '2026-09-04T09:00:00+01:00');
});

test('a clock that started before a rule was in force is said to have', () => {
  const given = {
    'org.roles': ['device_manufacturer'],
    'product.on_gb_market': true,
    'device.suspected_contribution': true,
    'device.serious_outcome': 'other_serious_incident',
    't.device_manufacturer_aware': '2025-06-10T09:00:00+01:00',
  };
  assert.match(
    byId(given).get('MHRA-15D')!.why.join('\n'),
    /in force since 16 June 2025, and the clock started before/u,
  );
});

test('documents that a regulator asks for, and what follows a call, have clocks of their own', () => {
  const further = (given: GivenFacts, id: string) =>
    byId(given)
      .get(id)!
      .further.map(({ due }) => due && isoInLondon(due));
  assert.deepEqual(
    further(
      {
        'org.roles': ['device_manufacturer'],
        'product.is_medical_device': true,
        'product.on_gb_market': true,
        't.regulator_requested': '2026-04-02T10:00:00+01:00',
      },
      'MHRA-PMSR-PSUR',
    ),
    ['2026-04-09T23:59:59+01:00'],
  );
  assert.deepEqual(
    further(
      { 'person.age': 9, 'child.significant_harm': 'suspected', 't.disclosure': '2026-05-01T15:00:00+01:00' },
      'SG-CHILD-S47',
    ),
    ['2026-05-03T15:00:00+01:00', '2026-05-05T23:59:59+01:00'],
  );
});

const KNOWLEDGE = fileURLToPath(new URL('../../../../shared/knowledge/reporting-duties.yaml', import.meta.url));

test(
  'every worked example of the research gives what it says',
  { skip: existsSync(KNOWLEDGE) ? false : 'the research (../shared/knowledge/reporting-duties.yaml) is not here' },
  () => {
    const { examples } = parse(readFileSync(KNOWLEDGE, 'utf8')) as { readonly examples: readonly Example[] };
    assert.ok(examples.length >= 5);
    for (const example of examples) holds(example);
  },
);
