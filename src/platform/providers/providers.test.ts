import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { anyCommand } from '../commands/command.ts';
import { makeLog } from '../running/log.ts';
import { inviteMember } from '../../features/organisations/invitation-commands.ts';
import { formValues, testApp, type Visitor } from '../../test-app.ts';
import { latestMails } from '../mail/store.ts';
import { goThrough, testProvider, type Account } from './testing/identity-provider.ts';
import { freePort, settingsFor } from './testing/settings.ts';
import { signingForm } from '../sessions/testing/signing.tsx';

/*
 * Coming in, joining, linking and signing through a real identity provider.
 */

const URL_OF_APP = 'http://localhost:3016';
const BACK = `${URL_OF_APP}/sign-in/with/trust/back`;
const OWN = { 'sec-fetch-site': 'same-origin' };
const provider = await testProvider([BACK, `${URL_OF_APP}/sign-in/with/other/back`]);
after(() => provider.close());

const signatures = signingForm();
let logged = '';
const roles = [
  { value: 'primum-engineers', role: 'safety engineer', organisation: 'Example Trust', service: 'demo' },
  { value: 'primum-readers', role: 'viewer', organisation: 'Example Trust' },
  { value: 'primum-nowhere', role: 'viewer', organisation: 'No Such Trust' },
];
const app = await testApp({
  now: new Date(),
  url: URL_OF_APP,
  roles: ['administrator'],
  commands: [signatures.command],
  routes: signatures.routes,
  log: makeLog({ level: 'trace', out: { write: (line) => (logged += line) } }),
  providers: settingsFor(
    {
      id: 'trust',
      name: 'Example Trust sign-in',
      issuer: provider.issuer,
      scopes: ['profile', 'email', 'groups'],
      claims: { roles: 'groups' },
      roles,
    },
    { id: 'other', name: 'The same, again', issuer: provider.issuer },
    { id: 'away', name: 'Away', issuer: `http://127.0.0.1:${await freePort()}` },
  ),
});

const ottoline: Account = {
  sub: 'ottoline',
  name: 'Ottoline Reed',
  email: 'Ottoline.Reed@example.org',
  email_verified: true,
};

/** Goes to the provider and back, as a browser does. @returns where it leads, within the app */
async function way(visitor: Visitor, account: Account | null, start: { readonly location: string | undefined }) {
  provider.account = account;
  assert.ok(start.location, 'it leads to the provider');
  const back = await goThrough(start.location, BACK);
  return back.slice(URL_OF_APP.length);
}

async function comeIn(visitor: Visitor, account: Account | null, to = '') {
  return visitor.get(await way(visitor, account, await visitor.get(`/sign-in/with/trust${to}`)));
}

/** What a page of ours would lead to by itself. */
const refreshOf = (answer: { readonly headers: Readonly<Record<string, unknown>> }) => ({
  location: /^0;url=(.*)$/u.exec(String(answer.headers['refresh']))?.[1],
});

/** Somebody adds the provider to their account. */
async function link(visitor: Visitor, account: Account) {
  const page = await visitor.get('/account/providers');
  const form = formValues(page.html, '/account/providers/trust/link');
  const begun = await visitor.post('/account/providers/trust/link', form, OWN);
  assert.equal(begun.status, 200, begun.text);
  const back = await visitor.get(await way(visitor, account, refreshOf(begun)));
  assert.equal(back.status, 303, back.text);
  const asked = await visitor.get(back.location!);
  return { asked, path: back.location! };
}

async function linked(name: string, account: Account, held: Parameters<typeof app.as>[0]['roles'] = ['viewer']) {
  const person = await app.as({ name, roles: held });
  const { asked, path } = await link(person, account);
  const done = await person.post(path, formValues(asked.html), OWN);
  assert.equal(done.location, '/account/providers', done.text);
  return person;
}

