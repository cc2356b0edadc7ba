import assert from 'node:assert/strict';
import { before, describe, test } from 'node:test';
import type { Page } from 'playwright-core';
import { testApp, type TestApp, type Visitor } from '../../test-app.ts';
import { axe, withBrowser } from '../../test-browser.ts';
import { NHS_SCHEME, productScheme, schemeVersion } from '../schemes/index.ts';
import { EXAMPLE_LOG, longLog, plantLog, plantScheme } from './testing/test-log-store.ts';

const LOG = '/services/WOUND/logs/1';
const HAZARD = '/services/WOUND/hazards/HAZ-1';

describe('hazard log pages', () => {
  let product: TestApp;
  let app: Visitor;
  before(async () => {
    product = await testApp({ now: new Date('2026-03-10T09:00:00Z') });
    await product.execute(plantLog, { log: EXAMPLE_LOG });
    await product.execute(plantLog, { log: longLog(120) });
    product.clock.now = new Date('2026-03-12T14:30:00Z');
    // Whoever was signed in two days ago is so no longer.
    app = await product.as({
      name: 'Wren Applewhite',
      roles: ['administrator', 'clinical safety officer', 'safety engineer'],
    });
  });

  test('a CSO finds a hazard, confirms ratings and closes one; with and without JavaScript, on a screen and on a phone', async () => {
    await withBrowser(async (browser) => {
      await app.open(browser, { width: 1280 }, async (page) => {
        await page.goto(LOG);
        await fits(page);
        assert.deepEqual(await axe(page), []);
        assert.match(
          await main(page),
          /7 hazards, 5 open, 1 closed, 1 transferred\. 5 residual ratings are provisional\. The risk of 2 is not known\. Rated by .*The file states 1 rating otherwise/u,
        );

        await page.getByRole('link', { name: 'Major and High, rating 4: 2 hazards' }).click();
        assert.deepEqual(await numbers(page), ['HAZ-1', 'HAZ-2']);
        await page.getByLabel('Words, hazard or control number').fill('wristband');
        await page.getByRole('button', { name: 'Apply' }).click();
        assert.deepEqual(await numbers(page), ['HAZ-1'], 'the square stays chosen, and words in a control are found');

        await page.getByRole('link', { name: 'HAZ-1', exact: true }).click();
        const words = await main(page);
        assert.match(
          words,
          /The residual rating of HAZ-1 is provisional because it is as stated in Wound log V1\.2\.xlsx and nobody has confirmed it\./u,
        );
        assert.match(words, /What counts until then: 4 Mandatory to reduce The initial rating: Major, High\./u);

        await page.goto(LOG);
        for (const hazard of ['HAZ-1', 'HAZ-2']) await page.getByLabel(`Choose ${hazard}`).check();
        await page.getByRole('button', { name: 'Look at the chosen residual ratings' }).click();
        assert.deepEqual(await axe(page), []);
        for (const hazard of ['HAZ-1', 'HAZ-2'])
          await page.getByLabel(`I confirm the residual rating of ${hazard}`).check();
        await page.getByLabel('CTL-1 Name and date of birth stay beside the camera').check();
        await page.getByRole('button', { name: 'Confirm the ticked ratings' }).click();
        // What was ticked stays, and what is missing is said.
        assert.match(await main(page), /HAZ-2 is lower than the initial one, and it relies on no control/u);
        assert.ok(await page.getByLabel('CTL-1 Name and date of birth').isChecked());
        await page.getByLabel('CTL-4 The page says when messages are read').check();
        await page.getByRole('button', { name: 'Confirm the ticked ratings' }).click();
        assert.match(
          await main(page),
          /2 residual ratings are confirmed: HAZ-1, HAZ-2\. None of them counts yet: not every control/u,
        );
      });

      await app.open(browser, { width: 320, javaScript: false }, async (page) => {
        await page.goto(`${HAZARD}/close`);
        assert.match(await main(page), /Before HAZ-1 can be closed, this is to be done: The residual rating of HAZ-1/u);
        for (const phase of ['initial', 'residual']) {
          await page.goto(`${HAZARD}/rate/${phase}`);
          await fits(page);
          await page.getByRole('button', { name: 'Give this rating' }).click();
          assert.match(await main(page), /Choose what could happen to a patient\..*Choose the likelihood.*Say why/u);
          await page.getByLabel('Nothing that matters').check();
          await page.getByLabel('One patient', { exact: true }).check();
          await page.getByLabel('Very low', { exact: true }).check();
          await page.getByRole('button', { name: 'Give this rating' }).click();
          // What was chosen stays, and the square that results is shown.
          assert.match(await main(page), /Minor and Very low give 1, Acceptable\./u);
          await page.getByLabel('Why do you rate it so?').fill('Photos are taken in the record itself now.');
          await page.getByRole('button', { name: 'Give this rating' }).click();
        }
        assert.match(await main(page), /The residual rating of HAZ-1 is 1, Acceptable\. It counts now\./u);
        await page.goto(`${HAZARD}/close`);
        await page.getByRole('button', { name: 'Close HAZ-1' }).click();
        assert.match(await main(page), /Say why the hazard is closed\./u);
        await page.getByLabel('Reason').fill('The NHS number 943 476 5919 was wrong.');
        await page.getByRole('button', { name: 'Close HAZ-1' }).click();
        assert.match(await main(page), /looks like an NHS number/u);
        await page.getByLabel('Reason').fill('Photos are taken in the record itself now.');
        await page.getByRole('button', { name: 'Close HAZ-1' }).click();
        assert.match(await main(page), /HAZ-1 is closed\..*Photos are taken in the record itself now\./su);
        for (const path of [
          HAZARD,
          LOG,
          `${LOG}/scheme`,
          '/services/WOUND/hazards/HAZ-2/rate/residual',
          `${LOG}/confirm?HAZ-2=yes`,
          `${HAZARD}/erase`,
          '/services/LONG/logs/1',
        ]) {
          await page.goto(path);
          await fits(page);
        }
      });

      await app.open(browser, { width: 320 }, async (page) => {
        await page.goto('/services/WOUND/hazards/HAZ-2/rate/residual');
        assert.deepEqual(await axe(page), []);
        await page.getByLabel('Death, or a severe injury').check();
        await page.getByLabel('Several patients', { exact: true }).check();
        await page.getByLabel('High', { exact: true }).check();
        assert.match(await main(page), /Catastrophic and High give 5, Unacceptable\./u);
        for (const path of [HAZARD, `${HAZARD}/erase`]) {
          await page.goto(path);
          assert.deepEqual(await axe(page), [], path);
        }
      });
    });
  });

  test('a long log keeps its filters and its order from page to page', async () => {
    const path = '/services/LONG/logs/1?owner=Juniper+Hale&sort=residual&order=down';
    const first = await app.get(path);
    assert.match(first.text, /60 of 120 hazards, 1 to 50/u);
    assert.match(first.html, /aria-sort="descending"/u);
    const next = /href="([^"]+)" class="nhsuk-pagination__next"/u.exec(first.html)?.[1]?.replaceAll('&amp;', '&');
    assert.equal(next, '/services/LONG/logs/1?owner=Juniper+Hale&sort=residual&order=down&page=2');
    const second = await app.get(next);
    assert.match(second.text, /60 of 120 hazards, 51 to 60/u);
    assert.match((await app.get(`${path}&q=Hazard+12%25`)).text, /No hazard of this log is like that/u);
    assert.match((await app.get('/services/LONG/logs/1?q=ctl-4')).text, /1 of 120 hazards/u);
    // Each word anywhere: in the component, in a cause, in the name.
    assert.match((await app.get('/services/LONG/logs/1?q=upload+17+hazard')).text, /1 of 120 hazards/u);
    assert.match(
      (await app.get('/services/LONG/logs/1?q=upload+nonsense')).text,
      /No hazard of this log is like that/u,
    );
    assert.equal((await app.get('/services/LONG/logs/1?page=99&status=nonsense&initial=9-9&level=7')).status, 200);
  });

  test('as at a day shows the page of that day, without anything that changes it', async () => {
    const then = await app.get(`${HAZARD}?as-at=2026-03-10`);
    assert.match(then.text, /This is what was known at the end of 10 March 2026/u);
    assert.match(then.text, /HAZ-1 is provisional/u);
    assert.doesNotMatch(then.html, /\/close"|\/erase"|\/confirm\?/u);
    assert.match((await app.get(`${LOG}?as-at=2026-03-10`)).text, /7 hazards, 5 open/u);
    assert.equal((await app.get(`${LOG}?as-at=2026-03-09`)).status, 404);
    const wrong = await app.get(`${LOG}?as-at=soon`);
    assert.match(wrong.text, /“soon” is no day/u);
  });

  test('somebody who may only look is shown nothing that changes a hazard', async () => {
    const viewer = await product.as({ roles: ['viewer'] });
    const shown = await viewer.get('/services/WOUND/hazards/HAZ-2');
    assert.equal(shown.status, 200);
    assert.doesNotMatch(shown.html, /\/close"|\/erase"|\/confirm\?/u);
    for (const form of [
      '/services/WOUND/hazards/HAZ-2/close',
      `${LOG}/confirm?HAZ-2=yes`,
      '/services/WOUND/hazards/HAZ-2/erase',
    ])
      assert.equal((await viewer.get(form)).status, 403, form);
    assert.doesNotMatch((await viewer.get(LOG)).html, /type="checkbox"/u);
  });

  test('what would move to another scheme is listed before anything does', async () => {
    const scheme = productScheme(NHS_SCHEME.severity, NHS_SCHEME.likelihood.slice(0, 4));
    await product.execute(plantScheme, { service: 'LONG', scheme });
    const path = '/services/LONG/logs/1/scheme';
    assert.match(
      (await app.get(path)).text,
      /Which scheme is the log to be rated by\? Likelihood times severity, 1 to 20/u,
    );
    const to = encodeURIComponent(schemeVersion(scheme));
    const { text, html } = await app.get(`${path}?to=${to}`);
    assert.match(text, /240 of 240 ratings would read otherwise\. Of 24, Likelihood times severity.* makes no level/u);
    assert.match(
      text,
      /HAZ-1 Rating Initial Words Minor, Very low Now 1 ?Acceptable Then 1 What follows It is looked up anew\./u,
    );
    assert.match(html, /name="version" value="\d+"/u);
    const wrong = await app.send(`${path}?to=${to}`, { reason: '' });
    assert.match(wrong.text, /Say why the log is rated by another scheme\./u);
  });

  test('two who change one hazard both see what the other wrote', async () => {
    const path = '/services/WOUND/hazards/HAZ-2/close';
    for (const phase of ['initial', 'residual']) {
      const { history } = (await app.api('GET', 'hazards/hazard', { service: 'WOUND', hazard: 'HAZ-2' })).json as {
        history: { seq: number }[];
      };
      const low = { severity: 'Minor', likelihood: 'Very low', justification: 'For a test.', version: history[0]!.seq };
      await app.api('POST', 'hazards/rateHazard', { service: 'WOUND', hazard: 'HAZ-2', phase, ...low });
    }
    const form = /name="version" value="(\d+)"/u.exec((await app.get(path)).html)![1]!;
    await app.send(path, { reason: 'The inbox is watched.' });
    const { html } = await app.get('/services/WOUND/hazards/HAZ-3/erase');
    const token = /name="_token" value="([^"]+)"/gu;
    const [, mine] = [...html.matchAll(token)].at(-1)!;
    const conflict = await app.post(
      path,
      { _token: mine!, _key: crypto.randomUUID(), version: form, reason: 'Nobody sends messages any more.' },
      { 'sec-fetch-site': 'same-origin' },
    );
    assert.equal(conflict.status, 409);
    assert.match(conflict.text, /It is closed now\..*The inbox is watched\..*Nobody sends messages any more\./u);
  });

  test('the service’s page leads to its logs, and the list says how many hazards stand open', async () => {
    assert.match((await app.get('/services/WOUND')).text, /Hazard logs.*hazards open/u);
    assert.match((await app.get('/services')).text, /120 open/u);
    const elsewhere = await product.elsewhere({ roles: ['administrator', 'product owner'] });
    await elsewhere.api('POST', 'services/createService', {
      reference: 'BARE',
      name: 'Bare',
      role: 'both',
      phase: 'beta',
    });
    for (const path of ['/services', '/services/BARE'])
      assert.match((await elsewhere.get(path)).html, /<a href="\/check">Take /u);
  });
});

async function main(page: Page): Promise<string> {
  return (await page.locator('main').innerText()).replaceAll(/\s+/gu, ' ');
}

async function numbers(page: Page): Promise<string[]> {
  return page.locator('.app-log__number').allInnerTexts();
}

/** Nothing is wider than the window. */
async function fits(page: Page): Promise<void> {
  const { wide, window } = await page.evaluate(() => ({
    wide: document.documentElement.scrollWidth,
    window: innerWidth,
  }));
  assert.ok(wide <= window, `${page.url()} is ${wide} wide in a window of ${window}`);
}
