import { chmodSync, chownSync, mkdtempSync, rmSync } from 'node:fs';
import { loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { start, users, type Started, type User } from './run.ts';

/*
 * How long `npm start` takes to its first page (GET /check), as root and as an ordinary user, on an empty data directory and
 * on one that is there. Each server is stopped with SIGTERM and has to leave nothing behind. `npm run bench -- start [ROUNDS]`
 *
 * "Never run here" is what happens right after the installation: none of our code has been compiled yet. It is measured with
 * an ordinary user who may not write to node_modules, so that each round has a place for compiled code of its own.
 */

const ROUNDS = Number(process.argv[2] ?? 5);

/** Milliseconds to the first page. */
const BARS = { empty: 4_000, existing: 2_000 };

const folder = mkdtempSync(join(tmpdir(), 'primum-start-bench-'));
// Both users go through it.
chmodSync(folder, 0o755);
try {
  say(`${ROUNDS} rounds each; load average ${loadavg()[0]!.toFixed(2)} at the start.\n`);
  say(`${''.padEnd(42)} first page: median  worst   ready: median  worst`);
  const everybody = users();
  let failed = false;
  for (const user of everybody) {
    const home = own(user, 'home');
    const ordinary = user.uid !== 0 && everybody.length > 1;
    const fresh: Started[] = [];
    const empty: Started[] = [];
    const existing: Started[] = [];
    const firstRounds = ordinary ? ROUNDS : 0;
    for (let round = 0; round < firstRounds; round++)
      fresh.push(await start({ user, data: own(user, 'data'), home: own(user, 'home') }));
    // The code is compiled from here on, whoever runs it.
    await start({ user, data: own(user, 'data'), home });
    for (let round = 0; round < ROUNDS; round++) {
      const data = own(user, 'data');
      empty.push(await start({ user, data, home }));
      existing.push(await start({ user, data, home }));
    }
    const who = user.uid === 0 ? 'root' : `an ordinary user (${user.name})`;
    failed = [
      ordinary && report(`${who}, never run here, empty`, fresh, BARS.empty),
      report(`${who}, empty directory`, empty, BARS.empty),
      report(`${who}, existing directory`, existing, BARS.existing),
    ].reduce<boolean>((any, one) => any || one, failed);
  }
  if (everybody.length === 1) say('\nOnly as one user: as root, this measures an ordinary user too.');
  say(`\nLoad average ${loadavg()[0]!.toFixed(2)} at the end.`);
  process.exitCode = failed ? 1 : 0;
} finally {
  rmSync(folder, { recursive: true, force: true });
}

/** A new directory that belongs to the user. */
function own(user: User, name: string): string {
  const path = mkdtempSync(join(folder, `${name}-`));
  chownSync(path, user.uid, user.gid);
  return path;
}

/** @returns whether the bar was missed */
function report(what: string, times: readonly Started[], bar: number): boolean {
  const of = (which: keyof Started) => times.map((one) => one[which]).toSorted((a, b) => a - b);
  const cells = (['page', 'ready'] as const).map((which) => {
    const sorted = of(which);
    return `${seconds(sorted[Math.floor(sorted.length / 2)]!)} ${seconds(sorted.at(-1)!)}`;
  });
  const worst = of('page').at(-1)!;
  const missed = worst >= bar;
  say(`${what.padEnd(50)} ${cells[0]}        ${cells[1]}   bar ${bar / 1000} s: ${missed ? 'MISSED' : 'held'}`);
  return missed;
}

function seconds(milliseconds: number): string {
  return `${(milliseconds / 1000).toFixed(2)} s`;
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}
