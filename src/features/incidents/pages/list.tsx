import type { PageContext } from '../../../platform/http/forms.ts';
import { ServiceFrame } from '../../../platform/http/service-frame.tsx';
import { sayDate } from '../../../platform/london-time.ts';
import { FilterChoice } from '../../../ui/filters.tsx';
import { Button, Table } from '../../../ui/nhsuk/index.ts';
import { PageNumbers } from '../../../ui/page-numbers.tsx';
import { counted } from '../../../words/counting.ts';
import { serviceFactsPath } from '../../duties/index.ts';
import {
  chosenAddress,
  incidentPath,
  incidentsPath,
  isOpen,
  NOBODY,
  NOT_GRADED,
  PHYSICAL_HARMS,
  sayStage,
  SORTS,
  STAGE_WORDS,
  STAGES,
  TARGET_WORDS,
  type Chosen,
  type Clock,
  type IncidentShown,
} from '../domain.ts';
import { OutOfHours, type Reach } from './out-of-hours.tsx';
import { PHYSICAL_WORDS, PSYCHOLOGICAL_WORDS, SORT_WORDS } from './words.tsx';

/** An incident of the list, with how its clocks stand. */
export interface Listed {
  readonly incident: IncidentShown;
  readonly clocks: readonly Clock[];
}

export interface IncidentsProps {
  readonly service: { readonly reference: string; readonly name: string };
  /** Those of this page of the list. */
  readonly incidents: readonly Listed[];
  readonly chosen: Chosen;
  readonly counts: { readonly total: number; readonly open: number; readonly chosen: number; readonly all: number };
  readonly owners: readonly { readonly id: string; readonly name: string }[];
  readonly page: number;
  readonly pages: number;
  /** Whom to reach outside hours; null where nobody has said. */
  readonly reach: Reach | null;
  readonly mayReport: boolean;
}

/** The safety incident management log of a service. */
export function IncidentsPage(props: IncidentsProps, context: PageContext) {
  const { service, incidents, chosen, counts, page, pages, mayReport } = props;
  const path = incidentsPath(service.reference);
  const narrowed = counts.chosen !== counts.all;
  return (
    <ServiceFrame
      context={context}
      service={service}
      title="Incidents"
      back={{ text: service.name, href: `/services/${encodeURIComponent(service.reference)}` }}
    >
      <h1 class="nhsuk-heading-l">
        Incidents <span class="nhsuk-caption-l">Safety incident management log</span>
      </h1>
      {mayReport && (
        <div class="app-actions__row app-noprint">
          <Button href={`${path}/new`}>Report something</Button>
          <Button variant="secondary" href={`${path}/new?sort=near-miss`}>
            Near miss
          </Button>
          <Button variant="secondary" href={`${path}/new?sort=good-care`}>
            Good care
          </Button>
        </div>
      )}
      {counts.all === 0 ? (
        <>
          <p class="app-lead">What went wrong, nearly did, or went well will stand here, with what came of it.</p>
          <p class="app-measure">
            By a report a safety case hears of what it did not foresee: what was signed is challenged, and it is worked
            out who has to be told.
          </p>
          {context.reaches(`${path}/arrangements`) && (
            <p class="app-measure">
              Begin with <a href={`${path}/arrangements`}>who looks at it, and by when</a>, and with{' '}
              <a href={serviceFactsPath(service.reference)}>what the service is</a>, on which most duties turn.
            </p>
          )}
        </>
      ) : (
        <>
          <p>
            <strong>{counted(counts.total, 'incident', 'incidents')}</strong>, {counts.open} open
            {narrowed && `; ${counts.chosen} of what is kept shown`}.
          </p>
          <Filters path={path} {...props} />
          <Rows service={service.reference} rows={incidents} />
          <PageNumbers
            label="Pages of the log"
            page={page}
            pages={pages}
            href={(number) => `${path}${chosenAddress(chosen, number)}`}
          />
        </>
      )}
      <OutOfHours reach={props.reach} />
      {context.reaches(`${path}/arrangements`) && (
        <p>
          <a href={`${path}/arrangements`}>Who looks at what is reported, and by when</a>
        </p>
      )}
      <p class="app-noprint">
        <a href={`${path}/download`}>Download the log</a>
        {mayReport && context.reaches(`${path}/import`) && (
          <>
            {' or '}
            <a href={`${path}/import`}>take in a list</a>
          </>
        )}
      </p>
      <p>
        <a href={`${path}/numbers`}>How reports go here, in numbers</a>
      </p>
      <p>
        <a href="/reports">What I reported</a>, and what came of it
      </p>
      {context.reaches(`${path}/verdicts`) && (
        <p>
          <a href={`${path}/verdicts`}>What incidents mean for the safety case</a>
        </p>
      )}
      {context.reaches(`${path}/usage`) && (
        <p>
          <a href={`${path}/usage`}>How much the service is used</a>
        </p>
      )}
      <p>
        <a href="/learning">What all services learned</a>
      </p>
      <p class="app-noprint">
        <a href="/help/reporting">How reporting works, and what becomes of a report</a>
      </p>
    </ServiceFrame>
  );
}

