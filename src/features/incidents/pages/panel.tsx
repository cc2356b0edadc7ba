import { counted } from '../../../words/counting.ts';
import { incidentPath, incidentsPath, sayStage, TARGET_WORDS } from '../domain.ts';
import type { Listed } from './list.tsx';

interface PanelProps {
  /** The reference of the service. */
  readonly service: string;
  /** A few that are open, what is overdue first. */
  readonly incidents: readonly Listed[];
  readonly open: number;
  readonly total: number;
  readonly mayReport: boolean;
}

/** The open incidents of a service, on its page; and the way to say that something is wrong. */
export function IncidentsPanel({ service, incidents, open, total, mayReport }: PanelProps) {
  return (
    <section aria-labelledby="incidents">
      <h2 class="nhsuk-heading-m" id="incidents">
        Incidents
      </h2>
      {incidents.length > 0 && (
        <ul class="app-logs">
          {incidents.map(({ incident, clocks }) => {
            const overdue = clocks.filter(({ standing }) => standing === 'overdue');
            return (
              <li>
                <a class="app-logs__title" href={incidentPath(service, incident.reference)}>
                  {incident.reference} {incident.title}
                </a>
                <p>
                  {sayStage(incident)}
                  {overdue.length > 0 &&
                    `. Overdue: ${overdue.map(({ target }) => TARGET_WORDS[target].toLowerCase()).join(', ')}`}
                </p>
              </li>
            );
          })}
        </ul>
      )}
      <p>{total === 0 ? 'Nothing was reported yet.' : `${counted(total, 'incident', 'incidents')}, ${open} open.`}</p>
      <p>
        {mayReport && (
          <>
            <a href={`${incidentsPath(service)}/new`}>Report something</a>
            {', '}
            <a href={`${incidentsPath(service)}/new?sort=near-miss`}>a near miss</a>
            {' or '}
            <a href={`${incidentsPath(service)}/new?sort=good-care`}>good care</a>.{' '}
          </>
        )}
        <a href={incidentsPath(service)}>All incidents</a>
      </p>
    </section>
  );
}
