import { mkdtempSync, rmSync } from 'node:fs';
import { loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { v7 as newId } from 'uuid';
import pg from 'pg';
import { features } from '../../src/features.ts';
import { acceptMapping } from '../../src/features/hazards/evidence/judging.ts';
import { pushResults } from '../../src/features/hazards/evidence/push.ts';
import { plantLog } from '../../src/features/hazards/testing/test-log-store.ts';
import { listServices } from '../../src/features/services/store.ts';
import { LIVING_PHASES } from '../../src/features/services/domain.ts';
import { anyCommand, type AnyCommand } from '../../src/platform/commands/command.ts';
import { execute } from '../../src/platform/commands/execute.ts';
import { everywhere } from '../../src/platform/commands/may.ts';
import { Database } from '../../src/platform/database/database.ts';
import { migrate } from '../../src/platform/database/migrate.ts';
import { openDatabase } from '../../src/platform/database/open.ts';
import { assemble, migrationsOf, type Assembled } from '../../src/platform/installation.ts';
import { headOf } from '../../src/platform/ledger/store.ts';
import { load } from '../scale/load.ts';

/*
 * How long it takes to read what the standards ask, by the feature that reads it: of one service with 500 hazards and 2,000
 * accepted tests, now and as at a past entry (the bar: all of it within 60 ms), and of 1,000 services with 30 hazards each.
 * `npm run bench -- checks [SERVICES] [HAZARDS EACH]`
 */

const SERVICES = Number(process.argv[2] ?? 1_000);
const EACH = Number(process.argv[3] ?? 30);
const HAZARDS = 500;
const TESTS = 2_000;
const TIMES = 15;

const folder = mkdtempSync(join(tmpdir(), 'primum-bench-'));
const opened = await openDatabase({ data: folder, env: {} });
try {
  const { appConfig } = await migrate(opened.owner, migrationsOf(features));
  const database = new Database(appConfig, 2);
  const assembled = await assemble(features);
  try {
    console.log(`Load average ${loadavg()[0]!.toFixed(2)}. Milliseconds: the median of ${TIMES}, and the slowest.`);
    const organisation = await plantOne(database, assembled);
    await gatherStatistics(opened.owner);
    await measure(database, assembled, organisation, `one service, ${HAZARDS} hazards, ${TESTS} tests`);
    if (SERVICES > 0) {
      const many = await plantMany(opened.owner);
      await measure(database, assembled, many, `${SERVICES} services, ${EACH} hazards each`);
    }
  } finally {
    await database.close();
  }
} finally {
  await opened.close();
  rmSync(folder, { recursive: true, force: true });
}

/** One service with a log, and a night of tests that were accepted. @returns the organisation */
async function plantOne(database: Database, { kinds, commands }: Assembled): Promise<string> {
  const organisation = newId();
  const ground = { database, kinds, now: () => new Date() };
  const run = (what: AnyCommand, input: unknown) =>
    execute(ground, what, input, { actor: { kind: 'system' }, organisation });
  const engineer = {
    kind: 'person' as const,
    id: newId(),
    name: 'Ottoline Reed',
    organisation,
    grants: everywhere(['safety engineer']),
  };
  const found = commands.find(({ name }) => name === 'createOrganisation')!;
  await run({ ...found, founds: true }, { name: 'Bench Trust' });
  const hazards = Array.from({ length: HAZARDS }, (_one, index) => ({
    name: `Hazard ${index}`,
    controls: [{ text: `Control ${index}`, state: 'in place' }],
    initial: { severity: 'Major', likelihood: 'High' },
    residual: { severity: 'Major', likelihood: 'Very low' },
  }));
  await run(plantLog, { log: { service: { reference: 'BENCH', name: 'Bench' }, title: 'Log', file: 'x', hazards } });
  const cases = Array.from(
    { length: TESTS },
    (_one, index) =>
      `<testcase classname="night" name="test ${index} [CTL-${(index % HAZARDS) + 1}]" time="0.1"></testcase>`,
  );
  const files = [{ name: 'night.xml', content: `<testsuite name="night">${cases.join('')}</testsuite>` }];
  await run(anyCommand(pushResults), { service: 'BENCH', release: '1.0', files });
  for (let from = 0; from < TESTS; from += 500) {
    const mappings = Array.from({ length: 500 }, (_one, index) => ({
      control: `CTL-${((from + index) % HAZARDS) + 1}`,
      test: `EVD-${from + index + 1}`,
    }));
    const input = { service: 'BENCH', mappings, shows: ['implementation', 'effectiveness'] };
    await execute(ground, anyCommand(acceptMapping), input, { actor: engineer, organisation });
  }
  return organisation;
}

/** As the server does by itself within a minute of so many new rows. */
async function gatherStatistics(owner: pg.ClientConfig): Promise<void> {
  const client = new pg.Client(owner);
  await client.connect();
  await client.query('analyze');
  await client.end();
}

async function plantMany(owner: pg.ClientConfig): Promise<string> {
  return (await load(owner, { services: SERVICES, hazards: SERVICES * EACH, others: [] })).organisation;
}

async function measure(database: Database, { kinds }: Assembled, organisation: string, what: string): Promise<void> {
  const all = { words: [], phases: LIVING_PHASES, references: null };
  const services = (await database.read(organisation, (tx) =>
    listServices(tx, all, { offset: 0, limit: 10_000 }),
  )) as never[];
  const head = await database.read(organisation, (tx) => headOf(tx, 'changes'));
  const now = new Date();
  for (const seq of [null, head!.seq]) {
    console.log(`${what}${seq === null ? '' : ', as at the last entry'} (${services.length} read):`);
    const whole: number[] = [];
    const parts = kinds.assessed.map((): number[] => []);
    for (let time = 0; time < TIMES + 3; time++) {
      const from = performance.now();
      for (const [index, one] of kinds.assessed.entries()) {
        const begun = performance.now();
        await database.read(organisation, (tx) => one.facts(tx, services, { seq, now }));
        if (time >= 3) parts[index]!.push(performance.now() - begun);
      }
      if (time >= 3) whole.push(performance.now() - from);
    }
    kinds.assessed.forEach(({ checks }, index) => say(checks[0]!.id.split('.')[0]!, parts[index]!));
    say('all', whole);
  }
}

function say(what: string, times: readonly number[]): void {
  const sorted = times.toSorted((a, b) => a - b);
  console.log(
    `  ${what.padEnd(12)} ${sorted[Math.floor(sorted.length / 2)]!.toFixed(1)}  ${sorted.at(-1)!.toFixed(1)}`,
  );
}
