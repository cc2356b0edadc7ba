import type { VNode } from 'preact';
import type { CaseLine, PanelPlace } from '../../../platform/feature.ts';
import { Notice, type PageContext } from '../../../platform/http/forms.ts';
import { dateIn, sayDate, sayDateTime } from '../../../platform/london-time.ts';
import { Layout } from '../../../ui/layout.tsx';
import { Button, Input, SummaryList, Table } from '../../../ui/nhsuk/index.ts';
import { InWords } from '../../../ui/sentence.tsx';
import { FIELD_NAMES, INTENDED_USE, type Service, type ServiceFields } from '../domain.ts';
import { DECOMMISSIONING_WORDS, PHASE_WORDS, ROLE_SENTENCES } from './words.ts';

/** One line of what was done to the service. */
export interface ChangeLine {
  readonly seq: number;
  readonly at: Date;
  readonly who: string;
  /** What was done: "Changed". */
  readonly what: string;
  /** Which fields it changed, where it changed some. */
  readonly fields: readonly (keyof ServiceFields)[];
}

export interface ServiceProps {
  readonly service: Service;
  /** Null for as it is now. */
  readonly asAt: Date | null;
  /** Parts that later features show of it. */
  readonly panels: readonly { readonly place: PanelPlace; readonly content: VNode | null }[];
  /** What the safety case consists of, in the order of the features. */
  readonly inCase: readonly CaseLine[];
  readonly changes: readonly ChangeLine[];
  /** Whether there are earlier changes than these. */
  readonly more: boolean;
  readonly mayChange: boolean;
  readonly mayRetire: boolean;
}

/** One service: what it is, what it is for, and what was done to it. */
export function ServicePage(props: ServiceProps, { shell, notice, now }: PageContext) {
  const { service, asAt, panels } = props;
  const href = `/services/${service.reference}`;
  return (
    <Layout
      shell={shell}
      title={service.name}
      path="/services"
      service={{ name: service.name, href, asAt: sayDateTime(asAt ?? now) }}
    >
      <Notice notice={notice} />
      {asAt && (
        <p class="app-so">
          <strong>This is what was known at the end of {sayDate(asAt)}.</strong> <a href={href}>See it as it is now</a>
        </p>
      )}
      <div class="app-title">
        <h1 class="nhsuk-heading-l">
          <span class="nhsuk-caption-l">{service.reference}</span> {service.name}
        </h1>
        {!asAt && <Actions {...props} href={href} />}
      </div>
      {service.phase === 'retired' && (
        <p class="app-so">
          <strong>This service is retired</strong>
          {service.standingReason !== '' && ` because “${service.standingReason}”`}. All that is known of it stays, and
          it can be taken up again.
        </p>
      )}
      {service.phase === 'retired' && <Decommissioned of={service} />}
      <p class="app-lead app-measure app-lines">
        {service.summary === '' ? 'Nobody has said yet what this service is.' : service.summary}
      </p>
      <div class="app-desk">
        <div class="app-service__main">
          {panelsAt(panels, 'leads')}
          <SafetyCase lines={props.inCase} />
          <IntendedUse {...props} href={href} />
          <Components of={service.components} />
          <Changes {...props} href={href} now={now} />
        </div>
        <div class="app-desk__aside">
          {panelsAt(panels, 'beside')}
          <Facts of={service} />
        </div>
      </div>
    </Layout>
  );
}

/** What was done about the risk of taking it out of use. */
function Decommissioned({ of: { decommissioning, assessment } }: { readonly of: Service }) {
  if (decommissioning === null)
    return (
      <p class="app-so">
        <strong>Whether its decommissioning was assessed is not known</strong> because it was retired before that was
        asked. Taking it up and retiring it again, with the assessment, clears it.
      </p>
    );
  return (
    <p class="app-measure app-lines">
      <strong>{DECOMMISSIONING_WORDS[decommissioning]}:</strong> {assessment}
    </p>
  );
}

function Actions({ service, mayChange, mayRetire, href }: ServiceProps & { readonly href: string }) {
  const retired = service.phase === 'retired';
  return (
    <div class="app-title__action">
      {mayChange && !retired && (
        <Button variant="secondary" href={`${href}/edit`}>
          Change what is said
        </Button>
      )}
      {mayRetire && (
        <Button variant="secondary" href={retired ? `${href}/take-up` : `${href}/retire`}>
          {retired ? 'Take it up again' : 'Retire it'}
        </Button>
      )}
    </div>
  );
}

/** Where each part of the safety case is, and how it stands. */
function SafetyCase({ lines }: { readonly lines: readonly CaseLine[] }) {
  if (lines.length === 0) return null;
  return (
    <section aria-labelledby="safety-case">
      <h2 class="nhsuk-heading-m" id="safety-case">
        Safety case
      </h2>
      <ul class="app-logs">
        {lines.map(({ text, href, says }) => (
          <li>
            <a class="app-logs__title" href={href}>
              {text}
            </a>
            <p>
              <InWords words={says} />
            </p>
          </li>
        ))}
      </ul>
    </section>
  );
}

