import assert from 'node:assert/strict';
import { connect } from 'node:net';
import { describe, test } from 'node:test';
import type { InjectOptions, LightMyRequestResponse } from 'fastify';
import { createService } from './features/services/commands.ts';
import { anyCommand } from './platform/commands/command.ts';
import { makeLog } from './platform/running/log.ts';
import { makeLink } from './platform/sessions/sessions.ts';
import { testApp } from './test-app.ts';
import { newPage, withBrowser } from './test-browser.ts';

/*
 * What holds for the whole product, whatever a page is for: docs/security/asvs.yaml rests on these. What one part promises
 * is tested beside it.
 */

const gets = new Set<string>();
const app = await testApp({
  url: 'https://primum.example.org',
  log: makeLog({ level: 'info', out: { write: (line) => lines.push(line) } }),
  routes: (scope) => {
    scope.addHook('onRoute', ({ method, url }) => {
      if ([method].flat().includes('GET') && !url.includes('*')) gets.add(url);
    });
    scope.get('/boom', async () => {
      throw new Error('select secret from vault where key = 7');
    });
  },
});
const lines: string[] = [];
const details = { name: 'Made-up service', role: 'both', phase: 'live' };
const reference = 'SAFE';
await app.execute(anyCommand(createService), { ...details, reference });

/** Where every page is, with things that are there. */
function paths(): string[] {
  const own = ['/', '/check', '/sign-in', '/help/api', '/health/live', '/health/ready', '/metrics', '/mailbox'];
  const found = [...gets].map((url) => url.replace(':service', reference).replaceAll(/:[a-z0-9]+/giu, '1'));
  return [...new Set([...own, ...found])];
}

const cookie = () => [...app.cookies].map(([name, value]) => `${name}=${encodeURIComponent(value)}`).join('; ');
const ask = (url: string, more: InjectOptions = {}) =>
  app.app.inject({ method: 'GET', ...more, url, headers: { cookie: cookie(), ...more.headers } });

/** One answer of each kind that there is. */
async function answers(): Promise<[string, LightMyRequestResponse][]> {
  const form = { 'content-type': 'application/x-www-form-urlencoded' };
  const kinds: readonly (readonly [string, InjectOptions])[] = [
    ...paths().map((path) => [path, {}] as const),
    ['/services', { headers: { cookie: '' } }],
    ['/no/such/page', {}],
    ['/%', {}],
    ['/api/v1/%', {}],
    ['/boom', {}],
    ['/api/v1/openapi.json', {}],
    ['/api/v1/no/such', {}],
    ['/api/v1/services/services', {}],
    ['/api/v1/services/services', { method: 'DELETE' }],
    ['/api/v1/services/services', { headers: { cookie: '' } }],
    [
      '/api/v1/services/createService',
      { method: 'POST', payload: '{', headers: { 'content-type': 'application/json' } },
    ],
    ['/services/new', { method: 'POST', payload: 'x=y', headers: form }],
    ['/services/new', { method: 'POST', payload: '{}', headers: { 'content-type': 'application/json' } }],
    ['/services/new', { method: 'POST', payload: 'a'.repeat(300_000), headers: form }],
    ['/services/new', { method: 'POST', payload: '', headers: { ...form, 'sec-fetch-site': 'cross-site' } }],
    ['/sign-out', { method: 'POST', payload: '', headers: form }],
    ['/services', { method: 'OPTIONS' }],
    ['/services', { method: 'HEAD' }],
  ];
  const all: [string, LightMyRequestResponse][] = [];
  for (const [path, more] of kinds) all.push([`${more.method ?? 'GET'} ${path}`, await ask(path, more)]);
  const html = all.find(([name]) => name === 'GET /check')![1].body;
  for (const [, asset = ''] of html.matchAll(/(?:href|src)="(\/assets\/[^"]+)"/gu)) all.push([asset, await ask(asset)]);
  return all;
}
const all = await answers();

