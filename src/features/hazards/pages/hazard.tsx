import { dateIn, sayDate } from '../../../platform/london-time.ts';
import { Notice, type PageContext } from '../../../platform/http/forms.ts';
import { Button, SummaryList } from '../../../ui/nhsuk/index.ts';
import { VerdictTag } from '../../../ui/verdict.tsx';
import type { VNode } from 'preact';
import type { Day } from '../../../words/days.ts';
import type { Assumption } from '../../decisions/index.ts';
import { reliance } from '../assuming.ts';
import type { RiskScheme } from '../../schemes/index.ts';
import type { ArisesIn, StatedPhase, Verdict } from '../domain.ts';
import { countsSentence, provisionalSentence } from '../domain/ratings.ts';
import {
  sayPlace,
  type ControlRecord,
  type HazardRecord,
  type HistoryEntry,
  type RatingRecord,
} from '../domain/record.ts';
import { controlPath, hazardPath, logPath } from './addresses.ts';
import type { ShownOrigin } from '../library/origin.ts';
import { OriginPart } from '../library/pages/origin.tsx';
import { Assumed } from './assumed.tsx';
import { DayForm, Frame, type AsAt } from './frame.tsx';
import { History } from './history.tsx';
import { Cell, STATUS_WORDS } from './log-table.tsx';
import { LargeSquare, So } from './marks.tsx';
import { Text } from './text.tsx';
import { capital } from '../../../words/counting.ts';

export interface HazardPageProps {
  readonly service: { readonly reference: string; readonly name: string };
  readonly log: { readonly number: number; readonly title: string; readonly scheme: RiskScheme | null };
  readonly hazard: HazardRecord;
  readonly history: readonly HistoryEntry[];
  readonly asAt: AsAt | null;
  readonly wrongDay: string | null;
  /** The assumptions that its residual rating rests on. */
  readonly assumed: readonly Assumption[];
  /** The decisions that touch it, as they are shown; null where there are none. */
  readonly decisions: VNode | null;
  /** Where it was drawn from; null where it was not. */
  readonly origin: ShownOrigin | null;
  readonly may: {
    readonly edit: boolean;
    readonly stand: boolean;
    readonly confirm: boolean;
    readonly assume: boolean;
    readonly draw: boolean;
    readonly erase: boolean;
  };
}

const ARISES: Readonly<Record<ArisesIn, string>> = {
  content: 'in the content',
  process: 'in the process',
  service: 'in the service',
};

/** A hazard: for every statement who said so, when, and on what it rests. */
export function HazardPage(props: HazardPageProps, { shell, now, notice }: PageContext) {
  const { service, log, hazard, asAt } = props;
  const path = hazardPath(service.reference, hazard.id);
  const caption = [hazard.id, hazard.component, hazard.arisesIn && ARISES[hazard.arisesIn]].filter(Boolean).join(' · ');
  return (
    <Frame
      shell={shell}
      service={service}
      title={hazard.id}
      now={now}
      asAt={asAt}
      back={{
        text: log.title,
        href: asAt
          ? `${logPath(service.reference, log.number)}?as-at=${asAt.text}`
          : logPath(service.reference, log.number),
      }}
    >
      <Notice notice={notice} />
      <div class="app-head">
        <div class="app-head__words">
          <span class="nhsuk-caption-l">{caption}</span>
          <h1 class="nhsuk-heading-l">
            <Text text={hazard.name} />
          </h1>
          <Status hazard={hazard} />
          {hazard.description !== null && (
            <p class="app-measure app-lines">
              <Text text={hazard.description} />
            </p>
          )}
          {asAt === null && <Standing {...props} />}
        </div>
        <DayForm action={path} kept={[]} asAt={asAt} now={path} wrong={props.wrongDay} today={dateIn(now)} />
      </div>
      <Provisional {...props} today={dateIn(asAt?.at ?? now)} />
      <Ratings hazard={hazard} scheme={log.scheme} />
      <Assumed
        service={service.reference}
        hazard={hazard.id}
        assumptions={props.assumed}
        today={dateIn(asAt?.at ?? now)}
        mayChange={props.may.assume && asAt === null && !hazard.retired && hazard.residual?.confirmed === true}
      />
      <CausesAndHarm hazard={hazard} />
      <Controls service={service.reference} controls={hazard.controls} asAt={asAt?.text ?? null} />
      <MoreWords hazard={hazard} />
      {props.decisions}
      {props.origin && (
        <OriginPart
          service={service.reference}
          hazard={hazard.id}
          origin={props.origin}
          mayLook={props.may.draw && !hazard.retired}
        />
      )}
      <History history={props.history} />
      {asAt === null && props.may.erase && (
        <p class="app-note app-noprint">
          Something here should not be kept, such as a patient’s name?{' '}
          <a href={`${path}/erase`}>Erase a text of {hazard.id}</a>
        </p>
      )}
    </Frame>
  );
}

