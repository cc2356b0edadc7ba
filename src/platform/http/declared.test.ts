import assert from 'node:assert/strict';
import { test } from 'node:test';
import { z } from 'zod';
import { testApp } from '../../test-app.ts';
import { anyCommand, command } from '../commands/command.ts';
import { ROLES, type May } from '../commands/may.ts';
import { open } from './declared.ts';
import { registerPage } from './forms.ts';

const everyone: May = { roles: ROLES, where: 'anywhere' };
const page = { path: '/test/page', may: everyone, load: async () => null, page: () => null as never };

test('what says nothing, or names no service, keeps the product from starting', async () => {
  const silent = testApp({ routes: (scope) => void scope.get('/test/silent', async () => 'x') });
  await assert.rejects(silent, /GET \/test\/silent says nobody who may ask for it\. .*registerPage/u);
  const placeless = { ...page, may: { ...everyone, where: 'service' } as const };
  await assert.rejects(
    testApp({ routes: (scope, services) => registerPage(scope, services, placeless) }),
    /GET \/test\/page is for roles in a service, and its address names none/u,
  );
  const unnamed = command({
    feature: 'test',
    name: 'judgeNothing',
    summary: 'Judges nothing',
    input: z.strictObject({}),
    may: { roles: [], where: 'service' },
    subject: () => null,
    run: async () => ({}),
  });
  await assert.rejects(
    testApp({ commands: [anyCommand(unnamed)] }),
    /test\/judgeNothing is for roles in a service, and its input/u,
  );
  const fine = await testApp({
    routes: (scope, services) => {
      registerPage(scope, services, page);
      scope.get('/test/open', { config: open('It is a test.') }, async () => 'x');
    },
  });
  await fine.close();
});
