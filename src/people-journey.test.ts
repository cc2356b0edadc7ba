import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { after, test } from 'node:test';
import type { Browser, Page } from 'playwright-core';
import { approvals } from './features/approvals/index.ts';
import { demoLog } from './features/hazards/demo/demo-log.ts';
import { importHazardLog } from './features/hazards/import/index.ts';
import { inviteMember } from './features/organisations/invitation-commands.ts';
import { createService } from './features/services/commands.ts';
import { DEMO_SERVICE } from './features/services/demo.ts';
import { runCli } from './platform/cli/run.ts';
import { platformVerbs } from './platform/cli/verbs.ts';
import { anyCommand } from './platform/commands/command.ts';
import type { Role } from './platform/commands/may.ts';
import type { Installation } from './platform/installation.ts';
import { verifyLive } from './platform/ledger/live.ts';
import { sayDate } from './platform/london-time.ts';
import { delivery } from './platform/mail/delivery.ts';
import { smtpServer } from './platform/mail/server.ts';
import { latestMails } from './platform/mail/store.ts';
import { post } from './platform/mail/testing/post.ts';
import { testProvider } from './platform/providers/testing/identity-provider.ts';
import { freePort, settingsFor } from './platform/providers/testing/settings.ts';
import { testApp, TEST_PASSWORD, type Visitor } from './test-app.ts';
import { newPage, withBrowser, withDevice, type PageOptions } from './test-browser.ts';

/*
 * A clinical safety officer, from the nomination to the second signature, as people go: in Chromium, by what they see on
 * their desks and on the pages that these lead to. With each way of confirming who one is.
 */

const port = await freePort();
const url = `http://localhost:${port}`;
const provider = await testProvider([`${url}/sign-in/with/trust/back`]);
const folder = mkdtempSync(join(tmpdir(), 'primum-journey-'));
after(async () => {
  await provider.close();
  rmSync(folder, { recursive: true });
});
const app = await testApp({
  now: new Date(),
  url,
  providers: settingsFor({ id: 'trust', name: 'Larkmoor sign-in', issuer: provider.issuer }),
});
await app.app.listen({ port, host: '127.0.0.1' });

const MISSPELT = 'beleives';
const TABLET = 'On a shared tablet the date of birth is asked again before the photo is saved';
const [WAS, IS] = ['again before the photo is saved', 'once, when the visit is opened'] as const;
const MINUTE = 60_000;

/** Whoever is to be clinical safety officer: how they come in, and how they confirm who they are. */
interface Nominee {
  readonly name: string;
  readonly page: Page;
  /** What the record says that they confirmed with. */
  readonly method: string;
  /** On "Confirm that it is you": what does not confirm, each time back to that page or to the one before. */
  readonly fail: () => Promise<void>;
  readonly confirm: () => Promise<void>;
}

type Arrives = (browser: Browser, service: string, options: PageOptions) => Promise<Nominee>;

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

async function fits(page: Page): Promise<void> {
  const wide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  assert.ok(wide <= 0, `${page.url()} is ${wide} px wider than the window`);
}

/** Goes to one's desk by the name of the product, and does the one thing of a line there. */
async function fromDesk(page: Page, line: RegExp, action: string): Promise<void> {
  await follow(page, 'Primum');
  await page.locator('[data-keys-item]').filter({ hasText: line }).getByRole('button', { name: action }).click();
}

/** From a log to one of its hazards, or from a hazard to one of its controls: by its row. */
async function toRow(page: Page, name: string): Promise<void> {
  const link = page.getByRole('row').filter({ hasText: name }).getByRole('link').first();
  // Rows out of sight get their height when they come into it: what is below them moves.
  await link.scrollIntoViewIfNeeded();
  await link.click();
  await page.getByRole('heading', { level: 1, name }).waitFor();
}

/** From one's desk to the log of one's service. */
async function toLog(page: Page): Promise<void> {
  await follow(page, 'Primum');
  await follow(page, DEMO_SERVICE.name);
  await follow(page, 'Wound care hazard log');
}

