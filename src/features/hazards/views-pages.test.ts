import assert from 'node:assert/strict';
import { before, describe, test } from 'node:test';
import { testApp, type TestApp, type Visitor } from '../../test-app.ts';
import { axe, withBrowser } from '../../test-browser.ts';
import { plantLivingHazard, WRONG_RECORD } from './testing/living-hazard-store.ts';
import { EXAMPLE_LOG, plantLog } from './testing/test-log-store.ts';

const LOG = '/services/WOUND/logs/1';
const VIEWS = ['state', 'controls', 'gaps', 'groups', 'moved'];
/** Of the tables that look alike, one. */
const AXE = new Set(['state', 'controls', 'moved']);

describe('the views of a log', () => {
  let app: TestApp;
  let looker: Visitor;
  before(async () => {
    app = await testApp({ now: new Date('2026-03-10T09:00:00Z') });
    await app.execute(plantLog, { log: EXAMPLE_LOG });
    await app.execute(plantLivingHazard, { service: 'WOUND', hazard: WRONG_RECORD });
    app.clock.now = new Date('2026-03-12T14:30:00Z');
    looker = await app.as({ name: 'A Looker', roles: ['viewer'] });
  });

  test('the same fact is the same sentence: the log and its state count alike, and so do state and gaps', async () => {
    const [log, state, gaps] = await Promise.all(
      ['', '/state', '/gaps'].map(async (view) => (await looker.get(`${LOG}${view}`)).text),
    );
    const [counts] = /\d+ hazards, \d+ open[^.]*\. \d+ residual ratings? (?:is|are) provisional\./u.exec(log!) ?? [];
    assert.ok(counts);
    assert.ok(state!.includes(counts), counts);
    const [tested] = /\d+ of \d+ hazards ha(?:s|ve) a control that rests on a test\./u.exec(gaps!) ?? [];
    assert.ok(tested);
    assert.ok(state!.includes(tested), tested);
  });

  test('what was withdrawn does not hold, in the view as in the log, and says why', async () => {
    const { text, html } = await looker.get(`${LOG}/state`);
    assert.match(text, /Does not hold CTL-2 The wristband is scanned again .*?\(withdrawn\)/u);
    assert.match(html, /href="\/services\/WOUND\/logs\/1\/gaps">\s*See which/u);
    assert.match((await looker.get(`${LOG}/gaps`)).html, /href="\/services\/WOUND\/coverage"/u);
  });

  test('the page of the service leads to the log, its library, its tests and its releases', async () => {
    const { html } = await looker.get('/services/WOUND');
    for (const end of ['logs/1', 'library', 'coverage', 'releases'])
      assert.match(html, new RegExp(`href="/services/WOUND/${end}"`, 'u'));
  });

  test('in a browser: nothing for axe to find, nothing wider than a phone, and the state prints on one page', async () => {
    await withBrowser(async (browser) => {
      await looker.open(browser, { width: 320 }, async (page) => {
        for (const view of VIEWS) {
          await page.goto(`${LOG}/${view}`);
          if (AXE.has(view)) assert.deepEqual(await axe(page), [], view);
          assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), view);
        }
        await page.goto(`${LOG}/state`);
        const paper = (await page.pdf({ format: 'A4' })).toString('latin1');
        assert.equal(paper.match(/\/Type\s*\/Page\b/gu)?.length, 1);
      });
    });
  });
});
