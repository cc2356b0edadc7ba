import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { availableParallelism, cpus, loadavg, totalmem } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import pg from 'pg';
import { features } from '../../src/features.ts';
import { openEmbedded } from '../../src/platform/database/embedded.ts';
import { migrate } from '../../src/platform/database/migrate.ts';
import { migrationsOf } from '../../src/platform/installation.ts';
import { load, type Loaded, type Size } from './load.ts';
import { sizeOf } from './load-store.ts';
import { arrivals, closedLoop, percentile, type Seen, type Target } from './clients.ts';
import { pagesOf, randomFrom, type MeasuredPage } from './pages.ts';
import { startServers, type Servers } from './servers.ts';

/*
 * Pages with a million hazards in the database, asked for over HTTP by clients on the same computer; and how much slower
 * they are than with ten thousand. The application runs as `npm start` runs it, with nothing set but the rate limit.
 * `npm run bench -- scale [--services N] [--hazards N] [--seconds N] [--rate N] [--data DIR]`; the data directory is removed.
 */

const { values } = parseArgs({
  options: {
    services: { type: 'string', default: '10000' },
    hazards: { type: 'string', default: '100' },
    seconds: { type: 'string', default: '5' },
    rate: { type: 'string', default: '40' },
    data: { type: 'string', default: '/var/tmp' },
  },
});
const SECONDS = Number(values.seconds);
const RATE = Number(values.rate);
const CLIENTS = 16;
/** Milliseconds. */
const BAR = 100;
const LARGE: Size = { services: Number(values.services), hazards: Number(values.hazards), others: [100, 100, 100] };
const SMALL: Size = { ...LARGE, services: Math.max(10, LARGE.services / 100), others: [2, 2, 2] };

/** Nothing that is loaded has to survive a crash. */
const LOADING = {
  fsync: 'off',
  full_page_writes: 'off',
  wal_level: 'minimal',
  max_wal_senders: 0,
  max_wal_size: '16GB',
  checkpoint_timeout: '1h',
  autovacuum: 'off',
  shared_buffers: '1GB',
};

/** What was measured of one page. */
interface Measured {
  readonly name: string;
  /** Milliseconds of one request when nobody else asks, as its client saw it. */
  readonly alone: number;
  /** Milliseconds on the processor for one request. */
  readonly app: number;
  readonly database: number;
  readonly busy: Busy;
}

interface Busy {
  readonly server: readonly number[];
  readonly seen: Seen;
}

const folder = mkdtempSync(join(values.data, 'primum-scale-'));
// As root, the server runs as another user, who goes through it.
chmodSync(folder, 0o755);
let failed = false;
try {
  say(
    `${availableParallelism()} cores (${cpus()[0]!.model.trim()}), ${(totalmem() / 2 ** 30).toFixed(0)} GB of memory, load average ${now()}.`,
  );
  const small = await at('small', SMALL, async (data, loaded) =>
    withServers(data, 1, (servers) => pageByPage(servers, loaded)),
  );
  const large = await at('large', LARGE, async (data, loaded) => {
    const one = await withServers(data, 1, async (servers) => {
      const pages = await pageByPage(servers, loaded);
      return { pages, mixed: await mixed(servers, loaded), arriving: await arriving(servers, loaded) };
    });
    const two = await withServers(data, 2, async (servers) => {
      const pages = await pageByPage(servers, loaded);
      return { pages, mixed: await mixed(servers, loaded), arriving: await arriving(servers, loaded) };
    });
    return { one, two };
  });
  report('One process of the application', large.one.pages, large.one.mixed, large.one.arriving, small);
  report('Two processes of the application', large.two.pages, large.two.mixed, large.two.arriving, null);
  say(`\nLoad average ${now()} at the end. Clients, application and database share the cores.`);
  process.exitCode = failed ? 1 : 0;
} finally {
  rmSync(folder, { recursive: true, force: true });
}

/** Loads an installation, does something with it, and takes it away. */
async function at<T>(name: string, size: Size, work: (data: string, loaded: Loaded) => Promise<T>): Promise<T> {
  const data = join(folder, name);
  const from = performance.now();
  const loading = await openEmbedded(data, LOADING);
  let loaded: Loaded;
  try {
    await migrate(loading.owner, migrationsOf(features));
    loaded = await load(loading.owner, size);
    const client = new pg.Client(loading.owner);
    await client.connect();
    const { bytes, hazards } = await sizeOf(client);
    await client.end();
    say(
      `Loaded ${size.services} services and ${hazards} hazards (${size.others.length} other organisations included) in ${((performance.now() - from) / 1_000).toFixed(0)} s: ${(bytes / 2 ** 30).toFixed(1)} GB.`,
    );
  } finally {
    await loading.close();
  }
  const result = await work(data, loaded);
  rmSync(data, { recursive: true, force: true });
  return result;
}

