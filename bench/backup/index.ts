import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { features } from '../../src/features.ts';
import { backup } from '../../src/platform/backup/backup.ts';
import { openBackup, restore } from '../../src/platform/backup/restore.ts';
import { openEmbedded } from '../../src/platform/database/embedded.ts';
import { migrate } from '../../src/platform/database/migrate.ts';
import { migrationsOf } from '../../src/platform/installation.ts';
import { fillTexts } from './store.ts';

/*
 * How long a backup of a million rows takes, and its restoration, with what memory: on the database that comes with Primum, on
 * this disk, everything as in use. `npm run bench -- backup [ROWS]`
 */

const ROWS = Number(process.argv[2] ?? 1_000_000);

const folder = mkdtempSync(join(tmpdir(), 'primum-backup-bench-'));
chmodSync(folder, 0o711);
const [from, to] = await Promise.all(['from', 'to'].map((name) => openEmbedded(join(folder, name))));
try {
  const migrations = migrationsOf(features);
  await migrate(from!.owner, migrations);
  await fillTexts(from!.owner, ROWS);
  say(`load average ${loadavg()[0]!.toFixed(2)} at the start`);
  const file = join(folder, 'bench.primum');
  const made = await timed('backup', () => backup(from!.owner, file, new Date()));
  say(`${(made.bytes / 1e6).toFixed(1)} MB`);
  await timed('restore', async () => restore(to!.owner, await openBackup(file), migrations));
  say(`load average ${loadavg()[0]!.toFixed(2)} at the end`);
} finally {
  await Promise.all([from?.close(), to?.close()]);
  rmSync(folder, { recursive: true, force: true });
}

async function timed<T extends { readonly rows: number }>(what: string, work: () => Promise<T>): Promise<T> {
  const begun = performance.now();
  const done = await work();
  const seconds = ((performance.now() - begun) / 1000).toFixed(1);
  const memory = Math.round(process.memoryUsage().rss / 1e6);
  say(`${what.padEnd(8)} ${done.rows.toLocaleString('en-GB')} rows, ${seconds} s, ${memory} MB of memory`);
  return done;
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}
