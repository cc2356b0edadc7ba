import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import {
  behind,
  NEEDS_WORDS,
  releaseLine,
  REPORT_SORTS,
  reportNumber,
  reportReference,
  SECTIONS,
  sortsFor,
  successorOf,
  takesPlaceOf,
  unwritten,
  type Recipient,
  type SectionId,
  type Standing,
  type Succession,
} from './domain.ts';

const releases = fc.oneof(
  fc.constant(null),
  fc
    .tuple(fc.nat(3), fc.nat(3), fc.nat(3), fc.constantFrom('', '-rc.1', '-beta'))
    .map(([major, minor, patch, pre]) => `${major}.${minor}.${patch}${pre}`),
  fc.constantFrom('v7', '7.1', '2026.03.12', 'spring', 'Spring'),
);
const report = fc.record<Succession>({
  number: fc.integer({ min: 1, max: 6 }),
  sort: fc.constantFrom(...REPORT_SORTS),
  release: releases,
});

describe('which report takes the place of another', () => {
  test('none of itself, none of a later one, and none of the other sort', () => {
    fc.assert(
      fc.property(report, report, (a, b) => {
        assert.equal(takesPlaceOf(a, a), false);
        assert.ok(!(takesPlaceOf(a, b) && takesPlaceOf(b, a)));
        if (takesPlaceOf(a, b)) assert.ok(a.number > b.number && a.sort === b.sort);
      }),
    );
  });

  test('what takes the place of one takes the place of all whose place that took', () => {
    fc.assert(
      fc.property(report, report, report, (a, b, c) => {
        if (takesPlaceOf(a, b) && takesPlaceOf(b, c)) assert.ok(takesPlaceOf(a, c));
      }),
      { numRuns: 2000 },
    );
  });

  test('two lines of releases stand beside each other, and a fix of an older release replaces nothing newer', () => {
    const of = (number: number, release: string | null): Succession => ({ number, release, sort: 'manufacturer' });
    assert.ok(takesPlaceOf(of(2, '1.4.0'), of(1, '1.3.2')));
    assert.ok(takesPlaceOf(of(2, '1.10.0'), of(1, '1.9.0')), 'by their numbers, and not by their letters');
    assert.ok(takesPlaceOf(of(2, '1.4.0'), of(1, '1.4.0-rc.1')), 'a candidate and its release are one');
    assert.ok(!takesPlaceOf(of(2, '2.0.0'), of(1, '1.3.2')), 'another line');
    assert.ok(!takesPlaceOf(of(2, '1.3.3'), of(1, '1.4.0')), 'an urgent fix of the older one');
    assert.ok(takesPlaceOf(of(2, '2.0.0'), of(1, null)), 'what is for no release yet is followed by any');
    assert.ok(!takesPlaceOf(of(2, null), of(1, '1.3.2')));
    assert.equal(releaseLine('v7'), releaseLine('7.1'));
    assert.equal(releaseLine('Spring'), releaseLine('spring'));
  });

  test('whatever the order of approvals, what is superseded is so by one that stands in its line, and a draft never is', () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(report, { selector: ({ number }) => number, minLength: 1 }),
        fc.infiniteStream(fc.boolean()),
        (all, coins) => {
          const by = new Map<number, number>();
          const approved = new Set<number>();
          for (const one of all) {
            if (!coins.next().value) continue;
            for (const other of all)
              if (approved.has(other.number) && !by.has(other.number) && takesPlaceOf(one, other))
                by.set(other.number, one.number);
            approved.add(one.number);
          }
          const standing = all.map((one) => ({ ...one, supersededBy: by.get(one.number) ?? null }));
          for (const one of standing) {
            if (!approved.has(one.number)) assert.equal(one.supersededBy, null);
            const successor = successorOf(one.number, standing)!;
            assert.equal(successor.supersededBy, null);
            assert.equal(successor.sort, one.sort);
            if (one.supersededBy !== null) assert.ok(takesPlaceOf(successor, one));
          }
        },
      ),
    );
  });
});

test('a report needs an introduction and a statement of people, whatever else is written', () => {
  const prose = fc.dictionary(
    fc.constantFrom(...SECTIONS.map(({ id }) => id)),
    fc.constantFrom('', '  \n ', 'Something.'),
  );
  fc.assert(
    fc.property(prose, (written) => {
      const open = unwritten(written);
      for (const id of NEEDS_WORDS) assert.equal(open.includes(id), (written[id] ?? '').trim() === '');
      assert.ok(open.every((id) => (NEEDS_WORDS as readonly SectionId[]).includes(id)));
    }),
  );
});

test('a reference leads back to its number, and a service needs a report for each of its parts', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 999_999_999 }), (number) => reportNumber(reportReference(number)) === number),
  );
  assert.equal(reportNumber('cscr 3'), null);
  assert.equal(reportNumber('CSCR-0'), null);
  assert.deepEqual(sortsFor('both'), ['manufacturer', 'deployer']);
});

describe('who is behind', () => {
  const received = fc.record({
    report: fc.integer({ min: 1, max: 3 }),
    received: fc.integer({ min: 1, max: 3 }),
    receiver: fc.constantFrom('Example Trust', 'example  trust ', 'Another Trust'),
    withdrawn: fc.constantFrom(null, null, 'A mistake.'),
  });
  const recipient = (
    one: { report: number; received: number; receiver: string; withdrawn: string | null },
    index = 0,
  ): Recipient => ({
    ...one,
    id: String(index),
    number: index + 1,
    how: 'By mail',
    on: '2026-03-12',
    version: 1,
    recorded: { by: 'Posy Thackray', at: new Date(0) },
  });
  const standing: readonly Standing[] = [
    { number: 1, supersededBy: 2, approved: 2 },
    { number: 2, supersededBy: null, approved: 2 },
    { number: 3, supersededBy: null, approved: null },
  ];

  test('nobody who has the version that stands, everybody else once, and nobody by an entry that was withdrawn', () => {
    fc.assert(
      fc.property(fc.array(received), (entries) => {
        const all = entries.map(recipient);
        const late = behind(all, standing);
        const keys = late.map(
          ({ receiver, current }) => `${receiver.trim().replaceAll(/\s+/gu, ' ').toLowerCase()} ${current.report}`,
        );
        assert.equal(new Set(keys).size, keys.length);
        for (const one of late) {
          assert.deepEqual(one.current, { report: 2, version: 2 });
          assert.ok(one.report < 2 || one.received < 2);
        }
        const having = all.filter((one) => one.withdrawn === null && one.report === 2 && one.received >= 2);
        for (const { receiver } of having)
          assert.ok(!keys.includes(`${receiver.trim().replaceAll(/\s+/gu, ' ').toLowerCase()} 2`));
        const counting = all.filter(({ withdrawn }) => withdrawn === null);
        assert.deepEqual(behind(counting, standing), late);
      }),
    );
  });

  test('whoever has the last version of a report that was superseded is behind the one that took its place', () => {
    const entries = [{ report: 1, received: 2, receiver: 'Example Trust', withdrawn: null }];
    assert.deepEqual(behind(entries.map(recipient), standing), [
      { receiver: 'Example Trust', report: 1, received: 2, current: { report: 2, version: 2 } },
    ]);
  });
});