/** Somebody who came in with a link, at their desk. */
async function enter(browser: Browser, visitor: Visitor, options: PageOptions): Promise<Page> {
  const page = await newPage(browser, { ...options, baseURL: url });
  const cookies = [...visitor.cookies].map(([name, value]) => ({ name, value, url, httpOnly: true }));
  await page.context().addCookies(cookies);
  await page.goto('/');
  return page;
}

/** What an operation of the API answers to whoever is at this page. */
async function asked(page: Page, operation: string, query: Record<string, string>) {
  const response = await page.request.get(`${url}/api/v1/${operation}?${new URLSearchParams(query).toString()}`);
  assert.equal(response.status(), 200, await response.text());
  return (await response.json()) as Record<string, unknown>;
}

/** Reads and approves what a line of the desk asks for. @param first what is tried before they confirm */
async function signs({ page, ...nominee }: Nominee, line: RegExp, version: number, first?: () => Promise<void>) {
  await fromDesk(page, line, `Read and sign version ${version}`);
  await page.getByLabel(`Approve version ${version}`).check();
  await press(page, `Sign my decision on version ${version}`);
  await sees(page, /Confirm that it is you/u);
  await first?.();
  await nominee.confirm();
  await sees(page, new RegExp(`Version ${version} of the .* is approved\\.`, 'u'));
}

/** It is now, or later: the time of a ledger never runs back. */
function forward(by: number): void {
  app.clock.now = new Date(Math.max(Date.now(), app.clock.now.getTime() + by));
}

