import assert from 'node:assert/strict';
import { connect } from 'node:net';
import { describe, test } from 'node:test';
import type { InjectOptions } from 'fastify';
import { features } from './features.ts';
import { createService } from './features/services/commands.ts';
import { anyCommand } from './platform/commands/command.ts';
import { assemble } from './platform/installation.ts';
import { testApp } from './test-app.ts';

/*
 * What holds for every request, whoever sends it: docs/security/asvs.yaml rests on these.
 */

const app = await testApp();
const details = { name: 'Made-up service', role: 'both', phase: 'live' };
const reference = 'SAFE';
await app.execute(anyCommand(createService), { ...details, reference });
const { commands, queries } = await assemble(features);

const cookie = () => [...app.cookies].map(([name, value]) => `${name}=${encodeURIComponent(value)}`).join('; ');
const ask = (url: string, more: InjectOptions = {}) =>
  app.app.inject({ method: 'GET', ...more, url, headers: { cookie: cookie(), ...more.headers } });

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
