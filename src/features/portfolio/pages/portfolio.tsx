import { Notice, type PageContext } from '../../../platform/http/forms.ts';
import { sayDate, sayDateTime } from '../../../platform/london-time.ts';
import { Freshness } from '../../../ui/freshness.tsx';
import { Layout } from '../../../ui/layout.tsx';
import { Button, Input, Select, Table } from '../../../ui/nhsuk/index.ts';
import { PageNumbers } from '../../../ui/page-numbers.tsx';
import { VerdictTag } from '../../../ui/verdict.tsx';
import { counted } from '../../../words/counting.ts';
import { PHASE_WORDS, ROLE_WORDS } from '../../services/index.ts';
import { standardPath, untilWords } from '../../standards/index.ts';
import { STATES, type Gap, type Line, type Standing, type State, type Summarised } from '../domain.ts';
import type { Accountable } from '../reading.ts';
import { gapWords, STANDARD_NAMES, standingWords, STATE_WORDS } from './words.ts';

/** A line of the list, with who is accountable; null for nobody. */
export interface Row extends Line {
  readonly state: State;
  readonly officer: Accountable | null;
}

export interface PortfolioProps {
  readonly rows: readonly Row[];
  readonly total: number;
  readonly page: number;
  readonly pages: number;
  readonly search: string;
  readonly phase: string | null;
  readonly state: State | null;
  /** How many of all services that somebody sees come to what. */
  readonly counts: readonly (readonly [State, number])[];
  readonly mayAnswer: boolean;
}

/** All services beside each other: what is stale and what is missing first. */
export function PortfolioPage(props: PortfolioProps, context: PageContext) {
  const { total, page, pages, counts, mayAnswer } = props;
  const filtered = props.search !== '' || props.phase !== null || props.state !== null;
  const all = counts.reduce((sum, [, count]) => sum + count, 0);
  const title = page > 1 ? `Portfolio (page ${page} of ${pages})` : 'Portfolio';
  return (
    <Layout shell={context.shell} title={title} path="/portfolio">
      <Notice notice={context.notice} />
      <h1 class="nhsuk-heading-l">Portfolio</h1>
      {all === 0 && !filtered ? (
        <div class="app-measure">
          <p class="app-lead">
            Your services will stand here beside each other, with what is stale and what is missing first.
          </p>
          <p>
            Whoever looks after many services sees here where to go. <a href="/services">Add your first service</a>.
          </p>
        </div>
      ) : (
        <>
          <p class="app-measure">
            How {counted(all, 'service')} {all === 1 ? 'stands' : 'stand'} beside point 16 of the NHS service standard,
            DCB0129 and DCB0160, as at {sayDateTime(context.now)}. Stale and missing come first. Not known never counts
            as met.
          </p>
          <Counts counts={counts} />
          <Filters {...props} />
          {total === 0 ? (
            <p>
              No service is as you asked. <a href="/portfolio">Show all services</a>.
            </p>
          ) : props.rows.length === 0 ? (
            <p>
              The list has no page {page}. <a href={address(props, 1)}>Go to its first page</a>.
            </p>
          ) : (
            <>
              <p>
                {counted(total, 'service')}
                {filtered && ' found'}
                {pages > 1 && `, page ${page} of ${pages}`}
                {filtered && (
                  <>
                    {'. '}
                    <a href="/portfolio">Clear the filters</a>
                  </>
                )}
              </p>
              <Rows rows={props.rows} context={context} />
              <PageNumbers
                label="Pages of the portfolio"
                page={page}
                pages={pages}
                href={(number) => address(props, number)}
              />
            </>
          )}
          <p class="app-portfolio__out">
            <a href={address(props, 1, '/portfolio.csv')}>Download as CSV</a>
            {mayAnswer && (
              <>
                {' '}
                <a href="/portfolio/foi">Figures for freedom of information requests</a>
              </>
            )}
          </p>
        </>
      )}
    </Layout>
  );
}

function Counts({ counts }: Pick<PortfolioProps, 'counts'>) {
  return (
    <ul class="nhsuk-list app-tight">
      {counts
        .filter(([, count]) => count > 0)
        .map(([state, count]) => (
          <li>
            <a href={`/portfolio?state=${encodeURIComponent(state)}`}>{STATE_WORDS[state]}</a>:{' '}
            {count.toLocaleString('en-GB')}
          </li>
        ))}
    </ul>
  );
}

