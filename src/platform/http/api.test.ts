import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { Validator } from '@seriousme/openapi-schema-validator';
import { z } from 'zod';
import { plantToken } from '../../test-app-store.ts';
import { testApp } from '../../test-app.ts';
import { anyCommand, anyQuery, command, query } from '../commands/command.ts';
import { Conflict } from '../commands/problems.ts';

let counted = 0;
const count = anyCommand(
  command({
    feature: 'test',
    name: 'countUp',
    summary: 'Counts.',
    input: z.strictObject({
      by: z.int('Give a whole number.').min(1, 'Count up.'),
      things: z.array(z.strictObject({ name: z.string().min(1, 'Name it.') })).optional(),
      note: z.string().optional(),
    }),
    may: { roles: ['developer'], where: 'anywhere', operator: true, token: 'read' },
    subject: () => null,
    run: async (tx, actor, { by, note }) => {
      if (note === 'conflict') throw new Conflict('Somebody counted.', { by: '7' }, 7);
      if (note === 'defect') throw new Error('secret detail');
      counted += by;
      return { counted, by: actor.kind, at: tx.seq };
    },
  }),
);
const judge = anyCommand(
  command({
    feature: 'test',
    name: 'judge',
    summary: 'Judges.',
    input: z.strictObject({}),
    may: { roles: ['clinical safety officer'], where: 'anywhere' },
    subject: () => null,
    run: async () => ({}),
  }),
);
const found = anyCommand(
  command({
    feature: 'test',
    name: 'found',
    summary: 'Founds an organisation.',
    input: z.strictObject({}),
    may: { roles: [], where: 'anywhere', operator: true },
    founds: true,
    subject: () => null,
    run: async () => ({}),
  }),
);
interface Tree {
  readonly name: string;
  readonly children: readonly Tree[];
}
const Tree: z.ZodType<Tree> = z.lazy(() => z.strictObject({ name: z.string(), children: z.array(Tree) }));
const counts = anyQuery(
  query({
    feature: 'test',
    name: 'counts',
    summary: 'What was counted.',
    input: z.strictObject({
      least: z.number('Give a number.').optional(),
      all: z.boolean().optional(),
      of: z.array(z.string()).optional(),
    }),
    output: z.strictObject({ counted: z.number(), asked: z.unknown(), tree: Tree }),
    may: { roles: ['developer'], where: 'anywhere', operator: true, token: 'read' },
    run: async (_tx, asked) => ({ counted, asked, tree: { name: 'a', children: [] } }),
  }),
);
const app = await testApp({ roles: ['developer'], commands: [count, judge, found], queries: [counts] });
const plant = (days = 30) =>
  plantToken(
    app.ground.database,
    app.organisation,
    { person: app.person.id, scopes: ['read', 'import'], days },
    app.clock.now,
  );
const { token } = await plant();
const bearer = { authorization: `Bearer ${token}` };

