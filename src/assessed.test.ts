import assert from 'node:assert/strict';
import { before, describe, test } from 'node:test';
import fc from 'fast-check';
import { features } from './features.ts';
import type { AssessmentRecord } from './features/standards/record.ts';
import { execute } from './platform/commands/execute.ts';
import { assemble, makeDemo } from './platform/installation.ts';
import type { Moment } from './platform/ledger/moment-store.ts';
import { headOf } from './platform/ledger/store.ts';
import { addPerson } from './platform/sessions/store.ts';
import {
  observe,
  RESULTS,
  type AssessedService,
  type Check,
  type Facts,
  type Observation,
  type Result,
} from './rules/checks.ts';
import { plantOrganisation } from './test-app-store.ts';
import { testApp } from './test-app.ts';
import { textOf } from './words/sentence.ts';

/*
 * Every check of the product, on what is known of the demo's services now, after each of its steps, and long after. Whoever
 * contributes a check has it tried here without doing anything: nothing passes on what is not known.
 */

const NOW = new Date('2026-03-12T09:00:00Z');
const DAY = 86_400_000;
const OWNER = { id: '018f0000-0000-7000-8000-0000000000aa', name: 'Wren Applewhite' };
/** As good are passed and not applicable; the last three do not pass, and are alike. */
const STANDING: Readonly<Record<Result, number>> = {
  passed: 2,
  'not-applicable': 2,
  'needs-review': 1,
  failed: 0,
  unknown: 0,
  'not-run': 0,
};

const app = await testApp({ now: NOW });
const { kinds, commands, queries, grounds } = await assemble(features);
const { database } = app.ground;

/** What a check is asked of: a service at a moment, with what its feature knows of it. */
interface Case {
  readonly check: Check;
  readonly facts: Facts;
  readonly service: AssessedService;
  readonly now: Date;
}

let organisation: string;
let cases: Case[];
let blank: Case[];

async function casesAt(of: string, moment: Moment, services: readonly AssessedService[]): Promise<Case[]> {
  return database.read(of, async (tx) => {
    const found: Case[] = [];
    for (const { checks, facts } of kinds.assessed) {
      const known = await facts(tx, services, moment);
      for (const service of services)
        for (const check of checks) found.push({ check, facts: known.get(service.id) ?? {}, service, now: moment.now });
    }
    return found;
  });
}

before(async () => {
  await database.platform((tx) => addPerson(tx, OWNER, NOW));
  organisation = await makeDemo({ ground: app.ground, grounds }, OWNER);
  const services = await servicesOf(organisation);
  assert.ok(services.length > 0);
  const head = await database.read(organisation, async (tx) => (await headOf(tx, 'changes'))!.seq);
  const steps = 25;
  const moments: Moment[] = [
    ...Array.from({ length: steps }, (_, step) => ({ seq: Math.ceil((head * (step + 1)) / steps), now: NOW })),
    ...[0, 20, 100, 400, 2_000].map((days) => ({ seq: null, now: new Date(NOW.getTime() + days * DAY) })),
  ];
  cases = [];
  for (const moment of moments) cases.push(...(await casesAt(organisation, moment, services)));
  // Where nobody belongs: people who hold a role in a whole organisation are known of each of its services.
  const empty = await plantOrganisation(database, 'Nobody’s Trust', NOW);
  const create = commands.find(({ name }) => name === 'createService')!;
  for (const role of ['manufacturer', 'deployer', 'both']) {
    const one = { reference: role.toUpperCase(), name: `Heron Lane Falls Diary, ${role}`, role, phase: 'live' };
    await execute(app.ground, create, one, { actor: { kind: 'operator' }, organisation: empty });
  }
  blank = await casesAt(empty, { seq: null, now: NOW }, await servicesOf(empty));
});

async function servicesOf(of: string): Promise<readonly AssessedService[]> {
  const list = queries.find(({ feature, name }) => feature === 'services' && name === 'services')!;
  return database.read(of, async (tx) => {
    const answer = await list.run(tx, list.input.parse({ phase: 'all' }), NOW, { kind: 'operator' }, kinds);
    return (answer as { services: AssessedService[] }).services;
  });
}

function look({ check, service, now }: Case, facts: Facts): Observation {
  return observe(check, facts, { now, service });
}

function only(facts: Facts, names: readonly string[]): Facts {
  return Object.fromEntries(Object.entries(facts).filter(([name]) => names.includes(name)));
}

const said = ({ check, now, service }: Case) => `${check.id} of ${service.reference} at ${now.toISOString()}`;