function Filters({ search, phase, state }: PortfolioProps) {
  return (
    <form method="get" action="/portfolio" class="app-service-search" role="search" aria-label="Portfolio">
      <Input
        id="search"
        name="search"
        label="Name or reference"
        type="search"
        value={search}
        width={20}
        autocomplete="off"
        attributes={{ maxlength: 200 }}
      />
      <Select
        id="phase"
        name="phase"
        label="Phase"
        items={choices('Not retired', Object.entries(PHASE_WORDS), phase)}
      />
      <Select
        id="state"
        name="state"
        label="Comes to"
        items={choices(
          'Anything',
          STATES.map((one) => [one, STATE_WORDS[one]] as const),
          state,
        )}
      />
      <Button variant="secondary">Show</Button>
    </form>
  );
}

function choices(all: string, options: readonly (readonly [string, string])[], chosen: string | null) {
  return [['', all] as const, ...options].map(([value, text]) => ({ value, text, selected: value === (chosen ?? '') }));
}

function Rows({ rows, context: { now } }: { readonly rows: readonly Row[]; readonly context: PageContext }) {
  return (
    <Table
      responsive
      firstCellIsHeader
      classes="app-list app-portfolio"
      caption={{ text: 'Services, stale and missing first', classes: 'nhsuk-u-visually-hidden' }}
      head={[
        { text: 'Service' },
        { text: 'Officer' },
        { text: 'Point 16' },
        { text: 'How current' },
        { text: 'Worst gap' },
        { text: 'DCB0129' },
        { text: 'DCB0160' },
      ]}
      rows={rows.map(({ service, officer, stands }) => {
        const { reference, name, phase, role } = service;
        return [
          {
            text: (
              <>
                <a href={`/services/${reference}`}>{name}</a>
                <span class="app-portfolio__about">
                  {reference}, {PHASE_WORDS[phase]}, {ROLE_WORDS[role]}
                </span>
              </>
            ),
          },
          { text: officer ? officer.name : <a href={`/services/${reference}/officer`}>Nobody is accountable</a> },
          {
            text: stands ? (
              <Stand service={reference} standard="point-16" standing={stands['point-16']} />
            ) : (
              'Being worked out. Load the page again in a minute.'
            ),
          },
          { text: stands ? <Until standing={stands['point-16']} now={now} /> : '–' },
          { text: stands ? <WorstGap service={reference} gap={stands['point-16'].gap} /> : '–' },
          { text: stands ? <Stand service={reference} standard="dcb0129" standing={stands.dcb0129} /> : '–' },
          { text: stands ? <Stand service={reference} standard="dcb0160" standing={stands.dcb0160} /> : '–' },
        ];
      })}
    />
  );
}

interface StandProps {
  readonly service: string;
  readonly standard: Summarised;
  readonly standing: Standing;
}

function Stand({ service, standard, standing }: StandProps) {
  const { verdict } = standing;
  return (
    <>
      {verdict !== 'does not apply' && <VerdictTag verdict={verdict} says="met" />}
      <span class="app-portfolio__about">
        <a href={standardPath(service, standard)}>
          {standingWords(standard, standing)}
          <span class="nhsuk-u-visually-hidden">
            {' '}
            of {STANDARD_NAMES[standard]}, {service}
          </span>
        </a>
      </span>
    </>
  );
}

function Until({ standing, now }: { readonly standing: Standing; readonly now: Date }) {
  const { met, stale, since, until } = standing;
  if (stale > 0)
    return (
      <Freshness state="lapsed">
        {counted(stale, 'clause')} stale{since !== null && ` since ${sayDate(new Date(since))}`}
      </Freshness>
    );
  if (met === 0) return <>No clause is met yet</>;
  if (until === null) return <>No end date</>;
  const { state, words } = untilWords(new Date(until), now);
  return <Freshness state={state}>{words}</Freshness>;
}

function WorstGap({ service, gap }: { readonly service: string; readonly gap: Gap | null }) {
  if (gap === null) return <>None</>;
  return (
    <>
      {gapWords(gap)}{' '}
      <a href={`${standardPath(service, 'point-16')}#clause-${encodeURIComponent(gap.section)}`}>
        {gap.title}
        <span class="nhsuk-u-visually-hidden"> of {service}</span>
      </a>
    </>
  );
}

function address(
  { search, phase, state }: Pick<PortfolioProps, 'search' | 'phase' | 'state'>,
  page: number,
  path = '/portfolio',
): string {
  const query = new URLSearchParams({
    ...(search !== '' && { search }),
    ...(phase !== null && { phase }),
    ...(state !== null && { state }),
    ...(page > 1 && { page: String(page) }),
  }).toString();
  return query === '' ? path : `${path}?${query}`;
}
