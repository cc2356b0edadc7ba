import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { componentLines, foundBy, parseComponents, REFERENCE, searchedWords } from './domain.ts';

test('components survive being written as lines', () => {
  const word = fc.stringMatching(/^[a-zé’-]{1,8}( [a-z(]{1,5})?$/u);
  const purpose = fc.oneof(fc.constant(''), word, fc.constant('What it is for: this, and that'));
  fc.assert(
    fc.property(fc.array(fc.record({ name: word, purpose }, { noNullPrototype: true })), (components) => {
      assert.deepEqual(parseComponents(componentLines(components)), components);
    }),
  );
  assert.deepEqual(parseComponents('\n Messages :  to a nurse \n\n Hosting'), [
    { name: 'Messages', purpose: 'to a nurse' },
    { name: 'Hosting', purpose: '' },
  ]);
});

test('what is searched for is found by how its words begin', () => {
  const found = (search: string, text: string) =>
    searchedWords(search).every((word) => foundBy(text).some((known) => known.startsWith(word)));
  for (const search of ['srv', 'SRV-1', 'srv-12', '12', 'Café', 'cafe', '“CAF', 'o’bri', 'brien'])
    assert.ok(found(search, 'SRV-12 Café O’Brien'), search);
  for (const search of ['rv', 'srv-2', 'afe', 'café x']) assert.ok(!found(search, 'SRV-12 Café O’Brien'), search);
});

test('a reference fits into an address and onto a label', () => {
  for (const good of ['DEMO', 'A1', '2024-X', 'A'.repeat(20)]) assert.match(good, REFERENCE);
  for (const bad of ['A', '-A', 'a1', 'A B', 'Ä1', 'A'.repeat(21), 'A/B']) assert.doesNotMatch(bad, REFERENCE);
});
