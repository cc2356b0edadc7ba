import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { formValues, testApp } from '../../test-app.ts';
import { falseProvider, type Claims, type FalseProvider } from './testing/false-provider.ts';
import { CLIENT } from './testing/identity-provider.ts';
import { settingsFor } from './testing/settings.ts';
import { signingForm } from '../sessions/testing/signing.tsx';

/*
 * What a provider says is believed only where it fits what was asked, and is signed by it.
 */

const OWN = { 'sec-fetch-site': 'same-origin' };
const provider = await falseProvider(CLIENT.secret);
after(() => provider.close());
const signatures = signingForm();
const app = await testApp({
  now: new Date(),
  roles: ['viewer'],
  commands: [signatures.command],
  routes: signatures.routes,
  providers: settingsFor(
    { id: 'liar', name: 'Some provider', issuer: provider.issuer },
    { id: 'strict', name: 'A strict one', issuer: provider.issuer, acrValues: ['AAL3'] },
    { id: 'closed', name: 'One algorithm', issuer: provider.issuer, idTokenAlgorithm: 'ES256' },
    { id: 'borrowed', name: 'Another name', issuer: provider.issuer.replace('127.0.0.1', 'localhost') },
  ),
});

/** Comes back with a code, as the provider that was asked would send somebody back. */
async function comeBack(id: string, lie: FalseProvider['lie'], more = '') {
  provider.lie = lie;
  const visitor = app.signedOut();
  const asked = new URL((await visitor.get(`/sign-in/with/${id}`)).location!);
  const code = provider.codeFor(asked);
  return visitor.get(`/sign-in/with/${id}/back?code=${code}&state=${asked.searchParams.get('state')}${more}`);
}

const now = () => Math.floor(Date.now() / 1000);
const changed =
  (changes: Claims): ((honest: Claims) => Claims) =>
  (honest) => ({ ...honest, ...changes });

test('an honest answer is believed', async () => {
  const answer = await comeBack('liar', {});
  assert.equal(answer.status, 403);
  assert.match(answer.text, /We do not know you yet/u, 'it told who it is');
  assert.match((await comeBack('strict', { claims: changed({ acr: 'AAL3' }) })).text, /We do not know you yet/u);
});

const LIES: Readonly<Record<string, readonly [string, FalseProvider['lie'], string?]>> = {
  'for another question (nonce)': ['liar', { claims: changed({ nonce: 'x'.repeat(43) }) }],
  'for no question (no nonce)': ['liar', { claims: changed({ nonce: undefined }) }],
  'of another issuer': ['liar', { claims: changed({ iss: 'https://login.example.org' }) }],
  'for another client (audience)': ['liar', { claims: changed({ aud: 'another-client' }) }],
  'for several clients, and given to another': [
    'liar',
    { claims: changed({ aud: ['primum', 'another'], azp: 'another' }) },
  ],
  'that is over': ['liar', { claims: changed({ iat: now() - 700, exp: now() - 600 }) }],
  'that does not begin yet': ['liar', { claims: changed({ nbf: now() + 600 }) }],
  'about nobody': ['liar', { claims: changed({ sub: undefined }) }],
  'under no signature (alg none)': ['liar', { algorithm: 'none' }],
  'under the secret that the client knows': ['liar', { algorithm: 'HS256' }],
  'under another key': ['liar', { algorithm: 'other key' }],
  'under another algorithm than the settings say': ['closed', {}],
  'of a weaker proof than was asked for (acr)': ['strict', { claims: changed({ acr: 'AAL1' }) }],
  'without how well they proved who they are': ['strict', {}],
  'from another server (RFC 9207)': ['liar', {}, '&iss=https%3A%2F%2Flogin.example.org'],
};

for (const [name, [id, lie, more]] of Object.entries(LIES)) {
  test(`an ID token ${name} is refused`, async () => {
    const answer = await comeBack(id, lie, more);
    assert.equal(answer.status, 400, answer.text);
    assert.match(answer.text, /does not fit what we asked, so nobody was signed in/u);
    assert.equal(answer.headers['set-cookie'], undefined);
  });
}

test('who says to be another issuer than the one that was set is led to by nobody', async () => {
  const answer = await app.signedOut().get('/sign-in/with/borrowed');
  assert.equal(answer.location, undefined);
  assert.equal(answer.status, 400);
  assert.match(answer.text, /does not fit what we asked, so nobody was signed in/u);
  assert.equal(answer.headers['set-cookie'], undefined);
});

test('a token endpoint that fails is said to be away', async () => {
  const answer = await comeBack('liar', { status: 503 });
  assert.equal(answer.status, 503, answer.text);
  assert.match(answer.text, /Some provider does not answer at the moment/u);
});

/** Adds the provider to the account of the person who is signed in. */
async function link(): Promise<void> {
  provider.lie = {};
  const token = formValues((await app.get('/account/providers')).html, '/account/providers/liar/link');
  const begun = await app.post('/account/providers/liar/link', token, OWN);
  const url = new URL(/^0;url=(.*)$/u.exec(String(begun.headers['refresh']))![1]!);
  const state = url.searchParams.get('state');
  const back = await app.get(`/sign-in/with/liar/back?code=${provider.codeFor(url)}&state=${state}`);
  await app.post(back.location!, formValues((await app.get(back.location!)).html), OWN);
}

test('a signature needs a proof of this minute, and one that says when it was given', async () => {
  await link();
  const confirm = async (claims: Claims) => {
    provider.lie = { claims: changed(claims) };
    const asked = await app.send('/test/sign', { words: 'The note' });
    const begun = await app.post('/confirm/with/liar', formValues(asked.html, '/test/sign'), OWN);
    const url = new URL(/^0;url=(.*)$/u.exec(String(begun.headers['refresh']))![1]!);
    const state = url.searchParams.get('state');
    return app.get(`/sign-in/with/liar/back?code=${provider.codeFor(url)}&state=${state}`);
  };
  const silent = await confirm({ auth_time: undefined });
  assert.equal(silent.status, 403);
  assert.match(silent.text, /did not say when you proved who you are, so nothing can be signed with it/u);
  assert.match(silent.html, /name="words" value="The note"/u);
  assert.match((await confirm({ auth_time: now() - 130 })).text, /its last proof is more than 2 minutes old/u);
  assert.match((await confirm({ auth_time: now() + 600 })).text, /clock of Some provider runs ahead/u);
  assert.match((await confirm({ auth_time: 'today' })).text, /You are not confirmed yet/u);
  assert.equal(signatures.signed.length, 0);
  const good = await confirm({ auth_time: now() - 20 });
  const page = await app.get(good.location!);
  const done = await app.post('/test/sign', formValues(page.html, '/test/sign'), OWN);
  assert.equal(done.location, '/test/signed', done.text);
  assert.equal(signatures.signed.length, 1);
});
