import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { zipSync } from 'fflate';
import pg from 'pg';
import writeExcelFile from 'write-excel-file/node';
import { anyCommand } from '../../../platform/commands/command.ts';
import { InputProblem, NotPossible } from '../../../platform/commands/problems.ts';
import { testApp } from '../../../test-app.ts';
import { axe, withBrowser } from '../../../test-browser.ts';
import { everythingKept } from '../../../testing/kept-store.ts';
import { findService } from '../../services/index.ts';
import { incidentsOf } from '../index.ts';
import { journalOf } from '../report-store.ts';
import {
  importIncidents,
  MOST_AN_HOUR,
  recordAlerts,
  takeInMail,
  type TakenAlerts,
  type TakenList,
  type TakenMail,
} from './commands.ts';

const app = await testApp({ now: new Date('2026-03-12T09:00:00Z') });
await app.api('POST', 'services/createService', { reference: 'WCS', name: 'Wound care', role: 'both', phase: 'live' });
const viewer = await app.as({ name: 'Imogen Sedge', roles: ['viewer'] });

const read = <T>(work: Parameters<typeof app.ground.database.read<T>>[1]) =>
  app.ground.database.read(app.organisation, work);
const all = () =>
  read(async (tx) => incidentsOf(tx, [(await findService(tx, 'WCS')).id], { seq: null, now: app.clock.now }));
const journal = async (reference: string) => {
  const found = (await all()).find((one) => one.reference === reference)!;
  return read((tx) => journalOf(tx, found.id));
};
const later = (hours: number) => {
  app.clock.now = new Date(app.clock.now.getTime() + hours * 3_600_000);
};

async function token(scopes: readonly string[]): Promise<Record<string, string>> {
  const page = await app.send('/account/tokens/new', { label: 'Machine', scopes });
  return { authorization: `Bearer ${/primum_[\w-]{43}/u.exec(page.text)![0]}` };
}

describe('a list', () => {
  const listed = (incidents: readonly object[]) =>
    app.execute(anyCommand(importIncidents), { service: 'WCS', source: 'Service desk', incidents });
  const one = (key: string, more = {}) => ({ key, title: 'Photo missing', what: 'A photo was not shown.', ...more });

  test('is taken in once, by the numbers there, from the day on which it was reported', async () => {
    const first = (await listed([one('T-1', { openedOn: '2026-03-03' }), one('T-2')])).result as unknown as TakenList;
    assert.deepEqual([first.taken, first.again, first.incidents], [2, 0, ['INC-1', 'INC-2']]);
    const again = (await listed([one('T-2'), one('T-3')])).result as unknown as TakenList;
    assert.deepEqual([again.taken, again.again, again.incidents], [1, 1, ['INC-3']]);
    const found = await all();
    assert.equal(found.length, 3);
    const [old] = found.filter(({ reference }) => reference === 'INC-1');
    // Midnight in London: no clock starts later than the day.
    assert.equal(old!.awareAt.toISOString(), '2026-03-03T00:00:00.000Z');
    assert.deepEqual([old!.stage, old!.physical, old!.danger], ['reported', null, 'unknown']);
  });

  test('is taken in whole or not at all', async () => {
    await assert.rejects(
      listed([one('T-8'), one('T-9', { occurredOn: '2027-01-01' })]),
      (error: unknown) => error instanceof InputProblem && /T-9/u.test(error.message),
    );
    assert.ok(!(await all()).some(({ number }) => number > 3));
  });

  test('of five hundred is written within seconds', async () => {
    const began = performance.now();
    const { result } = await listed(Array.from({ length: 500 }, (_, at) => one(`BULK-${at}`)));
    assert.equal(result['taken'], 500);
    assert.ok(performance.now() - began < 20_000);
  });
});

