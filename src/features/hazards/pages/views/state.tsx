import type { VNode } from 'preact';
import type { PageContext } from '../../../../platform/http/forms.ts';
import { RiskMatrix, type MapSquare } from '../../../../ui/charts/risk-matrix.tsx';
import { VerdictTag } from '../../../../ui/verdict.tsx';
import { counted } from '../../../../words/counting.ts';
import { signOf, toneOf, type RiskScheme } from '../../../schemes/index.ts';
import { hazardReference } from '../../domain.ts';
import { heatMap, type LogCounts, type LogLine } from '../../domain/log-view.ts';
import type { Gaps, ViewControl, ViewHazard } from '../../domain/views.ts';
import { addressWith, controlPath, hazardPath, logPath, squareText } from '../addresses.ts';
import { RatingMark } from '../marks.tsx';
import { Text } from '../text.tsx';
import { countsWords } from '../words.ts';
import { sayTested } from './gaps.tsx';
import { ViewFrame, type ViewProps } from './view-frame.tsx';

export interface StateViewProps extends ViewProps {
  readonly scheme: RiskScheme | null;
  /** How the log stands beside its signatures; null for as it was on a day. */
  readonly approval: VNode | null;
  readonly counts: LogCounts;
  readonly lines: readonly LogLine[];
  readonly hazards: readonly ViewHazard[];
  readonly controls: readonly ViewControl[];
  readonly gaps: Gaps;
  /** The hazards that count highest, the worst first. */
  readonly worst: readonly LogLine[];
}

/** How a log stands, on one page of paper: what counts, what does not hold, what is not known. */
export function StateView(props: StateViewProps, page: PageContext) {
  const { scheme, counts, controls, gaps } = props;
  const failing = controls.filter((one) => one.verdict === 'not-met');
  const holding = controls.filter((one) => one.holds).length;
  const unverified = controls.length - failing.length - holding;
  return (
    <ViewFrame
      {...props}
      page={page}
      view="state"
      lead={
        <>
          <strong>{counted(counts.all, 'hazard')}</strong>
          {countsWords(counts)} Of {counted(controls.length, 'control')}, {holding} {holding === 1 ? 'holds' : 'hold'},{' '}
          {failing.length} {failing.length === 1 ? 'does' : 'do'} not hold and {unverified}{' '}
          {unverified === 1 ? 'is' : 'are'} not verified. {sayTested(gaps.tested)}
        </>
      }
    >
      {props.approval}
      {scheme && (
        <section class="app-maps app-state__maps" aria-label="Where the hazards stand">
          {(['initial', 'residual'] as const).map((phase) => (
            <RiskMatrix
              id={`state-${phase}`}
              title={phase === 'initial' ? 'Initial' : 'Residual'}
              description="How many hazards have this likelihood and severity. The list below names those that count highest."
              severity={scheme.severity}
              likelihood={scheme.likelihood}
              squares={squaresOf(props, scheme, phase)}
              noun={['hazard', 'hazards']}
            />
          ))}
        </section>
      )}
      <div class="app-state">
        <section>
          <h2 class="nhsuk-heading-m">What counts highest</h2>
          <Worst {...props} />
        </section>
        <section>
          <h2 class="nhsuk-heading-m">
            Controls that do not hold <span class="app-count">({failing.length})</span>
          </h2>
          <Failing {...props} failing={failing} />
        </section>
        <section>
          <h2 class="nhsuk-heading-m">What is missing</h2>
          <ul class="nhsuk-list nhsuk-list--bullet">
            <li>{counted(gaps.causes.length, 'cause')} that nothing controls</li>
            {gaps.causesNotSaid.length > 0 && (
              <li>
                {counted(gaps.causesNotSaid.length, 'hazard')} of which the log does not say which control acts on which
                cause
              </li>
            )}
            <li>{counted(gaps.hazardsWithoutControl.length, 'hazard')} without a control</li>
            <li>
              {counted(gaps.controlsWithoutTest.length, 'control')} that{' '}
              {gaps.controlsWithoutTest.length === 1 ? 'rests' : 'rest'} on no test
            </li>
            <li>{counted(gaps.controlsNotLookedAt.length, 'control')} that nobody has looked at for new hazards</li>
          </ul>
          <p class="app-noprint">
            <a
              href={`${logPath(props.service.reference, props.log.number)}/gaps${props.asAt ? `?as-at=${props.asAt.text}` : ''}`}
            >
              See which
            </a>
          </p>
        </section>
        <section>
          <h2 class="nhsuk-heading-m">What others have to do</h2>
          <Others {...props} />
        </section>
      </div>
    </ViewFrame>
  );
}

