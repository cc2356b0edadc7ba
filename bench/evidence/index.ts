import { mkdtempSync, rmSync } from 'node:fs';
import { loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { v7 as newId } from 'uuid';
import pg from 'pg';
import { features } from '../../src/features.ts';
import { acceptMapping } from '../../src/features/hazards/evidence/judging.ts';
import { pushResults } from '../../src/features/hazards/evidence/push.ts';
import { plantLog } from '../../src/features/hazards/testing/test-log-store.ts';
import { anyCommand, type AnyCommand } from '../../src/platform/commands/command.ts';
import { execute, type Ground } from '../../src/platform/commands/execute.ts';
import { everywhere } from '../../src/platform/commands/may.ts';
import { Database } from '../../src/platform/database/database.ts';
import { loadMigrations, migrate } from '../../src/platform/database/migrate.ts';
import { openDatabase } from '../../src/platform/database/open.ts';
import { assemble, migrationFolders } from '../../src/platform/installation.ts';
import { testSealing } from '../../src/platform/sealed/testing/test-sealing.ts';

/*
 * What it costs to take in the results of a night: 2,000 tests of 500 hazards' controls, each accepted; all as they were the
 * night before, and every one turning from pass to failure and back. The bar is 500 ms over an edit.
 * `npm run bench -- evidence [RESULTS] [HAZARDS] [TIMES]`
 */

const RESULTS = Number(process.argv[2] ?? 2_000);
const HAZARDS = Number(process.argv[3] ?? 500);
const TIMES = Number(process.argv[4] ?? 5);

const folder = mkdtempSync(join(tmpdir(), 'primum-bench-'));
const opened = await openDatabase({ data: folder, env: {} });
try {
  const { appConfig } = await migrate(opened.owner, loadMigrations(migrationFolders(features)));
  const database = new Database(appConfig, 2);
  const { kinds, commands } = await assemble(features);
  try {
    await measure({ database, kinds, sealing: testSealing, now: () => new Date() }, commands, opened.owner);
  } finally {
    await database.close();
  }
} finally {
  await opened.close();
  rmSync(folder, { recursive: true, force: true });
}

async function measure(ground: Ground, commands: readonly AnyCommand[], config: pg.PoolConfig): Promise<void> {
  const organisation = newId();
  const named = (name: string) => commands.find((one) => one.name === name)!;
  const run = (what: AnyCommand, input: unknown) =>
    execute(ground, what, input, { actor: { kind: 'system' }, organisation });
  const person = {
    kind: 'person' as const,
    id: newId(),
    name: 'Ottoline Reed',
    organisation,
    grants: everywhere(['safety engineer']),
  };
  await run({ ...named('createOrganisation'), founds: true }, { name: 'Bench Trust' });
  const hazards = Array.from({ length: HAZARDS }, (_, index) => ({
    name: `Hazard ${index}`,
    controls: [{ text: `Control ${index}` }],
    initial: { severity: 'Major', likelihood: 'High' },
    residual: { severity: 'Major', likelihood: 'Very low' },
  }));
  await run(plantLog, { log: { service: { reference: 'BENCH', name: 'Bench' }, title: 'Log', file: 'x', hazards } });
  const push = (turn: number, failed: boolean) => {
    const cases = Array.from({ length: RESULTS }, (_, index) => {
      const said = failed ? `<failure message="night ${turn}"/>` : '';
      return `<testcase classname="night" name="test ${index} [CTL-${(index % HAZARDS) + 1}]" time="0.${turn + 100}">${said}</testcase>`;
    });
    const files = [{ name: 'night.xml', content: `<testsuite name="night">${cases.join('')}</testsuite>` }];
    return run(anyCommand(pushResults), { service: 'BENCH', release: '1.0', files });
  };
  await push(0, false);
  for (let from = 0; from < RESULTS; from += 500) {
    const mappings = Array.from({ length: Math.min(500, RESULTS - from) }, (_, index) => ({
      control: `CTL-${((from + index) % HAZARDS) + 1}`,
      test: `EVD-${from + index + 1}`,
    }));
    const input = { service: 'BENCH', mappings, shows: ['implementation', 'effectiveness'] };
    await execute(ground, anyCommand(acceptMapping), input, { actor: person, organisation });
  }
  const owner = new pg.Client(config);
  await owner.connect();
  await owner.query('analyze');
  await owner.end();

  const times: Record<string, number[]> = { edit: [], same: [], turning: [] };
  const timed = async (name: string, what: () => Promise<unknown>) => {
    const begun = performance.now();
    await what();
    times[name]!.push(performance.now() - begun);
  };
  for (let turn = 1; turn <= TIMES; turn++) {
    const failed = turn % 2 === 1;
    await timed('edit', () => run(named('recordRelease'), { service: 'BENCH', release: `2.${turn}`, candidate: true }));
    await timed('same', () => push(2 * turn, !failed));
    await timed('turning', () => push(2 * turn + 1, failed));
  }
  const middle = (name: string) => times[name]!.toSorted((a, b) => a - b)[Math.floor(TIMES / 2)]!;
  const worst = (name: string) => Math.max(...times[name]!);
  const line = (name: string, says: string) =>
    `  ${says.padEnd(46)} p50 ${middle(name).toFixed(0)} ms   worst ${worst(name).toFixed(0)} ms   over the first ${(middle(name) - middle('edit')).toFixed(0)} ms\n`;
  process.stdout.write(
    `${RESULTS} results for ${HAZARDS} controls, ${TIMES} times, reading the XML included, load of the machine ${loadavg()[0]!.toFixed(1)}\n` +
      line('edit', 'a command on which nothing depends') +
      line('same', 'a push, every test as it was') +
      line('turning', 'a push, every test turning'),
  );
}
