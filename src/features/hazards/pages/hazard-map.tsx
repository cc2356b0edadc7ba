import { RiskMatrix, type MapSquare } from '../../../ui/charts/risk-matrix.tsx';
import { signOf, toneOf, type RiskScheme } from '../../schemes/index.ts';
import type { HazardRecord, RatingRecord } from '../domain/record.ts';

interface HazardMapProps {
  readonly hazard: HazardRecord;
  readonly scheme: RiskScheme;
}

interface Mark {
  readonly letter: string;
  readonly name: string;
  readonly rating: RatingRecord;
  readonly at: string;
}

/** Where the ratings of one hazard stand on the matrix: a letter for each. Their words stand beside it. */
export function HazardMap({ hazard, scheme }: HazardMapProps) {
  const marks = marksOf(hazard, scheme);
  if (marks.length === 0) return null;
  const squares = scheme.matrix.map((row, likelihood) =>
    row.map((level, severity): MapSquare => {
      const here = marks.filter(({ at }) => at === `${likelihood}-${severity}`);
      return {
        level: signOf(scheme, level),
        said: String(level),
        tone: toneOf(scheme, level),
        count: here.length,
        marks: here.map(({ letter }) => letter).join(''),
        provisional: here.filter(({ rating }) => rating.provisional).length,
      };
    }),
  );
  return (
    <div class="app-hazard-map">
      <RiskMatrix
        id="hazard-map"
        title="On the matrix"
        description={marks
          .map(
            ({ name, rating }) =>
              `${name}: ${rating.severity} and ${rating.likelihood}${rating.provisional ? ', provisional' : ''}.`,
          )
          .join(' ')}
        severity={scheme.severity}
        likelihood={scheme.likelihood}
        squares={squares}
        noun={['rating', 'ratings']}
      />
      <p class="app-note">
        {marks.map(({ letter, name }) => `${letter} ${name.toLowerCase()}`).join(', ')}
        {marks.some(({ rating }) => rating.provisional) && '. A broken border is provisional'}.
      </p>
    </div>
  );
}

function marksOf(hazard: HazardRecord, scheme: RiskScheme): Mark[] {
  const given: readonly (readonly [string, string, RatingRecord | null])[] = [
    ['I', 'Initial', hazard.initial],
    ['T', 'Target', hazard.target],
    ['R', 'Residual', hazard.residual],
    ['D', 'With the deployer’s controls', hazard.deployer],
  ];
  return given.flatMap(([letter, name, rating]) => {
    if (!rating?.severity || !rating.likelihood) return [];
    const [severity, likelihood] = [
      scheme.severity.indexOf(rating.severity),
      scheme.likelihood.indexOf(rating.likelihood),
    ];
    return severity < 0 || likelihood < 0 ? [] : [{ letter, name, rating, at: `${likelihood}-${severity}` }];
  });
}
