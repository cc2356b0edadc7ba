import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { emailOf, formValues, testApp, TEST_PASSWORD, type Visitor } from '../../test-app.ts';
import { makeLog } from '../running/log.ts';
import { makeLink, signInWith } from '../sessions/sessions.ts';
import { sessionsOf } from '../sessions/store.ts';
import { COST } from './hashing.ts';
import { addPasskey } from './passkey-store.ts';
import { makeRecoveryCodes } from './recovery.ts';
import { meansOf, passwordOf } from './store.ts';

const MINUTE = 60_000;
let logged = '';
const app = await testApp({
  roles: ['viewer'],
  log: makeLog({ level: 'trace', out: { write: (line) => (logged += line) } }),
});
const ground = { database: app.ground.database, now: app.ground.now };
const later = (milliseconds: number) => (app.clock.now = new Date(app.clock.now.getTime() + milliseconds));
const own = { 'sec-fetch-site': 'same-origin' };
const NEW_PASSWORD = 'lamp otter gravel nine';

/** Signs somebody in who is signed out, by password. */
async function signIn(person: Visitor, password: string, browser = app.signedOut()) {
  const answer = await browser.post('/sign-in', { email: emailOf(person.person.id), _password: password }, own);
  return { browser, answer };
}

describe('a password', () => {
  test('signs in, whoever one is, and leads to where one wanted to go', async () => {
    const person = await app.as({ roles: ['viewer'] });
    const browser = app.signedOut();
    await browser.get('/sign-in?to=%2Fhelp%2Fapi');
    const typed = { email: `  ${emailOf(person.person.id).toUpperCase()} `, _password: TEST_PASSWORD };
    const done = await browser.post('/sign-in', typed, own);
    assert.deepEqual([done.status, done.location], [303, '/help/api']);
    assert.match((await browser.get('/account')).text, /Somebody Else How you sign in/u);
  });

  test('says the same of a wrong one and of an account that there is not, and keeps the address', async () => {
    const person = await app.as({ roles: ['viewer'] });
    const wrong = await signIn(person, 'not this one at all');
    const nobody = await app
      .signedOut()
      .post('/sign-in', { email: 'nobody@example.org', _password: TEST_PASSWORD }, own);
    const text = wrong.answer.text;
    assert.equal(text, nobody.text);
    assert.deepEqual([wrong.answer.status, nobody.status], [422, 422]);
    assert.match(text, /do not belong together/u);
    assert.deepEqual(formValues(nobody.html, '/sign-in')['email'], ['nobody@example.org']);
    assert.ok(!wrong.answer.html.includes('not this one at all'));
    const odd: readonly Record<string, string>[] = [
      {},
      { email: '' },
      { email: 'a'.repeat(5_000) },
      { email: "' or 1=1 --", _password: "'" },
    ];
    for (const values of odd) assert.equal((await app.signedOut().post('/sign-in', values, own)).status, 422);
    assert.equal((await app.signedOut().post('/sign-in', {}, { 'sec-fetch-site': 'cross-site' })).status, 403);
  });

  test('is hashed anew at what it costs now, and is then still the same', async () => {
    const person = await app.as({ roles: ['viewer'] });
    assert.equal((await signIn(person, TEST_PASSWORD)).answer.status, 303);
    const kept = await ground.database.platform((tx) => passwordOf(tx, person.person.id));
    assert.deepEqual([kept?.memory, kept?.passes], [COST.memory, COST.passes]);
    assert.equal((await signIn(person, TEST_PASSWORD)).answer.status, 303);
  });

  test('can be guessed ten times from one place, then not for a quarter of an hour, and nobody else waits', async () => {
    const [person, other] = [await app.as({ roles: ['viewer'] }), await app.as({ roles: ['viewer'] })];
    for (let i = 0; i < 10; i++) assert.match((await signIn(person, `wrong ${i}`)).answer.text, /belong together/u);
    const waits = await signIn(person, TEST_PASSWORD);
    assert.match(waits.answer.text, /There were too many tries\. Wait until 9:15am, and try again\./u);
    assert.equal((await signIn(other, TEST_PASSWORD)).answer.status, 303);
    assert.equal((await signInWith(ground, (await makeLink(ground, person.person.id, MINUTE)).token)) !== null, true);
    later(15 * MINUTE);
    assert.equal((await signIn(person, TEST_PASSWORD)).answer.status, 303);
    assert.match((await signIn(person, 'wrong')).answer.text, /belong together/u, 'and one begins again');
  });

  test('is looked at no more often when guesses come all at once', async () => {
    const person = await app.as({ roles: ['viewer'] });
    const guesses = await Promise.all(Array.from({ length: 24 }, (_none, i) => signIn(person, `wrong ${i}`)));
    assert.equal(guesses.filter(({ answer }) => /too many tries/u.test(answer.text)).length, 14);
    later(15 * MINUTE);
  });
});

