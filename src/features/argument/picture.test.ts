import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readArgument } from './gsn2x/read.ts';
import { MOST_LINES, picturedAsIs } from './picture.ts';

/** Goals, each of which is supported by some of those behind it. */
function web(count: number, supports: (index: number) => readonly number[]) {
  const line = (_none: unknown, index: number) =>
    `G${index}: {text: a, supportedBy: [${supports(index)
      .filter((other) => other > index && other < count)
      .map((other) => `G${other}`)
      .join(', ')}]}`;
  return readArgument(Array.from({ length: count }, line).join('\n'));
}

test('a web of lines that somebody brought is not drawn, and holds nobody up', async () => {
  const all = (index: number) => Array.from({ length: 60 }, (_none, other) => index + other + 1);
  assert.equal(await picturedAsIs(web(60, all)), null);
  const began = performance.now();
  const long = web(60, (index) => [
    index + 1,
    ...(index === 0 ? Array.from({ length: 58 }, (_none, at) => at + 2) : []),
  ]);
  const drawn = await picturedAsIs(long);
  assert.ok(drawn !== null && drawn.lines.length <= MOST_LINES);
  // Twenty seconds before it was told when to stop.
  assert.ok(performance.now() - began < 10_000);
});
