import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import type { Page } from 'playwright-core';
import type { AnyCommand } from '../../platform/commands/command.ts';
import { features } from '../../features.ts';
import { assemble } from '../../platform/installation.ts';
import { registers, takesOffice } from '../people/testing/steps.ts';
import { testApp, type Visitor } from '../../test-app.ts';
import { axe, withBrowser } from '../../test-browser.ts';

const app = await testApp({ now: new Date('2026-03-05T09:00:00Z') });
const { commands } = await assemble(features);

function named(name: string): AnyCommand {
  return commands.find((one) => one.name === name)!;
}

/** The product owner of two services out of three, who was signed in on 5 March and comes again on 12 March. */
let posy: Visitor;
const roles = ['WOUND', 'FALLS'].map((service) => ({
  role: 'product owner' as const,
  service,
  until: null,
}));

async function add(title: string, due: string, owner: Visitor, service: string | null = 'WOUND'): Promise<void> {
  await app.execute(named('addAction'), { title, due, owner: owner.person.id, service });
}

async function create(reference: string, name: string): Promise<void> {
  await app.execute(named('createService'), { reference, name, role: 'manufacturer', phase: 'live' });
}

// Each service has its officer, and who looks at desks here signs nothing: what waits is what a test puts there.
before(async () => {
  const officer = await app.as({ name: 'Juniper Hale', roles: ['clinical safety officer'] });
  await registers(app, officer, app);
  for (const [reference, name] of [
    ['WOUND', 'Willowbank Wound Care'],
    ['FALLS', 'Heron Lane Falls Diary'],
    ['OTTER', 'Otter Bridge Messaging'],
  ] as const) {
    await create(reference, name);
    await takesOffice({ person: officer, executive: app, service: reference });
  }
  posy = await app.as({ name: 'Posy Thackray', roles });
});

