import assert from 'node:assert/strict';
import { before, describe, test } from 'node:test';
import type { Browser, Page } from 'playwright-core';
import { doAs, makeOfficer, type Somebody } from './features/approvals/testing/officers.ts';
import { exitUrl } from './features/concerns/data.ts';
import { formWorld, type FormWorld } from './features/concerns/testing/form-world.ts';
import { recordRelease } from './features/evidence/commands.ts';
import { recordCompetence } from './features/people/training-commands.ts';
import { declareNoComponents, sayTestIssues, sayTouches } from './features/releases/commands.ts';
import { stateImpact } from './features/releases/impact-commands.ts';
import { recordReleaseDetails } from './features/releases/record-command.ts';
import { setGatePolicy } from './features/gate/commands.ts';
import type { GateRecord } from './features/gate/record.ts';
import { confirmResidual } from './features/hazards/commands.ts';
import { acceptMapping } from './features/hazards/evidence/judging.ts';
import { pushResults } from './features/hazards/evidence/push.ts';
import { junit } from './features/hazards/evidence/testing/junit.ts';
import { importHazardLog } from './features/hazards/import/index.ts';
import { NHS_SCHEME } from './features/schemes/index.ts';
import { anyCommand } from './platform/commands/command.ts';
import { emailOf, TEST_PASSWORD, type Visitor } from './test-app.ts';
import { newPage, withBrowser, type PageOptions } from './test-browser.ts';

/*
 * When harm occurs: somebody who is afraid writes on a phone, leaves, and comes back from another device; a nurse reports a near miss
 * between two patients; and an incident goes from its report to its closing. In Chromium, by what people see.
 */

const AT = '/services/DEMO';
const HOUR = 3_600_000;
const SITE = new URL(exitUrl('weather'));
const PLAIN = 'It may rain later.';
const PHONE: PageOptions = { width: 320, javaScript: false };

let world: FormWorld;
let handler: Somebody;
let officer: Somebody;
let nurse: Visitor;
let engineer: Visitor;

before(async () => {
  world = await formWorld();
  handler = { visitor: world.handler, roles: ['incident handler'] };
  officer = { visitor: world.officer, roles: ['clinical safety officer'] };
  nurse = await world.app.as({ name: 'Juniper Hale', roles: ['viewer'] });
  engineer = await world.app.as({ name: 'Ottoline Reed', roles: ['safety engineer'] });
});

function later(hours: number): void {
  world.app.clock.now = new Date(world.app.clock.now.getTime() + hours * HOUR);
}

async function press(page: Page, button: string | RegExp): Promise<void> {
  await page.getByRole('button', { name: button, exact: true }).first().click();
}

async function follow(page: Page, link: string | RegExp): Promise<void> {
  await page.getByRole('link', { name: link, exact: true }).first().click();
}

async function shown(page: Page): Promise<string> {
  return (await page.locator('body').innerText()).replaceAll(/\s+/gu, ' ').trim();
}

/** Waits for words on the page, and says what stood there instead. */
async function sees(page: Page, words: RegExp): Promise<void> {
  const until = Date.now() + 20_000;
  while (!words.test(await shown(page)) && Date.now() < until) await page.waitForTimeout(50);
  assert.match(await shown(page), words, page.url());
}

async function fits(page: Page): Promise<void> {
  const wide = await page.evaluate('document.documentElement.scrollWidth - document.documentElement.clientWidth');
  assert.ok(Number(wide) <= 0, `${page.url()} is ${String(wide)} px wider than the window`);
}

/** Whoever was away for days signs in anew. */
async function signsIn(page: Page, { person }: Visitor): Promise<void> {
  await page.goto('/sign-in');
  if ((await page.getByLabel('Email address').count()) === 0) return;
  await page.getByLabel('Email address').fill(emailOf(person.id));
  await page.getByLabel('Password', { exact: true }).fill(TEST_PASSWORD);
  await press(page, 'Sign in');
  await page.getByRole('button', { name: 'Sign out' }).waitFor();
}

/** Somebody at a page; what was not there says little without what was. */
async function as<T>(browser: Browser, who: Visitor, act: (page: Page) => Promise<T>, options: PageOptions = {}) {
  return who.open(browser, options, async (page) => {
    page.context().setDefaultTimeout(15_000);
    try {
      await signsIn(page, who);
      return await act(page);
    } catch (error) {
      throw new Error(`At ${page.url()}: ${await shown(page)}`, { cause: error });
    }
  });
}

