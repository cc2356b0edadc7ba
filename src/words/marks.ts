/*
 * Two texts beside each other, word by word: what stands in both, and what only in one. Pure.
 */

/** A stretch of a text; changed where the other text does not have it. */
export interface Piece {
  readonly text: string;
  readonly changed: boolean;
}

/** A text in stretches. Put together again they are the text. */
export type Marked = readonly Piece[];

/** Comparisons of words that one pair of texts is worth; past it, what differs is marked as one stretch. */
const MOST = 1_000_000;

/** The longest run of words that both lists have in the same order: their places in each. */
export function commonWords(a: readonly string[], b: readonly string[]): (readonly [number, number])[] {
  let start = 0;
  while (start < a.length && start < b.length && a[start] === b[start]) start++;
  let end = 0;
  while (end < a.length - start && end < b.length - start && a.at(-1 - end) === b.at(-1 - end)) end++;
  const [rows, columns] = [a.length - start - end, b.length - start - end];
  const pairs: [number, number][] = Array.from({ length: start }, (_, index) => [index, index]);
  if (rows * columns <= MOST) {
    // lengths[i][j]: how many words the rest of `a` from i and the rest of `b` from j have in common.
    const wide = columns + 1;
    const lengths = new Uint16Array((rows + 1) * wide);
    for (let i = rows - 1; i >= 0; i--)
      for (let j = columns - 1; j >= 0; j--)
        lengths[i * wide + j] =
          a[start + i] === b[start + j]
            ? lengths[(i + 1) * wide + j + 1]! + 1
            : Math.max(lengths[(i + 1) * wide + j]!, lengths[i * wide + j + 1]!);
    for (let i = 0, j = 0; i < rows && j < columns;) {
      if (a[start + i] === b[start + j]) pairs.push([start + i++, start + j++]);
      else if (lengths[(i + 1) * wide + j]! >= lengths[i * wide + j + 1]!) i++;
      else j++;
    }
  }
  for (let left = end; left > 0; left--) pairs.push([a.length - left, b.length - left]);
  return pairs;
}

/** Between two changes, so few words are not worth a mark of their own: a reader sees one change. */
const TOO_FEW = 2;

/** Both texts, each with what the other does not have marked in it. */
export function marksOf(before: string, after: string): { readonly before: Marked; readonly after: Marked } {
  const [left, right] = [chunksOf(before), chunksOf(after)];
  const pairs = commonWords(
    left.map((chunk) => chunk.trim()),
    right.map((chunk) => chunk.trim()),
  );
  const same = runsOf(pairs)
    .filter((run) => run.length > TOO_FEW || isAtAnEnd(run, left.length, right.length))
    .flat();
  return {
    before: piecesOf(left, new Set(same.map(([index]) => index))),
    after: piecesOf(right, new Set(same.map(([, index]) => index))),
  };
}

/** A whole text as one stretch that is new, or gone. */
export function wholly(text: string): Marked {
  return text === '' ? [] : [{ text, changed: true }];
}

/** Words with the space that follows them. */
function chunksOf(text: string): string[] {
  return text.match(/^\s+|\S+\s*/gu) ?? [];
}

type Pair = readonly [number, number];

/** Pairs that follow each other in both texts. */
function runsOf(pairs: readonly Pair[]): Pair[][] {
  const runs: Pair[][] = [];
  for (const pair of pairs) {
    const last = runs.at(-1)?.at(-1);
    if (last && last[0] + 1 === pair[0] && last[1] + 1 === pair[1]) runs.at(-1)!.push(pair);
    else runs.push([pair]);
  }
  return runs;
}

function isAtAnEnd(run: readonly Pair[], left: number, right: number): boolean {
  const [first, last] = [run[0]!, run.at(-1)!];
  return (first[0] === 0 && first[1] === 0) || (last[0] === left - 1 && last[1] === right - 1);
}

function piecesOf(chunks: readonly string[], same: ReadonlySet<number>): Marked {
  const pieces: { text: string; changed: boolean }[] = [];
  chunks.forEach((text, index) => {
    const changed = !same.has(index);
    const last = pieces.at(-1);
    if (last?.changed === changed) last.text += text;
    else pieces.push({ text, changed });
  });
  return pieces;
}
