import type { PageContext } from '../../../platform/http/forms.ts';
import { ServiceFrame } from '../../../platform/http/service-frame.tsx';
import { sayDate } from '../../../platform/london-time.ts';
import { Button, Table } from '../../../ui/nhsuk/index.ts';
import { counted } from '../../../words/counting.ts';
import { incidentPath, incidentsPath, isOpen, sayStage, type IncidentShown } from '../domain.ts';
import { PHYSICAL_WORDS, PSYCHOLOGICAL_WORDS, SORT_WORDS } from './words.tsx';

export interface IncidentsProps {
  readonly service: { readonly reference: string; readonly name: string };
  readonly incidents: readonly IncidentShown[];
  readonly mayReport: boolean;
}

/** The safety incident management log of a service. */
export function IncidentsPage({ service, incidents, mayReport }: IncidentsProps, context: PageContext) {
  const path = incidentsPath(service.reference);
  const open = incidents.filter(isOpen).length;
  return (
    <ServiceFrame
      context={context}
      service={service}
      title="Incidents"
      back={{ text: service.name, href: `/services/${encodeURIComponent(service.reference)}` }}
    >
      <div class="app-title">
        <h1 class="nhsuk-heading-l">Incidents</h1>
        {mayReport && (
          <div class="app-title__action app-noprint">
            <Button href={`${path}/new`}>Report something</Button>
          </div>
        )}
      </div>
      {incidents.length === 0 ? (
        <p class="app-lead">What went wrong, nearly did, or went well will stand here, with what came of it.</p>
      ) : (
        <>
          <p>
            <strong>{counted(incidents.length, 'incident', 'incidents')}</strong>, {open} open.
          </p>
          <Table
            responsive
            firstCellIsHeader
            classes="app-list"
            caption={{ text: 'Incidents, the latest first', classes: 'nhsuk-u-visually-hidden' }}
            head={[{ text: 'Incident' }, { text: 'Reported' }, { text: 'Harm' }, { text: 'Stage' }, { text: 'With' }]}
            rows={incidents.map((one) => [
              {
                text: (
                  <>
                    <a href={incidentPath(service.reference, one.reference)}>
                      {one.reference} {one.title}
                    </a>
                    <span class="app-second"> {SORT_WORDS[one.sort]}</span>
                  </>
                ),
              },
              { text: sayDate(one.reportedAt) },
              { text: harmWords(one) },
              { text: sayStage(one) },
              { text: one.ownerName ?? 'Nobody yet' },
            ])}
          />
        </>
      )}
    </ServiceFrame>
  );
}

function harmWords({ physical, psychological }: IncidentShown): string {
  const words = [physical && PHYSICAL_WORDS[physical], psychological && PSYCHOLOGICAL_WORDS[psychological]];
  const graded = words.filter((one) => one !== null);
  return graded.length === 0 ? 'Not graded yet' : graded.join('. ');
}
