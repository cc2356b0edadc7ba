import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { commonWords, marksOf, type Marked } from './marks.ts';

const joined = (marked: Marked) => marked.map(({ text }) => text).join('');
const same = (marked: Marked) =>
  marked
    .filter(({ changed }) => !changed)
    .flatMap(({ text }) => text.split(/\s+/u).filter(Boolean))
    .join(' ');
const TEXT = fc
  .array(fc.constantFrom('a', 'b', 'the', 'wound.', '\n', '  ', 'x,'), { maxLength: 30 })
  .map((all) => all.join(' '));

test('marks put together are both texts, and what is not marked stands in both', () => {
  fc.assert(
    fc.property(fc.oneof(TEXT, fc.string()), fc.oneof(TEXT, fc.string()), (before, after) => {
      const marks = marksOf(before, after);
      assert.equal(joined(marks.before), before);
      assert.equal(joined(marks.after), after);
      assert.equal(same(marks.before), same(marks.after));
    }),
  );
});

test('equal texts have no marks', () => {
  fc.assert(
    fc.property(TEXT, (text) => {
      assert.ok(marksOf(text, text).before.every(({ changed }) => !changed));
    }),
  );
});

test('the words in common are the most there are', () => {
  const words = fc.array(fc.constantFrom('a', 'b', 'c'), { maxLength: 8 });
  const longest = (a: readonly string[], b: readonly string[]): number => {
    if (a.length === 0 || b.length === 0) return 0;
    if (a[0] === b[0]) return 1 + longest(a.slice(1), b.slice(1));
    return Math.max(longest(a.slice(1), b), longest(a, b.slice(1)));
  };
  fc.assert(
    fc.property(words, words, (a, b) => {
      const pairs = commonWords(a, b);
      assert.equal(pairs.length, longest(a, b));
      assert.ok(pairs.every(([i, j]) => a[i] === b[j]));
      assert.ok(pairs.every(([i, j], index) => index === 0 || (i > pairs[index - 1]![0] && j > pairs[index - 1]![1])));
    }),
  );
});

test('a phrase that was rewritten is one change, and not one for each word', () => {
  const { before, after } = marksOf(
    'The wristband is scanned once, when the visit is opened',
    'The wristband is scanned again before the photo is saved',
  );
  assert.deepEqual(before, [
    { text: 'The wristband is scanned ', changed: false },
    { text: 'once, when the visit is opened', changed: true },
  ]);
  assert.deepEqual(after.at(-1), { text: 'again before the photo is saved', changed: true });
});

test('texts that are too long to compare word by word are still told apart', () => {
  const long = (word: string) => Array.from({ length: 5_000 }, (_, index) => `${word}${index}`).join(' ');
  const { before, after } = marksOf(`Same ${long('a')} end`, `Same ${long('b')} end`);
  assert.deepEqual([before.length, after.length], [3, 3]);
});
