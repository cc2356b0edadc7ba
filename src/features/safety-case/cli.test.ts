import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Writable } from 'node:stream';
import { after, before, describe, test } from 'node:test';
import { run } from './cli.ts';
import { documentOf } from './drawing/document.ts';
import { known, manyHazards } from './testing/facts.ts';
import { written } from './write.ts';

/*
 * `primum report`: what is known comes from wherever the data lie, and the file is written here.
 */

const DOCUMENT = documentOf(known({ hazards: manyHazards(3) }));

describe('primum report', () => {
  const asked: string[] = [];
  let answer: unknown = { document: DOCUMENT };
  const server = createServer((request, response) => {
    asked.push(request.url ?? '');
    const isKnown = request.headers.authorization === 'Bearer known';
    response.writeHead(isKnown ? 200 : 401, { 'content-type': 'application/json' });
    response.end(JSON.stringify(isKnown ? answer : { detail: 'No such token.' }));
  });
  const folder = mkdtempSync(join(tmpdir(), 'primum-report-'));
  const file = (name: string) => join(folder, name);

  before(
    () =>
      new Promise<void>((listening) => {
        server.listen(0, '127.0.0.1', listening);
      }),
  );
  after(() => {
    server.close();
    rmSync(folder, { recursive: true });
  });

  async function report(args: readonly string[], token = 'known') {
    const said = { out: '', err: '' };
    const into = (stream: keyof typeof said) =>
      new Writable({
        write(chunk: Buffer, _encoding, done) {
          said[stream] += chunk.toString();
          done();
        },
      });
    const env = { PRIMUM_URL: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, PRIMUM_TOKEN: token };
    const open = () => Promise.reject(new Error('Nothing is opened here.'));
    const code = await run([...args], { out: into('out'), err: into('err'), env, open });
    return { code, ...said };
  }

  const CALL = ['--service', 'DEMO', '--report', 'CSCR-3'];

  test('prints Markdown, as at a day; and says which version it wrote to a file', async () => {
    const printed = await report([...CALL, '--as-at', '2026-03-12']);
    assert.deepEqual([printed.code, printed.err], [0, '']);
    assert.equal(printed.out, Buffer.from(await written('md', DOCUMENT)).toString());
    assert.equal(asked.at(-1), '/api/v1/safety-case/caseReport?service=DEMO&report=CSCR-3&asAt=2026-03-12');
    const kept = await report([...CALL, '--out', file('report.json')]);
    assert.deepEqual([kept.code, kept.out], [0, `Written: ${file('report.json')}, CSCR-3, version 1, draft.\n`]);
    assert.deepEqual(JSON.parse(readFileSync(file('report.json'), 'utf8')), DOCUMENT);
  });

  test('writes what the name of the file ends with, and writes over nothing by itself', async () => {
    for (const [name, begins] of [
      ['report.pdf', '%PDF-'],
      ['report.docx', 'PK'],
      ['report.html', '<!doctype html>'],
    ] as const) {
      assert.equal((await report([...CALL, '--out', file(name)])).code, 0);
      assert.ok(readFileSync(file(name)).toString('latin1').startsWith(begins), name);
    }
    assert.equal((await report([...CALL, '--out', file('report.pdf')])).code, 1);
    assert.equal((await report([...CALL, '--out', file('report.pdf'), '--overwrite'])).code, 0);
  });

  test('says what is wrong with a call, with a token, and with an answer', async () => {
    const wrong: readonly (readonly [readonly string[], RegExp])[] = [
      [['--report', 'CSCR-3'], /Which service\?/u],
      [['--service', 'DEMO'], /Which report\?/u],
      [[...CALL, '--format', 'odt'], /--format takes html, pdf, docx, md, json, not "odt"\./u],
      [[...CALL, '--format', 'pdf'], /Name a file with --out/u],
      [[...CALL, '--as-at', 'yesterday'], /Give a day as 2026-03-03\./u],
      [[...CALL, '--nonsense'], /See "primum report --help"\./u],
    ];
    for (const [args, says] of wrong) {
      const { code, err } = await report(args);
      assert.equal(code, 2, args.join(' '));
      assert.match(err, says);
    }
    assert.match((await report(CALL, 'other')).err, /No such token\./u);
    answer = { document: { ...DOCUMENT, version: 2 } };
    const newer = await report(CALL);
    assert.equal(newer.code, 4);
    assert.match(newer.err, /no report that this version knows/u);
    assert.match((await report(['--help'])).out, /Usage:  primum report/u);
  });
});