/** @param brief without the correction of spelling, and without the proof of the ledger: that is the same in any browser */
async function journey(
  browser: Browser,
  service: string,
  arrives: Arrives,
  { brief = false, ...options }: PageOptions & { readonly brief?: boolean } = {},
): Promise<void> {
  forward(0);
  const today = sayDate(app.clock.now);
  await app.execute(anyCommand(createService), { ...DEMO_SERVICE, reference: service });
  const log = demoLog();
  const few = { ...log, hazards: log.hazards.slice(0, 12) };
  await app.execute(anyCommand(importHazardLog), { service, title: 'Wound care hazard log', log: few });
  const visit = async <T>(name: string, role: Role, act: (page: Page) => Promise<T>): Promise<T> => {
    const visitor = await app.as({ name, roles: [{ role, service, until: null }] });
    const page = await enter(browser, visitor, options);
    try {
      return await act(page);
    } finally {
      await page.context().close();
    }
  };
  const nominee = await arrives(browser, service, options);
  const { page, name } = nominee;
  const nothingSigned = async () =>
    assert.deepEqual((await asked(page, 'approvals/approvals', { service }))['approvals'], []);

  await visit('Barnaby Quince', 'accountable executive', async (executive) => {
    await fromDesk(executive, /has no clinical safety officer/u, 'See who could be');
    await press(executive, 'Nominate an officer');
    await executive.getByLabel('Whom').selectOption({ label: name });
    await executive.getByLabel('Clinical safety officer', { exact: true }).check();
    await press(executive, 'Nominate');
    await sees(executive, /The nomination waits for their answer now/u);
  });

  await fromDesk(page, /You were nominated as clinical safety officer/u, 'Read and answer');
  await sees(page, /has no registration here because nobody has added an entry/u);
  await press(page, 'Add your registration');
  await page.getByLabel('Nursing and Midwifery Council (NMC)').check();
  await press(page, 'Go on');
  await page.getByLabel('Registration number').fill('00A0000E');
  await page.getByLabel('Nurse', { exact: true }).check();
  await press(page, 'Add this registration');
  await sees(page, /It is on the desks of those who can look it up/u);
  await fits(page);

  await visit('Posy Thackray', 'product owner', async (owner) => {
    await fromDesk(owner, new RegExp(`NMC registration of ${name} has to be looked up`, 'u'), 'Record a look-up');
    await owner.getByLabel('Registered', { exact: true }).check();
    await press(owner, 'Record this look-up');
    await sees(owner, /The look-up was recorded/u);
  });

  await fromDesk(page, /You were nominated/u, 'Read and answer');
  await press(page, 'Read and answer');
  await sees(page, /This is what you sign:.*I can stop and ask/u);
  await fits(page);
  await press(page, 'Accept and sign');
  await sees(page, /Confirm that it is you/u);
  await nominee.confirm();
  await sees(page, /You accepted, and signed what the office means\. What awaits your signature comes to your desk/u);
  await sees(page, new RegExp(`Clinical safety officer since ${today}`, 'u'));

  await signs(nominee, /intended use of .* is not approved/iu, 1, async () => {
    await nominee.fail();
    await nothingSigned();
  });
  await signs(nominee, /hazard log of .* is not approved/iu, 1);
  assert.equal(await page.getByRole('button', { name: /^Read and sign/u }).count(), 0, 'nothing is left to be signed');
  await sees(
    page,
    new RegExp(`Version 1 approved by ${name} \\(clinical safety officer\\) on ${today}, unchanged`, 'u'),
  );

  const corrects = async (engineer: Page) => {
    await toLog(engineer);
    await toRow(engineer, 'A message about fever goes unread over a weekend');
    await press(engineer, 'Change its words');
    const description = engineer.getByLabel('Description');
    await description.fill((await description.inputValue()).replace(MISSPELT, 'believes'));
    await engineer.getByLabel(/I only corrected spelling/u).check();
    await engineer.getByLabel('What did you correct?').fill('The spelling of “believes”.');
    await press(engineer, /^Save HAZ-\d+$/u);
    await sees(engineer, /The correction is listed under your name, and lapses nothing/u);
    await toLog(engineer);
    await sees(engineer, new RegExp(`Version 1 approved by .* on ${today}, 1 editorial change since\\.`, 'u'));
    assert.doesNotMatch(await main(engineer), /out of date/u);
  };
  if (!brief) await visit('Ottoline Reed', 'safety engineer', corrects);

  const reference = await visit('Jasper Finchley', 'safety engineer', async (engineer) => {
    await toLog(engineer);
    await toRow(engineer, 'A wound photo is attached to the wrong patient’s record');
    await toRow(engineer, TABLET);
    const control = /CTL-\d+/u.exec(await main(engineer))![0];
    await press(engineer, `Change the words of ${control}`);
    await engineer.getByLabel('Control', { exact: true }).fill(TABLET.replace(WAS, IS));
    await press(engineer, `Save ${control}`);
    await sees(engineer, /The change is material: a version of the log that is signed is out of date/u);
    return control;
  });

  const sentence = `Version 1 of the hazard log of ${DEMO_SERVICE.name} is out of date because 1 hazard changed since it was signed on ${today}: control ${reference} of HAZ-12, from “${WAS}” to “${IS}”. Version 2, signed by the clinical safety officer or a deputy, clears it. Only the difference is shown.`;
  await toLog(page);
  assert.ok((await main(page)).includes(sentence), await main(page));
  await fits(page);
  const said = await asked(page, 'hazards/hazardLogStanding', { service, log: '1' });
  assert.equal(said['sentence'], sentence);
  await follow(page, 'Primum');
  assert.ok((await main(page)).includes(sentence), await main(page));
  await fits(page);

  await signs(nominee, /out of date because 1 hazard changed/u, 2, async () => {
    await page.goBack();
    await sees(page, /You see only what is different from version 1.*11 of 12 hazards are unchanged/u);
    await fits(page);
    assert.deepEqual(await page.locator('del').allInnerTexts(), brief ? [WAS] : [WAS, MISSPELT]);
    assert.deepEqual(await page.locator('ins').allInnerTexts(), brief ? [IS] : [IS, 'believes']);
    await press(page, 'Sign my decision on version 2');
    await sees(page, /Confirm that it is you/u);
  });
  await sees(page, new RegExp(`Version 2 approved by ${name} .* on ${today}, unchanged since`, 'u'));
  const after = await asked(page, 'hazards/hazardLogStanding', { service, log: '1' });
  assert.deepEqual([after['number'], after['sentence']], [2, null]);
  await follow(page, 'Primum');
  assert.doesNotMatch(await main(page), /out of date|not approved/u, 'the desk is clear of it');

  if (!brief) await provedOffline(page, nominee, service);
  await page.context().close();
}

