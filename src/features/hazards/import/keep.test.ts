import assert from 'node:assert/strict';
import { before, describe, test } from 'node:test';
import { parse, type DefaultTreeAdapterTypes as Tree } from 'parse5';
import { anyCommand } from '../../../platform/commands/command.ts';
import { testApp, type Visitor } from '../../../test-app.ts';
import { axe, withBrowser } from '../../../test-browser.ts';
import { demoLog } from '../demo/demo-log.ts';
import { excelOf } from '../exchange/formats/excel.ts';
import { readExcel } from '../exchange/formats/excel-read.ts';
import { importHazardLog } from './command.ts';

const HEAD = 'Hazard number,Hazard,Cause,Control,Initial severity,Initial likelihood,Initial risk\n';
const V1 = `${HEAD}H1,Wrong patient is shown,Two tabs,The name stays in view,Major,Low,3\nH2,A dose is late,No alert,An alert sounds,Minor,Low,1\n`;
const V2 = `${HEAD}H1,Wrong patient is shown,Two tabs,The name stays in view,Major,Medium,3\nH3,A photo is lost,No network,It is sent again,Minor,Low,1\n`;

interface Page {
  readonly status: number;
  readonly location: string | undefined;
  readonly html: string;
}

/** All fields of the form with this address, as a browser would send them untouched. */
function formOf(html: string, action: string): Record<string, string> {
  const fields: Record<string, string> = {};
  const walk = (node: Tree.Node, inside: boolean): void => {
    const attributes = 'attrs' in node ? Object.fromEntries(node.attrs.map((one) => [one.name, one.value])) : {};
    const here = inside || attributes['action'] === action;
    if (here && 'tagName' in node && node.tagName === 'input' && attributes['type'] !== 'checkbox')
      fields[attributes['name']!] = attributes['value'] ?? '';
    for (const child of 'childNodes' in node ? node.childNodes : []) walk(child, here);
  };
  walk(parse(html), false);
  return fields;
}

const app = await testApp();

