import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import type { Browser, Page } from 'playwright-core';
import { run as assessAtCli } from './features/standards/cli.ts';
import type { AssessmentRecord } from './features/standards/record.ts';
import { createService } from './features/services/commands.ts';
import { anyCommand } from './platform/commands/command.ts';
import type { Role } from './platform/commands/may.ts';
import { dateIn } from './platform/london-time.ts';
import { testApp, TEST_PASSWORD, emailOf } from './test-app.ts';
import { newPage, withBrowser, type PageOptions } from './test-browser.ts';
import { dayAfter } from './words/days.ts';

/*
 * Point 16 of a service of which nothing is known, as people fill it: in Chromium, through the forms to which the page itself
 * leads. One clause of each kind goes from "not known" to "met", judged and signed; then time passes, and nothing is done.
 * At each station the page, the API and the command line say the same of each clause.
 */

const START = new Date('2026-03-12T09:00:00Z');
const app = await testApp({ now: START, roles: ['administrator'] });
let url: string;

/** Automatic; by hand; one that turns on a question; a process. Each is judged as a whole. */
const [OFFICER, NICE, BARCODES, NEEDS] = ['4', '12', '13', '11'] as const;
/** Each check by hand was made this many days before it is recorded, and stands for a year or half of one. */
const LOOKED_BEFORE = 100;
const DAY = 86_400_000;

before(async () => {
  url = await app.listen();
});

async function press(page: Page, button: string | RegExp): Promise<void> {
  await page.getByRole('button', { name: button, exact: true }).first().click();
}

async function main(page: Page): Promise<string> {
  return plain(await page.locator('main').innerText());
}

function plain(text: string): string {
  return text.replaceAll(/\s+/gu, ' ').trim();
}

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

/** Somebody who signs in with their password, and does something. */
type As = <T>(who: keyof Team, act: (page: Page) => Promise<T>) => Promise<T>;

interface Person {
  readonly id: string;
  readonly name: string;
}
interface Team {
  readonly wren: Person;
  readonly posy: Person;
  readonly barnaby: Person;
}

/** A walk of one service: whoever is in it, and how its pages are seen. */
interface Walk {
  readonly service: string;
  readonly team: Team;
  readonly as: As;
}

async function walkOf(browser: Browser, service: string, options: PageOptions): Promise<Walk> {
  const made = { reference: service, name: 'Heron Lane Falls Diary', role: 'manufacturer', phase: 'live' };
  await app.execute(anyCommand(createService), made);
  const joins = async (name: string, role: Role) =>
    (await app.as({ name, roles: [{ role, service, until: null }] })).person;
  const team = {
    wren: await joins('Wren Applewhite', 'clinical safety officer'),
    posy: await joins('Posy Thackray', 'product owner'),
    barnaby: await joins('Barnaby Quince', 'accountable executive'),
  };
  const pages = new Map<string, Page>();
  const as: As = async (who, act) => {
    // Time has passed: a session ended, and somebody signs in again.
    const key = `${who} ${app.clock.now.toISOString()}`;
    const page = pages.get(key) ?? (await newPage(browser, { ...options, baseURL: url }));
    if (!pages.has(key)) {
      pages.set(key, page);
      await page.goto('/sign-in');
      await page.getByLabel(/^Email/u).fill(emailOf(team[who].id));
      await page.getByLabel('Password', { exact: true }).fill(TEST_PASSWORD);
      await press(page, 'Sign in');
      await page.locator('header').getByText(team[who].name).waitFor();
    }
    return act(page);
  };
  return { service, team, as };
}

/** Opens point 16 at a clause. */
async function clause(page: Page, service: string, id: string) {
  await page.goto(`/services/${service}/point-16?open=${id}`);
  return page.locator('main details.app-clause[open]');
}

async function confirm(page: Page): Promise<void> {
  await sees(page, /Confirm that it is you/u);
  await page.getByLabel('Your password').fill(TEST_PASSWORD);
  await press(page, 'Confirm with your password');
}

/** Judges all of a clause as met, and signs that: both from the clause itself. */
async function judges({ service, as }: Walk, id: string, version = 1): Promise<void> {
  await as('wren', async (page) => {
    const opened = await clause(page, service, id);
    await opened.getByRole('button', { name: new RegExp(`^Judge clause ${id}`, 'u') }).click();
    const judged = page.getByRole('group', { name: /^Your judgement of/u });
    for (const one of await judged.all()) await one.getByLabel('Met', { exact: true }).check();
    for (const why of await page.getByLabel(/^Why, for/u).all())
      await why.fill('I looked at what stands beside it, and it is as it says.');
    await press(page, 'Write this down, and go on to sign it');
    await page.getByLabel(`Approve version ${version}`).check();
    await press(page, `Sign my decision on version ${version}`);
    await confirm(page);
    await sees(page, new RegExp(`Version ${version} of .* is approved`, 'u'));
  });
}

