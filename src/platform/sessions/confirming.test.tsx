import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { emailOf, formValues, testApp, TEST_PASSWORD } from '../../test-app.ts';
import { axe, withBrowser, withDevice } from '../../test-browser.ts';
import { makeLog } from '../running/log.ts';
import { signingForm } from './testing/signing.tsx';

const MINUTE = 60_000;

const { signed, ...signing } = signingForm();
let logged = '';
const app = await testApp({
  roles: ['clinical safety officer'],
  commands: [signing.command],
  routes: signing.routes,
  log: makeLog({ level: 'trace', out: { write: (line) => (logged += line) } }),
});
const later = (milliseconds: number) => (app.clock.now = new Date(app.clock.now.getTime() + milliseconds));
const own = { 'sec-fetch-site': 'same-origin' };
/** As from a browser at the address where a passkey was asked for. */
const listening = async () => ({ ...own, host: new URL(await app.listen()).host });

describe('who signs', () => {
  test('confirms with the password, and nothing that was typed is lost on the way', async () => {
    const words = 'Line one\nand "two" </textarea>';
    const asked = await app.send('/test/sign', { words });
    assert.equal(asked.status, 200);
    assert.match(asked.text, /Confirm that it is you You are about to sign “Line one and "two"/u);
    assert.equal(signed.length, 0);
    const before = app.cookies.get('primum_session');
    const values = formValues(asked.html, '/test/sign');
    const done = await app.post('/test/sign', { ...values, _password: TEST_PASSWORD }, own);
    assert.deepEqual([done.status, done.location], [303, '/test/signed']);
    assert.match((await app.get('/test/signed')).text, /It is signed/u);
    assert.deepEqual(signed, [{ words, confirmed: { at: app.clock.now, method: 'password' } }]);
    assert.notEqual(app.cookies.get('primum_session'), before, 'under a new secret');
    const again = await app.post('/test/sign', { ...values, _password: TEST_PASSWORD }, own);
    assert.equal(again.location, '/test/signed');
    assert.equal(signed.length, 1, 'sent twice, signed once');
  });

  test('is asked every time, and only for what can be done', async () => {
    const wrong = await app.send('/test/sign', { words: ' ' });
    assert.match(wrong.text, /There is a problem Say what you sign\./u);
    assert.doesNotMatch(wrong.text, /Confirm that it is you/u);
    const before = signed.length;
    assert.equal((await app.send('/test/sign', { words: 'Twice' })).status, 200);
    assert.equal((await app.send('/test/sign', { words: 'Twice' }, { confirm: true })).status, 303);
    assert.match((await app.send('/test/sign', { words: 'Three' })).text, /Confirm that it is you/u);
    assert.equal(signed.length, before + 1);
  });

  test('who clicked twice finds the session under its old secret for a moment, and no longer', async () => {
    const person = await app.as({ roles: ['clinical safety officer'] });
    const old = person.cookies.get('primum_session')!;
    await person.send('/test/sign', { words: 'Renewed' }, { confirm: true });
    const fresh = person.cookies.get('primum_session')!;
    person.cookies.set('primum_session', old);
    assert.equal((await person.get('/test/signed')).status, 200);
    later(11_000);
    assert.equal((await person.get('/test/signed')).status, 303);
    person.cookies.set('primum_session', fresh);
    assert.equal((await person.get('/test/signed')).status, 200);
  });

  test('with a wrong password sees the page again, and after ten waits a quarter of an hour', async () => {
    const person = await app.as({ roles: ['clinical safety officer'] });
    const asked = await person.send('/test/sign', { words: 'Kept words' });
    const values = formValues(asked.html, '/test/sign');
    const before = signed.length;
    const guess = (password: string) => person.post('/test/sign', { ...values, _password: password }, own);
    for (let i = 0; i < 10; i++) {
      const back = await guess(`wrong ${i}`);
      assert.equal(back.status, 422);
      assert.match(back.text, /There is a problem That is not your password/u);
      assert.deepEqual(formValues(back.html, '/test/sign')['words'], ['Kept words']);
      assert.ok(!back.html.includes(`wrong ${i}`), 'the password is not shown again');
    }
    for (const password of ['wrong', TEST_PASSWORD]) {
      const back = await guess(password);
      assert.match(back.text, /There were too many tries\. Wait until 9:1\dam, and try again\./u);
    }
    assert.equal(signed.length, before);
    later(15 * MINUTE);
    assert.equal((await guess(TEST_PASSWORD)).status, 303);
    assert.equal(signed.length, before + 1);
  });

  test('and has nothing to confirm with is told how to set it up, and loses nothing meanwhile', async () => {
    const person = await app.as({ roles: ['clinical safety officer'], bare: true });
    const before = signed.length;
    const asked = await person.send('/test/sign', { words: 'Typed long ago' });
    assert.match(asked.text, /you have neither yet.*Set up a passkey or a password \(opens in a new tab\)/u);
    const held = formValues(asked.html, '/test/sign');
    assert.deepEqual(held['words'], ['Typed long ago']);
    assert.match((await person.get('/account')).text, /You came in with a one-time link\. Set up a passkey/u);
    const password = { email: 'new@example.org', _new: 'lamp otter gravel nine', _again: 'lamp otter gravel nine' };
    assert.equal((await person.send('/account/password', password)).location, '/account');
    const goOn = await person.post('/test/sign', held, own);
    assert.match(goOn.text, /Confirm that it is you.*Your password/u);
    const proof = { ...formValues(goOn.html, '/test/sign'), _password: 'lamp otter gravel nine' };
    assert.equal((await person.post('/test/sign', proof, own)).status, 303);
    assert.deepEqual([signed.length, signed.at(-1)!.words], [before + 1, 'Typed long ago']);
  });

  test('never sends a proof into the command, the log or another form', async () => {
    const shown = await app.send('/test/sign', { words: ' ', _password: TEST_PASSWORD, _passkey: '{}' });
    assert.ok(!shown.html.includes(TEST_PASSWORD));
    assert.equal(formValues(shown.html)['_password'], undefined);
    const browser = app.signedOut();
    const out = await browser.post('/test/sign', { words: 'x', _password: TEST_PASSWORD }, own);
    assert.equal(out.status, 401);
    assert.ok(!out.html.includes(TEST_PASSWORD));
    assert.ok(logged.length > 0 && !logged.includes('heron') && !logged.includes('Kept words'));
  });

  test('does so in the browser, and not in the API', async () => {
    const answer = await app.api('POST', 'test/signNote', { words: 'From a program' });
    assert.equal(answer.status, 403);
    assert.match(String(answer.json['detail']), /signed in the browser/u);
  });
});

