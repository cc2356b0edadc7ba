import type { ComponentChildren, VNode } from 'preact';
import { Notice, type PageContext } from '../../../platform/http/forms.ts';
import { dateIn } from '../../../platform/london-time.ts';
import type { Sentence, Words } from '../../../words/sentence.ts';
import type { Action } from '../../actions/index.ts';
import type { Assumption } from '../../decisions/index.ts';
import type { RiskScheme } from '../../schemes/index.ts';
import { SentenceWords } from '../../../ui/sentence.tsx';
import { standingAt } from '../domain/freshness.ts';
import type { RestsOn } from '../domain/holding.ts';
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
import { Controls } from './hazard-controls.tsx';
import { HazardHead } from './hazard-head.tsx';
import { Failing, Ratings } from './hazard-ratings.tsx';
import { CausesAndHarm, MoreWords } from './hazard-words.tsx';
import { History } from './history.tsx';
import { UndoLine } from './undo-offer.tsx';
import type { UndoOffer } from '../undoing.ts';

export interface HazardPageProps {
  readonly service: { readonly reference: string; readonly name: string };
  readonly log: { readonly number: number; readonly title: string; readonly scheme: RiskScheme | null };
  readonly hazard: HazardRecord;
  /** How its log stands beside its latest approved version, in a few words; null on a day that is over. */
  readonly approved: string | null;
  /** What each control rests on, by its number. */
  readonly rests: ReadonlyMap<string, RestsOn>;
  /** Why the residual rating is provisional; null where it counts, and where there is none. */
  readonly provisional: Sentence | null;
  /** That an incident speaks against how it is rated; null where none does, or somebody has answered. */
  readonly challenged: Sentence | null;
  /** What has to be done about it, as it stands now; null on a day that is over. */
  readonly actions: readonly Action[] | null;
  readonly history: readonly HistoryEntry[];
  /** What whoever looks changed of it just now, and can undo. */
  readonly undo: UndoOffer | null;
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
  /** What later features say of it, such as the workshop that raised it; empty on a day that is over. */
  readonly said: readonly Words[];
  /** Of one that nobody has rated: hazards of its log that are near to it. */
  readonly near: readonly Similar[];
  readonly asAt: AsAt | null;
  readonly wrongDay: string | null;
  readonly may: {
    readonly edit: boolean;
    readonly stand: boolean;
    readonly confirm: boolean;
    /** Says that it stays as it is rated. */
    readonly keep: boolean;
    readonly assume: boolean;
    readonly draw: boolean;
    readonly erase: boolean;
    readonly act: boolean;
    readonly show: boolean;
  };
}

/** A hazard: for every statement who said so, when, and on what it rests. */
export function HazardPage(props: HazardPageProps, { shell, now, notice }: PageContext) {
  const { service, log, asAt, may } = props;
  const at = asAt?.at ?? now;
  const hazard = standingAt(props.hazard, at);
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
      <UndoLine service={service.reference} log={log.number} undo={props.undo} one />
      <HazardHead {...props} now={now}>
        <Provisional {...props} hazard={hazard} />
        <Challenged {...props} />
      </HazardHead>
      <SimilarList similar={props.near} heading={NEAR} />
      <Ratings
        service={service.reference}
        hazard={hazard}
        scheme={log.scheme}
        asAt={day}
        judging={changing && may.stand && hazard.status === 'open' ? { path, remains: may.confirm } : null}
      />
      <Assumed
        service={service.reference}
        hazard={hazard.id}
        assumptions={props.assumed}
        today={dateIn(asAt?.at ?? now)}
        mayChange={changing && may.assume && hazard.residual?.confirmed === true}
      />
      <HazardBowTie service={service.reference} hazard={hazard} asAt={day} change={change} />
      <Controls
        service={service.reference}
        controls={hazard.controls}
        asAt={day}
        now={at}
        rests={props.rests}
        mayShow={changing && may.show}
        change={change}
      />
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

/** That an incident speaks against it, and where somebody says that the rating stays. What waits for that, the line above says. */
function Challenged({ service, hazard, challenged, may, asAt }: HazardPageProps) {
  if (!challenged) return null;
  const said = hazard.residual?.confirmed === true && hazard.residual.provisional;
  return (
    <p class={said ? 'app-so__more' : 'app-so'}>
      {!said && <SentenceWords sentence={challenged} />}
      {may.keep && asAt === null && !hazard.retired && (
        <>
          {' '}
          <a class="app-noprint" href={`${hazardPath(service.reference, hazard.id)}/challenges`}>
            Look at what happened
          </a>
        </>
      )}
    </p>
  );
}

/** Why the residual rating does not count, in the sentence of the house; and where somebody confirms it. */
function Provisional({ service, log, hazard, provisional, may, asAt }: HazardPageProps) {
  const { residual } = hazard;
  if (!residual?.provisional || !provisional) return null;
  const confirmable = !residual.confirmed && residual.level !== null && may.confirm && asAt === null && !hazard.retired;
  return (
    <>
      <p class="app-so">
        <SentenceWords sentence={provisional} />
        {confirmable && (
          <>
            {' '}
            <a href={`${logPath(service.reference, log.number)}/confirm?${hazard.id}=yes`}>Look at it and confirm it</a>
          </>
        )}
      </p>
      {residual.confirmed && <Failing service={service.reference} hazard={hazard} asAt={asAt?.text ?? null} />}
    </>
  );
}