describe('the API', () => {
  test('does and answers, for a person and for a token', async () => {
    const done = await app.api('POST', 'test/countUp', { by: 2 });
    assert.deepEqual([done.status, done.json['result']], [200, { counted: 2, by: 'person', at: 1 }]);
    const program = await app.signedOut().api('POST', 'test/countUp', { by: 3 }, { headers: bearer });
    assert.deepEqual(program.json, { seq: 2, result: { counted: 5, by: 'token', at: 2 } });
    const asked = await app
      .signedOut()
      .api('GET', 'test/counts?of=a&of=b', { least: '3', all: 'true' }, { headers: bearer });
    assert.deepEqual(asked.json['asked'], { least: 3, all: true, of: ['a', 'b'] });
  });

  test('does once what comes twice with one key, also at once', async () => {
    const before = counted;
    const both = await Promise.all([1, 2].map(() => app.api('POST', 'test/countUp', { by: 1 }, { key: 'k1' })));
    assert.deepEqual(both[0]!.json, both[1]!.json);
    assert.equal(counted, before + 1);
    const reused = await app.api('POST', 'test/countUp', { by: 2 }, { key: 'k1' });
    assert.deepEqual([reused.status, reused.json['type']], [422, '/help/api#key-reused']);
    const other = await app.signedOut().api('POST', 'test/countUp', { by: 1 }, { key: 'k1', headers: bearer });
    assert.equal(other.status, 200, 'a key is known to one actor only');
    assert.equal(counted, before + 2);
    assert.equal((await app.api('POST', 'test/countUp', { by: 1 }, { key: 'x'.repeat(201) })).status, 422);
  });

  test('says what is wrong as problem details', async () => {
    const wrong = await app.api('POST', 'test/countUp', { by: 0, things: [{ name: 'x' }, { name: '' }], other: 1 });
    assert.equal(wrong.headers['content-type'], 'application/problem+json; charset=utf-8');
    assert.deepEqual(
      { ...wrong.json, detail: '' },
      {
        type: '/help/api#input',
        title: 'Something in the input is wrong',
        status: 422,
        detail: '',
        problems: [
          { pointer: '/by', detail: 'Count up.' },
          { pointer: '/things/1/name', detail: 'Name it.' },
          { pointer: '', detail: 'Unrecognized key: "other"' },
        ],
      },
    );
    const conflict = await app.api('POST', 'test/countUp', { by: 1, note: 'conflict' });
    assert.deepEqual([conflict.status, conflict.json['version'], conflict.json['current']], [409, 7, { by: '7' }]);
    const defect = await app.api('POST', 'test/countUp', { by: 1, note: 'defect' });
    assert.equal(defect.status, 500);
    assert.ok(!JSON.stringify(defect.json).includes('secret'));
    const least = await app.api('GET', 'test/counts', { least: 'x' });
    assert.deepEqual(least.json['problems'], [{ pointer: '/least', detail: 'Give a number.' }]);
    assert.equal((await app.api('GET', 'test/counts?least=1&least=2')).status, 422);
    assert.equal((await app.api('GET', 'test/counts?__proto__=2')).status, 422);
  });

  test('says so too where nothing was found, and for what HTTP has words for', async () => {
    const ask = async (
      method: 'GET' | 'POST' | 'PUT' | 'OPTIONS',
      url: string,
      headers: Record<string, string>,
      payload?: string,
    ) => {
      const answer = await app.app.inject({ method, url, headers, ...(payload !== undefined && { payload }) });
      assert.equal(answer.headers['content-type'], 'application/problem+json; charset=utf-8', `${method} ${url}`);
      assert.equal(answer.json<{ status: number }>().status, answer.statusCode);
      return answer;
    };
    const json = { ...bearer, 'content-type': 'application/json' };
    const path = '/api/v1/test/countUp';
    assert.equal((await ask('GET', '/api/v1/nothing', {})).statusCode, 404);
    assert.equal((await ask('POST', '/api/v1/test/found', json, '{}')).statusCode, 404);
    const method = await ask('PUT', path, json, '{}');
    assert.deepEqual([method.statusCode, method.headers['allow']], [405, 'POST']);
    assert.equal((await ask('GET', path, {})).statusCode, 405);
    assert.equal((await ask('OPTIONS', path, { origin: 'https://evil.example' })).statusCode, 405);
    assert.equal((await ask('GET', '/api/v1/%E0%A4%A', {})).statusCode, 400);
    assert.equal((await ask('POST', '/api/v1/openapi.json', json, '{}')).headers['allow'], 'GET, HEAD');
    assert.equal((await ask('GET', '/api/v1/openapi.json', { accept: 'text/html' })).statusCode, 406);
    assert.equal((await ask('POST', path, { ...bearer, 'content-type': 'text/plain' }, 'x')).statusCode, 415);
    assert.equal(
      (await ask('POST', path, { ...bearer, 'content-type': 'application/x-www-form-urlencoded' }, 'by=1')).statusCode,
      415,
    );
    assert.equal((await ask('POST', path, json, `{"note":"${'a'.repeat(2 ** 20)}"}`)).statusCode, 413);
    for (const body of ['{', '[1]', 'null', '"x"', '{"by":1,"__proto__":{"x":1}}', '{"constructor":{"prototype":1}}'])
      assert.ok([400, 422].includes((await ask('POST', path, json, body)).statusCode), body);
    assert.equal((await ask('POST', path, json, '{"by":1,"note":"\\u0000"}')).statusCode, 400);
    assert.equal((await ask('POST', path, json, '{"by":1,"note":"\\ud800"}')).statusCode, 400);
    assert.equal(
      (await ask('POST', path, json, `{"by":${'['.repeat(100_000)}${']'.repeat(100_000)}}`)).statusCode,
      400,
    );
    assert.equal((await ask('POST', path, json, '')).statusCode, 400);
    const chunked = await app.app.inject({
      method: 'POST',
      url: path,
      headers: { ...json, 'content-length': '' },
      payload: '{}',
    });
    assert.equal(chunked.json<{ status: number }>().status, 400);
  });

  test('is closed to whoever shows nothing, to other sites, and to tokens that are over', async () => {
    const nobody = app.signedOut();
    const denied = await nobody.api('GET', 'test/counts');
    assert.deepEqual([denied.status, denied.headers['www-authenticate']], [401, 'Bearer']);
    assert.equal((await nobody.api('POST', 'test/countUp', { by: 1 })).status, 401);
    const before = counted;
    for (const headers of [
      { 'sec-fetch-site': 'cross-site' },
      { 'sec-fetch-site': 'same-site' },
      { origin: 'https://evil.example' },
    ] as Record<string, string>[])
      assert.equal((await app.api('POST', 'test/countUp', { by: 1 }, { headers })).status, 403);
    const cookie = [...app.cookies].map((pair) => pair.join('=')).join('; ');
    const bare = await app.app.inject({
      method: 'POST',
      url: '/api/v1/test/countUp',
      headers: { cookie, 'content-type': 'application/json' },
      payload: '{"by":1}',
    });
    assert.equal(bare.statusCode, 403, 'a session needs the header as well');
    assert.equal(counted, before);

    assert.equal((await nobody.api('POST', 'test/judge', {}, { headers: bearer })).status, 403, 'a token never judges');
    assert.equal((await app.api('POST', 'test/judge', {})).status, 403);
    for (const authorization of [
      'Bearer x',
      `Bearer ${token}x`,
      `Basic ${token}`,
      'Bearer',
      `Bearer ${'é'.repeat(43)}`,
    ])
      assert.equal(
        (await app.api('GET', 'test/counts', {}, { headers: { authorization } })).status,
        401,
        authorization,
      );
    const headers = { authorization: `Bearer ${(await plant(1)).token}` };
    assert.equal((await nobody.api('GET', 'test/counts', {}, { headers })).status, 200);
    const now = app.clock.now;
    app.clock.now = new Date(now.getTime() + 24 * 3_600_000);
    assert.equal((await nobody.api('GET', 'test/counts', {}, { headers })).status, 401);
    app.clock.now = now;
  });

  test('has a limit on how often one asks', async () => {
    const hurried = await testApp({ rate: 3 });
    for (let i = 0; i < 3; i++) await hurried.get('/sign-in');
    const api = await hurried.api('GET', 'openapi.json');
    assert.deepEqual([api.status, api.json['type']], [429, '/help/api#too-many']);
    assert.equal((await hurried.get('/check')).status, 429);
    await hurried.close();
  });
});

