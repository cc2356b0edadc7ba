import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { packInForce } from '../pack.ts';
import { factOf, type Fact } from './pack.ts';
import { answerOf, askedOpenly, knownSince, momentTyped, typedAs, type KeptFact } from './stated.ts';

const pack = packInForce('2026-11-28');
const fact = (name: string): Fact => factOf(pack, name)!;

test('an answer is read as the pack declares it, from a form and from a program', () => {
  assert.deepEqual(answerOf(fact('harm.death'), 'no'), { value: false });
  assert.deepEqual(answerOf(fact('harm.death'), true), { value: true });
  assert.deepEqual(answerOf(fact('harm.physical'), 'severe'), { value: 'severe' });
  assert.deepEqual(answerOf(fact('org.roles'), ['controller', 'controller']), { value: ['controller'] });
  assert.deepEqual(answerOf(fact('org.roles'), []), { value: [] });
  assert.deepEqual(answerOf(fact('harm.worker_incapacity_days'), '8'), { value: 8 });
  assert.deepEqual(answerOf(fact('t.became_aware'), '2026-07-03 14:30'), { value: '2026-07-03T13:30:00.000Z' });
  for (const [name, wrong] of [
    ['harm.death', 'perhaps'],
    ['harm.physical', 'awful'],
    ['org.roles', ['king']],
    ['harm.worker_incapacity_days', ''],
    ['harm.worker_incapacity_days', '-1'],
    ['t.became_aware', 'yesterday'],
    ['t.became_aware', '2026-02-30 09:00'],
    ['t.became_aware', 7],
  ] as const)
    assert.ok('problem' in answerOf(fact(name), wrong), `${name}: ${String(wrong)}`);
});

test('what lies in a compartment is asked of nobody in the open', () => {
  const asked = [...askedOpenly(pack, 'case'), ...askedOpenly(pack, 'service')];
  assert.ok(asked.length > 20);
  assert.ok(asked.every(({ compartment }) => !compartment));
  assert.ok(askedOpenly(pack, 'service').every(({ name }) => /^(?:org|product)\./u.test(name)));
});

test('times are those of London, the earlier of two where clocks go back, and what is shown is read as the same', () => {
  assert.equal(momentTyped('2026-01-03 14:30')?.toISOString(), '2026-01-03T14:30:00.000Z');
  assert.equal(momentTyped('2026-10-25 01:30')?.toISOString(), '2026-10-25T00:30:00.000Z');
  assert.equal(momentTyped('2026-04-02T16:30:00+01:00')?.toISOString(), '2026-04-02T15:30:00.000Z');
  assert.equal(momentTyped('2026-13-01 10:00'), null);
  fc.assert(
    fc.property(fc.date({ min: new Date('2024-01-01'), max: new Date('2030-01-01'), noInvalidDate: true }), (at) => {
      const minute = new Date(Math.floor(at.getTime() / 60_000) * 60_000);
      const read = momentTyped(typedAs(minute))!;
      const hours = (minute.getTime() - read.getTime()) / 3_600_000;
      assert.ok(hours === 0 || hours === 1, `${minute.toISOString()} is read as ${read.toISOString()}`);
    }),
  );
});

test('what is stated counts from the start, unless it was known otherwise before or somebody says since when', () => {
  const at = new Date('2026-03-12T09:00:00Z');
  const earlier = new Date('2026-03-10T09:00:00Z');
  const before: KeptFact = {
    about: 'x',
    fact: 'harm.physical',
    value: 'low',
    source: 'x',
    since: null,
    statedBy: 'x',
    statedAt: earlier,
    checkedBy: null,
    checkedAt: null,
  };
  assert.equal(knownSince({ before: null, value: 'low', since: null }, at), null);
  assert.equal(knownSince({ before, value: 'low', since: null }, at), null);
  assert.equal(knownSince({ before, value: 'severe', since: null }, at), at);
  assert.equal(knownSince({ before, value: 'severe', since: earlier }, at), earlier);
  assert.equal(knownSince({ before, value: 'severe', since: new Date('2027-01-01') }, at), at);
});
