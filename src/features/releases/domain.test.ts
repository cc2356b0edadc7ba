import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import {
  comparedComponents,
  componentKey,
  componentLines,
  findingOf,
  impactCounts,
  impactStanding,
  isLookedAt,
  lookDue,
  mergedComponents,
  settingLines,
  typedComponents,
  typedReferences,
  typedSettings,
  unsaid,
  verifiedUntil,
  versionInPurl,
  whyNotCompetent,
  whyNotVerified,
  type AskedOnRelease,
  type ListedComponent,
} from './domain.ts';

const NOW = new Date('2026-03-12T12:00:00Z');
const DAY = 86_400_000;
const later = (days: number) => new Date(NOW.getTime() + days * DAY);

test('a component is the same one from release to release, whatever its version', () => {
  const key = (purl: string) => [componentKey('x', purl), versionInPurl(purl)];
  assert.deepEqual(key('pkg:npm/%40angular/core@17.0.1'), ['pkg:npm/%40angular/core', '17.0.1']);
  assert.deepEqual(key('pkg:npm/@angular/core@17.0.1'), ['pkg:npm/%40angular/core', '17.0.1']);
  assert.deepEqual(key('pkg:npm/@angular/core'), ['pkg:npm/%40angular/core', '']);
  assert.deepEqual(key('pkg:deb/debian/libc6@2.36-9%2Bdeb12u4?arch=amd64&distro=debian-12'), [
    'pkg:deb/debian/libc6',
    '2.36-9+deb12u4',
  ]);
  assert.deepEqual(key('pkg:golang/golang.org/x/text@v0.14.0#encoding'), ['pkg:golang/golang.org/x/text', 'v0.14.0']);
  assert.deepEqual(key('pkg:npm/a@%E0%A4%A'), ['pkg:npm/a', '%E0%A4%A']);
  assert.equal(componentKey('openssl', null), 'openssl');
});

const component: fc.Arbitrary<ListedComponent> = fc.record({
  key: fc.constantFrom('a', 'b', 'c', 'd'),
  name: fc.constantFrom('a', 'b'),
  version: fc.constantFrom('', '1', '2'),
  supplier: fc.constantFrom('', 'Larkmoor Software'),
});
const list = fc.array(component, { maxLength: 8 }).map(mergedComponents);

test('beside the release before, each component is new, changed, the same or gone, and one of unknown version never the same', () => {
  fc.assert(
    fc.property(list, fc.option(list), (now, before) => {
      const compared = comparedComponents(now, before);
      assert.equal(new Set(compared.map(({ key }) => key)).size, compared.length, 'each once');
      const old = new Map((before ?? []).map((one) => [one.key, one]));
      for (const { key, version, change } of compared) {
        const is = now.some((one) => one.key === key);
        if (!is) assert.equal(change, 'gone');
        else if (!old.has(key)) assert.equal(change, 'new');
        else assert.equal(change, version !== '' && old.get(key)!.version === version ? 'same' : 'changed');
      }
      assert.equal(compared.length, new Set([...now.map(({ key }) => key), ...old.keys()]).size);
    }),
  );
});

test('a list in another order, or cut in two, is the same list', () => {
  fc.assert(
    fc.property(fc.array(component, { maxLength: 8 }), (listed) => {
      const simple = (of: readonly ListedComponent[]) => mergedComponents(of).map(({ key, version }) => [key, version]);
      assert.deepEqual(simple(listed), simple(listed.toReversed()));
    }),
  );
  const twice = [
    { key: 'a', name: 'a', version: '2', supplier: '' },
    { key: 'a', name: 'a', version: '1', supplier: 'Larkmoor Software' },
  ];
  assert.deepEqual(mergedComponents(twice), [{ key: 'a', name: 'a', version: '1, 2', supplier: 'Larkmoor Software' }]);
});

test('what was said of a version is said of no other; and of an unknown one, of this release alone', () => {
  assert.equal(findingOf({ version: '1' }, 'r1'), findingOf({ version: '1' }, 'r2'));
  assert.notEqual(findingOf({ version: '1' }, 'r1'), findingOf({ version: '2' }, 'r1'));
  assert.notEqual(findingOf({ version: '' }, 'r1'), findingOf({ version: '' }, 'r2'));
  const open = { change: 'new', finding: null } as const;
  assert.deepEqual(unsaid([open, { change: 'gone', finding: null }]), [open]);
});

test('what is typed in lines comes back as it was typed', () => {
  const typed = 'openssl, 3.0.13, Larkmoor Software\nzlib, 1.3\n\nleft-pad';
  assert.equal(componentLines(typedComponents(typed)), 'openssl, 3.0.13, Larkmoor Software\nzlib, 1.3\nleft-pad');
  const { settings, wrong } = typedSettings('os=Debian 12\n\nnode = 24.1.0\nno value\n=x\nurl=a=b');
  assert.equal(settingLines(settings), 'node=24.1.0\nos=Debian 12\nurl=a=b');
  assert.deepEqual(wrong, ['no value', '=x']);
  assert.deepEqual(typedReferences(['haz 12, CTL-31\nctl-004; platform/CTL-3', 'HAZ-2', 'the photo']), {
    hazards: ['HAZ-2', 'HAZ-12'],
    controls: ['CTL-4', 'CTL-31', 'PLATFORM/CTL-3'],
    wrong: ['the photo'],
  });
});

