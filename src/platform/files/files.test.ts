import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { zipSync } from 'fflate';
import { InputProblem, NotFound } from '../commands/problems.ts';
import { testApp, type TestApp } from '../../test-app.ts';
import { FILE_LIMIT, putFile, readFile } from './files.ts';
import { kindOf, UNKNOWN } from './kinds.ts';

let app: TestApp;
before(async () => {
  app = await testApp();
});

const PNG = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);
const text = (words: string) => Buffer.from(words, 'utf8');
const put = (bytes: Uint8Array, name: string) =>
  app.ground.database.write(app.organisation, (tx) => putFile({ ...tx, at: app.clock.now }, bytes, name));

test('a file is told by what is in it, and what is not known to be harmless is a row of bytes', async () => {
  const docx = zipSync({
    '[Content_Types].xml': text(
      '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>',
    ),
    'word/document.xml': text('<x/>'),
  });
  const cases: readonly (readonly [Uint8Array, string, string])[] = [
    [PNG, 'picture.html', 'image/png'],
    [text('%PDF-1.7\n1 0 obj'), 'report.pdf', 'application/pdf'],
    [docx, 'report.bin', 'application/vnd.openxmlformats-officedocument.wordprocessingml.document'],
    [text('hazard,rating\nA,5\n'), 'log.csv', 'text/csv'],
    [text('{"a":1}'), 'a.json', 'application/json'],
    [text('words'), 'notes.txt', 'text/plain'],
    [text('words'), 'notes', UNKNOWN],
    [text('<!doctype html><script>alert(1)</script>'), 'notes.txt', UNKNOWN],
    [text('<svg xmlns="http://www.w3.org/2000/svg"><script/></svg>'), 'a.svg', UNKNOWN],
    [text('<?xml version="1.0"?><a/>'), 'a.csv', UNKNOWN],
    [text('#!/bin/sh\nrm -rf /\n'), 'a.txt', UNKNOWN],
    [text('alert(1)'), 'a.js', UNKNOWN],
    [Buffer.concat([text('MZ'), Buffer.alloc(200)]), 'setup.pdf', UNKNOWN],
    [Buffer.concat([Buffer.from('7f454c46020101', 'hex'), Buffer.alloc(200)]), 'a.txt', UNKNOWN],
    [Buffer.from([0xff, 0xfe, 0x00, 0x41]), 'a.txt', UNKNOWN],
  ];
  for (const [bytes, name, kind] of cases) assert.equal(await kindOf(bytes, name), kind, name);
});

test('a file comes back as it was, to be saved and never shown', async () => {
  const stored = await put(PNG, 'picture.png');
  assert.deepEqual(await put(PNG, 'again.png'), stored, 'twice the same is once');
  const answer = await app.app.inject({
    url: `/files/${stored.sha256}`,
    headers: { cookie: [...app.cookies].map(([name, value]) => `${name}=${value}`).join('; ') },
  });
  assert.equal(answer.statusCode, 200);
  assert.deepEqual(answer.rawPayload, PNG);
  assert.equal(answer.headers['content-type'], 'image/png');
  assert.equal(answer.headers['content-disposition'], `attachment; filename="${stored.sha256.slice(0, 12)}.png"`);
  assert.equal(answer.headers['content-security-policy'], "default-src 'none'; sandbox");
  assert.equal(answer.headers['x-content-type-options'], 'nosniff');
});

test('a file is for signed-in people of its organisation', async () => {
  const { sha256 } = await put(text('ours'), 'a.txt');
  assert.equal((await app.signedOut().get(`/files/${sha256}`)).status, 303);
  const stranger = await app.elsewhere({ roles: ['administrator'] });
  assert.equal((await stranger.get(`/files/${sha256}`)).status, 404);
  for (const other of ['0'.repeat(64), 'x', `${sha256}0`, '..%2f..%2fetc'])
    assert.equal((await app.get(`/files/${other}`)).status, 404);
  await assert.rejects(
    app.ground.database.read(stranger.organisation, (tx) => readFile(tx, sha256)),
    NotFound,
  );
});

test('20 MB are taken, and not a byte more; nothing is not', async () => {
  const large = Buffer.alloc(FILE_LIMIT, 1);
  assert.equal((await put(large, 'large.bin')).size, FILE_LIMIT);
  await assert.rejects(put(Buffer.concat([large, text('1')]), 'larger.bin'), InputProblem);
  await assert.rejects(put(Buffer.alloc(0), 'none.txt'), InputProblem);
});
