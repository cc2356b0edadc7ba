import assert from 'node:assert/strict';
import { PassThrough } from 'node:stream';
import { test } from 'node:test';
import { runCli } from '../../platform/cli/run.ts';
import type { CliIo } from '../../platform/feature.ts';
import type { Installation } from '../../platform/installation.ts';
import { testApp } from '../../test-app.ts';
import { access } from './index.ts';

const app = await testApp({ roles: ['safety engineer'] });
await app.as({ name: 'Two Alike', roles: ['viewer'] });
await app.as({ name: 'Two Alike', roles: ['viewer'] });

async function primum(...args: string[]) {
  const [out, err] = [new PassThrough(), new PassThrough()];
  const installation = { ground: app.ground, close: async () => undefined } as Partial<Installation> as Installation;
  const io: CliIo = { out, err, env: {}, open: async () => installation };
  const house = { assemble: async () => assert.fail(), migrations: async () => [], organisation: async () => '' };
  const code = await runCli(args, io, { house, verbs: access.verbs! });
  const text = (stream: PassThrough) => String(stream.read() ?? '');
  return { code, out: text(out), err: text(err) };
}

const ask = async (token: string) =>
  (await app.signedOut().api('GET', 'services/services', {}, { headers: { authorization: `Bearer ${token.trim()}` } }))
    .status;

test('primum token makes one for a person, lists them, and ends one', async () => {
  const wanted = ['token', '--person', app.person.name, '--label', 'Nightly'];
  const made = await primum(...wanted, '--scope', 'read,import', '--scope', 'pipeline', '--days', '5');
  assert.equal(made.code, 0, made.err);
  assert.match(made.out, /^primum_[\w-]{43}\n$/u);
  assert.match(made.err, /Keep it as you would a password: it is not shown again\. It works until 17 March 2026/u);
  assert.equal(await ask(made.out), 200);

  const listed = await primum('token', '--list');
  assert.match(listed.out, /Nightly {2}C\. Safety {2}read, import, pipeline {2}until 17 March 2026.* {2}last used 12/u);
  assert.ok(!listed.out.includes(made.out.trim()));
  const id = listed.out.split(' ')[0]!;
  assert.deepEqual(await primum('token', '--revoke', id), { code: 0, out: '', err: '' });
  assert.equal(await ask(made.out), 401);
  assert.match((await primum('token', '--revoke', id)).err, /"Nightly" was ended before/u);
  assert.match((await primum('token', '--list')).out, /Nightly.* {2}ended {2}/u);
  assert.match((await primum(...wanted)).err, /It works until 11 April 2026/u, '30 days unless told');
});

test('primum token says what is wrong, in a sentence', async () => {
  const label = ['--label', 'x'];
  const mine = ['--person', app.person.name, ...label];
  for (const [args, code, sentence] of [
    [label, 2, /Say whose token it is, with --person/u],
    [['--person', 'C. Safety'], 2, /Say what the token is for/u],
    [['--person', 'Nobody', ...label], 1, /There is nobody called "Nobody"/u],
    [['--person', 'Two Alike', ...label], 2, /Several people are called so.*\n.*Two Alike/u],
    [[...mine, '--days', '91'], 2, /90 days at most/u],
    [[...mine, '--days', 'soon'], 2, /as a number from 1 to 90/u],
    [[...mine, '--scope', 'everything'], 2, / --scope: Choose from: read, import, pipeline/u],
    [[...mine, '--service', 'NOWHERE'], 2, /There is no service NOWHERE/u],
    [['--revoke', 'x'], 2, / --revoke: Give the id of a token/u],
    [['--list', '--organisation', 'Nowhere'], 2, /--organisation: There is no organisation "Nowhere"/u],
  ] as const) {
    const said = await primum('token', ...args);
    assert.deepEqual([said.code, said.out], [code, ''], args.join(' '));
    assert.match(said.err, sentence);
  }
  assert.match((await primum('token', '--help')).out, /^primum token: makes a token/u);
});
