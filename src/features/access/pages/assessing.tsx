import type { PageContext } from '../../../platform/http/forms.ts';
import { sayDateTime } from '../../../platform/london-time.ts';
import { Layout } from '../../../ui/layout.tsx';
import { Table } from '../../../ui/nhsuk/index.ts';

/** A service that somebody was given to assess. */
export interface GivenService {
  readonly reference: string;
  readonly name: string;
  readonly until: Date | null;
}

/** The home of an assessor: what they were given, and until when. */
export function GivenPage({ services }: { readonly services: readonly GivenService[] }, { shell }: PageContext) {
  return (
    <Layout shell={shell} title="What you were given to assess" path="">
      <h1 class="nhsuk-heading-l">What you were given to assess</h1>
      <div class="app-measure">
        <p class="app-lead">
          You can read everything about {services.length === 1 ? 'this service' : 'these services'}, and change nothing.
        </p>
        <p>
          It ends by itself on the day that stands beside it. Each page that you open is recorded, and the team can see
          which ones they were.
        </p>
      </div>
      <Table
        responsive
        firstCellIsHeader
        classes="app-services"
        caption={{ text: 'Services', classes: 'nhsuk-u-visually-hidden' }}
        head={[{ text: 'Service' }, { text: 'Reference' }, { text: 'Yours to read until' }]}
        rows={services.map(({ reference, name, until }) => [
          { text: name, href: `/services/${reference}` },
          { text: <span class="app-ref">{reference}</span> },
          { text: until === null ? 'No end is set' : sayDateTime(until) },
        ])}
      />
    </Layout>
  );
}

/** Somebody who assesses a service. */
export interface Assessor {
  readonly name: string;
  readonly until: Date | null;
}

export interface LookLine {
  readonly seq: number;
  readonly at: Date;
  readonly who: string;
  readonly words: string;
  /** Null where there is no page to show any more. */
  readonly href: string | null;
}

export interface LookedAtProps {
  readonly service: { readonly name: string; readonly reference: string };
  readonly assessors: readonly Assessor[];
  readonly looks: readonly LookLine[];
  /** Whether there are earlier ones than these. */
  readonly more: boolean;
  /** Whether these are the latest. */
  readonly latest: boolean;
}

/** What assessors looked at in a service: for its administrators and its clinical safety officer. */
export function LookedAtPage({ service, assessors, looks, more, latest }: LookedAtProps, { shell, now }: PageContext) {
  const href = `/services/${service.reference}`;
  return (
    <Layout
      shell={shell}
      title="What assessors looked at"
      path="/services"
      back={{ text: service.name, href }}
      service={{ name: service.name, href, asAt: sayDateTime(now) }}
    >
      <h1 class="nhsuk-heading-l">
        <span class="nhsuk-caption-l">{service.name}</span> What assessors looked at
      </h1>
      <div class="app-measure">
        <p class="app-lead">
          An assessor reads and changes nothing. Each page that one opens here is recorded before it is shown, on a
          chain that nobody can rewrite.
        </p>
        <h2 class="nhsuk-heading-m">Who assesses this service now</h2>
        {assessors.length === 0 ? (
          <p>
            Nobody does. Somebody becomes one when they are given the role “assessor” here, with a day on which it ends.
          </p>
        ) : (
          <ul class="nhsuk-list nhsuk-list--bullet">
            {assessors.map(({ name, until }) => (
              <li>
                {name}
                {until !== null && <>, until {sayDateTime(until)}</>}
              </li>
            ))}
          </ul>
        )}
      </div>
      <h2 class="nhsuk-heading-m">What was looked at</h2>
      {looks.length === 0 ? (
        <p>{latest ? 'Nothing yet.' : 'Nothing before that.'}</p>
      ) : (
        <Table
          responsive
          classes="app-services app-changes"
          caption={{ text: 'What was looked at, latest first', classes: 'nhsuk-u-visually-hidden' }}
          head={[{ text: 'When' }, { text: 'Who' }, { text: 'What' }]}
          rows={looks.map((look) => [
            { text: sayDateTime(look.at) },
            { text: look.who },
            { text: look.words, ...(look.href !== null && { href: look.href }) },
          ])}
        />
      )}
      <p>
        {!latest && <a href={`${href}/looked-at`}>The latest</a>}
        {!latest && more && ' · '}
        {more && <a href={`${href}/looked-at?before=${looks.at(-1)!.seq}`}>Earlier ones</a>}
      </p>
    </Layout>
  );
}
