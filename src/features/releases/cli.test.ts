import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { testApp, type TestApp } from '../../test-app.ts';
import { EXAMPLE_LOG, plantLog } from '../hazards/testing/test-log-store.ts';
import { recordedText, run } from './cli.ts';
import type { Recorded } from './record-command.ts';
import { bom } from './testing/boms.ts';

const folder = mkdtempSync(join(tmpdir(), 'primum-release-'));
const file = join(folder, 'bom.json');
let app: TestApp;
before(async () => {
  app = await testApp();
  await app.execute(plantLog, { log: EXAMPLE_LOG });
  writeFileSync(file, bom({ sharp: '0.33.1', zod: '4.0.0' }).content);
  writeFileSync(join(folder, 'broken.json'), '{"bomFormat":"CycloneDX"');
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
  const exit = await run(args, io as unknown as Parameters<typeof run>[1]);
  return { exit, out };
}

test('a pipeline records a release with one call, and says what a person has to do', async () => {
  const call = ['record', '--service', 'WOUND', '--version', '1.4.0', '--commit', 'a1b2c3d', '--sbom', file];
  const more = ['--configuration', 'os=Debian 12', '--touches', 'HAZ-1,CTL-1'];
  const { exit, out } = await primum(...call, ...more);
  assert.equal(exit, 0);
  assert.equal(
    out,
    `Release 1.4.0 of WOUND, a candidate: recorded (candidate, commit, configuration, components, touches).
2 third-party components: 2 new, 0 changed, 0 the same, 0 gone.
A person has to speak for 2 of them, on the page of the release.
`,
  );
  assert.match((await primum(...call, ...more)).out, /recorded before\. Nothing was changed\./u);
  const live = await primum(...call, '--live', '--format', 'json');
  assert.deepEqual((JSON.parse(live.out) as Recorded).changed, ['live']);
  const bare = await primum('record', '--service', 'WOUND', '--version', '1.4.1', '--touches', 'none');
  assert.match(bare.out, /Nobody has said which third-party components it has: send them with --sbom\./u);
  assert.match(
    (await primum('--help')).out,
    /Another bill of materials is taken only while the release is a candidate/u,
  );
});

test('a wrong call, and a file that is none, are said in a sentence', async () => {
  const refused = (args: string[], says: RegExp) =>
    assert.rejects(primum(...args), (error: unknown) => error instanceof Error && says.test(error.message));
  const rest = ['record', '--service', 'WOUND', '--version', '1.5.0'];
  await refused([], /Say what to do: "primum release record/u);
  await refused(['record', '--version', '1'], /Which service\?/u);
  await refused(['record', '--service', 'WOUND'], /Which release\?/u);
  await refused([...rest, '--sbom', join(folder, 'none.json')], /There is no file .* Did the tool write/u);
  await refused([...rest, '--sbom', join(folder, 'broken.json')], /broken\.json is broken JSON: was it cut off\?/u);
  await refused([...rest, '--configuration', 'os'], /takes name=value/u);
  await refused([...rest, '--touches', 'CTL-940'], /There is no CTL-940 in WOUND/u);
  await refused([...rest, '--format', 'xml'], /--format takes text or json/u);
  await refused([...rest, '--what'], /See "primum release --help"/u);
});

test('where each component is spoken for, nobody is asked for', () => {
  const answer: Recorded = {
    id: '',
    service: 'DEMO',
    release: '1.4.0',
    state: 'live',
    changed: ['live'],
    components: { total: 3, new: 0, changed: 1, same: 2, gone: 1, unsaid: 0 },
  };
  assert.doesNotMatch(recordedText(answer), /A person has to/u);
});