test('somebody whom nobody knows gets no rights, whatever the provider says', async () => {
  const visitor = app.signedOut();
  assert.match((await visitor.get('/sign-in')).text, /Sign in with Example Trust sign-in/u);
  const answer = await comeIn(visitor, { ...ottoline, groups: ['primum-engineers'] });
  assert.equal(answer.status, 403);
  assert.match(answer.text, /We do not know you yet/u);
  assert.match(answer.text, /ask an administrator of your organisation for an invitation/u);
  assert.ok(!visitor.cookies.has('primum_session'));
  assert.doesNotMatch((await app.get('/members')).text, /Ottoline/u);
});

test('the question has PKCE, state and nonce in it, and asks for no more than is needed', async () => {
  const visitor = app.signedOut();
  const start = await visitor.get('/sign-in/with/trust');
  const url = new URL(start.location!);
  const asked = Object.fromEntries(url.searchParams);
  assert.equal(asked['code_challenge_method'], 'S256');
  assert.equal(asked['response_type'], 'code');
  assert.equal(asked['scope'], 'openid profile email groups');
  assert.equal(asked['redirect_uri'], BACK);
  for (const name of ['state', 'nonce', 'code_challenge']) assert.match(asked[name]!, /^[\w-]{43}$/u, name);
  const other = new URL((await visitor.get('/sign-in/with/trust')).location!);
  assert.notEqual(other.searchParams.get('nonce'), asked['nonce']);
  assert.equal((await visitor.get('/sign-in/with/nobody')).status, 404);
});

test('the cookie of the way is for this browser, for a while, and planted by nobody', async () => {
  const secure = await testApp({
    url: 'https://primum.example.org',
    providers: settingsFor({ id: 'trust', name: 'Example Trust sign-in', issuer: provider.issuer }),
  });
  const { headers, location } = await secure.signedOut().get('/sign-in/with/trust');
  assert.match(
    String(headers['set-cookie']),
    /^__Host-primum_way=[\w-]{43}; Max-Age=1200; Path=\/; HttpOnly; Secure; SameSite=Lax$/u,
  );
  const back = new URL(location!).searchParams.get('redirect_uri');
  assert.equal(back, 'https://primum.example.org/sign-in/with/trust/back');
});

test('a person adds the provider to their account, comes in with it, and takes it away', async () => {
  const person = await app.as({ name: 'Ottoline Reed', roles: ['viewer'] });
  const { asked, path } = await link(person, ottoline);
  assert.match(asked.text, /Name there Ottoline Reed Email address there ottoline\.reed@example\.org/u);
  assert.equal(provider.asked()['prompt'], 'login', 'a provider that already knows somebody asks again');
  // Who has not clicked has added nothing.
  assert.equal((await comeIn(app.signedOut(), ottoline)).status, 403);
  const form = formValues(asked.html);
  assert.equal((await person.post(path, { ...form, _token: 'x' }, OWN)).location, '/account');
  assert.equal((await comeIn(app.signedOut(), ottoline)).status, 403);
  assert.equal((await person.post(path, form, OWN)).location, '/account/providers');
  assert.match(
    (await person.get('/account/providers')).text,
    /You can sign in with Example Trust sign-in from now on/u,
  );

  const visitor = app.signedOut();
  const came = await comeIn(visitor, ottoline, '?to=/members');
  assert.equal(came.location, '/members');
  assert.match((await visitor.get('/members')).text, /Ottoline Reed \(you\)/u);

  assert.match((await person.get('/account')).text, /Through your organisation Example Trust sign-in Change/u);
  // Nobody else can add the same.
  const other = await app.as({ name: 'Somebody Else', roles: ['viewer'] });
  const second = await link(other, ottoline);
  assert.equal(second.asked.status, 409);
  assert.match(second.asked.text, /belongs to another account here/u);

  const page = await person.get('/account/providers');
  const away = formValues(page.html, '/account/providers/unlink');
  await other.post(
    '/account/providers/unlink',
    {
      ...away,
      _token: formValues((await other.get('/account/providers')).html, '/account/providers/other/link')['_token']!,
    },
    OWN,
  );
  assert.equal((await comeIn(app.signedOut(), ottoline)).status, 303, 'not theirs to take away');
  await person.post('/account/providers/unlink', away, OWN);
  assert.equal((await comeIn(app.signedOut(), ottoline)).status, 403);
});

