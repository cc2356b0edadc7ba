import assert from 'node:assert/strict';
import { test } from 'node:test';
import { textOfAnswer } from './text.ts';

test('a list of words is one cell of a table; what holds more than that is left to JSON', () => {
  const approvals = [
    { number: 2, states: ['out of date', 'challenged'], signatures: [{ by: 'Wren Applewhite' }] },
    { number: 1, states: [], signatures: [] },
  ];
  assert.equal(textOfAnswer({ approvals }), 'number  states\n2       out of date, challenged\n1\n');
  assert.equal(textOfAnswer({ roles: ['viewer', 'developer'], none: [] }), 'roles: viewer, developer\n');
});
