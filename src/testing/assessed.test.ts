import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { features } from '../features.ts';
import type { HazardFacts } from '../features/hazards/checks.ts';
import { findService } from '../features/services/index.ts';
import { ask, type Ground } from '../platform/commands/execute.ts';
import { Database } from '../platform/database/database.ts';
import { assemble, makeDemo, type Assembled } from '../platform/installation.ts';
import { headOf } from '../platform/ledger/store.ts';
import { addPerson } from '../platform/sessions/store.ts';
import type { AssessedService, Facts } from '../rules/checks.ts';
import { testDatabase } from '../test-database.ts';
import { textOf } from '../words/sentence.ts';
import { factsOf, observationsOf } from './assessed.ts';
import { gapsByHand, peopleByHand } from './assessed-truth.ts';
import { rawRows } from './assessed-truth-store.ts';
import { testSealing } from '../platform/sealed/testing/test-sealing.ts';

/*
 * What the standards ask, over the whole demo: what is known of it after each thing that was done in it is what is said later of
 * that moment.
 */

const OWNER = { id: '0194fe00-0000-7000-8000-000000000001', name: 'Demo owner' };

interface Seen {
  readonly seq: number;
  readonly now: Date;
  readonly service: AssessedService;
  readonly facts: readonly Facts[];
}

const clock = { now: new Date('2026-03-03T09:00:00Z') };
const DAY = 86_400_000;
const seen: Seen[] = [];
let ground: Ground;
let database: Database;
let assembled: Assembled;
let organisation: string;

before(async () => {
  const [db, all] = await Promise.all([testDatabase(), assemble(features)]);
  assembled = all;
  database = new Database(db.app);
  ground = { database, kinds: all.kinds, sealing: testSealing, now: () => clock.now };
  await database.platform((tx) => addPerson(tx, OWNER, clock.now));
  const grounds = all.grounds.map((one) => ({
    ...one,
    ...(one.demo && {
      demo: (demo: Parameters<NonNullable<typeof one.demo>>[0]) =>
        one.demo!({
          ...demo,
          execute: async (...args) => {
            const result = await demo.execute(...args);
            await look(demo.organisation);
            return result;
          },
        }),
    }),
  }));
  organisation = await makeDemo({ ground, grounds }, OWNER);
});
after(() => database.close());

async function look(of: string) {
  await database.read(of, async (tx) => {
    const service = (await findService(tx, 'DEMO').catch(() => null)) as AssessedService | null;
    if (!service) return;
    const now = clock.now;
    const { seq } = (await headOf(tx, 'changes'))!;
    seen.push({ seq, now, service, facts: await factsOf(tx, assembled, service, { seq: null, now }) });
  });
}

test('what was known at an entry is what is said of it later', async () => {
  assert.ok(seen.length > 30, String(seen.length));
  const sample = seen.filter((_one, index) => index % 5 === 0 || index > seen.length - 6);
  for (const { seq, now, service, facts } of sample) {
    const then = await database.read(organisation, (tx) => factsOf(tx, assembled, service, { seq, now }));
    assert.deepEqual(withoutWhy(then), withoutWhy(facts), `at entry ${seq}`);
    const at = { service, now };
    const results = (of: readonly Facts[]) =>
      [...observationsOf(assembled, of, at)].map(([id, { result }]) => [id, result]);
    assert.deepEqual(results(then), results(facts), `at entry ${seq}`);
  }
});

/** By what a version was out of date or challenged is said of now alone. */
function withoutWhy(facts: readonly Facts[]): unknown {
  return JSON.parse(
    JSON.stringify(facts, (key, value: unknown) =>
      key === 'drift' || key === 'challenges' || key === 'since' ? undefined : value,
    ),
  );
}

test('hazards, controls, tests and people are counted as an independent hand counts them in the raw rows', async () => {
  const tables = await database.read(organisation, rawRows);
  const numbers = (gaps: Readonly<Record<string, { count: number; first: readonly unknown[] }>> = {}) =>
    Object.fromEntries(Object.entries(gaps).map(([what, { count }]) => [what, count]));
  const byHand = (gaps: Readonly<Record<string, readonly string[]>>) =>
    Object.fromEntries(Object.entries(gaps).map(([what, all]) => [what, all.length]));
  const counted = new Set<string>();
  for (const months of [0, 2, 14]) {
    for (const { seq, now: then, service, facts } of seen.filter(
      (_one, index) => index % 6 === 0 || index > seen.length - 4,
    )) {
      const now = new Date(then.getTime() + months * 30 * DAY);
      const moment = { seq, now };
      const known =
        months === 0 ? facts : await database.read(organisation, (tx) => factsOf(tx, assembled, service, moment));
      const all = Object.assign({}, ...known) as Partial<HazardFacts>;
      const expected = gapsByHand(tables, service.id, moment);
      const where = `at entry ${seq}, ${months} months later`;
      assert.deepEqual(numbers(all.hazards?.gaps), byHand(expected.hazards), where);
      assert.deepEqual(numbers(all.controls?.gaps), byHand(expected.controls), where);
      assert.deepEqual(numbers(all.tests?.gaps), byHand(expected.tests), where);
      Object.values(expected).forEach((gaps) => Object.keys(gaps).forEach((what) => counted.add(what)));
      // The first few are among them.
      for (const [what, { first }] of Object.entries(all.hazards?.gaps ?? {}))
        for (const number of first) assert.ok(expected.hazards[what]!.includes(String(number)), `${what} ${where}`);
      const observations = observationsOf(assembled, known, { service, now });
      for (const [id, result] of Object.entries(peopleByHand(tables, service.id, service.reference, moment)))
        assert.equal(observations.get(id)!.result, result, `${id} ${where}`);
    }
  }
  assert.ok(counted.size > 14, [...counted].join(', '));
});

test('what is said of signatures is what their pages say', async () => {
  const { service, facts, now } = seen.at(-1)!;
  const observations = observationsOf(assembled, facts, { service, now });
  const asks = { actor: { kind: 'operator' as const }, organisation };
  const ofPage = async (name: string, input: object) => {
    const query = assembled.queries.find((one) => one.name === name)!;
    return (await ask(ground, query, { service: 'DEMO', ...input }, asks)) as { line: string; sentence: string | null };
  };
  const log = observations.get('hazards.log-approved')!;
  const page = await ofPage('hazardLogStanding', { log: 1 });
  assert.match(page.sentence!, /out of date and challenged because/u);
  assert.equal(`${textOf(log.says)} ${textOf(log.clears)}`, page.sentence);
  const use = await ofPage('intendedUseStanding', {});
  assert.equal(use.sentence, null);
  // Where it does not stand beneath its own heading, it says of what it is.
  const says = textOf(observations.get('approvals.intended-use-approved')!.says);
  assert.equal(says.replace(' of the intended use of Willowbank Wound Care,', ''), `${use.line}.`);
});
