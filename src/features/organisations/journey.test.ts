import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Page } from 'playwright-core';
import { latestMails } from '../../platform/mail/store.ts';
import { testApp } from '../../test-app.ts';
import { axe, newPage, withBrowser } from '../../test-browser.ts';

const app = await testApp({ roles: ['administrator', 'clinical safety officer'] });

async function linkTo(address: string): Promise<string> {
  const mails = await app.ground.database.read(app.organisation, (tx) => latestMails(tx, 50));
  return mails.find((one) => one.address === address)!.path;
}

const width = 320;

/** Fits its window, and axe finds nothing where it can run: on a phone, and on a desk where the page is laid out otherwise. */
async function looked(page: Page, javaScript: boolean, desk = false): Promise<void> {
  for (const wide of javaScript && desk ? [1280, width] : [width]) {
    await page.setViewportSize({ width: wide, height: 800 });
    // A page is laid out anew a moment after its window has changed.
    if (javaScript) await page.waitForFunction((asked) => window.innerWidth === asked, wide);
    const fits = () =>
      page.evaluate(() => document.documentElement.scrollWidth <= document.documentElement.clientWidth);
    const patience = javaScript ? 20 : 0;
    for (let tries = 0; tries < patience && !(await fits()); tries++) await page.waitForTimeout(100);
    assert.ok(await fits(), `${page.url()} is wider than its window of ${wide}`);
    if (javaScript) assert.deepEqual(await axe(page), [], `${page.url()} ${wide}`);
  }
}

for (const javaScript of [true, false]) {
  test(`somebody is invited, joins, is given a role and leaves, ${javaScript ? 'with' : 'without'} JavaScript`, async () => {
    const email = `posy.${javaScript}@example.org`;
    await withBrowser(async (browser) => {
      await app.open(browser, { width, javaScript }, async (page) => {
        await page.goto('/members');
        await page.getByRole('button', { name: 'Invite somebody' }).click();
        await page.getByLabel('Name').fill('Posy Thackray');
        await page.getByLabel('Email address').fill('no address');
        await page.getByRole('button', { name: 'Send the invitation' }).click();
        await page.getByRole('alert').getByText('Give an email address').waitFor();
        await looked(page, javaScript);
        await page.getByLabel('Email address').fill(email);
        await page.getByLabel('Product owner').check();
        await page.getByRole('button', { name: 'Send the invitation' }).click();
        await page.getByText('The invitation is on its way').waitFor();
        await looked(page, javaScript, true);
      });

      const posy = await newPage(browser, { width, javaScript, baseURL: await app.listen() });
      await posy.goto(await linkTo(email));
      await looked(posy, javaScript, true);
      await posy.getByRole('button', { name: 'Make an account and join' }).click();
      await posy.getByRole('alert').getByText('Give your name').waitFor();
      await looked(posy, javaScript);
      const name = `Posy ${javaScript}`;
      await posy.getByLabel('Your name').fill(name);
      await posy.getByRole('button', { name: 'Make an account and join' }).click();
      await posy.getByRole('heading', { name: 'How you sign in' }).waitFor();
      await posy.goto('/members');
      await posy.getByText(`${name} (you)`).waitFor();

      await app.open(browser, { width, javaScript }, async (page) => {
        await page.goto('/members');
        await page.getByRole('link', { name: `Change roles of ${name}` }).click();
        await looked(page, javaScript, true);
        await page.getByRole('button', { name: 'Give a role' }).click();
        await looked(page, javaScript);
        await page.getByLabel('Safety engineer').check();
        await page.getByLabel('Last day').fill('2026-12-31');
        await page.getByRole('button', { name: 'Give this role' }).click();
        await page.getByText('Safety engineer in the whole organisation, until 31 December 2026').waitFor();
        await page.getByRole('link', { name: 'Take back Product owner' }).click();
        await looked(page, javaScript);
        await page.getByRole('button', { name: 'Take this role back' }).click();
        await page.getByText('The role was taken back').waitFor();
        await page.getByRole('link', { name: `Remove ${name}` }).click();
        await looked(page, javaScript);
      });

      await posy.goto('/account/organisations');
      await looked(posy, javaScript, true);
      await posy.getByRole('link', { name: 'Leave Example Trust' }).click();
      await looked(posy, javaScript);
      await posy.getByRole('button', { name: 'Leave Example Trust' }).click();
      await posy.getByRole('heading', { name: 'You have left the organisation' }).waitFor();
      await looked(posy, javaScript);
      await posy.context().close();
    });
  });
}