test('somebody signs without JavaScript and on a phone, and axe finds nothing', async () => {
  await withBrowser(async (browser) => {
    await app.open(browser, { width: 320, javaScript: false }, async (page) => {
      await page.goto('/test/sign');
      await page.getByLabel('Words').fill('By hand');
      await page.getByRole('button', { name: 'Sign', exact: true }).click();
      assert.equal(await page.locator('h1').innerText(), 'Confirm that it is you');
      await page.getByLabel('Your password').fill(TEST_PASSWORD);
      await page.getByRole('button', { name: 'Confirm with your password' }).click();
      assert.equal(await page.locator('h1').innerText(), 'It is signed.');
    });
    for (const width of [320, 1280])
      await app.open(browser, { width }, async (page) => {
        await page.goto('/test/sign');
        await page.getByLabel('Words').fill('By hand');
        await page.getByRole('button', { name: 'Sign', exact: true }).click();
        await page.getByLabel('Your password').waitFor();
        assert.deepEqual(await axe(page), []);
        assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth));
      });
  });
});

test('somebody makes a passkey, signs in with it, and signs with it; it is of no use to anybody else', async () => {
  const person = await app.as({ name: 'Juniper Hale', roles: ['clinical safety officer'] });
  await withBrowser((browser) =>
    person.open(browser, { width: 320 }, async (page) => {
      const device = await withDevice(page);
      const heading = (words: string) => page.getByRole('heading', { level: 1, name: words }).waitFor();
      await page.goto('/account');
      await page.getByRole('button', { name: 'Add a passkey' }).click();
      await page.getByLabel('What you call it').fill('Blue phone');
      assert.deepEqual(await axe(page), []);
      await page.getByRole('button', { name: 'Make the passkey' }).click();
      await page.getByText('The passkey “Blue phone” was added').waitFor();
      await page.goto('/account/passkeys/new');
      await page.getByRole('button', { name: 'Make the passkey' }).click();
      await page.getByText('This device has a passkey for you already').waitFor();

      await page.getByRole('button', { name: 'Sign out', exact: true }).first().click();
      await heading('Sign in');
      assert.deepEqual(await axe(page), []);
      await device.recognise(false);
      await page.getByRole('button', { name: 'Sign in with a passkey' }).click();
      await page.getByText('Your device did not answer').waitFor();
      await device.recognise(true);
      await page.getByRole('button', { name: 'Sign in with a passkey' }).click();
      await page.locator('header').getByText('Juniper Hale').waitFor();

      await page.goto('/test/sign');
      await page.getByLabel('Words').fill('With a passkey');
      await page.getByRole('button', { name: 'Sign', exact: true }).click();
      await heading('Confirm that it is you');
      assert.deepEqual(await axe(page), []);
      const sent = page.waitForRequest(
        (request) => request.url().endsWith('/test/sign') && request.method() === 'POST',
      );
      await page.getByRole('button', { name: 'Confirm with your passkey' }).click();
      const proof = new URLSearchParams((await sent).postData()!).get('_passkey')!;
      await heading('It is signed.');
      const { words, confirmed } = signed.at(-1)!;
      assert.deepEqual([words, confirmed?.method], ['With a passkey', 'passkey']);

      // The same proof again, in the same session and in another one; changed; and none at all.
      const before = signed.length;
      const cookies = await page.context().cookies();
      person.cookies.set('primum_session', cookies.find(({ name }) => name === 'primum_session')!.value);
      const { response, ...rest } = JSON.parse(proof) as { response: Record<string, string> };
      for (const _passkey of [
        proof,
        JSON.stringify({ ...rest, response: { ...response, signature: 'AAAA' } }),
        '{',
        '{}',
        'null',
        'x'.repeat(30_000),
      ])
        for (const who of [person, app]) {
          const values = formValues((await who.get('/test/sign')).html);
          const back = await who.post('/test/sign', { ...values, words: 'Again', _passkey }, await listening());
          assert.equal(back.status, 422);
          assert.match(back.text, /That passkey was not taken/u);
        }
      assert.equal(signed.length, before);
    }),
  );
});