test('places are told apart behind a proxy that is believed, and nobody else’s word counts', async () => {
  const behind = await testApp({ roles: ['viewer'], proxies: ['127.0.0.1'] });
  for (const [where, apart] of [
    [behind, true],
    [app, false],
  ] as const) {
    const typed = { email: emailOf(where.person.id), _password: 'wrong' };
    const from = (address: string, values = typed) =>
      where.signedOut().post('/sign-in', values, { ...own, 'x-forwarded-for': address });
    for (let i = 0; i < 10; i++) await from('192.0.2.1');
    assert.match((await from('192.0.2.1')).text, /too many tries/u);
    const other = await from('192.0.2.2', { ...typed, _password: TEST_PASSWORD });
    assert.equal(other.status, apart ? 303 : 422);
  }
  later(15 * MINUTE);
});

describe('a new password', () => {
  test('is asked for once somebody has said again who they are, and ends the other sessions', async () => {
    const person = await app.as({ roles: ['viewer'] });
    const { browser: elsewhere } = await signIn(person, TEST_PASSWORD);
    later(31 * MINUTE);
    const asked = await person.get('/account/password');
    assert.match(asked.text, /Confirm that it is you You are about to change your password\./u);
    const wrong = await person.post(
      '/account/password',
      { ...formValues(asked.html, '/account/password'), _password: 'not mine' },
      own,
    );
    assert.match(wrong.text, /That is not your password/u);
    const confirmed = await person.post(
      '/account/password',
      { ...formValues(asked.html, '/account/password'), _password: TEST_PASSWORD },
      own,
    );
    assert.deepEqual([confirmed.status, confirmed.location], [303, '/account/password']);
    for (const [values, sentence] of [
      [{ _new: 'short' }, /at least 12 characters/u],
      [{ _new: 'a'.repeat(129) }, /at most 128 characters/u],
      [{ _new: 'Somebody Else!' }, /your name/u],
      [{ _new: 'Password1234' }, /guessed first/u],
      [{ _new: NEW_PASSWORD, _again: 'another' }, /The two are not the same/u],
    ] as const) {
      const back = await person.send('/account/password', values);
      assert.equal(back.status, 422);
      assert.match(back.text, sentence);
      assert.ok(!back.html.includes('short') && !back.html.includes(NEW_PASSWORD));
    }
    const done = await person.send('/account/password', { _new: NEW_PASSWORD, _again: NEW_PASSWORD }, { follow: true });
    assert.match(done.text, /Your password was set\. Everywhere else you are signed out\./u);
    assert.equal((await elsewhere.get('/account')).status, 303);
    assert.equal((await person.get('/account')).status, 200);
    assert.equal((await signIn(person, TEST_PASSWORD)).answer.status, 422);
    assert.equal((await signIn(person, NEW_PASSWORD)).answer.status, 303);
  });

  test('is not taken from another session’s form, or from another site', async () => {
    const person = await app.as({ roles: ['viewer'] });
    const values = { _new: NEW_PASSWORD, _again: NEW_PASSWORD };
    assert.equal(
      (await person.post('/account/password', { ...values, _token: 'x' }, own)).location,
      '/account/password',
    );
    assert.equal((await person.post('/account/password', values, { 'sec-fetch-site': 'same-site' })).status, 403);
    assert.equal((await app.signedOut().post('/account/password', values, own)).location, '/sign-in?to=%2Faccount');
    assert.equal((await signIn(person, TEST_PASSWORD)).answer.status, 303);
  });

  test('needs an address, which nobody else has', async () => {
    const person = await app.as({ roles: ['viewer'] });
    const taken = await person.send('/account/email', { email: emailOf(app.person.id).toUpperCase() });
    assert.match(taken.text, /This address cannot be used here/u);
    assert.match((await person.send('/account/email', { email: 'x' })).text, /Give an email address/u);
    const saved = await person.send('/account/email', { email: ' Wren@Example.Org ' }, { follow: true });
    assert.match(saved.text, /wren@example\.org/u);
  });
});

