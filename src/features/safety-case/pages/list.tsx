import type { PageContext } from '../../../platform/http/forms.ts';
import { ServiceFrame } from '../../../platform/http/service-frame.tsx';
import { sayDate } from '../../../platform/london-time.ts';
import { Button, Table } from '../../../ui/nhsuk/index.ts';
import { VerdictTag } from '../../../ui/verdict.tsx';
import { capital } from '../../../words/counting.ts';
import { approvedFound, type Approved } from '../../approvals/index.ts';
import { reportPath, reportReference, STANDARD_OF } from '../domain.ts';
import type { ReportBeside } from '../facts.ts';

export interface ReportsProps {
  readonly service: { readonly reference: string; readonly name: string };
  readonly reports: readonly ReportBeside[];
  readonly mayWrite: boolean;
}

/** The reports of a service: those that stand or are being written, and quietly those that another took the place of. */
export function ReportsPage({ service, reports, mayWrite }: ReportsProps, context: PageContext) {
  const [living, past] = [
    reports.filter(({ report }) => report.supersededBy === null),
    reports.filter(({ report }) => report.supersededBy !== null),
  ];
  return (
    <ServiceFrame
      context={context}
      service={service}
      title="Clinical safety case reports"
      back={{ text: service.name, href: `/services/${encodeURIComponent(service.reference)}` }}
    >
      <div class="app-title">
        <h1 class="nhsuk-heading-l">Clinical safety case reports</h1>
        {mayWrite && (
          <div class="app-title__action app-noprint">
            <Button
              variant={reports.length === 0 ? undefined : 'secondary'}
              href={`/services/${encodeURIComponent(service.reference)}/reports/new`}
            >
              Begin a report
            </Button>
          </div>
        )}
      </div>
      {reports.length === 0 && <NothingYet />}
      {living.length > 0 && <ReportTable caption="Reports" reports={living} context={context} />}
      {past.length > 0 && (
        <section aria-labelledby="superseded">
          <h2 class="nhsuk-heading-m" id="superseded">
            Superseded
          </h2>
          <ul class="app-logs">
            {past.map(({ report }) => (
              <li>
                <span class="app-ref">{reportReference(report.number)}</span>{' '}
                <a class="app-logs__title" href={reportPath(service.reference, report.number)}>
                  {about(report)}
                </a>
                <p>
                  <a href={reportPath(service.reference, report.supersededBy!)}>
                    {reportReference(report.supersededBy!)}
                  </a>{' '}
                  took its place. It stays here as it was approved.
                </p>
              </li>
            ))}
          </ul>
        </section>
      )}
    </ServiceFrame>
  );
}

function NothingYet() {
  return (
    <div class="app-measure">
      <p class="app-lead">
        What is known of the safety of this service at a point of its life will stand here: one report for each phase
        and release, drawn from the file and approved by the clinical safety officer.
      </p>
      <p>
        A report is not written once. It knows when the hazard log or the intended use has moved on, and says so to
        whoever holds it. Begin with the one for the release that is in use.
      </p>
    </div>
  );
}

function about({ phase, release }: ReportBeside['report']): string {
  return `${capital(phase)}${release === null ? ', before there is a release' : `, release ${release}`}`;
}

interface TableProps {
  readonly caption: string;
  readonly reports: readonly ReportBeside[];
  readonly context: PageContext;
}

function ReportTable({ caption, reports, context: { now } }: TableProps) {
  return (
    <Table
      responsive
      firstCellIsHeader
      classes="app-list"
      caption={{ text: caption, classes: 'nhsuk-u-visually-hidden' }}
      head={[{ text: 'Report' }, { text: 'Phase and release' }, { text: 'Of' }, { text: 'How it stands' }]}
      rows={reports.map(({ report, approved, acceptance }) => [
        {
          text: (
            <a href={reportPath(report.service.reference, report.number)}>
              {reportReference(report.number)}
              <span class="nhsuk-u-visually-hidden">, {about(report)}</span>
            </a>
          ),
        },
        { text: about(report) },
        { text: `${capital(report.sort)} (${STANDARD_OF[report.sort]})` },
        {
          text: (
            <>
              <Stands approved={approved} now={now} none="draft, not approved" />
              {report.sort === 'deployer' && (
                <p>
                  <Stands approved={acceptance} now={now} none="residual risk not accepted" />
                </p>
              )}
            </>
          ),
        },
      ])}
    />
  );
}

/** How something that is signed stands, in a few words. The sentence on it stands on its own page. */
function Stands({
  approved,
  now,
  none,
}: {
  readonly approved: Approved | null;
  readonly now: Date;
  readonly none: string;
}) {
  const version = approved?.version;
  if (!approved || !version)
    return (
      <>
        <VerdictTag verdict="not-known" says="met" /> {none}
      </>
    );
  const { result, until } = approvedFound(approved, now);
  const { kept } = version;
  const words = kept.void
    ? 'void'
    : kept.outOfDate
      ? 'out of date'
      : kept.challenged
        ? 'challenged'
        : result === 'passed'
          ? until === null
            ? 'current'
            : `current until ${sayDate(until)}`
          : 'expired';
  return (
    <>
      <VerdictTag verdict={result === 'passed' ? 'met' : 'not-met'} says="met" /> version {version.said.number}, {words}
    </>
  );
}
