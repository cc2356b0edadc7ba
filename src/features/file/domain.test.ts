import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { bySort, countsOf, freshnessOf, notStanding, sayCounts, standingOf } from './domain.ts';
import { retention } from './retention.ts';

const NOW = new Date('2026-03-12T09:00:00Z');
const artefact = fc.record({
  sort: fc.constantFrom('Hazard log', 'Process', 'Plan'),
  verdict: fc.constantFrom('met' as const, 'not-met' as const, 'not-known' as const, null),
  until: fc.option(fc.integer({ min: -400, max: 400 }).map((days) => new Date(NOW.getTime() + days * 86_400_000))),
});
const artefacts = fc.array(artefact, { maxLength: 20 });

test('those of one sort stand beside each other, and none is lost', () => {
  fc.assert(
    fc.property(artefacts, (all) => {
      const sorted = bySort(all);
      assert.deepEqual(new Set(sorted), new Set(all));
      assert.equal(sorted.length, all.length);
      const changes = sorted.filter((one, index) => index === 0 || sorted[index - 1]!.sort !== one.sort);
      assert.equal(changes.length, new Set(all.map(({ sort }) => sort)).size);
    }),
  );
});

test('what is not known, or has lapsed, never counts as standing', () => {
  fc.assert(
    fc.property(artefacts, (all) => {
      const counts = countsOf(all, NOW);
      assert.equal(
        counts.met,
        all.filter(({ verdict, until }) => verdict === 'met' && (until === null || until > NOW)).length,
      );
      assert.equal(
        Object.values(counts).reduce((sum, count) => sum + count, 0),
        all.length,
      );
      assert.equal(notStanding(all, NOW).length, all.length - counts.met - counts.kept);
    }),
  );
  assert.equal(standingOf({ verdict: 'met', until: NOW }, NOW), 'lapsed');
});

test('what ends is due by days of the calendar, and lapses at its moment', () => {
  assert.equal(freshnessOf(NOW, NOW), 'lapsed');
  // The end of 11 April in London, thirty days on, and that of the day after.
  assert.equal(freshnessOf(new Date('2026-04-11T23:00:00Z'), NOW), 'due');
  assert.equal(freshnessOf(new Date('2026-04-12T23:00:00Z'), NOW), 'current');
  fc.assert(
    fc.property(artefact, ({ until }) => {
      if (until === null) return;
      const lapsed = standingOf({ verdict: 'met', until }, NOW) === 'lapsed';
      assert.equal(freshnessOf(until, NOW) === 'lapsed', lapsed);
    }),
  );
});

test('the counts are said in one sentence', () => {
  const one = (verdict: 'met' | 'not-met' | 'not-known' | null, until: Date | null = null) => ({ verdict, until });
  assert.equal(sayCounts([one('met')], NOW), '1 artefact: 1 stands.');
  assert.equal(
    sayCounts([one('met'), one('not-met'), one('met', NOW), one('not-known'), one(null)], NOW),
    '5 artefacts: 1 stands; 1 does not stand, 1 lapsed, 1 is not known, 1 is a record that claims nothing.',
  );
});

test('how long a file is kept has a source for each rule, and says what nobody checked', () => {
  const { rules, after } = retention();
  assert.ok(rules.some(({ standard, clause }) => standard === 'DCB0129' && clause === '3.1.2'));
  assert.equal(after.confidence, 'not checked');
});