/** Makes a check by hand to which a clause leads, with the first link that says so. */
async function looks({ service, as }: Walk, id: string, question: string): Promise<void> {
  await as('wren', async (page) => {
    const opened = await clause(page, service, id);
    const asked = opened.locator('.app-observed > div').filter({ hasText: question }).first();
    await asked.getByRole('link', { name: 'recording what was seen' }).click();
    await press(page, 'Record what you saw');
    await page.getByLabel('It is so', { exact: true }).check();
    await page.getByLabel('What you looked at, and what you saw').fill('Gone through with the team on the ward.');
    await page.getByLabel('Looked on').fill(daysFrom(-LOOKED_BEFORE));
    await press(page, 'Keep the record');
    await sees(page, /It is so, Wren Applewhite/u);
  });
}

async function answers({ service, as }: Walk, given: readonly (readonly [RegExp, 'Yes' | 'No'])[]): Promise<void> {
  await as('posy', async (page) => {
    await page.goto(`/services/${service}/standards/about`);
    await press(page, /^(Answer|Change).* (questions|answers)/u);
    for (const [question, answer] of given)
      await page.getByRole('group', { name: question }).getByLabel(answer, { exact: true }).check();
    await press(page, 'Save the answers');
    await sees(page, /answers? (was|were) saved/u);
  });
}

/** Nominated, on the register, looked up by somebody else, accepted, and trained. */
async function nominates({ service, team, as }: Walk): Promise<void> {
  await as('barnaby', async (page) => {
    const opened = await clause(page, service, OFFICER);
    await opened.getByRole('link', { name: 'A nomination by the accountable executive' }).first().click();
    await page.getByLabel('Whom').selectOption({ label: team.wren.name });
    await page.getByLabel('Clinical safety officer', { exact: true }).check();
    await press(page, 'Nominate');
    await sees(page, /The nomination waits for their answer now/u);
  });
  await as('wren', async (page) => {
    await page.goto(`/people/${team.wren.id}`);
    await press(page, /^Add (a|your) registration$/u);
    await page.getByLabel('Nursing and Midwifery Council (NMC)').check();
    await press(page, 'Go on');
    await page.getByLabel('Registration number').fill('00A0000E');
    await page.getByLabel('Nurse', { exact: true }).check();
    await press(page, 'Add this registration');
    await page.goto(`/people/${team.wren.id}/training/add`);
    await page.getByLabel('Course', { exact: true }).fill('Clinical risk management, practitioner');
    await page.getByLabel('Who gave it').fill('Larkmoor Academy');
    await page.getByLabel('When it was completed').fill(daysFrom(-900));
    await page.getByLabel('Counts until').fill(daysFrom(110));
    await press(page, /^(Add|Record|Keep) this/u);
  });
  await looksUp({ service, team, as }, 'Registered');
  await as('wren', async (page) => {
    await page.goto('/');
    await page
      .locator('[data-keys-item]')
      .filter({ hasText: /You were nominated as clinical safety officer/u })
      .filter({ hasText: service })
      .getByRole('button', { name: 'Read and answer' })
      .click();
    await press(page, 'Read and answer');
    await press(page, 'Accept and sign');
    await confirm(page);
    await sees(page, /You accepted/u);
  });
}

/** What somebody else saw on the register. */
async function looksUp({ team, as }: Walk, status: 'Registered' | 'Lapsed or removed'): Promise<void> {
  await as('posy', async (page) => {
    await page.goto(`/people/${team.wren.id}`);
    await page
      .getByRole('button', { name: /look.?up/iu })
      .first()
      .click();
    await page.getByLabel(status, { exact: true }).check();
    if (status !== 'Registered') await page.getByLabel('Since when, if they are not registered').fill(daysFrom(-3));
    await press(page, 'Record this look-up');
    await sees(page, /The look-up was recorded/u);
  });
}

