import type { PageContext } from '../../../platform/http/forms.ts';
import { withOpenDoors } from '../../../platform/http/doors.ts';
import { sayDate } from '../../../platform/london-time.ts';
import { ServiceFrame, type ServiceNamed } from '../../../platform/http/service-frame.tsx';
import { Button, Table } from '../../../ui/nhsuk/index.ts';
import { counted } from '../../../words/counting.ts';
import { InWords, SentenceBlock } from '../../../ui/sentence.tsx';
import type { Words } from '../../../words/sentence.ts';
import {
  gatePath,
  incidentsSentence,
  isInForce,
  MODE_WORDS,
  overrideLine,
  releaseGatePath,
  type Declaration,
  type KeptAnswer,
  type Override,
  type Policy,
} from '../domain.ts';
import { KeptLink } from './release.tsx';

export interface ServiceGateProps {
  readonly service: ServiceNamed;
  readonly policy: Policy;
  /** What each check asks that the policy leaves out. */
  readonly leftOut: readonly { readonly asks: string; readonly reason: string }[];
  /** Policies before this one, the latest first. */
  readonly before: readonly Policy[];
  readonly declaration: Declaration | null;
  /** What answers instead of a declaration, where a feature does; null where a declaration is asked for. */
  readonly answered: Words | null;
  readonly overrides: readonly Override[];
  readonly kept: readonly KeptAnswer[];
  /** Of the register, the latest first. */
  readonly releases: readonly { readonly version: string; readonly state: string }[];
  readonly may: {
    readonly set: boolean;
    readonly declare: boolean;
    readonly doubt: boolean;
    readonly record: boolean;
  };
}

/** The gate of a service: by what policy it is asked, what was declared and overridden, and what it answered. */
export function ServiceGatePage(props: ServiceGateProps, context: PageContext) {
  const { service } = props;
  return (
    <ServiceFrame
      context={context}
      service={service}
      title="Safety gate"
      back={{ text: service.name, href: `/services/${service.reference}` }}
    >
      <h1 class="nhsuk-heading-l">Safety gate</h1>
      <p class="app-lead app-measure">
        Before a release goes, its pipeline or a person asks here whether it may: whether what makes the service safe
        still holds, and whether what the release changes was looked at. What is not known never counts as a pass.
      </p>
      <Releases {...props} />
      <PolicySection {...props} />
      <Incidents {...props} now={context.now} reaches={context.reaches} />
      <Overridden {...props} now={context.now} />
      <Kept {...props} />
    </ServiceFrame>
  );
}

