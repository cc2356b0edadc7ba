import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { features } from '../../src/features.ts';
import { openInstallation } from '../../src/platform/installation.ts';
import { runningPostmaster } from '../../src/platform/database/postmaster.ts';
import { signingKey, verifierKeyOf } from '../../src/platform/ledger/checkpoint.ts';
import { verifyLive } from '../../src/platform/ledger/live.ts';
import { countTokens } from './store.ts';

/*
 * Kills the application and the database at random moments while commands are being acknowledged, and looks whether each
 * of them is there, none by half, and the ledger whole.
 */

const WORKER = fileURLToPath(new URL('worker.ts', import.meta.url));
const LOADER = fileURLToPath(new URL('../../scripts/loader.cjs', import.meta.url));

export interface Campaign {
  readonly data: string;
  readonly kills: number;
  readonly acknowledged: number;
  readonly clients: number;
  readonly say: (line: string) => void;
}

export interface Outcome {
  readonly kills: { app: number; database: number; both: number };
  readonly acknowledged: number;
  /** Acknowledged, and not there. */
  readonly lost: number;
  /** There, and never acknowledged: the answer was lost on its way. That is allowed. */
  readonly unacknowledged: number;
  /** Entries without their text or version, or the other way round. */
  readonly halves: number;
  readonly problems: readonly string[];
}

/** Runs a campaign to its end. It kills only processes that it started. */
export async function crash({ data, kills, acknowledged, clients, say }: Campaign): Promise<Outcome> {
  const cluster = join(data, 'postgres');
  const { organisation, controls } = await begin(data);
  const acks = new Map<string, number>();
  const counts = { app: 0, database: 0, both: 0 };
  const total = () => counts.app + counts.database + counts.both;
  let worker = start(data, clients, organisation, controls, acks);
  await worker.ready;
  while (total() < kills || acks.size < acknowledged) {
    await Promise.race([pause(50 + Math.random() * 400), worker.ended]);
    if (worker.child.exitCode !== null) throw new Error('the application ended by itself');
    if (total() >= kills) continue;
    if (acks.size < (acknowledged / kills) * total()) continue;
    const what = (['app', 'database', 'both'] as const)[Math.floor(Math.random() * 3)]!;
    const postmaster = runningPostmaster(cluster);
    if (what !== 'app' && postmaster) process.kill(postmaster.pid, 'SIGKILL');
    if (what !== 'database') worker.child.kill('SIGKILL');
    counts[what]++;
    say(`${total()}: killed ${what}, ${acks.size} acknowledged so far`);
    if (what !== 'database') {
      await worker.ended;
      worker = start(data, clients, organisation, controls, acks);
      await worker.ready;
    }
  }
  worker.child.kill('SIGKILL');
  await worker.ended;

  const installation = await openInstallation(features, { data, env: {}, now: () => new Date() });
  try {
    const key = verifierKeyOf(signingKey(data, {}));
    const { problems } = await verifyLive(installation.ground, organisation, key);
    const there = await installation.ground.database.read(organisation, countTokens);
    const lost = [...acks].filter(([token, seq]) => there.tokens.get(token) !== seq).length;
    const unacknowledged = [...there.tokens.keys()].filter((token) => !acks.has(token)).length;
    return { kills: counts, acknowledged: acks.size, lost, unacknowledged, halves: there.halves, problems };
  } finally {
    await installation.close();
  }
}

async function begin(data: string): Promise<{ organisation: string; controls: string[] }> {
  const child = run([data, '1']);
  let text = '';
  child.stdout?.on('data', (chunk: Buffer) => (text += chunk.toString()));
  await once(child, 'close');
  return JSON.parse(text) as { organisation: string; controls: string[] };
}

function start(
  data: string,
  clients: number,
  organisation: string,
  controls: readonly string[],
  acks: Map<string, number>,
) {
  const child = run([data, String(clients), organisation, controls.join(',')]);
  const lines = createInterface({ input: child.stdout! });
  const ready = new Promise<void>((resolve, reject) => {
    lines.on('line', (line) => {
      const [what, token, seq] = line.split(' ');
      if (what === 'ready') resolve();
      // A line that was cut off by the kill was not acknowledged to anybody.
      if (what === 'ack' && token !== undefined && /^\d+$/u.test(seq ?? '')) acks.set(token, Number(seq));
    });
    child.once('exit', () => reject(new Error('the application ended before it was ready')));
  });
  return { child, ready, ended: once(child, 'close') };
}

function run(args: readonly string[]): ChildProcess {
  return spawn(process.execPath, ['--require', LOADER, WORKER, ...args], { stdio: ['ignore', 'pipe', 'inherit'] });
}

function pause(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}
