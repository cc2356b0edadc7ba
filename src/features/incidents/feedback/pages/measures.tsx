import { sayDate } from '../../../../platform/london-time.ts';
import { Details, SummaryList, Table } from '../../../../ui/nhsuk/index.ts';
import { counted } from '../../../../words/counting.ts';
import type { Measures, Median } from '../../domain.ts';

/** What can be counted of reports in a service, for above its list of incidents. */
export function MeasuresPart({ measures }: { readonly measures: Measures }) {
  const { months, incidents, nearMisses, nearMissRatio, toTriage, toFeedback, toClose, waiting, oldestWaiting } =
    measures;
  return (
    <Details summary="How reports go here, in numbers">
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
    </Details>
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
