import assert from 'node:assert/strict';
import { test } from 'node:test';
import { z } from 'zod';
import { testApp } from '../../test-app.ts';
import { anyCommand, anyQuery, command, query } from './command.ts';
import { ask } from './execute.ts';
import { Denied, InputProblem, NotFound } from './problems.ts';

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
