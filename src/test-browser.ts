import { AxeBuilder } from '@axe-core/playwright';
import { after } from 'node:test';
import { chromium, type Browser, type Page } from 'playwright-core';
import { findChromium } from '../scripts/chromium.mjs';

/** What Chromium is always started with: able to run as root in a container, and never calling home. */
export const browserFlags = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

const silent = new WeakSet<Page>();
let launched: Promise<Browser> | undefined;

/** Calls `run` with a browser: one for the whole test file, started when first asked for and closed after the last test. */
export async function withBrowser<Result>(run: (browser: Browser) => Promise<Result>): Promise<Result> {
  launched ??= launch();
  return await run(await launched);
}

after(async () => {
  const browser = await launched?.catch(() => undefined);
  await browser?.close();
});

async function launch(): Promise<Browser> {
  const executablePath = findChromium();
  if (!executablePath) throw new Error('No Chromium found. Run the tests with "npm test", or set PRIMUM_CHROMIUM.');
  return await chromium.launch({ executablePath, args: browserFlags });
}

/** How a page is opened. */
export type PageOptions = {
  /** Width of the window in CSS pixels: 320 is the narrowest that WCAG asks for. */
  width?: number;
  /** False to see what someone without JavaScript sees. */
  javaScript?: boolean;
  /** What relative addresses in `page.goto` start from. */
  baseURL?: string;
};

/** Opens an empty page with cookies of its own. It closes with the browser; `page.context().close()` closes it earlier. */
export async function newPage(browser: Browser, options: PageOptions = {}): Promise<Page> {
  const { width = 1280, javaScript = true, baseURL } = options;
  const context = await browser.newContext({
    viewport: { width, height: 800 },
    javaScriptEnabled: javaScript,
    baseURL,
  });
  context.setDefaultTimeout(20_000);
  const page = await context.newPage();
  if (!javaScript) silent.add(page);
  return page;
}

/**
 * Checks the page, as it is now, against WCAG 2.2 A and AA and good practice: one line for each fault, none if all is well.
 * The page must have JavaScript: axe runs inside it.
 */
export async function axe(page: Page): Promise<string[]> {
  if (silent.has(page)) throw new Error('axe runs inside the page, so it needs a page with JavaScript.');
  const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
  const { violations } = await new AxeBuilder({ page })
    // What passed is not looked at, and our pages hold no frames of others: both would take longer than the rules.
    .options({ runOnly: { type: 'tag', values: tags }, resultTypes: ['violations'] })
    .setLegacyMode()
    .analyze();
  return violations.flatMap(({ id, help, nodes }) => nodes.map(({ target }) => `${id}: ${help} (${target.join(' ')})`));
}

/** A device that makes passkeys and signs with them, as long as its owner is at it. */
export interface Device {
  /** Whether the finger, the face or the PIN is the right one. */
  recognise(owner: boolean): Promise<void>;
}

/** Gives the page a device for passkeys: Chromium's own, which needs nobody to touch it. */
export async function withDevice(page: Page): Promise<Device> {
  const session = await page.context().newCDPSession(page);
  await session.send('WebAuthn.enable');
  const { authenticatorId } = await session.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      protocol: 'ctap2',
      transport: 'internal',
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  });
  return {
    recognise: async (owner) => {
      await session.send('WebAuthn.setUserVerified', { authenticatorId, isUserVerified: owner });
    },
  };
}
