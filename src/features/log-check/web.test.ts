import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { read, utils } from '@e965/xlsx';
import type { Page } from 'playwright-core';
import { testApp } from '../../test-app.ts';
import { axe, newPage, withBrowser } from '../../test-browser.ts';
import { SAMPLE_NAME, sampleLog } from './sample.ts';

let baseURL: string;
const folder = mkdtempSync(join(tmpdir(), 'primum-web-'));

before(async () => {
  const app = await testApp();
  baseURL = await app.listen();
});
after(() => {
  rmSync(folder, { recursive: true, force: true });
});

function write(name: string, content: string | Buffer): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}

async function open<T>(width: number, javaScript: boolean, act: (page: Page) => Promise<T>): Promise<T> {
  return withBrowser(async (browser) => {
    const page = await newPage(browser, { width, javaScript, baseURL });
    const wrong: string[] = [];
    page.on('pageerror', (error) => wrong.push(error.message));
    page.on('console', (message) => {
      // A page that says what is wrong with a file has status 422, which the browser notes as well.
      if (message.type() === 'error' && !/status of 4\d\d/u.test(message.text())) wrong.push(message.text());
    });
    try {
      const result = await act(page);
      assert.deepEqual(wrong, [], 'nothing goes wrong in the browser');
      return result;
    } finally {
      await page.context().close();
    }
  });
}

async function upload(page: Page, path: string): Promise<void> {
  await page.goto('/check');
  await page.setInputFiles('input[type=file]', path);
  await page.getByRole('button', { name: 'Check this log' }).click();
  await page.waitForLoadState();
}

async function fits(page: Page): Promise<boolean> {
  return page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth);
}

const heading = (page: Page) => page.locator('h1').innerText();
const samplePath = write(SAMPLE_NAME, sampleLog());
const odd =
  'Kennung;Gefahr;Ursache;Schwere;Wahrscheinlichkeit;Risiko\nH1;Wrong patient is shown;Names are alike;Major;High;4\nH2;Wrong dose is shown;A typing slip;Major;Low;2\n';