test('an answer counts once, in the browser that asked, for the provider that was asked', async () => {
  const visitor = app.signedOut();
  const back = await way(visitor, ottoline, await visitor.get('/sign-in/with/trust'));
  const thief = app.signedOut();
  await thief.get('/sign-in/with/trust');
  for (const [who, path] of [
    [thief, back],
    [app.signedOut(), back],
    [visitor, back.replace('/trust/', '/other/')],
    [visitor, back.replace(/state=[^&]*/u, 'state=x')],
    [visitor, '/sign-in/with/trust/back'],
    [visitor, '/sign-in/with/trust/back?state[]=a&code=b'],
  ] as const) {
    const answer = await who.get(path);
    assert.equal(answer.status, 400, path);
    assert.match(answer.text, /Start again/u);
  }
  assert.match((await visitor.get(back)).text, /We do not know you yet/u);
  assert.match((await visitor.get(back)).text, /Start again/u);

  const late = app.signedOut();
  const path = await way(late, ottoline, await late.get('/sign-in/with/trust'));
  const before = app.clock.now;
  app.clock.now = new Date(before.getTime() + 11 * 60_000);
  assert.match((await late.get(path)).text, /Start again/u);
  app.clock.now = before;
});

test('who goes back without signing in reads a sentence of ours; a provider that is down is said to be', async () => {
  const visitor = app.signedOut();
  const declined = await comeIn(visitor, null);
  assert.equal(declined.status, 403);
  assert.match(declined.text, /You did not sign in with Example Trust sign-in, or it did not let you in/u);
  assert.doesNotMatch(declined.html, /nobody is to see this/u);
  const away = await visitor.get('/sign-in/with/away');
  assert.equal(away.status, 503);
  assert.match(away.text, /Away does not answer at the moment\. Try again in a few minutes/u);
});

test('roles come from the table of the provider, for as long as it says so, and never more', async () => {
  const account = { ...ottoline, sub: 'juniper', name: 'Juniper Hale' };
  const person = await linked('Juniper Hale', account, ['product owner']);
  const groups = ['primum-engineers', 'primum-readers', 'primum-nowhere', 'unknown', 'clinical safety officer'];
  const visitor = app.signedOut();
  assert.equal((await comeIn(visitor, { ...account, groups })).location, '/');
  const home = `/members/${person.person.id}`;
  const shown = await app.get(home);
  assert.match(
    shown.text,
    /Safety engineer in DEMO, until .* From Example Trust sign-in, each time they sign in there/u,
  );
  assert.match(shown.text, /Viewer in the whole organisation, until/u);
  assert.match(shown.text, /Product owner in the whole organisation/u);
  assert.doesNotMatch(shown.text, /Clinical safety officer/u);
  // The same again writes nothing.
  const entries = async () => (await app.get(home)).html;
  const before = await entries();
  await comeIn(app.signedOut(), { ...account, groups });
  assert.equal(await entries(), before);
  await comeIn(app.signedOut(), { ...account, groups: ['unknown'] });
  const after = await app.get(home);
  assert.doesNotMatch(after.text, /Safety engineer|Viewer/u);
  assert.match(after.text, /Product owner in the whole organisation/u, 'what a person gave stays');
});

async function invite(email: string): Promise<string> {
  const grants = [{ role: 'viewer' }];
  await app.execute(anyCommand(inviteMember), { name: 'An invited person', email, grants });
  const mails = await app.ground.database.read(app.organisation, (tx) => latestMails(tx, 50));
  return mails.find(({ address }) => address === email)!.path;
}

