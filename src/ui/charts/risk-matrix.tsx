/** One square of the map. */
export interface MapSquare {
  readonly level: number | string;
  /** The level in full, where a sign stands for it in the picture. */
  readonly said?: string;
  /** 1 (lightest) to 5 (darkest). */
  readonly tone: 1 | 2 | 3 | 4 | 5;
  /** How many stand here. */
  readonly count: number;
  /** Where the count leads; a square without one has no link. */
  readonly href?: string;
  /** Whether a file states another rating for one of them. */
  readonly differs?: boolean;
  /** How many of them are provisional: the box of the count is then broken. */
  readonly provisional?: number;
  /** Whether only these are shown now. */
  readonly chosen?: boolean;
  /** Letters that stand here in place of the count: "IT" where two ratings of one hazard stand here. */
  readonly marks?: string;
}

export interface RiskMatrixProps {
  /** Begins the ids in it: unique in the page. */
  readonly id: string;
  readonly title: string;
  /** The picture in words, for those who do not see it. Its data stand in a table beside it. */
  readonly description: string;
  /** Least to worst. */
  readonly severity: readonly string[];
  /** Least to most likely; drawn from the bottom up. The matrix is never turned round. */
  readonly likelihood: readonly string[];
  /** `squares[likelihood][severity]`. */
  readonly squares: readonly (readonly MapSquare[])[];
  /** What is counted, in the singular and the plural. */
  readonly noun: readonly [string, string];
}

const ROW = 44;
const GAP = 3;
/** Room on the left for the words of the likelihood, as a share of the width. */
const WORDS = 23;

/**
 * A risk matrix as a picture with a count in each square. Widths are shares of the page and heights are pixels, so that
 * on a phone the squares get narrower and the text stays as large as it is.
 */
export function RiskMatrix({ id, title, description, severity, likelihood, squares, noun }: RiskMatrixProps) {
  const width = (100 - WORDS) / severity.length;
  const height = likelihood.length * (ROW + GAP);
  return (
    <figure class="app-map">
      <figcaption class="app-map__title">{title}</figcaption>
      <svg
        class="app-map__squares"
        width="100%"
        height={height}
        role="group"
        aria-labelledby={`${id}-title ${id}-description`}
      >
        <title id={`${id}-title`}>{title}</title>
        <desc id={`${id}-description`}>{description}</desc>
        {likelihood.map((word, row) => {
          const top = (likelihood.length - 1 - row) * (ROW + GAP);
          return (
            <>
              <text class="app-map__word" x="0" y={top + ROW / 2 + 5}>
                {word}
              </text>
              {severity.map((across, column) => (
                <Square
                  square={squares[row]![column]!}
                  x={WORDS + column * width}
                  y={top}
                  width={width}
                  name={`${across} and ${word}`}
                  noun={noun}
                />
              ))}
            </>
          );
        })}
      </svg>
      <svg class="app-map__across app-map__across--wide" width="100%" height="22" aria-hidden="true">
        {severity.map((word, column) => (
          <text class="app-map__word" x={`${WORDS + (column + 0.5) * width}%`} y="15" text-anchor="middle">
            {word}
          </text>
        ))}
      </svg>
      <svg class="app-map__across app-map__across--narrow" width="100%" height="100" aria-hidden="true">
        {severity.map((word, column) => (
          <svg x={`${WORDS + (column + 0.5) * width}%`} y="4" class="app-map__over">
            <text class="app-map__word" transform="rotate(-90)" text-anchor="end" x="0" y="5">
              {word}
            </text>
          </svg>
        ))}
      </svg>
      <p class="app-map__axes" aria-hidden="true">
        Likelihood upwards, severity across
      </p>
    </figure>
  );
}

interface SquareProps {
  readonly square: MapSquare;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly name: string;
  readonly noun: readonly [string, string];
}

function Square({ square, x, y, width, name, noun }: SquareProps) {
  const counted = `${square.count} ${square.count === 1 ? noun[0] : noun[1]}`;
  const waiting = square.provisional ? `, ${square.provisional} provisional` : '';
  const differs = square.differs ? ', the file states another rating' : '';
  const label = `${name}, rating ${square.said ?? square.level}: ${counted}${waiting}${differs}`;
  const half = Math.max(14, 4 + 6 * (square.marks?.length ?? 0));
  const box = (
    <>
      <rect
        class={`app-map__box${square.provisional ? ' app-map__box--waiting' : ''}`}
        x={-half}
        y="0"
        width={2 * half}
        height="28"
      />
      <text class="app-map__count" x="0" y="20" text-anchor="middle">
        {square.marks ?? square.count}
      </text>
    </>
  );
  return (
    <svg x={`${x}%`} y={y} width={`${width}%`} height={ROW} class="app-map__over">
      <rect class={`app-map__square app-tone-${square.tone}`} width="100%" height={ROW} />
      {square.chosen && <rect class="app-map__chosen" x="3" y="3" width="94%" height={ROW - 6} />}
      <text class={`app-map__level app-map__level--${square.tone}`} x="5" y="16">
        {square.level}
      </text>
      {square.count > 0 && (
        <svg x="62%" y="8" class="app-map__over">
          {square.href ? (
            <a href={square.href} aria-label={label} aria-current={square.chosen ? 'true' : undefined}>
              {box}
            </a>
          ) : (
            box
          )}
        </svg>
      )}
      {square.differs && (
        <text class={`app-map__differs app-map__level--${square.tone}`} x="4" y="37" aria-hidden="true">
          {'\u2260'}
        </text>
      )}
    </svg>
  );
}
