import { toneOf, type RiskLevel, type RiskScheme } from '../../schemes/index.ts';

interface RatingSquareProps {
  readonly scheme: RiskScheme;
  readonly level: RiskLevel;
  /** The word beside it. */
  readonly name?: string;
  /** What stands in the square, where that is not the level. */
  readonly shown?: RiskLevel;
}

/** A rating: a square from the matrix with its number, and the word beside it. A level that is a word fills its square. */
export function RatingSquare({ scheme, level, name, shown = level }: RatingSquareProps) {
  const wide = String(shown).length > 2;
  return (
    <span class="app-rating">
      <span class={`app-rating__square app-tone-${toneOf(scheme, level)}${wide ? ' app-rating__square--wide' : ''}`}>
        {shown}
      </span>
      {name && <span class="app-rating__word">{name}</span>}
    </span>
  );
}
