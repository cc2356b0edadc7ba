import assert from 'node:assert/strict';
import { writeFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { after, describe, test } from 'node:test';
import { z } from 'zod';
import { plantToken } from '../../test-app-store.ts';
import { testApp } from '../../test-app.ts';
import { anyCommand, anyQuery, command, query } from '../commands/command.ts';
import { NotPossible } from '../commands/problems.ts';
import { DatabaseProblem } from '../database/problem.ts';
import { features } from '../../features.ts';
import { assemble, type Installation } from '../installation.ts';
import { fieldsOf } from '../commands/schema.ts';
import type { House } from './house.ts';
import { CliProblem } from './problem.ts';
import { runCli } from './run.ts';
import { platformVerbs } from './verbs.ts';

const putThing = anyCommand(
  command({
    feature: 'test',
    name: 'putThing',
    summary: 'Puts a thing',
    input: z.strictObject({
      name: z.string().trim().min(1, 'Name the thing.').describe('what it is called'),
      size: z.int('Give a whole number.').optional(),
      tags: z.array(z.string()).optional(),
      parts: z.array(z.strictObject({ name: z.string('Name the part.') })).optional(),
      fragile: z.boolean().optional(),
      data: z.string().optional(),
      phase: z.enum(['alpha', 'beta'], 'Choose the phase: alpha or beta.').optional(),
    }),
    may: { roles: ['developer'], where: 'anywhere', operator: true, token: 'read' },
    subject: () => null,
    run: async (tx, actor, { name, ...rest }) => {
      if (name === 'closed') throw new NotPossible('It is closed.');
      return { name, rest: JSON.stringify(rest), by: actor.kind, entry: tx.seq };
    },
  }),
);
const judgeThing = anyCommand(
  command({
    feature: 'test',
    name: 'judgeThing',
    summary: 'Judges a thing',
    input: z.strictObject({ name: z.string('Name it.') }),
    may: { roles: ['clinical safety officer'], where: 'anywhere' },
    subject: () => null,
    run: async () => ({}),
  }),
);
const things = anyQuery(
  query({
    feature: 'test',
    name: 'oldThings',
    summary: 'Things',
    input: z.strictObject({
      asAt: z.iso.date('Give a date, such as 2026-03-12.').optional(),
      most: z.int().optional(),
    }),
    output: z.object({ things: z.array(z.record(z.string(), z.unknown())) }),
    may: { roles: ['developer'], where: 'anywhere', operator: true, token: 'read' },
    run: async (_tx, input) => ({
      things: [
        {
          id: 'A',
          name: `A \u001B[31mred\u202E thing${'x'.repeat(80)}`,
          inner: { x: 1 },
          asked: JSON.stringify(input),
        },
        { id: 'B', name: 'Two\nlines', inner: { x: 2 }, asked: null },
      ],
    }),
  }),
);
const app = await testApp({ commands: [putThing, judgeThing], queries: [things] });
const folder = mkdtempSync(join(tmpdir(), 'primum-verbs-'));
after(() => rmSync(folder, { recursive: true, force: true }));

let opened = 0;
const house: House = {
  migrations: async () => [],
  assemble: async () => ({ ...(await assemble([])), commands: [putThing, judgeThing], queries: [things] }),
  organisation: async (_installation, name) => {
    if (name === 'Nowhere') throw new CliProblem('There is no organisation "Nowhere".');
    return app.organisation;
  },
};

async function primum(args: readonly string[], env: NodeJS.ProcessEnv = {}) {
  const [out, err] = [new PassThrough(), new PassThrough()];
  const code = await runCli(
    args,
    {
      out,
      err,
      env,
      open: async ({ data }) => {
        if (data === '/broken') throw new DatabaseProblem('Primum could not use the database.');
        opened++;
        return { ground: app.ground, close: async () => void opened-- } as Partial<Installation> as Installation;
      },
    },
    { house, verbs: platformVerbs(house) },
  );
  assert.equal(opened, 0, 'what was opened is closed');
  const text = (stream: PassThrough) => String(stream.read() ?? '');
  return { code, out: text(out), err: text(err) };
}

describe('verbs made from commands', () => {
  test('take their options from the input, and print what was done', async () => {
    const parts = join(folder, 'parts.json');
    writeFileSync(parts, '[{"name":"p"}]');
    const args = ['put-thing', '--name', 'Box', '--size', '3', '--tags', 'a', '--tags=-b', '--parts', `@${parts}`];
    const done = await primum([...args, '--fragile', '--the-data', 'x', '--phase', 'beta', '--format', 'json']);
    assert.deepEqual([done.code, done.err], [0, '']);
    const { seq, result } = JSON.parse(done.out) as { seq: number; result: Record<string, unknown> };
    assert.deepEqual([result['name'], result['by'], result['entry']], ['Box', 'operator', seq]);
    assert.deepEqual(JSON.parse(String(result['rest'])), {
      size: 3,
      tags: ['a', '-b'],
      parts: [{ name: 'p' }],
      fragile: true,
      data: 'x',
      phase: 'beta',
    });
    const input = join(folder, 'input.json');
    writeFileSync(input, '{"name":"From a file","size":1}');
    const text = await primum(['put-thing', '--input', input, '--size', '2']);
    assert.match(
      text.out,
      /^Done: entry 2 of the ledger\.\nname: From a file\nrest: \{"size":2\}\nby: operator\nentry: 2\n$/u,
    );
  });

  test('say in sentences what is wrong', async () => {
    const cases: readonly (readonly [readonly string[], number, RegExp])[] = [
      [
        ['put-thing', '--size', 'x', '--name', ' '],
        2,
        /^primum put-thing: --name: Name the thing\.\nprimum put-thing: --size: Give a whole number\.\n$/u,
      ],
      [['put-thing', '--name', 'a', '--name', 'b'], 2, /--name: Give this once\./u],
      [['put-thing', '--name', 'a', '--parts', '[{}]'], 2, /--parts \(0\.name\): Name the part\./u],
      [['put-thing', '--what'], 2, /Unknown option '--what'.*--help/u],
      [['put-thing', 'stray'], 2, /--help" says/u],
      [['put-thing', '--name', 'a', '--format', 'xml'], 2, /text or json/u],
      [['put-thing', '--input', '/nowhere'], 2, /could not be read/u],
      [['put-thing', '--name', 'a', '--organisation', 'Nowhere'], 2, /no organisation "Nowhere"/u],
      [['put-thing', '--name', 'closed'], 1, /It is closed\./u],
      [['put-thing', '--name', 'a', '--data', '/broken'], 4, /could not use the database/u],
      [['judge-thing'], 1, /needs a person, by name: sign in/u],
      [['no-such\u001B[1m'], 2, /no verb/u],
      [['list', 'nothing'], 2, /There is: old-things/u],
      [['list', 'old-things', '--as-at', 'March'], 2, /--as-at: Give a date/u],
    ];
    for (const [args, code, says] of cases) {
      const answer = await primum(args);
      assert.equal(answer.code, code, args.join(' '));
      assert.match(answer.err, says);
      assert.equal(answer.out, '');
      assert.ok(!answer.err.includes('\u001B'));
    }
  });

  test('have help: of all, of one', async () => {
    const all = await primum(['--help']);
    assert.match(all.out, /put-thing {2,}Puts a thing\n\nThese need a person.*\n\n {2}judge-thing/u);
    assert.match(
      (await primum(['put-thing', '--help'])).out,
      /--name TEXT +needed; what it is called\n.*\n? +--tags TEXT/su,
    );
    assert.match((await primum(['judge-thing', '--help'])).out, /needs a person/u);
    assert.match((await primum(['list', '--help'])).out, /old-things {2}Things/u);
    assert.equal((await primum([])).code, 2);
  });
});

test('list prints a query as it is in JSON, and as a table for people', async () => {
  const json = await primum(['list', 'old-things', '--as-at', '2026-03-12', '--most', '2', '--format', 'json']);
  const { things: rows, ...rest } = JSON.parse(json.out) as { things: Record<string, unknown>[] };
  assert.deepEqual([rest, rows[0]!['asked']], [{}, '{"asAt":"2026-03-12","most":2}']);
  const { out } = await primum(['list', 'old-things']);
  assert.match(out, /^id {2}name +asked\nA {3}A \uFFFD\[31mred\uFFFD thingx+\u2026 +\{\}\nB {3}Two lines\n$/u);
});

test('with PRIMUM_URL and PRIMUM_TOKEN, verbs ask the server, and keep their words and exit codes', async () => {
  const owner = { person: app.person.id, scopes: ['read'] } as const;
  const { token } = await plantToken(app.ground.database, app.organisation, owner, app.clock.now);
  const env = { PRIMUM_URL: await app.listen(), PRIMUM_TOKEN: token };
  const done = await primum(['put-thing', '--name', 'Far', '--tags', 'a', '--format', 'json'], env);
  assert.deepEqual([done.code, done.err], [0, '']);
  assert.equal((JSON.parse(done.out) as { result: { name: string } }).result.name, 'Far');
  const asked = await primum(['list', 'old-things', '--as-at', '2026-03-12', '--most', '2', '--format', 'json'], env);
  assert.equal(
    (JSON.parse(asked.out) as { things: { asked: string }[] }).things[0]!.asked,
    '{"asAt":"2026-03-12","most":2}',
  );
  assert.equal((await primum(['put-thing', '--name', 'closed'], env)).code, 1);
  assert.equal((await primum(['put-thing', '--name', ' '], env)).code, 2);
  assert.equal((await primum(['judge-thing', '--name', 'x'], env)).code, 1);
  const nowhere = await primum(['list', 'old-things'], { ...env, PRIMUM_URL: 'http://127.0.0.1:9' });
  assert.deepEqual([nowhere.code, /does not answer/u.test(nowhere.err)], [4, true]);

  await app.give(app.person.id, []);
  const ended = await primum(['list', 'old-things'], env);
  assert.deepEqual([ended.code, /no longer works/u.test(ended.err)], [1, true]);
});

test('sign-in-link signs somebody in, once', async () => {
  const made = await primum(['sign-in-link', '--url', 'https://primum.example.org']);
  assert.match(made.err, /It signs in C\. Safety, once, until 12 March 2026, 10/u);
  const path = /^https:\/\/primum\.example\.org(\/sign-in\/[\w-]{43})\n$/u.exec(made.out)?.[1];
  // Whose roles ended above belongs nowhere, and no link makes up for that.
  assert.equal((await app.signedOut().post(path!, {})).status, 403);
  await app.give(app.person.id, ['developer']);
  const next = (await primum(['sign-in-link'])).out.trim().replace(/^https?:\/\/[^/]+/u, '');
  assert.equal((await app.signedOut().post(next, {})).status, 303);
  assert.equal((await app.signedOut().post(next, {})).status, 410);
  const id = (await primum(['add-person', '--name', 'A. Clinician'])).out.trim();
  const several = await primum(['sign-in-link']);
  assert.equal(several.code, 2);
  assert.match(several.err, /--person.*\n.*C\. Safety\n.*A\. Clinician/u);
  assert.equal((await primum(['sign-in-link', '--person', 'a. clinician'])).code, 0);
  assert.equal((await primum(['sign-in-link', '--person', id])).code, 0);
  assert.equal((await primum(['sign-in-link', '--person', 'Nobody'])).code, 1);
  assert.equal((await primum(['add-person', '--name', ' '])).code, 2);
  const addressed = ['add-person', '--name', 'B. Clinician', '--email', 'B.Clinician@Example.org'];
  assert.equal((await primum(addressed)).code, 0);
  assert.match((await primum(['sign-in-link', '--person', 'b.clinician@example.org'])).err, /B\. Clinician/u);
  const taken = await primum(addressed);
  assert.deepEqual([taken.code, taken.out], [1, '']);
  assert.match(taken.err, /Another person has this email address\. Nobody was added\./u);
  assert.equal((await primum(['sign-in-link', '--person', 'B. Clinician'])).code, 0, 'and there is only one');
  assert.match((await primum(['add-person', '--name', 'C', '--email', 'c'])).err, /not an email address/u);
});

test('every command and query of the product can be said in words', async () => {
  const { commands, queries } = await assemble(features);
  const names = [...commands, ...queries].map((one) => `${one.feature}/${one.name}`);
  assert.equal(new Set(names).size, names.length, 'no two have one address');
  assert.equal(new Set(commands.map((one) => one.name)).size, commands.length, 'no two have one verb');
  assert.equal(new Set(queries.map((one) => one.name)).size, queries.length, 'no two have one name in lists');
  for (const one of [...commands, ...queries]) {
    for (const field of fieldsOf(one.input))
      assert.match(field.name, /^[a-z][A-Za-z\d]*$/u, `${one.name} ${field.name}`);
  }
});
