import type { PageContext } from '../../../platform/http/forms.ts';
import { sayDate, sayDateTime } from '../../../platform/london-time.ts';
import { ServiceFrame, type ServiceNamed } from '../../../platform/http/service-frame.tsx';
import { Button, Table } from '../../../ui/nhsuk/index.ts';
import {
  publicPath,
  teamPath,
  WHAT_CLEARS,
  type Choices,
  type Edition,
  type PartState,
  type SaidAndDid,
  type StoredPage,
} from '../domain.ts';
import { StatePart } from './shown.tsx';

export interface TeamProps {
  readonly service: ServiceNamed;
  readonly page: StoredPage | null;
  readonly editions: readonly Edition[];
  readonly choices: Choices | null;
  readonly states: readonly PartState[];
  /** What it shows that is not what stands; each a part of a sentence. */
  readonly differs: readonly string[];
  readonly withheld: readonly (readonly [hazard: string, reason: string])[];
  /** What was said and done, as it was written for the page. */
  readonly changes: readonly (SaidAndDid & { readonly number: number })[];
  /** Whether whoever looks agreed to be named. */
  readonly named: boolean;
  readonly may: { readonly publish: boolean; readonly beNamed: boolean };
}

/** The room of the team: whether there is a page, what it shows, and what can be done with it. */
export function TeamPage(props: TeamProps, context: PageContext) {
  const { service, page, editions, choices, states, differs, withheld, changes, named, may } = props;
  const path = teamPath(service.reference);
  const [latest] = editions;
  return (
    <ServiceFrame
      context={context}
      title="Public page"
      service={service}
      back={{ text: service.name, href: `/services/${encodeURIComponent(service.reference)}` }}
    >
      <div class="app-measure">
        <h1 class="nhsuk-heading-l">Public page</h1>
        <Standing page={page} latest={latest} />
        {page?.published === true && differs.length > 0 && (
          <p class="app-so">
            <strong>The page does not show what stands</strong> because {differs.join('; ')}. {WHAT_CLEARS}
          </p>
        )}
        {may.publish && (
          <p class="app-noprint">
            {choices === null ? (
              <Button href={`${path}/settings`}>Say what it shows</Button>
            ) : (
              <Button href={`${path}/publish`}>Look at what would be published</Button>
            )}
          </p>
        )}
        {may.publish && choices !== null && (
          <ul class="nhsuk-list app-noprint">
            <li>
              <a href={`${path}/settings`}>Change what it shows</a>
            </li>
            <li>
              <a href={`${path}/withhold`}>Leave a hazard out</a>
            </li>
            <li>
              <a href={`${path}/said-and-did`}>Write what was said and done</a>
            </li>
            {page?.published && (
              <li>
                <a href={`${path}/withdraw`}>Withdraw the page</a>
              </li>
            )}
          </ul>
        )}
        {withheld.length > 0 && (
          <>
            <h2 class="nhsuk-heading-m">Hazards that are left out</h2>
            <p>From the next time that it is published. Everybody reads the reason.</p>
            <ul class="nhsuk-list">
              {withheld.map(([hazard, reason]) => (
                <li>
                  <a href={`/services/${encodeURIComponent(service.reference)}/hazards/${hazard}`}>{hazard}</a>:{' '}
                  {reason} {may.publish && <a href={`${path}/withheld/${hazard}`}>Show {hazard} again</a>}
                </li>
              ))}
            </ul>
          </>
        )}
        {changes.length > 0 && (
          <>
            <h2 class="nhsuk-heading-m">What was said and done</h2>
            <p>
              {choices?.reported
                ? 'From the next time that it is published.'
                : 'Nobody outside sees it: the page does not show what was reported. Change what it shows, if it should.'}
            </p>
            <ul class="nhsuk-list">
              {changes.map(({ number, said, did }) => (
                <li>
                  {said} {did}{' '}
                  {may.publish && (
                    <a href={`${path}/said-and-did/${number}/out`}>
                      Take it out<span class="nhsuk-u-visually-hidden">: number {number}</span>
                    </a>
                  )}
                </li>
              ))}
            </ul>
          </>
        )}
        {latest && page?.published && <StatePart states={states} asAt={sayDateTime(context.now)} />}
        <h2 class="nhsuk-heading-m">Your name</h2>
        <p>
          {named
            ? 'You agreed that your name stands on the page while you are clinical safety officer.'
            : 'The page says that the clinical safety officer answers for the service. It names nobody who did not agree.'}{' '}
          {named ? (
            <a href={`${path}/unnamed`}>Take your name off</a>
          ) : (
            may.beNamed && <a href={`${path}/named`}>Agree to be named</a>
          )}
        </p>
        {editions.length > 0 && (
          <Table
            caption={{ text: 'Each time that it was published', size: 'm' }}
            head={[{ text: 'Edition' }, { text: 'Published' }, { text: 'By' }, { text: 'Release' }]}
            rows={editions.map(({ number, at, by, release }) => [
              { text: String(number) },
              { text: sayDateTime(at) },
              { text: by },
              page?.published && release !== null
                ? {
                    text: <a href={`${publicPath(page.code)}/releases/${encodeURIComponent(release)}`}>{release}</a>,
                  }
                : { text: release ?? 'Not known' },
            ])}
            firstCellIsHeader
            responsive
          />
        )}
      </div>
    </ServiceFrame>
  );
}

function Standing({ page, latest }: { readonly page: StoredPage | null; readonly latest: Edition | undefined }) {
  if (!page || !latest)
    return (
      <p class="app-lead">
        Not published. Nobody outside sees anything of this service. A page tells everybody what it is for, which
        hazards are known, and how its safety case stands. An officer publishes it.
      </p>
    );
  if (!page.published)
    return (
      <p class="app-lead">
        Withdrawn by {page.by} on {sayDate(page.since)}: {page.reason} Its address says since when, and nothing else.
      </p>
    );
  return (
    <p class="app-lead">
      Published. Everybody can read it at <a href={publicPath(page.code)}>{publicPath(page.code)}</a>. Edition{' '}
      {latest.number}, by {latest.by} on {sayDate(latest.at)}.
    </p>
  );
}