function panelsAt(panels: ServiceProps['panels'], place: PanelPlace): readonly VNode[] {
  return panels.flatMap((panel) => (panel.place === place ? (panel.content ?? []) : []));
}

function Facts({ of }: { readonly of: Service }) {
  return (
    <section aria-labelledby="facts">
      <h2 class="nhsuk-heading-m" id="facts">
        About this service
      </h2>
      <dl class="app-side">
        <div>
          <dt class="app-note">{FIELD_NAMES.phase}</dt>
          <dd>{PHASE_WORDS[of.phase]}</dd>
        </div>
        <div>
          <dt class="app-note">{FIELD_NAMES.role}</dt>
          <dd>{ROLE_SENTENCES[of.role]}</dd>
        </div>
        {of.addresses.length > 0 && (
          <div>
            <dt class="app-note">{FIELD_NAMES.addresses}</dt>
            <dd>
              <Addresses of={of.addresses} />
            </dd>
          </div>
        )}
      </dl>
    </section>
  );
}

function Addresses({ of }: { readonly of: readonly string[] }) {
  return (
    <ul class="nhsuk-list app-addresses">
      {of.map((address) => (
        <li>
          <a href={address} rel="noreferrer">
            {address}
          </a>
        </li>
      ))}
    </ul>
  );
}

function IntendedUse({ service, panels, mayChange, asAt, href }: ServiceProps & { readonly href: string }) {
  const fields = [...INTENDED_USE, 'notFor'] as const;
  const missing = fields.filter((field) => service[field] === '');
  return (
    <section aria-labelledby="intended-use">
      <h2 class="nhsuk-heading-m" id="intended-use">
        Intended use
      </h2>
      {missing.length > 0 && service.phase !== 'retired' && (
        <p class="app-so">
          <strong>The intended use is not complete</strong> because {missing.length} of its {fields.length} parts{' '}
          {missing.length === 1 ? 'is' : 'are'} not said. Hazards are looked for in them.{' '}
          {mayChange && !asAt ? (
            <a href={`${href}/edit#${missing[0]}`}>Saying what is missing</a>
          ) : (
            'Saying what is missing'
          )}{' '}
          clears it.
        </p>
      )}
      {panelsAt(panels, 'intended use')}
      <SummaryList
        rows={fields.map((field) => ({
          key: FIELD_NAMES[field],
          value: service[field] === '' ? <NotSaid /> : <span class="app-lines">{service[field]}</span>,
        }))}
      />
    </section>
  );
}

function NotSaid() {
  return <span class="app-count">Not said yet</span>;
}

function Components({ of }: { readonly of: Service['components'] }) {
  return (
    <section aria-labelledby="components">
      <h2 class="nhsuk-heading-m" id="components">
        Components {of.length > 0 && <span class="app-count">({of.length})</span>}
      </h2>
      {of.length === 0 ? (
        <p>No components are named yet. A hazard arises in one of them, so name the parts that can go wrong apart.</p>
      ) : (
        <SummaryList
          rows={of.map(({ name, purpose }) => ({ key: name, value: purpose === '' ? <NotSaid /> : purpose }))}
        />
      )}
    </section>
  );
}

function Changes({
  service,
  changes,
  more,
  href,
  asAt,
  now,
}: ServiceProps & { readonly href: string; readonly now: Date }) {
  const last = changes.at(-1);
  return (
    <section aria-labelledby="changes">
      <h2 class="nhsuk-heading-m" id="changes">
        What was changed
      </h2>
      {last && (
        <Table
          responsive
          classes="app-changes"
          caption={{ text: `Changes of ${service.reference}, latest first`, classes: 'nhsuk-u-visually-hidden' }}
          head={[{ text: 'When' }, { text: 'Who' }, { text: 'What' }]}
          rows={changes.map(({ at, who, what, fields }) => [
            { text: sayDateTime(at) },
            { text: who },
            { text: fields.length === 0 ? what : `${what}: ${sayFields(fields)}` },
          ])}
        />
      )}
      {more && last && (
        <p>
          <a href={`${href}?before=${last.seq}${asAt ? `&as-at=${dateIn(asAt)}` : ''}#changes`}>Earlier changes</a>
        </p>
      )}
      <form method="get" action={href} class="app-service-search">
        <Input
          id="as-at"
          name="as-at"
          type="date"
          label="What was known at the end of a day"
          value={dateIn(asAt ?? now)}
          attributes={{ max: dateIn(now) }}
        />
        <Button variant="secondary">Show that day</Button>
      </form>
    </section>
  );
}

function sayFields(fields: readonly (keyof ServiceFields)[]): string {
  return fields.map((field) => FIELD_NAMES[field].toLowerCase()).join(', ');
}
