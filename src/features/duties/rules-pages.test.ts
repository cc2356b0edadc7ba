import assert from 'node:assert/strict';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { testApp } from '../../test-app.ts';
import { axe, withBrowser } from '../../test-browser.ts';
import { packInForce } from './pack.ts';

/* The pages of the rules: all of them, each with how binding and how sure it is. */

const app = await testApp({ now: new Date('2026-11-28T10:00:00Z') });
const pack = packInForce('2026-11-28');
const SHOTS = process.env['PRIMUM_SHOTS'];

test('every duty is listed, and has a page that says on what ground it stands', async () => {
  const list = await app.get('/duties');
  assert.equal(list.status, 200);
  for (const { id, title, source } of pack.duties) {
    assert.ok(list.html.includes(`href="/duties/${id}"`), id);
    const page = await app.get(`/duties/${id}`);
    assert.equal(page.status, 200, id);
    assert.ok(page.text.includes(title), id);
    for (const { ref } of source) assert.ok(page.text.includes(ref), `${id}: ${ref}`);
  }
  assert.equal((await app.get('/duties/NOBODY-1')).status, 404);
});

test('what nobody verified says so, and what is watched is never due', async () => {
  const { text } = await app.get('/duties/LADO-PIPOT');
  assert.match(text, /Nobody has verified this rule: check it before you rely on it\./u);
  assert.doesNotMatch((await app.get('/duties/ICO-72H')).text, /Nobody has verified/u);
  assert.match((await app.get('/duties/CSA-REPORT')).text, /It is watched, and never due\. A bill binds nobody\./u);
  assert.match((await app.get('/duties')).text, /Nobody has verified 5 of them/u);
});

test('whose law it is, and whose target, are told apart', async () => {
  const { text } = await app.get('/duties/SG-ADULT-S42');
  assert.match(text, /The law binds the local authority/u);
  assert.match((await app.get('/duties/DOC-REG20')).text, /Our target, not law: 10 working days\./u);
  assert.match((await app.get('/duties/CQC-REG16')).text, /When it falls away/u);
});

test('who is not signed in, or only assesses, does not get there', async () => {
  assert.notEqual((await app.signedOut().get('/duties')).status, 200);
  const assessor = await app.as({ name: 'A. Sessor', roles: ['assessor'] });
  assert.notEqual((await assessor.get('/duties')).status, 200);
});

test('in a browser: nothing for axe to find, and nothing wider than a phone', async () => {
  await withBrowser(async (browser) => {
    for (const width of [320, 1280])
      await app.open(browser, { width, javaScript: width === 320 }, async (page) => {
        for (const path of ['/duties', '/duties/CQC-REG18', '/duties/SG-CHILD-S47', '/duties/CSA-REPORT']) {
          await page.goto(path);
          assert.match(await page.title(), /Who has to be told|^(?:CQC|SG|CSA)-/u, path);
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

// Last: whoever was signed in before is signed out by then.
test('a list that was to be checked again says that it was not', async () => {
  app.clock.now = new Date('2028-01-01T10:00:00Z');
  const later = await app.as({ name: 'L. Ater', roles: ['viewer'] });
  assert.match((await later.get('/duties')).text, /to be done again by 22 May 2027, and was not/u);
  assert.match((await later.get('/duties/ICO-72H')).text, /By 22 November 2027: that is late/u);
});