test('a passkey asked for in one session, or too long ago, confirms nothing in another or now', async () => {
  const person = await app.as({ name: 'Ottoline Reed', roles: ['clinical safety officer'] });
  await withBrowser((browser) =>
    person.open(browser, {}, async (page) => {
      await withDevice(page);
      await page.goto('/account/passkeys/new');
      await page.getByLabel('What you call it').fill('Key');
      await page.getByRole('button', { name: 'Make the passkey' }).click();
      await page.getByText('The passkey “Key” was added').waitFor();
      const before = signed.length;
      const proof = async (): Promise<string> => {
        await page.goto('/test/sign');
        await page.getByLabel('Words').fill('Held back');
        await page.getByRole('button', { name: 'Sign', exact: true }).click();
        // It is made, and not sent.
        await page.evaluate(() => addEventListener('submit', (event) => event.preventDefault()));
        await page.getByRole('button', { name: 'Confirm with your passkey' }).click();
        const field = page.locator('input[name="_passkey"]');
        await page.waitForFunction(() => document.querySelector<HTMLInputElement>('[name="_passkey"]')!.value !== '');
        return field.inputValue();
      };
      const send = async (visitor: typeof person, _passkey: string) => {
        const values = { ...formValues((await visitor.get('/test/sign')).html), words: 'Held back', _passkey };
        return (await visitor.post('/test/sign', values, await listening())).status;
      };
      const other = app.signedOut();
      const seen = await other.post('/sign-in', { email: emailOf(person.person.id), _password: TEST_PASSWORD }, own);
      assert.equal(seen.status, 303);
      assert.equal(await send(other, await proof()), 422, 'another session of the same person');
      const late = await proof();
      later(2 * MINUTE);
      assert.equal(await send(person, late), 422, 'too late');
      assert.equal(signed.length, before);
      assert.equal(await send(person, await proof()), 303, 'the same way, in time');
    }),
  );
});
