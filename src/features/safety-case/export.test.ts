import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { testApp } from '../../test-app.ts';
import { axe, withBrowser } from '../../test-browser.ts';
import { EXAMPLE_LOG, plantLog } from '../hazards/testing/test-log-store.ts';
import { ABOUT, FORMATS } from './formats.ts';
import { reportSchema } from './report-schema.ts';

/*
 * The files of a report, over its addresses and the API; and what is drawn, as it stands on its page.
 */

const app = await testApp({ now: new Date('2026-03-12T09:00:00Z') });
const AT = '/services/WOUND/reports/CSCR-1';

before(async () => {
  await app.execute(plantLog, {
    log: { ...EXAMPLE_LOG, service: { reference: 'WOUND', name: 'Willowbank Wound Care' } },
  });
  const begun = { service: 'WOUND', sort: 'manufacturer', phase: 'delivery', release: '1.3.2' };
  const made = await app.api('POST', 'safety-case/beginReport', begun, { key: 'begin' });
  assert.equal(made.status, 200, JSON.stringify(made.json));
});

test('each format has its address, with what it is and what it is called', async () => {
  for (const format of FORMATS) {
    const { status, headers } = await app.get(`${AT}/export/${format}`);
    assert.equal(status, 200, format);
    assert.equal(headers['content-type'], ABOUT[format].type);
    assert.match(String(headers['content-disposition']), new RegExp(`"WOUND-CSCR-1-2026-03-12\\.${format}"`, 'u'));
  }
  assert.equal((await app.get(`${AT}/export/exe`)).status, 404);
  assert.equal((await app.get('/services/WOUND/reports/CSCR-9/export/pdf')).status, 404);
  assert.equal((await app.get(`${AT}/export/html?as-at=nonsense`)).status, 404);
  const stranger = await app.as({ name: 'Percival Lark', roles: [{ role: 'viewer', service: 'OTHER', until: null }] });
  assert.notEqual((await stranger.get(`${AT}/export/html`)).status, 200);
});

test('over the API it is the document, and a report that is not there is said to be so', async () => {
  const { status, json } = await app.api('GET', 'safety-case/caseReport', { service: 'WOUND', report: 'cscr-1' });
  assert.equal(status, 200);
  const document = reportSchema.parse((json as { readonly document: unknown }).document);
  assert.deepEqual([document.reference, document.standing, document.release], ['CSCR-1', 'draft', '1.3.2']);
  const none = await app.api('GET', 'safety-case/caseReport', { service: 'WOUND', report: 'CSCR-9' });
  assert.equal(none.status, 404);
  assert.match(JSON.stringify(none.json), /WOUND has no report CSCR-9\./u);
});

for (const width of [320, 1280])
  test(`what is drawn stands on the page of the report, at ${width} pixels`, async () => {
    await withBrowser((browser) =>
      app.open(browser, { width }, async (page) => {
        await page.goto(AT);
        const text = await page.locator('main').innerText();
        assert.match(text, /Residual risks and operational constraints/u);
        assert.match(text, /Not known, or not in order/u);
        assert.deepEqual(await axe(page), []);
        assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth));
      }),
    );
  });
