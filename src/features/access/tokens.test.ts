import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import pg from 'pg';
import { anyCommand } from '../../platform/commands/command.ts';
import { execute } from '../../platform/commands/execute.ts';
import { Denied, InputProblem, NotPossible } from '../../platform/commands/problems.ts';
import { newSecret } from '../../platform/sessions/sessions.ts';
import { digestOfToken, tokenOf } from '../../platform/sessions/tokens.ts';
import { testApp, type Visitor } from '../../test-app.ts';
import { everythingKept } from '../../testing/kept-store.ts';
import { makeToken } from './commands.ts';

const DAY = 24 * 3_600_000;
const app = await testApp({ roles: ['administrator', 'safety engineer'] });
const nobody = app.signedOut();
await add('WCS');
await add('OTTER');

function add(reference: string) {
  return app.api('POST', 'services/createService', {
    reference,
    name: `Service ${reference}`,
    role: 'both',
    phase: 'live',
  });
}

async function make(who: Visitor, values: Readonly<Record<string, string | readonly string[]>>) {
  const page = await who.send('/account/tokens/new', { label: 'Nightly import', scopes: ['read'], ...values });
  return { page, token: /primum_[\w-]{43}/u.exec(page.text)?.[0] ?? '' };
}

const asks = async (token: string, path = 'services/services', input = {}) =>
  (await nobody.api('GET', path, input, { headers: { authorization: `Bearer ${token}` } })).status;

/** A day in which people come back often enough to stay signed in. */
async function aDayPasses(...others: readonly Visitor[]): Promise<void> {
  for (let hours = 0; hours < 24; hours += 8) {
    app.clock.now = new Date(app.clock.now.getTime() + DAY / 3);
    await Promise.all([app, ...others].map((one) => one.get('/services')));
  }
}

