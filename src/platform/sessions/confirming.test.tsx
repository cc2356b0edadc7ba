import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { z } from 'zod';
import { Layout } from '../../ui/layout.tsx';
import { Button, Textarea } from '../../ui/nhsuk/index.ts';
import { formValues, testApp, TEST_PASSWORD } from '../../test-app.ts';
import { axe, withBrowser } from '../../test-browser.ts';
import { anyCommand, command, type Confirmed } from '../commands/command.ts';
import { Problems, problemOf, registerForm, registerPage, valueOf } from '../http/forms.ts';
import { makeLog } from '../running/log.ts';

const SIGNER = { roles: ['clinical safety officer'], where: 'anywhere' } as const;
const MINUTE = 60_000;

/** What was signed: the words, and how somebody confirmed who they are. */
const signed: { readonly words: string; readonly confirmed: Confirmed | null }[] = [];

const signNote = anyCommand(
  command({
    feature: 'test',
    name: 'signNote',
    summary: 'Signs a note',
    input: z.strictObject({ words: z.string().trim().min(1, 'Say what you sign.') }),
    may: SIGNER,
    confirms: true,
    subject: () => null,
    run: async (tx, _actor, { words }) => {
      signed.push({ words, confirmed: tx.confirmed });
      return { id: tx.newId() };
    },
  }),
);

let logged = '';
const app = await testApp({
  roles: ['clinical safety officer'],
  commands: [signNote],
  log: makeLog({ level: 'trace', out: { write: (line) => (logged += line) } }),
  routes: (scope, services) => {
    registerForm(scope, services, {
      path: '/test/sign',
      command: signNote,
      input: ({ words }) => ({ words }),
      load: async () => null,
      confirming: ({ words }) => `You are about to sign “${String(words)}”.`,
      page: (_props, form) => (
        <Layout shell={form.shell} title="Sign" path="">
          <Problems form={form} />
          <h1>Sign</h1>
          <form method="post" novalidate>
            {form.hidden}
            <Textarea
              id="words"
              name="words"
              label="Words"
              value={valueOf(form, 'words')}
              errorMessage={problemOf(form, 'words')}
            />
            <Button>Sign</Button>
          </form>
        </Layout>
      ),
      done: () => ({ href: '/test/signed', notice: 'It is signed.' }),
    });
    registerPage(scope, services, {
      path: '/test/signed',
      may: SIGNER,
      load: async () => null,
      page: (_props, { shell, notice }) => (
        <Layout shell={shell} title="Signed" path="">
          <h1>{notice ?? 'Signed'}</h1>
        </Layout>
      ),
    });
  },
});
const later = (milliseconds: number) => (app.clock.now = new Date(app.clock.now.getTime() + milliseconds));
const own = { 'sec-fetch-site': 'same-origin' };

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
