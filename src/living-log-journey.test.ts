import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import type { Browser, Page } from 'playwright-core';
import { makeOfficer, type Somebody } from './features/approvals/testing/officers.ts';
import type { ControlRecord, HazardRecord } from './features/hazards/domain/record.ts';
import { pushResults } from './features/hazards/evidence/push.ts';
import { junit } from './features/hazards/evidence/testing/junit.ts';
import { cdsLike } from './features/log-check/testing/look-alikes.ts';
import { createService } from './features/services/commands.ts';
import { anyCommand } from './platform/commands/command.ts';
import type { Role } from './platform/commands/may.ts';
import { sayDate } from './platform/london-time.ts';
import { testApp, TEST_PASSWORD } from './test-app.ts';
import { axe, withBrowser, type PageOptions } from './test-browser.ts';

/*
 * A hazard log as it lives: taken in from a file, its next version as a difference, one hazard worked on until what remains
 * of it is verified, a version signed, a test of the pipeline that speaks against it, and the pass that answers. In Chromium,
 * by what people see; the pipeline speaks to the API.
 */

/** A file that somebody takes in. */
interface LogFile {
  readonly name: string;
  readonly bytes: Uint8Array;
}

/** A log and its next version, with how many hazards each has. */
interface Versions {
  readonly first: LogFile;
  readonly next: LogFile;
  readonly hazards: readonly [number, number];
}

// The real log of an NHS service. It is no part of this project; where it is not, its look-alike goes the same way.
const DATA = fileURLToPath(new URL('../../shared/data/hazard-logs/nhsd-cds-api', import.meta.url));
const [FIRST, NEXT] = ['CDS_API_Hazard_Log_V1.0.xlsx', 'CDS-API-Implementation-Guide-v2.0-Hazard-Log-v2.0.xlsx'];
const skip = existsSync(DATA) ? false : 'the real hazard logs (../shared/data/hazard-logs) are not here';

const app = await testApp({ now: new Date('2026-03-09T09:00:00Z') });
const MINUTE = 60_000;
const CONTROL = 'A second scan is asked for before anything is saved';

/** Which pages axe has looked at: one of each kind is enough. */
const looked = new Set<string>();
const kindOf = (path: string) => path.replace(/\/services\/[^/]+/u, '').replaceAll(/\d+/gu, '');

async function press(page: Page, button: string | RegExp): Promise<void> {
  await page.getByRole('button', { name: button, exact: true }).first().click();
}

async function follow(page: Page, link: string | RegExp): Promise<void> {
  await page.getByRole('link', { name: link, exact: true }).first().click();
}

async function main(page: Page): Promise<string> {
  return (await page.locator('main').innerText()).replaceAll(/\s+/gu, ' ');
}

/** Waits for words on the page, and says what stood there instead. */
async function sees(page: Page, words: RegExp): Promise<void> {
  try {
    await page.locator('main').filter({ hasText: words }).waitFor();
  } catch {
    assert.match(await main(page), words);
  }
}

function includes(text: string, sentence: string): void {
  assert.ok(text.includes(sentence), `${sentence}\nis not in:\n${text}`);
}

async function fits(page: Page): Promise<void> {
  const wide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  assert.ok(wide <= 0, `${page.url()} is ${wide} px wider than the window`);
}

/** What was not there says little without what was. */
async function telling<T>(page: Page, act: () => Promise<T>): Promise<T> {
  // A whole log is read and written between two pages; a busy machine takes its time for that.
  page.context().setDefaultTimeout(30_000);
  try {
    return await act();
  } catch (error) {
    throw new Error(`At ${page.url()}: ${await main(page)}`, { cause: error });
  }
}

/** Time passes: what is observed later is later. */
function later(minutes: number): void {
  app.clock.now = new Date(app.clock.now.getTime() + minutes * MINUTE);
}

async function takesIn(page: Page, file: LogFile, as: string): Promise<void> {
  await page.goto('/check');
  await page.locator('input[type="file"]').setInputFiles({
    name: file.name,
    mimeType: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
    buffer: Buffer.from(file.bytes),
  });
  await press(page, 'Check this log');
  await page.getByLabel('Keep it as').selectOption(as);
  await press(page, 'Keep this log');
}

/** Looks at a page on a phone: nothing is cut off, and nobody is shut out. */
async function narrow(page: Page, path: string): Promise<void> {
  const wide = page.viewportSize()!;
  await page.setViewportSize({ width: 320, height: 800 });
  await page.goto(path);
  await fits(page);
  if (!looked.has(kindOf(path))) {
    looked.add(kindOf(path));
    assert.deepEqual(await axe(page), [], path);
  }
  await page.setViewportSize(wide);
}

