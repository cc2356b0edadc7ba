import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import fc from 'fast-check';
import { identityIn } from './claims.ts';
import { bindingOf, openFor, sealFor } from './sealing.ts';
import { providersFrom } from './settings.ts';

const folder = mkdtempSync(join(tmpdir(), 'primum-providers-'));
after(() => rmSync(folder, { recursive: true, force: true }));

const one = { id: 'trust', name: 'Example Trust', issuer: 'https://login.example.org', clientId: 'primum' };
const from = (value: unknown, env: Record<string, string> = {}) =>
  providersFrom({ ...env, PRIMUM_PROVIDERS: typeof value === 'string' ? value : JSON.stringify(value) });

test('settings come from a file or as they are; secrets from where they say', () => {
  assert.deepEqual(providersFrom({}), []);
  assert.deepEqual(providersFrom({ PRIMUM_PROVIDERS: '  ' }), []);
  const secret = join(folder, 'secret');
  writeFileSync(secret, 'from a file\n');
  const file = join(folder, 'providers.json');
  writeFileSync(file, JSON.stringify({ providers: [{ ...one, clientSecret: { file: secret } }] }));
  const [read] = from(file);
  assert.equal(read?.clientSecret, 'from a file');
  assert.deepEqual(read.scopes, ['openid', 'profile', 'email']);
  const [inline] = from([{ ...one, clientSecret: { env: 'S' }, scopes: ['openid', 'x'] }], { S: ' a secret ' });
  assert.equal(inline?.clientSecret, 'a secret');
  assert.deepEqual(inline.scopes, ['openid', 'x']);
});

test('NHS CIS2 is a preset: what it asks for, and roles that count only in their organisation', () => {
  const line = { value: 'X26 S8000:G8000:R8000', role: 'viewer', organisation: 'Example Trust' } as const;
  const [cis2] = from([{ ...one, id: 'cis2', preset: 'nhs-cis2', roles: [line] }]);
  assert.ok(cis2);
  assert.ok(cis2.scopes.includes('nationalrbacaccess'));
  assert.ok(!cis2.scopes.includes('professionalmemberships'), 'it proves no registration, so it is not asked for');
  const roles = (held: unknown) =>
    identityIn(cis2, { sub: 'x', nhsid_nrbac_roles: held }, one.issuer)?.roles.map(({ role }) => role);
  const code = 'S8000:G8000:R8000';
  assert.deepEqual(roles([{ org_code: 'X26', role_code: code }]), ['viewer']);
  assert.deepEqual(roles([{ org_code: 'Y01', role_code: code }, { role_code: code }, null, 'x', 7]), []);
  assert.deepEqual(roles(undefined), []);
});

test('what is wrong with settings is said, and nothing that stands in them', () => {
  const cases: readonly (readonly [unknown, RegExp])[] = [
    ['[{', /this is not JSON/u],
    [join(folder, 'nothing.json'), /the file cannot be read/u],
    [[{ ...one, issuer: 'http://login.example.org' }], /0\.issuer: has to begin with https/u],
    [[{ ...one, id: 'Trust!' }], /0\.id: small letters/u],
    [[{ ...one, clientSecret: 'hunter2' }], /0\.clientSecret: says where the secret stands/u],
    [[{ ...one, clientSecret: { env: 'NONE' } }], /variable NONE, which is empty/u],
    [[{ ...one, clientSecret: { file: '/none' } }], /a file that is empty or cannot be read/u],
    [[one, one], /two providers have the id trust/u],
    [[one, { ...one, id: 'b', claims: { subject: 'oid' } }], /need the same claim as the subject/u],
    [[{ ...one, typo: 1 }], /0/u],
    ...['clinical safety officer', 'clinical reviewer', 'administrator', 'assessor', 'accountable executive'].map(
      (role) =>
        [[{ ...one, roles: [{ value: 'x', role, organisation: 'O' }] }], /no list of a provider proves it/u] as const,
    ),
  ];
  for (const [value, sentence] of cases)
    assert.throws(
      () => from(value),
      (error: Error) => sentence.test(error.message) && !/hunter2/u.test(error.message),
      JSON.stringify(value),
    );
});

test('an address counts only where the provider vouches for it', () => {
  const [plain] = from([one]);
  const [trusting] = from([{ ...one, trustEmail: true }]);
  const email = (settings: typeof plain, verified: unknown) =>
    identityIn(settings!, { sub: 'x', email: ' A@Example.org ', email_verified: verified }, one.issuer)?.email;
  assert.equal(email(plain, true), 'a@example.org');
  for (const no of [false, undefined, 'no', 1, null]) assert.equal(email(plain, no), null, String(no));
  assert.equal(email(trusting, undefined), 'a@example.org');
});

test('whatever a provider sends as claims, somebody has a subject or is nobody', () => {
  const [settings] = from([{ ...one, claims: { roles: 'realm.roles', name: 'a.b' } }]);
  fc.assert(
    fc.property(
      fc.dictionary(fc.constantFrom('sub', 'name', 'a', 'email', 'realm', 'auth_time'), fc.anything()),
      (claims) => {
        const identity = identityIn(settings!, claims, one.issuer);
        if (identity) assert.ok(identity.subject.length > 0 && identity.subject.length <= 255);
        if (identity) assert.doesNotMatch(identity.name, /\p{C}/u);
      },
    ),
  );
});

test('what one browser seals, no other opens, nor for another use, nor changed', () => {
  const browser = fc.stringMatching(/^[\w-]{43}$/u);
  fc.assert(
    fc.property(browser, browser, fc.jsonValue(), fc.nat(), (mine, theirs, value, at) => {
      fc.pre(mine !== theirs);
      const sealed = sealFor(mine, 'confirm', value);
      assert.deepEqual(openFor(mine, 'confirm', sealed), JSON.parse(JSON.stringify(value)));
      assert.equal(openFor(theirs, 'confirm', sealed), null);
      assert.equal(openFor(mine, 'link', sealed), null);
      const changed = Buffer.from(sealed);
      changed[at % changed.length]! ^= 1;
      assert.equal(openFor(mine, 'confirm', changed), null);
      assert.notEqual(bindingOf(mine, 's').nonce, bindingOf(mine, 't').nonce);
      assert.notEqual(bindingOf(mine, 's').nonce, bindingOf(mine, 's').verifier);
    }),
  );
});
