import { mkdtempSync, rmSync } from 'node:fs';
import { loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { v7 as newId } from 'uuid';
import { features } from '../../src/features.ts';
import { importHazardLog } from '../../src/features/hazards/import/command.ts';
import { logOfReport } from '../../src/features/hazards/import/from-report.ts';
import { check } from '../../src/features/log-check/check.ts';
import { anyCommand, type AnyCommand } from '../../src/platform/commands/command.ts';
import { execute } from '../../src/platform/commands/execute.ts';
import { openInstallation } from '../../src/platform/installation.ts';
import { recompute } from '../../src/platform/subjects/recompute.ts';
import { workbook } from './workbook.ts';

/*
 * How long it takes to take a large log in, from the bytes of a workbook: reading and judging it, which nobody waits for
 * with a lock, and the command, which holds the organisation's pen. The bar is 6 s for the command with 5,000 hazards of
 * three controls each. `npm run bench -- import [HAZARDS]`
 */

const HAZARDS = Number(process.argv[2] ?? 5_000);
const ROUNDS = 3;

const data = mkdtempSync(join(tmpdir(), 'primum-bench-'));
const installation = await openInstallation(features, { data, env: {}, now: () => new Date() });
try {
  const { ground, commands } = installation;
  const organisation = newId();
  const run = (command: AnyCommand, input: unknown) =>
    execute(ground, command, input, { actor: { kind: 'operator' }, organisation });
  const named = (name: string) => commands.find((command) => command.name === name)!;
  await run(named('createOrganisation'), { name: 'Bench' });

  const bytes = workbook(HAZARDS);
  const from = performance.now();
  const { report } = await check([{ name: 'log.xlsx', bytes }], { mapping: [], scheme: null });
  const log = logOfReport(report);
  say(
    `A workbook of ${report.counts.hazards} hazards, ${report.counts.causes} causes, ${report.counts.controls} controls (${Math.round(bytes.length / 1024)} kB): read and judged in ${seconds(from)} s.`,
  );
  for (let round = 1; round <= ROUNDS; round++) {
    const reference = `BENCH-${round}`;
    const service = { reference, name: `Bench ${round}`, role: 'manufacturer', phase: 'live' };
    await run(named('createService'), service);
    const cpu = process.cpuUsage();
    const start = performance.now();
    await run(anyCommand(importHazardLog), { service: reference, log });
    const { user, system } = process.cpuUsage(cpu);
    say(
      `Taken in, round ${round}: ${seconds(start)} s (processor time of the application ${((user + system) / 1e6).toFixed(1)} s; load of the machine ${loadavg()[0]!.toFixed(1)})`,
    );
  }
  const wrong = await ground.database.read(organisation, (tx) => recompute(tx, ground.kinds));
  say(`Recomputed from nothing: ${wrong.length} differences.`);
} finally {
  await installation.close();
  rmSync(data, { recursive: true, force: true });
}

function seconds(from: number): string {
  return ((performance.now() - from) / 1000).toFixed(1);
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}