test('every command is told as something that was done, but for those that say nowhere that they were', () => {
  const told = commands.filter(({ sealed }) => !sealed);
  assert.deepEqual(
    told.filter(({ past }) => past === undefined).map(({ name }) => name),
    [],
  );
  for (const { name, past } of told) assert.match(past![1], /#/u, name);
});

test('somebody who is not signed in is led to where a log is checked', async () => {
  const answer = await app.signedOut().get('/');
  assert.deepEqual([answer.status, answer.location], [303, '/check']);
});

test('an empty desk teaches; the first look has nothing before it', async () => {
  const desk = await posy.get('/');
  assert.equal(desk.status, 200);
  assert.match(
    desk.text,
    /^Thursday 5 March 2026 Your desk Nothing waits for you\. What no longer holds will stand here/u,
  );
  assert.match(
    desk.text,
    /My services \(2\) Heron Lane Falls Diary No hazard log yet\. No version of the intended use is approved\. Willowbank Wound Care No hazard log yet\./u,
  );
  assert.match(desk.text, /You look for the first time\./u);
  assert.doesNotMatch(desk.text, /Otter Bridge/u);
  const nobody = await app.elsewhere({ roles: ['viewer'] });
  assert.match((await nobody.get('/')).text, /It begins with a service/u);
});

test('what waits stands in three groups, worst first, each with its one button', async () => {
  await add('Overdue by then', '2026-03-08', posy);
  await add('For this week', '2026-03-16', posy, 'FALLS');
  await add('For later', '2026-04-02', posy);
  await add('For somebody else', '2026-03-08', app);
  await add('Where Posy has no role', '2026-03-08', app, 'OTTER');
  app.clock.now = new Date('2026-03-12T09:00:00Z');
  // Who was signed in a week ago is so no longer.
  posy = await again(posy);
  const desk = await posy.get('/');
  assert.match(desk.text, /1 now 1 this week 1 later/u);
  assert.match(
    desk.text,
    /Now \(1\) Your action overdue by 4 days “Overdue by then” is overdue because it was due 8 March 2026, 4 days ago\. Saying with what evidence it was done clears it\. Willowbank Wound Care · was due 8 March 2026, 4 days ago Say that it is done/u,
  );
  assert.match(
    desk.text,
    /This week \(1\) Your action due in 4 days For this week\. Heron Lane Falls Diary · due 16 March 2026/u,
  );
  assert.match(desk.text, /Later \(1\) due in 21 days For later, Willowbank Wound Care 2 April 2026/u);
  assert.doesNotMatch(desk.text, /somebody else|no role/u);
  // The service in which the worst waits stands first, whatever its name.
  assert.match(
    desk.text,
    /Willowbank Wound Care No hazard log yet\.[^.]*\. 3 open actions, 2 overdue\. Heron Lane Falls Diary No hazard log yet\.[^.]*\. 1 open action\./u,
  );
});

test('since the last look: what others did in my services, and the same for the whole visit', async () => {
  const said = /Since you last looked Thursday 5 March 2026, 7 days ago 4 actions were added Everything that changed/u;
  const desk = await posy.get('/');
  assert.match(desk.text, said);
  app.clock.now = new Date('2026-03-12T09:20:00Z');
  await posy.execute(named('chooseWeeklyMail'), { wanted: 'yes' });
  assert.match((await posy.get('/')).text, said, 'what one did oneself is not news');
  app.clock.now = new Date('2026-03-12T11:00:00Z');
  assert.match(
    (await posy.get('/')).text,
    /Since you last looked Thursday 12 March 2026, today Nobody else changed anything\./u,
  );
});

test('everything that changed: in my services, from page to page, and nothing of others', async () => {
  const mine = await posy.get('/changes');
  assert.match(mine.text, /in the services in which you have a role/u);
  assert.match(
    mine.text,
    /5 March 2026, 9:00am Who C\. Safety What An action was added Service Willowbank Wound Care/u,
  );
  assert.doesNotMatch(mine.text, /Otter|weekly mail|organisation was created/u);
  for (let number = 0; number < 60; number++) await add(`Task ${number}`, '2026-05-01', app, 'OTTER');
  const all = await app.as({ name: 'Barnaby Quince', roles: ['accountable executive'] });
  const first = await all.get('/changes');
  const next = /href="(\/changes\?before=\d+)"/u.exec(first.html)![1]!;
  const second = await all.get(next);
  assert.match(second.text, /Back to the latest.*A service was added/u);
  assert.doesNotMatch(second.html, /Earlier changes/u);
  assert.equal((await all.get('/changes?before=nonsense')).status, 200);
  assert.match((await all.get('/changes?before=1')).text, /Nothing was done here yet/u);
  const stranger = await app.elsewhere({ roles: ['administrator'] });
  assert.match((await stranger.get('/changes')).text, /Nothing was done here yet/u);
});

test('more than fits is said: what is behind comes up as the list is cleared', async () => {
  const busy = await app.as({ name: 'Linnet Graves', roles: ['product owner'] });
  for (let number = 0; number < 23; number++) await add(`Now ${number}`, '2026-03-12', busy);
  await add('Next week', '2026-03-20', busy);
  const desk = await busy.get('/');
  assert.match(desk.text, /Your desk 8 or more now Now \(8 or more\)/u);
  assert.match(desk.text, /This week What there is comes up as you clear what stands above\./u);
  assert.match(desk.text, /More waits behind these, and comes up as you clear the list\./u);
});

test('what several features bring stands in one list, the worst first', async () => {
  await create('HERON', 'Heron Bank Records');
  const held = { service: 'HERON', until: null };
  const wren = await app.as({ name: 'Wren Applewhite', roles: [{ role: 'clinical safety officer', ...held }] });
  await add('Due today', '2026-03-12', wren, 'HERON');
  assert.match(
    (await wren.get('/')).text,
    /3 now.*Not met HERON has no clinical safety officer because.*See who could be.*Your action due today.*Your signature The intended use of Heron Bank Records is not approved because.*Read and sign version 1 This week \(0\)/u,
  );
});

test('the weekly mail is chosen by everybody for themselves', async () => {
  const form = await posy.send('/desk/mail', { wanted: '' });
  assert.match(form.text, /Say whether you want the mail\./u);
  const off = await posy.send('/desk/mail', { wanted: 'no' }, { follow: true });
  assert.match(off.text, /You get no more of these mails\./u);
  assert.match((await posy.get('/desk/mail')).html, /value="no" checked/u);
  const other = await app.as({ roles: ['viewer'] });
  assert.match((await other.get('/desk/mail')).html, /value="yes" checked/u, 'of another person it says nothing');
});

test('a desk takes as many statements with 3 actions in 2 services as with 60 in 40', async () => {
  const many = await app.as({ name: 'Ottoline Reed', roles: ['safety engineer', 'clinical safety officer'] });
  const count = async () => {
    let statements = 0;
    const { database } = app.ground;
    const read = database.read.bind(database);
    database.read = (organisation, work) =>
      read(organisation, (tx) =>
        work({ ...tx, organisation, rows: (query) => (statements++, tx.rows(query)), send: (query) => tx.send(query) }),
      );
    try {
      assert.equal((await many.get('/')).status, 200);
    } finally {
      database.read = read;
    }
    return statements;
  };
  // The second look has somewhere to look back to.
  await many.get('/');
  app.clock.now = new Date('2026-03-12T14:00:00Z');
  await add('One', '2026-03-12', many);
  await many.get('/');
  const few = await count();
  for (let number = 0; number < 40; number++) {
    const reference = `SRV-${number}`;
    await app.execute(named('createService'), { reference, name: `Clinic ${number}`, role: 'deployer', phase: 'live' });
    await add(`Task ${number}`, '2026-03-13', many, reference);
  }
  assert.equal(await count(), few);
  assert.ok(few <= 75, `${few} statements`);
});

test('with the keyboard, and without JavaScript on a phone; nothing for axe to find', async () => {
  await withBrowser(async (browser) => {
    await posy.open(browser, { width: 1280 }, async (page) => {
      await page.goto('/');
      assert.deepEqual(await axe(page), []);
      await fits(page);
      await page.keyboard.press('j');
      assert.match(await focused(page), /“Overdue by then” is overdue/u);
      await page.keyboard.press('j');
      assert.match(await focused(page), /For this week/u);
      await page.keyboard.press('k');
      await page.keyboard.press('k');
      assert.match(await focused(page), /“Overdue by then” is overdue/u, 'there is nothing before the first');
      assert.deepEqual(await axe(page), []);
      // Switched off, letters are letters.
      await page.getByRole('button', { name: 'Switch these keys off' }).click();
      await page.keyboard.press('j');
      assert.match(await focused(page), /Switch on the keys j and k/u);
      await page.reload();
      await page.keyboard.press('j');
      assert.doesNotMatch(await focused(page), /overdue/u, 'that is remembered');
      await page.getByRole('button', { name: 'Switch on the keys j and k' }).click();
      await page.keyboard.press('k');
      await page.keyboard.press('Enter');
      await page.waitForURL(/\/actions\/ACT-1\/done$/u);
      await page.getByLabel('What was done, and what shows it').fill('Looked at it jk.');
      await page.getByRole('button', { name: 'It is done' }).click();
      assert.match(await page.locator('main').innerText(), /ACT-1 is done\./u);
    });
    await posy.open(browser, { width: 320, javaScript: false }, async (page) => {
      await page.goto('/');
      await fits(page);
      assert.equal(await page.getByText('Keyboard:').isVisible(), false);
      assert.match(await page.locator('main').innerText(), /Nothing has to be done now\./u);
      await page.getByRole('button', { name: 'Say that it is done' }).first().click();
      assert.match(page.url(), /\/actions\/ACT-2\/done$/u);
      await page.goBack();
      await page.getByRole('link', { name: 'Everything that changed' }).click();
      await fits(page);
    });
    await posy.open(browser, { width: 320 }, async (page) => {
      for (const path of ['/', '/changes', '/desk/mail']) {
        await page.goto(path);
        assert.deepEqual(await axe(page), [], path);
        await fits(page);
      }
    });
  });
});

/** The same person, signed in anew. */
async function again({ person }: Visitor): Promise<Visitor> {
  const one = await app.as({ name: person.name, roles });
  const { makeLink, signInWith } = await import('../../platform/sessions/sessions.ts');
  const session = { database: app.ground.database, now: () => app.clock.now };
  const { token } = await makeLink(session, person.id, 60_000);
  one.cookies.set('primum_session', (await signInWith(session, token))!);
  return { ...one, person, execute: one.execute.bind(one) };
}

async function focused(page: Page): Promise<string> {
  return page.evaluate(() =>
    document.activeElement === document.body ? '' : (document.activeElement?.textContent ?? ''),
  );
}

async function fits(page: Page): Promise<void> {
  const over = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
  assert.ok(over <= 0, `${page.url()} is ${over} too wide`);
}
