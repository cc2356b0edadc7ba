import type { VNode } from 'preact';
import type { PageContext } from '../../../platform/http/forms.ts';
import { ServiceFrame } from '../../../platform/http/service-frame.tsx';
import { sayDateTime } from '../../../platform/london-time.ts';
import { SummaryList } from '../../../ui/nhsuk/index.ts';
import { sayDay } from '../../../words/days.ts';
import { incidentsPath, sayStage, type IncidentShown } from '../domain.ts';
import { incidentTitle, SORT_WORDS } from './words.tsx';

export interface IncidentProps {
  readonly incident: IncidentShown;
  readonly attachments: VNode;
  /** Null for whoever does not read what the team says. */
  readonly discussion: VNode | null;
}

/** One incident: all that is known of it. */
export function IncidentPage({ incident, attachments, discussion }: IncidentProps, context: PageContext) {
  const service = { reference: incident.service.reference, name: incident.serviceName };
  return (
    <ServiceFrame
      context={context}
      service={service}
      title={incidentTitle(incident.reference)}
      back={{ text: 'All incidents', href: incidentsPath(service.reference) }}
    >
      <h1 class="nhsuk-heading-l app-measure">
        <span class="nhsuk-caption-l">{incident.reference}</span> {incident.title}
      </h1>
      <SummaryList
        rows={[
          { key: 'What it is', value: SORT_WORDS[incident.sort] },
          { key: 'What happened', value: <span class="app-lines">{incident.what}</span> },
          { key: 'When', value: incident.occurredOn === null ? 'Nobody said' : sayDay(incident.occurredOn) },
          { key: 'Reported', value: sayDateTime(incident.reportedAt) },
          { key: 'Stage', value: sayStage(incident) },
        ]}
      />
      {attachments}
      {discussion}
    </ServiceFrame>
  );
}