test('who was invited joins through the provider, where it vouches for the address that was invited', async () => {
  const path = await invite('barnaby@example.org');
  const account = { sub: 'barnaby', name: 'Barnaby Quince', email: 'Barnaby@Example.org', email_verified: true };
  const visitor = app.signedOut();
  assert.match(
    (await visitor.get(path)).html,
    new RegExp(`href="/sign-in/with/trust\\?to=${encodeURIComponent(path)}"`, 'u'),
  );
  const to = `?to=${path}`;

  const unverified = await comeIn(visitor, { ...account, email_verified: false }, to);
  assert.match((await visitor.get(unverified.location!)).text, /does not say which email address is yours/u);
  const another = await comeIn(visitor, { ...account, email: 'b.quince@example.org' }, to);
  const refused = await visitor.get(another.location!);
  assert.match(refused.text, /knows you by another email address than the one that was invited/u);
  const forced = await visitor.post(another.location!, { name: 'Barnaby Quince' }, OWN);
  assert.equal(forced.status, 409);

  const came = await comeIn(visitor, account, to);
  const page = await visitor.get(came.location!);
  assert.match(page.text, /says that you are barnaby@example\.org, who was invited/u);
  assert.ok(!visitor.cookies.has('primum_session'), 'nothing is done before they say so');
  const thief = app.signedOut();
  assert.doesNotMatch((await thief.get(came.location!)).text, /who was invited\. From then on/u);
  const form = formValues(page.html, came.location);
  assert.deepEqual(form['name'], ['Barnaby Quince']);
  assert.equal((await visitor.post(came.location!, form, OWN)).location, '/');
  assert.match((await visitor.get('/members')).text, /Barnaby Quince \(you\)/u);

  // From then on the provider is their way in, and their only one.
  const again = app.signedOut();
  assert.equal((await comeIn(again, account)).location, '/');
  const only = formValues((await again.get('/account/providers')).html, '/account/providers/unlink');
  const asked = await again.post('/account/providers/unlink', only, OWN);
  assert.match(asked.text, /Confirm that it is you|This is your only way in, so it stays/u);
  assert.equal((await comeIn(app.signedOut(), account)).location, '/');
});

test('who belongs nowhere any more comes in far enough to take up an invitation', async () => {
  const account = { ...ottoline, sub: 'posy', name: 'Posy Thackray' };
  const person = await linked('Posy Thackray', account);
  await person.send('/account/organisations/leave', {});
  const visitor = app.signedOut();
  const nowhere = await comeIn(visitor, account);
  assert.equal(nowhere.status, 403);
  const path = await invite('posy@example.org');
  const came = await comeIn(visitor, account, `?to=${path}`);
  assert.equal(came.location, path);
  const page = await visitor.get(path);
  assert.match(page.text, /You are signed in as Posy Thackray/u);
  await visitor.post(path, formValues(page.html), OWN);
  assert.match((await visitor.get('/members')).text, /Posy Thackray \(you\)/u);
});

/** Sends the form that is signed, and chooses the provider. @returns the address to which it leads back */
async function signWith(visitor: Visitor, words: string, account: Account | null) {
  const asked = await visitor.send('/test/sign', { words });
  assert.match(asked.text, /Confirm that it is you/u);
  assert.match(asked.html, /formaction="\/confirm\/with\/trust"/u);
  const values = formValues(asked.html, '/test/sign');
  const begun = await visitor.post('/confirm/with/trust', { ...values, _password: 'typed by accident' }, OWN);
  assert.equal(begun.status, 200, begun.text);
  const question = new URL(refreshOf(begun).location!).searchParams;
  assert.deepEqual([question.get('prompt'), question.get('max_age')], ['login', '0']);
  return way(visitor, account, refreshOf(begun));
}

test('who signs proves it again at the provider, comes back to what they typed, and signs it once', async () => {
  const account = { ...ottoline, sub: 'wren', name: 'Wren Applewhite' };
  const wren = await linked('Wren Applewhite', account, ['clinical safety officer']);
  const words = 'Two lines\nand "quotes" </textarea>';
  const back = await signWith(wren, words, account);
  const came = await wren.get(back);
  const page = await wren.get(came.location!);
  assert.match(
    page.text,
    /You confirmed who you are You are about to sign “Two lines.*You confirmed with Example Trust/u,
  );
  assert.equal(signatures.signed.length, 0);
  const form = formValues(page.html, '/test/sign');

  const changed = await wren.post('/test/sign', { ...form, words: 'Something else' }, OWN);
  assert.equal(changed.status, 422);
  assert.match(changed.text, /What you sent is not what you confirmed/u);
  assert.equal(signatures.signed.length, 0);

  const second = await wren.get((await wren.get(await signWith(wren, words, account))).location!);
  const proof = formValues(second.html, '/test/sign');
  const stranger = await linked('S. Tranger', { ...account, sub: 'stranger' }, ['clinical safety officer']);
  const own = formValues((await stranger.get('/test/sign')).html);
  const stolen = await stranger.post('/test/sign', { ...proof, _token: own['_token']!, _key: own['_key']! }, OWN);
  assert.match(stolen.text, /Confirm that it is you/u);

  const done = await wren.post('/test/sign', proof, OWN);
  assert.equal(done.location, '/test/signed', done.text);
  assert.deepEqual(
    signatures.signed.map(({ words: said, confirmed }) => [said, confirmed?.method]),
    [[words, 'Example Trust sign-in']],
  );
  const { _key, ...replayed } = proof;
  assert.match((await wren.post('/test/sign', replayed, OWN)).text, /used already, or is too old/u);
  assert.equal(signatures.signed.length, 1);
});