function Status({ hazard }: Pick<HazardPageProps, 'hazard'>) {
  const said = hazard.statedStatus !== null && hazard.statedStatus.toLowerCase() !== hazard.status;
  return (
    <>
      <p class="app-facts">
        <span>
          <strong>{STATUS_WORDS[hazard.status]}</strong>
          {hazard.status === 'transferred' && hazard.receiver !== null && ` to ${hazard.receiver}`}
        </span>
        <span>Owner {hazard.owner ?? <span class="app-second">not stated</span>}</span>
        {hazard.ref !== null && <span>{hazard.ref} in the file</span>}
        {said && <span>Status in the file: {hazard.statedStatus}</span>}
      </p>
      {hazard.retired && (
        <So so={`${hazard.id} is retired`}>
          because the version of its log that was taken in last does not have it. It stays here with its history, and is
          in no list.
        </So>
      )}
      {hazard.reason !== null && (
        <p class="app-measure">
          {hazard.retired ? 'Retired' : hazard.status === 'open' ? 'Opened again' : STATUS_WORDS[hazard.status]}{' '}
          because:{' '}
          <span class="app-lines">
            <Text text={hazard.reason} />
          </span>
        </p>
      )}
    </>
  );
}

function Standing({ service, hazard, may }: Pick<HazardPageProps, 'service' | 'hazard' | 'may'>) {
  const path = hazardPath(service.reference, hazard.id);
  const open = hazard.status === 'open';
  if (hazard.retired || !(may.stand || may.edit)) return null;
  return (
    <p class="app-noprint app-buttons">
      {may.edit && (
        <Button variant="secondary" small href={`${path}/edit`}>
          Change its words
        </Button>
      )}
      {may.stand && (
        <Button variant="secondary" small href={`${path}/${open ? 'close' : 'reopen'}`}>
          {open ? `Close ${hazard.id}` : `Open ${hazard.id} again`}
        </Button>
      )}
    </p>
  );
}

function Provisional({ service, log, hazard, may, asAt, assumed, today }: HazardPageProps & { readonly today: Day }) {
  const { residual } = hazard;
  const unreliable = assumed.flatMap((one) => reliance(one, today));
  const sentence = provisionalSentence(
    hazard.id,
    residual && { ...residual, holds: !residual.provisional },
    unreliable,
  );
  if (!sentence || !residual) return null;
  const confirmable = !residual.confirmed && residual.level !== null && may.confirm && asAt === null && !hazard.retired;
  return (
    <So so={sentence.so}>
      {sentence.because} {sentence.clears}
      {confirmable && (
        <>
          {' '}
          <a href={`${logPath(service.reference, log.number)}/confirm?${hazard.id}=yes`}>Look at it and confirm it</a>
        </>
      )}
    </So>
  );
}

interface RatingsProps {
  readonly hazard: HazardRecord;
  readonly scheme: RiskScheme | null;
}

function Ratings({ hazard, scheme }: RatingsProps) {
  const provisional = hazard.residual?.provisional === true;
  return (
    <section aria-labelledby="ratings">
      <h2 class="nhsuk-heading-m" id="ratings">
        Ratings
      </h2>
      <div class="app-ratings">
        <Rating name="Initial" phase="initial" rating={hazard.initial} hazard={hazard} scheme={scheme} />
        <Rating name="Residual" phase="residual" rating={hazard.residual} hazard={hazard} scheme={scheme} />
      </div>
      <p class="app-ratings__counts">
        <strong>{countsSentence(scheme, hazard.counts, provisional)}</strong>
      </p>
    </section>
  );
}

interface RatingProps {
  readonly name: string;
  readonly phase: StatedPhase;
  readonly rating: RatingRecord | null;
  readonly hazard: HazardRecord;
  readonly scheme: RiskScheme | null;
}

function Rating({ name, phase, rating, hazard, scheme }: RatingProps) {
  if (!rating) {
    return (
      <div class="app-rated">
        <LargeSquare scheme={scheme} level={null} />
        <div class="app-rated__words">
          <h3 class="app-rated__name">{name}</h3>
          <p>Nobody has rated it.</p>
        </div>
      </div>
    );
  }
  const words = [rating.severity, rating.likelihood].filter((word) => word !== null).join(', ');
  const differs = rating.stated !== null && String(rating.stated) !== String(rating.level);
  const place = hazard.place?.ratings?.[phase]?.risk ?? hazard.place?.ratings?.[phase]?.severity;
  return (
    <div class="app-rated">
      <LargeSquare scheme={scheme} level={rating.level} provisional={rating.provisional} />
      <div class="app-rated__words">
        <h3 class="app-rated__name">{name}</h3>
        <p>{words === '' ? 'No severity and no likelihood are stated.' : words}</p>
        {rating.level === null && <p>The scheme of this log makes no level of it.</p>}
        {differs && (
          <p>
            The file says <strong>{rating.stated}</strong>.
          </p>
        )}
        <p class="app-note">
          {capital(rating.giver)}, {sayDate(new Date(rating.givenAt))}
          {place?.cell !== undefined && `, cell ${place.cell}`}
        </p>
        {rating.justification !== null && (
          <p class="app-note app-lines">
            <Text text={rating.justification} />
          </p>
        )}
      </div>
    </div>
  );
}

