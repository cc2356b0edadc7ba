import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { test } from 'node:test';
import { parse } from 'yaml';
import type { Condition } from '../../rules/conditions.ts';
import { plainWords, wordsBeside } from '../../words/plain.ts';
import {
  asRead,
  dutyOf,
  factOf,
  factsReadBy,
  isCompartmentDuty,
  isCompartmentFact,
  STRENGTHS,
  type Duty,
} from './domain.ts';
import { packInForce, packSchema, allPacks } from './pack.ts';

/* The pack: what it holds, that faults in it are found, and that its figures are those of the research. */

const pack = packInForce('2026-11-28');
const raw = (): { facts: Record<string, unknown>[]; duties: Record<string, unknown>[] } =>
  parse(readFileSync(new URL('../../../standards/duties/duties-2026-11.yaml', import.meta.url), 'utf8'));

test('there are 44 duties, each with a strength, a confidence, a source and a date for looking again', () => {
  assert.equal(pack.duties.length, 44);
  for (const duty of pack.duties) {
    assert.ok(STRENGTHS.includes(duty.strength), duty.id);
    assert.ok(duty.source.length > 0 && duty.review_by > pack.checked, duty.id);
    assert.ok(duty.watch || duty.content.length > 0, `${duty.id} says what belongs into the report`);
  }
  assert.deepEqual(
    pack.duties.filter(({ watch }) => watch).map(({ id }) => id),
    ['CANDOUR-PUBLIC-OFFICE', 'CSA-REPORT'],
  );
});

test('nothing is called law that is not known to bind', () => {
  for (const { id, watch, strength, binds, source } of pack.duties) {
    if (watch) assert.notEqual(strength, 'law', id);
    if (/is a bill|binds the local authority/iu.test(binds)) assert.notEqual(strength, 'law', id);
    if (strength === 'voluntary') assert.ok(watch || id === 'HSSIB', id);
    assert.ok(source.length > 0, id);
  }
});

test('the edition of a day is the latest that had begun, and before the first one the first', () => {
  assert.equal(packInForce('2020-01-01'), allPacks()[0]);
  assert.equal(packInForce('2040-01-01'), allPacks().at(-1));
});

test('facts of safeguarding are for those who may open a compartment, and so is what only they can make due', () => {
  const hidden = pack.duties.filter((duty) => isCompartmentDuty(pack, duty)).map(({ id }) => id);
  assert.deepEqual(hidden.toSorted(), [
    'CSA-REPORT',
    'FGM-POLICE',
    'LADO-PIPOT',
    'MARAC',
    'PREVENT',
    'SG-ADULT-CONSIDER',
    'SG-ADULT-S42',
    'SG-CHILD-S17',
    'SG-CHILD-S47',
    'SLAVERY-NRM',
  ]);
  const open = pack.facts.filter(({ compartment }) => !compartment).map(({ name }) => name);
  for (const name of open.filter((one) => /^(?:child|fgm|da|slavery|radicalisation|abuse|staff)\./u.test(one)))
    assert.fail(`${name} is for a compartment`);
  assert.deepEqual(open.filter((name) => name.startsWith('person.')).toSorted(), [
    'person.immediate_danger',
    'person.mha_detained',
  ]);
  assert.ok(isCompartmentFact(pack, 't.disclosure') && isCompartmentFact(pack, 'nobody.knows'));
});

test('"not sure" is not known, and "none of them" is', () => {
  assert.deepEqual(
    asRead(pack, {
      'harm.notifiable_safety_incident': 'unsure',
      'event.never_event_type': 'none',
      'harm.physical': 'none',
      'product.device_class': 'none',
    }),
    { 'event.never_event_type': null, 'harm.physical': 'none', 'product.device_class': null },
  );
});

test('faults in a pack are found when it is read', () => {
  const fault = (change: (duty: Record<string, unknown>, whole: ReturnType<typeof raw>) => void): string => {
    const whole = raw();
    change(
      whole.duties.find(({ id }) => id === 'ICO-72H')!,
      whole,
    );
    const result = packSchema.safeParse(whole);
    return result.success ? '' : result.error.issues.map(({ message }) => message).join(' ');
  };
  assert.equal(
    fault(() => {}),
    '',
  );
  const when = (condition: unknown) => fault((duty) => void (duty['when'] = condition));
  assert.match(when({ fact: 'breach.secret', op: 'true' }), /breach\.secret is not declared/u);
  assert.match(when({ fact: 'breach.risk_to_people', op: 'eq', value: 'huge' }), /huge is no answer/u);
  assert.match(when({ fact: 'breach.personal_data', op: 'eq', value: 'true' }), /true is no answer/u);
  assert.notEqual(when({ fact: 'breach.personal_data', op: 'is', value: true }), '');
  assert.match(
    fault((duty) => void (duty['deadline'] = { type: 'elapsed', clock: 't.breach_aware', says: 'soon' })),
    /elapsed and its hours do not go together/u,
  );
  assert.match(
    fault((duty) => void (duty['deadline'] = { type: 'asap', days: 3, clock: 't.breach_aware', says: 'soon' })),
    /asap and its days do not go together/u,
  );
  assert.match(
    fault((duty) => void (duty['deadline'] = { type: 'asap', clock: 'harm.death', says: 'soon' })),
    /harm\.death starts no clock/u,
  );
  assert.match(
    fault((duty) => void (duty['source'] = [{ kind: 'memory', ref: 'somebody said so' }])),
    /verified by nobody/u,
  );
  assert.match(
    fault((duty, whole) => void whole.duties.push(duty)),
    /ICO-72H is there twice/u,
  );
  assert.match(
    fault((_duty, { facts }) => void facts.push(facts[0]!)),
    /declared twice/u,
  );
});