/** Rates the hazard of a page from the list of what can be done with it. */
async function rates(page: Page, link: RegExp, harm: string, likelihood: string, why: string, relies: string[] = []) {
  await follow(page, link);
  await page.getByLabel(harm).check();
  await page.getByLabel('One patient', { exact: true }).check();
  await page.getByLabel(likelihood, { exact: true }).check();
  for (const control of relies) await page.getByRole('checkbox', { name: new RegExp(`^${control} `, 'u') }).check();
  await page.getByLabel('Why do you rate it so?').fill(why);
  await press(page, 'Give this rating');
}

/** What a pipeline sends with its token, as any program would. */
function pipeline(url: string, token: string, service: string) {
  let build = 0;
  return async (tests: Parameters<typeof junit>[0], release: string, candidate = false) => {
    later(5);
    build += 1;
    const response = await fetch(`${url}/api/v1/hazards/pushResults`, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      body: JSON.stringify({ service, release, candidate, files: [junit(tests, app.clock.now.toISOString())] }),
    });
    const text = await response.text();
    assert.equal(response.status, 200, `build ${build}: ${text}`);
    return (JSON.parse(text) as { readonly result: Readonly<Record<string, unknown>> }).result;
  };
}

async function journey(browser: Browser, service: string, { first, next, hazards }: Versions): Promise<void> {
  const name = `Star charts ${service}`;
  await app.execute(anyCommand(createService), { reference: service, name, role: 'both', phase: 'live' });
  const somebody = async (who: string, ...roles: Role[]): Promise<Somebody> => ({
    visitor: await app.as({ name: who, roles: roles.map((role) => ({ role, service, until: null })) }),
    roles,
  });
  const [officer, engineer, executive, looker] = await Promise.all([
    somebody('Wren Applewhite', 'clinical safety officer'),
    somebody('Ottoline Reed', 'safety engineer'),
    somebody('Barnaby Quince', 'accountable executive', 'product owner'),
    somebody('Linnet Marsh', 'viewer'),
  ]);
  await makeOfficer(app, officer, { service, office: 'clinical safety officer', executive });
  const toHazard = async (page: Page) => {
    await page.goto(LOG);
    await follow(page, 'HAZ-1');
  };
  const as = <T>({ visitor }: Somebody, act: (page: Page) => Promise<T>, options: PageOptions = {}) =>
    visitor.open(browser, options, (page) => telling(page, () => act(page)));
  const today = sayDate(app.clock.now);
  const [LOG, HAZARD] = [`/services/${service}/logs/1`, `/services/${service}/hazards/HAZ-1`];
  const asked = async (query: string, input: Readonly<Record<string, string>>) =>
    (await looker.visitor.api('GET', `hazards/${query}`, { service, ...input })).json;
  const hazardNow = async () => (await asked('hazard', { hazard: 'HAZ-1' }))['hazard'] as HazardRecord;

  await as(officer, async (page) => {
    await takesIn(page, first, service);
    await sees(page, new RegExp(`${hazards[0]} hazards, \\d+ open`, 'u'));
    await takesIn(page, next, `${service}/1`);
    await sees(page, /Nothing is written yet\. Tick what you accept/u);
    for (const kind of ['new', 'changed', 'gone', 'moved']) {
      const group = page.locator('section').filter({ has: page.locator(`#diff-${kind}`) });
      if ((await group.count()) > 0) await group.getByRole('checkbox').first().check();
    }
    await press(page, 'Write what is ticked');
    await sees(page, new RegExp(`${hazards[1]} hazards, \\d+ open`, 'u'));

    await toHazard(page);
    for (const path of [LOG, HAZARD]) await narrow(page, path);
    await toHazard(page);
    await rates(
      page,
      /^Rate the initial risk/u,
      'Death, or a severe injury',
      'High',
      'Before anything is done about it.',
    );
    await sees(page, /The initial rating of HAZ-1 is 4/u);
    await press(page, 'Add a control');
    await page.getByLabel('Control', { exact: true }).fill(CONTROL);
    await page.getByLabel('Type', { exact: true }).selectOption('design');
    await page.getByLabel('State, as declared').selectOption('agreed');
    await page.getByLabel('Who puts it in place').selectOption('manufacturer');
    await page.getByLabel('It keeps the hazard from happening').check();
    await press(page, 'Record the control');
    await sees(page, /CTL-\d+ is recorded/u);
  });
  const control = (await hazardNow()).controls.find(({ text }) => text === CONTROL)!.id;
  const CONTROL_PAGE = `/services/${service}/controls/${control}`;

  const token = await as(engineer, async (page) => {
    await page.goto('/account/tokens/new');
    await page.getByLabel('What it is for').fill('The nightly run');
    await page.getByRole('checkbox', { name: 'Pipeline' }).check();
    await page.getByLabel('Only for one service (optional)').fill(service);
    await press(page, 'Make the token');
    return /primum_[\w-]{43}/u.exec(await main(page))![0];
  });
  const push = pipeline(await app.listen(), token, service);
  const [works, built] = ['a second scan is asked for', 'the scan is on the form'];
  const both = (outcome: 'passed' | 'failed') =>
    ({ [`${works} [${control}]`]: outcome, [`${built} [${control}]`]: 'passed' }) as const;
  const sent = await push(both('passed'), '1.3.2');
  assert.deepEqual(sent['controls'], [{ control, tests: 2, failed: 0 }]);

  await as(engineer, async (page) => {
    await page.goto('/');
    await narrow(page, '/');
    await page.goto('/');
    await press(page, 'Say what they show');
    await page.getByRole('checkbox', { name: new RegExp(works, 'u') }).check();
    await page.getByLabel('It works').check();
    await press(page, 'Accept the ticked tests');
    await page.goto(CONTROL_PAGE);
    await follow(page, 'Look at what waits');
    await page.getByLabel('It is in place').check();
    await press(page, 'Accept the ticked tests');
    await sees(page, /is only agreed/u);
    await press(page, `Change the words of ${control}`);
    await page.getByLabel('State, as declared').selectOption('in place');
    await page.getByLabel('New hazards that it brings').selectOption('none');
    await page.getByLabel('What was looked at').fill('Time that the second scan takes.');
    await press(page, `Save ${control}`);
    await sees(page, /Holds/u);
  });

  await as(officer, async (page) => {
    await toHazard(page);
    await rates(page, /^Rate the target risk/u, 'Death, or a severe injury', 'Low', 'With the second scan.');
    await sees(page, /The target rating of HAZ-1 is 3/u);
    await rates(page, /^Rate the residual risk/u, 'Death, or a severe injury', 'Very low', 'The test shows it.', [
      control,
    ]);
    await sees(page, /The residual rating of HAZ-1 is 2, .*\. It counts now\./u);
    await narrow(page, HAZARD);
    await follow(page, 'Accept the residual risk');
    await page.getByRole('radio').first().check();
    await page.getByLabel('What was looked at, and why is nothing more done?').fill('A third scan takes too long.');
    await press(page, 'Accept this risk');
    await sees(page, /accepted/u);

    await page.goto(LOG);
    await press(page, 'Read and sign version 1');
    await narrow(page, `${LOG}/sign`);
    await page.getByLabel('Approve version 1').check();
    await press(page, 'Sign my decision on version 1');
    await page.getByLabel('Your password').fill(TEST_PASSWORD);
    await press(page, 'Confirm with your password');
    await sees(page, /Version 1 of the .* is approved\./u);
    await page.goto(LOG);
    await sees(
      page,
      /Version 1 approved by its author, Wren Applewhite .clinical safety officer. on 9 March 2026, unchanged since/u,
    );
  });

  const standing = () => asked('hazardLogStanding', { log: '1' });
  const counts = async () => (await hazardNow()).counts;
  const signed = await standing();
  assert.deepEqual([signed['number'], signed['sentence']], [1, null]);
  assert.deepEqual(await counts(), { phase: 'residual', level: 2, earlier: false });
  assert.equal((await hazardNow()).verdict, 'met');

  // What nobody uses yet fails alone.
  const candidate = await push(both('failed'), '1.4.0-rc.1', true);
  assert.deepEqual([candidate['candidate'], candidate['challenged']], [true, []]);
  assert.deepEqual([await standing(), await counts()], [signed, { phase: 'residual', level: 2, earlier: false }]);
  assert.equal(((await asked('control', { control }))['control'] as ControlRecord).verdict, 'met');

  const failed = await push(both('failed'), '1.3.3');
  assert.deepEqual(failed['challenged'], [{ test: 'EVD-1', title: `scan: ${works}`, controls: [control] }]);
  const why = `has a failing test since ${today} (run 3, release 1.3.3)`;
  const clears = 'A pass of the same test, or a reasoned dismissal by a safety engineer, clears it.';
  const provisional = `The residual rating of HAZ-1 is provisional because control ${control} ${why}. ${clears}`;
  const failing = `Control ${control} does not hold because it ${why}. ${clears}`;
  const challenged = `Version 1 of the hazard log of ${name} is challenged because control ${control} ${why} and hazard HAZ-1 is not controlled since ${today}. When that holds again, or when the clinical safety officer or a deputy signs version 2 knowing it, this is cleared.`;
  const fell = await hazardNow();
  assert.deepEqual(
    [fell.provisional, fell.verdict, fell.counts],
    [provisional, 'not-met', { phase: 'initial', level: 4, earlier: false }],
  );
  assert.equal((await standing())['sentence'], challenged);
  await as(officer, async (page) => {
    await page.goto('/');
    for (const sentence of [failing, challenged]) includes(await main(page), sentence);
    await follow(page, control);
    includes(await main(page), failing);
    await page.goto(LOG);
    includes(await main(page), challenged);
    await follow(page, 'HAZ-1');
    const words = await main(page);
    includes(words, provisional);
    assert.match(words, /2 Provisional Residual Major, Very low/u);
    assert.match(words, /What counts until then: 4 Mandatory to reduce The initial rating: Major, High\./u);
    assert.match(words, /Version 1 of the hazard log approved on .*, challenged\./u);
    await page.goto(`${HAZARD}/close`);
    includes(await main(page), provisional);
    await narrow(page, HAZARD);
    await page.getByRole('link', { name: 'failing test' }).click();
    await sees(page, /it was saved without a scan/u);
  });

  // Another test that passes says nothing of the one that failed; a run of it that was skipped says nothing at all.
  await push({ [`${built} [${control}]`]: 'passed', [`${works} [${control}]`]: 'skipped' }, '1.3.4');
  assert.equal((await hazardNow()).provisional, provisional);
  const passed = await push(both('passed'), '1.3.4');
  assert.deepEqual(passed['answered'], [{ test: 'EVD-1', title: `scan: ${works}`, controls: [control] }]);
  assert.deepEqual([await standing(), await counts()], [signed, { phase: 'residual', level: 2, earlier: false }]);
  assert.equal((await hazardNow()).verdict, 'met');
  await as(officer, async (page) => {
    await page.goto(LOG);
    await sees(page, /Version 1 approved by .*, unchanged since/u);
    await page.goto('/');
    assert.doesNotMatch(await main(page), /challenged|does not hold/u, 'the desk is clear of it');
  });
}

