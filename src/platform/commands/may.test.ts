import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import {
  allows,
  authorise,
  authoriseAhead,
  everywhere,
  grantsOfToken,
  isAssessing,
  ROLES,
  SCOPES,
  servicesSeen,
  type Actor,
  type Grant,
  type May,
} from './may.ts';
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
    of({ kind: 'token', id: 't', organisation: 'ours', scopes, service, grants: everywhere(['viewer']) });
  const read: May = { roles: ['viewer'], where: 'service', token: 'read' };
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

/* --- Tokens ------------------------------------------------------------------------------------------------------ */

const SERVICES = ['DEMO', 'OTHER', null] as const;
const someService = fc.constantFrom(...SERVICES);
const someGrants = fc.array(
  fc.record({ role: fc.constantFrom(...ROLES), service: someService, until: fc.constant(null) }),
  { maxLength: 4 },
);
const someMay: fc.Arbitrary<May> = fc.record(
  {
    roles: fc.subarray([...ROLES]),
    where: fc.constantFrom('service', 'organisation', 'anywhere'),
    token: fc.constantFrom(...SCOPES),
    operator: fc.constant(true),
  },
  { requiredKeys: ['roles', 'where'] },
);
const someToken = (grants: readonly Grant[]) =>
  fc
    .record({ scopes: fc.subarray([...SCOPES]), service: someService })
    .map(({ scopes, service }): Actor & { readonly kind: 'token' } => ({
      kind: 'token',
      id: 't',
      organisation: 'ours',
      scopes,
      service,
      grants: grantsOfToken(grants, service),
    }));

test('a token never may what its owner may not, nor beyond its scopes and its service, nor as an assessor', () => {
  const some = someGrants.chain((grants) => fc.tuple(fc.constant(grants), someToken(grants), someMay, someService));
  let allowed = 0;
  fc.assert(
    fc.property(some, ([grants, token, may, service]) => {
      if (!allows(may, of(token), service)) return;
      allowed++;
      assert.ok(allows(may, of(person(...grants)), service), 'its owner may');
      assert.ok(
        allows(may, of(person(...grants.filter(({ role }) => role !== 'assessor'))), service),
        'not as assessor',
      );
      assert.ok(
        [may.token ?? []].flat().some((scope) => token.scopes.includes(scope)),
        'within its scopes',
      );
      if (token.service !== null && may.where !== 'anywhere') assert.equal(service, token.service, 'in its service');
      assert.ok(!allows(may, { actor: token, organisation: 'theirs' }, service), 'in its organisation');
    }),
    { numRuns: 3_000 },
  );
  assert.ok(allowed > 50, `some are allowed: ${allowed}`);
});

test('a token sees no service that its owner does not see', () => {
  const some = someGrants.chain((grants) => fc.tuple(fc.constant(grants), someToken(grants)));
  fc.assert(
    fc.property(some, ([grants, token]) => {
      const [owner, seen] = [servicesSeen(person(...grants)), servicesSeen(token)];
      if (seen === null) assert.equal(owner, null);
      else if (owner !== null) assert.ok(seen.every((service) => owner.includes(service)));
      if (token.service !== null) assert.ok(seen!.every((service) => service === token.service));
    }),
  );
});

test('an assessor assesses where they hold nothing else', () => {
  const assessor = (service: string): Grant => ({ role: 'assessor', service, until: new Date('2026-04-01') });
  const both = person(assessor('OTHER'), assessor('DEMO'), inDemo);
  assert.ok(isAssessing(both, 'other'));
  assert.ok(!isAssessing(both, 'DEMO'), 'an engineer there looks as an engineer');
  assert.ok(!isAssessing(both, 'NEITHER'));
  assert.ok(isAssessing(both, null), 'a list has something in it that they only assess');
  assert.ok(!isAssessing(person(assessor('DEMO'), inDemo), null));
  assert.ok(!isAssessing(person(assessor('DEMO'), ...everywhere(['viewer'])), 'DEMO'));
  assert.ok(!isAssessing({ kind: 'operator' }, 'DEMO'));
});

test('before the service is known, only those are refused who may nowhere', () => {
  assert.doesNotThrow(() => authoriseAhead(engineers, of(person(inDemo)), null));
  assert.throws(() => authoriseAhead(engineers, of(person({ ...inDemo, role: 'viewer' })), null), Denied);
  assert.throws(() => authoriseAhead(engineers, of(person(inDemo)), 'OTHER'), NotFound);
});
