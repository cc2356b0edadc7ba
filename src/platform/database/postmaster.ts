import { randomBytes } from 'node:crypto';
import { linkSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { codeOf, DatabaseProblem } from './problem.ts';

/** A running server, as its own lock file describes it. */
export interface Postmaster {
  readonly pid: number;
  readonly ready: boolean;
  /** Where it listens; null while it has not said so yet. */
  readonly address: { readonly host: string; readonly port: number } | null;
}

/** The server that runs on this cluster, or null. A lock file that a killed server left behind does not count. */
export function runningPostmaster(cluster: string): Postmaster | null {
  const [pid, , , port, socket, listen, , status] = (read(lockFile(cluster)) ?? '').split('\n');
  if (!isPostmaster(Number(pid), cluster)) return null;
  const host = socket || (listen ? '127.0.0.1' : '');
  return {
    pid: Number(pid),
    ready: status?.trim() === 'ready',
    address: host && Number(port) > 0 ? { host, port: Number(port) } : null,
  };
}

/**
 * Takes away the lock files of a killed server whose number another process has since been given: PostgreSQL itself would
 * take that process for a server and never start again. Should a server start in this very moment, its file is put back.
 */
export function clearStaleLocks(cluster: string, socket: string | null): void {
  for (const file of [lockFile(cluster), ...(socket === null ? [] : [`${socket}.lock`])]) {
    const stale = read(file);
    if (stale === null || !exists(Number(stale.split('\n')[0])) || isPostmaster(Number(stale.split('\n')[0]), cluster))
      continue;
    const aside = `${file}.${randomBytes(6).toString('hex')}`;
    try {
      renameSync(file, aside);
      if (read(aside) !== stale) linkSync(aside, file);
    } catch (error) {
      if (!['ENOENT', 'EEXIST'].includes(codeOf(error))) throw error;
    }
    rmSync(aside, { force: true });
  }
}

/** Stops the server as PostgreSQL's "fast" shutdown does, and waits until it has gone. */
export async function stopPostmaster(cluster: string): Promise<void> {
  const running = runningPostmaster(cluster);
  if (running === null) return;
  try {
    process.kill(running.pid, 'SIGINT');
  } catch (error) {
    if (codeOf(error) === 'ESRCH') return;
    throw error;
  }
  for (let waited = 0; waited < 60_000 && isPostmaster(running.pid, cluster); waited += 5) await wait(5);
}

function lockFile(cluster: string): string {
  return join(cluster, 'postmaster.pid');
}

function read(file: string): string | null {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return null;
    throw new DatabaseProblem(
      `Primum may not read ${file}. Run it as the user who started it first, or choose another place with --data DIR.`,
    );
  }
}

function exists(pid: number): boolean {
  if (!(pid > 0)) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return codeOf(error) === 'EPERM';
  }
}

/** Numbers of processes are used again, so one that lives is asked what it is, where the system says so. */
function isPostmaster(pid: number, cluster: string): boolean {
  if (!exists(pid)) return false;
  if (process.platform !== 'linux') return true;
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0').includes(cluster);
  } catch {
    return false;
  }
}
