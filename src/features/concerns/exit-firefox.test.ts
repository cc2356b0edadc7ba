import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { createServer as createSecure } from 'node:https';
import { connect, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { exitUrl } from './data.ts';
import { findFirefox, Firefox } from './testing/firefox.ts';
import { formWorld } from './testing/form-world.ts';

/*
 * "Exit this page" in Firefox: with its cache of whole pages on and off, over http and https, with and without scripts. Where there is
 * no Firefox, nothing is known of it.
 */

const found = findFirefox();
const skip = found === undefined ? 'there is no Firefox here' : false;
const SECRET = 'Heron told the lighthouse about the marmalade.';
const PLAIN = 'It may rain later.';
const SITE = new URL(exitUrl('weather'));

const worlds = new Map<string, { readonly url: string; readonly path: string }>();
const servers: Pick<Server, 'close' | 'closeAllConnections'>[] = [];
const portOf = (server: { address(): unknown }) => (server.address() as AddressInfo).port;
let proxy: Server;

before(async () => {
  if (skip !== false) return;
  const folder = mkdtempSync(join(tmpdir(), 'primum-exit-'));
  const [key, cert] = [join(folder, 'key.pem'), join(folder, 'cert.pem')];
  const made = spawnSync('openssl', [
    ...`req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 2 -subj /CN=localhost`.split(' '),
    ...`-addext subjectAltName=DNS:localhost -keyout ${key} -out ${cert}`.split(' '),
  ]);
  assert.equal(made.status, 0, 'openssl makes a certificate for the test');
  const tls = { key: readFileSync(key), cert: readFileSync(cert) };
  rmSync(folder, { recursive: true });
  const listening = async <S extends Pick<Server, 'listen' | 'close' | 'closeAllConnections'>>(
    server: S,
  ): Promise<S> => {
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    servers.push(server);
    return server;
  };
  const plain = await listening(
    createSecure(tls, (_request, response) => {
      response.setHeader('content-type', 'text/html').end(`<title>Weather</title><p>${PLAIN}</p>`);
    }),
  );
  // The plain site is reached through this; nothing else is.
  proxy = createServer();
  proxy.on('connect', (request, socket) => {
    socket.on('error', () => socket.destroy());
    if (!request.url?.startsWith(SITE.hostname)) {
      socket.destroy();
      return;
    }
    const there = connect(portOf(plain), '127.0.0.1', () => {
      socket.write('HTTP/1.1 200 OK\r\n\r\n');
      there.pipe(socket).pipe(there);
    });
    there.on('error', () => socket.destroy());
  });
  await listening(proxy);

  const http = await formWorld();
  worlds.set('http', { url: await http.app.listen(), path: http.path });
  const https = await formWorld({ url: 'https://localhost' });
  await https.app.app.ready();
  const secure = await listening(createSecure(tls, (request, response) => https.app.app.routing(request, response)));
  worlds.set('https', { url: `https://localhost:${portOf(secure)}`, path: https.path });
});

after(() => {
  for (const server of servers) {
    server.closeAllConnections();
    server.close();
  }
});

/** Everything that the page says, with its title, its address and what stands in its fields. */
const SHOWN = `[document.title, document.documentElement.hidden ? '' : document.body.innerText,
  ...[...document.querySelectorAll('textarea, input')].map((field) => field.value)].join('\\n')`;

async function waitFor(firefox: Firefox, expression: string): Promise<void> {
  const until = Date.now() + 15_000;
  for (;;) {
    const so = await firefox.evaluate(expression).catch(() => false);
    if (so === true) return;
    assert.ok(Date.now() < until, `${expression} is not so at ${String(await firefox.evaluate('location.href'))}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

const pressed = (firefox: Firefox, words: string) =>
  firefox.evaluate(
    `[...document.querySelectorAll('a, button')].find((one) => one.innerText.trim() === ${JSON.stringify(words)}).click()`,
  );

for (const cached of [true, false])
  for (const scripts of [true, false])
    describe(
      `in Firefox, scripts ${scripts ? 'on' : 'off'}, the cache of whole pages ${cached ? 'on' : 'off'}`,
      { skip },
      () => {
        let firefox: Firefox;
        before(async () => {
          firefox = await Firefox.launch(found!, {
            'network.proxy.type': 1,
            'network.proxy.ssl': '127.0.0.1',
            'network.proxy.ssl_port': portOf(proxy),
            'network.proxy.no_proxies_on': 'localhost, 127.0.0.1',
            'javascript.enabled': scripts,
            ...(!cached && { 'browser.sessionhistory.max_total_viewers': 0 }),
          });
        });
        after(() => firefox.close());

        test('the browser is as it is said to be', { timeout: 60_000 }, async () => {
          await firefox.open();
          await firefox.goto(SITE.href);
          await firefox.evaluate('window.left = true');
          await firefox.goto(`${SITE.origin}/other`);
          await firefox.back();
          await waitFor(
            firefox,
            `location.href === ${JSON.stringify(SITE.href)} && document.readyState === 'complete'`,
          );
          assert.equal(await firefox.evaluate('window.left === true'), cached);
        });

        for (const scheme of ['http', 'https'])
          test(`over ${scheme}: after the way out, Back shows nothing of it`, { timeout: 90_000 }, async () => {
            const { url, path } = worlds.get(scheme)!;
            await firefox.open();
            await firefox.goto(`${url}${path}`);
            await pressed(firefox, 'Start');
            await waitFor(firefox, `document.querySelector('#what') !== null && document.readyState === 'complete'`);
            await firefox.evaluate(`document.querySelector('#what').focus()`);
            await firefox.type(SECRET);
            await pressed(firefox, 'Continue');
            await waitFor(firefox, `document.querySelector('#when') !== null && document.readyState === 'complete'`);
            await firefox.evaluate(`document.querySelector('#when').focus()`);
            await firefox.type('marmalade day');
            assert.match(String(await firefox.evaluate(SHOWN)), /marmalade day/u, 'what is typed would be seen');
            await pressed(firefox, 'Exit this page');
            await waitFor(firefox, `document.title === 'Weather'`);
            const seen: string[] = [];
            for (let at = 0; at < 8 && (await firefox.back().catch(() => false)); at++) {
              await new Promise((resolve) => setTimeout(resolve, 600));
              await waitFor(firefox, `document.readyState === 'complete'`);
              seen.push(String(await firefox.evaluate(SHOWN)));
            }
            assert.ok(seen.length > 0, 'somebody went back');
            for (const one of seen) {
              assert.doesNotMatch(one, /marmalade|Tell us|Question|Start/u);
              assert.ok(one.includes(PLAIN), one);
            }
            assert.equal(await firefox.cookies('localhost'), 0, 'no cookie stays');
          });
      },
    );
