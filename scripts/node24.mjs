import { execFileSync } from 'node:child_process';
import { existsSync, renameSync, rmSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { modules as installed, Problem, root } from './project.mjs';

/** The Node that runs our code: a link, made when the packages are installed, so that finding it costs nothing. */
export const node24 = join(installed, '.primum-node');

/** What every Node that runs our code is started with; scripts/run.sh has the same. */
export const nodeFlags = ['--disable-warning=ExperimentalWarning', '--require', join(root, 'scripts', 'loader.cjs')];

/**
 * Finds a Node 24 or newer, the one pinned in package-lock.json if it runs on this machine, and leaves a link to it in
 * the given node_modules.
 */
export function linkNode24(modules = installed) {
  const link = join(modules, '.primum-node');
  const made = `${link}-${process.pid}`;
  symlinkSync(choose(modules), made);
  renameSync(made, link);
}

function choose(modules) {
  const pinned = join(`node-${process.platform}-${process.arch}`, 'bin', 'node');
  if (runs(join(modules, pinned))) return pinned;
  // A pinned Node that cannot run here (another C library) would still come first in the PATH of every npm script.
  rmSync(join(modules, '.bin', 'node'), { force: true });
  if (Number.parseInt(process.versions.node, 10) < 24) {
    throw new Problem(
      `Primum needs Node.js 24 or newer, and this is ${process.version}. Get it from https://nodejs.org and try again.`,
    );
  }
  return process.execPath;
}

function runs(program) {
  if (!existsSync(program)) return false;
  try {
    execFileSync(program, ['--version'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}