function Releases({ service, releases }: ServiceGateProps) {
  return (
    <section class="app-measure" aria-labelledby="releases">
      <h2 class="nhsuk-heading-m" id="releases">
        Ask about a release
      </h2>
      {releases.length === 0 ? (
        <p>
          No release is on the register yet. A pipeline that records one asks with{' '}
          <code>primum gate --service {service.reference} --version 1.4.0</code>.{' '}
          <a href="/help/gate-in-a-pipeline">How to set it up</a>
        </p>
      ) : (
        <ul class="nhsuk-list">
          {releases.map(({ version, state }) => (
            <li>
              <a href={releaseGatePath(service.reference, version)}>May {version} go?</a>{' '}
              <span class="app-second">{state}</span>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}

function PolicySection({ service, policy, leftOut, before, may }: ServiceGateProps) {
  return (
    <section class="app-measure" aria-labelledby="policy">
      <h2 class="nhsuk-heading-m" id="policy">
        Policy
      </h2>
      <p>
        <strong>{MODE_WORDS[policy.mode]}.</strong> The answer itself is the same in every mode.
      </p>
      <p>
        {leftOut.length === 0
          ? 'Everything is asked.'
          : `${counted(leftOut.length, 'condition is', 'conditions are')} left out:`}
      </p>
      {leftOut.length > 0 && (
        <ul class="nhsuk-list nhsuk-list--bullet">
          {leftOut.map(({ asks, reason }) => (
            <li>
              {asks} <span class="app-second">Left out: {reason}</span>
            </li>
          ))}
        </ul>
      )}
      <p>
        A declaration on incidents stands for {counted(policy.days, 'day')}.{' '}
        <span class="app-second">{setBy(policy)}</span>
      </p>
      {before.length > 0 && (
        <details class="nhsuk-details">
          <summary class="nhsuk-details__summary">
            <span class="nhsuk-details__summary-text">Policies before this one</span>
          </summary>
          <div class="nhsuk-details__text">
            <ul class="nhsuk-list nhsuk-list--bullet">
              {before.map((one) => (
                <li>
                  {one.mode}, {counted(one.days, 'day')}, {counted(one.leftOut.length, 'condition')} left out.{' '}
                  {setBy(one)}
                </li>
              ))}
            </ul>
          </div>
        </details>
      )}
      {may.set && (
        <p class="app-noprint">
          <Button variant="secondary" small href={`${gatePath(service.reference)}/policy`}>
            Set the policy
          </Button>
        </p>
      )}
    </section>
  );
}

function setBy({ set, reason }: Policy): string {
  if (set === null) return 'Nobody has set it: this is what every service begins with.';
  return `Set by ${set.by} on ${sayDate(set.at)}${reason === '' ? '.' : `: ${reason}`}`;
}

function Incidents({
  service,
  declaration,
  answered,
  may,
  now,
  reaches,
}: ServiceGateProps & Pick<PageContext, 'now' | 'reaches'>) {
  const path = gatePath(service.reference);
  const doubted = declaration !== null && declaration.until === null;
  const sentence = answered !== null && !doubted ? null : incidentsSentence(declaration, path, now);
  return (
    <section class="app-measure" aria-labelledby="incidents">
      <h2 class="nhsuk-heading-m" id="incidents">
        Incidents that undermine the safety case
      </h2>
      {answered === null ? (
        <p>
          The safety incident management log of this service is kept elsewhere: the gate asks for a declaration. Once it
          is kept here, the gate asks each incident in it.
        </p>
      ) : (
        <p>
          <InWords words={withOpenDoors(answered, reaches)} /> No declaration is asked for. That somebody doubts it
          stops a release in any case.
        </p>
      )}
      {sentence && <SentenceBlock sentence={{ ...sentence, clears: withOpenDoors(sentence.clears, reaches) }} />}
      <ul class="nhsuk-list app-noprint">
        {may.declare && (answered === null || doubted) && (
          <li>
            <a href={`${path}/no-incident`}>Declare that none does</a>
          </li>
        )}
        {may.doubt && (
          <li>
            <a href={`${path}/incident`}>Say that one may</a>
          </li>
        )}
      </ul>
    </section>
  );
}

function Overridden({ service, overrides, now }: ServiceGateProps & { readonly now: Date }) {
  const inForce = overrides.filter((one) => isInForce(one, now)).length;
  return (
    <section aria-labelledby="overrides">
      <h2 class="nhsuk-heading-m" id="overrides">
        Overrides <span class="app-count">({overrides.length})</span>
      </h2>
      {overrides.length === 0 ? (
        <p class="app-measure">The gate was never overridden. If it is, that stays here for ever.</p>
      ) : (
        <>
          <p>{inForce === 0 ? 'None is in force.' : `${inForce} in force.`}</p>
          <ul class="nhsuk-list app-measure">
            {overrides.map((one) => (
              <li>
                <a href={releaseGatePath(service.reference, one.release)}>{one.release}</a>: {overrideLine(one, now)}.{' '}
                <span class="app-second">{one.reason}</span>
              </li>
            ))}
          </ul>
        </>
      )}
    </section>
  );
}

function Kept({ service, kept, may }: ServiceGateProps) {
  return (
    <section aria-labelledby="kept">
      <h2 class="nhsuk-heading-m" id="kept">
        Answers that were kept <span class="app-count">({kept.length})</span>
      </h2>
      {kept.length === 0 ? (
        <p class="app-measure">
          None yet. The shipped step of a pipeline has each answer kept; so does “Ask the gate, and keep the answer”.
        </p>
      ) : (
        <Table
          responsive
          classes="app-list"
          caption={{ text: 'Answers, latest first', classes: 'nhsuk-u-visually-hidden' }}
          head={[{ text: 'Release' }, { text: 'Answer' }]}
          rows={kept.map((one) => [
            { text: one.release ?? 'Switched off' },
            { text: <KeptLink service={service.reference} one={one} /> },
          ])}
        />
      )}
      {may.record && (
        <p class="app-noprint">
          <a href={`${gatePath(service.reference)}/switch-off`}>Record that something is switched off</a>
        </p>
      )}
    </section>
  );
}
