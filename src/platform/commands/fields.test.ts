import assert from 'node:assert/strict';
import { test } from 'node:test';
import { z } from 'zod';
import { line, optionalParagraph, paragraph } from './fields.ts';

function saysOf(schema: z.ZodType, input: unknown): unknown {
  const parsed = schema.safeParse(input);
  return parsed.success ? parsed.data : parsed.error.issues.map((issue) => issue.message);
}

test('a line is trimmed, one line, and says what to do where it is missing', () => {
  const name = line(20, 'Give it a name.');
  assert.equal(saysOf(name, '  Willowbank  '), 'Willowbank');
  for (const missing of [undefined, null, '', '   ', 7]) assert.deepEqual(saysOf(name, missing), ['Give it a name.']);
  assert.deepEqual(saysOf(name, 'two\nlines'), ['Put this on one line.']);
  assert.deepEqual(saysOf(name, 'x'.repeat(21)), ['Use at most 20 characters.']);
});

test('a paragraph keeps its lines, whatever browser sent them', () => {
  assert.equal(saysOf(paragraph(50, 'Say why.'), 'one\r\n\r\ntwo\rthree\n'), 'one\n\ntwo\nthree');
  assert.equal(saysOf(optionalParagraph(50), undefined), '');
});

test('what cannot be seen is refused', () => {
  for (const hidden of ['\u0000', '\u0007', '\u202a', '\u202e', '\u2066', '\ud800']) {
    assert.match(String(saysOf(paragraph(50, 'Say why.'), `a${hidden}b`)), /cannot be seen/u);
  }
});

test('the schema can be written down for other systems', () => {
  const schema = z.toJSONSchema(z.strictObject({ name: line(20, 'Name it.'), notes: optionalParagraph(50) }), {
    io: 'input',
  });
  assert.deepEqual(schema.required, ['name']);
});
