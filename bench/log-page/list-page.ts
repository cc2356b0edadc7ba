import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { availableParallelism, cpus, loadavg } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { chromium, type Page } from 'playwright-core';
import { findChromium } from '../../scripts/chromium.mjs';
import { features } from '../../src/features.ts';
import { openEmbedded } from '../../src/platform/database/embedded.ts';
import { migrate } from '../../src/platform/database/migrate.ts';
import { migrationsOf } from '../../src/platform/installation.ts';
import { closedLoop, percentile } from '../scale/clients.ts';
import { load } from '../scale/load.ts';
import { startServers, type Servers } from '../scale/servers.ts';
import { statementsOf } from './statements.ts';

/*
 * The list of a hazard log of 500 hazards, all on one page, among other logs as large: what it takes at the server, how much
 * is sent, and how long Chromium takes from a key to the next picture while a cell is edited in the middle of the 500 rows
 * (Interaction to Next Paint: the slowest of all keys). The bars: p95 under 60 ms at the server, under 300 KB compressed,
 * and under 100 ms for every key.
 */

export interface ListPageSize {
  readonly hazards: number;
  /** Logs of this size in the organisation. */
  readonly services: number;
  readonly seconds: number;
  /** Where a directory is made for the database, and removed. */
  readonly data: string;
}

export const LIST_PAGE: ListPageSize = { hazards: 500, services: 20, seconds: 8, data: '/var/tmp' };

/** Milliseconds at the server and from a key to its picture; bytes of the page as it is sent. */
const BAR = { server: 60, page: 300 * 1024, key: 100 };
const TYPED = 'Wrong data is shown to the nurse who visits';

/** Measures it, and says what was measured. @returns whether the bars hold */
export async function measureListPage(size: ListPageSize, say: (line: string) => void): Promise<boolean> {
  const folder = mkdtempSync(join(size.data, 'primum-list-page-'));
  // As root, the server runs as another user, who goes through it.
  chmodSync(folder, 0o755);
  try {
    say(`${availableParallelism()} cores (${cpus()[0]!.model.trim()}), load average ${loadavg()[0]!.toFixed(2)}.`);
    const loading = await openEmbedded(folder, { fsync: 'off', autovacuum: 'off' });
    const { secret, path, statements } = await fill(loading.owner, size).finally(() => loading.close());
    const servers = await startServers(folder, 1);
    try {
      const first = await server(servers, secret, path.replace('?rows=all', ''), size, say);
      const all = await server(servers, secret, path, size, say);
      say(`${path}: ${statements} statements.`);
      const keys = await editing(servers.urls[0]!, secret, path, say);
      return first && all && keys;
    } finally {
      await servers.stop();
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function fill(owner: Parameters<typeof load>[0], { services, hazards }: ListPageSize) {
  const { appConfig } = await migrate(owner, migrationsOf(features));
  const { secret, references } = await load(owner, { services, hazards, others: [2] });
  const path = `/services/${references[Math.floor(services / 2)]}/logs/1?rows=all`;
  return { secret, path, statements: await statementsOf(appConfig, secret, path) };
}

async function server(
  servers: Servers,
  secret: string,
  path: string,
  { seconds, hazards }: ListPageSize,
  say: (line: string) => void,
): Promise<boolean> {
  const target = { urls: servers.urls, cookie: `primum_session=${secret}`, path: () => path };
  const html = await (await fetch(`${servers.urls[0]}${path}`, { headers: { cookie: target.cookie } })).text();
  const rows = html.match(/class="app-log__number"/gu)?.length ?? 0;
  if (path.endsWith('rows=all') && rows !== hazards) throw new Error(`${path} shows ${rows} of ${hazards} rows`);
  // Everything is compiled and planned by then.
  await closedLoop(target, 4, 3);
  await new Promise((resolve) => setTimeout(resolve, 100));
  servers.taken();
  const before = servers.cpu();
  const { times } = await closedLoop(target, 1, seconds);
  const after = servers.cpu();
  await new Promise((resolve) => setTimeout(resolve, 100));
  const taken = servers.taken();
  const each = (of: 'app' | 'database') => (((after[of] - before[of]) / times.length) * 1_000).toFixed(1);
  const bytes = gzipSync(html).length;
  const p95 = percentile(taken, 0.95);
  const held = p95 < BAR.server && bytes < BAR.page;
  say(
    `${path}: ${rows} rows, ${(html.length / 1024).toFixed(0)} KB, ${(bytes / 1024).toFixed(0)} KB compressed; at the server p50 ${percentile(taken, 0.5)} ms, p95 ${p95} ms (processor: app ${each('app')} ms, database ${each('database')} ms). ${held ? 'Held.' : `ABOVE ${BAR.server} ms or ${BAR.page / 1024} KB.`}`,
  );
  return held;
}

/** A cell in the middle of the rows: opened, typed into, left for the next cell, and saved; by keys alone. */
async function editing(url: string, secret: string, path: string, say: (line: string) => void): Promise<boolean> {
  const executablePath = findChromium();
  if (!executablePath) throw new Error('No Chromium found. Set PRIMUM_CHROMIUM.');
  const browser = await chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-gpu'] });
  try {
    const context = await browser.newContext({ viewport: { width: 1280, height: 800 } });
    await context.addCookies([{ name: 'primum_session', value: secret, url, httpOnly: true }]);
    const page = await context.newPage();
    await page.goto(`${url}${path}`);
    await watchKeys(page);
    const row = page.locator('tr[data-hazard]').nth(250);
    await row.locator('[data-field="name"]').click();
    await press(page, ['ArrowDown', 'ArrowUp', 'Enter']);
    await press(page, [...TYPED]);
    await press(page, ['Tab', ...'Messages', 'Tab', ...'Posy Thackray', 'Enter']);
    await page
      .getByRole('status')
      .getByText(/is saved/u)
      .waitFor();
    await press(page, ['ArrowDown', 'x']);
    const delays = await page.evaluate(() => (globalThis as unknown as { delays: () => number[] }).delays());
    const worst = Math.max(0, ...delays);
    say(
      `Editing among ${await page.locator('tr[data-hazard]').count()} rows: ${delays.length} interactions, median ${percentile(delays, 0.5)} ms, slowest (INP) ${worst} ms. ${delays.length > 20 && worst < BAR.key ? 'Held.' : `ABOVE ${BAR.key} ms.`}`,
    );
    return delays.length > 20 && worst < BAR.key;
  } finally {
    await browser.close();
  }
}

/** As somebody types quickly: twelve keys a second. */
async function press(page: Page, keys: readonly string[]): Promise<void> {
  for (const key of keys) await page.keyboard.press(key === ' ' ? 'Space' : key, { delay: 30 }).then(() => pause(50));
}

function pause(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}

/** Notes what the browser says of each interaction: the time from the key to the next picture. */
async function watchKeys(page: Page): Promise<void> {
  await page.evaluate(() => {
    const slowest = new Map<number, number>();
    const note = (entries: readonly PerformanceEntry[]) => {
      for (const entry of entries as (PerformanceEntry & { interactionId?: number })[])
        if (entry.interactionId)
          slowest.set(entry.interactionId, Math.max(entry.duration, slowest.get(entry.interactionId) ?? 0));
    };
    const observer = new PerformanceObserver((list) => note(list.getEntries()));
    observer.observe({ type: 'event', durationThreshold: 16, buffered: true } as PerformanceObserverInit);
    Object.assign(globalThis, {
      delays: () => {
        note(observer.takeRecords());
        return [...slowest.values()];
      },
    });
  });
}
