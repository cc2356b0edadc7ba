import { RiskMatrix, type MapSquare } from '../../../ui/charts/risk-matrix.tsx';
import { Details, Table } from '../../../ui/nhsuk/index.ts';
import { bandOf, levelRank, signOf, toneOf, type RiskLevel, type RiskScheme } from '../../schemes/index.ts';
import { contradictsScheme } from '../domain/contradiction.ts';
import type { Hazard, Phase, Rating, Report } from '../domain.ts';
import { counted } from '../showing/summary.ts';
import { anchorOf } from './findings.tsx';
import { RatingSquare } from './rating-square.tsx';

interface MapsProps {
  readonly report: Report;
  readonly scheme: RiskScheme;
}

/** Where the hazards stand: both maps, the counts by level as stated and as recomputed, and all of it as a table. */
export function Maps({ report, scheme }: MapsProps) {
  return (
    <section aria-labelledby="maps">
      <h2 class="nhsuk-heading-m" id="maps">
        Where the hazards stand
      </h2>
      <div class="app-two app-two--maps">
        <PhaseMap report={report} scheme={scheme} phase="initial" />
        <PhaseMap report={report} scheme={scheme} phase="residual" />
      </div>
      {scheme.levels.length > 0 && <Levels report={report} scheme={scheme} />}
      <p class="app-note app-measure">
        {legendOf(scheme)} The number in the white box counts hazards and opens them. &ne; marks a square where the file
        states another rating. Scheme: {scheme.title}; {report.scheme.how}.
      </p>
      <Details summary="Both maps as a table">
        <SquaresTable report={report} scheme={scheme} phase="initial" />
        <SquaresTable report={report} scheme={scheme} phase="residual" />
      </Details>
    </section>
  );
}

interface Standing {
  readonly hazard: Hazard;
  readonly index: number;
  readonly rating: Rating;
}

function standings(report: Report, phase: Phase): Standing[] {
  return report.hazards.map((hazard, index) => ({ hazard, index, rating: hazard[phase] }));
}

function at(all: readonly Standing[], likelihood: number, severity: number): Standing[] {
  return all.filter(({ rating }) => rating.likelihoodIndex === likelihood && rating.severityIndex === severity);
}

function squareId(phase: Phase, likelihood: number, severity: number): string {
  return `${phase}-${likelihood + 1}-${severity + 1}`;
}

function PhaseMap({ report, scheme, phase }: MapsProps & { readonly phase: Phase }) {
  const all = standings(report, phase);
  const placed = all.filter(({ rating }) => rating.computed !== null).length;
  const squares = scheme.likelihood.map((_, likelihood) =>
    scheme.severity.map((_word, severity): MapSquare => {
      const here = at(all, likelihood, severity);
      const level = scheme.matrix[likelihood]![severity]!;
      const [only] = here;
      return {
        level: signOf(scheme, level),
        said: String(level),
        tone: toneOf(scheme, level),
        count: here.length,
        differs: here.some(({ rating }) => contradictsScheme(rating, scheme)),
        ...(only
          ? { href: here.length === 1 ? `#${anchorOf(only.index)}` : `#${squareId(phase, likelihood, severity)}` }
          : {}),
      };
    }),
  );
  return (
    <RiskMatrix
      id={`map-${phase}`}
      title={phase === 'initial' ? 'Initial' : 'Residual'}
      description={`${counted(placed, 'hazard')} of ${report.counts.hazards} by likelihood and severity. The table beneath says the same.`}
      severity={scheme.severity}
      likelihood={scheme.likelihood}
      squares={squares}
      noun={['hazard', 'hazards']}
    />
  );
}

