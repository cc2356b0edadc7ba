import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import type { Page } from 'playwright-core';
import { inviteMember } from '../../features/organisations/invitation-commands.ts';
import { testApp } from '../../test-app.ts';
import { axe, newPage, withBrowser } from '../../test-browser.ts';
import { anyCommand } from '../commands/command.ts';
import { latestMails } from '../mail/store.ts';
import { testProvider } from './testing/identity-provider.ts';
import { freePort, settingsFor } from './testing/settings.ts';
import { signingForm } from '../sessions/testing/signing.tsx';

/*
 * In Chromium, where what a form may lead to is really held: invited, joined, signed, through the provider.
 */

const port = await freePort();
const url = `http://127.0.0.1:${port}`;
const provider = await testProvider([`${url}/sign-in/with/trust/back`]);
after(() => provider.close());
const signatures = signingForm();
const app = await testApp({
  now: new Date(),
  url,
  roles: ['administrator'],
  commands: [signatures.command],
  routes: signatures.routes,
  providers: settingsFor({ id: 'trust', name: 'Example Trust sign-in', issuer: provider.issuer }),
});
await app.app.listen({ port, host: '127.0.0.1' });

async function invited(email: string): Promise<string> {
  const grants = [{ role: 'viewer' }];
  await app.execute(anyCommand(inviteMember), { name: 'An invited person', email, grants });
  const mails = await app.ground.database.read(app.organisation, (tx) => latestMails(tx, 50));
  return mails.find(({ address }) => address === email)!.path;
}

async function narrow(page: Page): Promise<boolean> {
  return page.evaluate(() => document.documentElement.scrollWidth <= document.documentElement.clientWidth);
}

for (const { width, javaScript } of [
  { width: 320, javaScript: false },
  { width: 1280, javaScript: true },
]) {
  test(`somebody joins and signs through the provider, ${javaScript ? 'with' : 'without'} JavaScript, ${width} wide`, async () => {
    const name = `Wren ${width}`;
    const email = `wren.${width}@example.org`;
    const path = await invited(email);
    const looked = async (page: Page) => {
      assert.ok(await narrow(page), `${page.url()} is no wider than the window`);
      if (javaScript) assert.deepEqual(await axe(page), [], page.url());
    };
    await withBrowser(async (browser) => {
      const page = await newPage(browser, { width, javaScript, baseURL: url });
      const refused: string[] = [];
      page.on('console', (message) => message.type() === 'error' && refused.push(message.text()));
      await page.goto(path);
      await looked(page);

      // Not known yet, and without an invitation: a clear page.
      provider.account = { sub: `unknown-${width}`, name: 'Nobody' };
      await page.goto('/sign-in');
      await page.getByRole('button', { name: 'Sign in with Example Trust sign-in' }).click();
      await page.getByRole('heading', { name: 'We do not know you yet' }).waitFor();
      await looked(page);

      provider.account = { sub: `wren-${width}`, name, email, email_verified: true };
      // Another person than before: the provider has its own idea of who is signed in there.
      await page.context().clearCookies();
      await page.goto(path);
      await page.getByRole('button', { name: 'Sign in with Example Trust sign-in' }).click();
      await page.getByText('who was invited').waitFor();
      await looked(page);
      await page.getByRole('button', { name: 'Join Example Trust' }).click();
      await page.goto('/members');
      await page.getByText(`${name} (you)`).waitFor();
      await page.goto('/account/providers');
      await looked(page);

      await page.goto('/test/sign');
      await page.getByLabel('Words').fill('A note\nof two lines');
      await page.getByRole('button', { name: 'Sign', exact: true }).click();
      await looked(page);
      provider.account = null;
      await page.getByRole('button', { name: 'Confirm with Example Trust sign-in' }).click();
      await page.getByRole('heading', { name: 'You are not confirmed yet' }).waitFor();
      await looked(page);
      await page.getByRole('button', { name: 'Choose how to confirm' }).click();
      provider.account = { sub: `wren-${width}`, name, email, email_verified: true };
      await page.getByRole('button', { name: 'Confirm with Example Trust sign-in' }).click();
      await page.getByRole('heading', { name: 'You confirmed who you are' }).waitFor();
      await looked(page);
      await page.getByRole('button', { name: 'Sign now' }).click();
      await page.getByRole('heading', { name: 'It is signed.' }).waitFor();
      await page.context().close();
      assert.deepEqual(
        refused.filter((text) => /Content Security Policy/u.test(text)),
        [],
      );
    });
    assert.deepEqual(signatures.signed.at(-1)?.words, 'A note\nof two lines');
    assert.equal(signatures.signed.at(-1)?.confirmed?.method, 'Example Trust sign-in');
  });
}
