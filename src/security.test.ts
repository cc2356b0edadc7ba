import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { InjectOptions, LightMyRequestResponse } from 'fastify';
import { exits } from './features/concerns/data.ts';
import { createService } from './features/services/commands.ts';
import { anyCommand } from './platform/commands/command.ts';
import { open } from './platform/http/declared.ts';
import { makeLog } from './platform/running/log.ts';
import { makeLink } from './platform/sessions/sessions.ts';
import { testApp } from './test-app.ts';
import { newPage, withBrowser } from './test-browser.ts';

/*
 * What holds for every answer, whatever a page is for: docs/security/asvs.yaml rests on these, and on those for requests in
 * security-requests.test.ts. What one part promises is tested beside it.
 */

const app = await testApp({
  url: 'https://primum.example.org',
  log: makeLog({ level: 'info', out: { write: (line) => lines.push(line) } }),
  routes: (scope) => {
    scope.get('/boom', { config: open('The test goes there.') }, async () => {
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
  const gets = app.app.declaredRoutes.filter(({ method, url }) => method === 'GET' && !url.includes('*'));
  return gets.map(({ url }) => url.replace(':service', reference).replaceAll(/:[a-z0-9]+/giu, '1'));
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
      // The way out says nothing to the plain site that it leads to.
      assert.equal(headers['referrer-policy'], name === 'GET /exit' ? 'no-referrer' : 'same-origin', name);
      assert.equal(headers['strict-transport-security'], 'max-age=31536000; includeSubDomains', name);
    }
  });

  test('says what it is, in which letters', () => {
    const types = [
      /^text\/(?:html|css|csv|javascript|plain); (?:version=[\d.]+; )?charset=utf-8/u,
      /^application\/(?:problem\+)?json; charset=utf-8$/u,
      /^image\/svg\+xml; charset=utf-8$/u,
      /^application\/vnd\.openxmlformats-officedocument\.spreadsheetml\.sheet$/u,
      /^application\/pdf$/u,
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
      if (/^(?:GET )?\/assets\/|\.xlsx$|openapi\.json$/u.test(name) || statusCode === 303) continue;
      assert.match(String(headers['cache-control']), /no-store/u, `${name} ${statusCode}`);
    }
  });

  test('of no error tells how it is inside', () => {
    const boom = all.find(([name]) => name === 'GET /boom')![1];
    assert.equal(boom.statusCode, 500);
    for (const [name, { body, headers }] of all) {
      if (name.includes('/assets/')) continue;
      assert.doesNotMatch(
        body,
        /node_modules|\.tsx?:\d+|\bat (?:\S+ \()?(?:file|node):|\bat \S+ \(\/|vault|postgres:\/\//u,
        name,
      );
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
      // The public form and the way out of it lead to a plain site of a list of ours, and to none that anybody names.
      const isWayOut = /^\/(?:exit$|q\/)/u.test(path) && exits().some(({ url }) => url === headers.location);
      if (!isWayOut) assert.match(headers.location ?? '/', /^\/(?![/\\])/u, path);
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
        assert.doesNotMatch(address, /(?:token|secret|password|key)=|[\w-]{43}/iu, name);
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

describe('a browser', () => {
  test('keeps nothing of a page once one has signed out, and no store of its own', () =>
    withBrowser(async (browser) => {
      const here = await testApp();
      await here.open(browser, {}, async (page) => {
        await page.goto('/services');
        assert.match(await page.locator('header').innerText(), /C\. Safety/u);
        const kept = await page.evaluate(async () => [
          Object.keys(localStorage).filter((name) => name !== 'primum-used').length + sessionStorage.length,
          /^\d{13}$/u.test(localStorage.getItem('primum-used') ?? '0'.repeat(13)),
          (await indexedDB.databases()).length + (await caches.keys().catch(() => [])).length,
          document.cookie,
        ]);
        assert.deepEqual(kept, [0, true, 0, '']);
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
