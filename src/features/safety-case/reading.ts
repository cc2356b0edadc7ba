import { NotFound } from '../../platform/commands/problems.ts';
import type { ReadTx } from '../../platform/database/database.ts';
import type { Moment } from '../../platform/ledger/moment-store.ts';
import type { Kinds } from '../../platform/subjects/kinds.ts';
import { signing } from '../approvals/index.ts';
import { findService } from '../services/index.ts';
import { reportNumber, reportReference, type ReportRecord } from './domain.ts';
import { versionStanding } from './drawing/facts.ts';
import { drawReport, reportsOf } from './index.ts';
import type { ReportDocument } from './report-document.ts';

/** A report of a service as it was or is. @param named as people write it: "CSCR-3" or "3" @throws NotFound */
export async function reportAt(
  tx: ReadTx,
  { service: reference, report: named }: { readonly service: string; readonly report: string },
  moment: Moment,
): Promise<ReportRecord> {
  const service = await findService(tx, reference, moment);
  const number = reportNumber(named);
  const found = (await reportsOf(tx, service.id, moment)).find((one) => one.number === number);
  if (found) return found;
  const then = moment.seq === null ? '' : ' as at that day';
  throw new NotFound(
    `${service.reference} has no report ${number === null ? named : reportReference(number)}${then}. Its reports are on its page.`,
  );
}

/**
 * A report as it is handed on. Where a version of it stands approved, or another report took its place, it is what was known at
 * that signature: what came since was signed by nobody. Otherwise it is what is known at the moment that is asked for: a draft.
 * @throws NotFound
 */
export async function reportToHand(
  tx: ReadTx,
  kinds: Kinds,
  named: { readonly service: string; readonly report: string },
  moment: Moment,
  made: { readonly at: Date; readonly by: string },
): Promise<ReportDocument> {
  const report = await reportAt(tx, named, moment);
  const { latestVersions } = await signing();
  const approved = (await latestVersions(tx, 'case-report', [report.service.id], moment)).find(
    ({ subject }) => subject === report.id,
  );
  const stands =
    approved !== undefined && (report.supersededBy !== null || versionStanding(approved, moment.now) === 'current');
  if (!stands) return drawReport(tx, kinds, report, moment, made);
  const then = { seq: approved.seq, now: approved.at };
  const { supersededBy } = report;
  return drawReport(tx, kinds, { ...(await reportAt(tx, named, then)), supersededBy }, then, made);
}
