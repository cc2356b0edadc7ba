import { Freshness } from '../../../ui/freshness.tsx';
import { VerdictTag } from '../../../ui/verdict.tsx';
import { InWords } from '../../../ui/sentence.tsx';
import { capital, listed } from '../../../words/counting.ts';
import { dayIn, sayDay, sayDistance } from '../../../words/days.ts';
import { CONTROL_TYPE_NAMES, type ControlState, type Verdict } from '../domain.ts';
import { freshnessOf, verdictAt } from '../domain/freshness.ts';
import type { RestsOn } from '../domain/holding.ts';
import type { ControlRecord } from '../domain/record.ts';
import { failedAt, restsWords } from '../domain/rests-words.ts';
import { controlPath } from './addresses.ts';
import { Cell } from './log-table.tsx';
import { So } from './marks.tsx';
import { Text } from './text.tsx';

interface ControlsProps {
  readonly service: string;
  readonly controls: readonly ControlRecord[];
  /** The day that is looked at, which links keep. */
  readonly asAt: string | null;
  /** The moment that is looked at: what lapses is asked of it. */
  readonly now: Date;
  /** What shows that a control is in place and works, by the numbers of the controls. */
  readonly rests: ReadonlyMap<string, RestsOn>;
  /** Whether whoever looks may add evidence. */
  readonly mayShow: boolean;
  /** The address of the hazard, for whoever may change which controls act on it; null for others. */
  readonly change?: string | null;
}

const WORST_FIRST: readonly Verdict[] = ['not-met', 'not-known', 'met'];

/** The controls of a hazard, the worst first, counted. */
export function Controls(props: ControlsProps) {
  const { controls, change = null } = props;
  const of = (verdict: Verdict) => controls.filter((control) => control.verdict === verdict).length;
  const counts = [
    of('met') > 0 && `${of('met')} ${of('met') === 1 ? 'holds' : 'hold'}`,
    of('not-met') > 0 && `${of('not-met')} ${of('not-met') === 1 ? 'does' : 'do'} not hold`,
    of('not-known') > 0 && `${of('not-known')} not verified`,
  ].filter(Boolean);
  const ordered = controls.toSorted((a, b) => WORST_FIRST.indexOf(a.verdict) - WORST_FIRST.indexOf(b.verdict));
  return (
    <section aria-labelledby="controls">
      <h2 class="nhsuk-heading-m" id="controls">
        Controls{' '}
        <span class="app-count">
          ({controls.length}
          {counts.length > 0 && `: ${counts.join(', ')}`})
        </span>
      </h2>
      {controls.length === 0 ? (
        <So so="Nothing controls this hazard">
          because the log names no control for it. A control that is recorded here, or that the log names when it is
          taken in again, clears it.
        </So>
      ) : (
        <ControlTable {...props} controls={ordered} />
      )}
      {change !== null && (
        <p class="app-noprint">
          <a href={`${change}/controls/record`}>Record a control</a>, or{' '}
          <a href={`${change}/controls/use`}>use one that there is</a>
        </p>
      )}
    </section>
  );
}

/** The controls of a hazard; on a phone each is a card. */
export function ControlTable({ service, controls, asAt, now, rests, mayShow, change = null }: ControlsProps) {
  return (
    <table role="table" class="nhsuk-table app-cards app-log app-controls">
      <caption class="nhsuk-u-visually-hidden">Controls</caption>
      <thead role="rowgroup">
        <tr role="row">
          {['Number', 'Control', 'Verdict', 'Rests on', 'Freshness', 'Owner'].map((heading) => (
            <th role="columnheader" scope="col">
              {heading}
            </th>
          ))}
        </tr>
      </thead>
      <tbody role="rowgroup">
        {controls.map((control) => (
          <ControlRow {...{ service, control, asAt, now, change, mayShow }} rests={rests.get(control.id) ?? null} />
        ))}
      </tbody>
    </table>
  );
}

