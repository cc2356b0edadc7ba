import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { CliProblem } from '../../../platform/cli/problem.ts';
import { testApp, type TestApp } from '../../../test-app.ts';
import { EXAMPLE_LOG, plantLog } from '../testing/test-log-store.ts';
import { run } from './cli.ts';
import { pushText } from './showing.ts';
import type { PushAnswer } from './push.ts';
import { junit } from './testing/junit.ts';

const folder = mkdtempSync(join(tmpdir(), 'primum-push-'));
let app: TestApp;
before(async () => {
  app = await testApp();
  await app.execute(plantLog, { log: EXAMPLE_LOG });
  writeFileSync(join(folder, 'one.xml'), junit({ 'scan blocks saving [CTL-1]': 'failed' }).content);
  mkdirSync(join(folder, 'deeper'));
  writeFileSync(join(folder, 'deeper', 'two.xml'), junit({ 'read in time [CTL-3]': 'passed' }).content);
  writeFileSync(join(folder, 'broken.txt'), '<testsuite><testcase');
});
after(() => rmSync(folder, { recursive: true, force: true }));

/** The verb on the data of this computer, which is the test's. */
async function primum(...args: string[]): Promise<{ readonly exit: number; readonly out: string }> {
  let out = '';
  const io = {
    out: { write: (text: string, done?: () => void) => ((out += text), done?.(), true) },
    err: { write: () => true },
    env: {},
    open: () => Promise.resolve({ ground: app.ground, close: () => Promise.resolve() }),
  };
  const exit = await run(['push', ...args], io as unknown as Parameters<typeof run>[1]);
  return { exit, out };
}

test('a folder is one run, and what it says is said in plain words', async () => {
  const { exit, out } = await primum(folder, '--service', 'WOUND', '--release', '1.4.0');
  assert.equal(exit, 0);
  assert.match(out, /^RUN-1, release 1\.4\.0 of WOUND: 1 passed and 1 failed, from 2 files\.$/mu);
  assert.match(out, /^ {2}CTL-1 {2}1 test, 1 failed$/mu);
  assert.match(out, /2 tests of CTL-1 and CTL-3 wait for a safety engineer/u);
  assert.match(out, /Controls that no test names:/u);
  const again = await primum(folder, '--service', 'WOUND', '--release', '1.4.0', '--format', 'json');
  assert.equal((JSON.parse(again.out) as PushAnswer).already, true);
});

test('a wrong call, and a file that is no report, are said in a sentence', async () => {
  const refused = (args: string[], says: RegExp) =>
    assert.rejects(primum(...args), (error: unknown) => error instanceof Error && says.test(error.message));
  const rest = ['--service', 'WOUND', '--release', '1.4.0'];
  await refused([join(folder, 'none.xml'), ...rest], /There is no file/u);
  await refused([folder, '--release', '1.4.0'], /Which service\?/u);
  await refused([folder, '--service', 'WOUND'], /Which release\?/u);
  await refused([join(folder, 'broken.txt'), ...rest], /broken\.txt ends before it is finished/u);
  await refused([folder, '--service', 'NONE', '--release', '1.4.0'], /no service NONE/u);
  await assert.rejects(primum('--what'), CliProblem);
  writeFileSync(join(folder, 'stray.xml'), junit({ 'x [CTL-940]': 'passed' }).content);
  const strict = await primum(join(folder, 'stray.xml'), ...rest, '--strict');
  assert.equal(strict.exit, 3);
  assert.match(strict.out, /Tags that name no control here:\s+CTL-940/u);
});

test('what was challenged and what was answered is said, and a candidate challenges nothing', () => {
  const answer: PushAnswer = {
    service: 'DEMO',
    release: '1.3.2',
    candidate: false,
    run: 'RUN-8812',
    runId: '',
    already: false,
    observedAt: '',
    counts: { passed: 3, failed: 1, skipped: 1, flaky: 1 },
    controls: [],
    unknownTags: [],
    skipped: [{ title: 'old phone', tags: ['CTL-5'] }],
    untested: [],
    waiting: [],
    challenged: [{ test: 'EVD-12', title: 'second scan', controls: ['CTL-31'] }],
    answered: [{ test: 'EVD-3', title: 'first scan', controls: ['CTL-30'] }],
  };
  const text = pushText(answer, 1);
  assert.match(text, /3 passed, 1 failed and 1 skipped \(1 only when tried again\)/u);
  assert.match(text, /Challenged, until the same test passes.*EVD-12 {2}second scan.*CTL-31 does not hold/su);
  assert.match(text, /Answered: these failed before, and pass now:.*EVD-3/su);
  assert.match(text, /A skipped test shows nothing, and clears nothing\./u);
  assert.doesNotMatch(pushText({ ...answer, candidate: true }, 1), /Challenged/u);
});
