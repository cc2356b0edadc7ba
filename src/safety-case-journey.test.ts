import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { generateKeyPairSync } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import type { Browser, Page } from 'playwright-core';
import type { GateRecord } from './features/gate/record.ts';
import { confirmResidual } from './features/hazards/commands.ts';
import { editControl } from './features/hazards/edit-commands.ts';
import { acceptMapping } from './features/hazards/evidence/judging.ts';
import { junit } from './features/hazards/evidence/testing/junit.ts';
import { importHazardLog } from './features/hazards/import/index.ts';
import { registers, takesOffice } from './features/people/testing/steps.ts';
import { recordCompetence } from './features/people/training-commands.ts';
import { writePlan } from './features/plan/commands.ts';
import { MATTERS, PARTS } from './features/plan/domain.ts';
import { bom } from './features/releases/testing/boms.ts';
import { beginReport } from './features/safety-case/commands.ts';
import { NHS_SCHEME, schemeVersion } from './features/schemes/index.ts';
import { createService } from './features/services/commands.ts';
import { anyCommand } from './platform/commands/command.ts';
import type { Role } from './platform/commands/may.ts';
import { verifyLive } from './platform/ledger/live.ts';
import { testApp, TEST_PASSWORD, type TestApp, type Visitor } from './test-app.ts';
import { axe, withBrowser, type PageOptions } from './test-browser.ts';

/*
 * A release on its way: the pipeline records it, the gate says no with three reasons, each is cleared, the officer signs, the
 * gate says go. Then the packet goes to an organisation on another installation, is answered there, and the next release
 * arrives as a difference. The pipeline is the command line, in a process of its own, over HTTP; people are in a browser.
 */

const SERVICE = 'FEN';
const NAME = 'Fenwick Dressing Advice';
const AT = `/services/${SERVICE}`;
const MINUTE = 60_000;
const RELEASES = `${AT}/releases`;
const RELEASE = '2.0.0';
const NEXT = '2.1.0';
const BUILT = ['--commit', 'c0ffee1', '--configuration', 'os=Debian 12'];
const TRAINED = 'Only nurses who were trained in it use the tablet';
const TRAINED_NOW = 'Only nurses who were trained in it within a year use the tablet';
const SCAN = 'The wristband is scanned again before the photo is saved';
const BIN = join(import.meta.dirname, '../bin/primum');

const key = () => ({ name: 'primum-checkpoint', privateKey: generateKeyPairSync('ed25519').privateKey });
const folder = mkdtempSync(join(tmpdir(), 'primum-safety-case-'));
after(() => rmSync(folder, { recursive: true, force: true }));
const at = (name: string) => join(folder, name);
const now = new Date('2026-03-12T09:00:00Z');

/** What people read out to each other of a key. */
const FINGERPRINT = /(?:[\da-f]{4} ){7}[\da-f]{4}/u;
const DEPLOYED = 'DRESS';
const DEPLOYMENTS = `/services/${DEPLOYED}/deployments`;

const trust = await testApp({
  now,
  organisation: 'Larkmoor Community Trust',
  signer: key(),
  roles: ['administrator', 'product owner'],
});
const maker = await testApp({ now, organisation: 'Quillfeather Digital', signer: key() });

