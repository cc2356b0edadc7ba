import assert from 'node:assert/strict';
import { test } from 'node:test';
import { allows, authorise, everywhere, ROLES, servicesSeen, type Actor, type Grant, type May } from './may.ts';
import { Denied, NotFound } from './problems.ts';

const person = (...grants: readonly Grant[]): Actor => ({
  kind: 'person',
  id: 'p',
  name: 'Wren Applewhite',
  organisation: 'ours',
  grants,
});
const inDemo: Grant = { role: 'safety engineer', service: 'DEMO', until: null };
const engineers: May = { roles: ['safety engineer'], where: 'service' };
const of = (actor: Actor) => ({ actor, organisation: 'ours' });

test('a role counts where it is held, however the reference is written', () => {
  const ours = of(person(inDemo));
  assert.ok(allows(engineers, ours, 'DEMO'));
  assert.ok(allows(engineers, ours, ' demo '));
  for (const service of ['OTHER', '', null]) assert.ok(!allows(engineers, ours, service), String(service));
  assert.ok(!allows({ ...engineers, where: 'organisation' }, ours, 'DEMO'));
  assert.ok(allows({ ...engineers, where: 'anywhere' }, ours, null));
  assert.ok(!allows(engineers, { ...ours, organisation: 'theirs' }, 'DEMO'));
});

test('a role for the whole organisation counts in each of its services', () => {
  const ours = of(person(...everywhere(['safety engineer'])));
  for (const service of ['DEMO', 'OTHER']) assert.ok(allows(engineers, ours, service));
  assert.ok(allows({ ...engineers, where: 'organisation' }, ours, null));
  assert.ok(!allows({ ...engineers, roles: ['viewer'] }, ours, 'DEMO'));
});

test('programs may what their scopes say, in their service; the operator what is open to operators', () => {
  const token = (service: string | null, ...scopes: ('read' | 'import' | 'pipeline')[]) =>
    of({ kind: 'token', id: 't', organisation: 'ours', scopes, service });
  const read: May = { roles: [], where: 'service', token: 'read' };
  assert.ok(allows(read, token(null, 'read'), 'DEMO'));
  assert.ok(allows(read, token('DEMO', 'read'), 'demo'));
  assert.ok(!allows(read, token('DEMO', 'read'), 'OTHER'));
  assert.ok(!allows(read, token(null, 'pipeline', 'import'), 'DEMO'));
  assert.ok(!allows({ ...read, where: 'organisation' }, token('DEMO', 'read'), null), 'not beyond its service');
  assert.ok(!allows(engineers, token(null, 'read', 'import', 'pipeline'), 'DEMO'));
  assert.ok(!allows(engineers, of({ kind: 'operator' }), 'DEMO'));
  assert.ok(allows({ ...engineers, operator: true }, of({ kind: 'operator' }), 'DEMO'));
});

test('whoever holds nothing in a service is not told that it exists', () => {
  assert.throws(() => authorise(engineers, of(person(inDemo)), 'OTHER'), NotFound);
  const viewer = of(person({ role: 'viewer', service: 'DEMO', until: null }));
  assert.throws(() => authorise(engineers, viewer, 'DEMO'), Denied);
  assert.throws(
    () => authorise(engineers, viewer, 'DEMO'),
    /This is for: safety engineer\. Your roles here: viewer\./u,
  );
});

test('what somebody sees is narrowed to where they hold a role', () => {
  assert.deepEqual(servicesSeen(person(inDemo, { ...inDemo, service: 'A-1' }, inDemo)), ['A-1', 'DEMO']);
  assert.equal(servicesSeen(person(inDemo, ...everywhere(['viewer']))), null);
  assert.deepEqual(servicesSeen(person()), []);
  assert.equal(servicesSeen({ kind: 'operator' }), null);
  assert.equal(everywhere(ROLES).length, ROLES.length);
});
