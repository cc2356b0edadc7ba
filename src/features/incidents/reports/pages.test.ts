import assert from 'node:assert/strict';
import { before, describe, test } from 'node:test';
import { read as readWorkbook, utils } from '@e965/xlsx';
import { anyCommand } from '../../../platform/commands/command.ts';
import { testApp } from '../../../test-app.ts';
import { axe, withBrowser } from '../../../test-browser.ts';
import { reportIncident } from '../commands.ts';
import { importIncidents } from '../intake/commands.ts';

const app = await testApp({ now: new Date('2026-03-12T22:00:00Z') });
const LIST = '/services/WCS/incidents';
const REPORTS = `${LIST}/INC-1/reports`;

before(async () => {
  await app.api('POST', 'services/createService', {
    reference: 'WCS',
    name: 'Wound care',
    role: 'both',
    phase: 'live',
  });
  await app.execute(anyCommand(reportIncident), {
    service: 'WCS',
    what: 'Dr Sedge saw a photo of another wound. constructor',
    title: '=cmd|calc',
    occurredOn: '2026-03-03',
    namesNobody: true,
    release: '1.4.0',
  });
  await app.execute(anyCommand(reportIncident), {
    service: 'WCS',
    sort: 'good care',
    what: 'The second check stopped it.',
  });
  await app.execute(anyCommand(importIncidents), {
    service: 'WCS',
    source: 'Desk',
    incidents: [{ key: '1', title: '@SUM(A1)', what: '-1+1' }],
  });
});

