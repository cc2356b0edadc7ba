import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import type { Page } from 'playwright-core';
import { testApp, type Visitor } from '../../test-app.ts';
import { axe, withBrowser } from '../../test-browser.ts';
import { EXAMPLE_LOG, plantLog } from '../hazards/testing/test-log-store.ts';

const HAZARD = '/services/WOUND/hazards/HAZ-1';

const product = await testApp({ now: new Date('2026-03-12T09:00:00Z'), roles: ['administrator'] });
let ottoline: Visitor;
let wren: Visitor;

before(async () => {
  await product.execute(plantLog, { log: EXAMPLE_LOG });
  ottoline = await product.as({ name: 'Ottoline Reed', roles: ['safety engineer'] });
  wren = await product.as({ name: 'Wren Applewhite', roles: ['clinical safety officer'] });
});

const main = (page: Page) => page.locator('main').innerText();

async function fine(page: Page): Promise<void> {
  const over = await page.evaluate('document.documentElement.scrollWidth - document.documentElement.clientWidth');
  assert.equal(over, 0, `${page.url()} is no wider than its window`);
  assert.deepEqual(await axe(page), [], page.url());
}

test('somebody asks on a phone without JavaScript and attaches a file; whoever was asked answers from their desk', async () => {
  await withBrowser(async (browser) => {
    await ottoline.open(browser, { width: 320, javaScript: false }, async (page) => {
      await page.goto(HAZARD);
      await page.getByRole('button', { name: 'Ask or say something' }).click();
      await page.getByLabel('What do you want to ask or say?').fill('@Wrenn, does the scan hold?');
      await page.getByRole('button', { name: 'Begin the discussion' }).click();
      assert.match(await main(page), /There is a problem\s+Nobody who can see this service is called “Wrenn”/u);
      await page
        .getByLabel('Or choose who is to answer')
        .selectOption({ label: 'Wren Applewhite, clinical safety officer' });
      await page.getByRole('button', { name: 'Begin the discussion' }).click();
      assert.match(await main(page), /Discussion \(1 open\).*@Wrenn, does the scan hold\?\s+To Wren Applewhite/su);

      await page.getByRole('button', { name: 'Attach a file or a web address' }).click();
      await page.getByLabel('What it is').fill('Notes of a call');
      const send = async (name: string) => {
        await page
          .getByLabel('A file')
          .setInputFiles({ name, mimeType: 'text/plain', buffer: Buffer.from('Ten rounds.') });
        await page.getByRole('button', { name: 'Attach it to HAZ-1' }).click();
      };
      await send('943 476 5919.txt');
      assert.match(await main(page), /looks like an NHS number.*Choose it again/su);
      assert.equal(await page.getByLabel('What it is').inputValue(), 'Notes of a call');
      assert.equal(await page.locator('a[href="#file"]').count(), 1);
      await send('call.txt');
      assert.match(
        await main(page),
        /Attachments \(1\)\s+Notes of a call\s+Ottoline Reed, 12 March 2026 · call\.txt · 11 bytes/u,
      );
    });

    await wren.open(browser, { width: 1280 }, async (page) => {
      await page.goto('/');
      await page.getByRole('button', { name: 'Answer' }).click();
      await fine(page);
      await page.getByLabel('Your answer').pressSequentially('It does. Seen this morning with @ott');
      await page.getByRole('button', { name: 'Ottoline Reed, safety engineer' }).click();
      await fine(page);
      await page.getByRole('button', { name: 'Send your answer' }).click();
      assert.match(await main(page), /Your answer stands there\..*It does\. Seen this morning with @Ottoline Reed/su);
      await fine(page);
      await page.getByRole('link', { name: 'Mark as resolved (discussion 1)' }).click();
      await page.getByRole('button', { name: 'Mark as resolved' }).click();
      await page.setViewportSize({ width: 320, height: 800 });
      await fine(page);
      await page.goto('/services/WOUND/discussion');
      assert.match(await main(page), /HAZ-1, discussion 1 \(resolved\).*Resolved by Wren Applewhite/su);
      await fine(page);
      await page.goto(`${HAZARD}/attach`);
      await fine(page);
    });
  });
});