test('officers look at the first five statements of a service, and at one in five afterwards, chosen by nobody', () => {
  const id = (end: string) => `018f0000-0000-7000-8000-0000${end}`;
  assert.ok([0, 1, 2, 3, 4].every((earlier) => isLookedAt('none', id('00000001'), earlier)));
  const looked = Array.from({ length: 1000 }, (_, index) => id(index.toString(16).padStart(8, '0'))).filter((one) =>
    isLookedAt('none', one, 5),
  );
  assert.equal(looked.length, 200);
  assert.ok(!isLookedAt('low', id('00000000'), 0));
  assert.ok(!isLookedAt('changes risk', id('00000000'), 0));
});

test('a statement counts while it is about what is there, and until an officer had to have looked', () => {
  const stated = { at: NOW, same: true, lookedAt: true, agreed: null };
  assert.equal(impactStanding(stated, NOW), 'waits');
  assert.equal(impactStanding(stated, new Date(lookDue(NOW).getTime() - 1)), 'waits');
  assert.equal(impactStanding(stated, lookDue(NOW)), 'overdue');
  assert.equal(impactStanding({ ...stated, agreed: true }, later(999)), 'counts');
  assert.equal(impactStanding({ ...stated, lookedAt: false }, later(999)), 'counts');
  fc.assert(
    fc.property(fc.boolean(), fc.option(fc.boolean()), fc.integer({ min: 0, max: 100 }), (lookedAt, agreed, days) => {
      const counts = (same: boolean, said: boolean | null) =>
        impactCounts(impactStanding({ at: NOW, same, lookedAt, agreed: said }, later(days)));
      assert.ok(!counts(false, agreed), 'never of something else');
      assert.ok(!counts(true, false), 'never against an officer');
    }),
  );
});

test('somebody of whose competence nothing is on record states nothing, and is told what to do', () => {
  assert.equal(whyNotCompetent('2026-03-12', '2026-03-12'), null);
  assert.match(whyNotCompetent('2026-03-11', '2026-03-12')!, /by 11 March 2026, so you cannot say .* clears it\.$/u);
  assert.match(whyNotCompetent(null, '2026-03-12')!, /It is not on record that you are competent/u);
});

const RECORDED = later(-2);
const question = (given: Partial<AskedOnRelease>): AskedOnRelease => ({
  aspect: 'effectiveness',
  reference: 'EVD-1',
  sort: 'test',
  here: { outcome: 'passed', observedAt: later(-1) },
  counts: null,
  ...given,
});
const document = (given: Partial<AskedOnRelease>, observed = -1): AskedOnRelease =>
  question({
    aspect: 'implementation',
    reference: 'EVD-2',
    sort: 'document',
    here: null,
    counts: { outcome: 'passed', observedAt: later(observed), release: null, lapsesAt: later(30) },
    ...given,
  });
const why = (questions: readonly AskedOnRelease[], state = 'in place') =>
  whyNotVerified({ reference: 'CTL-1', state, questions }, RECORDED, NOW)?.because ?? null;

test('a touched control is verified by what was seen on this release, and not by what was seen before', () => {
  assert.equal(why([question({}), document({})]), null);
  assert.equal(
    verifiedUntil({ reference: 'CTL-1', state: 'in place', questions: [document({})] }, NOW)?.getTime(),
    later(30).getTime(),
  );
  assert.match(why([question({})])!, /no evidence that it is in place/u);
  assert.match(why([document({})])!, /no evidence that it works/u);
  assert.match(why([question({ here: null }), document({})])!, /was not tested by EVD-1 on it/u);
  assert.match(
    why([question({}), document({}, -3)])!,
    /no evidence since the release was recorded that it is in place/u,
  );
  assert.match(
    why([
      question({}),
      document({ counts: { outcome: 'passed', observedAt: later(-1), release: null, lapsesAt: NOW } }),
    ])!,
    /lapsed in EVD-2/u,
  );
  assert.match(why([question({ here: { outcome: 'failed', observedAt: NOW } }), document({})])!, /failed EVD-1 on it/u);
  assert.match(why([question({ sort: 'operating period' }), document({})])!, /no evidence that it works/u);
  assert.match(why([question({}), document({})], 'proposed')!, /not stated to be in place/u);
  assert.match(why([question({}), document({})], 'withdrawn')!, /was withdrawn/u);
  assert.equal(whyNotVerified(null, RECORDED, NOW)?.verdict, 'not-known');
});

test('a question that is taken away, or that answers no more, verifies nothing', () => {
  const one = fc.record({
    aspect: fc.constantFrom('implementation' as const, 'effectiveness' as const),
    reference: fc.constantFrom('EVD-1', 'EVD-2', 'EVD-3'),
    sort: fc.constantFrom('test', 'document', 'operating period'),
    here: fc.option(
      fc.record({ outcome: fc.constantFrom('passed' as const, 'failed' as const), observedAt: fc.constant(NOW) }),
    ),
    counts: fc.option(
      fc.record({
        outcome: fc.constantFrom('passed' as const, 'failed' as const),
        observedAt: fc.constantFrom(later(-5), later(-1)),
        release: fc.constantFrom(null, '1.3.2'),
        lapsesAt: fc.constantFrom(later(-1), later(5)),
      }),
    ),
  });
  fc.assert(
    fc.property(fc.array(one, { maxLength: 5 }), (questions) => {
      if (why(questions) !== null) return;
      for (const aspect of ['implementation', 'effectiveness'] as const)
        assert.ok(why(questions.filter((asked) => asked.aspect !== aspect)) !== null, aspect);
      assert.ok(why(questions.map((asked) => ({ ...asked, here: null, counts: null }))) !== null);
      assert.ok(questions.every(({ here }) => here?.outcome !== 'failed'));
    }),
    { numRuns: 2_000 },
  );
});