describe('the journey of the first door', () => {
  for (const javaScript of [true, false]) {
    test(`a log is chosen, read, corrected and downloaded, ${javaScript ? 'with' : 'without'} JavaScript`, () =>
      open(1280, javaScript, async (page) => {
        await upload(page, samplePath);
        assert.equal(
          await heading(page),
          'We read 11 hazards. 3 of their 22 ratings do not match the log\u2019s own matrix.',
        );
        assert.match(
          await page.locator('main').innerText(),
          /P2 to P12 read column G \(initial severity\)\. Column N \(residual severity\) is meant\./u,
        );
        assert.equal(await page.locator('.app-errors tbody tr').count(), 5);

        const [workbook] = await Promise.all([
          page.waitForEvent('download'),
          page.getByRole('button', { name: 'Download corrected workbook' }).click(),
        ]);
        assert.equal(workbook.suggestedFilename(), 'hazard-log-corrected.xlsx');
        const book = read(readFileSync(await workbook.path()));
        assert.deepEqual(book.SheetNames, ['Hazard log', 'Findings', 'Risk matrix', 'Not taken']);
        const rows = utils.sheet_to_json<Record<string, unknown>>(book.Sheets['Hazard log']!);
        assert.deepEqual([rows[0]!['Residual risk'], rows[0]!['Residual risk as stated in the file']], [1, 2]);

        for (const [button, name, start] of [
          ['JSON', 'hazard-log-check.json', '{'],
          ['CSV', 'hazard-log-findings.csv', '\uFEFFLevel,'],
        ] as const) {
          const [file] = await Promise.all([
            page.waitForEvent('download'),
            page.getByRole('button', { name: button }).click(),
          ]);
          assert.equal(file.suggestedFilename(), name);
          assert.ok(readFileSync(await file.path(), 'utf8').startsWith(start));
        }

        await page.getByRole('button', { name: 'see and correct how we read it' }).click();
        await page.waitForLoadState();
        assert.equal(await heading(page), 'This is how we read it');
        await page.getByLabel('What \u201cRisk\u201d (I) means').selectOption('extra');
        await page.getByRole('button', { name: 'Check again with these' }).click();
        await page.waitForLoadState();
        assert.equal(
          await heading(page),
          'We read 11 hazards. 2 of their 11 ratings do not match the log\u2019s own matrix.',
        );
        assert.match(await page.locator('main').innerText(), /RAG icon|We understood 18 of 20 columns/u);
      }));
  }

  test('columns that nobody can be sure of are a question, and the answer is kept through the downloads', () =>
    open(1280, false, async (page) => {
      await upload(page, write('gefahren.csv', odd));
      assert.equal(await heading(page), 'This is how we read it');
      for (const [column, meaning] of [
        ['A', 'ref'],
        ['B', 'hazard'],
        ['C', 'cause'],
        ['D', 'initial-severity'],
        ['E', 'initial-likelihood'],
        ['F', 'initial-risk'],
      ] as const) {
        await page.locator(`select[name$=".${column}"]`).selectOption(meaning);
      }
      await page.getByRole('button', { name: 'Check again with these' }).click();
      await page.waitForLoadState();
      assert.equal(await heading(page), 'We read 2 hazards. 1 of their 2 ratings does not match the NHS matrix.');
      const [file] = await Promise.all([
        page.waitForEvent('download'),
        page.getByRole('button', { name: 'JSON' }).click(),
      ]);
      const report = JSON.parse(readFileSync(await file.path(), 'utf8')) as {
        hazards: { ref: string; initial: { stated: number; computed: number } }[];
      };
      assert.deepEqual(
        report.hazards.map(({ ref, initial }) => [ref, initial.stated, initial.computed]),
        [
          ['H1', 4, 4],
          ['H2', 2, 3],
        ],
      );
    }));

  test('a scheme of one\u2019s own is taken; a file that holds none leaves the log where it was', () =>
    open(1280, false, async (page) => {
      await upload(
        page,
        write(
          'words.csv',
          'ID,Hazard,Causes,Severity,Likelihood,Risk\nH1,Wrong patient is shown,Names are alike,Major,High,Low\n',
        ),
      );
      assert.match(await heading(page), /could not be checked: the scheme is not known/u);
      await page.getByRole('button', { name: 'see and correct how we read it' }).click();
      await page.waitForLoadState();
      await page.setInputFiles('input[name=schemeFile]', write('notes.md', '# Nothing\n\nNo matrix here.\n'));
      await page.getByRole('button', { name: 'Check again with these' }).click();
      await page.waitForLoadState();
      assert.equal(await heading(page), 'This is how we read it');
      assert.match(await page.locator('.nhsuk-error-summary').innerText(), /holds no risk matrix/u);
      await page.setInputFiles(
        'input[name=schemeFile]',
        write(
          'plan.yaml',
          'severity: [Minor, Major]\nlikelihood: [Low, High]\nmatrix:\n  Low: [Low, Moderate]\n  High: [Moderate, High]\n',
        ),
      );
      await page.getByRole('button', { name: 'Check again with these' }).click();
      await page.waitForLoadState();
      assert.equal(await heading(page), 'We read 1 hazard. 1 of its 1 rating does not match the matrix that you gave.');
    }));

  test('the sample is one press away, and both it and the template can be downloaded and read', async () => {
    await open(1280, false, async (page) => {
      await page.goto('/check');
      await page.getByRole('button', { name: 'See a sample checked' }).click();
      await page.waitForLoadState();
      assert.match(await heading(page), /^We read 11 hazards/u);
    });
    for (const path of ['/check/sample.xlsx', '/check/template.xlsx']) {
      const answer = await fetch(`${baseURL}${path}`);
      assert.match(answer.headers.get('content-disposition') ?? '', /^attachment/u);
      assert.ok(
        read(Buffer.from(await answer.arrayBuffer())).SheetNames.includes(
          path.includes('sample') ? 'Log' : 'Hazard log',
        ),
      );
    }
  });
});

