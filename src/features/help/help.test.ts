import assert from 'node:assert/strict';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { testApp } from '../../test-app.ts';
import { axe, withBrowser } from '../../test-browser.ts';
import { ARTICLES } from './domain.ts';
import { EXAMPLES } from './examples.ts';

const app = await testApp();
const nobody = app.signedOut();
const PAGES = ['/help', ...Object.values(ARTICLES).map(({ path }) => path)];
/** The others are looked at where they are made. */
const WRITTEN = PAGES.filter((path) => path !== ARTICLES.whoMay.path && path !== ARTICLES.api.path);
const SHOTS = process.env['PRIMUM_SHOTS'];

test('every page leads to the help, and the help to every article, without a sign-in', async () => {
  for (const page of ['/check', '/sign-in', '/help'])
    assert.match((await nobody.get(page)).html, /href="\/help"/u, page);
  const { html } = await nobody.get('/help');
  for (const { path, title } of Object.values(ARTICLES)) {
    assert.ok(html.includes(`href="${path}"`), path);
    const article = await nobody.get(path);
    assert.equal(article.status, 200, path);
    assert.ok(article.text.includes(title), path);
  }
  assert.equal((await nobody.get('/help/something-else')).status, 404);
});

test('somebody who is signed in keeps their way back', async () => {
  assert.match((await app.get('/help/signatures')).html, /href="\/account"/u);
});

test('the words for how a version stands are those of its pages', () => {
  assert.deepEqual(
    EXAMPLES.map(({ line }) => line),
    [
      'unchanged since',
      '3 editorial changes since',
      'out of date: 2 hazards changed',
      'challenged: control CTL-31 does not hold since 9 March 2026',
      'expired on 3 March 2027',
      'void: the registration of Wren Applewhite was not held on 3 March 2026',
    ],
  );
  for (const { sentence } of EXAMPLES.slice(2)) assert.ok(sentence && sentence.clears.length > 0);
});

test('what is linked within the articles is there', async () => {
  const inside = new Set<string>();
  for (const page of PAGES)
    for (const [, href] of (await nobody.get(page)).html.matchAll(/href="(\/[^"#]*)"/gu)) inside.add(href!);
  for (const href of inside) assert.ok([200, 303].includes((await nobody.get(href)).status), href);
});

test('in a browser: nothing for axe to find, and nothing wider than a phone', async () => {
  await withBrowser(async (browser) => {
    for (const width of [320, 1280])
      await nobody.open(browser, { width }, async (page) => {
        for (const path of WRITTEN) {
          await page.goto(path);
          if (width === 320) assert.deepEqual(await axe(page), [], path);
          const over = await page.evaluate(
            'document.documentElement.scrollWidth - document.documentElement.clientWidth',
          );
          assert.equal(over, 0, `${path} at ${width}`);
          if (SHOTS === undefined) continue;
          mkdirSync(SHOTS, { recursive: true });
          await page.screenshot({ path: join(SHOTS, `${path.replaceAll('/', '-')}-${width}.png`), fullPage: true });
        }
      });
  });
});