describe('the description of the API', () => {
  test('is valid OpenAPI 3.1, needs no sign-in, and has every operation', async () => {
    const { status, json } = await app.signedOut().api('GET', 'openapi.json');
    assert.equal(status, 200);
    const validator = new Validator();
    const { valid, errors } = await validator.validate(structuredClone(json));
    assert.ok(valid, JSON.stringify(errors));
    assert.equal(validator.version, '3.1');
    const paths = json['paths'] as Record<string, unknown>;
    assert.ok(paths['/test/countUp'] && paths['/test/counts'] && !paths['/test/found']);
    const text = JSON.stringify(json);
    const references = [...text.matchAll(/"\$ref":"#\/([^"]+)"/gu)].map((match) => match[1]!.split('/'));
    assert.ok(references.length > 20);
    for (const path of references) {
      let place: unknown = json;
      for (const part of path) place = (place as Record<string, unknown>)[part];
      assert.ok(place, path.join('/'));
    }
    assert.ok(!text.includes('$defs'));
  });

  test('is there in words', async () => {
    const page = await app.signedOut().get('/help/api');
    assert.match(page.text, /POST \/api\/v1\/test\/countUp Counts\. Open to: developer, programs with a token\./u);
    assert.match(page.html, /id="key-reused"/u);
  });
});
