import type { PageContext } from '../../../platform/http/forms.ts';
import { ServiceFrame } from '../../../platform/http/service-frame.tsx';
import { sayDate } from '../../../platform/london-time.ts';
import { FilterChoice } from '../../../ui/filters.tsx';
import { Button, Table } from '../../../ui/nhsuk/index.ts';
import { counted } from '../../../words/counting.ts';
import {
  incidentPath,
  incidentsPath,
  isOpen,
  PHYSICAL_HARMS,
  sayStage,
  SORTS,
  STAGE_WORDS,
  STAGES,
  TARGET_WORDS,
  type Clock,
  type IncidentShown,
} from '../domain.ts';
import { PHYSICAL_WORDS, PSYCHOLOGICAL_WORDS, SORT_WORDS } from './words.tsx';

/** What narrows the list; null for all. */
export interface Chosen {
  readonly stage: string | null;
  readonly sort: string | null;
  readonly harm: string | null;
  readonly owner: string | null;
  /** "open", "overdue" or null for whatever they are. */
  readonly which: string | null;
}

/** An incident of the list, with how its clocks stand. */
export interface Listed {
  readonly incident: IncidentShown;
  readonly clocks: readonly Clock[];
}

export interface IncidentsProps {
  readonly service: { readonly reference: string; readonly name: string };
  readonly incidents: readonly Listed[];
  readonly chosen: Chosen;
  readonly mayReport: boolean;
}

const NOBODY = 'nobody';
const NOT_GRADED = 'not graded';

/** What the address says. */
export function chosenIn(query: Readonly<Record<string, string>>): Chosen {
  const one = (word: string) => query[word]?.trim() || null;
  return { stage: one('stage'), sort: one('sort'), harm: one('harm'), owner: one('owner'), which: one('which') };
}

/** Whether an incident is among what was chosen. */
export function isChosen({ incident, clocks }: Listed, { stage, sort, harm, owner, which }: Chosen): boolean {
  return (
    (stage === null || incident.stage === stage) &&
    (sort === null || incident.sort === sort) &&
    (harm === null || (incident.physical ?? NOT_GRADED) === harm) &&
    (owner === null || (incident.owner ?? NOBODY) === owner) &&
    (which === null ||
      (which === 'open' && isOpen(incident)) ||
      (which === 'overdue' && isOpen(incident) && clocks.some(({ standing }) => standing === 'overdue')))
  );
}

/** The safety incident management log of a service. */
export function IncidentsPage({ service, incidents, chosen, mayReport }: IncidentsProps, context: PageContext) {
  const path = incidentsPath(service.reference);
  const counting = incidents.filter(({ incident }) => incident.voided === null);
  const open = counting.filter(({ incident }) => isOpen(incident)).length;
  const shown = incidents.filter((one) => isChosen(one, chosen));
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
      {incidents.length === 0 ? (
        <p class="app-lead">What went wrong, nearly did, or went well will stand here, with what came of it.</p>
      ) : (
        <>
          <p>
            <strong>{counted(counting.length, 'incident', 'incidents')}</strong>, {open} open.
          </p>
          <Filters path={path} chosen={chosen} incidents={incidents} />
          <Rows service={service.reference} rows={shown} />
        </>
      )}
      <p>
        <a href={`${path}/arrangements`}>Who looks at what is reported, and by when</a>
      </p>
      <p>
        <a href={`${path}/verdicts`}>What incidents mean for the safety case</a>
      </p>
      <p>
        <a href={`${path}/usage`}>How much the service is used</a>
      </p>
      <p>
        <a href="/learning">What all services learned</a>
      </p>
    </ServiceFrame>
  );
}

function Filters({
  path,
  chosen,
  incidents,
}: {
  readonly path: string;
  readonly chosen: Chosen;
  readonly incidents: readonly Listed[];
}) {
  const owners = new Map(
    incidents.flatMap(({ incident: { owner, ownerName } }) => (owner === null ? [] : [[owner, ownerName ?? '']])),
  );
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
        options={[...owners, [NOBODY, 'Nobody yet'] as const]}
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
