import { spawnSync } from 'node:child_process';
import { copyFileSync, existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';
import { linkNode24, node24 } from './node24.mjs';
import { main, modules, Problem, root, run, say } from './project.mjs';

const lockfile = join(root, 'package-lock.json');
const stamp = join(modules, '.primum-lock');
const workshop = join(root, '.cache');

/**
 * Sees to it that the installed packages are those of package-lock.json; starts no npm and needs no network when they
 * are. With `development`, also the packages that only tests and checks need.
 */
export async function install({ development = false } = {}) {
  if (inStep(development)) return;
  if (adopt(development)) return;
  await replaceModules(development);
}

/** Takes packages that npm has just installed in place as they are, if they are those of package-lock.json. */
export function adopt(development = false) {
  if (!isComplete(development)) return false;
  linkNode24();
  copyFileSync(lockfile, stamp);
  return true;
}

function inStep(development) {
  return (
    existsSync(stamp) &&
    readFileSync(stamp).equals(readFileSync(lockfile)) &&
    existsSync(node24) &&
    (!development || existsSync(join(modules, 'typescript')))
  );
}

function isComplete(development) {
  let found;
  try {
    found = JSON.parse(readFileSync(join(modules, '.package-lock.json'), 'utf8')).packages;
  } catch {
    return false;
  }
  const wanted = Object.entries(JSON.parse(readFileSync(lockfile, 'utf8')).packages);
  return wanted.every(([where, { dev, optional, devOptional, integrity }]) => {
    if (where === '') return true;
    if (found[where]) return found[where].integrity === integrity && existsSync(join(root, where));
    return Boolean(optional || devOptional || (dev && !development));
  });
}

/**
 * Installs beside node_modules and then changes the two over. So a failure or a signal leaves what was there, a program
 * that runs from node_modules meanwhile (npm itself, this Node) keeps its files, and two installations at once do no harm.
 */
async function replaceModules(development) {
  say('Installing what Primum needs (about half a minute; only the first time and after an update)...');
  mkdirSync(workshop, { recursive: true });
  sweep();
  const work = join(workshop, `install-${process.pid}`);
  const fresh = join(work, 'node_modules');
  const old = join(work, 'old');
  rmSync(work, { recursive: true, force: true });
  mkdirSync(work);
  try {
    for (const file of ['package.json', 'package-lock.json', '.npmrc']) {
      if (existsSync(join(root, file))) copyFileSync(join(root, file), join(work, file));
    }
    await npmCi(work);
    linkNode24(fresh);
    copyFileSync(join(work, 'package-lock.json'), join(fresh, '.primum-lock'));
    // Another installation may have finished first, and a program may run from it by now.
    if (inStep(development)) return;
    try {
      if (existsSync(modules)) renameSync(modules, old);
      renameSync(fresh, modules);
    } catch (error) {
      if (inStep(development)) return;
      if (!existsSync(modules) && existsSync(old)) renameSync(old, modules);
      throw new Problem(`Could not put the installed packages in ${modules}: ${error.message}`);
    }
    say('Installed.');
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}

async function npmCi(directory) {
  const args = [
    'ci',
    '--ignore-scripts',
    '--no-audit',
    '--no-fund',
    '--no-progress',
    '--no-update-notifier',
    '--loglevel=error',
    // Whatever the environment says: tests need the development packages, and Node itself is an optional one.
    '--include=dev',
    '--include=optional',
    '--engine-strict=false',
    `--prefix=${directory}`,
  ];
  const [program, ...first] = npm();
  // npm's own output goes to stderr with ours.
  const code = await run(program, [...first, ...args], { cwd: directory, stdio: ['ignore', 2, 2] });
  if (code !== 0) {
    throw new Problem(
      'Could not install what Primum needs; npm says why above. Most often this machine cannot reach the npm registry: check that, and try again.',
    );
  }
}

/** The npm that runs us, or else the one in the PATH, as a program and its first arguments. */
export function npm() {
  const own = process.env.npm_execpath;
  if (own && basename(own) === 'npm-cli.js' && existsSync(own)) return [process.execPath, own];
  if (spawnSync('npm', ['--version'], { stdio: 'ignore' }).error) {
    throw new Problem(
      'Primum needs npm, which comes with Node.js, to install itself. Put it in the PATH and try again.',
    );
  }
  return ['npm'];
}

function sweep() {
  for (const name of readdirSync(workshop).filter((name) => name.startsWith('install-'))) {
    const left = join(workshop, name);
    if (Date.now() - statSync(left).mtimeMs > 3_600_000) rmSync(left, { recursive: true, force: true });
  }
}

await main(import.meta.url, () => install());
