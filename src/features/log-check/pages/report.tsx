import type { ReportOffer } from '../../../platform/feature.ts';
import { Layout, type Shell } from '../../../ui/layout.tsx';
import { Button } from '../../../ui/nhsuk/index.ts';
import type { Report } from '../domain.ts';
import { columnsUnderstood, countOfErrors, summaryOf } from '../showing/summary.ts';
import { CarryForm, type Carried } from './carried.tsx';
import { Findings } from './findings.tsx';
import { HazardByHazard } from './hazards.tsx';
import { Maps } from './maps.tsx';
import { Offers } from './offers.tsx';

interface ReportPageProps {
  readonly shell: Shell;
  readonly report: Report;
  /** Null in a file that stands alone: it has nothing to press. */
  readonly carried: Carried | null;
  /** ISO date and time of the check. */
  readonly asAt: string;
  /** What may be done with the log besides. */
  readonly offers?: readonly ReportOffer[];
}

/** The report in the browser: the sentence first, then what to do, then everything. */
export function ReportPage({ shell, ...rest }: ReportPageProps) {
  return (
    <Layout shell={shell} title="Check a hazard log: the result" path="/check">
      <ReportBody {...rest} />
    </Layout>
  );
}

export function ReportBody({ report, carried, asAt, offers = [] }: Omit<ReportPageProps, 'shell'>) {
  const summary = summaryOf(report);
  return (
    <>
      <div class="app-measure">
        <span class="nhsuk-caption-l">Check a hazard log: the result</span>
        <h1 class="nhsuk-heading-l">{summary.headline}</h1>
        <p class="app-lead">
          {summary.lead} {summary.formulas}
        </p>
        <p class="app-note">Checked on {longDate(asAt)}.</p>
        {!report.scheme.scheme && report.counts.hazards > 0 && carried?.packed && (
          <CarryForm carried={carried} action="/check/columns" classes="app-so">
            <strong>Its matrix is missing.</strong> Give us a file that holds it, such as your clinical risk management
            plan: <button class="app-link">give its matrix</button>.
          </CarryForm>
        )}
        {report.questions.map((question) => (
          <p class="app-so">
            <strong>A part of this was not read.</strong> {question.text}
          </p>
        ))}
      </div>
      {carried && <Actions report={report} carried={carried} />}
      {carried?.packed && report.counts.hazards > 0 && <Offers offers={offers} carried={carried} />}
      <Counts report={report} />
      {report.counts.hazards > 0 && report.scheme.scheme && <Maps report={report} scheme={report.scheme.scheme} />}
      <Findings report={report} />
      {report.counts.hazards > 0 && <HazardByHazard report={report} />}
    </>
  );
}

function Actions({ report, carried }: { readonly report: Report; readonly carried: Carried }) {
  const { understood, all } = columnsUnderstood(report);
  const corrected = report.findings.some((finding) => finding.rule === 'rating-contradicts-matrix');
  if (carried.packed === null) {
    return (
      <p class="app-so">
        <strong>This log is too large to travel in a page.</strong> The report is whole, and there is no download. The
        command line gives all of it: primum check, with the name of the file and --format json.
      </p>
    );
  }
  return (
    <div class="app-actions">
      <CarryForm carried={carried} action="/check/download" classes="app-actions__row">
        <Button name="format" value="xlsx">
          {corrected ? 'Download corrected workbook' : 'Download workbook'}
        </Button>
        <Button href="/check" variant="secondary">
          Check another file
        </Button>
        <span class="app-actions__also">
          Also as{' '}
          <button class="app-link" name="format" value="json">
            JSON
          </button>{' '}
          or{' '}
          <button class="app-link" name="format" value="csv">
            CSV
          </button>
          . You can print this page.
        </span>
      </CarryForm>
      <CarryForm carried={carried} action="/check/columns" classes="app-note">
        Nothing is kept: the log travels in this page, and is gone when you close it.{' '}
        {all > 0 && `We understood ${understood} of ${all} columns: `}
        <button class="app-link">see and correct how we read it</button>.
      </CarryForm>
    </div>
  );
}

function Counts({ report }: { readonly report: Report }) {
  const of = (level: 'error' | 'warning' | 'note') =>
    report.findings.filter((finding) => finding.level === level && finding.rule !== 'row-not-taken');
  const rules = new Set(of('warning').map((finding) => finding.rule)).size;
  const counts = [
    { id: 'errors', count: countOfErrors(report), text: 'must be put right' },
    {
      id: 'warnings',
      count: of('warning').length,
      text: rules > 1 ? `should be looked at, in ${rules} rules` : 'should be looked at',
    },
    { id: 'notes', count: of('note').length, text: 'for your information' },
    { id: 'not-taken', count: report.notTaken.length, text: 'not taken as hazards' },
  ];
  return (
    <ul class="app-counts">
      {counts.map(({ id, count, text }) => (
        <li>
          <span class="app-counts__number">{count.toLocaleString('en-GB')}</span>{' '}
          {count > 0 ? <a href={`#${id}`}>{text}</a> : <span>{text}</span>}
        </li>
      ))}
    </ul>
  );
}

/** "3 March 2026", in London. */
function longDate(iso: string): string {
  return new Intl.DateTimeFormat('en-GB', { dateStyle: 'long', timeZone: 'Europe/London' }).format(new Date(iso));
}
