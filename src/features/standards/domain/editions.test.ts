import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { anyCatalogue, catalogueOf, criterionOf, judgementOf, knownWith, observationOf } from '../testing/synthetic.ts';
import { assess, judgementKey } from './assess.ts';
import { criteriaOf } from './assessment.ts';
import { byEdition, editionChanges, knownFor } from './editions.ts';

const first = catalogueOf([
  criterionOf('1.1'),
  criterionOf('1.2'),
  criterionOf('1.3', { title: 'As it was called' }),
  criterionOf('2.1', { checks: ['a.one', 'b.one'] }),
  criterionOf('2.2'),
]);
const second = catalogueOf(
  [
    criterionOf('1.1'),
    criterionOf('1.2', { text: 'More than before.' }),
    criterionOf('1.3', { title: 'As it is called now' }),
    criterionOf('2.1', { checks: ['b.one', 'a.one'] }),
    criterionOf('2.3'),
  ],
  { edition: '2' },
);
const ids = (those: readonly { readonly id: string }[]) => those.map(({ id }) => id);

test('what stays, what changes and how, what is new and what is gone', () => {
  const changes = editionChanges(first, second, ['1.1', '1.2', '1.3', '2.2']);
  assert.deepEqual(ids(changes.kept), ['1.1', '2.1'], 'the order of checks says nothing');
  assert.deepEqual(
    changes.changed.map(({ after, what, isMaterial }) => [after.id, what, isMaterial]),
    [
      ['1.2', ['what is asked'], true],
      ['1.3', ['its title'], false],
    ],
  );
  assert.deepEqual([ids(changes.added), ids(changes.gone)], [['2.3'], ['2.2']]);
  assert.deepEqual(ids(changes.judgeAgain), ['1.2', '2.2'], 'what only got another title stays judged');
});

test('every criterion of both editions is said to be one of the four, and once', () => {
  fc.assert(
    fc.property(anyCatalogue, anyCatalogue, (from, to) => {
      const { kept, changed, added, gone } = editionChanges(from, to, []);
      const after = [...ids(kept), ...changed.map((one) => one.after.id), ...ids(added)];
      assert.deepEqual(after.toSorted(), ids(to.criteria).toSorted());
      const before = [...ids(kept), ...changed.map((one) => one.before.id), ...ids(gone)];
      assert.deepEqual(before.toSorted(), ids(from.criteria).toSorted());
      assert.equal(editionChanges(from, from, []).kept.length, from.criteria.length);
    }),
  );
});

test('a judgement of another edition stands where its criterion asks the same there, and nowhere else', () => {
  const observations = new Map([
    ['a.one', observationOf('a.one', 'passed')],
    ['b.one', observationOf('b.one', 'passed')],
  ]);
  const basis = { 'a.one': 'passed', 'b.one': 'passed' } as const;
  const judgements = (edition: string) =>
    new Map(
      ['1.1', '1.2', '1.3', '2.3'].map((id) => [judgementKey('synthetic', id), judgementOf('met', { edition, basis })]),
    );
  const standing = (edition: string) => {
    const known = knownFor(second, knownWith({ observations, judgements: judgements(edition) }), [first, second]);
    return criteriaOf(assess(second, known)).map(({ criterion, judgement }) => [
      criterion.id,
      judgement && judgement.outOfDate.length === 0,
    ]);
  };
  assert.deepEqual(standing('1'), [
    ['1.1', true],
    ['1.2', false],
    ['1.3', true],
    ['2.1', null],
    ['2.3', false],
  ]);
  assert.ok(standing('2').every(([, isCurrent]) => isCurrent !== false));
  assert.ok(
    standing('0').every(([, isCurrent]) => isCurrent !== true),
    'of an edition that nobody knows any more',
  );
});

test('editions are ordered as people number them', () => {
  const order = (...editions: string[]) =>
    editions
      .map((edition) => ({ edition }))
      .toSorted(byEdition)
      .map(({ edition }) => edition);
  assert.deepEqual(order('4.10', '4.2', '4.9'), ['4.2', '4.9', '4.10']);
  assert.deepEqual(order('2026-02', '2025', '2026-01'), ['2025', '2026-01', '2026-02']);
});
