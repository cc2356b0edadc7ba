import assert from 'node:assert/strict';
import { test } from 'node:test';
import sql from 'sql-template-tag';
import { z } from 'zod';
import { anyCommand, anyQuery, command, query } from '../commands/command.ts';
import { ROLES } from '../commands/may.ts';
import { testApp } from '../../test-app.ts';
import { levelFrom, makeLog, readable } from './log.ts';
import { safeError } from './safe-error.ts';

/** What somebody typed: a word that stands nowhere in our code, in places where it is easily passed on. */
const TYPED = 'Zebedee Quillfeather';
const WORDS = /zebedee|quillfeather/iu;

const fails = command({
  feature: 'hazards',
  name: 'failOnPurpose',
  summary: 'Fails, in the way that is asked for.',
  input: z.strictObject({ how: z.string(), text: z.string() }),
  may: { roles: ROLES, where: 'anywhere', operator: true },
  subject: () => null,
  run: async (tx, _actor, { how, text }) => {
    if (how === 'server') await tx.rows(sql`select ${text}::uuid`);
    if (how === 'constraint')
      await tx.rows(
        sql`insert into organisation (organisation_id, from_seq, name) values (${tx.organisation}, 0, ${text})`,
      );
    if (how === 'json') JSON.parse(text);
    if (how === 'caused') throw new Error('it did not work', { cause: new Error(`because of ${text}`) });
    throw new Error(`what is ${text}\n    at ${text} (/somewhere.ts:1:1)`);
  },
});
const asks = query({
  feature: 'hazards',
  name: 'failToAnswer',
  summary: 'Fails.',
  input: z.strictObject({ text: z.string() }),
  output: z.strictObject({}),
  may: { roles: ROLES, where: 'anywhere', operator: true },
  run: async (_tx, { text }) => {
    throw new Error(`no answer to ${text}`);
  },
});

test('nothing that a person types is in any line of the log', async () => {
  const lines: string[] = [];
  const log = makeLog({ level: 'trace', out: { write: (line) => lines.push(line) } });
  const app = await testApp({ log, commands: [anyCommand(fails)], queries: [anyQuery(asks)] });
  const typed = encodeURIComponent(TYPED);
  const headers = { 'user-agent': TYPED, referer: `http://x/${typed}`, 'x-forwarded-for': TYPED };

  for (const path of [
    '/services',
    '/services/DEMO',
    '/check',
    '/help/api',
    '/sign-in',
    '/nowhere',
    '/assets',
    '/files',
    '/health/ready',
  ])
    await app.get(`${path}/${typed}?q=${typed}&to=/${typed}`, headers);
  await app.get(`/%E0%A4%A/${typed}`, headers);
  await app.get(`/sign-in/${typed}`, headers);
  await app.post(`/sign-in/${typed}`, { name: TYPED }, headers);
  await app.post('/services/new', { name: TYPED, reference: TYPED }, headers);
  await app.send('/services/new', { name: TYPED, reference: TYPED }).catch(() => undefined);
  await app.post('/check', { file: TYPED }, headers);
  await app.signedOut().get(`/services/${typed}`, headers);
  for (const how of ['server', 'constraint', 'json', 'caused', 'plainly']) {
    const answer = await app.api('POST', 'hazards/failOnPurpose', { how, text: TYPED }, { headers, key: 'Zebedee' });
    assert.equal(answer.status, 500);
  }
  assert.equal((await app.api('GET', 'hazards/failToAnswer', { text: TYPED })).status, 500);
  await app.api('POST', `hazards/${typed}`, { [TYPED]: TYPED });
  await app.app.inject({
    method: 'POST',
    url: '/api/v1/organisations/renameOrganisation',
    headers: { 'content-type': 'application/json', 'x-primum-request': '1' },
    payload: `{"name": "${TYPED}`,
  });

  const all = lines.map((line) => JSON.parse(line) as Record<string, unknown>);
  assert.ok(all.length > 20, 'every request has a line');
  assert.deepEqual(
    lines.filter((line) => WORDS.test(line)),
    [],
  );
  assert.deepEqual(
    lines.filter((line) => /127\.0\.0\.1|Example Trust|C\. Safety/u.test(line)),
    [],
    'nor who it was',
  );
  for (const line of all) assert.ok('request' in line && 'route' in line && 'method' in line, JSON.stringify(line));
  const defects = all
    .filter((line) => line['msg'] === 'defect')
    .map((line) => line['defect'] as Record<string, unknown>);
  assert.equal(defects.length, 6);
  assert.deepEqual(defects.map(({ type, code }) => [type, code].filter(Boolean).join(' ')).slice(0, 3), [
    'DatabaseError 22P02',
    'DatabaseError 23505',
    'SyntaxError',
  ]);
  assert.equal(defects[1]?.['table'], 'organisation');
  for (const { at } of defects) assert.match(JSON.stringify(at), /log\.test\.ts|pg/u, 'and still says where it was');
});

test('an error says what and where, and quotes nobody', () => {
  const plain = safeError(new TypeError('Cannot read properties of undefined (reading "Smith")'));
  assert.equal(plain.type, 'TypeError');
  assert.equal(plain.message, 'Cannot read properties of undefined (reading \u2026)');
  assert.match(plain.at?.[0] ?? '', /log\.test\.ts:\d+/u);
  assert.deepEqual(safeError('a text that was thrown'), { type: 'string' });
  const of = Object.assign(new Error('no such file "Smith.xlsx"'), { code: 'ENOENT', path: '/home/smith' });
  assert.equal(safeError(of).code, 'ENOENT');
  assert.doesNotMatch(JSON.stringify({ ...safeError(of), at: [] }), /smith/iu);
  const odd = Object.assign(new Error('x'), { code: 'Mr Smith was here' });
  assert.equal(safeError(odd).code, undefined);
});

test('at a terminal a line is short', () => {
  const lines: string[] = [];
  const log = makeLog({ level: 'info', out: { write: (line) => lines.push(line), isTTY: true } });
  log.info({ method: 'GET', route: '/services/:reference', status: 200, ms: 12, request: 'x' });
  log.error({ err: new Error('it broke') }, 'a job failed');
  assert.match(lines[0]!, /^\d\d:\d\d:\d\d GET \/services\/:reference 200, 12 ms\n$/u);
  assert.match(lines[1]!, /^\d\d:\d\d:\d\d ERROR a job failed\n {2}\{"type":"Error","message":"it broke"\}\n {4}at /u);
  assert.match(readable('{"time":"2026-03-12T09:00:00.000Z","level":"info","msg":"up"}'), /^09:00:00 up\n$/u);
});

test('LOG_LEVEL says what is logged', () => {
  assert.equal(levelFrom(undefined), 'info');
  assert.equal(levelFrom('WARN'), 'warn');
  assert.throws(() => levelFrom('loud'), /LOG_LEVEL takes one of/u);
});