/** A device of its own: nothing that another one has kept is there. Where the way out leads is answered here. */
async function onDevice(browser: Browser, options: PageOptions, act: (page: Page) => Promise<void>): Promise<void> {
  const page = await newPage(browser, { ...options, baseURL: await world.app.listen() });
  await page.route(`${SITE.origin}/**`, (route) =>
    route.fulfill({ contentType: 'text/html', body: `<title>Weather</title><p>${PLAIN}</p>` }),
  );
  try {
    await act(page);
  } catch (error) {
    throw new Error(`At ${page.url()}: ${await shown(page).catch(() => '')}`, { cause: error });
  } finally {
    await page.context().close();
  }
}

const SAID = 'He locks me in when the nurse has been. The page told him what I wrote about my leg.';
const ANSWER = 'We have closed what he could see. You can ring the number that you were given, at any time.';

for (const javaScript of [false, true])
  test(`somebody who is afraid, on a phone, scripts ${javaScript ? 'on' : 'off'}: writes, leaves, comes back elsewhere, reads the answer`, async () => {
    const kept = { reference: '', words: '' };
    await withBrowser(async (browser) => {
      await onDevice(browser, { width: 320, javaScript }, async (page) => {
        await page.goto('data:text/html,<title>Before</title>');
        await page.goto(world.path);
        await sees(page, /999.*press 55/u);
        await fits(page);
        await press(page, 'Start');
        await page.getByLabel('What happened?').fill(SAID);
        await press(page, 'Continue');
        // What it says is not held up: help is shown, and what was written is kept.
        await sees(page, /You do not have to wait for us What you wrote is kept/u);
        await fits(page);
        await follow(page, 'Go on');
        for (let question = 2; question <= 7; question++) {
          await sees(page, new RegExp(`Question ${question} of 7`, 'u'));
          await fits(page);
          if (question === 6) {
            await page.getByLabel('No, do not contact me').check();
            await press(page, 'Continue');
          } else await press(page, 'Skip');
        }
        await sees(page, /Check what you wrote.*He locks me in/u);
        await press(page, 'Send');
        await sees(page, /We have it/u);
        [kept.reference, kept.words] = (await page.locator('.big').allInnerTexts()) as [string, string];
        await fits(page);
        await follow(page, 'Exit this page');
        await page.waitForURL(SITE.href);
        for (let back = 0; back < 12 && !page.url().startsWith('data:'); back++) {
          await page.goBack({ waitUntil: 'commit', timeout: 5_000 }).catch(() => null);
          await page.waitForTimeout(200);
          await page.waitForLoadState('load');
          const seen = `${await page.title()} ${await shown(page)}`;
          for (const one of ['locks me', kept.reference, kept.words, 'Question', 'We have it'])
            assert.ok(!seen.includes(one), `Back shows “${one}”`);
        }
        assert.deepEqual(await page.context().cookies(await world.app.listen()), [], 'no cookie stays');
      });

      // Those who look after safeguarding are told, and read it; to whoever handles incidents it never came in.
      await as(browser, world.handler, async (page) => {
        await page.goto(`${AT}/concerns`);
        assert.doesNotMatch(await page.content(), new RegExp(kept.reference, 'u'));
        const answer = await page.goto(`${AT}/concerns/${kept.reference}`);
        assert.equal(answer?.status(), 404);
      });
      await as(browser, world.lead, async (page) => {
        await page.goto('/safeguarding');
        await page.locator('tr', { hasText: kept.reference }).locator('a').first().click();
        await sees(page, /He locks me in/u);
        await follow(page, 'All that was written by the public form, and the answer');
        await page
          .getByRole('button', { name: 'Answer them' })
          .or(page.getByRole('link', { name: 'Answer them' }))
          .first()
          .click();
        await page.getByLabel('Your answer').fill(ANSWER);
        await press(page, 'Answer');
        await sees(page, /You can ring the number that you were given/u);
      });

      // Another device, which has nothing but what was learnt by heart.
      await onDevice(browser, { width: 320, javaScript }, async (page) => {
        await page.goto(world.path);
        await follow(page, 'Read our answer to what you told us before');
        await page.getByLabel('Your reference').fill(kept.reference.toLowerCase());
        await page.getByLabel('Your words').fill('some other words than these');
        await press(page, 'Go on');
        await sees(page, /do not belong together/u);
        await page.getByLabel('Your words').fill(kept.words);
        await press(page, 'Go on');
        await sees(page, /You can ring the number that you were given/u);
        await fits(page);
        await follow(page, 'Exit this page');
        await page.waitForURL(SITE.href);
        await page.goBack({ waitUntil: 'commit' }).catch(() => null);
        await page.waitForTimeout(200);
        assert.doesNotMatch(await shown(page), /You can ring|locks me/u);
      });
    });
  });

