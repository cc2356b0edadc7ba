import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { availableParallelism, cpus, loadavg } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import pg from 'pg';
import { features } from '../../src/features.ts';
import { workOut } from '../../src/features/portfolio/summaries.ts';
import { Database } from '../../src/platform/database/database.ts';
import { openEmbedded } from '../../src/platform/database/embedded.ts';
import { migrate } from '../../src/platform/database/migrate.ts';
import { assemble, migrationsOf } from '../../src/platform/installation.ts';
import { putPeople } from '../desk/people-store.ts';
import { arrivals, closedLoop, percentile } from '../scale/clients.ts';
import { load } from '../scale/load.ts';
import { startServers } from '../scale/servers.ts';
import { assessAll, makeService } from './one-service.ts';
import { gatherStatistics, markServices } from './statistics-store.ts';
import { testSealing } from '../../src/platform/sealed/testing/test-sealing.ts';

/*
 * The whole assessment of one service, every standard, from nothing: 500 hazards, whose controls rest on 2,000 tests. The bar:
 * the median under 150 ms. And the portfolio of 1,000 services from what is kept of them, asked for by one client and by
 * requests that arrive by chance. The bar: p95 under 100 ms at the server. Each says whether it is held, beside what it costs
 * to work the summaries out that the page saves.
 * `npm run bench -- assess [--hazards N] [--results N] [--services N] [--times N] [--seconds N] [--data DIR]`
 */

const { values } = parseArgs({
  options: {
    hazards: { type: 'string', default: '500' },
    results: { type: 'string', default: '2000' },
    services: { type: 'string', default: '1000' },
    times: { type: 'string', default: '40' },
    seconds: { type: 'string', default: '10' },
    data: { type: 'string', default: '/var/tmp' },
  },
});
/** Milliseconds. */
const BARS = { assessment: 150, portfolio: 100 };
/** Requests a second that arrive by chance. */
const RATE = 5;
const PAGES = ['/portfolio', '/portfolio?page=7', '/portfolio?state=missing&search=care'] as const;

const folder = mkdtempSync(join(values.data, 'primum-assess-'));
// As root, the server runs as another user, who goes through it.
chmodSync(folder, 0o755);
let failed = false;
try {
  say(`${availableParallelism()} cores (${cpus()[0]!.model.trim()}), load average ${loadavg()[0]!.toFixed(2)}.`);
  const loading = await openEmbedded(folder, { fsync: 'off' });
  const secret = await prepare(loading.owner).finally(() => loading.close());
  const servers = await startServers(folder, 1);
  try {
    for (const path of PAGES) await page(servers, path, secret);
  } finally {
    await servers.stop();
  }
  process.exitCode = failed ? 1 : 0;
} finally {
  rmSync(folder, { recursive: true, force: true });
}

async function prepare(owner: pg.ClientConfig): Promise<string> {
  const { appConfig } = await migrate(owner, migrationsOf(features));
  const services = Number(values.services);
  const loaded = await load(owner, { services, hazards: 5, others: [5] });
  const client = new pg.Client(owner);
  await client.connect();
  await putPeople(client, loaded.organisation, 100, new Date());
  await client.end();
  const database = new Database(appConfig, 2);
  const { kinds, commands } = await assemble(features);
  const ground = { database, kinds, sealing: testSealing, now: () => new Date() };
  try {
    const [hazards, results] = [Number(values.hazards), Number(values.results)];
    const organisation = await makeService(ground, commands, owner, { hazards, results });
    const criteria = await assessAll(ground, organisation);
    const times: number[] = [];
    for (let turn = 0; turn < Number(values.times); turn++)
      times.push(await taken(() => assessAll(ground, organisation)));
    const median = percentile(times, 0.5);
    failed ||= median >= BARS.assessment;
    say(
      `\none service, ${hazards} hazards, ${results} tests, ${criteria} criteria, from nothing: median ${median.toFixed(0)} ms, p95 ${percentile(times, 0.95).toFixed(0)} ms   ${held(median, BARS.assessment)}`,
    );
    await markServices(owner, loaded.organisation);
    const all = await taken(() => workOut(database, loaded.organisation, kinds.assessed, ground.now));
    say(`summaries of ${services} services: ${(all / 1000).toFixed(1)} s, ${(all / services).toFixed(1)} ms a service`);
    await gatherStatistics(owner);
  } finally {
    await database.close();
  }
  return loaded.secret;
}

async function page(servers: Awaited<ReturnType<typeof startServers>>, path: string, secret: string): Promise<void> {
  const target = { urls: servers.urls, cookie: `primum_session=${secret}`, path: () => path };
  // Everything is compiled and planned by then.
  await closedLoop(target, 1, 3);
  await logged(servers);
  const before = servers.cpu();
  const { times } = await closedLoop(target, 1, Number(values.seconds));
  const after = servers.cpu();
  const cost = (of: 'app' | 'database') => (((after[of] - before[of]) / times.length) * 1_000).toFixed(0);
  const alone = await logged(servers);
  await arrivals(target, RATE, Number(values.seconds), Math.random);
  const arriving = await logged(servers);
  const shares = (of: readonly number[]) => `p50 ${percentile(of, 0.5)}, p95 ${percentile(of, 0.95)}`;
  const worst = Math.max(percentile(alone, 0.95), percentile(arriving, 0.95));
  failed ||= worst >= BARS.portfolio;
  say(
    `${path.padEnd(40)} alone ${shares(alone)} ms (processor: app ${cost('app')}, database ${cost('database')} ms), ${RATE} a second ${shares(arriving)} ms   ${held(worst, BARS.portfolio)}`,
  );
}

/** Milliseconds of the requests since it was last asked; the log is a moment behind. */
async function logged(servers: Awaited<ReturnType<typeof startServers>>): Promise<number[]> {
  await new Promise((resolve) => setTimeout(resolve, 100));
  return servers.taken();
}

async function taken(work: () => Promise<unknown>): Promise<number> {
  const from = performance.now();
  await work();
  return performance.now() - from;
}

function held(value: number, bar: number): string {
  return value < bar ? `held (under ${bar} ms)` : `ABOVE ${bar} ms`;
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}