/** Written from its template in the team's own words, approved, and run. */
async function works({ service, team, as }: Walk): Promise<void> {
  await as('wren', async (page) => {
    const opened = await clause(page, service, NEEDS);
    await opened.getByRole('link', { name: 'Writing the process down' }).first().click();
    for (const part of ['what', 'who', 'starts', 'comes'])
      await page.locator(`[name="${part}"]`).fill('The nurse in charge asks at the first visit, and writes it down.');
    await page.getByLabel('Who answers for it').selectOption({ label: team.posy.name });
    await press(page, 'Save what is written');
    await page.goto(`${new URL(page.url()).pathname}/sign`);
    await page.getByLabel('Approve version 1').check();
    await press(page, 'Sign my decision on version 1');
    await confirm(page);
    await sees(page, /Version 1 of .* is approved/u);
  });
  await agree({ service, team, as }, { [NEEDS]: ['not-known', /is written, and was never run|Nothing is known/u] });
  await as('wren', async (page) => {
    const opened = await clause(page, service, NEEDS);
    await opened.getByRole('link', { name: 'A recorded run' }).first().click();
    if ((await page.getByLabel('Who took part?').count()) === 0) await press(page, 'Record a run');
    await page.getByLabel('When was it?').fill(daysFrom(0));
    await page.getByLabel('Who took part?').fill('Posy Thackray and two nurses');
    await page.getByLabel('What was looked at, and what was found?').fill('Twenty visits. Each was asked.');
    await page.locator('[name="outcome"]').first().check();
    await press(page, 'Record the run');
    await sees(page, /Twenty visits/u);
  });
}

type Verdict = AssessmentRecord['clauses'][number]['verdict'];
/** What a clause comes to, and what is said of it. */
type Stands = Readonly<Record<string, readonly [verdict: Verdict, says: RegExp]>>;

const SAYS: Readonly<Record<Verdict, string>> = {
  met: 'is met.',
  'not-met': 'is not met.',
  'not-known': 'is not known to be met.',
  'does not apply': 'does not apply.',
};
const TAGS: Readonly<Record<Verdict, string>> = {
  met: 'Met',
  'not-met': 'Not met',
  'not-known': 'Not known',
  'does not apply': 'Does not apply',
};

async function atCli(...args: string[]): Promise<string> {
  let said = '';
  const io = {
    out: { write: (text: string, done?: () => void) => ((said += text), done?.(), true) },
    err: { write: () => true },
    env: {},
    open: () => Promise.resolve({ ground: app.ground, close: () => Promise.resolve() }),
  };
  const code = await assessAtCli([...args, '--organisation', 'Example Trust'], io as never);
  assert.equal(code, 0);
  return said;
}

/** Page, API and command line say the same of each of these clauses, word for word; and that is what is expected. */
async function agree({ service, as }: Walk, stands: Stands): Promise<void> {
  const text = plain(await atCli('--service', service));
  const json = JSON.parse(await atCli('--service', service, '--format', 'json')) as AssessmentRecord;
  await as('posy', async (page) => {
    const response = await page.request.get(`${url}/api/v1/standards/assess?service=${service}`);
    const answer = (await response.json()) as AssessmentRecord;
    assert.deepEqual(answer, json, 'the API and the command line');
    await page.goto(`/services/${service}/point-16`);
    for (const [id, [verdict, says]] of Object.entries(stands)) {
      const one = answer.clauses.find((each) => each.id === id)!;
      const said = [one.reason, one.clears].filter((part) => part !== '');
      const shown = page.locator('main details.app-clause').nth(answer.clauses.indexOf(one));
      const line = plain(await shown.locator('summary').first().innerText());
      assert.equal(one.verdict, verdict, `clause ${id}: ${said.join(' ')}`);
      assert.match([line, ...said].join(' '), says, `clause ${id}`);
      // Of a clause that is not opened, what stands in it is there, and not seen.
      const so = plain((await shown.locator('.app-so').first().textContent())!);
      assert.equal(so, [`Clause ${id} ${SAYS[verdict]}`, ...said].join(' ').trim(), 'the page and the API');
      assert.ok(line.includes(TAGS[verdict]), line);
      assert.ok(text.includes(` ${id} ${one.title} ${TAGS[verdict]}`), `clause ${id} at the command line`);
      for (const part of said) assert.ok(text.includes(plain(part)), `“${part}” at the command line`);
      for (const by of one.judgedBy) assert.ok(line.includes(by) && text.includes(`judged by ${by}`), by);
    }
    await fits(page);
  });
}

/** The day so many days from now, on the clock of the test. */
function daysFrom(days: number): string {
  return dayAfter(dateIn(app.clock.now), days);
}

/** Nothing is done, and days pass. */
function pass(days: number): void {
  app.clock.now = new Date(app.clock.now.getTime() + days * DAY);
}

function each(of: readonly string[], stands: Stands[string]): Stands {
  return Object.fromEntries(of.map((id) => [id, stands]));
}

