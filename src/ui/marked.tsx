import type { Marked } from '../words/marks.ts';

interface MarkedProps {
  /** Null where nothing is said. */
  readonly words: Marked | null;
  readonly side: 'before' | 'after';
}

/** A text with what the other one does not have marked in it: struck out where it is gone, on yellow where it is new. */
export function MarkedWords({ words, side }: MarkedProps) {
  if (words === null || words.length === 0) return <span class="app-second">nothing</span>;
  return (
    <span class="app-lines">
      {words.map(({ text, changed }) => (changed ? <Mark text={text} side={side} /> : text))}
    </span>
  );
}

/** The space after the last word is no part of the mark. */
function Mark({ text, side }: { readonly text: string; readonly side: MarkedProps['side'] }) {
  const words = text.trimEnd();
  const space = text.slice(words.length);
  return side === 'before' ? (
    <>
      <del class="app-marked">{words}</del>
      {space}
    </>
  ) : (
    <>
      <ins class="app-marked">{words}</ins>
      {space}
    </>
  );
}