/** What somebody does at a page, counted: what they press and choose, the signs that they type, and the pages that they wait for. */
class Hands {
  presses = 0;
  signs = 0;
  pages = 0;
  readonly #page: Page;

  constructor(page: Page) {
    this.#page = page;
  }

  async press(name: string | RegExp, role: 'link' | 'button' = 'link'): Promise<void> {
    this.presses++;
    this.pages++;
    await this.#page.getByRole(role, { name, exact: true }).first().click();
    await this.#page.waitForLoadState('load');
  }

  async type(label: string, text: string): Promise<void> {
    this.presses++;
    this.signs += text.length;
    await this.#page.getByLabel(label).click();
    await this.#page.keyboard.type(text);
  }

  /**
   * Seconds that it takes by the keystroke-level model (Card, Moran and Newell, 1980): 0.28 s for a sign of somebody who does not type
   * much, 1.1 s to point and 0.1 s to press, 0.4 s to move a hand to the keys and back, 1.35 s to think before each press and once
   * before writing. A page of ours is given a second. The figures are the model's, for a desk: no nurse was timed.
   */
  get seconds(): number {
    return this.signs * 0.28 + this.presses * (1.1 + 0.1 + 1.35 + 0.4) + 1.35 + this.pages * 1;
  }
}

test('a nurse reports a near miss between two patients: one sentence, under a minute at human pace', async (t) => {
  const near = 'The photo list showed yesterday’s wound first. I noticed it before I changed the dressing.';
  await withBrowser(async (browser) => {
    await as(
      browser,
      nurse,
      async (page) => {
        await page.goto('/');
        const hands = new Hands(page);
        await hands.press(/^Willowbank Wound Care/u);
        await fits(page);
        await hands.press('a near miss');
        await fits(page);
        await hands.type('What nearly went wrong?', near);
        assert.equal(
          await page.locator('main').locator('textarea, input:not([type=hidden]), select').count(),
          1,
          'one field',
        );
        await hands.press('Send the report', 'button');
        await sees(page, /INC-1/u);
        await fits(page);
        const { presses, signs, pages, seconds } = hands;
        t.diagnostic(
          `${presses} presses, ${signs} signs, ${pages} pages: ${seconds.toFixed(0)} s by the keystroke-level model`,
        );
        assert.ok(presses <= 5 && pages <= 4, `${presses} presses, ${pages} pages`);
        assert.ok(seconds < 60, String(seconds));
      },
      PHONE,
    );
  });
});

const LOG = {
  format: 'primum-hazard-log',
  version: 1,
  sources: [{ file: 'willowbank.xlsx', sha256: 'a'.repeat(64), kind: 'xlsx' }],
  scheme: NHS_SCHEME,
  hazards: [
    {
      name: 'A photo is shown to somebody whom it does not concern',
      causes: [],
      controls: [{ text: 'A link to a photo opens once', type: 'design', state: 'in place' }],
      initial: { severity: 'Considerable', likelihood: 'Low' },
      residual: { severity: 'Minor', likelihood: 'Very low' },
    },
  ],
};

/** What the gate answers of the release, as a pipeline asks it. */
async function gate(): Promise<GateRecord> {
  const asker = await world.app.as({ name: 'Posy Thackray', roles: ['viewer'] });
  const answer = await asker.api('GET', 'gate/gate', { service: 'DEMO', version: '1.4.0' });
  assert.equal(answer.status, 200, JSON.stringify(answer.json));
  return answer.json as unknown as GateRecord;
}

/** Chooses what a form asks, by its questions. */
async function chooses(page: Page, question: string, answer: string): Promise<void> {
  await page.getByRole('group', { name: question }).getByLabel(answer, { exact: true }).check();
}