test('no proof, no signature; and what was typed comes back', async () => {
  const account = { ...ottoline, sub: 'wren2', name: 'Wren Applewhite' };
  const wren = await linked('Wren Applewhite', account, ['clinical safety officer']);
  const before = signatures.signed.length;
  const declined = await wren.get(await signWith(wren, 'Kept words', null));
  assert.match(declined.text, /You are not confirmed yet You did not sign in with Example Trust sign-in/u);
  assert.match(declined.html, /name="words" value="Kept words"/u);
  const again = await wren.post('/test/sign', formValues(declined.html, '/test/sign'), OWN);
  assert.match(again.text, /Confirm that it is you/u);
  const somebodyElse = await wren.get(await signWith(wren, 'Kept words', { ...account, sub: 'nobody' }));
  assert.match(somebodyElse.text, /knows you as somebody else than here/u);
  // Signed in again meanwhile, in another session of the same person.
  const path = await signWith(wren, 'Kept words', account);
  await comeIn(wren, account);
  assert.equal((await wren.get(path)).status, 410);
  // Too late.
  const slow = await wren.get((await wren.get(await signWith(wren, 'Kept words', account))).location!);
  const now = app.clock.now;
  app.clock.now = new Date(now.getTime() + 3 * 60_000);
  const late = await wren.post('/test/sign', formValues(slow.html, '/test/sign'), OWN);
  assert.match(late.text, /Confirm that it is you/u);
  app.clock.now = now;
  assert.equal(signatures.signed.length, before);
});

test('a form that leads elsewhere, or is of another session, is not kept', async () => {
  const account = { ...ottoline, sub: 'wren3' };
  const wren = await linked('Wren Applewhite', account, ['clinical safety officer']);
  const asked = await wren.send('/test/sign', { words: 'x' });
  const values = formValues(asked.html, '/test/sign');
  for (const [field, wrong] of [
    ['_from', 'https://elsewhere.example'],
    ['_from', '//elsewhere.example'],
    ['_token', 'x'],
  ] as const)
    assert.equal((await wren.post('/confirm/with/trust', { ...values, [field]: wrong }, OWN)).status, 400);
  assert.equal((await wren.post('/confirm/with/other', values, OWN)).status, 400, 'not linked');
  assert.equal((await wren.post('/confirm/with/trust', values, { 'sec-fetch-site': 'cross-site' })).status, 403);
  assert.equal((await wren.get('/confirm/x')).status, 410);
});

test('nothing of a person, a secret or a token is in the log; nothing that was typed is kept in the open', async () => {
  assert.match(logged, /identity provider/u);
  assert.doesNotMatch(
    logged,
    /ottoline|barnaby|example\.org|wren|test-client|Kept words|typed by accident|code=|state=/iu,
  );
  const kept = await app.ground.database.platform(async (tx) => {
    const { default: sql } = await import('sql-template-tag');
    return tx.rows<{ row: string }>(sql`
      select to_jsonb(f)::text || encode(coalesce(kept, ''), 'escape') as row from provider_flow f
      union all select to_jsonb(r)::text || encode(kept, 'escape') from provider_return r`);
  });
  assert.ok(kept.length > 3);
  assert.doesNotMatch(kept.map(({ row }) => row).join('\n'), /words|ottoline|example\.org/iu);
});
