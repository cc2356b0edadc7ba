import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { moved } from './moves.ts';

test('keys lead to a cell of the table, whatever they are; those that move nowhere are left to the browser', () => {
  const size = fc.record({ rows: fc.integer({ min: 1, max: 500 }), columns: fc.integer({ min: 1, max: 12 }) });
  const key = fc.constantFrom('ArrowUp', 'ArrowDown', 'ArrowLeft', 'ArrowRight', 'PageUp', 'PageDown', 'Home', 'End');
  fc.assert(
    fc.property(size, fc.array(fc.record({ key, ctrlKey: fc.boolean() }), { maxLength: 30 }), (table, keys) => {
      let at = { row: 0, column: 0 };
      for (const pressed of keys) {
        at = moved(at, pressed, table)!;
        assert.ok(at.row >= 0 && at.row < table.rows && at.column >= 0 && at.column < table.columns);
      }
    }),
  );
  const at = { row: 3, column: 2 };
  const table = { rows: 9, columns: 5 };
  const to = (pressed: string, ctrlKey = false) => moved(at, { key: pressed, ctrlKey }, table);
  assert.deepEqual(to('ArrowDown'), { row: 4, column: 2 });
  assert.deepEqual(to('Home'), { row: 3, column: 0 });
  assert.deepEqual(to('End', true), { row: 8, column: 4 });
  for (const other of ['x', 'Tab', 'Enter', 'a']) assert.equal(to(other), null);
});