test('the look-alike of a real log', () =>
  withBrowser((browser) => {
    const [first, next] = [cdsLike(1), cdsLike(2)];
    return journey(browser, 'COMET', {
      first: first.files[0]!,
      next: next.files[0]!,
      hazards: [first.hazards, next.hazards],
    });
  }));

test('the log of the CDS API', { skip }, () =>
  withBrowser((browser) => {
    const file = (name: string) => ({ name, bytes: readFileSync(join(DATA, name)) });
    return journey(browser, 'CDS', { first: file(FIRST), next: file(NEXT), hazards: [4, 12] });
  }),
);

test('on a phone and without JavaScript, everything is done by forms', () =>
  withBrowser(async (browser) => {
    const service = 'PHONE';
    await app.execute(anyCommand(createService), { reference: service, name: 'Phone', role: 'both', phase: 'live' });
    const roles = (['clinical safety officer', 'safety engineer'] as const).map((role) => ({
      role,
      service,
      until: null,
    }));
    const officer = await app.as({ name: 'Wren Applewhite', roles });
    const [HOME, HAZARD, CONTROL_PAGE] = [
      `/services/${service}`,
      '/services/PHONE/hazards/HAZ-6',
      '/services/PHONE/controls/CTL-9',
    ];
    const [file] = cdsLike().files;
    const field = (page: Page, name: string) => page.locator(`[name="${name}"]`).first();

    await officer.open(browser, { width: 320, javaScript: false }, (page) =>
      telling(page, async () => {
        await takesIn(page, file!, service);
        await sees(page, /5 hazards, 5 open/u);
        await press(page, 'Record a hazard');
        await press(page, 'Record the hazard');
        await sees(page, /There is a problem/u);
        await page
          .getByLabel('Hazard', { exact: true })
          .fill('A partner reads messages about comets on a shared phone');
        await page.getByLabel('In the service').check();
        await field(page, 'causes').fill('Messages show on the lock screen');
        await field(page, 'harms').fill('Somebody stops asking for help');
        await press(page, 'Record the hazard');
        await sees(page, /HAZ-6/u);
        await fits(page);

        await press(page, 'Add a control');
        await page.getByLabel('Control', { exact: true }).fill('Messages name no comet');
        await page.getByLabel('State, as declared').selectOption('in place');
        await page.getByLabel('It keeps the hazard from happening').check();
        await page.getByLabel('Messages show on the lock screen').check();
        await press(page, 'Record the control');
        await sees(page, /CTL-9 is recorded/u);
        await rates(
          page,
          /^Rate the initial risk/u,
          'Death, or a severe injury',
          'High',
          'Before anything is done about it.',
        );

        const report = junit({ 'no name is sent [CTL-9]': 'passed' });
        await app.execute(anyCommand(pushResults), { service, release: '1.0.0', files: [report] });
        await page.goto(CONTROL_PAGE);
        await follow(page, 'Look at what waits');
        await page.getByLabel('It works').check();
        await press(page, 'Accept the ticked tests');
        await sees(page, /1 test is accepted for CTL-9/u);
        await fits(page);
        await press(page, 'Add evidence to CTL-9');
        await page.getByLabel('Record', { exact: true }).check();
        await page.getByLabel('What it is, in a few words').fill('Review of what is sent');
        await page.getByLabel('It is in place').check();
        await page.getByLabel('It holds').check();
        await page.getByLabel('What was found').fill('40 messages were read, and none has a name in it.');
        await press(page, 'Add this evidence');
        await sees(page, /EVD-2 is kept, and CTL-9 rests on it/u);
        await page.goto(HAZARD);
        await rates(page, /^Rate the residual risk/u, 'Death, or a severe injury', 'Very low', 'The test shows it.', [
          'CTL-9',
        ]);
        await sees(page, /It counts now\./u);

        await press(page, 'Ask or say something');
        await page.getByLabel('What do you want to ask or say?').fill('Does this hold for old phones too?');
        await press(page, 'Begin the discussion');
        await sees(page, /It was said\..*Does this hold for old phones too\?/u);
        await fits(page);

        await page.goto(`${HOME}/decisions/new`);
        await page.getByLabel('What is to be decided').fill('Are names of comets sent at all?');
        await field(page, 'options.0.text').fill('They are not sent');
        await field(page, 'options.1.text').fill('They are sent');
        await page.getByLabel('Option 1', { exact: true }).check();
        await page.getByLabel('Why it was chosen').fill('Nobody needs them on a lock screen.');
        await page.getByLabel('Who decided').selectOption({ label: 'Wren Applewhite' });
        await page.getByLabel('On which day').fill('2026-03-09');
        await page.getByLabel('What it touches').fill('HAZ-6');
        await press(page, 'Record the decision');
        await sees(page, /DEC-1/u);
        await fits(page);

        await page.goto(`${HOME}/workshops/new`);
        await page.locator('[name="kind"][value="hazard workshop"]').check();
        await page.getByLabel('Title').fill('Who else reads it');
        await page.getByLabel('Day').fill('2026-03-09');
        await page.locator('[name="method"]').first().check();
        await press(page, 'Plan it');
        await sees(page, /was planned/u);
        await fits(page);
        await press(page, 'Write the notes');
        await page.locator('textarea').first().fill('A phone is passed on in a family.');
        const draft = page.locator('details').filter({ hasText: 'Add a draft hazard' }).first();
        await draft.locator('summary').click();
        await draft.getByLabel('Hazard').fill('A child answers on the phone of a parent');
        await press(page, 'Save the notes');
        await sees(page, /The notes were saved/u);
        await fits(page);
        await page.goto(`${HOME}/workshops/WSP-1`);
        await press(page, 'Say who is there');
        await page.getByLabel('Person of your organisation').first().selectOption({ label: 'Wren Applewhite' });
        await page.getByLabel('Role in the room').first().selectOption({ index: 1 });
        await press(page, 'Save who is there');
        await sees(page, /In the room \(1\)/u);
        await press(page, 'Close the minutes');
        await press(page, 'Close version 1');
        await sees(page, /The minutes were closed as version 1/u);
        await page.goto(`${HOME}/workshops/WSP-1/drafts/1/record`);
        await press(page, 'Record it in the log');
        await sees(page, /HAZ-7/u);
        await fits(page);
        await page.goto(HAZARD);
        await sees(page, /DEC-1/u);
      }),
    );

    await officer.open(browser, { width: 320 }, (page) =>
      telling(page, async () => {
        // Those of evidence and of rating are looked at where they are tested.
        const forms = [
          '/logs/1/record',
          '/hazards/HAZ-6/controls/record',
          '/hazards/HAZ-6/accept',
          '/hazards/HAZ-6/discuss',
          '/decisions/new',
          '/decisions/DEC-1',
          '/workshops',
          '/workshops/new',
          '/logs/1/download',
          '/logs/1/state',
        ];
        for (const path of forms) await narrow(page, `${HOME}${path}`);
      }),
    );
  }));