/** The bytes of a file that a page hands out. */
async function file(path: string) {
  const cookie = [...app.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
  const answer = await app.app.inject({ url: path, headers: { cookie } });
  assert.equal(answer.statusCode, 200, path);
  return { bytes: answer.rawPayload, headers: answer.headers };
}

describe('the reports of an incident', () => {
  test('say first what may not leave, what is missing and what nobody verified; nothing is sent', async () => {
    const page = await app.get(`${REPORTS}/lfpse`);
    assert.equal(page.status, 200);
    assert.match(page.text, /Not connected: nothing is sent from here/u);
    assert.match(page.text, /Take out first.*\u201CDr Sedge\u201D/u);
    assert.match(
      page.text,
      /What is missing.*Nobody graded the physical harm.*Not verified.*no publication of the NHS/u,
    );
    assert.doesNotMatch(page.text, /compliant/iu);
  });

  test('take answers that are choices, and nothing else, into page and file', async () => {
    const page = await app.get(`${REPORTS}/lfpse?process=5&sharing=%22%3E%3Cscript%3E&imminent=y`);
    assert.match(page.html, /lfpse\.json\?process=5"/u);
    const { bytes, headers } = await file(`${REPORTS}/lfpse/lfpse.json?process=5&sharing=x`);
    assert.match(String(headers['content-disposition']), /^attachment; filename="WCS-INC-1-lfpse\.json"$/u);
    const text = bytes.toString();
    assert.match(text, /"Process"/u);
    assert.doesNotMatch(text, /DataSharingOptOut|RiskImminent/u);
  });

  test('are the same over the API', async () => {
    const { status, json } = await app.api('GET', 'incidents/incidentReport', {
      service: 'WCS',
      incident: 'INC-1',
      as: 'mhra',
    });
    assert.equal(status, 200);
    assert.match(JSON.stringify(json), /15 days after the manufacturer became aware/u);
    const good = await app.api('GET', 'incidents/incidentReport', {
      service: 'WCS',
      incident: 'INC-2',
      as: 'adverse-event',
    });
    assert.equal(good.json['file'], null);
  });

  test('as files: text, Word, PDF with its tags, FHIR', async () => {
    assert.match((await file(`${REPORTS}/lfpse/sheet.txt`)).bytes.toString(), /WHAT HAPPENED/u);
    assert.match((await file(`${REPORTS}/mhra/worksheet.txt`)).bytes.toString(), /nothing was sent/u);
    assert.equal((await file(`${REPORTS}/mhra/worksheet.docx`)).bytes.subarray(0, 2).toString(), 'PK');
    const pdf = (await file(`${REPORTS}/mhra/worksheet.pdf`)).bytes.toString('latin1');
    assert.match(pdf, /^%PDF-/u);
    assert.match(pdf, /StructTreeRoot/u);
    const fhir = JSON.parse((await file(`${REPORTS}/adverse-event/adverse-event.json`)).bytes.toString()) as object;
    assert.equal('resourceType' in fhir && fhir.resourceType, 'AdverseEvent');
    assert.equal((await app.get(`${LIST}/INC-2/reports/adverse-event/adverse-event.json`)).status, 404);
  });
});

describe('the log', () => {
  test('goes out whole as a workbook and as CSV, and no cell of it is run', async () => {
    const { bytes } = await file(`${LIST}/download/log.xlsx`);
    const sheet = readWorkbook(bytes).Sheets['Incident log']!;
    const rows = utils.sheet_to_json<string[]>(sheet, { header: 1 });
    assert.equal(rows.length, 4);
    const title = rows[0]!.indexOf('Title');
    assert.deepEqual(
      new Set(rows.slice(1).map((row) => row[title])),
      new Set(["'=cmd|calc", "'@SUM(A1)", 'The second check stopped it']),
    );
    assert.ok(Object.values(sheet).every((cell: unknown) => !(cell instanceof Object && 'f' in cell)));
    const csv = (await file(`${LIST}/download/log.csv`)).bytes.toString();
    for (const line of csv.split(/\r\n/u)) assert.doesNotMatch(line, /(?:^|,)"?[=+@-]/u);
    assert.match((await file(`${LIST}/download/log.pdf`)).bytes.toString('latin1'), /StructTreeRoot/u);
  });

  test('goes out as it was known on a day', async () => {
    app.clock.now = new Date('2026-03-13T00:30:00Z');
    await app.execute(anyCommand(reportIncident), { service: 'WCS', what: 'Later.' });
    const then = (await file(`${LIST}/download/log.csv?as-at=2026-03-12`)).bytes.toString();
    assert.doesNotMatch(then, /INC-4/u);
    assert.match((await file(`${LIST}/download/log.csv`)).bytes.toString(), /INC-4/u);
    assert.equal((await app.get(`${LIST}/download/log.csv?as-at=2026-02-30`)).status, 404);
    assert.match((await app.get(`${LIST}/download?as-at=2026-03-12`)).html, /log\.xlsx\?as-at=2026-03-12/u);
    assert.match((await app.get(`${LIST}/download?as-at=never`)).text, /Give a day of the calendar/u);
  });

  test('and reports are for those who see the service', async () => {
    const elsewhere = await app.elsewhere({ roles: ['clinical safety officer'] });
    for (const path of [REPORTS, `${REPORTS}/lfpse/lfpse.json`, `${LIST}/download/log.csv`])
      assert.equal((await elsewhere.get(path)).status, 404, path);
  });
});

test('in a browser: nothing for axe to find, nothing wider than a phone, and complete without JavaScript', async () => {
  await withBrowser(async (browser) => {
    for (const width of [320, 1280])
      await app.open(browser, { width }, async (page) => {
        for (const path of [
          REPORTS,
          `${REPORTS}/lfpse`,
          `${REPORTS}/mhra`,
          `${REPORTS}/adverse-event`,
          `${LIST}/download`,
        ]) {
          await page.goto(path);
          assert.deepEqual(await axe(page), [], `${path} at ${width}`);
          assert.ok((await page.evaluate(() => document.documentElement.scrollWidth)) <= width, path);
        }
      });
    await app.open(browser, { javaScript: false }, async (page) => {
      await page.goto(`${REPORTS}/lfpse`);
      await page.selectOption('#process', '5');
      await page.click('text=Use these answers');
      assert.match(page.url(), /process=5/u);
      assert.match((await page.textContent('main'))!, /What was being done when it happened\?Planning or prescribing/u);
    });
  });
});
