import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { chromium } from './chromium.mjs';
import { install } from './install.mjs';
import { main, root, say, stopping } from './project.mjs';
import { node, tool } from './tools.mjs';

const everything = ['src/**/*.test.ts', 'src/**/*.test.tsx', 'bench/**/*.test.ts'];

// Three at a time on two cores: a page in a browser is waited for. A test that hangs, or leaves something open at its end,
// is named and does not stop the rest.
const limits = ['--test-concurrency=3', '--test-timeout=300000', '--test-force-exit'];
const forPeople = ['--test-reporter=spec', '--test-reporter-destination=stdout'];

/** Where a whole run notes which tests ran, and how they ended. */
const noted = join(root, '.cache', 'tests-that-ran.jsonl');
const forComparison = [`--test-reporter=${join(root, 'scripts', 'ran.mjs')}`, `--test-reporter-destination=${noted}`];
/** Options with which not all tests run. */
const CHOOSES = /^--test-(?:name-pattern|skip-pattern|only|shard|rerun-failures)/;

/**
 * Type check, lint and all the tests; given test files, just those. Options of `node --test` are passed on, with their
 * value after a "=". With `--format`, first also checks how the code is laid out. After a whole run, every test that
 * docs/security/asvs.yaml names has to have run, and passed.
 */
export async function test(args) {
  await install({ development: true });
  const options = args.filter((arg) => arg.startsWith('-') && arg !== '--format');
  const files = args.filter((arg) => !arg.startsWith('-'));
  const checks =
    files.length > 0
      ? []
      : [
          ['The type check', () => tool('tsc', '--noEmit')],
          ['The lint', () => tool('oxlint', '--type-aware')],
        ];
  if (args.includes('--format')) checks.unshift(['The format check', () => tool('oxfmt', '--check')]);

  const failed = [];
  let worst = 0;
  for (const [name, check] of checks) {
    const code = await check();
    if (stopping()) return code;
    worst = Math.max(worst, code);
    if (code !== 0) failed.push(name);
  }
  const env = { ...process.env, PRIMUM_CHROMIUM: await chromium() };
  if (failed.length > 0) say(`${failed.join(' and ')} failed: see above. The tests run all the same.`);
  const whole = files.length === 0 && !options.some((option) => CHOOSES.test(option));
  const reporters = whole ? [...forPeople, ...forComparison] : forPeople;
  if (whole) beginNoting();
  const chosen = files.length > 0 ? files : everything;
  const code = await node(['--test', ...limits, ...reporters, ...options, ...chosen], { env });
  if (!whole || stopping()) return Math.max(worst, code);
  return Math.max(worst, code, await node([join(root, 'src', 'testing', 'security-ran.ts'), noted]));
}

function beginNoting() {
  mkdirSync(join(root, '.cache'), { recursive: true });
  // What an earlier run noted proves nothing of this one.
  rmSync(noted, { force: true });
}

await main(import.meta.url, test);
