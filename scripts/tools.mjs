import { join } from 'node:path';
import { node24, nodeFlags } from './node24.mjs';
import { modules, run } from './project.mjs';

/** Runs Node 24 on our own code. */
export function node(args, options) {
  return run(node24, [...nodeFlags, ...args], options);
}

const bins = {
  tsc: 'typescript/bin/tsc',
  oxlint: 'oxlint/bin/oxlint',
  oxfmt: 'oxfmt/bin/oxfmt',
};

/** Runs one of the installed development tools. */
export function tool(name, ...args) {
  return run(node24, [join(modules, bins[name]), ...args]);
}