function Filters({ path, chosen, owners }: IncidentsProps & { readonly path: string }) {
  return (
    <form class="app-filters" method="get" action={path} aria-label="Filters">
      <FilterChoice
        id="which"
        label="Which"
        value={chosen.which}
        all="All"
        options={[
          ['open', 'Open'],
          ['overdue', 'Overdue'],
        ]}
      />
      <FilterChoice
        id="stage"
        label="Stage"
        value={chosen.stage}
        all="Any stage"
        options={STAGES.map((stage) => [stage, STAGE_WORDS[stage]] as const)}
      />
      <FilterChoice
        id="sort"
        label="What it is"
        value={chosen.sort}
        all="Anything"
        options={SORTS.map((sort) => [sort, SORT_WORDS[sort]] as const)}
      />
      <FilterChoice
        id="harm"
        label="Physical harm"
        value={chosen.harm}
        all="Any harm"
        options={[
          ...PHYSICAL_HARMS.map((harm) => [harm, PHYSICAL_WORDS[harm]] as const),
          [NOT_GRADED, 'Not graded yet'] as const,
        ]}
      />
      <FilterChoice
        id="owner"
        label="With"
        value={chosen.owner}
        all="Anybody"
        options={[...owners.map(({ id, name }) => [id, name] as const), [NOBODY, 'Nobody yet'] as const]}
      />
      <Button variant="secondary" small>
        Show
      </Button>
    </form>
  );
}

function Rows({ service, rows }: { readonly service: string; readonly rows: readonly Listed[] }) {
  if (rows.length === 0) return <p>None is so. Choose something else.</p>;
  return (
    <Table
      responsive
      firstCellIsHeader
      classes="app-list"
      caption={{ text: 'Incidents, the latest first', classes: 'nhsuk-u-visually-hidden' }}
      head={[{ text: 'Incident' }, { text: 'Reported' }, { text: 'Harm' }, { text: 'Stage' }, { text: 'With' }]}
      rows={rows.map(({ incident, clocks }) => [
        {
          text: (
            <>
              <a href={incidentPath(service, incident.reference)}>
                {incident.reference} {incident.title}
              </a>
              <span class="app-second"> {SORT_WORDS[incident.sort]}</span>
            </>
          ),
        },
        { text: sayDate(incident.reportedAt) },
        { text: harmWords(incident) },
        { text: <Stage incident={incident} clocks={clocks} /> },
        { text: incident.ownerName ?? 'Nobody yet' },
      ])}
    />
  );
}

function Stage({ incident, clocks }: Listed) {
  const overdue = isOpen(incident) ? clocks.filter(({ standing }) => standing === 'overdue') : [];
  return (
    <>
      {sayStage(incident)}
      {overdue.length > 0 && (
        <span class="app-second">
          {' '}
          Overdue: {overdue.map(({ target }) => TARGET_WORDS[target].toLowerCase()).join(', ')}
        </span>
      )}
    </>
  );
}

function harmWords({ sort, physical, psychological }: IncidentShown): string {
  const words = [physical && PHYSICAL_WORDS[physical], psychological && PSYCHOLOGICAL_WORDS[psychological]];
  const graded = words.filter((one) => one !== null);
  if (graded.length > 0) return graded.join('. ');
  return sort === 'good care' ? 'None to grade' : 'Not graded yet';
}
