import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { availableParallelism, cpus, loadavg } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import pg from 'pg';
import { features } from '../../src/features.ts';
import { openEmbedded } from '../../src/platform/database/embedded.ts';
import { migrate } from '../../src/platform/database/migrate.ts';
import { migrationsOf } from '../../src/platform/installation.ts';
import { arrivals, closedLoop, percentile } from '../scale/clients.ts';
import { load } from '../scale/load.ts';
import { startServers, type Servers } from '../scale/servers.ts';
import { holdInServices, putActions } from './actions-store.ts';
import { putPeople } from './people-store.ts';
import { openItems, putSigned } from './signed-store.ts';

/*
 * The desk of one clinical safety officer of 200 services with 5,000 things open: actions, ratings that nobody confirmed,
 * what awaits a signature or is out of date, registrations to look up, services without an officer; twenty thousand hazards
 * and 300 people behind them. Asked for by one client, then by requests that arrive by chance, and then by 16 clients without
 * a pause, whether the role is held in the whole organisation or in each service by itself. The bar: p95 under 100 ms at the
 * server; each of the three says whether it is.
 * `npm run bench -- desk [--services N] [--actions N] [--people N] [--hazards N] [--seconds N] [--data DIR]`; the directory
 * is removed.
 */

const { values } = parseArgs({
  options: {
    services: { type: 'string', default: '200' },
    actions: { type: 'string', default: '4500' },
    people: { type: 'string', default: '300' },
    hazards: { type: 'string', default: '100' },
    seconds: { type: 'string', default: '5' },
    data: { type: 'string', default: '/var/tmp' },
  },
});
const CLIENTS = 16;
/** Requests a second that arrive by chance: a thousand officers who look at their desk every other minute or so. */
const RATE = 10;
/** Milliseconds. */
const BAR = 100;
const PAGES = ['/', '/actions', '/changes', '/services', '/officers', '/members'] as const;
/** Pages of one service, by what follows its address. */
const OF_A_SERVICE = ['', '/logs/1'] as const;

const folder = mkdtempSync(join(values.data, 'primum-desk-'));
// As root, the server runs as another user, who goes through it.
chmodSync(folder, 0o755);
let failed = false;
try {
  say(`${availableParallelism()} cores (${cpus()[0]!.model.trim()}), load average ${loadavg()[0]!.toFixed(2)}.`);
  const loading = await openEmbedded(folder, { fsync: 'off', autovacuum: 'off' });
  const { secret, organisation, references } = await fill(loading.owner).finally(() => loading.close());
  const pages = [...PAGES, ...OF_A_SERVICE.map((path) => `/services/${references[15]}${path}`)];
  say(
    `\nmilliseconds, server: alone p50   p95   app    db    ${RATE} a second p50   p95    ${CLIENTS} clients p50   p95   p99   a second`,
  );
  await measured('in the whole organisation', secret, pages);
  const again = await openEmbedded(folder, {});
  const client = new pg.Client(again.owner);
  await client.connect();
  await holdInServices(client, organisation);
  await client.end();
  await again.close();
  await measured('in each service', secret, pages);
  process.exitCode = failed ? 1 : 0;
} finally {
  rmSync(folder, { recursive: true, force: true });
}

async function fill(owner: pg.ClientConfig) {
  await migrate(owner, migrationsOf(features));
  const services = Number(values.services);
  const loaded = await load(owner, { services, hazards: Number(values.hazards), others: [services] });
  const client = new pg.Client(owner);
  await client.connect();
  const today = new Date();
  await putActions(client, loaded.organisation, Number(values.actions), today);
  await putPeople(client, loaded.organisation, Number(values.people), today);
  for (const kind of ['service', 'hazard-log'] as const) await putSigned(client, loaded.organisation, kind, today);
  const open = await openItems(client, loaded.organisation);
  await client.end();
  say(
    `${services} services, ${services * Number(values.hazards)} hazards, ${values.people} people. Open: ${open.map(({ sort, count }) => `${count} ${sort}`).join(', ')}.`,
  );
  return loaded;
}

async function measured(held: string, secret: string, pages: readonly string[]): Promise<void> {
  const servers = await startServers(folder, 1);
  try {
    for (const path of pages) await page(servers, path, held, secret);
  } finally {
    await servers.stop();
  }
}

async function page(servers: Servers, path: string, where: string, secret: string): Promise<void> {
  const target = { urls: servers.urls, cookie: `primum_session=${secret}`, path: () => path };
  // Everything is compiled and planned by then.
  await closedLoop(target, CLIENTS, 3);
  const before = servers.cpu();
  servers.taken();
  const { times } = await closedLoop(target, 1, 2);
  const after = servers.cpu();
  const each = (of: 'app' | 'database') => ((after[of] - before[of]) / times.length) * 1_000;
  const alone = await taken(servers);
  await arrivals(target, RATE, Number(values.seconds), Math.random);
  const arriving = await taken(servers);
  const seen = await closedLoop(target, CLIENTS, Number(values.seconds));
  const busy = await taken(servers);
  const shares = (of: readonly number[], ...wanted: number[]) =>
    wanted.map((one) => cell(percentile(of, one))).join('');
  const held = (of: readonly number[]) => (percentile(of, 0.95) < BAR ? 'held' : `ABOVE ${BAR}`);
  failed ||= [alone, arriving, busy].some((of) => percentile(of, 0.95) >= BAR);
  say(
    `${`${path}, role held ${where}`.padEnd(66)}${shares(alone, 0.5, 0.95)}${cell(each('app'), 1)}${cell(each('database'), 1)}                ${shares(arriving, 0.5, 0.95)}               ${shares(busy, 0.5, 0.95, 0.99)}${(seen.times.length / seen.seconds).toFixed(0).padStart(11)}   ${held(alone)}, ${held(arriving)}, ${held(busy)}`,
  );
}

/** Milliseconds that the server took since it was last asked. */
async function taken(servers: Servers): Promise<number[]> {
  // The log is a moment behind.
  await new Promise((resolve) => setTimeout(resolve, 100));
  return servers.taken();
}

function cell(value: number, digits = 0): string {
  return value.toFixed(digits).padStart(6);
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}
