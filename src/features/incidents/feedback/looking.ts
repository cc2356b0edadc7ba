import type { ReadTx } from '../../../platform/database/database.ts';
import type { Moment } from '../../../platform/ledger/moment-store.ts';
import {
  feedbackStanding,
  type FeedbackRecord,
  type FeedbackStanding,
  type IncidentReport,
  type IncidentShown,
} from '../domain.ts';
import { gradesOf, reportsOf, type Grade } from '../report-store.ts';
import { draftsOf, feedbackOfReports, type Draft } from './feedback-store.ts';

/** A report of an incident, and how it stands with telling whoever made it. */
export interface ReportTold {
  /** 1 for the first report of its incident. */
  readonly number: number;
  readonly report: IncidentReport;
  readonly standing: FeedbackStanding;
  /** What they were told, or why nothing; the latest last. */
  readonly answers: readonly FeedbackRecord[];
  readonly draft: Draft | null;
}

/** Each report of an incident with what its reporter was told, and the grades that they are told of. A fixed number of queries. */
export async function reportsTold(
  tx: ReadTx,
  incident: Pick<IncidentShown, 'id'>,
  moment: Moment,
): Promise<{ readonly reports: readonly ReportTold[]; readonly grades: readonly Grade[] }> {
  const [reports, grades] = await Promise.all([
    reportsOf(tx, [incident.id], moment),
    gradesOf(tx, incident.id, moment),
  ]);
  const ids = reports.map(({ id }) => id);
  const [answers, drafts] = await Promise.all([feedbackOfReports(tx, ids, moment), draftsOf(tx, ids)]);
  return {
    grades,
    reports: reports.map((report, index) => {
      const own = answers.filter((one) => one.report === report.id);
      return {
        number: index + 1,
        report,
        standing: feedbackStanding(report.reporter, own, grades),
        answers: own,
        draft: drafts.get(report.id) ?? null,
      };
    }),
  };
}
