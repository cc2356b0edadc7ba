import type { ComponentChildren } from 'preact';
import type { PageContext } from '../../../platform/http/forms.ts';
import { sayDateTime } from '../../../platform/london-time.ts';
import { ServiceFrame, type ServiceNamed } from '../../../platform/http/service-frame.tsx';
import { Button } from '../../../ui/nhsuk/index.ts';
import { actionPath, actionReference } from '../../actions/index.ts';
import { releasePath } from '../../releases/index.ts';
import {
  answerWords,
  countsText,
  gatePath,
  gateReference,
  isInForce,
  keptGatePath,
  MODE_WORDS,
  overrideLine,
  releaseGatePath,
  VERDICT_EXITS,
  VERDICT_WORDS,
  type GateAnswer,
  type KeptAnswer,
  type Override,
  type WholeAnswer,
} from '../domain.ts';
import { Conditions } from './conditions.tsx';

export interface ReleaseGateProps {
  readonly service: ServiceNamed;
  readonly version: string;
  readonly answer: GateAnswer;
  /** All of this release, also those that ended. */
  readonly overrides: readonly Override[];
  readonly kept: readonly KeptAnswer[];
  readonly may: {
    readonly ask: boolean;
    readonly override: boolean;
    readonly urgentFix: boolean;
  };
  /** Who may override it, in a sentence. */
  readonly whoOverrides: string;
}

/** Whether one release may go, as it stands now. */
export function ReleaseGatePage(props: ReleaseGateProps, context: PageContext) {
  const { service, version, answer, kept, may } = props;
  const path = releaseGatePath(service.reference, version);
  return (
    <ServiceFrame
      context={context}
      service={service}
      title="Safety gate"
      back={{ text: 'The gate of this service', href: gatePath(service.reference) }}
    >
      <h1 class="nhsuk-heading-l">
        <span class="nhsuk-caption-l">Safety gate for release {version}</span> {VERDICT_WORDS[answer.verdict]}
      </h1>
      <p class="app-lead app-measure">
        {countsText(answer.conditions)} Asked just now; nothing is kept of it until somebody has it kept.
      </p>
      {answer.release?.state && (
        <p>
          <a href={releasePath(service.reference, version)}>What release {version} consists of, and what it changes</a>
        </p>
      )}
      <Overrides overrides={props.overrides} now={context.now} />
      <Conditions answer={answer} reaches={context.reaches} />
      <section class="app-measure app-noprint" aria-labelledby="what-to-do">
        <h2 class="nhsuk-heading-m" id="what-to-do">
          What you can do
        </h2>
        <p>{MODE_WORDS[answer.mode]}.</p>
        {may.ask && (
          <p>
            <Button href={`${path}/record`}>Ask the gate, and keep the answer</Button>
          </p>
        )}
        <ul class="nhsuk-list">
          {may.ask && (
            <li>
              <a href={`${path}/rollback`}>Record that the service goes back to this release</a>
            </li>
          )}
          {may.urgentFix && (
            <li>
              <a href={`${path}/urgent-fix`}>Authorise it as an urgent safety fix</a>
            </li>
          )}
          {may.override && (
            <li>
              <a href={`${path}/override`}>Override the gate for this release</a>
            </li>
          )}
        </ul>
        {!may.override && answer.verdict !== 'go' && <p class="app-second">{props.whoOverrides}</p>}
        <p class="app-note">
          The same answer in a pipeline:{' '}
          <code>
            primum gate --service {service.reference} --version {version}
          </code>{' '}
          ends with {VERDICT_EXITS[answer.verdict]}. <a href="/help/gate-in-a-pipeline">How to set it up</a>
        </p>
      </section>
      {kept.length > 0 && (
        <section aria-labelledby="kept">
          <h2 class="nhsuk-heading-m" id="kept">
            Answers that were kept <span class="app-count">({kept.length})</span>
          </h2>
          <ul class="nhsuk-list">
            {kept.map((one) => (
              <li>
                <KeptLink service={service.reference} one={one} />
              </li>
            ))}
          </ul>
        </section>
      )}
    </ServiceFrame>
  );
}

