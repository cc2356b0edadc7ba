import type { ComponentChildren } from 'preact';
import { signOf, toneOf, type RiskLevel, type RiskScheme } from '../../schemes/index.ts';
import { levelName } from '../domain/ratings.ts';

/*
 * Three kinds of mark that never mix: a square is a rating, a tag is a verdict, and a rule at the left says what is so,
 * because of what, and what clears it.
 */

interface SquareProps {
  readonly scheme: RiskScheme | null;
  readonly level: RiskLevel | null;
  /** Unfilled and broken: it waits. */
  readonly provisional?: boolean;
}

interface RatingMarkProps extends SquareProps {
  /** The level that counts while it waits: stands beside it, filled. */
  readonly until?: RiskLevel | null;
}

/** A rating in a line or a table: the square, and its word beside it. */
export function RatingMark({ scheme, level, provisional = false, until }: RatingMarkProps) {
  if (level === null) return <span class="app-second">Not known</span>;
  return (
    <span class="app-rating">
      <LevelSquare scheme={scheme} level={level} provisional={provisional} />
      <span class="app-rating__word">
        {levelName(scheme, level)}
        {provisional && (
          <span class="app-second app-rating__waits">
            provisional
            {until === null && ', until then not known'}
            {until !== undefined && until !== null && (
              <>
                , until then <LevelSquare scheme={scheme} level={until} />
              </>
            )}
          </span>
        )}
      </span>
    </span>
  );
}

/** The bare square, where its word stands elsewhere. */
export function LevelSquare({ scheme, level, provisional = false }: SquareProps & { readonly level: RiskLevel }) {
  const wide = String(level).length > 2 ? ' app-rating__square--wide' : '';
  const look = provisional ? 'app-rating__square--waits' : toneClass(scheme, level);
  return <span class={`app-rating__square ${look}${wide}`}>{level}</span>;
}

/** The rating of a hazard's page: large, with its word inside. */
export function LargeSquare({ scheme, level, provisional = false }: SquareProps) {
  if (level === null) {
    return (
      <div class="app-square app-square--unknown">
        <span class="app-square__number">?</span>
        <span class="app-square__word">Not known</span>
      </div>
    );
  }
  const word = provisional ? 'Provisional' : (levelName(scheme, level) ?? '');
  return (
    <div class={`app-square ${provisional ? 'app-square--waits' : toneClass(scheme, level)}`}>
      <span class="app-square__number">{scheme ? signOf(scheme, level) : level}</span>
      <span class="app-square__word">{word === '' && String(level).length > 2 ? level : word}</span>
      {provisional && <span class={`app-square__foot ${toneClass(scheme, level)}`} />}
    </div>
  );
}

function toneClass(scheme: RiskScheme | null, level: RiskLevel): string {
  return scheme ? `app-tone-${toneOf(scheme, level)}` : '';
}

interface SoProps {
  readonly so: string;
  /** The rest of the paragraph. */
  readonly children: ComponentChildren;
  /** A grey rule, where nothing has to be cleared. */
  readonly quiet?: boolean;
}

/** What is so, because of what, and what clears it. */
export function So({ so, children, quiet = false }: SoProps) {
  return (
    <p class={`app-so${quiet ? ' app-so--quiet' : ''}`}>
      <strong>{so}</strong> {children}
    </p>
  );
}