const NOTHING = ['not-known', /Nothing is known|turns on/u] as const;
const UNJUDGED = [
  'not-known',
  /What could be checked passed\. Nobody has judged it\. Judging it clears it\./u,
] as const;
const MET = ['met', /Met current until .* Wren Applewhite/u] as const;
const LAPSED = ['met', /Met lapsed .* Wren Applewhite/u] as const;
const REVIEW = ['not-known', /judged it, and that is out of date/u] as const;

/** @param of the clauses that are taken there; that of barcodes does not apply */
async function fromUnknownToMet(walk: Walk, of: readonly string[]): Promise<void> {
  await agree(walk, each([...of, BARCODES], NOTHING));
  await nominates(walk);
  await looks(walk, OFFICER, 'is accountable for clinical safety');
  await answers(walk, [
    [/barcodes/u, 'No'],
    [/evidence standards framework/u, 'No'],
  ]);
  await looks(walk, NICE, 'It is decided whether');
  if (of.includes(NEEDS)) {
    await works(walk);
    await looks(walk, NEEDS, 'People are asked');
    await looks(walk, NEEDS, 'People get information');
  }
  const away = ['does not apply', /barcodes or similar identifiers\?” No\./u] as const;
  await agree(walk, { ...each(of, UNJUDGED), [BARCODES]: away });
  for (const id of of) await judges(walk, id);
  await agree(walk, each(of, MET));
}

/** What did not apply does, once somebody says so: then it is not known, until it is looked at and judged like the rest. */
async function barcodesApply(walk: Walk): Promise<void> {
  await answers(walk, [[/barcodes/u, 'Yes']]);
  await agree(walk, { [BARCODES]: NOTHING });
  for (const asked of ['it uses GS1 keys', 'barcodes that the service', 'held the service against Scan4Safety'])
    await looks(walk, BARCODES, asked);
  await judges(walk, BARCODES);
  await agree(walk, { [BARCODES]: MET });
}

/** @param of what was met */
async function andBack(walk: Walk, of: readonly string[]): Promise<void> {
  pass(283);
  await agree(walk, each(of, LAPSED));
  pass(100);
  const overdue = /out of date .*is run every year: the last run was on .*, and the next was due/u;
  await agree(walk, { ...each(of, REVIEW), ...(of.includes(NEEDS) && { [NEEDS]: ['not-met', overdue] }) });
  await looksUp(walk, 'Lapsed or removed');
  await agree(walk, { [OFFICER]: ['not-met', /out of date/u] });
}

/** Who is your clinical safety officer, and how do you know that they are registered? */
async function inTwoClicks({ service, as }: Walk): Promise<void> {
  await as('posy', async (page) => {
    await page.goto(`/services/${service}/point-16`);
    await page.getByText('A nominated clinical safety officer: a clinician, registered').click();
    await sees(
      page,
      /Wren Applewhite has been clinical safety officer since 12 March 2026, nominated by Barnaby Quince/u,
    );
    await sees(page, /was looked up by Posy Thackray on 12 March 2026\. The look-up counts until 12 March 2027/u);
    await page.getByRole('link', { name: 'NMC registration of Wren Applewhite' }).first().click();
    await page.getByRole('heading', { level: 1, name: 'Wren Applewhite' }).waitFor();
    // Across several lines of a card: as it is read.
    assert.match(await main(page), /Council: nurse Number 00A0000E .*Looked up by Posy Thackray on 12 March 2026/u);
    assert.ok((await page.locator('main a[href^="https://www.nmc.org.uk/"]').count()) > 0, 'where to look oneself');
  });
}

test('one clause of each kind goes from not known to met, and back when what shows it has lapsed', (t) =>
  withBrowser(async (browser) => {
    const walk = await walkOf(browser, 'WALK', {});
    await t.test('nothing is known; done through the forms, judged and signed', () =>
      fromUnknownToMet(walk, [OFFICER, NICE, NEEDS]),
    );
    await t.test('what did not apply does', () => barcodesApply(walk));
    await t.test('who the officer is, and how one knows that they are registered, is two clicks away', () =>
      inTwoClicks(walk),
    );
    await t.test('time passes, and nothing is done', () => andBack(walk, [OFFICER, NICE, BARCODES, NEEDS]));
  }));

test('the same at 320 px, without JavaScript, in short', () =>
  withBrowser(async (browser) => {
    const walk = await walkOf(browser, 'SMALL', { width: 320, javaScript: false });
    await fromUnknownToMet(walk, [OFFICER, NICE]);
    await andBack(walk, [OFFICER, NICE]);
  }));