interface ControlRowProps extends Pick<ControlsProps, 'service' | 'asAt' | 'now' | 'mayShow'> {
  readonly control: ControlRecord;
  readonly change: string | null;
  readonly rests: RestsOn | null;
}

function ControlRow({ service, control, asAt, now, rests, change, mayShow }: ControlRowProps) {
  const words = rests ? restsWords(rests) : [];
  const failed = rests && failedAt(rests);
  const verdict = verdictAt(control, now);
  const freshness = freshnessOf(control.lapsesAt, now);
  const about = `control=${encodeURIComponent(control.id)}`;
  return (
    <tr role="row">
      <th role="rowheader" scope="row" class="app-log__number">
        <a class="app-ref" href={controlPath(service, control.id, asAt)}>
          {control.id}
        </a>
      </th>
      <td role="cell" class="app-log__name">
        <span class="app-lines">
          <Text text={control.text} />
        </span>
        <span class="app-note app-controls__kind">{kindOf(control)}</span>
        <span class="app-note app-controls__kind">{declared(control)}</span>
        {control.action !== null && (
          <span class="app-note app-controls__kind">
            Action: <Text text={control.action} />
            {control.actionStatus !== null && ` (${control.actionStatus}, says the file)`}
          </span>
        )}
        {change !== null && (
          <span class="app-note app-controls__kind app-noprint">
            <a href={`${change}/controls/use?${about}`}>What {control.id} acts on</a>
            {' \u00B7 '}
            <a href={`${change}/controls/drop?${about}`}>Take {control.id} off</a>
          </span>
        )}
      </td>
      <Cell label="Verdict">
        <VerdictTag verdict={verdict} says="holds" />
      </Cell>
      <Cell label="Rests on">
        <div>
          {words.length > 0 ? <InWords words={words} /> : <span>{whyNothing(control.state)}</span>}
          {mayShow && words.length === 0 && control.state !== 'withdrawn' && (
            <>
              {' '}
              <a class="app-noprint" href={`${controlPath(service, control.id)}/evidence/new`}>
                Add evidence to {control.id}
              </a>
            </>
          )}
          {control.evidence !== null && (
            <>
              <span class="app-lines app-controls__file">
                “<Text text={control.evidence} />”
              </span>
              <span class="app-note app-controls__kind">A note in the file, not looked at here</span>
            </>
          )}
        </div>
      </Cell>
      <Cell label="Freshness">
        {freshness ? (
          <Freshness state={freshness.state}>{freshness.words}</Freshness>
        ) : (
          <span class="app-second">
            {failed ? `observed ${sayDistance(dayIn(now), dayIn(failed))}, ${sayDay(dayIn(failed))}` : 'never observed'}
          </span>
        )}
      </Cell>
      <Cell label="Owner">{control.owner ?? <span class="app-second">nobody</span>}</Cell>
    </tr>
  );
}

/** Why nothing stands where evidence would. */
function whyNothing(state: ControlState): string {
  if (state === 'withdrawn') return 'It was withdrawn.';
  return state === 'in place'
    ? 'Nothing shows yet that it is in place and works.'
    : 'Nothing yet: it is not declared to be in place.';
}

/** "Design, additional, for the manufacturer, against cause 2" */
function kindOf({ type, kind, party, acts, causes }: ControlRecord): string {
  const parts = [
    type && CONTROL_TYPE_NAMES[type],
    kind === 'unstated' ? null : kind,
    party === null ? null : `for the ${party}`,
    acts === 'limits' ? 'limits harm' : null,
    causes.length > 0 ? `against ${causes.length === 1 ? 'cause' : 'causes'} ${listed(causes.map(String))}` : null,
  ].filter((part) => part !== null);
  return capital(parts.join(', '));
}

/** What somebody says of it: a word of theirs, and no verdict. */
function declared({ state, statedState }: ControlRecord): string {
  const said = state === 'not stated' ? 'Its state is not declared' : `Declared ${state}`;
  return statedState !== null && statedState.toLowerCase() !== state ? `${said}, “${statedState}” in the file` : said;
}