/** The command line of this installation. */
async function primum(
  ...args: string[]
): Promise<{ readonly code: number; readonly out: string; readonly err: string }> {
  const [out, err] = [new PassThrough(), new PassThrough()];
  const house = {
    migrations: async () => [],
    assemble: async () => ({ kinds: app.ground.kinds, commands: [], queries: [], grounds: [] }),
    organisation: async () => app.organisation,
  };
  const installation = { ground: app.ground, dataDirectory: folder, close: async () => undefined };
  const io = { out, err, env: {}, open: async () => installation as Partial<Installation> as Installation };
  const code = await runCli(args, io, { house, verbs: [...approvals.verbs!, ...platformVerbs(house)] });
  return { code, out: String(out.read() ?? ''), err: String(err.read() ?? '') };
}

/** The ledger is as it was written, and the signature that the page of versions names is proved by its file alone. */
async function provedOffline(page: Page, { name, method }: Nominee, service: string): Promise<void> {
  assert.deepEqual((await verifyLive(app.ground, app.organisation, null)).problems, []);
  await toLog(page);
  await follow(page, /All versions of the hazard log/u);
  await page.getByText('All that was recorded of version 2').click();
  await sees(page, new RegExp(`Confirmed with ${method} at`, 'u'));
  const [, id] = /primum approval ([\da-f-]{36})/u.exec(await main(page))!;
  const file = join(folder, `${service}.jsonl`);
  assert.deepEqual(await primum('approval', id!, file), { code: 0, out: '', err: '' });
  const { code, out } = await primum('verify', file);
  assert.equal(code, 0, out);
  assert.match(out, /^Valid: entry \d+ of the changes/u);
  assert.match(out, new RegExp(`subject title: Hazard log of ${DEMO_SERVICE.name}`, 'u'));
  assert.ok(out.includes(name) && out.includes('00A0000E'), out);
  writeFileSync(file, readFileSync(file, 'utf8').replace('"number":2', '"number":3'));
  assert.equal((await primum('verify', file)).code, 1, 'another version than was signed');
}

/** Somebody who has nothing but a passkey, which they make on the page of their account. */
const withPasskey: Arrives = async (browser, service, options) => {
  const visitor = await app.as({
    name: 'Wren Applewhite',
    bare: true,
    roles: [{ role: 'viewer', service, until: null }],
  });
  const page = await enter(browser, visitor, options);
  const device = await withDevice(page);
  await follow(page, /Wren Applewhite, Example Trust/u);
  await press(page, 'Add a passkey');
  await page.getByLabel('What you call it').fill('Blue phone');
  await press(page, 'Make the passkey');
  await sees(page, /The passkey “Blue phone” was added/u);
  const confirm = () => press(page, 'Confirm with your passkey');
  return {
    name: 'Wren Applewhite',
    page,
    method: 'passkey',
    confirm,
    fail: async () => {
      await device.recognise(false);
      await confirm();
      await sees(page, /Your device did not answer/u);
      await device.recognise(true);
      // Asked for, and sent only when it is too old.
      await page.evaluate(() => addEventListener('submit', (event) => event.preventDefault(), { once: true }));
      await confirm();
      await page.waitForFunction(() => document.querySelector<HTMLInputElement>('[name="_passkey"]')?.value);
      forward(2 * MINUTE);
      await page.evaluate(() => document.querySelector<HTMLInputElement>('[name="_passkey"]')!.form!.submit());
      await sees(page, /That passkey was not taken/u);
    },
  };
};