function Levels({ report, scheme }: MapsProps) {
  const ofLevel = (phase: Phase, which: 'stated' | 'computed', index: number) =>
    report.hazards.filter((hazard) => {
      const level = hazard[phase][which];
      return level !== null && bandIndex(scheme, level) === index;
    }).length;
  const cell = (phase: Phase, index: number) => {
    const [stated, computed] = [ofLevel(phase, 'stated', index), ofLevel(phase, 'computed', index)];
    const text = stated === computed ? String(computed) : `${computed} \u2260`;
    return [
      { text: String(stated), format: 'numeric' as const },
      { text: stated === computed ? text : <strong>{text}</strong>, format: 'numeric' as const },
    ];
  };
  return (
    <div class="app-levels">
      <Table
        caption={{ text: 'Hazards by level, as stated and as recomputed', classes: 'nhsuk-u-visually-hidden' }}
        head={[
          { text: 'Rating' },
          { text: 'Initial stated', format: 'numeric' },
          { text: 'Initial recom\u00adputed', format: 'numeric' },
          { text: 'Resid\u00adual stated', format: 'numeric' },
          { text: 'Resid\u00adual recom\u00adputed', format: 'numeric' },
        ]}
        rows={scheme.levels
          .map((level, index) => [
            {
              text: (
                <RatingSquare
                  scheme={scheme}
                  level={level.level}
                  name={levelName(scheme, index)}
                  shown={scheme.kind === 'product' ? bandRange(scheme, index) : level.level}
                />
              ),
            },
            ...cell('initial', index),
            ...cell('residual', index),
          ])
          .toReversed()}
      />
    </div>
  );
}

function levelName(scheme: RiskScheme, index: number): string {
  const level = scheme.levels[index]!;
  return String(level.level) === level.name ? '' : level.name;
}

/** "5 to 6": the numbers of a band. */
function bandRange(scheme: RiskScheme, index: number): string {
  const from = index === 0 ? 1 : Number(scheme.levels[index - 1]!.level) + 1;
  return `${from}\u2013${scheme.levels[index]!.level}`;
}

function bandIndex(scheme: RiskScheme, level: RiskLevel): number | null {
  if (scheme.kind === 'lookup') return levelRank(scheme, level);
  const band = bandOf(scheme, level);
  return band ? scheme.levels.indexOf(band) : null;
}

/** Where a square of the map leads when more than one hazard stands in it. */
function SquaresTable({ report, scheme, phase }: MapsProps & { readonly phase: Phase }) {
  const all = standings(report, phase);
  const rows = scheme.likelihood
    .flatMap((likelihood, l) =>
      scheme.severity.map((severity, s) => ({ likelihood, severity, l, s, here: at(all, l, s) })),
    )
    .filter(({ here }) => here.length > 0)
    .toReversed();
  const unplaced = all.filter(({ rating }) => rating.computed === null);
  return (
    <Table
      caption={phase === 'initial' ? 'Initial' : 'Residual'}
      head={[{ text: 'Likelihood' }, { text: 'Severity' }, { text: 'Rating' }, { text: 'Hazards' }]}
      rows={[
        ...rows.map(({ likelihood, severity, l, s, here }) => [
          { text: <span id={squareId(phase, l, s)}>{likelihood}</span> },
          { text: severity },
          { text: <RatingSquare scheme={scheme} level={scheme.matrix[l]![s]!} /> },
          { text: <HazardLinks standings={here} scheme={scheme} /> },
        ]),
        unplaced.length > 0 && [
          { text: 'Not rated, or not for certain', colspan: 3 },
          { text: <HazardLinks standings={unplaced} scheme={scheme} /> },
        ],
      ]}
    />
  );
}

interface HazardLinksProps {
  readonly standings: readonly Standing[];
  readonly scheme: RiskScheme;
}

function HazardLinks({ standings: here, scheme }: HazardLinksProps) {
  return (
    <>
      {here.slice(0, 100).map(({ hazard, index, rating }, position) => (
        <>
          {position > 0 && ', '}
          <a class="app-ref" href={`#${anchorOf(index)}`}>
            {hazard.ref ?? hazard.name}
          </a>
          {contradictsScheme(rating, scheme) && ' \u2260'}
        </>
      ))}
      {here.length > 100 && ` and ${counted(here.length - 100, 'more', 'more')}`}
    </>
  );
}

function legendOf(scheme: RiskScheme): string {
  const signs = scheme.levels.map((one) => ({ sign: signOf(scheme, one.level), word: String(one.level) }));
  const key =
    scheme.kind === 'product'
      ? []
      : signs.filter(({ sign, word }) => sign !== word).map(({ sign, word }) => `${sign} ${word}`);
  return key.length === 0
    ? 'The number in a corner is the matrix\u2019s rating.'
    : `The letter in a corner is the matrix\u2019s rating: ${key.join(', ')}.`;
}
