import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { bulkClass, bulkRows, type BulkHazard } from './bulk.ts';

const hazard: fc.Arbitrary<BulkHazard> = fc.record({
  id: fc.uuid(),
  number: fc.integer({ min: 1, max: 999 }),
  version: fc.integer({ min: 1, max: 99 }),
  name: fc.constantFrom('A wrong patient', 'A late photo'),
  retired: fc.constant(false),
  owner: fc.constantFrom(null, 'Juniper Hale', 'Ottoline Reed'),
  component: fc.constantFrom(null, 'Messages'),
  vulnerable: fc.subarray(['children', 'older']),
});
const change = fc.oneof(
  fc.record({ field: fc.constantFrom('owner' as const, 'component' as const), value: fc.constantFrom('', 'Messages') }),
  fc.record({ field: fc.constant('vulnerable' as const), value: fc.constant('children') }),
);

test('a change of many makes each say the same, differs only where it differs, and made again differs nowhere', () => {
  fc.assert(
    fc.property(fc.array(hazard, { maxLength: 20 }), change, (hazards, wanted) => {
      const rows = bulkRows(hazards, wanted);
      assert.equal(rows.length, hazards.length);
      for (const row of rows) {
        assert.equal(row.class === null, JSON.stringify(row.before) === JSON.stringify(row.after));
        if (wanted.field === 'vulnerable') {
          // A group is added, and none that is there goes.
          assert.ok((row.after as string[]).includes('children'));
          for (const group of row.before as string[]) assert.ok((row.after as string[]).includes(group));
        } else assert.equal(row.after, wanted.value === '' ? null : wanted.value);
      }
      const after = hazards.map((one, index) => ({ ...one, [wanted.field]: rows[index]!.after }));
      assert.equal(bulkClass(bulkRows(after, wanted)), null);
    }),
  );
});

test('an owner is editorial; a component and a vulnerable group are material', () => {
  const [one] = fc.sample(hazard, { numRuns: 1, seed: 1 });
  const bare = { ...one!, owner: null, component: null, vulnerable: [] };
  const of = (field: 'owner' | 'component' | 'vulnerable') => bulkClass(bulkRows([bare], { field, value: 'X' }));
  assert.deepEqual([of('owner'), of('component'), of('vulnerable')], ['editorial', 'material', 'material']);
});
