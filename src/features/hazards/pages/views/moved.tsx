import type { PageContext } from '../../../../platform/http/forms.ts';
import { dateIn, sayDate } from '../../../../platform/london-time.ts';
import { RiskMatrix, type MapSquare } from '../../../../ui/charts/risk-matrix.tsx';
import { Button } from '../../../../ui/nhsuk/index.ts';
import { capital, counted } from '../../../../words/counting.ts';
import { signOf, toneOf, type RiskScheme } from '../../../schemes/index.ts';
import { hazardReference, MAP_PHASES, type MapPhase } from '../../domain.ts';
import { heatMap, type LogLine } from '../../domain/log-view.ts';
import type { Counting } from '../../domain/ratings.ts';
import type { Move } from '../../domain/views.ts';
import { hazardPath, logPath } from '../addresses.ts';
import { Cell } from '../log-table.tsx';
import { RatingMark, So } from '../marks.tsx';
import { ViewFrame, type ViewProps } from './view-frame.tsx';

/** One of the two moments. */
export interface Then {
  /** "3 March 2026", "version 2, approved on 3 March 2026", "now". */
  readonly words: string;
  readonly lines: readonly LogLine[];
}

export interface MovedViewProps extends ViewProps {
  readonly scheme: RiskScheme | null;
  readonly phase: MapPhase;
  /** What the address asks for, to fill the form. */
  readonly asked: { readonly from: string; readonly to: string };
  /** What of it is no day and no version. */
  readonly wrong: readonly string[];
  readonly versions: readonly { readonly number: number; readonly at: Date }[];
  readonly from: Then;
  readonly to: Then;
  readonly moves: readonly Move[];
  readonly names: ReadonlyMap<number, string>;
}

const PHASE_NAMES: Readonly<Record<MapPhase, string>> = {
  initial: 'Initial',
  target: 'Target',
  residual: 'Residual',
};

/** What moved in a log between two moments: two maps of one rating, and every hazard that stands otherwise. */
export function MovedView(props: MovedViewProps, page: PageContext) {
  const { service, log, scheme, phase, asked, wrong, versions, from, to, moves } = props;
  const path = `${logPath(service.reference, log.number)}/moved`;
  const address = (words: Readonly<Record<string, string>>) =>
    `${path}?${new URLSearchParams({ from: asked.from, to: asked.to, map: phase, ...words }).toString()}`;
  return (
    <ViewFrame
      {...props}
      page={page}
      view="moved"
      lead="How the hazards stood at two moments, and which stand otherwise. Each moment shows what was known then."
    >
      <form class="app-filters app-noprint" method="get" action={path} aria-label="Two moments">
        <input type="hidden" name="map" value={phase} />
        <Moment name="from" label="From" value={asked.from} {...{ versions }} now={page.now} />
        <Moment name="to" label="To" value={asked.to} {...{ versions }} now={page.now} />
        <Button variant="secondary" small>
          Compare
        </Button>
      </form>
      {wrong.map((text) => (
        <So so={`“${text}” is no day, and no version of this log.`}>Give a day such as 2026-03-03.</So>
      ))}
      {scheme ? (
        <>
          <ul class="app-views__list app-noprint" aria-label="Which rating the maps show">
            {MAP_PHASES.map((one) => (
              <li>
                {one === phase ? (
                  <strong aria-current="true">{PHASE_NAMES[one]}</strong>
                ) : (
                  <a href={address({ map: one })}>{PHASE_NAMES[one]}</a>
                )}
              </li>
            ))}
          </ul>
          <section class="app-maps" aria-label="Where the hazards stood">
            <Map
              id="map-from"
              title={`${PHASE_NAMES[phase]}, ${from.words}`}
              lines={from.lines}
              {...{ scheme, phase }}
            />
            <Map id="map-to" title={`${PHASE_NAMES[phase]}, ${to.words}`} lines={to.lines} {...{ scheme, phase }} />
          </section>
        </>
      ) : (
        <p class="app-second">This log has no scheme that is certain, and so no map.</p>
      )}
      <h2 class="nhsuk-heading-m">
        {moves.length === 0
          ? 'Nothing stands otherwise'
          : `${counted(moves.length, 'hazard')} that ${moves.length === 1 ? 'stands' : 'stand'} otherwise`}
      </h2>
      {moves.length > 0 && <Moves {...props} />}
    </ViewFrame>
  );
}