describe('an alert', () => {
  const alert = (fingerprint: string, more = {}) => ({
    fingerprint,
    title: 'Photos are slow',
    what: 'Half of them.',
    ...more,
  });
  const sent = async (alerts: readonly object[]) =>
    (await app.execute(anyCommand(recordAlerts), { service: 'WCS', alerts })).result as unknown as TakenAlerts;

  test('opens one incident, however often it fires, and its end is written down', async () => {
    const first = await sent([alert('a', { startedAt: '2026-03-12T08:30:00Z' })]);
    const [reference] = first.incidents;
    assert.equal(first.recorded, 1);
    assert.deepEqual([(await sent([alert('a')])).again, (await sent([alert('a')])).again], [1, 1]);
    assert.equal((await sent([alert('a', { state: 'resolved' })])).over, 1);
    assert.equal((await sent([alert('a', { state: 'resolved' })])).over, 0);
    assert.equal((await sent([alert('a')])).again, 1);
    assert.deepEqual(
      (await journal(reference!)).map(({ text }) => text),
      [
        'The monitoring says that this is over: Photos are slow',
        'The monitoring says that this fires again: Photos are slow',
      ],
    );
    const found = (await all()).find((one) => one.reference === reference)!;
    assert.deepEqual([found.occurredOn, found.physical, found.sort], ['2026-03-12', null, 'incident']);
  });

  test('that is over and was never seen is nothing', async () => {
    assert.deepEqual(
      await sent([alert('never', { state: 'resolved' })]).then(({ incidents, over }) => [incidents, over]),
      [[], 0],
    );
  });

  test('the same twice in one call is one', async () => {
    assert.deepEqual(
      await sent([alert('twice'), alert('twice')]).then(({ recorded, again }) => [recorded, again]),
      [1, 1],
    );
  });

  test('that fires and is over in one call opens an incident that says both', async () => {
    const { recorded, over, incidents } = await sent([alert('short'), alert('short', { state: 'resolved' })]);
    assert.deepEqual([recorded, over], [1, 1]);
    assert.deepEqual(
      (await journal(incidents[0]!)).map(({ text }) => text),
      ['The monitoring says that this is over: Photos are slow'],
    );
    assert.equal((await sent([alert('short')])).again, 1);
  });

  test('10,000 of them open no more than fit an hour; the others are gathered, and none is lost', async () => {
    later(2);
    const before = (await all()).length;
    let gathered = 0;
    for (let from = 0; from < 10_000; from += 200) {
      const answer = await sent(
        Array.from({ length: 200 }, (_, at) => alert(`storm-${from + at}`, { title: `Alert ${from + at}` })),
      );
      gathered += answer.gathered;
    }
    assert.equal(gathered, 10_000 - MOST_AN_HOUR);
    assert.equal((await all()).length - before, MOST_AN_HOUR + 1);
    const storm = (await all()).find(({ title }) => title.startsWith('More alerts'))!;
    const told = (await journal(storm.reference)).map(({ text }) => text).join(' ');
    for (const number of [MOST_AN_HOUR, 5_000, 9_999]) assert.ok(told.includes(`Alert ${number}`), String(number));
    assert.equal((await sent([alert('storm-9999')])).again, 1);
  });
});

describe('a monitoring that calls', () => {
  const AM = {
    version: '4',
    status: 'firing',
    alerts: [
      { status: 'firing', fingerprint: 'am-1', labels: { alertname: 'Down' }, startsAt: '2026-03-12T08:00:00Z' },
    ],
  };
  const call = async (body: object, headers: Record<string, string>, service = '?service=WCS') =>
    app.signedOut().api('POST', `incidents/alert${service}`, body as Record<string, unknown>, { headers });

  test('says in its own form what fires, with a token that may take things in', async () => {
    later(2);
    const headers = await token(['import']);
    const first = await call(AM, headers);
    assert.equal(first.status, 200, JSON.stringify(first.json));
    const again = await call(AM, headers);
    assert.equal((again.json['result'] as TakenAlerts).again, 1);
  });

  test('without a token, with another scope or service, or with something else, is told so', async () => {
    assert.equal((await call(AM, {})).status, 401);
    assert.equal((await call(AM, await token(['read']))).status, 403);
    const headers = await token(['import']);
    assert.equal((await call(AM, headers, '')).status, 422);
    assert.equal((await call({ alerts: 'x' }, headers)).status, 422);
    assert.equal((await call({ alerts: Array.from({ length: 10_000 }, () => ({})) }, headers)).status, 422);
    assert.equal((await call(AM, headers, '?service=NONE')).status, 404);
  });

  test('with JSON that is nested without end is refused before it is looked at', async () => {
    const headers = { ...(await token(['import'])), 'content-type': 'application/json' };
    const deep = await app.app.inject({
      method: 'POST',
      url: '/api/v1/incidents/alert?service=WCS',
      headers,
      payload: `${'{"a":'.repeat(5_000)}1${'}'.repeat(5_000)}`,
    });
    assert.equal(deep.statusCode, 400);
  });
});