function CausesAndHarm({ hazard }: { readonly hazard: HazardRecord }) {
  return (
    <div class="app-two">
      <section aria-labelledby="causes">
        <h2 class="nhsuk-heading-m" id="causes">
          Causes <Count count={hazard.causes.length} />
        </h2>
        {hazard.causes.length === 0 ? (
          <p class="app-second">The log names no cause.</p>
        ) : (
          <ol class="nhsuk-list nhsuk-list--number">
            {hazard.causes.map((cause) => (
              <li class="app-lines">
                <Text text={cause.text} />
              </li>
            ))}
          </ol>
        )}
      </section>
      <section aria-labelledby="effects">
        <h2 class="nhsuk-heading-m" id="effects">
          Effects and harm
        </h2>
        <Listed label="Effect" texts={hazard.effects} none="The log names no effect." />
        <Listed label="Harm" texts={hazard.harms} none="The log names no harm." />
      </section>
    </div>
  );
}

interface ListedProps {
  readonly label: string;
  readonly texts: readonly string[];
  readonly none: string;
}

function Listed({ label, texts, none }: ListedProps) {
  if (texts.length === 0) return <p class="app-second">{none}</p>;
  return (
    <>
      {texts.map((text) => (
        <p class="app-measure app-lines">
          <strong>{label}:</strong> <Text text={text} />
        </p>
      ))}
    </>
  );
}

function Count({ count }: { readonly count: number }) {
  return <span class="app-count">({count})</span>;
}

const WORST_FIRST: readonly Verdict[] = ['not-met', 'not-known', 'met'];

interface ControlsProps {
  readonly service: string;
  readonly controls: readonly ControlRecord[];
  /** The day that is looked at, which links keep. */
  readonly asAt: string | null;
}

function Controls({ service, controls, asAt }: ControlsProps) {
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
          because the log names no control for it. A control that the log names, taken in again, clears it.
        </So>
      ) : (
        <ControlTable service={service} controls={ordered} asAt={asAt} />
      )}
    </section>
  );
}

/** The controls of a hazard; on a phone each is a card. */
export function ControlTable({ service, controls, asAt }: ControlsProps) {
  return (
    <table role="table" class="nhsuk-table app-cards app-log app-controls">
      <caption class="nhsuk-u-visually-hidden">Controls</caption>
      <thead role="rowgroup">
        <tr role="row">
          {['Number', 'Control', 'Verdict', 'State, as declared', 'Rests on', 'Owner'].map((heading) => (
            <th role="columnheader" scope="col">
              {heading}
            </th>
          ))}
        </tr>
      </thead>
      <tbody role="rowgroup">
        {controls.map((control) => (
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
              {control.action !== null && (
                <span class="app-note app-controls__kind">
                  Action: <Text text={control.action} />
                  {control.actionStatus !== null && ` (${control.actionStatus}, says the file)`}
                </span>
              )}
            </td>
            <Cell label="Verdict">
              <VerdictTag verdict={control.verdict} says="holds" />
            </Cell>
            <Cell label="State">
              <div>
                {capital(control.state)}
                {control.statedState !== null && control.statedState.toLowerCase() !== control.state && (
                  <span class="app-note app-controls__kind">“{control.statedState}” in the file</span>
                )}
              </div>
            </Cell>
            <Cell label="Rests on">
              {control.evidence === null ? (
                <span class="app-second">Nothing yet</span>
              ) : (
                <div>
                  <span class="app-lines">
                    <Text text={control.evidence} />
                  </span>
                  <span class="app-note app-controls__kind">A note in the file, not looked at here</span>
                </div>
              )}
            </Cell>
            <Cell label="Owner">{control.owner ?? <span class="app-second">nobody</span>}</Cell>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function kindOf({ type, kind, party, causes }: ControlRecord): string {
  const parts = [
    type,
    kind === 'unstated' ? null : kind,
    party === null ? null : `for the ${party}`,
    causes.length > 0 ? `against cause ${causes.join(', ')}` : null,
  ].filter((part) => part !== null);
  return capital(parts.join(', '));
}

function MoreWords({ hazard }: { readonly hazard: HazardRecord }) {
  const rows = [
    ...(hazard.notes === null ? [] : [{ key: 'Notes', value: <Lines text={hazard.notes} /> }]),
    ...(hazard.evidence === null ? [] : [{ key: 'Evidence', value: <Lines text={hazard.evidence} /> }]),
    ...hazard.extra.map(({ header, text }) => ({ key: header, value: <Lines text={text} /> })),
    ...(hazard.place ? [{ key: 'Where it stands in the file', value: sayPlace(hazard.place) }] : []),
  ];
  if (rows.length === 0) return null;
  return (
    <section aria-labelledby="file">
      <h2 class="nhsuk-heading-m" id="file">
        What else the file says
      </h2>
      <SummaryList rows={rows} />
    </section>
  );
}

function Lines({ text }: { readonly text: string }) {
  return (
    <span class="app-lines">
      <Text text={text} />
    </span>
  );
}