async function withServers<T>(data: string, count: number, work: (servers: Servers) => Promise<T>): Promise<T> {
  const servers = await startServers(data, count);
  try {
    return await work(servers);
  } finally {
    await servers.stop();
  }
}

function targetOf(servers: Servers, loaded: Loaded, pages: readonly MeasuredPage[], seed: number): Target {
  const random = randomFrom(seed);
  return {
    urls: servers.urls,
    cookie: `primum_session=${loaded.secret}`,
    path: () => pages[random(pages.length)]!.path(random),
  };
}

async function pageByPage(servers: Servers, loaded: Loaded): Promise<Measured[]> {
  const pages = pagesOf(loaded);
  // Everything is compiled and planned by then.
  await closedLoop(targetOf(servers, loaded, pages, 1), CLIENTS, SECONDS * 2);
  const measured: Measured[] = [];
  for (const [index, page] of pages.entries()) {
    const target = targetOf(servers, loaded, [page], 100 + index);
    await closedLoop(target, 4, 1);
    const before = servers.cpu();
    const alone = await closedLoop(target, 1, SECONDS / 2);
    const after = servers.cpu();
    const each = (of: 'app' | 'database') => ((after[of] - before[of]) / alone.times.length) * 1_000;
    measured.push({
      name: page.name,
      alone: percentile(alone.times, 0.5),
      app: each('app'),
      database: each('database'),
      busy: await busy(servers, () => closedLoop(target, CLIENTS, SECONDS)),
    });
  }
  return measured;
}

function mixed(servers: Servers, loaded: Loaded): Promise<Busy> {
  return busy(servers, () => closedLoop(targetOf(servers, loaded, pagesOf(loaded), 7), CLIENTS, SECONDS * 2));
}

function arriving(servers: Servers, loaded: Loaded): Promise<Busy> {
  const random = randomFrom(11);
  const chance = () => random(1_000_000) / 1_000_000;
  return busy(servers, () => arrivals(targetOf(servers, loaded, pagesOf(loaded), 9), RATE, SECONDS * 3, chance));
}

/** What clients saw of some work, and what the servers logged of it. */
async function busy(servers: Servers, work: () => Promise<Seen>): Promise<Busy> {
  servers.taken();
  const seen = await work();
  // The log is a moment behind.
  await new Promise((resolve) => setTimeout(resolve, 100));
  return { seen, server: servers.taken() };
}

function report(
  title: string,
  pages: readonly Measured[],
  together: Busy,
  arriving: Busy,
  small: readonly Measured[] | null,
): void {
  say(`\n${title}; milliseconds`);
  say(
    `${''.padEnd(34)}  one client          ${CLIENTS} clients without a pause${''.padEnd(32)}${small ? 'growth' : ''}`,
  );
  say(
    `${''.padEnd(34)}  p50   app    db   server p50  p95  p99   client p50  p95  p99   a second   ${small ? 'alone  busy' : ''}`,
  );
  for (const [index, page] of pages.entries()) {
    const { busy, alone, app, database } = page;
    const growth = small
      ? `${(alone / small[index]!.alone).toFixed(2).padStart(6)}${(median(busy) / median(small[index]!.busy)).toFixed(2).padStart(6)}`
      : '';
    say(
      `${page.name.padEnd(34)}${cell(alone, 1)}${cell(app, 1)}${cell(database, 1)}   ${busyCells(busy)}${growth}   ${held(busy)}`,
    );
  }
  say(`${'all of them, mixed'.padEnd(52)}   ${busyCells(together)}${small ? ''.padEnd(12) : ''}   ${held(together)}`);
  say(
    `${`all, ${RATE} a second arriving by chance`.padEnd(52)}   ${busyCells(arriving)}${small ? ''.padEnd(12) : ''}   ${held(arriving)}`,
  );
}

function median({ seen }: Busy): number {
  return percentile(seen.times, 0.5);
}

function held({ server }: Busy): string {
  const holds = percentile(server, 0.95) < BAR;
  return holds ? `held` : `ABOVE ${BAR}`;
}

function busyCells({ server, seen }: Busy): string {
  const three = (times: readonly number[]) => [0.5, 0.95, 0.99].map((share) => cell(percentile(times, share))).join('');
  return `    ${three(server)}       ${three(seen.times)}   ${(seen.times.length / seen.seconds).toFixed(0).padStart(8)}`;
}

function cell(value: number, digits = 0): string {
  return value.toFixed(digits).padStart(6);
}

function now(): string {
  return loadavg()[0]!.toFixed(2);
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}
