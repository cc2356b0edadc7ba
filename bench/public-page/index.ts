import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { availableParallelism, cpus, loadavg } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { gzipSync } from 'node:zlib';
import { openEmbedded } from '../../src/platform/database/embedded.ts';
import { closedLoop, percentile } from '../scale/clients.ts';
import { startServers } from '../scale/servers.ts';
import { publishedPage } from './published-page.ts';

/*
 * The public page of a service with 500 hazards, as anybody reads it: the page, the list of hazards, and how it read for a release.
 * The bar: p95 under 100 ms at the server, and the page itself under 60 KB compressed, with its styles.
 * `npm run bench -- public-page [--hazards N] [--seconds N] [--data DIR]`
 */

const { values } = parseArgs({
  options: {
    hazards: { type: 'string', default: '500' },
    seconds: { type: 'string', default: '4' },
    data: { type: 'string', default: '/var/tmp' },
  },
});
const BAR = { server: 100, page: 60 * 1024 };

const folder = mkdtempSync(join(values.data, 'primum-public-page-'));
// As root, the server runs as another user, who goes through it.
chmodSync(folder, 0o755);
let held = true;
try {
  say(`${availableParallelism()} cores (${cpus()[0]!.model.trim()}), load average ${loadavg()[0]!.toFixed(2)}.`);
  const path = await filled();
  const servers = await startServers(folder, 1);
  try {
    for (const url of [path, `${path}/hazards`, `${path}/releases/1.3.2`]) {
      const target = { urls: servers.urls, cookie: '', path: () => url };
      const html = await (await fetch(`${servers.urls[0]}${url}`)).text();
      await closedLoop(target, 2, 2);
      await new Promise((resolve) => setTimeout(resolve, 100));
      servers.taken();
      await closedLoop(target, 1, Number(values.seconds));
      await new Promise((resolve) => setTimeout(resolve, 100));
      const taken = servers.taken();
      const p95 = percentile(taken, 0.95);
      const styles = await stylesOf(html, servers.urls[0]!);
      const bytes = gzipSync(html).length + styles;
      const within = p95 < BAR.server && (url !== path || bytes < BAR.page);
      held &&= within;
      say(
        `${url.replace(path, '/safety/CODE')}: ${taken.length} requests, p50 ${percentile(taken, 0.5)} ms, p95 ${p95} ms (bar ${BAR.server}); ${(html.length / 1024).toFixed(0)} KB, ${(bytes / 1024).toFixed(0)} KB compressed, of which styles ${(styles / 1024).toFixed(0)} KB${url === path ? ' (bar 60)' : ''}.   ${within ? 'held' : 'NOT HELD'}`,
      );
    }
  } finally {
    await servers.stop();
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}
process.exitCode = held ? 0 : 1;

async function filled(): Promise<string> {
  const embedded = await openEmbedded(folder, { fsync: 'off', autovacuum: 'off' });
  try {
    return await publishedPage(embedded.owner, Number(values.hazards));
  } finally {
    await embedded.close();
  }
}

/** Bytes of the styles that a page asks for, compressed. */
async function stylesOf(html: string, url: string): Promise<number> {
  const found = [...html.matchAll(/<link rel="stylesheet" href="([^"]+)"/gu)].map(([, href]) => href!);
  const texts = await Promise.all(found.map(async (href) => (await fetch(`${url}${href}`)).text()));
  return texts.reduce((sum, text) => sum + gzipSync(text).length, 0);
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}