describe('a token', () => {
  test('is made by whoever is shown it, this once, and works within its scopes', async () => {
    const { page, token } = await make(app, {});
    assert.deepEqual([page.status, page.headers['cache-control']], [200, 'no-store']);
    assert.match(page.text, /It is shown this once, and kept nowhere.*It works until 11 April 2026/u);
    assert.doesNotMatch(page.html.match(/<title>.*?<\/title>/su)![0], /primum_/u);
    assert.equal(await asks(token), 200);
    const headers = { authorization: `Bearer ${token}` };
    const adds = { reference: 'PROG', name: 'By a program', role: 'both', phase: 'live' };
    const denied = await nobody.api('POST', 'services/createService', adds, { headers });
    assert.equal(denied.status, 403);
    assert.match(String(denied.json['detail']), /scope "import"/u);
    const listed = await app.get('/account/tokens');
    assert.match(
      listed.text,
      /Nightly import.*Read.*Wherever its owner may.*Works until 11 April 2026.*12 March 2026, 9:00am/u,
    );
    assert.ok(!listed.html.includes(token));
  });

  test('stands in the ledger as a program of its owner', async () => {
    const { token } = await make(app, { scopes: ['import'] });
    const input = { reference: 'BYPROG', name: 'By a program', role: 'both', phase: 'live' };
    const headers = { authorization: `Bearer ${token}` };
    assert.equal((await nobody.api('POST', 'services/createService', input, { headers })).status, 200);
    assert.match(
      (await app.get('/services/BYPROG')).text,
      /Added.*A program of C\. Safety|A program of C\. Safety.*Added/u,
    );
  });

  test('that is asked for twice by one page is one, and shown both times', async () => {
    const form = await app.get('/account/tokens/new');
    const hidden = Object.fromEntries(
      [...form.html.matchAll(/name="(_\w+)" value="([^"]+)"/gu)].map(([, name, value]) => [name!, value!]),
    );
    const send = () => app.post('/account/tokens/new', { ...hidden, label: 'Twice', scopes: ['read'], days: '30' });
    const [first, second] = await Promise.all([send(), send()]);
    const shown = [first, second].map(({ text }) => /primum_[\w-]{43}/u.exec(text)?.[0]);
    assert.ok(shown[0] && shown[0] === shown[1]);
    assert.equal(await asks(shown[0]), 200);
    assert.equal(
      (await app.get('/account/tokens')).text.match(/Twice/gu)?.length,
      2,
      'once in its row, once in its link',
    );
    const other = await app.as({ roles: ['viewer'] });
    assert.equal((await other.post('/account/tokens/new', { ...hidden, label: 'x', scopes: ['read'] })).status, 403);
  });

  test('stands in no ledger and no kept answer: only its digest is kept, in one place', async () => {
    const { token } = await make(app, { label: 'Kept nowhere' });
    const owner = new pg.Client(app.owner);
    await owner.connect();
    try {
      const kept = await everythingKept(owner);
      assert.ok(
        kept.some(({ row }) => row.includes('makeToken')),
        'what is kept was read',
      );
      const [secret, digest] = [token.replace('primum_', ''), digestOfToken(token)];
      assert.deepEqual(
        kept.filter(({ row }) => row.includes(secret)),
        [],
      );
      const withDigest = kept.filter(({ row }) => row.includes(digest)).map(({ table }) => table);
      assert.deepEqual(withDigest, ['api_token']);
      const entry = kept.find(({ table, row }) => table === 'ledger_content' && row.includes('scopes'));
      assert.ok(entry && !/Nightly|Kept nowhere/u.test(entry.row), 'nor what it was said to be for');
    } finally {
      await owner.end();
    }
  });

  test('ends by itself, by its owner, by an administrator, and for nobody else', async () => {
    const engineer = await app.as({ name: 'Ottoline Reed', roles: ['safety engineer'] });
    const short = await make(engineer, { days: '1', label: 'Short' });
    const long = await make(engineer, { days: '90', label: 'Long' });
    await aDayPasses(engineer);
    assert.deepEqual([await asks(short.token), await asks(long.token)], [401, 200]);
    assert.match((await engineer.get('/account/tokens')).text, /Short.*Over since 13 March 2026/u);

    const id = /\/account\/tokens\/([\da-f-]{36})\/end/u.exec((await engineer.get('/account/tokens')).html)![1]!;
    const colleague = await app.as({ roles: ['safety engineer', 'clinical safety officer'] });
    const stranger = await app.elsewhere({ roles: ['administrator'] });
    for (const one of [colleague, stranger]) {
      assert.equal((await one.get(`/account/tokens/${id}/end`)).status, 404);
      assert.equal((await one.api('POST', 'access/revokeToken', { token: id })).status, 404);
    }
    assert.equal((await colleague.get('/organisation/tokens')).status, 403);
    assert.match((await app.get('/organisation/tokens')).text, /Long Owner Ottoline Reed/u);
    const done = await app.send(`/account/tokens/${id}/end`, {}, { follow: true });
    assert.match(done.text, /The token is ended.*Ended on 13 March 2026/u);
    assert.equal(await asks(long.token), 401);
    assert.equal((await engineer.send(`/account/tokens/${id}/end`, {})).status, 409, 'it was ended before');
    assert.equal((await app.get('/account/tokens/nonsense/end')).status, 404);
  });

  test('may what its owner may as things stand now, and stops when they leave', async () => {
    const owner = await app.as({ roles: ['safety engineer'] });
    const { token } = await make(owner, { service: 'wcs' });
    assert.equal(await asks(token, 'services/service', { service: 'WCS' }), 200);
    assert.equal(await asks(token, 'services/service', { service: 'OTTER' }), 403, 'it is for one service');
    const listed = await nobody.api('GET', 'services/services', {}, { headers: { authorization: `Bearer ${token}` } });
    assert.deepEqual(
      (listed.json['services'] as { reference: string }[]).map(({ reference }) => reference),
      ['WCS'],
    );

    await app.give(owner.person.id, [{ role: 'viewer', service: 'OTTER', until: null }]);
    assert.equal(await asks(token, 'services/service', { service: 'WCS' }), 401, 'nothing is left of what it is for');
    assert.match((await owner.get('/account/tokens')).text, /Does nothing: its owner holds no role there/u);
    await app.give(owner.person.id, [{ role: 'assessor', service: 'WCS', until: new Date('2027-01-01') }]);
    assert.equal(await asks(token), 401, 'a program does not look for an assessor');
    await app.give(owner.person.id, [
      { role: 'viewer', service: 'WCS', until: new Date(app.clock.now.getTime() + DAY) },
    ]);
    assert.equal(await asks(token), 200);
    await aDayPasses();
    assert.equal(await asks(token), 401, 'the role ended by itself, and the token with it');
    await app.give(owner.person.id, []);
    assert.equal(await asks(token), 401);
  });

  test('that cannot be made is explained, and what was typed is kept', async () => {
    const local = await app.as({ roles: [{ role: 'viewer', service: 'WCS', until: null }] });
    const wrong = await local.send('/account/tokens/new', { label: 'Mine', scopes: [], service: 'OTTER', days: 'x' });
    assert.equal(wrong.status, 422);
    assert.match(wrong.text, /There is a problem.*Choose what the program may do.*Say for how many days/u);
    assert.match(wrong.html, /value="Mine"/u);
    for (const [values, sentence] of [
      [{ service: 'OTTER' }, /There is no service OTTER in which its owner holds a role/u],
      [{ service: 'NOWHERE' }, /There is no service NOWHERE in which its owner holds a role/u],
      [{ days: '91' }, /90 days at most/u],
      [{ days: '0' }, /1 day at least/u],
      [{ days: '1.5' }, /as a number from 1 to 90/u],
      [{ label: '' }, /Say what the token is for/u],
      [{ scopes: ['everything'] }, /Choose from: read, import, pipeline/u],
      [{ label: 'For 943 476 5919' }, /NHS number/u],
    ] as const)
      assert.match((await make(local, values)).page.text, sentence);
    assert.match((await local.get('/account/tokens')).text, /You have none/u);
  });

  test('is nobody else’s to make', async () => {
    const digest = digestOfToken(tokenOf(newSecret()));
    const wanted = { label: 'x', scopes: ['read'], digest };
    const somebody = await app.as({ roles: ['viewer'] });
    const command = anyCommand(makeToken);
    await assert.rejects(app.execute(command, { ...wanted, person: somebody.person.id }), Denied);
    const asOperator = (input: object) =>
      execute(app.ground, command, input, { actor: { kind: 'operator' }, organisation: app.organisation });
    await assert.rejects(asOperator(wanted), InputProblem);
    const stranger = await app.elsewhere({ roles: ['viewer'] });
    await assert.rejects(asOperator({ ...wanted, person: stranger.person.id }), InputProblem);
    await asOperator({ ...wanted, person: somebody.person.id });
    await assert.rejects(asOperator({ ...wanted, person: somebody.person.id }), /This token was used before/u);
    const assessor = await app.as({ roles: [{ role: 'assessor', service: 'WCS', until: new Date('2027-01-01') }] });
    assert.equal((await assessor.get('/account/tokens')).status, 403);
    const fresh = { ...wanted, digest: digestOfToken(tokenOf(newSecret())), person: assessor.person.id };
    await assert.rejects(asOperator(fresh), NotPossible);
  });
});
