import assert from 'node:assert/strict';
import { test } from 'node:test';
import { asSentence, capital, counted, listed } from './counting.ts';

test('one is one, and thousands are told apart', () => {
  assert.deepEqual(
    [counted(1, 'hazard'), counted(0, 'hazard'), counted(2300, 'hazard'), counted(1, 'entry', 'entries')],
    ['1 hazard', '0 hazards', '2,300 hazards', '1 entry'],
  );
  assert.equal(counted(2, 'entry', 'entries'), '2 entries');
});

test('the last of a list is told as the last', () => {
  assert.deepEqual(
    [[], ['a'], ['a', 'b'], ['a', 'b', 'c']].map((words) => listed(words)),
    ['', 'a', 'a and b', 'a, b and c'],
  );
  assert.equal(listed(['a', 'b', 'c'], 'or'), 'a, b or c');
});

test('a sentence begins with a capital, whatever it begins with', () => {
  assert.deepEqual(['a hazard', 'Éa', '3 hazards', ''].map(capital), ['A hazard', 'Éa', '3 hazards', '']);
});

test('a sentence ends once', () => {
  assert.deepEqual(['The MHRA', 'It passes it on.', 'Who?'].map(asSentence), ['The MHRA.', 'It passes it on.', 'Who?']);
});
