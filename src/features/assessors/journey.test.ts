import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import type { Page } from 'playwright-core';
import { features } from '../../features.ts';
import { assemble, makeDemo } from '../../platform/installation.ts';
import { addPerson } from '../../platform/sessions/store.ts';
import { plantMembership } from '../../test-app-store.ts';
import { testApp } from '../../test-app.ts';
import { axe, newPage, withBrowser } from '../../test-browser.ts';

const NOW = new Date('2026-03-12T09:00:00Z');
const OWNER = { id: '018f0000-0000-7000-8000-0000000000aa', name: 'Wren Applewhite' };
const app = await testApp({ now: NOW });

before(() =>
  app.api('POST', 'services/createService', { reference: 'WCS', name: 'Wound care', role: 'both', phase: 'live' }),
);

/** Fits a phone, and where scripts run, axe finds nothing on a phone and on a desk. */
async function looked(page: Page, javaScript: boolean): Promise<void> {
  for (const wide of javaScript ? [1280, 320] : [320]) {
    await page.setViewportSize({ width: wide, height: 800 });
    if (javaScript) await page.waitForFunction((asked) => window.innerWidth === asked, wide);
    const fits = () =>
      page.evaluate(() => document.documentElement.scrollWidth <= document.documentElement.clientWidth);
    for (let tries = 0; tries < (javaScript ? 20 : 0) && !(await fits()); tries++) await page.waitForTimeout(100);
    assert.ok(await fits(), `${page.url()} is wider than its window of ${wide}`);
    if (javaScript) assert.deepEqual(await axe(page), [], `${page.url()} ${wide}`);
  }
}

for (const javaScript of [true, false]) {
  test(`an assessor is invited, looks, comments and is answered, ${javaScript ? 'with' : 'without'} JavaScript`, async () => {
    const said = `Which controls were tried by nurses? ${javaScript}`;
    await withBrowser(async (browser) => {
      const link = await app.open(browser, { width: 1280, javaScript }, async (page) => {
        await page.goto('/services/WCS');
        await page.getByRole('link', { name: 'Invite an assessor, or see who was invited' }).click();
        await looked(page, javaScript);
        await page.getByRole('button', { name: 'Invite an assessor' }).click();
        await page.getByLabel('Last day').fill('2027-03-12');
        await page.getByRole('button', { name: 'Make the link' }).click();
        await page.getByRole('alert').getByText('Give the name of the person').waitFor();
        await looked(page, javaScript);
        await page.getByLabel('Name').fill('Imogen Sedge');
        await page.getByLabel('What they are from').fill('Example Assessment Panel');
        await page.getByLabel('Last day').fill('2026-03-31');
        await page.getByRole('button', { name: 'Make the link' }).click();
        await page.getByRole('heading', { name: 'The assessor’s link' }).waitFor();
        await looked(page, javaScript);
        return /\/assess\/[\w-]+/u.exec(await page.locator('.app-command').innerText())![0];
      });

      const phone = await newPage(browser, { width: 320, javaScript, baseURL: await app.listen() });
      await phone.goto(link);
      await looked(phone, javaScript);
      await phone.getByRole('button', { name: 'Look as Imogen Sedge' }).click();
      await phone.goto('/services/WCS');
      await looked(phone, javaScript);
      await phone.getByRole('link', { name: 'Say something to the team' }).click();
      await looked(phone, javaScript);
      await phone.getByRole('button', { name: 'Comment on the service' }).click();
      await phone.getByLabel('What do you want the team to know?').fill(said);
      await looked(phone, javaScript);
      await phone.getByRole('button', { name: 'Send your comment' }).click();
      await phone.getByText('The team has your comment').waitFor();
      await looked(phone, javaScript);

      await app.open(browser, { width: 1280, javaScript }, async (page) => {
        await page.goto('/');
        await page
          .getByRole('button', { name: /Answer comment \d+/u })
          .or(page.getByRole('link', { name: /Answer comment \d+/u }))
          .first()
          .click();
        await page.getByText(said).waitFor();
        await looked(page, javaScript);
        await page.getByLabel('Your answer').fill('Six of them, in February.');
        await page.getByRole('button', { name: 'Send the answer' }).click();
        await page.getByText('Your answer stands there').waitFor();
        await looked(page, javaScript);
      });

      await phone.reload();
      await phone.getByText('Six of them, in February.').waitFor();
      await looked(phone, javaScript);

      await app.open(browser, { width: 1280, javaScript }, async (page) => {
        await page.goto('/services/WCS/assessors');
        await page.getByRole('link', { name: 'End it for Imogen Sedge' }).first().click();
        await looked(page, javaScript);
        await page.getByRole('button', { name: 'End it now' }).click();
        await page.getByText('It is ended').waitFor();
        await looked(page, javaScript);
      });
      await phone.goto('/services/WCS');
      await phone.getByRole('heading', { name: 'Sign in' }).waitFor();
      await phone.goto(link);
      await phone.getByRole('heading', { name: 'This link does not work' }).waitFor();
      await looked(phone, javaScript);
      await phone.context().close();
    });
  });
}

/** Pages of the demo that are opened: enough for each sort of page, and not for each of its days and versions. */
const MOST = 150;

test('an assessor of the demo is led to no door that is closed to them', async () => {
  const { grounds } = await assemble(features);
  await app.ground.database.platform((tx) => addPerson(tx, OWNER, NOW));
  const organisation = await makeDemo({ ground: app.ground, grounds }, OWNER);
  const assessor = await app.elsewhere({ name: 'Juniper Hale', roles: ['viewer'] });
  const until = new Date('2026-03-26T00:00:00Z');
  await plantMembership(app.ground.database, assessor.organisation, assessor.person.id, []);
  await plantMembership(app.ground.database, organisation, assessor.person.id, [
    { role: 'assessor', service: 'DEMO', until },
  ]);
  const { makeLink, signInWith } = await import('../../platform/sessions/sessions.ts');
  const session = { database: app.ground.database, now: app.ground.now };
  const secret = await signInWith(session, (await makeLink(session, assessor.person.id, 60_000)).token);
  assessor.cookies.set('primum_session', secret!);

  const from = new Map<string, string>([['/services/DEMO', 'the start']]);
  const sorts = new Map<string, number>();
  const closed: string[] = [];
  let opened = 0;
  for (const [path, source] of from) {
    if (opened >= MOST) break;
    const sort = path.replace(/\?.*$/u, '').replaceAll(/[A-Z]+-\d+|\d+/gu, ':');
    const before = sorts.get(sort) ?? 0;
    // Two of each sort of page.
    if (before >= 2) continue;
    sorts.set(sort, before + 1);
    opened++;
    const { status, html } = await assessor.get(path);
    if (status !== 200) closed.push(`${path} answers ${status}; ${source} leads there`);
    for (const [, href] of html.matchAll(/href="(\/services\/DEMO[^"#]*)/gu))
      if (!from.has(href!.replaceAll('&amp;', '&'))) from.set(href!.replaceAll('&amp;', '&'), path);
  }
  assert.ok(opened > 20, `${opened} pages were opened`);
  assert.deepEqual(closed, []);
});
