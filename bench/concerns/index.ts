import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { availableParallelism, cpus, loadavg } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { openEmbedded } from '../../src/platform/database/embedded.ts';
import { runningPostmaster } from '../../src/platform/database/postmaster.ts';
import { percentile } from '../scale/clients.ts';
import { startServers } from '../scale/servers.ts';
import { publishedForm, storedReferences } from './form-store.ts';
import { reports } from './reports.ts';

/*
 * The public form under load: so many people a second open it, write, send, and read their reference, on this computer, which
 * also is the one that asks. The bar: 50 a second for a minute, sending at p95 under 300 ms, and none lost: every reference that
 * somebody was shown is in the database afterwards, and nothing else is.
 * With `--kill S`, the database is killed (SIGKILL) S seconds after they begin, and each looks at a page for two seconds before they
 * press its button, so that many are in the middle of it. Whoever is told to try again does, as the page says; a run in which nobody was
 * told so proves nothing, and does not count as held. Nothing is asked of how long it takes.
 * `npm run bench -- concerns [--rate N] [--seconds N] [--processes N] [--kill S] [--data DIR]`
 */

const { values } = parseArgs({
  options: {
    rate: { type: 'string', default: '50' },
    seconds: { type: 'string', default: '60' },
    processes: { type: 'string', default: '1' },
    kill: { type: 'string' },
    data: { type: 'string', default: '/var/tmp' },
  },
});
const BAR = 300;
/** Milliseconds that somebody writes, where the database is killed: longer than it takes to be there again. */
const WRITING = 2_000;

const folder = mkdtempSync(join(values.data, 'primum-concerns-'));
// As root, the server runs as another user, who goes through it.
chmodSync(folder, 0o755);
try {
  say(`${availableParallelism()} cores (${cpus()[0]!.model.trim()}), load average ${loadavg()[0]!.toFixed(2)}.`);
  const path = await withDatabase((owner) => publishedForm(owner));
  const servers = await startServers(folder, Number(values.processes));
  const [rate, seconds] = [Number(values.rate), Number(values.seconds)];
  await reports(servers.urls, path, { rate: 5, seconds: 2 });
  const before = servers.cpu();
  const killing = values.kill === undefined ? null : setTimeout(killDatabase, Number(values.kill) * 1_000);
  const seen = await reports(servers.urls, path, { rate, seconds, writing: killing ? WRITING : 0 });
  if (killing) clearTimeout(killing);
  const after = servers.cpu();
  await servers.stop();
  const stored = await withDatabase((owner) => storedReferences(owner));
  const lost = seen.references.filter((reference) => !stored.has(reference)).length;
  const p95 = percentile(seen.sent, 0.95);
  const used = `processor ${((after.app - before.app) / seconds).toFixed(2)} cores the application, ${((after.database - before.database) / seconds).toFixed(2)} the database`;
  say(`${rate} people a second for ${seconds} s, ${values.processes} process(es), fsync on: ${used}.`);
  say(
    `sending: ${seen.sent.length}, p50 ${percentile(seen.sent, 0.5).toFixed(0)} ms, p95 ${p95.toFixed(0)} ms (bar ${BAR}).`,
  );
  say(
    `each page before: p50 ${percentile(seen.pages, 0.5).toFixed(0)} ms, p95 ${percentile(seen.pages, 0.95).toFixed(0)} ms.`,
  );
  const once = new Set(seen.references).size === seen.references.length;
  const none = lost === 0 && seen.leftAlone.length === 0 && once;
  const held = none && (killing ? seen.again > 0 : p95 < BAR && seen.again === 0);
  say(
    `told that it is stored: ${seen.references.length}; lost: ${lost}; told to try again, with the text on the page: ${seen.again} times; told neither: ${seen.leftAlone.length}.   ${held ? 'held' : 'NOT HELD'}`,
  );
  for (const one of seen.leftAlone.slice(0, 5)) say(one);
  process.exitCode = held ? 0 : 1;
} finally {
  rmSync(folder, { recursive: true, force: true });
}

async function withDatabase<T>(
  work: (owner: Awaited<ReturnType<typeof openEmbedded>>['owner']) => Promise<T>,
): Promise<T> {
  const embedded = await openEmbedded(folder, {});
  try {
    return await work(embedded.owner);
  } finally {
    await embedded.close();
  }
}

/** Kills the database of this run, which one of the servers has started and starts again. */
function killDatabase(): void {
  const running = runningPostmaster(join(folder, 'postgres'));
  if (!running) throw new Error('There is no database to kill.');
  process.kill(running.pid, 'SIGKILL');
  say('The database was killed.');
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}
