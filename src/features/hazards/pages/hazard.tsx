import type { ComponentChildren, VNode } from 'preact';
import { Notice, type PageContext } from '../../../platform/http/forms.ts';
import { dateIn } from '../../../platform/london-time.ts';
import { SentenceBlock } from '../../../ui/sentence.tsx';
import type { Sentence } from '../../../words/sentence.ts';
import type { Action } from '../../actions/index.ts';
import type { Assumption } from '../../decisions/index.ts';
import type { RiskScheme } from '../../schemes/index.ts';
import { standingAt } from '../domain/freshness.ts';
import { provisionalSentence } from '../domain/ratings.ts';
import type { HazardRecord, HistoryEntry } from '../domain/record.ts';
import { hazardPath, logPath } from './addresses.ts';
import type { ShownOrigin } from '../library/origin.ts';
import { OriginPart } from '../library/pages/origin.tsx';
import { NEAR, SimilarList } from '../library/pages/similar.tsx';
import type { Similar } from '../library/similar.ts';
import { Assumed } from './assumed.tsx';
import { Frame, type AsAt } from './frame.tsx';
import { HazardActions } from './hazard-actions.tsx';
import { HazardBowTie } from './hazard-bow-tie.tsx';
import { Controls, type Shown } from './hazard-controls.tsx';
import { HazardHead } from './hazard-head.tsx';
import { Failing, Ratings } from './hazard-ratings.tsx';
import { CausesAndHarm, MoreWords } from './hazard-words.tsx';
import { History } from './history.tsx';
import { So } from './marks.tsx';

export interface HazardPageProps {
  readonly service: { readonly reference: string; readonly name: string };
  readonly log: { readonly number: number; readonly title: string; readonly scheme: RiskScheme | null };
  readonly hazard: HazardRecord;
  /** Why the residual rating that a person gave does not count now; null where it does, and where nobody gave one. */
  readonly sentence: Sentence | null;
  /** How its log stands beside its latest approved version, in a few words; null on a day that is over. */
  readonly approved: string | null;
  /** What each control rests on, by its number; of one that is not here, nothing shows it yet. */
  readonly shown: ReadonlyMap<string, Shown>;
  /** What has to be done about it, as it stands now; null on a day that is over. */
  readonly actions: readonly Action[] | null;
  readonly history: readonly HistoryEntry[];
  /** What people say about it. */
  readonly discussion: VNode | null;
  /** Files that belong to it. */
  readonly attachments: VNode | null;
  /** The assumptions that its residual rating rests on. */
  readonly assumed: readonly Assumption[];
  /** The decisions that touch it, as they are shown; null where there are none. */
  readonly decisions: VNode | null;
  /** Where it was drawn from; null where it was not. */
  readonly origin: ShownOrigin | null;
  /** Of one that nobody has rated: hazards of its log that are near to it. */
  readonly near: readonly Similar[];
  readonly asAt: AsAt | null;
  readonly wrongDay: string | null;
  readonly may: {
    readonly edit: boolean;
    readonly stand: boolean;
    readonly confirm: boolean;
    readonly assume: boolean;
    readonly draw: boolean;
    readonly erase: boolean;
    readonly act: boolean;
  };
}

/** A hazard: for every statement who said so, when, and on what it rests. */
export function HazardPage(props: HazardPageProps, { shell, now, notice }: PageContext) {
  const { service, log, asAt, may } = props;
  const hazard = standingAt(props.hazard, asAt?.at ?? now);
  const path = hazardPath(service.reference, hazard.id);
  const day = asAt?.text ?? null;
  const changing = asAt === null && !hazard.retired;
  const change = changing && may.edit ? path : null;
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
      <HazardHead {...props} now={now} />
      <SimilarList similar={props.near} heading={NEAR} />
      <Provisional {...props} hazard={hazard} />
      <Ratings service={service.reference} hazard={hazard} scheme={log.scheme} asAt={day} />
      <Assumed
        service={service.reference}
        hazard={hazard.id}
        assumptions={props.assumed}
        today={dateIn(asAt?.at ?? now)}
        mayChange={changing && may.assume && hazard.residual?.confirmed === true}
      />
      <HazardBowTie service={service.reference} hazard={hazard} asAt={day} change={change} />
      <Controls service={service.reference} controls={hazard.controls} asAt={day} shown={props.shown} change={change} />
      <CausesAndHarm hazard={hazard} />
      <Beside left={props.discussion}>
        {props.actions && (
          <HazardActions
            service={service.reference}
            hazard={hazard.id}
            actions={props.actions}
            today={dateIn(now)}
            mayAdd={changing && may.act}
          />
        )}
        {props.attachments}
      </Beside>
      <MoreWords hazard={hazard} />
      {props.decisions}
      {props.origin && (
        <OriginPart
          service={service.reference}
          hazard={hazard.id}
          origin={props.origin}
          mayLook={changing && may.draw}
        />
      )}
      <History history={props.history} />
      {asAt === null && may.erase && (
        <p class="app-note app-noprint">
          Something here should not be kept, such as a patient’s name?{' '}
          <a href={`${path}/erase`}>Erase a text of {hazard.id}</a>
        </p>
      )}
    </Frame>
  );
}

/** Two columns, where there is something for the left one. */
function Beside({ left, children }: { readonly left: VNode | null; readonly children: ComponentChildren }) {
  if (!left) return <>{children}</>;
  return (
    <div class="app-two">
      <div>{left}</div>
      <div>{children}</div>
    </div>
  );
}

function Provisional({ service, log, hazard, may, asAt, ...props }: HazardPageProps) {
  const { residual } = hazard;
  if (props.sentence)
    return (
      <>
        <SentenceBlock sentence={props.sentence} />
        <Failing service={service.reference} hazard={hazard} asAt={asAt?.text ?? null} />
      </>
    );
  const sentence = provisionalSentence(hazard.id, residual && { ...residual, holds: !residual.provisional });
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
