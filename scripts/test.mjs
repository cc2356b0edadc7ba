import { chromium } from './chromium.mjs';
import { install } from './install.mjs';
import { main, say, stopping } from './project.mjs';
import { node, tool } from './tools.mjs';

const everything = ['src/**/*.test.ts', 'src/**/*.test.tsx', 'bench/**/*.test.ts'];

// A test that hangs, or leaves something open at its end, is named and does not stop the rest.
const limits = ['--test-concurrency=2', '--test-timeout=300000', '--test-force-exit', '--test-reporter=spec'];

/**
 * Type check, lint and all the tests; given test files, just those. Options of `node --test` are passed on, with their
 * value after a "=". With `--format`, first also checks how the code is laid out.
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
  const code = await node(['--test', ...limits, ...options, ...(files.length > 0 ? files : everything)], { env });
  return Math.max(worst, code);
}

await main(import.meta.url, test);
