import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { install } from './install.mjs';
import { main, Problem, root } from './project.mjs';
import { node } from './tools.mjs';

const directory = join(root, 'bench');

/** Runs one of the programs in bench/ by its name, or lists them. */
await main(import.meta.url, async ([name, ...args]) => {
  const benches = list();
  if (!name) {
    process.stdout.write(`npm run bench -- <name>\n${benches.map(({ name }) => `  ${name}\n`).join('')}`);
    return 0;
  }
  const bench = benches.find((bench) => bench.name === name);
  if (!bench) throw new Problem(`There is no ${name} in bench/. "npm run bench" lists what there is.`);
  await install({ development: true });
  return node([bench.file, ...args]);
});

function list() {
  if (!existsSync(directory)) return [];
  return readdirSync(directory, { withFileTypes: true })
    .map((entry) => ({
      name: entry.name.replace(/\.ts$/, ''),
      file: join(directory, entry.name, ...(entry.isDirectory() ? ['index.ts'] : [])),
    }))
    .filter(({ name, file }) => file.endsWith('.ts') && !name.endsWith('.test') && existsSync(file))
    .toSorted((a, b) => a.name.localeCompare(b.name));
}
