import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { test } from 'node:test';

/*
 * What our own code never does, read in the code itself: docs/security/asvs.yaml rests on these. A rule names the few files
 * in which a thing is done on purpose; one more file is one more thing to look at.
 */

const ROOT = join(import.meta.dirname, '..');

function files(folder: string): string[] {
  return readdirSync(join(ROOT, folder), { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return files(path);
    return /\.(?:tsx?|mjs|cjs)$/u.test(path) && !/\.test\.tsx?$|\/test-[^/]*\.ts$|\/testing\//u.test(path)
      ? [path]
      : [];
  });
}

/** Code without comments; strings stay. */
const code = new Map(
  ['src', 'scripts'].flatMap(files).map((path) => {
    const text = readFileSync(join(ROOT, path), 'utf8');
    return [path, text.replaceAll(/\/\*[\s\S]*?\*\/|(?<=^|\s)\/\/ .*/gu, '')] as const;
  }),
);

/** The files in which a thing is done. */
function doing(pattern: RegExp, among: (path: string) => boolean = () => true): string[] {
  return [...code].filter(([path, text]) => among(path) && pattern.test(text)).map(([path]) => path);
}

const ours = (path: string) => path.startsWith('src/');

test('there is code to look at', () => {
  assert.ok(code.size > 200 && code.has('src/main.ts'));
});