describe('what it looks like', () => {
  const pages: readonly (readonly [string, (page: Page) => Promise<unknown>])[] = [
    ['the first page', (page) => page.goto('/check')],
    ['the first page with an error', (page) => upload(page, write('empty.csv', ''))],
    ['how we read it', async (page) => upload(page, write('gefahren2.csv', odd))],
    ['the report', async (page) => upload(page, samplePath)],
    ['a page that is not there', (page) => page.goto('/nowhere')],
  ];
  for (const [name, go] of pages) {
    for (const width of [320, 1280]) {
      test(`${name} at ${width} px: axe finds nothing, and nothing scrolls sideways`, () =>
        open(width, true, async (page) => {
          await go(page);
          await page
            .locator('details')
            .evaluateAll((all) => all.slice(0, 3).forEach((one) => one.setAttribute('open', '')));
          assert.deepEqual(await axe(page), []);
          assert.ok(await fits(page));
        }));
    }
  }

  test('a square of the map leads to its hazard, by keyboard too', () =>
    open(1280, true, async (page) => {
      await upload(page, samplePath);
      await page
        .getByRole('link', { name: 'Major and Low, rating 3: 1 hazard, the file states another rating' })
        .press('Enter');
      assert.match(page.url(), /#hazard-1$/u);
      await page.getByRole('link', { name: 'Considerable and Medium, rating 3: 2 hazards' }).press('Enter');
      assert.ok(await page.locator('#initial-3-3').isVisible(), 'the table that it leads to is open');
    }));
});

describe('bad input gets a clear sentence', () => {
  const sentences: readonly (readonly [string, Buffer | string, RegExp])[] = [
    ['empty.xlsx', '', /is empty/u],
    ['report.pdf', '%PDF-1.7 and so on', /is a PDF/u],
    ['program.xlsx', Buffer.from([0x4d, 0x5a, 0x90, 0, 3, 0, 0, 0]), /is a program/u],
    ['half.xlsx', sampleLog().subarray(0, 3_000), /damaged or only half there/u],
    ['minutes.txt', 'We met on Monday, and nothing was decided.', /no hazards/u],
  ];
  for (const [name, content, sentence] of sentences) {
    test(`${name}: the page says what to do, and no more`, () =>
      open(1280, false, async (page) => {
        await page.goto('/check');
        await page.setInputFiles('input[type=file]', write(name, content));
        const [answer] = await Promise.all([
          page.waitForResponse(/\/check$/u),
          page.getByRole('button', { name: 'Check this log' }).click(),
        ]);
        await page.waitForLoadState();
        assert.equal(answer.status(), 422);
        assert.match(await page.locator('.nhsuk-error-summary').innerText(), sentence);
        assert.doesNotMatch(await page.content(), /node_modules|\.ts:\d+/u, 'no stack trace');
        assert.equal(await heading(page), 'Check a hazard log', 'and the same page asks again');
      }));
  }

  const post = (path: string, body: FormData | string, headers: Record<string, string> = {}) =>
    fetch(`${baseURL}${path}`, { method: 'POST', body, headers, redirect: 'manual' });
  const form = (fields: Record<string, string>) => {
    const data = new FormData();
    for (const [name, value] of Object.entries(fields)) data.set(name, value);
    return data;
  };

  test('forms that are not ours, forged or half there change nothing and are refused in words', async () => {
    const cases: readonly (readonly [string, Promise<Response>, number])[] = [
      ['nothing chosen', post('/check', form({})), 400],
      ['not a form', post('/check', '{}', { 'content-type': 'application/json' }), 415],
      ['no log in it', post('/check/report', form({ mapping: '[]' })), 400],
      [
        'no length',
        new Promise<Response>((resolve, reject) => {
          const body = new ReadableStream({
            start: (stream) => (stream.enqueue(new TextEncoder().encode('a')), stream.close()),
          });
          fetch(`${baseURL}/check`, { method: 'POST', body, duplex: 'half' } as RequestInit).then(resolve, reject);
        }),
        411,
      ],
      [
        'a scheme whose matrix is too small',
        post(
          '/check/report',
          form({
            packed: 'x',
            scheme:
              '{"id":"a","title":"a","kind":"lookup","severity":["a","b"],"likelihood":["a","b"],"matrix":[[1]],"levels":[]}',
          }),
        ),
        400,
      ],
      ['a download that every object has', post('/check/download', form({ packed: 'x', format: 'constructor' })), 400],
      [
        'a scheme file beside a forged log',
        post(
          '/check/report',
          (() => {
            const data = form({ packed: 'junk' });
            data.set('schemeFile', new Blob(['x']), 'plan.md');
            return data;
          })(),
        ),
        422,
      ],
      ['a forged log', post('/check/report', form({ packed: 'bm90IGd6aXA=' })), 422],
      [
        'a log of another shape',
        post(
          '/check/download',
          form({
            packed: Buffer.from('H4sIAAAAAAAAA6uuBQBDv6ajAgAAAA==', 'base64').toString('base64'),
            format: 'json',
          }),
        ),
        422,
      ],
      ['an unknown download', post('/check/download', form({ packed: 'x', format: 'exe' })), 400],
      ['a broken mapping', post('/check/report', form({ packed: 'x', mapping: '{' })), 400],
      ['a broken scheme', post('/check/report', form({ packed: 'x', scheme: '{"id":1}' })), 400],
      ['from another site', post('/check', form({}), { 'sec-fetch-site': 'cross-site' }), 403],
      [
        'a boundary that never comes',
        post('/check', '--x\r\ncontent-disposition: form-data; name="log"; filename="a.csv"\r\n\r\nID', {
          'content-type': 'multipart/form-data; boundary=x',
        }),
        400,
      ],
    ];
    for (const [name, answer, status] of cases) {
      const got = await answer;
      assert.equal(got.status, status, name);
      const text = await got.text();
      assert.match(text, /<h1/u, name);
      assert.doesNotMatch(text, /\.ts:\d+|\bat \S+ \(/u, name);
    }
  });

  test('a file over 10 MB is refused in words, whether it says its size or not', async () => {
    const data = new FormData();
    data.set('log', new Blob([Buffer.alloc(11 * 1024 * 1024, 'a')]), 'large.csv');
    const declared = await post('/check', data);
    assert.equal(declared.status, 413);
    assert.match(await declared.text(), /larger than 10 MB/u);
    const huge = new FormData();
    huge.set('log', new Blob([Buffer.alloc(20 * 1024 * 1024, 'a')]), 'huge.csv');
    const refused = await post('/check', huge);
    assert.equal(refused.status, 413);
    assert.match(await refused.text(), /larger than 10 MB/u);
  });

  test('an upload that breaks off leaves the server as it was', async () => {
    await new Promise<void>((resolve) => {
      const half = request(`${baseURL}/check`, {
        method: 'POST',
        headers: { 'content-type': 'multipart/form-data; boundary=x', 'content-length': '100000' },
      });
      half.on('error', () => resolve());
      half.write('--x\r\ncontent-disposition: form-data; name="log"; filename="a.csv"\r\n\r\nID,Hazard');
      setTimeout(() => half.destroy(new Error('gone')), 50);
    });
    assert.equal((await fetch(`${baseURL}/check`)).status, 200);
  });

  test('while a hostile file is read, others are answered', async () => {
    const slow = new FormData();
    const rows = Array.from(
      // As much as takes a second, and the limit of twenty is far, also where others want the same processors.
      { length: 8_000 },
      (_, row) => `H${row},"${'wrong patient '.repeat(12)}${row}",cause,Major,High,4`,
    );
    slow.set('log', new Blob([`ID,Hazard,Causes,Severity,Likelihood,Risk\n${rows.join('\n')}`]), 'slow.csv');
    const busy = post('/check', slow);
    const order: string[] = [];
    const others = async () => {
      for (let n = 0; n < 5; n++) assert.equal((await fetch(`${baseURL}/check`)).status, 200);
      order.push('others');
    };
    const answer = busy.then((got) => {
      order.push('slow');
      return got;
    });
    await others();
    assert.equal((await answer).status, 200);
    assert.deepEqual(order, ['others', 'slow']);
  });

  test('addresses that only a button leads to lead back to the beginning', async () => {
    for (const path of ['/', '/check/report', '/check/columns', '/check/download', '/check/sample']) {
      const answer = await fetch(`${baseURL}${path}`, { redirect: 'manual' });
      assert.equal(answer.status, 303, path);
      assert.equal(answer.headers.get('location'), '/check');
    }
  });

  test('pages carry strict headers and are kept nowhere', async () => {
    const { headers } = await fetch(`${baseURL}/check`);
    assert.match(
      headers.get('content-security-policy') ?? '',
      /default-src 'none'.*script-src 'self'.*frame-ancestors 'none'/u,
    );
    assert.doesNotMatch(headers.get('content-security-policy') ?? '', /unsafe/u);
    assert.equal(headers.get('cache-control'), 'no-store');
    assert.equal(headers.get('x-content-type-options'), 'nosniff');
    const html = await (await fetch(`${baseURL}/check`)).text();
    assert.doesNotMatch(html, /style=|<script>|onclick/u);
  });

  test('words from a log cannot become part of the page', async () => {
    const data = new FormData();
    data.set(
      'log',
      new Blob([
        'ID,Hazard,Causes,Severity,Likelihood,Risk\n"<img src=x onerror=alert(1)>","<script>alert(2)</script> wrong patient","</textarea><b>",Major,High,2\n',
      ]),
      '"><script>alert(3)</script>.csv',
    );
    const html = await (await post('/check', data)).text();
    assert.doesNotMatch(html, /<script>alert|<img src=x/u);
    assert.match(html, /&lt;script>alert\(2\)/u);
  });
});

test('the styles that are served name no font of the NHS and no other host', async () => {
  const html = await (await fetch(`${baseURL}/check`)).text();
  for (const [, path] of html.matchAll(/(?:href|src)="(\/assets\/[^"]+)"/gu)) {
    const answer = await fetch(`${baseURL}${path}`);
    assert.equal(answer.status, 200, path);
    const text = await answer.text();
    assert.doesNotMatch(text, /Frutiger|assets\.nhs\.uk/u, path);
  }
});
