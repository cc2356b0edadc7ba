import { existsSync, readFileSync } from 'node:fs';
import { relative } from 'node:path';
import { MAP, notPassed, ranSchema, readMap, ROOT, type Ran } from './security-map.ts';

/*
 * Compares the tests that docs/security/asvs.yaml names with those that ran: node security-ran.ts FILE, which scripts/ran.mjs
 * wrote. A requirement that rests on a test which did not run rests on nothing.
 */

function ranIn(file: string): Ran[] {
  if (!existsSync(file)) return [];
  return readFileSync(file, 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => ranSchema.parse(JSON.parse(line)))
    .map((one) => ({ ...one, file: relative(ROOT, one.file) }));
}

const wrong = notPassed(readMap(), ranIn(process.argv[2] ?? ''));
if (wrong.length > 0) {
  process.stderr.write(
    `\n${MAP} says more than this run shows:\n${wrong.map((one) => `  ${one}\n`).join('')}` +
      'Mend the test, or say in that file what is so now.\n',
  );
  process.exitCode = 1;
}
