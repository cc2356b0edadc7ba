import type { PageContext } from '../../../../platform/http/forms.ts';
import { ServiceFrame, type ServiceNamed } from '../../../../platform/http/service-frame.tsx';
import { sayDate } from '../../../../platform/london-time.ts';
import { SummaryList, Table } from '../../../../ui/nhsuk/index.ts';
import { counted } from '../../../../words/counting.ts';
import { incidentsPath, type Measures, type Median } from '../../domain.ts';

export interface MeasuresProps {
  readonly service: ServiceNamed;
  readonly measures: Measures;
}

/** What can be counted of reports in a service. */
export function MeasuresPage({ service, measures }: MeasuresProps, context: PageContext) {
  const { months, incidents, nearMisses, nearMissRatio, toTriage, toFeedback, toClose, waiting, oldestWaiting } =
    measures;
  return (
    <ServiceFrame
      context={context}
      service={service}
      title="Reports in numbers"
      back={{ text: 'All incidents', href: incidentsPath(service.reference) }}
    >
      <div class="app-measure">
        <h1 class="nhsuk-heading-l">How reports go here, in numbers</h1>
        <p>Many reports are no bad sign, and few are no good one. What counts is that they are heard, and answered.</p>
        <SummaryList
          rows={[
            { key: 'Days until a first look', value: medianWords(toTriage) },
            { key: 'Days until whoever reported was told', value: medianWords(toFeedback) },
            { key: 'Days until it was closed', value: medianWords(toClose) },
            {
              key: 'Waiting to be told',
              value:
                oldestWaiting === null
                  ? 'Nobody'
                  : `${counted(waiting, 'report')}, the oldest of ${sayDate(oldestWaiting)}`,
            },
            {
              key: 'Near misses',
              value:
                nearMissRatio === null
                  ? `${nearMisses}, and no incident that reached somebody`
                  : `${nearMisses} to ${counted(incidents, 'incident')} that reached somebody: ${nearMissRatio.toFixed(1)} for each`,
            },
          ]}
        />
        <Table
          caption={{ text: 'Reports in each month', size: 's' }}
          head={[{ text: 'Month' }, { text: 'Reports', format: 'numeric' }]}
          rows={months.map(({ month, reports }) => [
            { text: sayMonth(month) },
            { text: String(reports), format: 'numeric' },
          ])}
          firstCellIsHeader
        />
      </div>
    </ServiceFrame>
  );
}

function medianWords({ days, of }: Median): string {
  if (days === null) return 'None is over yet';
  return `${days.toLocaleString('en-GB')}: half of ${of.toLocaleString('en-GB')} took no longer`;
}

const monthName = new Intl.DateTimeFormat('en-GB', { timeZone: 'UTC', month: 'long', year: 'numeric' });

function sayMonth(month: string): string {
  return monthName.format(new Date(`${month}-01T00:00:00Z`));
}