test('nothing of an account changes before somebody has said again who they are', async () => {
  const person = await app.as({ roles: ['viewer'] });
  const { browser: elsewhere } = await signIn(person, TEST_PASSWORD);
  const token = formValues((await person.get('/account')).html, '/account/sessions/end')['_token']!;
  const all = () =>
    ground.database.platform(async (tx) => ({
      means: await meansOf(tx, person.person.id),
      sessions: (await sessionsOf(tx, person.person.id, app.clock.now)).map(({ id }) => id).toSorted(),
    }));
  later(31 * MINUTE);
  const [before, kept] = [await all(), await ground.database.platform((tx) => passwordOf(tx, person.person.id))];
  const id = before.sessions.join();
  const changes: readonly (readonly [string, Record<string, string>])[] = [
    ['/account/email', { email: 'taken.over@example.org' }],
    ['/account/password', { _new: NEW_PASSWORD, _again: NEW_PASSWORD }],
    ['/account/passkeys/new', { label: 'Theirs', _made: '{}' }],
    ['/account/passkeys/remove', { id }],
    ['/account/recovery-codes', { make: 'yes' }],
    ['/account/sessions/end', { id: before.sessions[0]! }],
    ['/account/sessions/end', { id: before.sessions[1]! }],
    ['/account/sessions/end-others', {}],
    ['/account/sessions/end-all', {}],
  ];
  for (const [path, values] of changes) {
    const asked = await person.post(path, { ...values, _token: token }, own);
    assert.match(asked.text, /^Confirm that it is you You are about to /u, path);
    const wrong = await person.post(path, { ...values, _token: token, _password: 'not mine' }, own);
    assert.match(wrong.text, /That is not your password/u, path);
    // What goes on behind an answer that is out already has time to.
    await new Promise((resolve) => setTimeout(resolve, 30));
    assert.deepEqual(await all(), before, path);
  }
  assert.deepEqual(await ground.database.platform((tx) => passwordOf(tx, person.person.id)), kept);
  assert.equal((await elsewhere.get('/account')).status, 200);
});

test('the only way to sign in is not removed, and of two one is', async () => {
  const person = await app.as({ roles: ['viewer'], bare: true });
  const add = (id: string) =>
    ground.database.platform((tx) =>
      addPasskey(tx, {
        id,
        person: person.person.id,
        publicKey: Buffer.from('a key'),
        uses: 0,
        transports: [],
        label: `Key ${id}`,
        createdAt: app.clock.now,
      }),
    );
  await add('one');
  const token = formValues((await person.get('/account')).html, '/account/passkeys/remove')['_token']!;
  const remove = (id: string) => person.post('/account/passkeys/remove', { id, _token: token }, own);
  const kept = await remove('one');
  assert.equal(kept.status, 409);
  assert.match(kept.text, /This passkey is all that you sign in with\. Set a password or add another passkey first/u);
  await add('two');
  await app.post('/account/passkeys/remove', { id: 'two', _token: token }, own);
  await remove('one');
  assert.match((await person.get('/account')).text, /Key two/u, 'nobody removes those of others');
  assert.doesNotMatch((await person.get('/account')).text, /Key one/u);
});

test('what no device has signed lets nobody in', async () => {
  for (const _passkey of ['', '{', '[]', '{"id":"one"}', 'x'.repeat(25_000)]) {
    const browser = app.signedOut();
    await browser.post('/sign-in/passkey/ask', {}, own);
    const back = await browser.post('/sign-in/passkey', { _passkey }, own);
    assert.equal(back.status, 422);
    assert.match(back.text, /That passkey was not taken/u);
    assert.ok(!browser.cookies.has('primum_session'));
  }
  assert.equal((await app.signedOut().post('/sign-in/passkey/ask', {}, { 'sec-fetch-site': 'same-site' })).status, 403);
  assert.equal((await app.signedOut().post('/account/passkeys/ask', {}, own)).status, 401);
  assert.equal((await app.signedOut().post('/account/keep', {}, own)).status, 401);
});

