import assert from 'node:assert/strict';
import { before, describe, test } from 'node:test';
import type { Page } from 'playwright-core';
import { formValues, testApp, type TestApp, type Visitor } from '../../test-app.ts';
import { axe, withBrowser } from '../../test-browser.ts';
import { EXAMPLE_LOG, plantLog } from './testing/test-log-store.ts';

const HAZARD = '/services/WOUND/hazards/HAZ-1';
const CONTROL = '/services/WOUND/controls/CTL-3';

describe('pages that change words', () => {
  let product: TestApp;
  let app: Visitor;
  before(async () => {
    product = await testApp({ now: new Date('2026-03-10T09:00:00Z') });
    await product.execute(plantLog, { log: EXAMPLE_LOG });
    product.clock.now = new Date('2026-03-12T14:30:00Z');
    app = await product.as({ name: 'Ottoline Reed', roles: ['safety engineer'] });
  });

  test('a safety engineer changes a control, corrects a hazard, and is told what each means; with and without JavaScript', async () => {
    await withBrowser(async (browser) => {
      await app.open(browser, { width: 320, javaScript: false }, async (page) => {
        await page.goto(HAZARD);
        await page.getByRole('table').getByRole('link', { name: 'CTL-3', exact: true }).click();
        assert.match(await main(page), /A nurse reviews photos within 2 working days.*CTL-3 is not verified because/su);
        await fits(page);
        await page.getByRole('button', { name: 'Change the words of CTL-3' }).click();
        await fits(page);
        await page.getByLabel('Control', { exact: true }).fill('A nurse reviews photos within 5 working days');
        await page.getByLabel(/I only corrected spelling or wording/u).check();
        await page.getByLabel('What did you correct?').fill('Wording.');
        await page.getByRole('button', { name: 'Save CTL-3' }).click();
        assert.match(
          await main(page),
          /This is a material change\. Control: It changes a number: “2” is now “5”\. Untick this to save it as a material change, or take that part back\. Nothing was saved yet\./u,
        );
        assert.equal(
          await page.getByLabel('Control', { exact: true }).inputValue(),
          'A nurse reviews photos within 5 working days',
        );
        await fits(page);
        await page.getByLabel(/I only corrected spelling or wording/u).uncheck();
        await page.getByRole('button', { name: 'Save CTL-3' }).click();
        const said = await main(page);
        assert.match(said, /CTL-3 is changed\. The change is material/u);
        assert.match(
          said,
          /History.*Before: A nurse reviews photos within 2 working days.*After: A nurse reviews photos within 5 working days.*Ottoline Reed/su,
        );
        await fits(page);
      });

      await app.open(browser, { width: 1280 }, async (page) => {
        await page.goto(HAZARD);
        await page.getByRole('button', { name: 'Change its words' }).click();
        const live = page.locator('#class-of-change');
        assert.equal(await live.isVisible(), false);
        await page.getByLabel('Owner').fill('Juniper Hale');
        assert.match(await live.innerText(), /^An editorial change/u);
        await page.getByLabel('Hazard', { exact: true }).fill('A wound foto is attached to the wrong patient’s record');
        assert.match(await live.innerText(), /^A material change: the next signature will show it\.$/u);
        await page.getByLabel(/I only corrected spelling or wording/u).check();
        assert.match(await live.innerText(), /^A correction/u);
        await page.getByLabel('Cause 1').fill('');
        assert.match(
          await live.innerText(),
          /^A material change, and no correction\. Causes: It takes out a cause\.$/u,
        );
        await page.getByLabel('Cause 1').fill('Two patients are open on one tablet');
        await page.getByLabel(/I only corrected spelling or wording/u).uncheck();
        await page.getByLabel('Another cause').first().fill('The list of patients is sorted anew');
        await page.getByRole('button', { name: 'Save HAZ-1' }).click();
        assert.match(
          await main(page),
          /HAZ-1 is changed\. The change is material.*The list of patients is sorted anew/su,
        );
        await page.goto(`${HAZARD}/edit`);
        await page
          .getByLabel('Hazard', { exact: true })
          .fill('A wound photo is attached to the wrong patient’s record');
        await page.getByLabel(/I only corrected spelling or wording/u).check();
        await page.getByRole('button', { name: 'Save HAZ-1' }).click();
        assert.match(await main(page), /Say what you corrected/u);
        assert.deepEqual(await axe(page), []);
        await page.getByLabel('What did you correct?').fill('The spelling of “photo”.');
        await page.getByRole('button', { name: 'Save HAZ-1' }).click();
        assert.match(
          await main(page),
          /HAZ-1 is corrected\..*Name, editorial.*Called a correction of the wording: The spelling of “photo”\./su,
        );
        await page.goto(CONTROL);
        assert.deepEqual(await axe(page), []);
      });

      await app.open(browser, { width: 320 }, async (page) => {
        for (const path of [HAZARD, `${HAZARD}/edit`, CONTROL, `${CONTROL}/edit`]) {
          await page.goto(path);
          await fits(page);
          assert.deepEqual(await axe(page), [], path);
        }
      });
    });
  });

  test('two who change one hazard both see what the other wrote, and nothing is lost', async () => {
    const path = '/services/WOUND/hazards/HAZ-2/edit';
    const stale = formValues((await app.get(path)).html);
    const saved = await app.send(path, { notes: 'The inbox is watched.' }, { follow: true });
    assert.match(saved.text, /The change is editorial/u);
    const late = await app.post(
      path,
      { ...stale, notes: 'Nobody sends messages any more.', _key: crypto.randomUUID() },
      { 'sec-fetch-site': 'same-origin' },
    );
    assert.equal(late.status, 409);
    assert.match(late.text, /Somebody changed HAZ-2.*The inbox is watched\..*Nobody sends messages any more\./u);
    assert.equal((await app.send(path, {})).status, 409, 'nothing is different');
  });

  test('as at a day, and for whoever may only look, nothing leads to a change', async () => {
    const viewer = await product.as({ roles: ['viewer'] });
    for (const shown of [await viewer.get(CONTROL), await app.get(`${CONTROL}?as-at=2026-03-11`)]) {
      assert.equal(shown.status, 200);
      assert.doesNotMatch(shown.html, /\/edit"/u);
    }
    assert.match((await app.get(`${CONTROL}?as-at=2026-03-11`)).text, /within 2 working days/u);
    for (const path of [`${HAZARD}/edit`, `${CONTROL}/edit`]) assert.equal((await viewer.get(path)).status, 403);
    for (const path of [
      '/services/WOUND/controls/CTL-99',
      '/services/WOUND/controls/one',
      '/services/WOUND/hazards/HAZ-99/edit',
    ])
      assert.equal((await app.get(path)).status, 404, path);
    const stranger = await product.elsewhere({ roles: ['clinical safety officer'] });
    for (const path of [CONTROL, `${CONTROL}/edit`]) assert.equal((await stranger.get(path)).status, 404);
  });

  test('the API changes what is sent and leaves the rest', async () => {
    const seen = await app.api('GET', 'hazards/control', { service: 'WOUND', control: 'CTL-5' });
    const { version, text } = seen.json['control'] as { version: number; text: string };
    const done = await app.api('POST', 'hazards/editControl', {
      service: 'WOUND',
      control: 'CTL-5',
      version,
      owner: 'Posy Thackray',
    });
    assert.equal(done.status, 200);
    const now = (await app.api('GET', 'hazards/control', { service: 'WOUND', control: 'CTL-5' })).json['control'] as {
      text: string;
      owner: string;
    };
    assert.deepEqual([now.text, now.owner], [text, 'Posy Thackray']);
    const refused = await app.api('POST', 'hazards/editControl', {
      service: 'WOUND',
      control: 'CTL-5',
      version,
      owner: 'Late',
    });
    assert.equal(refused.status, 409);
  });
});

async function main(page: Page): Promise<string> {
  return (await page.locator('main').innerText()).replaceAll(/\s+/gu, ' ');
}

/** Nothing is wider than the window. */
async function fits(page: Page): Promise<void> {
  const { wide, window } = await page.evaluate(() => ({
    wide: document.documentElement.scrollWidth,
    window: innerWidth,
  }));
  assert.ok(wide <= window, `${page.url()} is ${wide} wide in a window of ${window}`);
}
