import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { node24 } from './node24.mjs';
import { modules, Problem, root, run, say } from './project.mjs';

/** The Chromium for the browser tests: the one PRIMUM_CHROMIUM names, or else the first that is installed and runs. */
export function findChromium() {
  const named = process.env.PRIMUM_CHROMIUM;
  if (named) return named;
  const usual = [
    '/usr/bin/chromium',
    '/usr/bin/chromium-browser',
    '/usr/bin/google-chrome',
    '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  ];
  return usual.find(runs) ?? [playwrightChromium()].find(runs);
}

/** Finds a Chromium, or installs one. */
export async function chromium() {
  const found = findChromium();
  if (found) return found;
  say('Installing Chromium for the browser tests (once)...');
  if (process.getuid?.() === 0 && runs('apt-get')) {
    const options = {
      stdio: ['ignore', 'ignore', 'ignore'],
      env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
    };
    await run('apt-get', ['update', '-q'], options);
    const packages = ['--no-install-recommends', 'chromium', 'fonts-liberation'];
    await run('apt-get', ['install', '-qy', '-o', 'DPkg::Lock::Timeout=120', ...packages], options);
  }
  if (!findChromium()) {
    const playwright = join(modules, 'playwright-core', 'cli.js');
    await run(node24, [playwright, 'install', 'chromium'], { stdio: ['ignore', 'ignore', 'ignore'] });
  }
  const installed = findChromium();
  if (installed) return installed;
  throw new Problem(
    'The browser tests need Chromium, and it could not be installed. Install it, or name it in PRIMUM_CHROMIUM, and try again.',
  );
}

function playwrightChromium() {
  const ask = "process.stdout.write(require('playwright-core').chromium.executablePath())";
  return spawnSync(node24, ['--eval', ask], { cwd: root, encoding: 'utf8' }).stdout ?? '';
}

// Asked to run, not only looked for: on some systems /usr/bin/chromium-browser only says where to get it.
function runs(program) {
  return (
    program !== '' &&
    (!program.includes('/') || existsSync(program)) &&
    spawnSync(program, ['--version'], { stdio: 'ignore' }).status === 0
  );
}
