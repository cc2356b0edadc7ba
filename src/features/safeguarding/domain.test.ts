import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { ROLES } from '../../platform/commands/may.ts';
import {
  compartmentOf,
  factsOf,
  GLASS_LASTS,
  keepingOf,
  keeps,
  NOTHING_RECORDED,
  opensAs,
  recordSummary,
  referralStanding,
  WORKSHEET_KEYS,
  worksheetLines,
  type Asking,
  type Compartment,
  type CompartmentEntry,
  type KeepingEntry,
  type SafeguardingRecord,
} from './domain.ts';

const NOW = new Date('2026-03-12T09:00:00Z');
const AT = NOW.toISOString();
const PEOPLE = ['wren', 'posy', 'juniper', 'percival'] as const;
const SERVICES = ['DEMO', 'OTHER'] as const;

const flag = (more: Partial<Extract<CompartmentEntry, { kind: 'flag' }>> = {}): CompartmentEntry => ({
  kind: 'flag',
  at: AT,
  by: 'posy',
  service: { id: 's', reference: 'DEMO' },
  on: null,
  words: 'He reads my messages.',
  surfaced: 'staff',
  danger: 'unknown',
  about: '',
  mayAsk: 'unknown',
  excluded: [],
  ...more,
});

const record = (said: Partial<SafeguardingRecord>): CompartmentEntry => ({
  kind: 'record',
  at: AT,
  by: 'juniper',
  record: { ...NOTHING_RECORDED, ...said },
});

const compartment = (...entries: readonly CompartmentEntry[]): Compartment => compartmentOf('c', entries)!;

const person = fc.constantFrom(...PEOPLE);
const grant = fc.record({ role: fc.constantFrom(...ROLES), service: fc.constantFrom(null, ...SERVICES) });
const asking: fc.Arbitrary<Asking> = fc.record({ person, grants: fc.array(grant, { maxLength: 4 }) });
const entry: fc.Arbitrary<KeepingEntry> = fc.oneof(
  fc.record({
    kind: fc.constant('deputy' as const),
    at: fc.constant(AT),
    by: person,
    person,
    service: fc.constantFrom(null, ...SERVICES),
    named: fc.boolean(),
  }),
  fc.record({
    kind: fc.constant('glass' as const),
    at: fc.integer({ min: -2 * GLASS_LASTS, max: GLASS_LASTS }).map((ms) => new Date(NOW.getTime() + ms).toISOString()),
    by: person,
    service: fc.constant('DEMO'),
    incident: fc.constant('INC-1'),
    compartment: fc.constantFrom('c', 'another', null),
    reason: fc.constant('It cannot wait.'),
  }),
);
const keeping = fc.array(entry, { maxLength: 8 }).map(keepingOf);
const implicated = fc.uniqueArray(person);

test('whoever is implicated never opens it, whatever they hold, were named to, or broke', () => {
  fc.assert(
    fc.property(asking, keeping, implicated, (who, kept, named) => {
      for (const entries of [[flag({ excluded: named })], [flag(), record({ implicated: named })]]) {
        const as = opensAs(who, compartment(...entries), kept, NOW);
        if (named.includes(who.person as (typeof PEOPLE)[number])) assert.equal(as, null);
      }
    }),
    { numRuns: 2_000 },
  );
});

test('it opens to nobody but leads there, deputies there, and whoever broke its glass within the hour', () => {
  fc.assert(
    fc.property(asking, keeping, (who, kept) => {
      const as = opensAs(who, compartment(flag()), kept, NOW);
      const there = who.grants.filter(({ service }) => service === null || service === 'DEMO');
      const held = there.map(({ role }) => role);
      if (as === 'lead') assert.ok(held.includes('safeguarding lead'));
      if (as === 'deputy') {
        assert.ok(kept.deputies.some((one) => one.person === who.person && one.service !== 'OTHER'));
        assert.ok(
          held.some((role) => role !== 'assessor'),
          'and belongs there still',
        );
      }
      if (as === 'emergency') {
        assert.ok(held.includes('clinical safety officer') || held.includes('accountable executive'));
        const mine = kept.glass.filter((one) => one.by === who.person && one.compartment === 'c');
        assert.ok(mine.some((one) => Math.abs(NOW.getTime() - new Date(one.at).getTime()) < GLASS_LASTS));
      }
      if (as === null) assert.ok(!held.includes('safeguarding lead'));
      if (as !== null) assert.ok(keeps(who, kept, NOW), 'and who opens one sees the list');
    }),
    { numRuns: 2_000 },
  );
});