interface Researched {
  readonly facts: Readonly<
    Record<string, { readonly type?: string; readonly enum?: readonly string[]; readonly of?: string }>
  >;
  readonly clock_facts: readonly string[];
  readonly meta: { readonly roles: readonly string[] };
  readonly duties: readonly {
    readonly id: string;
    readonly title: string;
    readonly status?: string;
    readonly when: Condition;
    readonly exempt_if?: Condition;
    readonly confidence: string;
    readonly source: readonly { readonly kind: string }[];
    readonly content?: readonly string[];
    readonly note?: string;
    readonly consent?: string;
    readonly deadline: {
      readonly type: string;
      readonly hours?: number;
      readonly days?: number;
      readonly clock_start?: string;
      readonly internal_target?: unknown;
      readonly note?: string;
    };
  }[];
}

const KNOWLEDGE = fileURLToPath(new URL('../../../../shared/knowledge/reporting-duties.yaml', import.meta.url));
const without = {
  skip: existsSync(KNOWLEDGE) ? false : 'the research (../shared/knowledge/reporting-duties.yaml) is not here',
} as const;
const researched = (): Researched => parse(readFileSync(KNOWLEDGE, 'utf8')) as Researched;

test('ids, conditions, figures and confidence are those of the research', without, () => {
  const { duties } = researched();
  assert.deepEqual(pack.duties.map(({ id }) => id).toSorted(), duties.map(({ id }) => id).toSorted());
  for (const one of duties) {
    const duty = dutyOf(pack, one.id)!;
    const { deadline } = duty;
    assert.deepEqual(duty.when, one.when, one.id);
    assert.deepEqual(duty.exempt_if, one.exempt_if ?? null, one.id);
    assert.equal(duty.confidence, one.confidence, one.id);
    assert.equal(duty.watch, one.status === 'pending_check', one.id);
    assert.deepEqual(
      [deadline.type, deadline.hours, deadline.days, deadline.clock, deadline.target],
      [
        one.deadline.type,
        one.deadline.hours ?? null,
        one.deadline.days ?? null,
        one.deadline.clock_start ?? null,
        one.deadline.internal_target ?? null,
      ],
      one.id,
    );
    assert.deepEqual(
      duty.source.map(({ kind }) => kind),
      one.source.map(({ kind }) => kind),
      one.id,
    );
  }
});

test('every fact of the research can be given, with every value that it can have', without, () => {
  const { facts, clock_facts: clocks, meta } = researched();
  assert.deepEqual(pack.facts.map(({ name }) => name).toSorted(), [...Object.keys(facts), ...clocks].toSorted());
  for (const [name, { type, enum: values, of }] of Object.entries(facts)) {
    const fact = factOf(pack, name)!;
    const answers = fact.answers.map(({ value }) => value);
    if (type === 'bool') assert.equal(fact.type, 'yes or no', name);
    if (type === 'number') assert.equal(fact.type, 'number', name);
    if (values) assert.deepEqual(answers, values, name);
    if (of) assert.deepEqual(answers, meta.roles, name);
  }
  for (const name of clocks) assert.equal(factOf(pack, name)!.type, 'moment', name);
});

test('the words are our own', without, () => {
  const theirs = researched().duties.flatMap(({ title, content = [], note = '', consent = '', deadline }) =>
    [title, ...content, note, consent, deadline.note ?? ''].map(plainWords),
  );
  const ours = ({ title, who, how, note, consent, binds, deadline, content }: Duty) => [
    title,
    who,
    how,
    note,
    consent,
    binds,
    deadline.says,
    deadline.note,
    ...content.map(({ text }) => text),
  ];
  for (const duty of pack.duties)
    for (const text of ours(duty)) {
      const words = plainWords(text);
      assert.equal(wordsBeside(words, theirs, 9).length, words.length, `${duty.id}: ${text}`);
    }
});

test('what a duty reads is named once', () => {
  assert.deepEqual(factsReadBy(dutyOf(pack, 'CQC-REG16')!), [
    'harm.death',
    'event.occurred_in_regulated_activity',
    'org.roles',
    'event.notified_via_lfpse',
    't.death_known',
  ]);
});
