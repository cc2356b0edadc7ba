import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer as createSecure, type Server } from 'node:https';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { chromium, type Browser, type BrowserContext, type Page } from 'playwright-core';
import { findChromium } from '../../../scripts/chromium.mjs';
import { browserFlags } from '../../test-browser.ts';
import { exitUrl } from './data.ts';
import { formWorld, type FormWorld } from './testing/form-world.ts';

/*
 * "Exit this page", in a real browser: with its cache of whole pages on and off, over http and https, with and without scripts. After
 * it, "Back" shows nothing of what was written, and nothing of it stays.
 */

const SECRET = 'Heron told the lighthouse about the marmalade.';
const PLAIN = 'It may rain later.';
const SITE = new URL(exitUrl('weather'));

let folder: string;
let plain: Server;
/** Milliseconds until the plain site answers. */
let slow = 0;
const worlds = new Map<'http' | 'https', { world: FormWorld; url: string }>();
const browsers = new Map<boolean, Browser>();
const servers: Server[] = [];

const portOf = (server: Server) => (server.address() as AddressInfo).port;
const listening = (server: Server) => new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));

before(async () => {
  folder = mkdtempSync(join(tmpdir(), 'primum-exit-'));
  const [key, cert] = [join(folder, 'key.pem'), join(folder, 'cert.pem')];
  const made = spawnSync('openssl', [
    ...`req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 2 -subj /CN=localhost`.split(' '),
    ...`-addext subjectAltName=DNS:localhost -keyout ${key} -out ${cert}`.split(' '),
  ]);
  assert.equal(made.status, 0, 'openssl makes a certificate for the test');
  const tls = { key: readFileSync(key), cert: readFileSync(cert) };
  // The plain site, where the way out leads: another origin, as in life.
  plain = createSecure(tls, (_request, response) => {
    const answer = () => response.setHeader('content-type', 'text/html').end(`<title>Weather</title><p>${PLAIN}</p>`);
    setTimeout(answer, slow);
  });
  await listening(plain);
  servers.push(plain);

  const http = await formWorld();
  worlds.set('http', { world: http, url: await http.app.listen() });
  const https = await formWorld({ url: 'https://localhost' });
  await https.app.app.ready();
  const secure = createSecure(tls, (request, response) => https.app.app.routing(request, response));
  await listening(secure);
  servers.push(secure);
  worlds.set('https', { world: https, url: `https://localhost:${portOf(secure)}` });

  for (const cached of [true, false])
    browsers.set(
      cached,
      await chromium.launch({
        executablePath: findChromium(),
        args: [
          ...browserFlags,
          '--ignore-certificate-errors',
          `--host-resolver-rules=MAP ${SITE.host}:443 127.0.0.1:${portOf(plain)}`,
        ],
        ...(cached && { ignoreDefaultArgs: ['--disable-back-forward-cache'] }),
      }),
    );
});

after(async () => {
  await Promise.all([...browsers.values()].map((browser) => browser.close()));
  for (const server of servers) {
    server.closeAllConnections();
    server.close();
  }
  rmSync(folder, { recursive: true, force: true });
});

async function onPage(
  { cached, scheme, scripts }: { cached: boolean; scheme: 'http' | 'https'; scripts: boolean },
  act: (page: Page, context: BrowserContext, url: string) => Promise<void>,
): Promise<void> {
  const { world, url } = worlds.get(scheme)!;
  const context = await browsers.get(cached)!.newContext({
    baseURL: url,
    javaScriptEnabled: scripts,
    viewport: { width: 320, height: 568 },
  });
  context.setDefaultTimeout(15_000);
  try {
    const page = await context.newPage();
    await page.goto('data:text/html,<title>Before</title>');
    await page.goto(world.path);
    await act(page, context, url);
  } finally {
    await context.close();
  }
}

/** Everything that the page says, with what stands in its fields. */
async function shown(page: Page): Promise<string> {
  const fields = await page.locator('textarea, input').all();
  const typed = await Promise.all(fields.map((field) => field.inputValue().catch(() => '')));
  return [await page.title(), await page.locator('body').innerText(), ...typed].join('\n');
}