describe('every answer', () => {
  test('tells browsers to be strict: policy, type, referrer, frames, https', () => {
    assert.ok(all.length > 40 && new Set(all.map(([, { statusCode }]) => statusCode)).size >= 9);
    for (const [name, { headers }] of all) {
      const policy = String(headers['content-security-policy']);
      for (const rule of ["default-src 'none'", "object-src 'none'", "base-uri 'none'", "frame-ancestors 'none'"])
        assert.ok(policy.includes(rule), `${name} has ${rule}`);
      assert.doesNotMatch(policy, /unsafe|\*|https?:/u, name);
      assert.equal(headers['x-content-type-options'], 'nosniff', name);
      assert.equal(headers['referrer-policy'], 'same-origin', name);
      assert.equal(headers['strict-transport-security'], 'max-age=31536000; includeSubDomains', name);
    }
  });

  test('says what it is, in which letters', () => {
    const types = [
      /^text\/(?:html|css|javascript|plain); (?:version=[\d.]+; )?charset=utf-8/u,
      /^application\/(?:problem\+)?json; charset=utf-8$/u,
      /^image\/svg\+xml; charset=utf-8$/u,
      /^application\/vnd\.openxmlformats-officedocument\.spreadsheetml\.sheet$/u,
    ];
    for (const [name, { headers, body }] of all) {
      if (body === '') continue;
      const type = String(headers['content-type']);
      assert.ok(
        types.some((one) => one.test(type)),
        `${name}: ${type}`,
      );
    }
  });

  test('is kept by nobody, unless its name changes with what is in it', () => {
    for (const [name, { headers, statusCode }] of all) {
      // The same for everybody, and no secret: the sample, the template, the description of the API.
      if (name.startsWith('/assets/') || /\.xlsx$|openapi\.json$/u.test(name) || statusCode === 303) continue;
      assert.match(String(headers['cache-control']), /no-store/u, `${name} ${statusCode}`);
    }
  });

  test('of no error tells how it is inside', () => {
    const boom = all.find(([name]) => name === 'GET /boom')![1];
    assert.equal(boom.statusCode, 500);
    for (const [name, { body, headers }] of all) {
      if (name.startsWith('/assets/')) continue;
      assert.doesNotMatch(body, /node_modules|\.tsx?:\d+|\bat \S+ \(|vault|postgres:\/\//u, name);
      assert.equal(headers['x-powered-by'], undefined);
      assert.equal(headers['server'], undefined);
    }
  });

  test('is for no other site: nothing is shared with one', async () => {
    const foreign = { origin: 'https://evil.example', 'access-control-request-method': 'POST' };
    for (const path of ['/services', '/check', '/api/v1/openapi.json', '/api/v1/services/createService', '/metrics'])
      for (const method of ['GET', 'OPTIONS', 'POST'] as const) {
        const { headers } = await ask(path, { method, headers: foreign });
        for (const name of Object.keys(headers)) assert.doesNotMatch(name, /^access-control-/u, `${method} ${path}`);
      }
  });

  test('leads to no other host, whatever host was asked for', async () => {
    const named = { host: 'evil.example', 'x-forwarded-host': 'evil.example', forwarded: 'host=evil.example' };
    for (const path of paths()) {
      const { headers, body } = await ask(path, { headers: named });
      assert.ok(!body.includes('evil.example'), path);
      assert.match(headers.location ?? '/', /^\/(?![/\\])/u, path);
    }
    for (const path of [
      '//evil.example/',
      '/services//evil.example',
      '/%2F%2Fevil.example',
      '/sign-in?to=//evil.example',
    ])
      assert.match((await ask(path)).headers.location ?? '/', /^\/(?![/\\])/u, path);
  });

  test('names no secret of the session but in the form that needs its token', () => {
    const secret = app.cookies.get('__Host-primum_session')!;
    for (const [name, { body, headers }] of all) {
      assert.ok(!body.includes(secret) && !JSON.stringify(headers).includes(secret), name);
      for (const [, address = ''] of body.matchAll(/\b(?:href|action|src)="([^"]*)"/gu))
        assert.doesNotMatch(address, /token|secret|password|_key/iu, name);
      for (const [form] of body.matchAll(/<form\b[\s\S]*?<\/form>/gu))
        if (form.includes('_token')) assert.match(form, /^<form[^>]*method="post"/u, `${name} sends it in a body`);
    }
  });
});

describe('cookies', () => {
  test('have the prefix, go over https alone, to no script and with no form of another site', async () => {
    const set: string[] = [];
    const keep = ({ headers }: LightMyRequestResponse) => set.push(...[headers['set-cookie'] ?? []].flat());
    const { token } = await makeLink({ database: app.ground.database, now: app.ground.now }, app.person.id, 60_000);
    keep(await ask('/sign-in?to=/services', { headers: { cookie: '' } }));
    keep(await ask(`/sign-in/${token}`, { method: 'POST', headers: { cookie: '' } }));
    const done = await app.send('/services/new', { ...details, reference: 'COOKIE' });
    set.push(...[done.headers['set-cookie'] ?? []].flat());
    assert.ok(set.length >= 4, String(set));
    for (const one of set) {
      assert.match(one, /^__Host-[\w]+=/u);
      assert.match(one, /; Path=\//u);
      assert.match(one, /; HttpOnly/u);
      assert.match(one, /; Secure/u);
      assert.match(one, /; SameSite=(?:Lax|Strict)/u);
      assert.doesNotMatch(one, /Domain=/iu);
    }
    const before = await ask('/services', {
      headers: { cookie: `primum_session=${app.cookies.get('__Host-primum_session')}` },
    });
    assert.equal(before.statusCode, 303, 'one without the prefix, which a neighbour can plant, counts for nothing');
  });
});

describe('requests', () => {
  test('with methods that nobody needs do nothing, and are not echoed', async () => {
    for (const method of ['TRACE', 'CONNECT', 'PROPFIND', 'PUT', 'DELETE', 'PATCH'] as const) {
      const port = Number(new URL(await app.listen()).port);
      const said = await raw(
        port,
        `${method} /services HTTP/1.1\r\nHost: x\r\nX-Mark: echo-me\r\nConnection: close\r\n\r\n`,
      );
      assert.doesNotMatch(said, /^HTTP\/1\.1 [23]/u, method);
      assert.doesNotMatch(said, /echo-me/u, method);
    }
    for (const header of ['x-http-method-override', 'x-http-method', 'x-method-override'])
      assert.equal((await ask('/sign-out', { headers: { [header]: 'POST' } })).statusCode, 404, header);
    assert.equal((await ask('/sign-out?_method=POST')).statusCode, 404);
    assert.equal((await ask('/services')).statusCode, 200, 'and one is still signed in');
  });

  test('that say twice how long they are, or lie about it, are refused and nothing behind them is heard', async () => {
    const port = Number(new URL(await app.listen()).port);
    const hidden = 'GET /help/api HTTP/1.1\r\nHost: x\r\n\r\n';
    const bodies = [
      `Content-Length: ${hidden.length + 5}\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n${hidden}`,
      `Transfer-Encoding: chunked\r\nContent-Length: 4\r\n\r\n0\r\n\r\n${hidden}`,
      `Content-Length: 4\r\nContent-Length: 0\r\n\r\n${hidden}`,
      `Transfer-Encoding: xchunked\r\n\r\n0\r\n\r\n${hidden}`,
      `Transfer-Encoding : chunked\r\n\r\n0\r\n\r\n${hidden}`,
      `Transfer-Encoding: chunked\r\n\r\nZ\r\n\r\n${hidden}`,
      `X: a\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n${hidden}`,
      `Content-Length: -1\r\n\r\n${hidden}`,
      `Content-Length: +0\r\n\r\n${hidden}`,
    ];
    for (const body of bodies) {
      const said = await raw(port, `POST /check HTTP/1.1\r\nHost: x\r\n${body}`);
      assert.match(said, /^HTTP\/1\.1 4\d\d /u, body);
      assert.doesNotMatch(said, /HTTP\/1\.1 200/u, body);
      assert.equal(said.match(/HTTP\/1\.1 \d{3}/gu)?.length, 1, body);
    }
    assert.match(await raw(port, 'GET / HTTP/1.1\r\n\r\n'), /^HTTP\/1\.1 400/u, 'nor without a host');
  });

  test('do not become a socket', async () => {
    const port = Number(new URL(await app.listen()).port);
    const upgrade =
      'Connection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: x\r\n';
    for (const path of ['/', '/api/v1/openapi.json'])
      assert.doesNotMatch(await raw(port, `GET ${path} HTTP/1.1\r\nHost: x\r\n${upgrade}\r\n`), /^HTTP\/1\.1 101/u);
  });

  test('reach no file of the server, and no list of files', async () => {
    const files = [
      '/.git/config',
      '/.git/HEAD',
      '/package.json',
      '/src/main.ts',
      '/node_modules/',
      '/assets/',
      '/assets',
    ];
    const ways = [
      '/assets/../package.json',
      '/assets/..%2fpackage.json',
      '/assets/%2e%2e/%2e%2e/etc/passwd',
      '/files/..%2f..',
    ];
    const more = ['/.env', '/docs/', '/server-status', '/debug', '/swagger', '/graphql', '/assets/primum.css.map'];
    for (const path of [...files, ...ways, ...more]) {
      const { statusCode, body } = await ask(path);
      assert.equal(statusCode, 404, path);
      assert.doesNotMatch(body, /"dependencies"|root:|\[core\]/u, path);
    }
  });

  test('that say who they are for others are believed from proxies that were named, and from nobody else', async () => {
    const hurried = await testApp({ rate: 2 });
    const from = (n: number) => ({
      'x-forwarded-for': `192.0.2.${n}`,
      'x-real-ip': `192.0.2.${n}`,
      forwarded: `for=192.0.2.${n}`,
    });
    const codes = [];
    for (let n = 1; n <= 3; n++) codes.push((await hurried.signedOut().get('/sign-in', from(n))).status);
    assert.deepEqual(codes, [200, 200, 429], 'another name is not another address');
    const behind = await testApp({ rate: 2, proxies: ['127.0.0.1'] });
    for (let n = 1; n <= 3; n++) assert.equal((await behind.signedOut().get('/sign-in', from(n))).status, 200);
    const forged = (n: number) => ({ 'x-forwarded-for': `10.0.0.${n}, 192.0.2.1` });
    const later = [];
    for (let n = 1; n <= 2; n++) later.push((await behind.signedOut().get('/sign-in', forged(n))).status);
    assert.deepEqual(later, [200, 429], 'what the sender wrote before the proxy did counts for nothing');
    await Promise.all([hurried.close(), behind.close()]);
  });

  test('with a name twice mean the last, or are refused, and are never both', async () => {
    const list = await app.get(`/services?search=zzz&search=&page=9&page=1`);
    assert.match(list.text, /Made-up service/u);
    const twice = await app.api('GET', `services/service?service=${reference}&service=OTHER`);
    assert.equal(twice.status, 422);
    const body = await app.app.inject({
      method: 'POST',
      url: '/api/v1/organisations/renameOrganisation',
      headers: { cookie: cookie(), 'content-type': 'application/json', 'x-primum-request': '1' },
      payload: '{"name":"A","name":"B","name":["C"]}',
    });
    assert.equal(body.statusCode, 422);
  });
});

describe('what commands and queries take', () => {
  test('is what they name, and no field besides', async () => {
    const { assemble } = await import('./platform/installation.ts');
    const { features } = await import('./features.ts');
    const { commands, queries } = await assemble(features);
    for (const { feature, name, input } of [...commands, ...queries]) {
      const { error } = input.safeParse({ organisation_id: 'x', isAdmin: true });
      const unknown = error?.issues.flatMap((one) => (one.code === 'unrecognized_keys' ? one.keys : []));
      assert.deepEqual(unknown, ['organisation_id', 'isAdmin'], `${feature}/${name}`);
    }
  });

  test('is searched for as words, and led to as an address of the web', async () => {
    for (const words of [`' or 1=1 --`, `"; drop table service; --`, 'x%', 'x\\', `{{7*7}}\${7*7}<%= 7*7 %>`]) {
      const { status, text, html } = await app.get(`/services?search=${encodeURIComponent(words)}`);
      assert.equal(status, 200, words);
      assert.doesNotMatch(text, /Made-up service|49/u, words);
      assert.ok(!html.includes(`value="${words}"`) || !words.includes('"'), 'and stands there escaped');
    }
    const { status: found, text } = await app.get('/services?search=Made');
    assert.ok(found === 200 && text.includes('Made-up service'));
    for (const address of ['javascript:alert(1)', 'data:text/html,x', 'file:///etc/passwd', '//x', 'vbscript:x']) {
      const input = { ...details, reference: 'LINK', addresses: [address] };
      assert.equal((await app.api('POST', 'services/createService', input)).status, 422, address);
    }
  });

  test('is of its kind: a text is no list, a number no text, a list no object', async () => {
    const wrong: readonly unknown[] = [['SAFE'], { toString: 'SAFE' }, 1, true, null];
    for (const name of wrong) {
      const answer = await app.api('POST', 'organisations/renameOrganisation', { name });
      assert.equal(answer.status, 422, JSON.stringify(name));
    }
    for (const service of [['SAFE'], { $ne: null }, 0])
      assert.equal((await app.api('POST', 'services/retireService', { service, reason: 'x' })).status, 422);
  });

  test('is read in a time that grows with its length, whatever stands there', async () => {
    const { assemble } = await import('./platform/installation.ts');
    const { features } = await import('./features.ts');
    const { commands, queries } = await assemble(features);
    const long = 50_000;
    const nasty = [
      'a',
      ' ',
      '\t',
      '\n',
      '0',
      '-',
      '1 ',
      'a@',
      '/a',
      'http://a',
      '(',
      '"',
      '.',
      'A-',
      '\u0301',
      '123 456 7890 ',
    ];
    const texts = nasty.map((one) => `${one.repeat(Math.ceil(long / one.length))}!`);
    for (const { feature, name, input } of [...commands, ...queries]) {
      const fields = Object.keys(input.shape);
      for (const text of texts) {
        const begun = performance.now();
        input.safeParse(Object.fromEntries(fields.map((field) => [field, text])));
        const took = performance.now() - begun;
        assert.ok(
          took < 1_000,
          `${feature}/${name} read ${JSON.stringify(text.slice(0, 8))}... for ${Math.round(took)} ms`,
        );
      }
    }
  });
});

describe('a browser', () => {
  test('keeps nothing of a page once one has signed out, and no store of its own', () =>
    withBrowser(async (browser) => {
      const here = await testApp();
      await here.open(browser, {}, async (page) => {
        await page.goto('/services');
        assert.match(await page.locator('header').innerText(), /C\. Safety/u);
        const kept = await page.evaluate(async () => [
          localStorage.length + sessionStorage.length,
          (await indexedDB.databases()).length + (await caches.keys().catch(() => [])).length,
          document.cookie,
        ]);
        assert.deepEqual(kept, [0, 0, '']);
        await page.getByRole('button', { name: 'Sign out' }).click();
        await page.waitForURL(/sign-in/u);
        await page.goBack();
        assert.doesNotMatch(await page.content(), /C\. Safety/u);
      });
    }));

  test('runs no script that stands in a page, and is framed by nobody', () =>
    withBrowser(async (browser) => {
      const page = await newPage(browser, { baseURL: await app.listen() });
      await page.goto('/check');
      const ran = await page.evaluate(() => {
        const script = document.createElement('script');
        script.textContent = 'window.ran = true';
        document.body.append(script);
        const button = document.createElement('button');
        button.setAttribute('onclick', 'window.ran = true');
        document.body.append(button);
        button.click();
        return (window as unknown as { ran?: boolean }).ran ?? false;
      });
      assert.equal(ran, false);
      await page.context().close();
    }));
});

test('a line of the log is one line, with its time in UTC, whatever was sent', async () => {
  const before = lines.length;
  await ask('/nowhere%0A{"level":"info","forged":true}', { headers: { 'user-agent': 'x\u001B[31m' } });
  await ask('/services?search=%0d%0a{"forged":true}');
  assert.equal(lines.length, before + 2);
  for (const line of lines.filter((one) => !one.includes('Server listening'))) {
    assert.equal(line.indexOf('\n'), line.length - 1);
    const { time, level, request, forged } = JSON.parse(line) as Record<string, unknown>;
    assert.match(String(time), /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/u);
    assert.ok(level !== undefined && request !== undefined && forged === undefined);
  }
});

test('what was refused is in the log by its status, and so is every way in', async () => {
  const before = lines.length;
  const none = app.signedOut();
  const { token } = await makeLink({ database: app.ground.database, now: app.ground.now }, app.person.id, 60_000);
  const viewer = await app.as({ roles: ['viewer'] });
  await none.post(`/sign-in/${token}`, {});
  await none.post(`/sign-in/${token}`, {});
  await app.signedOut().api('POST', 'services/createService', {});
  await viewer.post('/services/new', {});
  await app.api('POST', 'services/createService', {});
  await app.post('/services/new', {}, { 'sec-fetch-site': 'cross-site' });
  await none.post('/sign-out', { long: 'x'.repeat(2_000) });
  const said = lines.slice(before).map((line) => {
    const { method, route, status, level } = JSON.parse(line) as Record<string, unknown>;
    return [method, route, status, level].join(' ');
  });
  assert.deepEqual(said, [
    'POST /sign-in/:link 303 info',
    'POST /sign-in/:link 410 info',
    'POST /api/v1/services/createService 401 info',
    'POST /services/new 403 info',
    'POST /api/v1/services/createService 422 info',
    'POST /services/new 403 info',
    'POST /sign-out 413 info',
  ]);
});

/** What a server says to bytes, until it closes or falls silent. */
async function raw(port: number, bytes: string): Promise<string> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    let said = '';
    const end = () => {
      socket.destroy();
      resolve(said);
    };
    socket.on('data', (chunk) => (said += String(chunk)));
    socket.once('close', end);
    socket.once('error', end);
    socket.setTimeout(300, end);
    socket.write(bytes);
  });
}
