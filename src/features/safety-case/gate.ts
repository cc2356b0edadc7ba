import { gateContribution } from '../../platform/gate.ts';
import type { At, Check, Found } from '../../rules/checks.ts';
import { approvedNamed } from '../approvals/index.ts';
import { releasePath, releaseRecord, type Impact } from '../releases/index.ts';
import { countingReport, together, type ReportFact } from './checks.ts';
import { reportReference, reportsPath, sortsFor, STANDARD_OF, type ReportSort } from './domain.ts';
import { besideSignatures, factOf } from './facts.ts';
import { reportsAt } from './store.ts';

/* What the gate asks of a release: where it changes risk, an approved report for this very release (DCB0129 7.3.2, 7.3.3). */

export interface ReleaseReportFacts {
  /** What somebody said of the change; not known where nobody has. */
  readonly releaseReport: {
    readonly version: string;
    readonly impact: Impact;
    /** The reports for this release, the latest first. */
    readonly reports: readonly ReportFact[];
  };
}

export const releaseReportApproved: Check<ReleaseReportFacts> = {
  id: 'safety-case.report-for-release',
  asks: 'Where a release changes risk, a clinical safety case report for it is approved and current.',
  how: 'automatic',
  reads: ['releaseReport'],
  decide: ({ releaseReport }, at): Found => {
    const { version, impact } = releaseReport;
    const release = { text: `release ${version}`, href: releasePath(at.service.reference, version) };
    if (impact !== 'changes risk')
      return {
        result: 'not-applicable',
        says: [
          'The impact of ',
          release,
          impact === 'none'
            ? ' is stated as none: nothing that safety rests on is touched, and no new report is asked for.'
            : ' is stated as low: no risk differs, and no new report is asked for.',
        ],
        clears: [],
        until: null,
        shown: [],
      };
    return together(sortsFor(at.service.role).flatMap((sort) => foundOfSort(sort, releaseReport, at)));
  },
  begins: ({ service, release }) => [
    {
      text: 'Saying what the change means for safety',
      href: release === undefined ? reportsPath(service.reference) : releasePath(service.reference, release),
    },
    ' clears it.',
  ],
};

/** The report of a sort; and of who deploys, the acceptance of what remains. */
function foundOfSort(
  sort: ReportSort,
  { version, reports }: ReleaseReportFacts['releaseReport'],
  { service, now }: At,
): Found[] {
  const own = reports.filter((one) => one.sort === sort);
  const report = countingReport(sort, own) ?? own[0];
  if (!report)
    return [
      {
        result: 'failed',
        says: [
          `Release ${version} changes risk, and no clinical safety case report under ${STANDARD_OF[sort]} is for it.`,
        ],
        clears: [
          { text: 'A report for this release', href: `${reportsPath(service.reference)}/new` },
          ', approved, clears it.',
        ],
        until: null,
        shown: [],
      },
    ];
  if (report.supersededBy !== null)
    return [
      {
        result: 'needs-review',
        says: [
          { text: reportReference(report.number), href: report.href },
          ` was for release ${version}, and ${reportReference(report.supersededBy)} took its place.`,
        ],
        clears: [
          { text: 'A report for this release', href: `${reportsPath(service.reference)}/new` },
          ', approved, clears it.',
        ],
        until: null,
        shown: [],
      },
    ];
  const nothing = (of: string): Found => ({
    result: 'not-run',
    says: [`Nothing is known of a signature of ${of}.`],
    clears: [{ text: 'Its page', href: report.href }, ' says what is missing.'],
    until: null,
    shown: [],
  });
  const reference = reportReference(report.number);
  return [
    report.approved ? approvedNamed(report.approved, now) : nothing(reference),
    ...(sort === 'deployer'
      ? [report.acceptance ? approvedNamed(report.acceptance, now) : nothing(`the residual risk of ${reference}`)]
      : []),
  ];
}

/** What reports say of a release. */
export const reportsAtGate = gateContribution<ReleaseReportFacts>({
  checks: [releaseReportApproved],
  facts: async (tx, { service, release: { version } }, moment) => {
    const [record, reports] = await Promise.all([
      releaseRecord(tx, service.id, version, moment),
      reportsAt(tx, { services: [service.id] }, moment),
    ]);
    if (!record?.impact) return {};
    const own = reports.filter((one) => one.release === version);
    const known = (await besideSignatures(tx, own, moment)).map(factOf);
    return { releaseReport: { version, impact: record.impact.impact, reports: known } };
  },
});
