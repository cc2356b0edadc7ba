import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { adopt, install, npm } from './install.mjs';
import { node24 } from './node24.mjs';
import { main, modules, Problem, run } from './project.mjs';

/**
 * Changes the dependencies: runs npm with the given arguments under Node 24, because npm under an older Node quietly
 * picks older packages.
 */
await main(import.meta.url, async (args) => {
  if (args.length === 0) throw new Problem('Say what npm is to do, for example: npm run deps -- install zod@latest');
  if (!existsSync(node24)) await install();
  const cli = npmCli();
  const env = { ...process.env, PATH: `${join(modules, '.bin')}${delimiter}${process.env.PATH}` };
  const code = await run(node24, [cli, ...args, '--ignore-scripts', '--omit-lockfile-registry-resolved'], { env });
  if (code === 0) adopt(true);
  return code;
});

function npmCli() {
  const [, cli] = npm();
  if (cli) return cli;
  throw new Problem('Run this as: npm run deps -- install <package>');
}