/** Somebody who is invited by mail, and comes in with the sign-in of their trust. */
const withProvider: Arrives = async (browser, service, options) => {
  const [name, email] = ['Juniper Hale', 'juniper.hale@example.org'];
  await app.execute(anyCommand(inviteMember), { name, email, grants: [{ role: 'viewer', service }] });
  const page = await newPage(browser, { ...options, baseURL: url });
  await page.goto(await inTheLetter(email));
  provider.account = { sub: 'juniper', name, email, email_verified: true };
  await press(page, 'Sign in with Larkmoor sign-in');
  await sees(page, /who was invited/u);
  await press(page, 'Join Example Trust');
  await page.locator('header').getByText('Juniper Hale').waitFor();
  return {
    name,
    page,
    method: 'Larkmoor sign-in',
    confirm: async () => {
      // The provider keeps real time, and is not to be ahead.
      forward(0);
      const leaving = page.waitForRequest((request) => request.url().startsWith(`${provider.issuer}/auth?`));
      await press(page, 'Confirm with Larkmoor sign-in');
      const { searchParams } = new URL((await leaving).url());
      assert.deepEqual([searchParams.get('max_age'), searchParams.get('prompt')], ['0', 'login'], 'it asks again');
      await sees(page, /You confirmed who you are/u);
      await press(page, 'Sign now');
    },
    fail: async () => {
      const { account } = provider;
      provider.account = null;
      await press(page, 'Confirm with Larkmoor sign-in');
      await sees(page, /You are not confirmed yet/u);
      provider.account = { sub: 'somebody-else', name: 'Somebody Else' };
      await press(page, 'Choose how to confirm');
      await press(page, 'Confirm with Larkmoor sign-in');
      await sees(page, /You are not confirmed yet/u);
      provider.account = account;
      await press(page, 'Choose how to confirm');
      await sees(page, /Confirm that it is you/u);
    },
  };
};

/** The link of the invitation, as the mail server gets it. */
async function inTheLetter(email: string): Promise<string> {
  const server = await post();
  try {
    const mails = await app.ground.database.read(app.organisation, (tx) => latestMails(tx, 50));
    const mail = mails.find(({ address }) => address === email)!;
    const sending = smtpServer({ url: server.url(), from: 'primum@example.org' });
    const job = delivery({ ...app.ground, server: sending, url });
    await job.run({ organisation: app.organisation, mail: mail.id }, { last: false });
    return new RegExp(`${url}(/\\S+)`, 'u').exec(server.letters[0]!.replaceAll('=\r\n', ''))![1]!;
  } finally {
    await server.close();
  }
}

/** Somebody with a password. */
const withPassword: Arrives = async (browser, service, options) => {
  const visitor = await app.as({ name: 'Hazel Ashdown', roles: [{ role: 'viewer', service, until: null }] });
  const page = await enter(browser, visitor, options);
  const confirmWith = async (password: string) => {
    await page.getByLabel('Your password').fill(password);
    await press(page, 'Confirm with your password');
  };
  return {
    name: 'Hazel Ashdown',
    page,
    method: 'password',
    confirm: () => confirmWith(TEST_PASSWORD),
    fail: async () => {
      await confirmWith('not the password');
      await sees(page, /There is a problem/u);
    },
  };
};

// This one first: nobody has put the clock forward yet.
test('with the sign-in of a trust: invited, nominated, looked up, accepted, signed, drifted from, signed again', () =>
  withBrowser((browser) => journey(browser, 'TRUST', withProvider)));

test('with a passkey: nominated, looked up, accepted, signed, drifted from, and the difference signed', () =>
  withBrowser((browser) => journey(browser, 'KEY', withPasskey)));

test('with a password, without JavaScript and on a phone: the same, in short', () =>
  withBrowser((browser) => journey(browser, 'WORD', withPassword, { width: 320, javaScript: false, brief: true })));