/** "GATE-412: may not go yet, asked by A program of Posy Thackray, 12 March 2026, 2:30pm" */
export function KeptLink({ service, one }: { readonly service: string; readonly one: KeptAnswer }) {
  return (
    <>
      <a href={keptGatePath(service, one.number)}>{gateReference(one.number)}</a>: {answerWords(one)},{' '}
      <span class="app-second">
        asked by {one.by}, {sayDateTime(one.at)}
      </span>
    </>
  );
}

/** That the gate was overridden, for ever; loud while it is in force. */
export function Overrides({ overrides, now }: { readonly overrides: readonly Override[]; readonly now: Date }) {
  if (overrides.length === 0) return null;
  return (
    <section aria-label="Overrides of this release">
      {overrides.map((one) => (
        <div class={`app-so app-measure${isInForce(one, now) ? '' : ' app-so--quiet'}`}>
          <p>
            <strong>{overrideLine(one, now)}.</strong> The verdict stays what it is. {one.reason}
            {one.review && (
              <>
                {' '}
                It is looked at afterwards:{' '}
                <a href={actionPath(one.review.action)}>{actionReference(one.review.action)}</a>.
              </>
            )}
          </p>
        </div>
      ))}
    </section>
  );
}

export interface KeptGateProps {
  readonly service: ServiceNamed;
  readonly kept: WholeAnswer;
}

/** An answer as it was. */
export function KeptGatePage({ service, kept }: KeptGateProps, context: PageContext) {
  const { answer, number, release, sort } = kept;
  const heading =
    answer === null
      ? 'What was answered is gone'
      : sort === 'rollback'
        ? 'Going back to this release is recorded'
        : sort === 'switched off'
          ? 'Switching it off is recorded'
          : VERDICT_WORDS[answer.verdict];
  return (
    <ServiceFrame
      context={context}
      service={service}
      title={`Safety gate ${gateReference(number)}`}
      back={{ text: 'The gate of this service', href: gatePath(service.reference) }}
      asAt={sayDateTime(kept.at)}
    >
      <h1 class="nhsuk-heading-l">
        <span class="nhsuk-caption-l">
          {gateReference(number)}
          {release !== null && ` for release ${release}`}, as it was
        </span>{' '}
        {heading}
      </h1>
      {answer === null ? <p>{kept.erased}</p> : <KeptWords {...{ answer, kept, service }} reaches={context.reaches} />}
    </ServiceFrame>
  );
}

function KeptWords({
  answer,
  kept,
  service,
  reaches,
}: {
  readonly answer: GateAnswer;
  readonly kept: KeptAnswer;
  readonly service: ServiceNamed;
  readonly reaches: PageContext['reaches'];
}) {
  return (
    <>
      <Lead>
        {kept.sort === 'asked'
          ? countsText(answer.conditions)
          : 'The gate never stops going back to what was approved, or switching something off. It is recorded.'}{' '}
        Asked by {kept.by} on {sayDateTime(kept.at)}. It stays as it was.
      </Lead>
      {answer.note !== '' && <p class="app-measure app-lines">{answer.note}</p>}
      {answer.overrides.map((one) => (
        <p class="app-so app-measure">
          <strong>{overrideLine({ ...one, until: new Date(one.until) }, kept.at)}.</strong> {one.reason}
        </p>
      ))}
      {kept.sort === 'rollback' && answer.conditions.some(({ bearing }) => bearing !== 'holds') && (
        <p class="app-measure">What stands below would be asked of a new release. It stopped nothing here.</p>
      )}
      {kept.sort !== 'switched off' && <Conditions answer={answer} reaches={reaches} />}
      {kept.release !== null && (
        <p class="app-noprint">
          <a href={releaseGatePath(service.reference, kept.release)}>What the gate says of this release now</a>
        </p>
      )}
    </>
  );
}

function Lead({ children }: { readonly children: ComponentChildren }) {
  return <p class="app-lead app-measure">{children}</p>;
}