/** Goes back as often as there is somewhere to go, and says what was seen on the way. */
async function backAllTheWay(page: Page, most: number): Promise<string[]> {
  const seen: string[] = [];
  for (let at = 0; at < most; at++) {
    const before = page.url();
    await page.goBack({ waitUntil: 'commit', timeout: 5_000 }).catch(() => null);
    // A page that was kept asks the server first whether it may be shown.
    await page.waitForTimeout(400);
    await page.waitForLoadState('load');
    if (page.url().startsWith('data:')) break;
    seen.push(await shown(page));
    if (page.url() === before && at > 0 && seen.at(-1) === seen.at(-2)) break;
  }
  return seen;
}

for (const scheme of ['http', 'https'] as const)
  for (const cached of [true, false])
    describe(`over ${scheme}, the cache of whole pages ${cached ? 'on' : 'off'}`, () => {
      test('the browser is as it is said to be', async () => {
        await onPage({ scheme, cached, scripts: true }, async (page) => {
          // Two plain pages: with the cache on, the first one comes back as it was left.
          await page.goto(SITE.href);
          await page.evaluate('window.left = true');
          await page.goto(`${SITE.origin}/other`);
          await page.goBack({ waitUntil: 'commit' });
          await page.waitForTimeout(300);
          assert.equal(await page.evaluate('window.left === true'), cached);
        });
      });

      test('the way out hides at once, and Back shows nothing afterwards', async () => {
        await onPage({ scheme, cached, scripts: true }, async (page, context) => {
          await page.click('button');
          await page.fill('#what', SECRET);
          const referers: (string | undefined)[] = [];
          plain.on('request', (request) => referers.push(request.headers.referer));
          // Also where the other site is slow.
          slow = 1_500;
          const hides = `document.querySelector('a[href="/exit"]').click();
            document.documentElement.hidden && document.body.innerText === '' && document.title.trim() === ''`;
          assert.equal(await page.evaluate(hides), true, 'nothing is shown from the press on');
          await page.waitForURL(SITE.href);
          slow = 0;
          assert.match(await shown(page), new RegExp(PLAIN, 'u'));
          for (const seen of await backAllTheWay(page, 4)) {
            assert.doesNotMatch(seen, /marmalade|Tell us|Question|Start/u);
            assert.match(seen, new RegExp(PLAIN, 'u'));
          }
          assert.deepEqual(await context.cookies(worlds.get(scheme)!.url), [], 'no cookie stays');
          assert.deepEqual(
            referers.filter((one) => one !== undefined && !one.startsWith(SITE.origin)),
            [],
            'the plain site hears of nobody',
          );
        });
      });

      test('what was kept of several pages does not come back either, nor reference and words', async () => {
        await onPage({ scheme, cached, scripts: true }, async (page) => {
          await page.click('button');
          await page.fill('#what', SECRET);
          await page.click('text=Continue');
          for (let skip = 2; skip <= 7; skip++) await page.click('button:has-text("Skip")');
          await page.click('button:has-text("Send")');
          const [reference, words] = await page.locator('.big').allInnerTexts();
          await page.keyboard.press('Shift');
          await page.keyboard.press('Shift');
          await page.keyboard.press('Shift');
          await page.waitForURL(SITE.href);
          for (const seen of await backAllTheWay(page, 12))
            for (const kept of ['marmalade', reference!, words!, 'Question', 'We have it'])
              assert.ok(!seen.includes(kept), `Back shows “${kept}”`);
        });
      });

      test('without scripts the way out is a link, and Back shows nothing afterwards either', async () => {
        await onPage({ scheme, cached, scripts: false }, async (page, context) => {
          assert.match(await page.innerText('.no-scripts'), /close the window/iu);
          await page.click('button');
          await page.fill('#what', SECRET);
          await page.click('text=Exit this page');
          await page.waitForURL(SITE.href);
          assert.deepEqual(await context.cookies(worlds.get(scheme)!.url), []);
          // What the browser gives back of a page whose cookie is gone: nothing. The first page says so, and to close the window.
          for (const seen of await backAllTheWay(page, 4)) assert.match(seen, new RegExp(PLAIN, 'u'));
        });
      });
    });