describe('"Keep this log"', () => {
  async function post(
    visitor: Visitor,
    url: string,
    fields: Record<string, string>,
    file?: string | Uint8Array,
  ): Promise<Page> {
    const form = new FormData();
    for (const [name, value] of Object.entries(fields)) form.set(name, value);
    if (file !== undefined)
      form.set('log', new File([Buffer.from(file)], typeof file === 'string' ? 'log.csv' : 'log.xlsx'));
    const body = new Response(form);
    const payload = Buffer.from(await body.arrayBuffer());
    const answer = await app.app.inject({
      method: 'POST',
      url,
      payload,
      headers: {
        'content-type': body.headers.get('content-type')!,
        'content-length': String(payload.length),
        cookie: [...visitor.cookies].map(([name, value]) => `${name}=${encodeURIComponent(value)}`).join('; '),
      },
    });
    return { status: answer.statusCode, location: answer.headers.location, html: answer.body };
  }
  const report = async (visitor: Visitor, text: string | Uint8Array) => (await post(visitor, '/check', {}, text)).html;
  const create = (reference: string) =>
    app.api('POST', 'services/createService', { reference, name: `Service ${reference}`, role: 'both', phase: 'live' });

  before(async () => {
    assert.equal((await create('WCS')).status, 200);
  });

  test('a log is kept from its report, its next version row by row', async () => {
    const html = await report(app, V1);
    assert.match(html, /<option value="WCS">WCS, Service WCS: a new log<\/option>/u);
    const fields = formOf(html, '/check/keep');
    assert.equal((await post(app, '/check/keep', { ...fields, as: '' })).status, 422);
    const kept = await post(app, '/check/keep', { ...fields, as: 'WCS' });
    assert.deepEqual([kept.status, kept.location], [303, '/services/WCS/logs/1']);
    const twice = await post(app, '/check/keep', { ...fields, as: 'WCS' });
    assert.deepEqual([twice.status, twice.location], [303, '/services/WCS/logs/1']);

    const next = await report(app, V2);
    assert.match(next, /<option value="WCS\/1">WCS, Service WCS: the next version of log 1, log<\/option>/u);
    const diff = await post(app, '/check/keep', { ...formOf(next, '/check/keep'), as: 'WCS/1' });
    assert.equal(diff.status, 200);
    assert.match(diff.html, /1 new, 1 changed and 1 gone/u);
    assert.doesNotMatch(diff.html, /type="checkbox"[^>]*checked/u);
    const accepting = formOf(diff.html, '/check/keep/accept');
    const none = await post(app, '/check/keep/accept', accepting);
    assert.equal(none.status, 409);
    assert.match(none.html, /Tick what you accept/u);
    const some = await post(app, '/check/keep/accept', {
      ...accepting,
      'accept.changed:HAZ-1': 'yes',
      'accept.new': 'yes',
    });
    assert.deepEqual([some.status, some.location], [303, '/services/WCS/logs/1']);
    // What was shown is no longer so: it is shown anew, and nothing is written unseen.
    const { _key, ...stale } = accepting;
    const late = await post(app, '/check/keep/accept', { ...stale, 'accept.gone': 'yes' });
    assert.equal(late.status, 409);
    assert.match(late.html, /was changed since the differences were shown/u);
    assert.match(late.html, /What you had ticked is ticked still/u);
    const last = formOf(late.html, '/check/keep/accept');
    assert.equal((await post(app, '/check/keep/accept', { ...last, 'accept.gone:HAZ-2': 'yes' })).status, 303);
    const nothing = await post(app, '/check/keep', { ...formOf(next, '/check/keep'), as: 'WCS/1' });
    assert.deepEqual([nothing.status, nothing.location], [303, '/services/WCS/logs/1']);
  });

  test('nobody keeps a log who may not, and no form of somebody else does', async () => {
    const nobody = app.signedOut();
    assert.match(await report(nobody, V1), /sign in first and check it again/u);
    const viewer = await app.as({ roles: ['viewer'] });
    assert.doesNotMatch(await report(viewer, V1), /Keep this log/u);
    const fields = { ...formOf(await report(app, V1), '/check/keep'), as: 'WCS' };
    assert.equal((await post(nobody, '/check/keep', fields)).status, 401);
    assert.equal((await post(viewer, '/check/keep', fields)).status, 401);
    const stranger = await app.elsewhere({ roles: ['clinical safety officer'] });
    assert.equal((await post(stranger, '/check/keep', fields)).status, 401);
    const own = formOf(await report(viewer, V1), '/check/download');
    assert.equal((await post(viewer, '/check/keep', { ...own, as: 'WCS' })).status, 401);
    // Where there is no service yet, it says so.
    assert.match(await report(stranger, V1), /Add a service first/u);
    assert.equal((await post(app, '/check/keep', { ...fields, as: 'NOPE' })).status, 404);
    assert.equal((await post(app, '/check/keep', { ...fields, packed: 'AAAA' })).status, 422);
  });

  test('over the API: kept at once, and the next version only where it is accepted', async () => {
    await create('API');
    const log = { ...demoLog(), hazards: demoLog().hazards.slice(0, 2) };
    const kept = await app.api('POST', 'hazards/importHazardLog', { service: 'API', log });
    assert.deepEqual(
      [kept.status, (kept.json['result'] as { log?: number } | undefined)?.log ?? kept.json['log']],
      [200, 1],
    );
    const next = { ...log, hazards: log.hazards.slice(1) };
    const shown = await app.api('POST', 'hazards/importHazardLog', { service: 'API', log: next, replaces: 1 });
    assert.equal(shown.status, 409);
    assert.match(String(shown.json['detail']), /say which of what is new, changed, gone and moved you accept/u);
    const wrong = await app.api('POST', 'hazards/importHazardLog', { service: 'API', log: { format: 'odd' } });
    assert.deepEqual([wrong.status, /primum-hazard-log 1/u.test(JSON.stringify(wrong.json))], [422, true]);
  });

  test('a workbook that was downloaded and edited comes back as a difference', async () => {
    await create('BACK');
    await app.execute(anyCommand(importHazardLog), {
      service: 'BACK',
      log: { ...demoLog(), hazards: demoLog().hazards.slice(0, 3) },
    });
    const path = '/services/BACK/logs/1';
    assert.match((await app.get(path)).html, /href="\/services\/BACK\/logs\/1\/download"/u);
    const page = await app.get(`${path}/download`);
    assert.match(
      page.text,
      /Excel workbook.*You can edit it and bring it back.*Word document.*PDF.*Markdown folder.*CSV.*JSON/su,
    );
    const cookie = [...app.cookies].map(([name, value]) => `${name}=${encodeURIComponent(value)}`).join('; ');
    const answer = await app.app.inject({ url: `${path}/download/xlsx`, headers: { cookie } });
    assert.match(String(answer.headers['content-disposition']), /filename="BACK-hazard-log-1-\d{4}-\d\d-\d\d\.xlsx"/u);
    const bytes = answer.rawPayload;

    const same = formOf(await report(app, bytes), '/check/keep');
    const nothing = await post(app, '/check/keep', { ...same, as: 'BACK/1' });
    assert.deepEqual([nothing.status, nothing.location], [303, path]);

    const { log } = readExcel(bytes)!;
    log.hazards[1]!.name = 'Another name altogether';
    const edited = formOf(await report(app, await excelOf(log)), '/check/keep');
    const diff = await post(app, '/check/keep', { ...edited, as: 'BACK/1' });
    assert.match(diff.html, /Another name altogether/u);
    const accepting = formOf(diff.html, '/check/keep/accept');
    const done = await post(app, '/check/keep/accept', { ...accepting, 'accept.changed:HAZ-2': 'yes' });
    assert.deepEqual([done.status, done.location], [303, path]);
    assert.match((await app.get('/services/BACK/hazards/HAZ-2')).text, /Another name altogether/u);

    const pdf = await app.app.inject({ url: `${path}/download/pdf`, headers: { cookie } });
    assert.match(pdf.rawPayload.toString('latin1'), /^%PDF-/u);
    for (const wrong of ['odt', 'json?as-at=2020-01-01', 'json?as-at=tomorrow'])
      assert.equal((await app.get(`${path}/download/${wrong}`)).status, 404, wrong);
  });

  test('in a browser: the differences are a page that everybody can use', async () => {
    await create('BIG');
    const log = demoLog();
    await app.execute(anyCommand(importHazardLog), { service: 'BIG', log });
    await withBrowser(async (browser) => {
      await app.open(browser, {}, async (page) => {
        await page.goto('/check');
        await page
          .locator('input[name=log]')
          .setInputFiles({ name: 'next.csv', mimeType: 'text/csv', buffer: Buffer.from(V2) });
        await page.locator('main form button').first().click();
        await page.getByLabel('Keep it as').selectOption('BIG/1');
        await page.getByRole('button', { name: 'Keep this log' }).click();
        await page.getByRole('heading', { level: 1 }).waitFor();
        assert.match(await page.locator('h1').innerText(), /What differs in next\.csv/u);
        assert.deepEqual(await axe(page), []);
        await page.getByLabel('H3 A photo is lost').check();
        if (process.env['SCREENSHOT']) await page.screenshot({ path: process.env['SCREENSHOT'], fullPage: true });
        await page.getByRole('button', { name: 'Write what is ticked' }).click();
        await page.waitForURL('**/services/BIG/logs/1');
      });
    });
  });
});
