import assert from 'node:assert/strict';
import { test } from 'node:test';
import { z } from 'zod';
import { testApp } from '../../test-app.ts';
import { anyCommand, anyQuery, command, query } from './command.ts';
import { ask, execute } from './execute.ts';
import { entriesAfter } from '../ledger/store.ts';
import { Denied, InputProblem, KeyReused, NotFound } from './problems.ts';

const may = { roles: ['safety engineer'], where: 'service' } as const;
const service = z.string('Name the service.').overwrite((named) => (named === 'ALIAS' ? 'OTHER' : named));
const write = anyCommand(
  command({
    feature: 'test',
    name: 'writeIt',
    summary: 'Writes it',
    input: z.strictObject({ service, words: z.string('Give words.') }),
    may,
    subject: () => null,
    run: async () => ({}),
  }),
);
const read = anyQuery(
  query({
    feature: 'test',
    name: 'its',
    summary: 'It',
    input: z.strictObject({ service, words: z.string('Give words.') }),
    output: z.object({}),
    may,
    run: async () => ({}),
  }),
);
const held = [{ role: 'safety engineer', service: 'DEMO', until: null } as const];
const app = await testApp({ roles: [...held, { role: 'safety engineer', service: 'ALIAS', until: null }] });
const viewer = await testApp({ roles: [{ role: 'viewer', service: 'DEMO', until: null }] });

test('whoever may not is not told what would be wrong with the input', async () => {
  await assert.rejects(viewer.execute(write, { service: 'DEMO' }), Denied);
  await assert.rejects(viewer.execute(write, {}), Denied);
  await assert.rejects(app.execute(write, { service: 'OTHER' }), NotFound);
  await assert.rejects(app.execute(write, { service: 'DEMO' }), InputProblem);
  await assert.rejects(app.execute(write, {}), InputProblem, 'where no service is named, that is what is wrong');
});

test('what counts is the service that the input names once it is understood', async () => {
  await assert.rejects(app.execute(write, { service: 'ALIAS', words: 'x' }), NotFound);
  await app.execute(write, { service: 'DEMO', words: 'x' });
  const actor = { kind: 'person', ...app.person, organisation: app.organisation, grants: held } as const;
  const grants = [...held, { role: 'safety engineer', service: 'ALIAS', until: null } as const];
  const asking = { actor: { ...actor, grants }, organisation: app.organisation };
  await assert.rejects(ask(app.ground, read, { service: 'ALIAS', words: 'x' }, asking), NotFound);
  assert.deepEqual(await ask(app.ground, read, { service: 'DEMO', words: 'x' }, asking), {});
});

test('a sealed command leaves the changes as they are, and an entry that says neither who nor what', async () => {
  const seen: string[] = [];
  const ran: string[] = [];
  const sealed = anyCommand(
    command({
      feature: 'test',
      name: 'sealIt',
      summary: 'Seals it',
      input: z.strictObject({ service, words: z.string('Give words.') }),
      may,
      sealed: true,
      subject: () => null,
      run: async (tx, _actor, { words }) => {
        ran.push(words);
        if (words === 'in clear') tx.text('in clear');
        return { said: words };
      },
    }),
  );
  const actor = { kind: 'person', ...app.person, organisation: app.organisation, grants: held } as const;
  const ground = { ...app.ground, observe: (name: string) => void seen.push(name) };
  const send = (words: string, key: string) =>
    execute(ground, sealed, { service: 'DEMO', words }, { actor, organisation: app.organisation, key });
  const chain = (name: 'changes' | 'reads') =>
    app.ground.database.read(app.organisation, (tx) => entriesAfter(tx, name, 0, 1_000));
  const before = await chain('changes');
  assert.deepEqual((await send('a canary', 'once')).result, {}, 'what it answers is kept, and so it answers nothing');
  assert.equal((await send('a canary', 'once')).again, true);
  assert.equal(ran.length, 1);
  await assert.rejects(send('another', 'once'), KeyReused);
  await assert.rejects(send('in clear', 'twice'), /wrote something that is not/u);
  assert.deepEqual(await chain('changes'), before);
  const entries = await chain('reads');
  assert.deepEqual(
    entries.map(({ entry: { actor: who, command: what, subject }, content }) => [who, what, subject, content?.content]),
    [['system', 'sealed', null, '{}']],
  );
  assert.deepEqual([...new Set(seen)], ['sealed']);
});