async function confirms(page: Page): Promise<void> {
  await page.getByLabel('Your password').fill(TEST_PASSWORD);
  await press(page, 'Confirm with your password');
}

/** What the service is, and what happened, as the duties ask for it. */
const WHAT_THE_SERVICE_IS = {
  'Do you provide care under the NHS Standard Contract?': 'No',
  'Are you an operator of essential services under the NIS Regulations?': 'No',
  'Is the product a medical device?': 'No',
  'Which class of device is it?': 'it is no device',
  'Is the device on the market in Great Britain?': 'No',
  'Is the device on the market in Northern Ireland or the EU?': 'No',
  'Was a national system part of it?': 'No',
};
const WHAT_HAPPENED = {
  'Did it happen while care was given that is registered with the CQC?': 'No',
  'Is it on the list of Never Events, and which one?': 'none of them',
  'Did an accident arise out of work?': 'No',
  'Does it undermine the clinical safety case?': 'Yes',
  'Could the whole country learn from it?': 'No',
  'Does it meet the criteria of the maternity and newborn safety investigations (MNSI)?': 'No',
  'Was personal data lost, changed, shown or cut off against the rules?': 'Yes',
  'How likely is it that people come to harm by the breach?': 'likely',
  'Did a failure of network or information systems hit an essential service significantly?': 'No',
  'Is anybody in danger now?': 'No',
  'Did somebody die?': 'No',
};

/** Answers what a form asks of these; what it does not ask is passed over. @returns how many were asked */
async function says(page: Page, answers: Readonly<Record<string, string>>): Promise<number> {
  let asked = 0;
  for (const [question, answer] of Object.entries(answers)) {
    const choices = page.getByRole('group', { name: question });
    const box = page.getByLabel(question);
    if ((await choices.count()) > 0) await choices.getByLabel(answer, { exact: true }).check();
    else if ((await box.count()) > 0) await box.selectOption({ label: answer });
    else continue;
    asked++;
  }
  return asked;
}

/** The handler's answer to DCB0129 7.2.2. */
async function proposes(page: Page, incident: string, answer: 'yes' | 'no', undermines: readonly string[] = []) {
  await page.goto(`${AT}/incidents/${incident}/verdict`);
  await page.locator(`input[name="answer"][value="${answer}"]`).check();
  await page.getByLabel('Why?', { exact: true }).fill('As the report says, and the safety case beside it.');
  for (const one of undermines) await page.getByRole('checkbox', { name: new RegExp(`${one}\\b`, 'u') }).check();
  if (undermines.length === 0)
    await page.getByLabel('why is it none?').fill('The order of a list: the case says nothing of it.');
  await press(page, 'Propose this answer');
  await sees(page, /Your answer waits for a signature/u);
}

/** Writes down what went to whom. @param more what is filled in, by the name or the words of its field */
async function recordsReport(page: Page, duty: string, more: Readonly<Record<string, string>>): Promise<void> {
  await page.goto(`${AT}/incidents/INC-2/duties/${duty}/report`);
  for (const [field, text] of Object.entries(more))
    await (field === 'reference' ? page.locator('#reference') : page.getByLabel(field)).fill(text);
  await press(page, 'Record that it was done');
  await sees(page, /It is recorded that it was done/u);
}

async function signsVerdict(page: Page, incident: string): Promise<void> {
  await page.goto(`${AT}/incidents/${incident}/verdict`);
  await follow(page, 'Read and sign this answer');
  await page.locator('main').getByRole('button', { name: /^Sign/u }).click();
  await confirms(page);
  await sees(page, /It is signed/u);
}

async function signsLog(page: Page, version: number): Promise<void> {
  await page.goto(`${AT}/logs/1/sign`);
  await page.getByLabel(`Approve version ${version}`).check();
  await press(page, `Sign my decision on version ${version}`);
  await confirms(page);
  await sees(page, new RegExp(`Version ${version} of .* is approved`, 'u'));
}