describe('a mail', () => {
  const SENDER = 'somebody.canary@example.org';
  const mail = (more = '', body = 'I saw the photo of another wound of 943 476 5919.') =>
    Buffer.from(
      `From: Canary Person <${SENDER}>\r\nTo: safety@example.org\r\nSubject: Photos mixed up\r\nMessage-ID: <canary-1@example.org>\r\n${more}\r\n${body}`,
    ).toString('base64');
  const taken = async (message: string) =>
    (await app.execute(anyCommand(takeInMail), { service: 'WCS', message })).result as unknown as TakenMail;

  test('is taken in once; who sent it is nowhere, and no NHS number either', async () => {
    const first = await taken(mail());
    assert.match(first.incident!, /^INC-\d+$/u);
    assert.deepEqual(await taken(mail()), { ...first, again: true });
    const found = (await all()).find(({ reference }) => reference === first.incident)!;
    assert.equal(found.what, 'I saw the photo of another wound of [NHS number masked].');
    const owner = new pg.Client(app.owner);
    await owner.connect();
    const kept = JSON.stringify(await everythingKept(owner).finally(() => owner.end()));
    for (const canary of [SENDER, 'Canary Person', 'canary-1', '943 476 5919'])
      assert.ok(!kept.includes(canary), canary);
  });

  test('that answers by itself is not taken in, and bytes that are none are refused in words', async () => {
    const ignored = await taken(mail('Auto-Submitted: auto-replied\r\n'));
    assert.deepEqual([ignored.incident, ignored.ignored !== null], [null, true]);
    await assert.rejects(taken(Buffer.from('\r\n\r\nno head').toString('base64')), NotPossible);
  });
});

/** A zip that says that it is a workbook, and unpacks to far more than any list. */
function bomb(): Buffer {
  const zeros = new Uint8Array(60 * 1024 * 1024);
  const parts = Array.from({ length: 4 }, (_, at) => [`xl/worksheets/sheet${at + 1}.xml`, zeros]);
  const names = ['[Content_Types].xml', 'xl/workbook.xml'].map((name) => [name, new Uint8Array(10)]);
  return Buffer.from(zipSync(Object.fromEntries([...names, ...parts]) as Record<string, Uint8Array>, { level: 1 }));
}