test('an administrator opens nothing, and neither does a role of any other name', () => {
  for (const role of ROLES.filter((one) => one !== 'safeguarding lead')) {
    const who = { person: 'wren', grants: [{ role, service: null }] };
    assert.equal(opensAs(who, compartment(flag()), keepingOf([]), NOW), null, role);
    assert.equal(keeps(who, keepingOf([]), NOW), false, role);
  }
});

test('a later record lets nobody in whom somebody named when it was raised', () => {
  const of = compartment(
    flag({ excluded: ['percival'] }),
    record({ implicated: ['wren'] }),
    record({ implicated: [] }),
  );
  assert.deepEqual([...of.implicated], ['percival']);
  assert.equal(compartmentOf('c', [record({})]), null, 'nothing begins it');
});

test('the last word on a deputy counts', () => {
  const named = { kind: 'deputy', at: AT, by: 'wren', person: 'posy', service: 'DEMO' } as const;
  assert.equal(keepingOf([{ ...named, named: true }]).deputies.length, 1);
  assert.equal(
    keepingOf([
      { ...named, named: true },
      { ...named, named: false },
    ]).deputies.length,
    0,
  );
});

test('what nobody said is no fact', () => {
  assert.deepEqual(factsOf(compartment(flag())), { 't.disclosure': AT, 't.became_aware': AT });
  assert.deepEqual(factsOf(compartment(flag(), record({}))), { 't.disclosure': AT, 't.became_aware': AT });
  const said = factsOf(
    compartment(
      flag(),
      record({
        ageGroup: 'adult',
        adultConcerns: ['domestic abuse'],
        needs: 'yes',
        canProtectSelf: 'no',
        dashScore: 15,
      }),
    ),
  );
  assert.equal(said['person.age'], 18);
  assert.equal(said['person.unable_to_protect_self'], true);
  assert.equal(said['da.disclosed'], true);
  assert.equal(said['slavery.suspected'], undefined, 'a list that does not name it says nothing of it');
});

test('a referral is chased after a working day without an answer, and a weekend is none', () => {
  const sent = {
    kind: 'referral',
    at: AT,
    by: 'juniper',
    number: 1,
    worksheet: 'adult',
    to: 'x',
    sentAt: '2026-03-13T15:00:00Z',
    how: 'x',
    reference: '',
  } as const;
  const step = { kind: 'referral-step', by: 'juniper', referral: 1, words: 'x' } as const;
  const standing = (day: string, ...steps: readonly { at: string; step: 'acknowledged' | 'chased' | 'outcome' }[]) =>
    referralStanding(
      { sent, steps: steps.map((one) => ({ ...step, ...one })) },
      new Date(`${day}T12:00:00Z`),
      new Set(),
    );
  assert.deepEqual(standing('2026-03-16'), { state: 'waiting', chaseFrom: '2026-03-16' }, 'Friday to Monday');
  assert.deepEqual(standing('2026-03-17'), { state: 'to chase', since: '2026-03-16' });
  assert.equal(standing('2026-03-17', { at: '2026-03-17T09:00:00Z', step: 'chased' }).state, 'waiting');
  assert.equal(standing('2026-03-20', { at: '2026-03-17T09:00:00Z', step: 'chased' }).state, 'to chase');
  assert.equal(standing('2026-03-20', { at: '2026-03-16T09:00:00Z', step: 'acknowledged' }).state, 'acknowledged');
  assert.equal(standing('2026-03-20', { at: '2026-03-16T09:00:00Z', step: 'outcome' }).state, 'answered');
});

test('a worksheet shows what is not known as a gap, and every field of a record is read somewhere', () => {
  for (const key of WORKSHEET_KEYS) {
    const lines = worksheetLines(key, compartment(flag(), record({ words: 'He reads my messages.' })));
    assert.ok(
      lines.some(({ value }) => value === 'He reads my messages.'),
      key,
    );
    assert.ok(
      lines.some(({ value }) => value === null),
      key,
    );
  }
  assert.equal(recordSummary(NOTHING_RECORDED, (id) => id).length, Object.keys(NOTHING_RECORDED).length);
});
