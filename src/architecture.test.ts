import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { test } from 'node:test';
import { features } from './features.ts';

/*
 * The rules of the house (ARCHITECTURE.md), held here and not by memory. A rule is a function from one import to what is
 * wrong with it, so that the rules themselves can be tested.
 */

const SRC = dirname(fileURLToPath(import.meta.url));
const ORDER = features.map((feature) => feature.name);

interface Import {
  /** The importing file, from src/. */
  readonly from: string;
  /** The imported file, from src/; or the name of a package. */
  readonly to: string;
}

function featureOf(file: string): string | null {
  return /^features\/([^/]+)\//u.exec(file)?.[1] ?? null;
}

/** domain.ts, or a file in a folder domain/ where one file would be too long. */
function isDomain(file: string): boolean {
  return /^features\/[^/]+\/domain(?:\.ts$|\/)/u.test(file);
}

function isTest(file: string): boolean {
  return /\.test\.tsx?$|(?:^|\/)test-[^/]*\.ts$|(?:^|\/)testing\//u.test(file);
}

function problemWith({ from, to }: Import): string | null {
  const [here, there] = [featureOf(from), featureOf(to)];
  if (
    isDomain(from) &&
    !isDomain(to) &&
    !to.startsWith('rules/') &&
    !to.startsWith('words/') &&
    !to.startsWith('../standards/')
  ) {
    return 'a domain imports only domains, src/rules, src/words and standards';
  }
  if ((from.startsWith('platform/') || from.startsWith('ui/')) && there) return 'platform and ui know no feature';
  if (from.startsWith('ui/') && to.startsWith('platform/')) return 'ui knows no platform';
  if (here && there && here !== there) {
    if (ORDER.indexOf(there) > ORDER.indexOf(here))
      return `${here} may use only features above it, and ${there} stands below`;
    const door = isDomain(from) ? `features/${there}/domain.ts` : `features/${there}/index.ts`;
    if (to !== door) return `features meet only through ${door}`;
  }
  if (/\/pages(?:\.tsx$|\/)/u.test(from) && to.endsWith('/store.ts')) return 'pages import no store';
  return null;
}

function files(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    return entry.isDirectory() ? files(path) : /\.tsx?$/u.test(entry.name) ? [path] : [];
  });
}

function importsOf(path: string): Import[] {
  const text = readFileSync(path, 'utf8');
  const from = relative(SRC, path);
  return [...text.matchAll(/\bfrom\s+'([^'\n]+)'|\bimport\(\s*'([^'\n]+)'\s*\)|^import\s+'([^'\n]+)'/gmu)].map(
    (match) => {
      const target = (match[1] ?? match[2] ?? match[3])!;
      return { from, to: target.startsWith('.') ? relative(SRC, resolve(dirname(path), target)) : target };
    },
  );
}

test('every import follows the rules of the house', () => {
  const all = files(SRC).filter((path) => !isTest(relative(SRC, path)));
  const imports = all.flatMap(importsOf);
  assert.ok(imports.length > 100, 'the imports were found');
  const wrong = imports.flatMap((one) => {
    const problem = problemWith(one);
    return problem ? [`${one.from} imports ${one.to}: ${problem}`] : [];
  });
  assert.deepEqual(wrong, []);
});

test('the rules see what they are for', () => {
  const cases: readonly (readonly [string, string, boolean])[] = [
    ['features/log-check/domain.ts', 'features/schemes/domain.ts', true],
    ['features/log-check/domain/rules/ratings.ts', 'features/log-check/domain.ts', true],
    ['features/log-check/domain/judge.ts', 'features/log-check/reading/read.ts', false],
    ['features/log-check/domain.ts', 'zod', false],
    ['features/log-check/pages/report.tsx', 'features/schemes/domain.ts', false],
    ['features/log-check/pages/report.tsx', 'features/schemes/index.ts', true],
    ['features/schemes/index.ts', 'features/log-check/index.ts', false],
    ['features/log-check/pages.tsx', 'features/log-check/store.ts', false],
    ['platform/http/errors.tsx', 'features/log-check/index.ts', false],
    ['ui/charts/risk-matrix.tsx', 'features/schemes/domain.ts', false],
    ['platform/http/errors.tsx', 'ui/layout.tsx', true],
  ];
  for (const [from, to, fine] of cases) assert.equal(problemWith({ from, to }) === null, fine, `${from} -> ${to}`);
});

test('SQL stands only in store.ts and migrations', () => {
  const wrong = files(SRC)
    .filter((path) => !path.endsWith('store.ts') && !isTest(relative(SRC, path)))
    .filter((path) =>
      /\b(?:select\s+[\w*,\s]+\s+from|insert\s+into|update\s+\w+\s+set|delete\s+from)\s+\w+/iu.test(
        readFileSync(path, 'utf8').replace(/\/\*[\s\S]*?\*\/|\/\/.*|<[^>]*>/gu, ''),
      ),
    );
  assert.deepEqual(
    wrong.map((path) => relative(SRC, path)),
    [],
  );
});

test('nothing leaves Primum past the gate of mail', () => {
  // The outbox is one table, written by one function, which one file calls; and one file speaks to a mail server.
  const only: readonly (readonly [RegExp, readonly string[]])[] = [
    [/\bmail_outbox\b/u, ['platform/backup/store.ts', 'platform/jobs/cleaning-store.ts', 'platform/mail/store.ts']],
    [/\baddMail\b/u, ['platform/mail/send.ts', 'platform/mail/store.ts']],
    [/'nodemailer'/u, ['platform/mail/server.ts']],
    [/\.take\(\{/u, ['platform/mail/delivery.ts']],
  ];
  const sources = files(SRC)
    .map((path) => [relative(SRC, path), readFileSync(path, 'utf8')] as const)
    .filter(([path]) => !isTest(path));
  for (const [what, where] of only)
    assert.deepEqual(
      sources
        .filter(([, text]) => what.test(text))
        .map(([path]) => path)
        .toSorted(),
      where,
      String(what),
    );
});

test('every feature has a folder of its own, and every folder is on the map', () => {
  const folders = readdirSync(join(SRC, 'features')).toSorted();
  assert.deepEqual(folders, ORDER.toSorted());
});
