import { RiskMatrix, type MapSquare } from '../../../ui/charts/risk-matrix.tsx';
import { Details, Table } from '../../../ui/nhsuk/index.ts';
import { signOf, toneOf, type RiskScheme } from '../../schemes/index.ts';
import type { MapPhase } from '../domain.ts';
import { heatMap, type LogChoice, type LogLine, type SquareCount } from '../domain/log-view.ts';
import { addressWith, squareText } from './addresses.ts';
import { RatingMark } from './marks.tsx';

interface MapsProps {
  readonly path: string;
  readonly query: Readonly<Record<string, string>>;
  readonly choice: LogChoice;
  readonly scheme: RiskScheme;
  /** All that the other filters let through: another square can be chosen. */
  readonly lines: readonly LogLine[];
}

const NAMES: Readonly<Record<MapPhase, string>> = { initial: 'Initial', target: 'Target', residual: 'Residual' };
/** The maps that stand side by side. */
const SHOWN = ['initial', 'residual'] as const;
type Shown = (typeof SHOWN)[number];

/** Where the hazards stand: both maps as pictures whose squares are filters, and as a table. */
export function LogMaps(props: MapsProps) {
  const { scheme, lines, choice } = props;
  const maps = { initial: heatMap(lines, scheme, 'initial'), residual: heatMap(lines, scheme, 'residual') };
  const waiting = maps.residual.flat().some(({ provisional }) => provisional > 0);
  return (
    <section class="app-maps" aria-label="Where the hazards stand">
      <PhaseMap {...props} phase="initial" map={maps.initial} />
      <PhaseMap {...props} phase="residual" map={maps.residual} />
      <div class="app-maps__words">
        <p class="app-note">
          <strong>Choose a square</strong> to see only its hazards.
        </p>
        {waiting && (
          <p class="app-note">
            A broken border holds a provisional rating. It does not count until a person confirms it and its controls
            hold.
          </p>
        )}
        {choice.square && (
          <p>
            <a href={addressWith(props.path, props.query, { initial: null, target: null, residual: null })}>
              Show all squares
            </a>
          </p>
        )}
        <Details summary="The maps as a table" classes="app-maps__table">
          <MapsTable {...props} maps={maps} />
        </Details>
      </div>
    </section>
  );
}

interface PhaseMapProps extends MapsProps {
  readonly phase: MapPhase;
  readonly map: readonly (readonly SquareCount[])[];
}

function PhaseMap({ scheme, phase, map, lines, ...place }: PhaseMapProps) {
  const { square } = place.choice;
  const squares = map.map((row, likelihood) =>
    row.map(({ count, provisional }, severity): MapSquare => {
      const level = scheme.matrix[likelihood]![severity]!;
      const chosen = square?.phase === phase && square.likelihood === likelihood && square.severity === severity;
      return {
        level: signOf(scheme, level),
        said: String(level),
        tone: toneOf(scheme, level),
        count,
        provisional,
        chosen,
        href: squareAddress(place, phase, likelihood, severity, chosen),
      };
    }),
  );
  const placed = map.flat().reduce((sum, { count }) => sum + count, 0);
  return (
    <RiskMatrix
      id={`map-${phase}`}
      title={`${NAMES[phase]}${placed < lines.length ? `, ${placed} of ${lines.length} with a rating` : ''}`}
      description={`${placed} of ${lines.length} hazards by likelihood and severity. The table beside it says the same.`}
      severity={scheme.severity}
      likelihood={scheme.likelihood}
      squares={squares}
      noun={['hazard', 'hazards']}
    />
  );
}

function squareAddress(
  { path, query }: Pick<MapsProps, 'path' | 'query'>,
  phase: MapPhase,
  likelihood: number,
  severity: number,
  chosen: boolean,
): string {
  const none = { initial: null, target: null, residual: null };
  return addressWith(path, query, chosen ? none : { ...none, [phase]: squareText({ likelihood, severity }) });
}

interface MapsTableProps extends MapsProps {
  readonly maps: Readonly<Record<Shown, readonly (readonly SquareCount[])[]>>;
}

function MapsTable({ scheme, maps, ...place }: MapsTableProps) {
  const cell = (phase: Shown, likelihood: number, severity: number) => {
    const { count, provisional } = maps[phase][likelihood]![severity]!;
    if (count === 0) return { text: '0' };
    return {
      text: (
        <>
          <a href={squareAddress(place, phase, likelihood, severity, false)}>{count}</a>
          {provisional > 0 && ` (${provisional} provisional)`}
        </>
      ),
    };
  };
  const squares = scheme.likelihood.flatMap((likelihood, l) =>
    scheme.severity.map((severity, s) => ({ likelihood, severity, l, s })),
  );
  return (
    <Table
      caption={{ text: 'Hazards by likelihood and severity', classes: 'nhsuk-u-visually-hidden' }}
      head={['Likelihood', 'Severity', 'Rating', 'Initial', 'Residual'].map((text) => ({ text }))}
      rows={squares
        .filter(({ l, s }) => maps.initial[l]![s]!.count + maps.residual[l]![s]!.count > 0)
        .toReversed()
        .map(({ likelihood, severity, l, s }) => [
          { text: likelihood },
          { text: severity },
          { text: <RatingMark scheme={scheme} level={scheme.matrix[l]![s]!} /> },
          cell('initial', l, s),
          cell('residual', l, s),
        ])}
    />
  );
}