describe('an incident, from its report to its closing', () => {
  const INC = `${AT}/incidents/INC-2`;

  before(async () => {
    const { app } = world;
    const executive: Somebody = {
      visitor: await app.as({ name: 'Barnaby Quince', roles: ['accountable executive', 'product owner'] }),
      roles: ['accountable executive', 'product owner'],
    };
    await app.execute(anyCommand(importHazardLog), { service: 'DEMO', title: 'Log', log: LOG });
    await makeOfficer(app, officer, { service: 'DEMO', office: 'clinical safety officer', executive });
    const run = junit(
      { 'a link opens once [CTL-1]': 'passed', 'links are built so [CTL-1]': 'passed' },
      app.clock.now.toISOString(),
    );
    await app.execute(anyCommand(pushResults), { service: 'DEMO', release: '1.3.0', files: [run] });
    for (const [evidence, shows] of [
      ['EVD-1', 'effectiveness'],
      ['EVD-2', 'implementation'],
    ])
      await engineer.execute(anyCommand(acceptMapping), {
        service: 'DEMO',
        mappings: [{ control: 'CTL-1', test: evidence }],
        shows: [shows],
      });
    await doAs(app, officer, anyCommand(confirmResidual), { service: 'DEMO', hazards: ['HAZ-1'] });
    const competent = { forService: 'DEMO', role: 'Clinical safety officer', experience: 'Six years.' };
    await executive.visitor.execute(anyCommand(recordCompetence), { person: officer.visitor.person.id, ...competent });
    const release = { service: 'DEMO', release: '1.4.0' };
    await app.execute(anyCommand(recordRelease), { ...release, candidate: true });
    await app.execute(anyCommand(recordReleaseDetails), {
      ...release,
      configuration: [{ name: 'os', value: 'Debian 12' }],
    });
    await app.execute(anyCommand(declareNoComponents), release);
    await app.execute(anyCommand(sayTouches), { ...release, touches: [], none: true });
    await app.execute(anyCommand(sayTestIssues), { ...release, none: true });
    await doAs(app, officer, anyCommand(stateImpact), { ...release, impact: 'none', reason: 'A text was corrected.' });
    // What a safety case needs besides is in the journey of the safety case.
    const elsewhere = ['plan.approved', 'plan.follows-changes', 'approvals.intended-use-approved'];
    await doAs(app, officer, anyCommand(setGatePolicy), {
      service: 'DEMO',
      mode: 'enforce',
      days: 14,
      leftOut: Object.fromEntries(elsewhere.map((id) => [id, 'It is no part of this journey.'])),
    });
  });

  test('the near miss is answered and the log is signed: the release may go', async () => {
    await withBrowser(async (browser) => {
      await as(browser, handler.visitor, async (page) => {
        await page.goto(`${AT}/incidents/INC-1/triage`);
        await chooses(page, 'Is anybody in danger now?', 'No');
        await page.getByLabel('It is safe now').check();
        await page.getByLabel('What is it?', { exact: true }).selectOption('near miss');
        await chooses(page, 'Did it harm a patient, or could it have?', 'Yes');
        await page.getByLabel('What came of it, to the body?').selectOption('none');
        await page.getByLabel('And to the mind?').selectOption('none');
        await page.getByLabel('Who is it with?').selectOption({ label: 'Percival Lark' });
        await press(page, 'Finish the triage');
        await sees(page, /INC-1/u);
        await proposes(page, 'INC-1', 'no');
      });
      await as(browser, officer.visitor, async (page) => {
        await signsVerdict(page, 'INC-1');
        await signsLog(page, 1);
      });
    });
    const { verdict, reasons } = await gate();
    assert.deepEqual([verdict, reasons], ['go', []]);
  });

  test('it is reported, triaged and contained; its hazard and what was signed of it are challenged; the gate says no', async () => {
    later(1);
    await withBrowser(async (browser) => {
      await as(
        browser,
        nurse,
        async (page) => {
          await page.goto(`${AT}/incidents/new`);
          await page.getByLabel('What happened?').fill('A photo of one patient’s wound was shown to another patient.');
          await chooses(page, 'Was anybody harmed?', 'I do not know');
          await chooses(page, 'Is anybody in danger now?', 'No');
          await chooses(page, 'What is it?', 'Incident');
          await press(page, 'Send the report');
          await sees(page, /INC-2/u);
          await fits(page);
        },
        PHONE,
      );
      await as(browser, handler.visitor, async (page) => {
        await page.goto('/');
        await sees(page, /INC-2/u);
        await page.goto(`${INC}/triage`);
        await fits(page);
        await chooses(page, 'Is anybody in danger now?', 'No');
        await page.getByLabel('What was done at once?').selectOption('switched off');
        await page.getByLabel('What was switched off, who was told?').fill('Links to photos were switched off.');
        await page.getByLabel('It is safe now').check();
        await chooses(page, 'Did it harm a patient, or could it have?', 'Yes');
        await page.getByLabel('What came of it, to the body?').selectOption('none');
        await page.getByLabel('And to the mind?').selectOption('low');
        await page.getByLabel('The worst that could credibly have come of it: severity').selectOption('Considerable');
        await page.getByLabel('How likely is it to come with that harm?').selectOption('Low');
        await page.getByLabel('Which release did it happen on?').selectOption('1.4.0');
        await page.getByLabel('Which hazards did it realise?').fill('HAZ-1');
        await page.getByLabel('Which controls failed?').fill('CTL-1');
        await page.getByLabel('Who is it with?').selectOption({ label: 'Percival Lark' });
        await page.getByLabel('How is it looked into?').selectOption('DCB0129 review');
        await press(page, 'Finish the triage');
        await sees(page, /INC-2/u);
        await page.goto(`${AT}/hazards/HAZ-1`);
        await sees(page, /INC-2 \(since 12 March 2026\) speaks against the rating/u);
        await page.goto(`${AT}/logs/1`);
        await sees(page, /challenged/u);
        await proposes(page, 'INC-2', 'yes', ['HAZ-1', 'CTL-1']);
      });
    });
    const { verdict, reasons } = await gate();
    assert.equal(verdict, 'no-go');
    assert.deepEqual(reasons.map(({ id }) => id).toSorted(), [
      'gate.no-incident-undermines',
      'hazards.log-approved',
      'hazards.residual-acceptable',
    ]);
    assert.match(
      reasons.map(({ says }) => says).join(' '),
      /INC-2 may undermine the safety case: it is proposed, and nobody has signed it\./u,
    );
  });

  test('who has to be told: one report goes late, one is dismissed with a reason, nothing is left open', async () => {
    await withBrowser(async (browser) => {
      await as(browser, handler.visitor, async (page) => {
        await page.goto(`${AT}/duties/facts`);
        await says(page, WHAT_THE_SERVICE_IS);
        await page.getByLabel('the controller of personal data').check();
        await page.getByLabel('the manufacturer of the health IT system').check();
        await press(page, 'Save what is known');
        await sees(page, /It was saved, and counts for every incident/u);
        // Each answer may lead to another question.
        for (let turn = 0; turn < 5; turn++) {
          await page.goto(`${INC}/duties/facts`);
          await fits(page);
          if ((await says(page, WHAT_HAPPENED)) === 0) break;
          await press(page, 'Save what is known');
          await sees(page, /What is known was saved/u);
        }
        await page.goto(`${INC}/duties/facts`);
        await page.getByLabel('When did your organisation become aware of the breach?').fill('2026-03-12 10:00');
        await press(page, 'Save what is known');
        await page.goto(`${INC}/duties`);
        await sees(
          page,
          /3 reports or steps owed, of 1 it is not known.*Not known whether it is owed \(1\).*DCB-SAFETYCASE.*Done \(\d\).*DCB-LOG/u,
        );
        await page.goto('/deadlines');
        await sees(page, /INC-2/u);
        await fits(page);
        later(1);
        await recordsReport(page, 'BREACH-REGISTER', { reference: 'Register of breaches, line 14' });
      });
      // Three days and a half: the limit of three has passed.
      later(84);
      await as(browser, handler.visitor, async (page) => {
        await page.goto(`${INC}/duties`);
        await sees(page, /1 overdue/u);
        await recordsReport(page, 'ICO-72H', { reference: 'DSPT-0001', 'Why is it late?': 'The lead was away.' });
        await sees(page, /It was reported late: after the limit\./u);
        await page.goto(`${INC}/close`);
        await sees(page, /DCB-TELL-DEPLOYERS is owed and not done/u);
      });
      await as(browser, officer.visitor, async (page) => {
        await page.goto(`${INC}/duties/DCB-TELL-DEPLOYERS/dismiss`);
        await page.getByLabel('Why is it not owed?').fill('No other organisation deploys it.');
        await press(page, 'Dismiss it');
        await sees(page, /It is dismissed, with your reason\..*No other organisation deploys it\./u);
      });
    });
  });

  test('what it undermines is signed, put right and rated again', async () => {
    await withBrowser(async (browser) => {
      await as(browser, officer.visitor, async (page) => {
        await page.goto('/');
        await sees(page, /INC-2/u);
        await signsVerdict(page, 'INC-2');
      });
      await as(browser, engineer, async (page) => {
        await page.goto(`${AT}/controls/CTL-1/challenges`);
        await page.getByLabel('What was put right').fill('A link now opens for the one who asked for it, and once.');
        await press(page, 'Save the answer');
        await page.goto(`${AT}/controls/CTL-1`);
        assert.doesNotMatch(await shown(page), /CTL-1 does not hold because it failed in INC-2/u);
      });
      await as(browser, officer.visitor, async (page) => {
        await page.goto(`${AT}/hazards/HAZ-1/challenges`);
        await fits(page);
        await follow(page, 'Rate the residual risk again');
        await page.getByLabel('A minor injury that heals soon').check();
        await page.getByLabel('One patient', { exact: true }).check();
        await page.getByLabel('Very low', { exact: true }).check();
        await page.getByRole('checkbox', { name: /^CTL-1 /u }).check();
        await page.getByLabel('Why do you rate it so?').fill('It happened once; the link is now bound to one person.');
        await press(page, 'Give this rating');
        await sees(page, /The residual rating of HAZ-1 is/u);
      });
    });
  });

  test('it is closed once everything is answered, and whoever reported it is told', async () => {
    await withBrowser(async (browser) => {
      await as(browser, handler.visitor, async (page) => {
        await page.goto(`${INC}/close`);
        await fits(page);
        assert.equal(await page.getByRole('button', { name: 'Close INC-2' }).count(), 0);
        await page.goto(`${INC}/close/cause`);
        await page.getByLabel('What led to it?').fill('A link stood for a photo and not for whoever asked for it.');
        await press(page, 'Save the cause');
        await page.goto(`${INC}/close/action`);
        await page.getByLabel('What is to be done?').fill('Bind each link to whoever asked for it');
        await page.locator('input[name="strength"][value="design"]').check();
        await page.getByLabel('Who does it?').selectOption({ label: 'Percival Lark' });
        await page.getByLabel('By when?').fill('2026-03-20');
        await page.getByLabel('When is it checked that it worked?').fill('2026-06-30');
        await press(page, 'Add this action');
        await sees(page, /is not done/u);
        await page.getByRole('link', { name: 'Bind each link to whoever asked for it' }).first().click();
        await press(page, 'Say that it is done');
        await page.getByLabel('What was done, and what shows it').fill('Live since this morning; a test holds it.');
        await press(page, 'It is done');
        // Since the officer signed that it undermines the case, that is owed as well.
        await recordsReport(page, 'DCB-SAFETYCASE', { reference: 'Version 2 of the hazard log' });
        await page.goto(`${INC}/feedback`);
        await press(page, /^Write an answer/u);
        await page.locator('#found').fill('A link to a photo opened for anybody who had it.');
        await page.locator('#changed').fill('A link now opens only for the person who asked for it.');
        await press(page, 'Look at it as they will read it');
        await press(page, 'Tell them this');
        await sees(page, /They can read it from now on/u);
        await page.goto(`${INC}/close`);
        await sees(page, /Everything that closing asks is answered/u);
        await fits(page);
        await press(page, 'Close INC-2');
        await sees(page, /INC-2 is closed/u);
      });
      await as(
        browser,
        nurse,
        async (page) => {
          await page.goto('/reports');
          await sees(page, /A link now opens only for the person who asked for it/u);
          await fits(page);
        },
        PHONE,
      );
    });
  });

  test('the log is signed anew, and the gate says go; the file shows what happened', async () => {
    await withBrowser(async (browser) => {
      await as(browser, officer.visitor, async (page) => {
        await signsLog(page, 2);
        await page.goto(`${AT}/file`);
        await sees(page, /Safety incident management log.*2 incidents, 1 open/u);
        await page.goto(`${INC}/duties`);
        await sees(page, /It was reported late: after the limit\./u);
        await page.goto('/deadlines');
        assert.doesNotMatch(await shown(page), /INC-2/u);
      });
    });
    const { verdict, reasons } = await gate();
    assert.deepEqual([verdict, reasons], ['go', []]);
  });
});
