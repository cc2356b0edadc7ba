import { spawn, type ChildProcess } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const ROOT = join(import.meta.dirname, '..', '..');
/** Ticks of a processor that Linux counts in a second. */
const TICKS = 100;

/** Processes of the application on one database, as `npm start` runs them. */
export interface Servers {
  readonly urls: readonly string[];
  /** Milliseconds that each request took since this was last asked, as the servers logged them: from the first byte to the last. */
  readonly taken: () => number[];
  /** Seconds on the processor so far: of the application, and of the database. */
  readonly cpu: () => { readonly app: number; readonly database: number };
  readonly stop: () => Promise<void>;
}

/** Starts so many processes of the application. The first one starts the database. */
export async function startServers(data: string, count: number): Promise<Servers> {
  const running: Running[] = [];
  const stop = async () => {
    for (const { child } of running) child.kill('SIGTERM');
    await Promise.all(running.map(({ ended }) => ended));
  };
  try {
    for (let number = 0; number < count; number++) running.push(await startOne(data));
  } catch (error) {
    await stop();
    throw error;
  }
  return {
    urls: running.map(({ url }) => url),
    taken: () => running.flatMap(({ taken }) => taken.splice(0)),
    cpu: () => {
      const apps = running.map(({ child }) => child.pid!);
      return { app: secondsOf(apps), database: secondsOf(databaseOf(data)) };
    },
    stop,
  };
}

interface Running {
  readonly child: ChildProcess;
  readonly url: string;
  readonly taken: number[];
  readonly ended: Promise<void>;
}

async function startOne(data: string): Promise<Running> {
  const child = spawn('sh', ['scripts/run.sh', 'src/main.ts', '--port', '0', '--data', data, '--no-demo'], {
    cwd: ROOT,
    env: { ...process.env, DATABASE_URL: '', PRIMUM_URL: '', PRIMUM_RATE: '100000000', LOG_LEVEL: 'info' },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  const taken: number[] = [];
  let said = '';
  let rest = '';
  const url = await new Promise<string>((resolve, reject) => {
    void ended.then(() => reject(new Error(`The server ended: ${said}`)));
    child.stderr.on('data', (chunk: Buffer) => (said += chunk.toString()));
    child.stdout.on('data', (chunk: Buffer) => {
      const lines = (rest + chunk.toString()).split('\n');
      rest = lines.pop()!;
      for (const line of lines) {
        const ms = /"ms":(\d+)/u.exec(line)?.[1];
        if (ms !== undefined) taken.push(Number(ms));
        else if (/ready at (http\S+)/u.test(line)) resolve(/ready at (http\S+)/u.exec(line)![1]!);
        else said += `${line}\n`;
      }
    });
  });
  return { child, url, taken, ended };
}

/** The processes of the database in this directory. */
function databaseOf(data: string): number[] {
  const postmaster = Number(readFileSync(join(data, 'postgres', 'postmaster.pid'), 'utf8').split('\n')[0]);
  const children = readdirSync('/proc').filter((name) => /^\d+$/u.test(name) && statOf(name)?.parent === postmaster);
  return [postmaster, ...children.map(Number)];
}

function secondsOf(pids: readonly number[]): number {
  return pids.reduce((sum, pid) => sum + (statOf(String(pid))?.seconds ?? 0), 0);
}

function statOf(pid: string): { readonly parent: number; readonly seconds: number } | null {
  try {
    // Behind the name, which may hold anything.
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1)!.split(' ');
    return { parent: Number(fields[1]), seconds: (Number(fields[11]) + Number(fields[12])) / TICKS };
  } catch {
    return null;
  }
}
