import type { Marked } from '../domain/marks.ts';

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
      {words.map(({ text, changed }) =>
        changed ? (
          side === 'before' ? (
            <del class="app-marked">{text}</del>
          ) : (
            <ins class="app-marked">{text}</ins>
          )
        ) : (
          text
        ),
      )}
    </span>
  );
}