describe('the pages of a list', () => {
  const PATH = '/services/WCS/incidents/import';
  const HEAD = 'Ticket ID,Short Description,Description,Priority,Opened,Colour\n';
  const CSV = `${HEAD}P-1,"=HYPERLINK(""http://example.org"")",Dr Sedge saw it twice of 9434765919,P1,03/03/2026,red\nP-2,,,P2,,blue\n`;

  test('nobody who handles no incidents comes here', async () => {
    assert.equal((await viewer.get(PATH)).status, 403);
    assert.equal((await app.get(PATH)).status, 200);
  });

  test('in a browser without JavaScript: the file, the columns, what is left out, and then it is in', async () => {
    await withBrowser((browser) =>
      app.open(browser, { javaScript: false, width: 320 }, async (page) => {
        await page.goto(PATH);
        await page.setInputFiles('#file', { name: 'desk.csv', mimeType: 'text/csv', buffer: Buffer.from(CSV) });
        await page.fill('#source', 'Desk of the trust');
        await page.click('text=See what is in it');
        const words = (await page.textContent('main'))!;
        assert.match(words, /1 incident can be taken in from desk\.csv/u);
        assert.match(words, /Row 3: It says neither what it is about nor what happened/u);
        assert.match(words, /1 place looked like an NHS number/u);
        assert.match(words, /1 row may name somebody.*Row 2: \u201CDr Sedge\u201D/su);
        assert.equal(await page.inputValue('[id="column.5"]'), '');
        assert.ok((await page.evaluate(() => document.documentElement.scrollWidth)) <= 320);
        // Two columns of one meaning: asked about, and nothing is written.
        await page.selectOption('[id="column.3"]', 'description');
        await page.click('text=Take in 1 incident');
        assert.match((await page.textContent('main'))!, /Two columns are/u);
        await page.selectOption('[id="column.3"]', 'priority');
        await page.click('text=Read it again with these columns');
        await page.click('text=Take in 1 incident');
        assert.match((await page.textContent('main'))!, /1 incident was taken in\. Each waits for triage/u);
      }),
    );
    const found = (await all()).find(({ title }) => title.startsWith('=HYPERLINK'))!;
    assert.match(found.what, /\[NHS number masked\]\nPriority there: P1\nReported there on: 3 March 2026/u);
  });

  test('in a browser: nothing for axe to find', async () => {
    await withBrowser(async (browser) => {
      for (const width of [320, 1280])
        await app.open(browser, { width }, async (page) => {
          await page.goto(PATH);
          assert.deepEqual(await axe(page), [], `form at ${width}`);
          await page.setInputFiles('#file', { name: 'desk.csv', mimeType: 'text/csv', buffer: Buffer.from(CSV) });
          await page.click('text=See what is in it');
          await page.waitForSelector('[id="column.0"]');
          assert.deepEqual(await axe(page), [], `columns at ${width}`);
        });
    });
  });

  test('a workbook is read too; a formula in a cell is its value and no more', async () => {
    const bytes = await writeExcelFile([
      {
        sheet: 'Export',
        data: [
          [{ value: 'Number' }, { value: 'Title' }],
          [{ value: 'X-1' }, { value: 'In a workbook' }],
        ],
      },
    ]).toBuffer();
    await withBrowser((browser) =>
      app.open(browser, { javaScript: false }, async (page) => {
        await page.goto(PATH);
        await page.setInputFiles('#file', { name: 'desk.xlsx', mimeType: 'application/octet-stream', buffer: bytes });
        await page.click('text=See what is in it');
        assert.match((await page.textContent('main'))!, /1 incident can be taken in from desk\.xlsx/u);
        for (const [name, buffer, says] of [
          ['empty.csv', Buffer.from(''), /Choose the file that holds the list/u],
          ['a.pdf', Buffer.from('%PDF-1.7 x'), /is a PDF/u],
          ['none.csv', Buffer.from('a,b\n1,2\n'), /No row looks like headings/u],
          ['bomb.xlsx', bomb(), /unpacks to more than 200 MB|cannot be read|damaged/u],
          ['huge.csv', Buffer.alloc(6 * 1024 * 1024, 'a,b\n'), /too large/u],
        ] as const) {
          await page.goto(PATH);
          await page.setInputFiles('#file', { name, mimeType: 'application/octet-stream', buffer });
          await page.click('text=See what is in it');
          assert.match((await page.textContent('main'))!, says);
        }
      }),
    );
  });

  test('what a page carried and did not arrive whole is asked for again', async () => {
    const form = await app.get(PATH);
    const token = /name="_token" value="([^"]+)"/u.exec(form.html)![1]!;
    for (const list of ['', '{', '{"file":"x"}']) {
      const answer = await app.post(`${PATH}/take`, { _token: token, list, do: 'take' });
      assert.equal(answer.status, 400);
      assert.match(answer.text, /Choose the file again/u);
    }
  });
});
