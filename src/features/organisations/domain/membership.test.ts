import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { ROLES } from '../../../platform/commands/may.ts';
import { NOT_FROM_A_PROVIDER } from '../../../platform/providers/settings.ts';
import type { GrantText } from '../domain.ts';
import {
  isLookedAfter,
  isSamePlace,
  NEVER_FROM_A_PROVIDER,
  problemsWithGrant,
  standingGrants,
  withGrant,
  withoutGrant,
  withProviderRoles,
  wouldBeLeftAlone,
} from './membership.ts';

const NOW = new Date('2026-03-12T09:00:00Z');
const DAY = 24 * 60 * 60 * 1000;
const inDays = (days: number) => new Date(NOW.getTime() + days * DAY).toISOString();

const place = fc.record({
  role: fc.constantFrom(...ROLES),
  service: fc.constantFrom(null, 'DEMO', 'demo', 'OTHER'),
});
const grant: fc.Arbitrary<GrantText> = fc
  .tuple(place, fc.constantFrom(null, -1, 0, 1, 30), fc.constantFrom('trust', 'cis2', null))
  .map(([at, days, provider]) => ({
    ...at,
    until: days === null ? null : inDays(days),
    ...(provider !== null && { provider }),
  }));
const grants = fc.array(grant, { maxLength: 8 });

test('a role that is given is held once, and the others stay as they are', () => {
  fc.assert(
    fc.property(grants, grant, (before, given) => {
      const after = withGrant(before, given);
      assert.equal(after.filter((one) => isSamePlace(one, given)).length, 1);
      assert.deepEqual(withoutGrant(after, given), withoutGrant(before, given));
      assert.ok(!withoutGrant(after, given).some((one) => isSamePlace(one, given)));
    }),
  );
});

test('an assessor always ends, an administrator looks after the whole, and nothing begins when it is over', () => {
  fc.assert(
    fc.property(grant, (given) => {
      const fields = problemsWithGrant(given, NOW).map(({ field }) => field);
      const over = given.until !== null && new Date(given.until) <= NOW;
      const endless = given.role === 'assessor' && given.until === null;
      const narrow = given.role === 'administrator' && given.service !== null;
      const wide = given.role === 'assessor' && given.service === null;
      assert.deepEqual(fields, [...(narrow || wide ? ['service'] : []), ...(over || endless ? ['until'] : [])]);
    }),
  );
  const assessor = { role: 'assessor', service: 'DEMO' };
  assert.deepEqual(problemsWithGrant({ ...assessor, until: inDays(300) }, NOW), []);
  assert.match(problemsWithGrant({ ...assessor, until: inDays(400) }, NOW)[0]!.message, /within a year/u);
});

test('nobody can be the last administrator to go', () => {
  const members = fc.array(fc.record({ person: fc.constantFrom('a', 'b', 'c'), grants }), { maxLength: 3 });
  fc.assert(
    fc.property(members, grants, (all, after) => {
      const unique = all.filter((one, index) => all.findIndex(({ person }) => person === one.person) === index);
      const alone = wouldBeLeftAlone(unique, 'a', after);
      const changed = unique.map((one) => (one.person === 'a' ? { ...one, grants: after } : one));
      // Left alone by this, and not before; what ends by itself looks after nothing.
      assert.equal(alone, isLookedAfter(unique) && !isLookedAfter(changed));
    }),
  );
  const endless = { role: 'administrator', service: null, until: null };
  assert.ok(wouldBeLeftAlone([{ person: 'a', grants: [endless] }], 'a', [{ ...endless, until: inDays(30) }]));
  assert.ok(!wouldBeLeftAlone([{ person: 'a', grants: [endless] }], 'b', []));
});

test('a provider gives what it says now for a week, and changes nothing that a person gave', () => {
  fc.assert(
    fc.property(grants, fc.array(place, { maxLength: 6 }), (before, said) => {
      const after = withProviderRoles(before, 'trust', said, NOW) ?? before;
      const others = (all: readonly GrantText[]) => all.filter(({ provider }) => provider !== 'trust');
      assert.deepEqual(others(after), others(before));
      for (const { role, until, service } of after.filter(({ provider }) => provider === 'trust')) {
        assert.ok(said.some((one) => isSamePlace(one, { role, service })));
        assert.ok(!NEVER_FROM_A_PROVIDER.includes(role));
        const days = (new Date(until!).getTime() - NOW.getTime()) / DAY;
        assert.ok(days > 6);
      }
      // Said again at once, nothing has to be written.
      assert.equal(withProviderRoles(after, 'trust', said, NOW), null);
      // Whoever is no longer known there is no longer known here.
      const gone = withProviderRoles(after, 'trust', [], NOW) ?? after;
      assert.deepEqual(gone, others(before));
    }),
  );
  const given = withProviderRoles([], 'trust', [{ role: 'viewer', service: null }], NOW)!;
  assert.deepEqual(standingGrants(given, new Date(inDays(8))), []);
});

test('what no provider gives is the same in the settings and where roles are given', () => {
  assert.deepEqual([...NEVER_FROM_A_PROVIDER].toSorted(), [...NOT_FROM_A_PROVIDER].toSorted());
});