interface MomentProps {
  readonly name: string;
  readonly label: string;
  readonly value: string;
  readonly versions: MovedViewProps['versions'];
  readonly now: Date;
}

function Moment({ name, label, value, versions, now }: MomentProps) {
  const version = /^version-\d+$/u.test(value);
  return (
    <div class="app-field">
      <label class="app-field__label" for={name}>
        {label}: the end of a day
      </label>
      <input class="nhsuk-input" type="date" id={name} name={name} max={dateIn(now)} value={version ? '' : value} />
      {versions.length > 0 && (
        <>
          <label class="app-field__label" for={`${name}-version`}>
            or a version
          </label>
          <select class="nhsuk-select" id={`${name}-version`} name={`${name}-version`}>
            <option value="">{name === 'to' ? 'Now, or the day above' : 'The day above'}</option>
            {versions.map(({ number, at }) => (
              <option value={String(number)} selected={value === `version-${number}`}>
                Version {number}, {sayDate(at)}
              </option>
            ))}
          </select>
        </>
      )}
    </div>
  );
}

interface MapProps {
  readonly id: string;
  readonly title: string;
  readonly lines: readonly LogLine[];
  readonly scheme: RiskScheme;
  readonly phase: MapPhase;
}

function Map({ id, title, lines, scheme, phase }: MapProps) {
  const squares = heatMap(lines, scheme, phase).map((row, likelihood) =>
    row.map(({ count, provisional }, severity): MapSquare => {
      const level = scheme.matrix[likelihood]![severity]!;
      return { level: signOf(scheme, level), said: String(level), tone: toneOf(scheme, level), count, provisional };
    }),
  );
  const placed = squares.flat().reduce((sum, { count }) => sum + count, 0);
  return (
    <RiskMatrix
      id={id}
      title={`${title}: ${placed} of ${lines.length}`}
      description={`${placed} of ${lines.length} hazards have this rating. The table below says which stand otherwise.`}
      severity={scheme.severity}
      likelihood={scheme.likelihood}
      squares={squares}
      noun={['hazard', 'hazards']}
    />
  );
}

const HOW: Readonly<Record<Move['how'], string>> = {
  worse: 'Worse',
  better: 'Better',
  new: 'New in the log',
  gone: 'No longer in the log',
  'the same level': 'The same level, by another rating',
};

const BECAUSE: Readonly<Record<NonNullable<Move['because']>, string>> = {
  'a new rating': 'somebody gave a rating',
  'its controls': 'a control that it relies on began or ceased to hold',
};

function Moves({ moves, names, scheme, service, from, to }: MovedViewProps) {
  return (
    <table role="table" class="nhsuk-table app-cards">
      <caption class="nhsuk-u-visually-hidden">Hazards that stand otherwise, the worst first</caption>
      <thead role="rowgroup">
        <tr role="row">
          {['Hazard', 'How', capital(from.words), capital(to.words), 'Because'].map((heading) => (
            <th role="columnheader" scope="col">
              {heading}
            </th>
          ))}
        </tr>
      </thead>
      <tbody role="rowgroup">
        {moves.map(({ number, how, before, after, because }) => (
          <tr role="row">
            <Cell label="Hazard">
              <a class="app-ref" href={hazardPath(service.reference, hazardReference(number))}>
                {hazardReference(number)}
              </a>{' '}
              {names.get(number)}
            </Cell>
            <Cell label="How">{HOW[how]}</Cell>
            <Cell label={capital(from.words)}>
              <Counted counting={before} scheme={scheme} />
            </Cell>
            <Cell label={capital(to.words)}>
              <Counted counting={after} scheme={scheme} />
            </Cell>
            <Cell label="Because">{because === null ? '' : BECAUSE[because]}</Cell>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Counted({ counting, scheme }: { readonly counting: Counting | null; readonly scheme: RiskScheme | null }) {
  if (counting === null) return <span class="app-second">not in the log</span>;
  return (
    <>
      <RatingMark scheme={scheme} level={counting.level} />
      {counting.phase !== null && (
        <span class="app-second">
          {' '}
          {counting.earlier ? 'earlier ' : ''}
          {counting.phase}
        </span>
      )}
    </>
  );
}
