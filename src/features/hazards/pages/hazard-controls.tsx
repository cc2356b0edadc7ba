import { Freshness } from '../../../ui/freshness.tsx';
import { VerdictTag } from '../../../ui/verdict.tsx';
import { InWords } from '../../../ui/sentence.tsx';
import { capital } from '../../../words/counting.ts';
import type { Words } from '../../../words/sentence.ts';
import { CONTROL_TYPE_NAMES, type Verdict } from '../domain.ts';
import type { FreshnessOf } from '../domain/freshness.ts';
import type { ControlRecord } from '../domain/record.ts';
import { controlPath } from './addresses.ts';
import { Cell } from './log-table.tsx';
import { So } from './marks.tsx';
import { Text } from './text.tsx';

/** What shows that a control is in place and works, in words; and until when that is fresh. */
export interface Shown {
  /** "3 tests passed in run 8815"; null where nothing shows it yet. */
  readonly restsOn: Words | null;
  readonly freshness: FreshnessOf | null;
}

interface ControlsProps {
  readonly service: string;
  readonly controls: readonly ControlRecord[];
  /** The day that is looked at, which links keep. */
  readonly asAt: string | null;
  /** By the numbers of the controls. */
  readonly shown?: ReadonlyMap<string, Shown>;
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
export function ControlTable({ service, controls, asAt, shown, change = null }: ControlsProps) {
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
          <ControlRow {...{ service, control, asAt, change }} shown={shown?.get(control.id) ?? null} />
        ))}
      </tbody>
    </table>
  );
}

interface ControlRowProps extends Pick<ControlsProps, 'service' | 'asAt'> {
  readonly control: ControlRecord;
  readonly change: string | null;
  readonly shown: Shown | null;
}

function ControlRow({ service, control, asAt, shown, change }: ControlRowProps) {
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
        <VerdictTag verdict={control.verdict} says="holds" />
      </Cell>
      <Cell label="Rests on">
        <div>
          {shown?.restsOn ? (
            <InWords words={shown.restsOn} />
          ) : (
            <span>{restsOn(control, shown?.freshness ?? null)}</span>
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
        {shown?.freshness ? (
          <Freshness state={shown.freshness.state}>{shown.freshness.words}</Freshness>
        ) : (
          <span class="app-second">{control.verdict === 'not-known' ? 'never observed' : ''}</span>
        )}
      </Cell>
      <Cell label="Owner">{control.owner ?? <span class="app-second">nobody</span>}</Cell>
    </tr>
  );
}

/** What a control rests on, as far as how it stands says it. */
function restsOn({ state, verdict }: ControlRecord, freshness: FreshnessOf | null): string {
  if (state === 'withdrawn') return 'It was withdrawn.';
  if (verdict === 'not-met') return 'Evidence that was accepted for it speaks against it.';
  if (verdict === 'met') return 'Evidence that was accepted for it.';
  if (freshness?.state === 'lapsed') return 'What showed that it holds has lapsed.';
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
    causes.length > 0 ? `against cause ${causes.join(', ')}` : null,
  ].filter((part) => part !== null);
  return capital(parts.join(', '));
}

/** What somebody says of it: a word of theirs, and no verdict. */
function declared({ state, statedState }: ControlRecord): string {
  const said = state === 'not stated' ? 'Its state is not declared' : `Declared ${state}`;
  return statedState !== null && statedState.toLowerCase() !== state ? `${said}, “${statedState}” in the file` : said;
}