/** Each square leads to its hazards in the log. */
function squaresOf(
  { lines, service, log, asAt }: StateViewProps,
  scheme: RiskScheme,
  phase: 'initial' | 'residual',
): MapSquare[][] {
  const path = logPath(service.reference, log.number);
  return heatMap(lines, scheme, phase).map((row, likelihood) =>
    row.map(({ count, provisional }, severity): MapSquare => {
      const level = scheme.matrix[likelihood]![severity]!;
      const href = addressWith(path, asAt ? { 'as-at': asAt.text } : {}, {
        [phase]: squareText({ likelihood, severity }),
      });
      return {
        level: signOf(scheme, level),
        said: String(level),
        tone: toneOf(scheme, level),
        count,
        provisional,
        href,
      };
    }),
  );
}

function Worst({ worst, hazards, scheme, service, asAt }: StateViewProps) {
  const names = new Map(hazards.map((hazard) => [hazard.id, hazard.name]));
  if (worst.length === 0) return <p class="app-second">No hazard stands in this log.</p>;
  return (
    <ul class="nhsuk-list app-rows">
      {worst.map((line) => (
        <li>
          <RatingMark scheme={scheme} level={line.counts.level} />{' '}
          <a class="app-ref" href={hazardPath(service.reference, hazardReference(line.number), asAt?.text ?? null)}>
            {hazardReference(line.number)}
          </a>{' '}
          <Text text={names.get(line.id) ?? ''} />
        </li>
      ))}
    </ul>
  );
}

/** More than that is no one page. */
const MOST_FAILING = 8;

function Failing({ failing, service, asAt }: StateViewProps & { readonly failing: readonly ViewControl[] }) {
  if (failing.length === 0) return <p class="app-second">None.</p>;
  return (
    <ul class="nhsuk-list app-rows">
      {failing.slice(0, MOST_FAILING).map(({ reference, text, state }) => (
        <li>
          <VerdictTag verdict="not-met" says="holds" />{' '}
          {reference.includes('/') ? (
            <strong class="app-ref">{reference}</strong>
          ) : (
            <a class="app-ref" href={controlPath(service.reference, reference, asAt?.text ?? null)}>
              {reference}
            </a>
          )}{' '}
          <Text text={text} />
          {state === 'withdrawn' && <span class="app-second"> (withdrawn)</span>}
        </li>
      ))}
      {failing.length > MOST_FAILING && <li>and {failing.length - MOST_FAILING} more</li>}
    </ul>
  );
}

function Others({ lines, hazards, controls }: StateViewProps) {
  const receivers = new Map(hazards.map((hazard) => [hazard.id, hazard.receiver]));
  const transferred = lines.filter((line) => line.status === 'transferred');
  const theirs = controls.filter((one) => one.party === 'deployer' && one.state !== 'withdrawn');
  if (transferred.length === 0 && theirs.length === 0)
    return <p class="app-second">No hazard is transferred, and no control is the deployer’s.</p>;
  const byReceiver = Map.groupBy(transferred, (line) => receivers.get(line.id) ?? 'a receiver that is not named');
  return (
    <ul class="nhsuk-list nhsuk-list--bullet">
      {[...byReceiver].map(([receiver, all]) => (
        <li>
          {counted(all.length, 'hazard')} transferred to {receiver}:{' '}
          {all.map((line) => hazardReference(line.number)).join(', ')}
        </li>
      ))}
      {theirs.length > 0 && (
        <li>
          {counted(theirs.length, 'control')} for the deployer: {theirs.map(({ reference }) => reference).join(', ')}
        </li>
      )}
    </ul>
  );
}
