import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { features } from '../features.ts';
import { findService } from '../features/services/index.ts';
import { Database } from '../platform/database/database.ts';
import { assemble, makeDemo, type Assembled } from '../platform/installation.ts';
import { headOf } from '../platform/ledger/store.ts';
import { addPerson } from '../platform/sessions/store.ts';
import type { AssessedService, Facts } from '../rules/checks.ts';
import { testDatabase } from '../test-database.ts';
import { factsOf, observationsOf, saidBy } from './assessed.ts';

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
const seen: Seen[] = [];
let database: Database;
let assembled: Assembled;
let organisation: string;

before(async () => {
  const [db, all] = await Promise.all([testDatabase(), assemble(features)]);
  assembled = all;
  database = new Database(db.app);
  const ground = { database, kinds: all.kinds, now: () => clock.now };
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
  const sample = seen.filter((_one, index) => index % 3 === 0 || index > seen.length - 10);
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

test('look', () => {
  const last = seen.at(-1)!;
  for (const [id, one] of observationsOf(assembled, last.facts, last)) console.log(id, saidBy(one));
});