describe('recovery codes', () => {
  test('are shown once, let somebody in once each, and lead to a new way in', async () => {
    const person = await app.as({ roles: ['viewer'] });
    const shown = await person.send('/account/recovery-codes', {});
    const codes = shown.html.match(/[a-z2-9]{4}(?:-[a-z2-9]{4}){5}/gu)!;
    assert.equal(new Set(codes).size, 10);
    assert.ok(!(await person.get('/account/recovery-codes')).html.includes(codes[0]));
    const email = emailOf(person.person.id);
    const use = async (code: string, address = email) => {
      const browser = app.signedOut();
      return { browser, answer: await browser.post('/sign-in/recovery', { email: address, _code: code }, own) };
    };
    assert.match((await use(codes[0], emailOf(app.person.id))).answer.text, /do not belong together/u);
    const typed = codes[0].toUpperCase().replaceAll('-', ' ');
    const [one, two] = await Promise.all([use(typed), use(typed)]);
    assert.deepEqual(
      [one.answer.status, two.answer.status].toSorted((a, b) => a - b),
      [303, 422],
    );
    const { browser } = one.answer.status === 303 ? one : two;
    assert.match((await browser.get('/account')).text, /recovery code, which is used up.*9 of 10 left/u);
    later(20 * MINUTE);
    const set = await browser.send('/account/password', { _new: NEW_PASSWORD, _again: NEW_PASSWORD });
    assert.equal(set.location, '/account', 'without the old one');
    later(11 * MINUTE);
    assert.match((await browser.get('/account/email')).text, /Confirm that it is you/u, 'and not for ever');
    await makeRecoveryCodes(ground, person.person.id);
    assert.equal((await use(codes[1]!)).answer.status, 422, 'new ones end the old ones');
    for (let i = 0; i < 9; i++) await use('guess');
    assert.match((await use('guess')).answer.text, /too many tries/u);
    later(15 * MINUTE);
  });
});

describe('sessions', () => {
  test('are listed with what is needed to know them again, and can be ended one by one or all at once', async () => {
    const person = await app.as({ roles: ['viewer'] });
    const agent = 'Mozilla/5.0 (Windows NT 10.0; rv:140.0) Gecko/20100101 Firefox/140.0';
    const other = app.signedOut();
    const values = { email: emailOf(person.person.id), _password: TEST_PASSWORD };
    await other.post('/sign-in', values, { ...own, 'user-agent': agent });
    const third = (await signIn(person, TEST_PASSWORD)).browser;
    const page = await person.get('/account');
    assert.match(page.text, /A browser, this one.*with a one-time link.*Firefox on Windows.*with your password/u);
    const theirs = (await app.get('/account')).html;
    assert.ok(!theirs.includes('Firefox'), 'nobody sees those of others');
    const token = formValues(page.html, '/account/sessions/end')['_token']!;
    const id = /name="id" value="([\da-f-]{36})"\/?>(?:(?!<form).)*Firefox on Windows, last/u.exec(page.html)![1]!;
    const stranger = await app.as({ roles: ['viewer'] });
    const strange = formValues((await stranger.get('/account')).html, '/account/sessions/end')['_token']!;
    await stranger.post('/account/sessions/end', { id, _token: strange }, own);
    assert.equal((await other.get('/account')).status, 200, 'nobody ends those of others');
    assert.equal((await person.post('/account/sessions/end', { id, _token: token }, own)).location, '/account');
    assert.equal((await other.get('/account')).status, 303);
    for (const none of [id, '', 'x', '0'.repeat(40)])
      assert.equal((await person.post('/account/sessions/end', { id: none, _token: token }, own)).status, 303, none);
    await person.post('/account/sessions/end-others', { _token: token }, own);
    assert.equal((await third.get('/account')).status, 303);
    later(31 * MINUTE);
    const asked = await person.post('/account/sessions/end-all', { _token: token }, own);
    assert.match(asked.text, /You are about to sign out everywhere, here too/u);
    const out = await person.post(
      '/account/sessions/end-all',
      { ...formValues(asked.html, '/account/sessions/end-all'), _password: TEST_PASSWORD },
      own,
    );
    assert.equal(out.location, '/sign-in');
    assert.equal((await person.get('/account')).status, 303);
  });
});

test('nothing that lets somebody in is in the log', () => {
  assert.ok(logged.length > 0);
  assert.ok(!/heron|lamp otter|wrong \d|@example|(?:[a-z2-9]{4}-){5}/u.test(logged));
});
