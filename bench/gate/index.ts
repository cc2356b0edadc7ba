import { spawnSync } from 'node:child_process';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { availableParallelism, cpus, loadavg } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { features } from '../../src/features.ts';
import { Database } from '../../src/platform/database/database.ts';
import { openEmbedded } from '../../src/platform/database/embedded.ts';
import { migrate } from '../../src/platform/database/migrate.ts';
import { assemble, migrationsOf } from '../../src/platform/installation.ts';
import { ask } from '../../src/platform/commands/execute.ts';
import { plantPerson, plantToken } from '../../src/test-app-store.ts';
import { makeService } from '../assess/one-service.ts';
import { percentile } from '../scale/clients.ts';
import { startServers } from '../scale/servers.ts';
import { testSealing } from '../../src/platform/sealed/testing/test-sealing.ts';

/*
 * What a pipeline waits for when it asks the gate: `primum gate` against a server that runs, from its start to its exit, beside
 * `node -e 0`, turn by turn; and the answer alone, at the server. A service with 500 hazards, whose controls rest on 500 tests.
 * `npm run bench -- gate [--hazards N] [--results N] [--times N] [--data DIR]`
 */

const { values } = parseArgs({
  options: {
    hazards: { type: 'string', default: '500' },
    results: { type: 'string', default: '500' },
    times: { type: 'string', default: '20' },
    data: { type: 'string', default: '/var/tmp' },
  },
});
const ROOT = join(import.meta.dirname, '..', '..');
const VERSION = '1.0';

const folder = mkdtempSync(join(values.data, 'primum-gate-'));
// As root, the server runs as another user, who goes through it.
chmodSync(folder, 0o755);
try {
  say(`${availableParallelism()} cores (${cpus()[0]!.model.trim()}), load average ${loadavg()[0]!.toFixed(2)}.`);
  const loading = await openEmbedded(folder, { fsync: 'off' });
  const token = await prepare(loading.owner).finally(() => loading.close());
  const servers = await startServers(folder, 1);
  try {
    beside(servers.urls[0]!, token);
  } finally {
    await servers.stop();
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}

/** Makes the service, and asks at the server. @returns a token of a pipeline */
async function prepare(owner: Parameters<typeof migrate>[0]): Promise<string> {
  const { appConfig } = await migrate(owner, migrationsOf(features));
  const database = new Database(appConfig, 2);
  const { kinds, commands, queries } = await assemble(features);
  const ground = { database, kinds, sealing: testSealing, now: () => new Date() };
  try {
    const [hazards, results] = [Number(values.hazards), Number(values.results)];
    const organisation = await makeService(ground, commands, owner, { hazards, results });
    const gate = queries.find(({ feature, name }) => feature === 'gate' && name === 'gate')!;
    const asked = () =>
      ask(ground, gate, { service: 'BENCH', version: VERSION }, { actor: { kind: 'operator' }, organisation });
    const { verdict } = (await asked()) as { readonly verdict: string };
    const times: number[] = [];
    for (let turn = 0; turn < Number(values.times) * 2; turn++) {
      const from = performance.now();
      await asked();
      times.push(performance.now() - from);
    }
    say(`\n${hazards} hazards, ${results} tests; the gate says ${verdict}.`);
    say(`the answer alone, in the server:        ${stated(times)}`);
    const person = await plantPerson(
      database,
      organisation,
      { name: 'Posy Thackray', roles: ['developer'] },
      new Date(),
    );
    return (await plantToken(database, organisation, { person, scopes: ['pipeline'] }, new Date())).token;
  } finally {
    await database.close();
  }
}

/** Both in turn, so that whatever else the computer does falls on both. */
function beside(url: string, token: string): void {
  const gate = ['gate', '--service', 'BENCH', '--version', VERSION];
  const env = { ...process.env, PRIMUM_URL: url, PRIMUM_TOKEN: token };
  const ours: number[] = [];
  const bare: number[] = [];
  // Everything is compiled and planned by then.
  for (let turn = 0; turn < 3; turn++) taken(join(ROOT, 'bin', 'primum'), gate, env);
  for (let turn = 0; turn < Number(values.times); turn++) {
    bare.push(taken(process.execPath, ['-e', '0'], env));
    ours.push(taken(join(ROOT, 'bin', 'primum'), gate, env));
  }
  say(`node -e 0:                              ${stated(bare)}`);
  say(`primum gate, from its start to its end: ${stated(ours)}`);
  say(`ratio of the medians: ${(percentile(ours, 0.5) / percentile(bare, 0.5)).toFixed(1)}`);
}

/** Milliseconds of a program, from its start to its exit. @throws where it was no answer of the gate */
function taken(program: string, args: readonly string[], env: NodeJS.ProcessEnv): number {
  const from = performance.now();
  const { status, stderr } = spawnSync(program, args, { env, encoding: 'utf8' });
  const time = performance.now() - from;
  if (status !== 0 && status !== 1 && status !== 3) throw new Error(`${program} ended with ${status}: ${stderr}`);
  return time;
}

function stated(times: readonly number[]): string {
  return `median ${percentile(times, 0.5).toFixed(0)} ms, p95 ${percentile(times, 0.95).toFixed(0)} ms`;
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}
