import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { get } from 'node:http';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';

const ROOT = join(import.meta.dirname, '..', '..');
/** Milliseconds after which a server that gives no page is given up. */
const PATIENCE = 60_000;

/** Who starts it: the user of the bench itself, or another user of the system. */
export interface User {
  readonly name: string;
  readonly uid: number;
  readonly gid: number;
}

export interface StartOptions {
  readonly user: User;
  readonly data: string;
  /** Where what belongs to the user is kept: compiled code, and npm's own files. */
  readonly home: string;
}

/** Milliseconds since `npm start` was called. */
export interface Started {
  readonly page: number;
  readonly ready: number;
}

/** Starts Primum with `npm start`, waits for its first page and until it is ready, and stops it. @throws where it does not end cleanly */
export async function start({ user, data, home }: StartOptions): Promise<Started> {
  const port = await freePort();
  const from = performance.now();
  const child = spawn('npm', ['start', '--', '--port', String(port), '--data', data], {
    cwd: ROOT,
    // npm asks its registry for a newer npm in a new home; that is not ours to measure.
    env: { PATH: pathWithoutPackages(), HOME: home, LC_ALL: 'C.UTF-8', npm_config_update_notifier: 'false' },
    stdio: ['ignore', 'pipe', 'pipe'],
    ...(process.getuid?.() === user.uid ? {} : { uid: user.uid, gid: user.gid }),
  });
  let said = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => (said += chunk.toString()));
  const ended = new Promise<number | null>((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', resolve);
  });
  try {
    const page = await until(child, `http://127.0.0.1:${port}/check`, from);
    const ready = await until(child, `http://127.0.0.1:${port}/health/ready`, from);
    child.kill('SIGTERM');
    const code = await ended;
    // npm gives the code of the signal that it was sent, once the server has gone.
    if (code !== 0 && code !== null && code !== 143) throw new Error(`it ended with ${code}`);
    const left = processesIn(data);
    if (left.length > 0) throw new Error(`it left behind: ${left.join(', ')}`);
    return { page, ready };
  } catch (error) {
    child.kill('SIGTERM');
    throw new Error(`${error instanceof Error ? error.message : String(error)}\n${said}`, { cause: error });
  }
}

/** Asks for a page until it is there. @returns milliseconds since `from` */
async function until(child: ChildProcess, url: string, from: number): Promise<number> {
  while (performance.now() - from < PATIENCE) {
    if ((await statusOf(url)) === 200) return performance.now() - from;
    if (child.exitCode !== null) throw new Error('it ended by itself');
    await wait(5);
  }
  throw new Error(`it gave no page within ${PATIENCE / 1000} seconds`);
}

function statusOf(url: string): Promise<number | null> {
  return new Promise((resolve) => {
    get(url, { agent: false }, (response) => {
      response.resume();
      response.once('close', () => resolve(response.statusCode ?? null));
    }).once('error', () => resolve(null));
  });
}

/** As in a terminal: `npm run` puts the installed packages before everything else, its own Node among them. */
function pathWithoutPackages(): string {
  return (process.env['PATH'] ?? '')
    .split(':')
    .filter((folder) => !folder.includes('node_modules') && !folder.includes('node-gyp-bin'))
    .join(':');
}

/** What still runs with this data directory in its command line. */
function processesIn(data: string): string[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/u.test(name) && Number(name) !== process.pid)
    .flatMap((pid) => {
      try {
        const line = readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ').trim();
        return line.includes(data) ? [line.slice(0, 80)] : [];
      } catch {
        return [];
      }
    });
}

/** The user of this process, and, where that is root, an ordinary one. */
export function users(): User[] {
  const own = { name: idOf('-un'), uid: process.getuid!(), gid: process.getgid!() };
  if (own.uid !== 0) return [own];
  return [own, { name: 'nobody', uid: Number(idOf('-u', 'nobody')), gid: Number(idOf('-g', 'nobody')) }];
}

function idOf(...args: string[]): string {
  return spawnSync('id', args, { encoding: 'utf8' }).stdout.trim();
}

async function freePort(): Promise<number> {
  const server = createServer();
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
    });
  });
}