test('no text becomes code', () => {
  assert.deepEqual(doing(/\beval\(|\bnew Function\b|\bFunction\(|node:vm|set(?:Timeout|Interval)\(\s*['"`]/u), []);
});

test('no text becomes part of a page but through what escapes it', () => {
  assert.deepEqual(
    doing(/dangerouslySetInnerHTML|\.(?:inner|outer)HTML\b|insertAdjacentHTML|document\.write|srcdoc/u),
    [],
  );
  // Markup that is passed on: what a component was rendered to before; and the fixtures of the NHS design system, in tests.
  assert.deepEqual(doing(/jsxTemplate/u), ['src/ui/nhsuk/contract-adapters.tsx', 'src/ui/rendered.ts']);
  assert.match(
    code.get('src/ui/rendered.ts')!,
    /html = renderToString\(part\(\)\)\)\);\s+return jsxTemplate\(\[html\]\)/u,
  );
  assert.deepEqual(doing(/javascript:|data:text\/html/iu, ours), []);
});

test('scripts in the browser keep nothing but what is named, and take messages from nobody', () => {
  // A switch: whether the keys j and k are on. And a number: when a page of ours was last answered, for the warning before
  // the end of a session. Each with its reason in docs/security/design.md, "What a browser keeps".
  assert.deepEqual(doing(/localStorage|sessionStorage|indexedDB|document\.cookie|caches\.open/u, ours), [
    'src/ui/keys.ts',
    'src/ui/session-warning.ts',
  ]);
  assert.match(code.get('src/ui/keys.ts')!, /remember\(on \? 'on' : 'off'\)/u);
  assert.equal(code.get('src/ui/keys.ts')!.match(/remember\(/gu)?.length, 2, 'called once');
  assert.match(code.get('src/ui/session-warning.ts')!, /localStorage\.setItem\(USED, String\(at\)\)/u);
  assert.deepEqual(
    doing(/postMessage|['"]message['"]\s*,\s*\(?event|serviceWorker|new WebSocket|EventSource/u, (path) =>
      path.startsWith('src/ui/'),
    ),
    [],
  );
});

test('programs are started by name with their words apart, and never through a shell', () => {
  const names = [...code].flatMap(([path, text]) =>
    [...text.matchAll(/import \{([^}]*)\} from 'node:child_process'/gu)].flatMap(([, list = '']) =>
      list
        .split(',')
        .flatMap((one) => (one.includes('type ') ? [] : [one.trim()]))
        .map((one) => [one, path] as const),
    ),
  );
  assert.ok(names.length >= 5, 'the imports were found');
  const safe = new Set(['spawn', 'spawnSync', 'execFile', 'execFileSync', 'fork', '']);
  assert.deepEqual(
    names.filter(([name]) => !safe.has(name)),
    [],
  );
  assert.deepEqual(
    doing(/\bshell\s*:/u, (path) => !path.endsWith('.tsx') && /child_process/u.test(code.get(path)!)),
    [],
  );
});

test('secrets come from the system, and what is hashed or signed is so by what the inventory names', () => {
  const safe = new Set([
    'argon2',
    'argon2Sync',
    'createCipheriv',
    'createDecipheriv',
    'createHash',
    'createHmac',
    'createPrivateKey',
    'createPublicKey',
    'generateKeyPairSync',
    'hash',
    'hkdfSync',
    'randomBytes',
    'randomFillSync',
    'randomUUID',
    'sign',
    'timingSafeEqual',
    'verify',
  ]);
  const names = [...code.values()].flatMap((text) =>
    [...text.matchAll(/import \{([^}]*)\} from 'node:crypto'/gu)].flatMap(([, list = '']) =>
      list
        .split(',')
        .map((one) => one.replace(/ as .*/u, '').trim())
        .filter((one) => one !== '' && !one.startsWith('type ')),
    ),
  );
  assert.ok(names.length >= 10, 'the imports were found');
  assert.deepEqual(
    names.filter((name) => !safe.has(name)),
    [],
  );
  const kinds = [...code.values()].flatMap((text) =>
    [
      ...text.matchAll(
        /\b(?:createHash|createHmac|hash|hkdfSync|create(?:C|Dec)ipheriv|generateKeyPairSync|argon2|argon2Sync)\(\s*'([^']+)'/gu,
      ),
    ].map((one) => one[1]!),
  );
  assert.deepEqual(
    [...new Set(kinds)].filter((kind) => !['sha256', 'ed25519', 'argon2id', 'aes-256-gcm'].includes(kind)),
    [],
  );
  assert.deepEqual(doing(/Math\.random|\bmd5\b|\bsha1\b|crypto-js|bcrypt/iu, ours), []);
});

test('a pattern is made of fixed words, or of words that cannot be part of one', () => {
  assert.deepEqual(doing(/new RegExp\(/u, ours), [
    'src/features/hazards/domain/log-view.ts',
    'src/features/hazards/domain.ts',
    'src/features/log-check/domain/understanding/headings.ts',
    'src/features/log-check/reading/markdown.ts',
    'src/features/log-check/reading/tree.ts',
    'src/features/log-check/reading/workbook.ts',
    // The formats of registers' numbers, which stand in standards/.
    'src/features/people/domain/registers.ts',
  ]);
  for (const [path, text] of code)
    for (const [, made = ''] of text.matchAll(/new RegExp\(\s*`([^`]*)`/gu))
      for (const [, name = ''] of made.matchAll(/\$\{([^}]*)\}/gu))
        assert.match(name, /^(?:[A-Z_]+(?:\.source)?|prefix|what)$/u, `${path}: ${name} comes from a list of our own`);
});

test('the server speaks to its database and its mail server, and to an address that somebody typed in one place alone', () => {
  const pg = doing(/from '(?:pg|pg-boss)'/u, ours);
  const rooms = /^src\/platform\/(?:backup|database|doctor|jobs)\//u;
  assert.deepEqual(
    pg.filter((path) => !rooms.test(path)),
    [],
  );
  const others =
    /\bfetch\(|\bfrom 'node:(?:https?|dgram|dns|tls)'|createConnection\(|['"(](?:nodemailer|openid-client)['")]/u;
  // Scripts in the browser reach this server and no other: "connect-src 'self'". Nothing that runs here loads them.
  const inBrowser = (path: string) =>
    /^src\/ui\/|^src\/features\/hazards\/(?:table\/|library\/while-typing\.ts$)|\/enhance[^/]*\.ts$/u.test(path);
  const onServer = (path: string) => ours(path) && !inBrowser(path);
  assert.deepEqual(doing(/(?:from|import) ?\(?'[^']*(?:\/table\/[^']*|\/while-typing\.ts)'/u, onServer), []);
  // Each with its reason in docs/security/design.md, "Whom Primum speaks to".
  assert.deepEqual(doing(others, onServer), [
    // What somebody typed, in the public internet alone: read for its digest, and followed nowhere.
    'src/features/evidence/links/read-link.ts',
    'src/platform/cli/backends.ts',
    'src/platform/doctor/place.ts',
    'src/platform/mail/server.ts',
    'src/platform/providers/connect.ts',
  ]);
  assert.match(code.get('src/platform/cli/backends.ts')!, /redirect: 'error'/u);
});

test('SQL is made of fixed words and of values that travel apart from it', () => {
  // And counts, which are written out as the digits of a whole number that was looked at.
  assert.deepEqual(
    doing(/\braw\(/u, (path) => ours(path) && !path.endsWith('store.ts')),
    ['src/platform/database/written-out.ts'],
  );
  // As the owner, at the start, a backup or a restore: with names that come from the catalogue or are escaped.
  assert.deepEqual(doing(/\.query\(\s*`[^`]*\$\{/u, ours), [
    'src/platform/backup/store.ts',
    'src/platform/database/migrate.ts',
    'src/platform/database/store.ts',
    'src/platform/jobs/schema-store.ts',
  ]);
});

test('no secret stands in the repository, and every package has its digest', () => {
  const wrong = [...code].filter(([, text]) => /BEGIN (?:[A-Z]+ )?PRIVATE KEY|AKIA[0-9A-Z]{16}|ghp_\w{36}/u.test(text));
  assert.deepEqual(
    wrong.map(([path]) => path),
    [],
  );
  const { packages } = JSON.parse(readFileSync(join(ROOT, 'package-lock.json'), 'utf8')) as {
    packages: Record<string, { integrity?: string; license?: string }>;
  };
  const found = Object.entries(packages).filter(([where]) => where !== '');
  assert.ok(found.length > 100);
  assert.deepEqual(
    found.filter(([, { integrity = '' }]) => !integrity.startsWith('sha512-')).map(([where]) => where),
    [],
  );
  assert.deepEqual(
    found.filter(([, { license }]) => license === undefined).map(([where]) => relative('node_modules', where)),
    [],
  );
});