test('every check has a name of its own, says what has to be so, and looks at something', () => {
  const checks = kinds.assessed.flatMap((one) => one.checks);
  assert.equal(new Set(checks.map(({ id }) => id)).size, checks.length);
  for (const { id, asks, reads } of checks) {
    assert.match(id, /^[a-z]+(?:-[a-z]+)*(?:\.[a-z0-9]+(?:-[a-z0-9]+)*)+$/u);
    assert.match(asks, /^\p{Lu}.*\.$/u, id);
    assert.ok(reads.length > 0, `${id} looks at no fact, and could pass on nothing`);
  }
});

test('the demo shows each state of a clause, and each result of a check', async () => {
  const query = queries.find(({ feature, name }) => feature === 'standards' && name === 'assess')!;
  const { clauses, criteria } = (await database.read(organisation, (tx) =>
    query.run(tx, query.input.parse({ service: 'DEMO' }), NOW, { kind: 'operator' }, kinds),
  )) as AssessmentRecord;
  const those = (verdict: string) => clauses.filter((one) => one.verdict === verdict).map(({ id }) => id);
  assert.deepEqual(those('met'), ['4', '5', '7', '10', '12', '15']);
  assert.deepEqual(those('not-met'), ['1', '3', '8']);
  assert.deepEqual(those('not-known'), ['2', '6', '9', '11', '14']);
  assert.deepEqual(those('does not apply'), ['13']);
  const fresh = (state: string) => clauses.filter((one) => one.freshness.state === state).map(({ id }) => id);
  assert.deepEqual([fresh('lapsed'), fresh('due soon')], [['5'], ['10']]);
  const old = criteria.flatMap(({ id, judgement }) => (judgement?.outOfDate ? id : []));
  assert.deepEqual(old, ['8.10'], 'one judgement is out of date');
  assert.deepEqual(new Set(criteria.map(({ result }) => result)), new Set(RESULTS));
});

describe('on what is known of the demo', () => {
  test('leaving out facts at random never makes a result better', () => {
    for (const one of cases) {
      const full = look(one, one.facts);
      fc.assert(
        fc.property(fc.subarray(Object.keys(one.facts)), (names) => {
          const part = look(one, only(one.facts, names));
          assert.ok(
            STANDING[part.result] <= STANDING[full.result],
            `${said(one)}: ${full.result}, then ${part.result}`,
          );
        }),
        { numRuns: 4 },
      );
    }
  });

  test('without any one of the facts that it looks at a check is unknown, and it looks at no other', () => {
    for (const one of cases) {
      const { check, facts } = one;
      for (const name of check.reads)
        assert.equal(
          look(
            one,
            only(
              facts,
              Object.keys(facts).filter((other) => other !== name),
            ),
          ).result,
          'unknown',
        );
      assert.deepEqual(
        look(one, only(facts, check.reads)),
        look(one, facts),
        `${said(one)} looks at what it does not say`,
      );
    }
  });

  test('of a service of which nobody said anything, everything is unknown', () => {
    assert.ok(blank.length > 0);
    for (const one of blank) assert.equal(look(one, one.facts).result, 'unknown', said(one));
  });

  test('whatever is not fine says what clears it, in whole sentences', () => {
    for (const one of cases) {
      const { result, says, clears, until } = look(one, one.facts);
      const isFine = result === 'passed' || result === 'not-applicable';
      assert.match(textOf(says), /[.?!)”]$/u, said(one));
      assert.equal(clears.length > 0, !isFine, said(one));
      if (!isFine) assert.match(textOf(clears), /^\p{Lu}.*\.$/su, said(one));
      if (until !== null) assert.ok(until > one.now, said(one));
    }
  });

  test('between now and the end that it names it stays as it is, and then it is something else', () => {
    for (const one of cases) {
      const { result, until, says } = look(one, one.facts);
      const horizon = (until ?? new Date(one.now.getTime() + 3_000 * DAY)).getTime() - 1;
      for (const part of [0.1, 0.5, 0.9, 1]) {
        const now = new Date(one.now.getTime() + Math.floor((horizon - one.now.getTime()) * part));
        const later = look({ ...one, now }, one.facts);
        assert.deepEqual([later.result, later.says], [result, says], `${said(one)}, then at ${now.toISOString()}`);
      }
      // Of what is not fine an end may come early: it is looked at again, and says the same.
      if (until === null || result !== 'passed') continue;
      const after = look({ ...one, now: until }, one.facts);
      assert.notDeepEqual(
        { ...after, until: null },
        { ...look(one, one.facts), until: null },
        `${said(one)}, at its end`,
      );
    }
  });
});
