import { foldWord } from '../../schemes/index.ts';

/** How much two texts have in common, and who is meant by whom. Pure. */

/** The distinct words of texts, folded. */
export function tokens(texts: readonly (string | null | undefined)[]): ReadonlySet<string> {
  return new Set(texts.flatMap((text) => (text ? foldWord(text).split(' ') : [])).filter((word) => word !== ''));
}

/** From 0 (nothing in common) to 1 (the same words): twice what both have, of what each has. */
export function likeness(a: ReadonlySet<string>, b: ReadonlySet<string>): number {
  if (a.size === 0 || b.size === 0) return 0;
  let both = 0;
  for (const word of a) if (b.has(word)) both++;
  return (2 * both) / (a.size + b.size);
}

/** Above this two texts are one that was edited. */
export const LIKE = 0.6;
/** What the second best must stay behind, so that nobody is taken for somebody else. */
const MARGIN = 0.15;
/** Comparisons that one import may cost. Past it, what was renamed and renumbered at once counts as gone and new. */
const MOST_PAIRS = 2_000_000;

/**
 * Finds those that are meant by each other beyond doubt: each is the other's best, and no third comes near.
 * @returns pairs of indexes
 */
export function unambiguous(
  left: readonly ReadonlySet<string>[],
  right: readonly ReadonlySet<string>[],
  allowed: (left: number, right: number) => boolean = () => true,
): [number, number][] {
  if (left.length === 0 || right.length === 0 || left.length * right.length > MOST_PAIRS) return [];
  interface Best {
    readonly index: number;
    readonly score: number;
    readonly second: number;
  }
  const none: Best = { index: -1, score: 0, second: 0 };
  const better = (best: Best, index: number, score: number): Best =>
    score > best.score ? { index, score, second: best.score } : score > best.second ? { ...best, second: score } : best;
  const ofLeft: Best[] = left.map(() => none);
  const ofRight: Best[] = right.map(() => none);
  left.forEach((a, i) =>
    right.forEach((b, j) => {
      if (!allowed(i, j)) return;
      const score = likeness(a, b);
      ofLeft[i] = better(ofLeft[i]!, j, score);
      ofRight[j] = better(ofRight[j]!, i, score);
    }),
  );
  const sure = ({ score, second }: Best) => score >= LIKE && score - second >= MARGIN;
  return ofLeft.flatMap((best, i): [number, number][] =>
    best.index >= 0 && sure(best) && sure(ofRight[best.index]!) && ofRight[best.index]!.index === i
      ? [[i, best.index]]
      : [],
  );
}
