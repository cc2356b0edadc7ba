import assert from 'node:assert/strict';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import type { Page } from 'playwright-core';
import { testApp, type Visitor } from '../../test-app.ts';
import { axe, withBrowser } from '../../test-browser.ts';

const app = await testApp({ roles: ['administrator', 'safety engineer'] });
for (const [reference, name] of [
  ['WCS', 'Willowbank Wound Care'],
  ['OTTER', 'Otter Bridge Messaging'],
])
  await app.api('POST', 'services/createService', { reference, name, role: 'both', phase: 'live' });
const assessor = await app.as({
  name: 'A. Assessor',
  roles: ['WCS', 'OTTER'].map((service) => ({ role: 'assessor', service, until: new Date('2026-03-20T17:00:00Z') })),
});
for (const path of ['/services/WCS', '/services/WCS', '/services/WCS/hazards/HAZ-3']) await assessor.get(path);
for (const label of ['Nightly import of the hazard log', 'Dashboard'])
  await app.send('/account/tokens/new', { label, scopes: ['read', 'import'], service: 'WCS' });
const ended = await app.get('/account/tokens');
await app.send(/\/account\/tokens\/[\da-f-]{36}\/end/u.exec(ended.html)![0], {});

const SHOTS = process.env['PRIMUM_SHOTS'];

/** Leaves a picture for whoever asks for one. */
async function shot(page: Page, name: string): Promise<void> {
  if (SHOTS === undefined) return;
  mkdirSync(SHOTS, { recursive: true });
  await page.screenshot({ path: join(SHOTS, `${name}.png`), fullPage: true });
}

const PAGES: readonly (readonly [Visitor, string])[] = [
  [app, '/account/tokens'],
  [app, '/account/tokens/new'],
  [app, /\/account\/tokens\/[\da-f-]{36}\/end/u.exec((await app.get('/account/tokens')).html)![0]],
  [app, '/organisation/tokens'],
  [assessor, '/given'],
  [app, '/services/WCS/looked-at'],
  [app.signedOut(), '/help/who-may-do-what'],
  [app.signedOut(), '/help/who-may-do-what?role=token-pipeline'],
];

test('in a browser: nothing for axe to find, and nothing wider than a phone', async () => {
  await withBrowser(async (browser) => {
    for (const width of [320, 1280])
      for (const [index, [who, path]] of PAGES.entries())
        await who.open(browser, { width }, async (page) => {
          await page.goto(path);
          assert.equal(new URL(page.url()).pathname, path.replace(/\?.*/u, ''));
          // A page whose layout is the same in both widths is looked at once. The list of everything has as many rows as the
          // product has commands and pages, all made alike: those of one role stand for them, in both widths.
          if (path.includes('do-what?') || (width === 320 && !path.endsWith('do-what')))
            assert.deepEqual(await axe(page), [], `${path} at ${width}`);
          const over = await page.evaluate(
            'document.documentElement.scrollWidth - document.documentElement.clientWidth',
          );
          assert.equal(over, 0, `${path} at ${width}`);
          assert.ok((await page.locator('.nhsuk-button:not(.nhsuk-button--secondary)').count()) <= 1, path);
          await shot(page, `${index}-${width}`);
        });
  });
});

test('without JavaScript: a token is made, used up by looking at it once, and ended', async () => {
  await withBrowser((browser) =>
    app.open(browser, { width: 320, javaScript: false }, async (page) => {
      await page.goto('/account/tokens');
      await page.getByRole('button', { name: 'Make a token' }).click();
      await page.getByLabel('What it is for').fill('Evening import');
      await page.getByRole('button', { name: 'Make the token' }).click();
      const main = page.locator('main');
      assert.match(await main.innerText(), /Choose what the program may do/u);
      await page.getByLabel('Import', { exact: true }).check();
      await page.getByRole('button', { name: 'Make the token' }).click();
      assert.match(await main.innerText(), /primum_[\w-]{43}/u);
      await shot(page, 'made-320');
      await page.getByRole('link', { name: 'I have copied it' }).click();
      assert.doesNotMatch(await main.innerText(), /primum_/u);
      await page.getByRole('link', { name: 'End it Evening import' }).click();
      await page.getByRole('button', { name: 'End this token' }).click();
      assert.match(await main.innerText(), /The token is ended/u);
    }),
  );
});

test('who may do what is shown for all, and for one', async () => {
  const all = await app.signedOut().get('/help/who-may-do-what');
  assert.match(all.text, /Services .*Adds a service Role held for the whole organisation\./u);
  assert.match(all.text, /Pages .*\/services\/\(service\)\/looked-at Role held in that service\./u);
  const one = await app.signedOut().get('/help/who-may-do-what?role=assessor');
  assert.match(one.text, /Only what is open to: Assessor/u);
  assert.doesNotMatch(one.text, /Adds a service/u);
  const pipeline = await app.signedOut().get('/help/who-may-do-what?role=token-pipeline');
  assert.match(pipeline.text, /Program: pipeline\. .*Takes in the results of tests of a release/u);
  const unknown = await app.signedOut().get('/help/who-may-do-what?role=%3Cscript%3E');
  assert.deepEqual([unknown.status, unknown.html.includes('<script>')], [200, false]);
  assert.match((await app.signedOut().get('/help/api')).html, /href="\/help\/who-may-do-what"/u);
});
