import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { anyCatalogue, catalogueOf, criterionOf } from '../testing/synthetic.ts';
import { crosswalkOf, relatedTo, relationOf, type Relation } from './crosswalk.ts';

test('where two criteria rest on the same checks they are related, with the gap by name', () => {
  const own = catalogueOf([
    criterionOf('1.1', { checks: ['a.one', 'a.two'] }),
    criterionOf('1.2', { checks: ['b.two'] }),
  ]);
  const other = catalogueOf(
    [
      criterionOf('9.0', { checks: ['a.two'] }),
      criterionOf('9.1', { checks: ['a.two', 'a.one'] }),
      criterionOf('9.2', { checks: ['a.one', 'a.two', 'b.one'] }),
      criterionOf('9.3', { checks: ['a.two'] }),
      criterionOf('9.4', { checks: ['a.two', 'b.one'] }),
      criterionOf('9.5', { checks: ['b.one'] }),
    ],
    { id: 'other' },
  );
  const related = relatedTo(crosswalkOf([own, other]), own, own.criteria[0]!);
  assert.deepEqual(
    related.map(({ catalogue, criterion, relation, gap }) => [catalogue.id, criterion.id, relation, gap]),
    [
      ['other', '9.0', 'superset', []],
      ['other', '9.1', 'equal', []],
      ['other', '9.2', 'subset', ['b.one']],
      ['other', '9.3', 'superset', []],
      ['other', '9.4', 'intersects', ['b.one']],
    ],
  );
  assert.deepEqual(relatedTo(crosswalkOf([own, other]), own, own.criteria[1]!), []);
});

const OPPOSITE: Readonly<Record<Relation, Relation>> = {
  equal: 'equal',
  subset: 'superset',
  superset: 'subset',
  intersects: 'intersects',
};

test('seen from the other side a relation is its opposite, and what serves one serves the other but for the gap', () => {
  fc.assert(
    fc.property(anyCatalogue, anyCatalogue, (one, another) => {
      const [left, right] = [
        { ...one, id: 'left' },
        { ...another, id: 'right' },
      ];
      const crosswalk = crosswalkOf([left, right]);
      for (const criterion of left.criteria) {
        const related = relatedTo(crosswalk, left, criterion);
        const expected = right.criteria.filter(({ checks }) =>
          checks.some((check) => criterion.checks.includes(check)),
        );
        assert.deepEqual(
          related.map((those) => those.criterion.id).toSorted(),
          expected.map(({ id }) => id).toSorted(),
        );
        for (const { criterion: other, relation, gap, shared } of related) {
          assert.equal(relationOf(other.checks, criterion.checks).relation, OPPOSITE[relation]);
          assert.deepEqual([...shared, ...gap].toSorted(), [...new Set(other.checks)].toSorted());
        }
      }
    }),
  );
});
