import assert from 'node:assert/strict';
import { before, describe, test } from 'node:test';
import { anyCommand } from '../../../platform/commands/command.ts';
import { testApp, type TestApp, type Visitor } from '../../../test-app.ts';
import { axe, withBrowser } from '../../../test-browser.ts';
import { EXAMPLE_LOG, plantLog } from '../testing/test-log-store.ts';
import { pushResults } from './push.ts';
import { junit } from './testing/junit.ts';

const SERVICE = '/services/WOUND';
const CONTROL = `${SERVICE}/controls/CTL-1`;

describe('evidence on pages', () => {
  let app: TestApp;
  let engineer: Visitor;
  let looker: Visitor;
  const push = (tests: Parameters<typeof junit>[0], more: object = {}) =>
    app.execute(anyCommand(pushResults), { service: 'WOUND', release: '1.3.2', files: [junit(tests)], ...more });
  /** They sign in again: days pass between these tests. */
  const comeBack = async () => {
    engineer = await app.as({ name: 'Ottoline Reed', roles: ['safety engineer'] });
    looker = await app.as({ name: 'A Looker', roles: ['viewer'] });
  };
  before(async () => {
    app = await testApp({ now: new Date('2026-03-09T09:00:00Z') });
    await app.execute(plantLog, { log: EXAMPLE_LOG });
    await comeBack();
  });

  test('empty pages teach', async () => {
    const releases = await looker.get(`${SERVICE}/runs`);
    assert.match(releases.text, /Nothing was tested here yet.*primum evidence push junit\.xml --service WOUND/u);
    const waiting = await engineer.get(`${SERVICE}/evidence/accept`);
    assert.match(waiting.text, /No test waits\. A test that names a control/u);
  });

  test('tests that a pipeline sent are accepted, evidence is added by hand, and the control holds', async () => {
    await push({ 'scan blocks saving [CTL-1]': 'passed', 'lost [CTL-940]': 'passed' });
    const coverage = await engineer.get(`${SERVICE}/coverage`);
    assert.match(coverage.text, /Tests that wait \(1\).*CTL-1.*EVD-1 scan blocks saving Outcome passed/u);
    assert.match(coverage.text, /Controls that no test names \(\d+ of \d+\).*CTL-3/u);
    assert.match(coverage.text, /Tags that name no control \(1\).*\[CTL-940\] in run 1/u);
    assert.match((await engineer.get('/')).text, /1 test of controls shows nothing yet because it names controls/u);
    assert.doesNotMatch((await looker.get(`${SERVICE}/coverage`)).text, /Say what they show/u);

    const path = `${SERVICE}/evidence/accept?control=CTL-1`;
    const nothing = await engineer.send(path, { mappings: 'CTL-1 EVD-1' });
    assert.equal(nothing.status, 422);
    assert.match(nothing.text, /Say what it shows: that the control is in place/u);
    const accepted = await engineer.send(path, { mappings: 'CTL-1 EVD-1', shows: 'effectiveness' }, { follow: true });
    assert.match(accepted.text, /1 test is accepted for CTL-1\./u);
    assert.match(accepted.text, /Control CTL-1 is not verified because it has no evidence that it is in place\./u);

    const form = `${CONTROL}/evidence/new`;
    const typed = { title: 'Review of the scan', shows: 'implementation', outcome: 'passed', detail: '5 tablets ask.' };
    const unsaid = await engineer.send(form, typed);
    assert.match(unsaid.text, /Say what it is: a file, a link, a record, or a period in use\./u);
    assert.match(unsaid.html, /value="Review of the scan"/u, 'what was typed is kept');
    const added = await engineer.send(form, { ...typed, sort: 'record' }, { follow: true });
    assert.match(added.text, /EVD-2 is kept, and CTL-1 rests on it\./u);
    assert.match(
      added.text,
      /Holds.*It is in place \(1\).*EVD-2 Review of the scan.*It works \(1\).*EVD-1 scan blocks saving/u,
    );
    assert.match(
      added.text,
      /passed in run 1, release 1\.3\.2, 9 March 2026 How fresh it is current until 8 April 2026/u,
    );
    const refused = await looker.get(form);
    assert.equal(refused.status, 403);
  });

  test('a failing run is said on the control and on the desk in the same words, and a dismissal clears it', async () => {
    app.clock.now = new Date('2026-03-12T09:00:00Z');
    await comeBack();
    await push({ 'scan blocks saving [CTL-1]': 'failed' });
    const sentence =
      /Control CTL-1 does not hold because it has a failing test since 12 March 2026 \(run 2, release 1\.3\.2\)\. A pass of the same test, or a reasoned dismissal by a safety engineer, clears it\./u;
    assert.match((await looker.get(CONTROL)).text, sentence);
    assert.match((await engineer.get('/')).text, sentence);
    const run = await looker.get(`${SERVICE}/runs/RUN-2`);
    assert.match(run.text, /0 passed, 1 failed.*EVD-1 scan blocks saving Outcome failed.*it was saved without a scan/u);
    const retired = await engineer.send(`${SERVICE}/evidence/EVD-1/retire`, { reason: 'It fails.' });
    assert.match(retired.text, /EVD-1 speaks against the control now\. Leaving it out does not clear that/u);

    const dismiss = `${SERVICE}/evidence/EVD-1/dismiss`;
    assert.match((await engineer.send(dismiss, { reason: '' })).text, /Say why it does not count\./u);
    const done = await engineer.send(dismiss, { reason: 'The test bed had no scanner.' }, { follow: true });
    assert.match(done.text, /It is dismissed, and no longer counts\..*Passed, observed on 9 March 2026/u);
    assert.match(done.text, /failed dismissed by Ottoline Reed on 12 March 2026: The test bed had no scanner\./u);
    assert.doesNotMatch((await looker.get(CONTROL)).text, /does not hold because/u);
    assert.match((await looker.get(`${CONTROL}?as-at=2026-03-11`)).text, /passed in run 1/u, 'as at a day');
  });

  test('a candidate goes live, and another is withdrawn', async () => {
    await push({ 'scan blocks saving [CTL-1]': 'passed' }, { release: '1.4.0-rc.1', candidate: true });
    const live = await engineer.send(`${SERVICE}/releases/1.4.0-rc.1/live`, {}, { follow: true });
    assert.match(live.text, /Release 1\.4\.0-rc\.1 is live\./u);
    const recorded = await engineer.send(`${SERVICE}/releases/new`, { release: '1.5.0', live: 'no' }, { follow: true });
    assert.match(recorded.text, /Release 1\.5\.0 .*Candidate/u);
    const gone = await engineer.send(
      `${SERVICE}/releases/1.5.0/withdraw`,
      { reason: 'Never built.' },
      { follow: true },
    );
    assert.match(gone.text, /1\.5\.0 State Withdrawn: Never built\./u);
    const bad = await engineer.send(`${SERVICE}/releases/new`, { release: '../x', live: 'no' });
    assert.match(bad.text, /Give the version of the release in letters/u);
    assert.equal((await looker.get(`${SERVICE}/runs/RUN-99`)).status, 404);
    assert.equal((await looker.get(`${SERVICE}/evidence/EVD-99`)).status, 404);
  });

  test('nothing is wider than a phone, and nobody is shut out', async () => {
    await push({ 'another that waits [CTL-3]': 'passed' });
    await withBrowser((browser) =>
      engineer.open(browser, { width: 320, javaScript: true }, async (page) => {
        const pages = ['/runs', '/runs/RUN-2', '/coverage', '/evidence/accept', '/evidence/EVD-1', '/controls/CTL-1'];
        for (const path of [...pages, '/controls/CTL-1/evidence/new', '/evidence/EVD-1/dismiss']) {
          await page.goto(`${SERVICE}${path}`);
          assert.deepEqual(await axe(page), [], path);
          const width = await page.evaluate(() => document.documentElement.scrollWidth);
          assert.ok(width <= 320, `${path} is ${width} px wide`);
        }
      }),
    );
  });
});