interface Ended {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

/** `bin/primum`, as a process. Without a server it is asked for nothing but files. */
async function primum(env: Readonly<Record<string, string>>, ...args: string[]): Promise<Ended> {
  const { PATH = '', HOME = '' } = process.env;
  const child = spawn(BIN, args, { env: { PATH, HOME, ...env }, stdio: ['ignore', 'pipe', 'pipe'] });
  const said = { out: '', err: '' };
  child.stdout.setEncoding('utf8').on('data', (text: string) => (said.out += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (said.err += text));
  const code = await new Promise<number | null>((done) => child.on('close', done));
  return { code, ...said };
}

async function press(page: Page, button: string | RegExp): Promise<void> {
  await page.getByRole('button', { name: button, exact: true }).first().click();
}

async function main(page: Page): Promise<string> {
  return oneLine(await page.locator('main').innerText());
}

function oneLine(text: string): string {
  return text.replaceAll(/\s+/gu, ' ').trim();
}

/** Waits for words on the page, and says what stood there instead. */
async function sees(page: Page, words: RegExp): Promise<void> {
  const until = Date.now() + 20_000;
  while (!words.test(await main(page)) && Date.now() < until) await page.waitForTimeout(50);
  assert.match(await main(page), words);
}

/** What an answer of the gate says: how many, and then each reason with what clears it. */
function wordsOf({ says, reasons }: GateRecord): string[] {
  return [says, ...reasons.map((one) => `${one.says} ${one.clears}`)];
}

function includes(text: string, sentence: string): void {
  assert.ok(oneLine(text).includes(sentence), `${sentence}\nis not in:\n${text}`);
}

async function fits(page: Page): Promise<void> {
  const wide = await page.evaluate('document.documentElement.scrollWidth - innerWidth');
  assert.ok(Number(wide) <= 0, `${page.url()} is ${String(wide)} px wider than the window`);
}

/** Somebody at a page; what was not there says little without what was. */
async function as<T>(browser: Browser, who: Visitor, act: (page: Page) => Promise<T>, options: PageOptions = {}) {
  return who.open(browser, options, async (page) => {
    page.context().setDefaultTimeout(30_000);
    try {
      return await act(page);
    } catch (error) {
      throw new Error(`At ${page.url()}: ${await main(page)}`, { cause: error });
    }
  });
}

/** On a phone, without JavaScript. */
const PHONE: PageOptions = { width: 320, javaScript: false };

async function confirms(page: Page): Promise<void> {
  await page.getByLabel('Your password').fill(TEST_PASSWORD);
  await press(page, 'Confirm with your password');
}

/** Signs what stands at an address, as one does: reads, approves, confirms. */
async function signs(page: Page, address: string, version: number): Promise<void> {
  await page.goto(`${address}/sign`);
  await fits(page);
  await page.getByLabel(`Approve version ${version}`).check();
  await press(page, `Sign my decision on version ${version}`);
  await confirms(page);
  await sees(page, new RegExp(`Version ${version} of .* is approved`, 'u'));
}

/** Writes a section of a report. */
async function writes(page: Page, report: string, section: string, text: string): Promise<void> {
  await page.goto(`${AT}/reports/${report}/sections/${section}/write`);
  await fits(page);
  await page.getByLabel('What you write').fill(text);
  await press(page, 'Save this section');
  await sees(page, /The section was saved\./u);
}

/** Takes in a packet on the page of the deployment. @param anew whether the page has to be opened */
async function takesIn(page: Page, file: string, anew = true): Promise<void> {
  if (anew) await page.goto(`${DEPLOYMENTS}/DPL-1/take-in`);
  await fits(page);
  await page.getByLabel('The packet').setInputFiles(at(file));
  await press(page, 'Take in the packet');
}

async function answers(page: Page, item: RegExp, answer: string, more: Readonly<Record<string, string>>) {
  await page.goto(`${DEPLOYMENTS}/DPL-1/items/answer`);
  await fits(page);
  await page.getByRole('checkbox', { name: item }).check();
  await page.getByLabel(answer, { exact: true }).check();
  for (const [label, text] of Object.entries(more)) await page.getByLabel(label, { exact: true }).fill(text);
  await press(page, 'Record the answer');
  await sees(page, /1 item answered\./u);
}

/** Somebody saves what a link gives. */
async function fetches(who: Visitor, address: string, file: string): Promise<void> {
  const cookie = [...who.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
  const response = await fetch(`${await trust.listen()}${address}`, { headers: { cookie } });
  assert.equal(response.status, 200, address);
  writeFileSync(at(file), Buffer.from(await response.arrayBuffer()));
}

/** A token for a program, made on the page of one's account. */
async function tokenOf(who: Visitor, scopes: string | readonly string[], service: string): Promise<string> {
  const made = await who.send('/account/tokens/new', { label: 'A program', scopes, service });
  return /primum_[\w-]{43}/u.exec(made.html)![0];
}

/** Time passes: what is observed later is later. */
function later(...apps: TestApp[]): void {
  for (const { clock } of apps) clock.now = new Date(clock.now.getTime() + 5 * MINUTE);
}

/** What somebody held in one service may do there. */
async function somebody(app: TestApp, name: string, service: string, ...roles: Role[]): Promise<Visitor> {
  return app.as({ name, roles: roles.map((role) => ({ role, service, until: null })) });
}

/** A log as a file says it: a risk with a control that a test shows, one that is the deployer's, and a hazard that is theirs. */
const LOG = {
  format: 'primum-hazard-log',
  version: 1,
  sources: [{ file: 'Dressing advice.xlsx', sha256: '0'.repeat(64), kind: 'xlsx' }],
  scheme: NHS_SCHEME,
  hazards: [
    {
      name: 'A wound photo is attached to the wrong person’s record',
      description: 'The nurse opens a record, and saves a photo of somebody else in it.',
      effects: ['The wrong wound is judged.'],
      harms: ['A wound that gets worse is treated late.'],
      causes: [{ text: 'Two people share a tablet on one visit.' }],
      controls: [
        {
          text: SCAN,
          type: 'design',
          party: 'manufacturer',
          state: 'in place',
          kind: 'additional',
          newHazards: { found: 'none', note: 'Looked at before it was put in place.' },
        },
        {
          text: TRAINED,
          type: 'training',
          party: 'deployer',
          kind: 'additional',
          transferred: true,
        },
      ],
      initial: { severity: 'Major', likelihood: 'Medium' },
      residual: { severity: 'Minor', likelihood: 'Very low' },
      justification: { initial: 'Before anything is done.', residual: 'The scan stops it.' },
    },
  ],
};

describe('a release goes out, and what is known of it goes along', { concurrency: false }, () => {
  let url: string;
  let officer: Visitor;
  let engineer: Visitor;
  let executive: Visitor;
  let developer: Visitor;
  let percival: Visitor;
  let env: Readonly<Record<string, string>>;

  /** The command line of the pipeline. */
  const pipeline = (...args: string[]) => primum(env, ...args);
  const records = (version: string, ...more: string[]) =>
    pipeline('release', 'record', '--service', SERVICE, '--version', version, ...more);
  const gate = (...args: string[]) => pipeline('gate', '--service', SERVICE, ...args);
  /** What the gate says now: at the command line as text and as JSON, and on its page; the same words on each. */
  const said = async (exit: number, release = RELEASE): Promise<GateRecord> => {
    const [text, json] = await Promise.all([
      gate('--version', release),
      gate('--version', release, '--format', 'json', '--junit', at('gate.xml')),
    ]);
    assert.deepEqual([text.code, json.code], [exit, exit], text.out + text.err + json.err);
    const answer = JSON.parse(json.out) as GateRecord;
    const { text: shown } = await developer.get(`${RELEASES}/${release}/gate`);
    for (const words of wordsOf(answer)) for (const place of [text.out, shown]) includes(place, words);
    return answer;
  };
  const tests = { works: 'a second scan is asked for [CTL-1]', built: 'the scan is on the form [CTL-1]' };
  const pushes = async (outcome: 'passed' | 'failed', release: string, ...more: string[]) => {
    later(maker);
    const file = at('junit.xml');
    const results = { [tests.works]: outcome, [tests.built]: 'passed' } as const;
    writeFileSync(file, junit(results, maker.clock.now.toISOString()).content);
    return pipeline('evidence', 'push', file, '--service', SERVICE, '--release', release, ...more);
  };

  before(async () => {
    url = await maker.listen();
    executive = await maker.as({
      name: 'Barnaby Quince',
      roles: ['accountable executive', 'product owner', 'administrator'],
    });
    await executive.execute(anyCommand(createService), {
      reference: SERVICE,
      name: NAME,
      summary: 'A made-up service.',
      intendedFunction: 'Shows a nurse which dressing others used for a wound like this, with photos.',
      intendedPopulation: 'Adults on the caseload of a community nursing team.',
      intendedUser: 'Registered community nurses.',
      intendedEnvironment: 'On visits, on a shared tablet.',
      notFor: 'Burns. People under 16.',
      role: 'manufacturer',
      phase: 'live',
    });
    officer = await somebody(maker, 'Wren Applewhite', SERVICE, 'clinical safety officer');
    engineer = await somebody(maker, 'Ottoline Reed', SERVICE, 'safety engineer');
    developer = await somebody(maker, 'Posy Thackray', SERVICE, 'developer');
    await executive.execute(anyCommand(importHazardLog), { service: SERVICE, title: 'Dressing advice', log: LOG });
    await registers(maker, officer, executive);
    await takesOffice({ person: officer, executive, service: SERVICE });
    await executive.execute(anyCommand(recordCompetence), {
      person: officer.person.id,
      forService: SERVICE,
      role: 'Clinical safety officer',
      experience: 'Six years.',
    });
    await officer.execute(anyCommand(writePlan), {
      ...Object.fromEntries(PARTS.map((part) => [part, `What we say of ${part}.`])),
      service: SERVICE,
      nature: 'further development',
      scheme: schemeVersion(NHS_SCHEME),
      methods: ['workshop', 'swift'],
      authorises: MATTERS.map((matter) => ({ matter, role: 'clinical safety officer' })),
      reviewDays: 182,
      version: 0,
    });
    env = { PRIMUM_URL: url, PRIMUM_TOKEN: await tokenOf(developer, ['pipeline', 'read'], SERVICE) };
  });

  test('the service stands on signed ground: tests show the control, the officer signs plan, use and log', async () => {
    const first = await pushes('passed', '1.9.0');
    assert.equal(first.code, 0, first.err);
    for (const [test, shows] of [
      ['EVD-1', 'effectiveness'],
      ['EVD-2', 'implementation'],
    ])
      await engineer.execute(anyCommand(acceptMapping), {
        service: SERVICE,
        mappings: [{ control: 'CTL-1', test }],
        shows: [shows],
      });
    await officer.execute(anyCommand(confirmResidual), { service: SERVICE, hazards: ['HAZ-1'] });
    await withBrowser((browser) =>
      as(
        browser,
        officer,
        async (page) => {
          for (const address of [`${AT}/intended-use`, `${AT}/plan`, `${AT}/logs/1`]) await signs(page, address, 1);
        },
        PHONE,
      ),
    );
  });

  test('of a release that nobody recorded the gate cannot tell', async () => {
    const { code, out } = await gate('--version', RELEASE);
    assert.equal(code, 3, out);
    assert.match(out, /^It is not known whether this release may go\./mu);
    includes(out, 'Recording the release clears it.');
  });

  test('the pipeline records it, with what it consists of; a test fails on it', async () => {
    writeFileSync(at('bom.json'), bom({ sharp: '0.33.1', zod: '4.0.5' }).content);
    const recorded = await records(RELEASE, '--sbom', at('bom.json'), '--touches', 'HAZ-1,CTL-1', ...BUILT);
    assert.equal(recorded.code, 0, recorded.err);
    assert.match(recorded.out, /2 third-party components: 2 new, 0 changed, 0 the same, 0 gone\./u);
    assert.match(recorded.out, /A person has to speak for 2 of them/u);
    const failed = await pushes('failed', RELEASE, '--candidate');
    assert.equal(failed.code, 0, failed.err);
  });

  test('people say what only people can say: no incident, no known fault, and that risk changes', async () => {
    await withBrowser((browser) =>
      as(
        browser,
        officer,
        async (page) => {
          await page.goto(`${AT}/gate/no-incident`);
          await fits(page);
          await page.getByLabel('What did you look at?').fill('All reports since January, and the complaints.');
          await press(page, 'Declare it');
          await confirms(page);
          await sees(page, /Your declaration is kept\./u);
          await page.goto(`${RELEASES}/${RELEASE}/issues`);
          await fits(page);
          await page.getByLabel('Reference').first().fill('BUG-7');
          await page.getByLabel('What it is').first().fill('The border of a photo is grey');
          await page.getByLabel('What it means for safety').first().fill('None: the photo itself is as it was.');
          await press(page, 'Save what is known');
          await sees(page, /The faults that are known were saved\./u);
          await page.goto(`${RELEASES}/${RELEASE}/impact`);
          await fits(page);
          await page.getByLabel('Risk changes').check();
          await page.getByLabel('Why', { exact: true }).fill('The scan is asked for in another place.');
          await press(page, 'Say this of the release');
          await sees(page, /What it means for safety is said\./u);
        },
        PHONE,
      ),
    );
  });

  test('the gate says no with three reasons, word for word alike at the command line, as JSON and on its page', async () => {
    const answer = await said(1);
    assert.equal(answer.verdict, 'no-go');
    assert.deepEqual(
      answer.reasons.map(({ id, result }) => `${id}: ${result}`).toSorted(),
      [
        'releases.components-assessed: failed',
        'releases.touched-controls-verified: failed',
        'safety-case.report-for-release: failed',
      ],
      JSON.stringify(answer.reasons, null, 1),
    );
    assert.deepEqual(wordsOf(answer).slice(1).toSorted(), [
      '2 of 2 third-party components are neither assessed nor declared not safety-related: sharp and zod. An assessment of each, or the declaration that nothing of safety rests on it, clears it.',
      'Control CTL-1, which release 2.0.0 touches, failed EVD-1 on it. A pass of the same test on this release, or a reasoned dismissal by a safety engineer, clears it.',
      'Release 2.0.0 changes risk, and no clinical safety case report under DCB0129 is for it. A report for this release, approved, clears it.',
    ]);
    await withBrowser(async (browser) => {
      for (const options of [PHONE, {}])
        await as(
          browser,
          developer,
          async (page) => {
            await page.goto(`${RELEASES}/${RELEASE}/gate`);
            await fits(page);
            for (const words of wordsOf(answer)) includes(await main(page), words);
            if (options === PHONE) return;
            assert.deepEqual(await axe(page), []);
            await page.getByRole('button', { name: /^See what clears it.*An assessment of each$/u }).click();
            await page.waitForURL(/releases\/2\.0\.0#components$/u);
          },
          options,
        );
    });
  });

  test('each is cleared: components are assessed, the test passes, a report is written and signed', async () => {
    const kept = await gate('--version', RELEASE, '--record');
    assert.equal(kept.code, 1);
    includes(kept.out, 'Recorded as GATE-1. Exit 1.');
    await withBrowser(async (browser) => {
      await as(
        browser,
        engineer,
        async (page) => {
          await page.goto(`${RELEASES}/${RELEASE}/components/assess`);
          await fits(page);
          for (const name of [/^sharp 0\.33\.1/u, /^zod 4\.0\.5/u]) await page.getByLabel(name).check();
          await page.getByLabel('Assessed', { exact: true }).check();
          await page.getByLabel('Why', { exact: true }).fill('Known faults of these versions were read.');
          await press(page, 'Say this of the components chosen');
          await sees(page, /It was said of the components chosen\./u);
        },
        PHONE,
      );
    });
    const passed = await pushes('passed', RELEASE, '--candidate');
    assert.equal(passed.code, 0, passed.err);
    assert.deepEqual(
      (await said(1)).reasons.map(({ id }) => id),
      ['safety-case.report-for-release'],
    );
    await withBrowser((browser) =>
      as(
        browser,
        officer,
        async (page) => {
          await page.goto(`${AT}/reports/new`);
          await fits(page);
          await page.getByLabel('Of who makes the service').check();
          await page.getByLabel('Which phase it is for').selectOption('modification');
          assert.equal(await page.getByLabel('Which release it is for').inputValue(), RELEASE);
          await press(page, 'Begin the report');
          await writes(page, 'CSCR-1', 'introduction', 'For whoever deploys release 2.0.0.');
          await writes(page, 'CSCR-1', 'statement', 'In my judgement what remains may be borne.');
          await page.goto(`${AT}/reports/CSCR-1/sign`);
          assert.doesNotMatch(
            await main(page),
            /is not whole|is not known|No current|No clinical risk management plan/u,
          );
          await signs(page, `${AT}/reports/CSCR-1`, 1);
        },
        PHONE,
      ),
    );
  });

  test('the gate says go; what it answered before stays as it was', async () => {
    const answer = await said(0);
    assert.deepEqual([answer.verdict, answer.reasons], ['go', []]);
    const kept = await gate('--version', RELEASE, '--record');
    assert.equal(kept.code, 0, kept.out);
    assert.match(kept.out, /^This release may go\. Nothing stops it\./mu);
    const junitSaid = readFileSync(at('gate.xml'), 'utf8');
    assert.match(junitSaid, /failures="0" errors="0"/u);
    assert.match(
      (await developer.get(`${AT}/gates/GATE-1`)).text,
      /as it was This release may not go yet 3 things stop it/u,
    );
    assert.match((await developer.get(`${AT}/gates/GATE-2`)).text, /as it was This release may go Nothing stops it/u);
    const live = await records(RELEASE, '--live');
    assert.equal(live.code, 0, live.err);
    assert.match(live.out, /^Release 2\.0\.0 of FEN, live: recorded \(live\)\./u);
    assert.equal((await said(0)).verdict, 'go', 'also once it is live');
  });

  test('it is handed over: a packet is made in the browser, written by a program, and proved without a database', async () => {
    await withBrowser((browser) =>
      as(
        browser,
        officer,
        async (page) => {
          await page.goto(`${AT}/packets/new`);
          await fits(page);
          await page.getByLabel(RELEASE, { exact: true }).check();
          await page.getByLabel('For which organisation').fill('Larkmoor Community Trust');
          await page.getByLabel('Whom they can ask').fill('Clinical safety, Quillfeather Digital');
          await page.getByLabel('How they reach them').fill('clinical.safety@example.org');
          await press(page, 'Make the packet');
          await confirms(page);
          await sees(page, /PKT-1 was made, and is kept as it is\./u);
          await fits(page);
        },
        PHONE,
      ),
    );
    const written = await pipeline('packet', 'write', '--service', SERVICE, '--packet', 'PKT-1', '--out', at('1.zip'));
    assert.equal(written.code, 0, written.err);
    const proved = await primum({}, 'verify', at('1.zip'));
    assert.equal(proved.code, 0, proved.out + proved.err);
    assert.match(proved.out, /^Valid/u);
  });

  test('the other installation takes it in, once it has heard the fingerprint of the key', async () => {
    const sent = await officer.send(
      `${AT}/packets/PKT-1/sent`,
      { how: 'By secure mail to their clinical safety office.' },
      { follow: true },
    );
    assert.match(sent.text, /Sent on 12 March 2026, as Wren Applewhite says/u);
    const report = await developer.get(`${AT}/reports/CSCR-1`);
    assert.match(
      report.text,
      /Larkmoor Community Trust/u,
      'who has the packet stands among those who received the report',
    );
    // Read out on the telephone.
    const [fingerprint] = FINGERPRINT.exec((await officer.get(`${AT}/packets/PKT-1`)).text)!;

    percival = await somebody(trust, 'Percival Lark', DEPLOYED, 'safety engineer');
    await trust.execute(anyCommand(createService), {
      reference: DEPLOYED,
      name: 'Dressing advice at Larkmoor',
      role: 'deployer',
      phase: 'beta',
    });
    await withBrowser((browser) =>
      as(
        browser,
        percival,
        async (page) => {
          await page.goto(`${DEPLOYMENTS}/new`);
          await page.getByLabel('Where it is deployed').fill('Larkmoor, community nursing');
          await press(page, 'Add the deployment');
          await sees(page, /DPL-1 Larkmoor, community nursing/u);
          await takesIn(page, '1.zip');
          await sees(page, /Nobody here has seen the key before that signed this packet/u);
          assert.equal(FINGERPRINT.exec(await main(page))![0], fingerprint);
          await page.getByLabel('The fingerprint of the supplier’s key').fill(fingerprint);
          await takesIn(page, '1.zip', false);
          await sees(page, /PKT-1 was taken in: 3 items to look at\./u);
          await fits(page);
          await page.goto('/');
          await sees(page, /3 items of PKT-1, deployed at Larkmoor, community nursing, have no answer/u);
          await page.goto(`/services/${DEPLOYED}/logs/1`);
          await sees(page, /A wound photo is attached to the wrong person’s record/u);
        },
        PHONE,
      ),
    );
  });

  test('it is answered there item by item; the answer goes back as a file, is proved, and its challenge is an action', async () => {
    await withBrowser((browser) =>
      as(
        browser,
        percival,
        async (page) => {
          await answers(page, /^Control for you to put in place CTL-2/u, 'Accepted', {
            'Who puts it in place here': 'The team leader of the district',
          });
          await answers(page, /^Residual risk HAZ-1/u, 'Challenged', { Why: 'We have no wristbands on visits.' });
          await answers(page, /^Test issue BUG-7/u, 'Not applicable here', { Why: 'Our photos have no border.' });
          await page.goto(`${DEPLOYMENTS}/DPL-1/answers/new`);
          await sees(page, /It answers 3 of the 3 items of PKT-1\. Nothing is open\./u);
          await press(page, 'Write the answer');
          await sees(page, /Answer 1 was written\. Its link gives you the file to send\./u);
        },
        PHONE,
      ),
    );
    await fetches(percival, `${DEPLOYMENTS}/DPL-1/answers/1`, 'answer-1.zip');
    const proved = await primum({}, 'verify', at('answer-1.zip'));
    assert.equal(proved.code, 0, proved.out + proved.err);
    await withBrowser((browser) =>
      as(
        browser,
        officer,
        async (page) => {
          await page.goto(`${AT}/packets/PKT-1/answers/new`);
          await fits(page);
          await page.getByLabel('The file that came').setInputFiles(at('answer-1.zip'));
          await press(page, 'Take in the answer');
          await sees(page, /1 accepted, 1 challenged, 1 not applicable/u);
          await sees(page, /We have no wristbands on visits\. By Percival Lark, 12 March 2026/u);
          await page.goto('/');
          await sees(page, /Answer the challenge to residual risk HAZ-1 from Larkmoor/u);
        },
        PHONE,
      ),
    );
  });

  test('the next release touches what is the deployer’s: only the difference is signed, and the gate says go again', async () => {
    later(maker, trust);
    const asked = { service: SERVICE, control: 'CTL-2' };
    const { control } = (await engineer.api('GET', 'hazards/control', asked)).json as { control: { version: number } };
    await engineer.execute(anyCommand(editControl), { ...asked, version: control.version, text: TRAINED_NOW });
    writeFileSync(at('bom.json'), bom({ sharp: '0.33.1', zod: '4.1.0' }).content);
    const recorded = await records(NEXT, '--sbom', at('bom.json'), '--touches', 'HAZ-1,CTL-1', ...BUILT);
    assert.match(recorded.out, /2 third-party components: 0 new, 1 changed, 1 the same, 0 gone\./u, recorded.err);
    assert.match(recorded.out, /A person has to speak for 1 of them/u);
    assert.equal((await pushes('passed', NEXT, '--candidate')).code, 0);
    const of = `${RELEASES}/${NEXT}`;
    await engineer.send(`${of}/components/assess`, {
      components: 'pkg:npm/zod',
      finding: 'assessed',
      reason: 'Its list of changes was read.',
    });
    await engineer.send(`${of}/issues`, { none: 'yes' });
    await officer.send(`${of}/impact`, { impact: 'changes risk', reason: 'Whom it is for is said more narrowly.' });
    const before = await said(1, NEXT);
    assert.deepEqual(before.reasons.map(({ id }) => id).toSorted(), [
      'hazards.log-approved',
      'safety-case.report-for-release',
    ]);
    includes(
      wordsOf(before).join(' '),
      `Version 1 of the hazard log of ${NAME} is out of date because 1 hazard changed since it was signed on 12 March 2026: control CTL-2`,
    );
    await withBrowser((browser) =>
      as(
        browser,
        officer,
        async (page) => {
          await page.goto('/');
          await sees(page, /out of date because 1 hazard changed since it was signed/u);
          await page.goto(`${AT}/logs/1/sign`);
          await sees(page, /You see only what is different from version 1/u);
          assert.deepEqual(await page.locator('ins').allInnerTexts(), ['within a year']);
          await signs(page, `${AT}/logs/1`, 2);
          await officer.execute(anyCommand(beginReport), {
            service: SERVICE,
            sort: 'manufacturer',
            phase: 'modification',
            release: NEXT,
            log: 1,
          });
          await writes(page, 'CSCR-2', 'introduction', 'For whoever deploys release 2.1.0.');
          await writes(page, 'CSCR-2', 'statement', 'In my judgement what remains may still be borne.');
          await signs(page, `${AT}/reports/CSCR-2`, 1);
        },
        PHONE,
      ),
    );
    assert.equal((await said(0, NEXT)).verdict, 'go');
    assert.match(
      (await developer.get(`${AT}/reports/CSCR-1`)).text,
      /superseded because CSCR-2 was approved after it, and took its place/u,
    );
  });

  test('its packet arrives as a difference, with what to look at again; what was answered of the rest stands', async () => {
    later(maker, trust);
    const made = await officer.send(
      `${AT}/packets/new`,
      { release: NEXT, receiver: 'Larkmoor Community Trust' },
      { confirm: true, follow: true },
    );
    assert.match(made.text, /PKT-2 was made/u);
    const written = await pipeline('packet', 'write', '--service', SERVICE, '--packet', 'PKT-2', '--out', at('2.zip'));
    assert.equal(written.code, 0, written.err);
    assert.equal((await primum({}, 'verify', at('2.zip'))).code, 0);
    // The key is known by now: a program may take it in.
    const theirs = { PRIMUM_URL: await trust.listen(), PRIMUM_TOKEN: await tokenOf(percival, 'import', DEPLOYED) };
    const where = ['--service', DEPLOYED, '--deployment', 'DPL-1'];
    const taken = await primum(theirs, 'packet', 'take-in', at('2.zip'), ...where);
    assert.equal(taken.code, 0, taken.err);
    assert.match(taken.out, /^PKT-2 was taken in: 2 items to look at/u);
    await withBrowser((browser) =>
      as(
        browser,
        percival,
        async (page) => {
          await page.goto('/');
          await sees(
            page,
            /2 items of PKT-2, deployed at Larkmoor, community nursing, have no answer because the sup/u,
          );
          await page.goto(`${DEPLOYMENTS}/DPL-1/supplier`);
          await fits(page);
          await sees(page, /PKT-2 beside PKT-1 Items: 2 changed, 1 gone\. 2 items to be looked at\./u);
          await sees(page, /Hazards here that this is about, to be looked at again: HAZ-1\./u);
          await page.goto(`${DEPLOYMENTS}/DPL-1/items`);
          await fits(page);
          await sees(
            page,
            /To be looked at again\. Control for you to put in place CTL-2 .*To be looked at again\. Res/u,
          );
          await sees(page, /Its words before were accepted by Percival Lark on 12 March 2026/u);
          await sees(page, /No longer in the packet .* Test issue BUG-7: The border of a photo is grey/u);
          await answers(page, /^Control for you to put in place CTL-2/u, 'Accepted', {
            'Who puts it in place here': 'The team leader of the district',
          });
          await sees(page, /CTL-2 says in the log what the supplier says now\./u);
          await answers(page, /^Residual risk HAZ-1/u, 'Accepted', {});
          await page.goto(`/services/${DEPLOYED}/hazards/HAZ-1`);
          await sees(page, new RegExp(`CTL-2 ${TRAINED_NOW}`, 'u'));
        },
        PHONE,
      ),
    );
    await percival.send(`${DEPLOYMENTS}/DPL-1/answers/new`, {});
    await fetches(percival, `${DEPLOYMENTS}/DPL-1/answers/2`, 'answer-2.zip');
    assert.equal((await primum({}, 'verify', at('answer-2.zip'))).code, 0);
    const ours = { PRIMUM_URL: url, PRIMUM_TOKEN: await tokenOf(engineer, 'import', SERVICE) };
    const back = await primum(ours, 'packet', 'answer', at('answer-2.zip'), '--service', SERVICE, '--packet', 'PKT-2');
    assert.deepEqual([back.code, back.err], [0, '']);
    assert.equal(back.out, 'Taken in, as answer 1 to PKT-2. No action was added.\n');
    const list = await officer.get(`${AT}/packets`);
    assert.match(list.text, /Has last PKT-2, release 2\.1\.0.* Answered Larkmoor, community nursing: 2 accepted/u);
    assert.doesNotMatch((await percival.get('/')).text, /have no answer/u);
    for (const app of [maker, trust])
      assert.deepEqual((await verifyLive(app.ground, app.organisation, null)).problems, []);
  });
});
