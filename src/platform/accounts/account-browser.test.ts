import assert from 'node:assert/strict';
import { test } from 'node:test';
import { emailOf, testApp, TEST_PASSWORD } from '../../test-app.ts';
import { axe, newPage, withBrowser } from '../../test-browser.ts';
import { makeLink } from '../sessions/sessions.ts';

const app = await testApp({ roles: ['viewer'] });
const ground = { database: app.ground.database, now: app.ground.now };

test('somebody signs in with a password, sees their account and sets another one, without JavaScript and on a phone', async () => {
  const person = await app.as({ name: 'Posy Thackray', roles: ['viewer'] });
  await withBrowser(async (browser) => {
    const page = await newPage(browser, { width: 320, javaScript: false, baseURL: await app.listen() });
    await page.goto('/account');
    assert.match(await page.locator('main').innerText(), /You need to be signed in for that page/u);
    assert.equal(
      await page.getByRole('button', { name: 'Sign in with a passkey' }).count(),
      0,
      'no button that does nothing',
    );
    await page.getByLabel('Email address').fill(emailOf(person.person.id));
    await page.getByLabel('Password').fill('wrong');
    await page.getByRole('button', { name: 'Sign in', exact: true }).click();
    assert.match(await page.locator('main').innerText(), /There is a problem/u);
    await page.getByLabel('Password').fill(TEST_PASSWORD);
    await page.getByRole('button', { name: 'Sign in', exact: true }).click();
    assert.match(await page.locator('h1').innerText(), /Posy Thackray/u);
    await page.getByRole('link', { name: 'Change password' }).click();
    await page.getByLabel('New password').fill('lamp otter gravel nine');
    await page.getByLabel('The same once more').fill('lamp otter gravel nine');
    await page.getByRole('button', { name: 'Set this password' }).click();
    assert.match(await page.locator('main').innerText(), /Your password was set/u);
    await page.getByRole('button', { name: 'Sign out everywhere', exact: true }).click();
    assert.equal(await page.locator('h1').innerText(), 'Sign in');
    await page.context().close();
  });
});

test('the pages of an account have no faults, wide and on a phone', async () => {
  const person = await app.as({ name: 'Barnaby Quince', roles: ['viewer'] });
  const { token } = await makeLink(ground, person.person.id, 60_000);
  await withBrowser(async (browser) => {
    for (const width of [320, 1280])
      await person.open(browser, { width }, async (page) => {
        const faultless = async (what: string) => {
          assert.deepEqual(await axe(page), [], `${what} at ${width}`);
          const fits = await page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth);
          assert.ok(fits, `${what} fits ${width}`);
        };
        for (const path of [
          '/account',
          '/account/email',
          '/account/password',
          '/account/passkeys/new',
          `/sign-in/${token}`,
        ]) {
          await page.goto(path);
          await faultless(path);
        }
        await page.goto('/account/password');
        await page.getByRole('button', { name: 'Set this password' }).click();
        await page.getByText('There is a problem').waitFor();
        await faultless('what is wrong');
        await page.goto('/account/recovery-codes');
        await faultless('before the codes');
        await page.getByRole('button', { name: 'Make ten codes' }).click();
        await page.getByText('they are not shown again').waitFor();
        await faultless('the codes');
        await page.goto('/account');
        await faultless('with codes');
      });
    const page = await newPage(browser, { width: 320, baseURL: await app.listen() });
    for (const path of ['/sign-in', '/sign-in/recovery']) {
      await page.goto(path);
      assert.deepEqual(await axe(page), [], path);
      await page.getByRole('button').filter({ hasText: 'Sign in' }).last().click();
      await page.getByText('There is a problem').waitFor();
      assert.deepEqual(await axe(page), [], `${path}, wrong`);
    }
    await page.context().close();
  });
});

test('who does nothing is told two minutes before the end, and can stay; other tabs count', async () => {
  const person = await app.as({ name: 'Wren Applewhite', roles: ['viewer'] });
  await withBrowser((browser) =>
    person.open(browser, { width: 320 }, async (page) => {
      const IDLE = 12 * 60;
      const warning = page.getByRole('region', { name: 'Your session' });
      await page.clock.install({ time: app.clock.now });
      await page.goto('/account/passkeys/new');
      await page.getByLabel('What you call it').fill('Half a wo');
      const asked: string[] = [];
      page.on('request', (request) => asked.push(`${request.method()} ${new URL(request.url()).pathname}`));
      await page.clock.fastForward((IDLE - 4) * 60_000);
      assert.equal(await warning.isVisible(), false);
      await page.clock.fastForward(2 * 60_000);
      await warning
        .getByText(/You will be signed out at \d+:\d\d[ap]m\. What you typed stays on this page\./u)
        .waitFor();
      assert.equal(
        await page.getByLabel('What you call it').evaluate((field) => field === document.activeElement),
        true,
      );
      assert.deepEqual(await axe(page), []);
      const kept = page.waitForResponse('**/account/keep');
      await warning.getByRole('button', { name: 'Stay signed in' }).click();
      assert.equal((await kept).status(), 204);
      await warning.waitFor({ state: 'hidden' });
      await page.clock.fastForward((IDLE - 2) * 60_000);
      await warning.waitFor();
      await page.evaluate(() => localStorage.setItem('primum-used', String(Date.now())));
      await page.clock.fastForward(10_000);
      assert.equal(await warning.isVisible(), false, 'another tab was used');
      await page.clock.fastForward((IDLE + 1) * 60_000);
      await warning.getByText('You have been signed out. What you typed is still on this page').waitFor();
      assert.equal(await warning.getByRole('button').isVisible(), false);
      assert.equal(await page.getByLabel('What you call it').inputValue(), 'Half a wo');
      assert.deepEqual(asked, ['POST /account/keep'], 'and nothing keeps it alive by itself');
    }),
  );
});
