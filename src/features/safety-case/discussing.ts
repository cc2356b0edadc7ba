import type { ReadTx } from '../../platform/database/database.ts';
import type { Discussable, Discussed } from '../discussion/index.ts';
import { reportNamed } from './commands.ts';
import { reportPath, reportReference, sayReport, type ReportRecord } from './domain.ts';
import { reportField } from './fields.ts';

/** A report as something that people talk about, and attach things to: a letter that went along, an earlier edition in Word. */
export const reportDiscussable: Discussable = {
  kind: 'case-report',
  feature: 'safety-case',
  name: 'Report',
  noun: 'clinical safety case report',
  input: { report: reportField },
  path: '/services/:service/reports/:report',
  find: async (tx: ReadTx, named) => discussedAs(await reportNamed(tx, named)),
};

/** The report of a page, as something that is talked about. */
export function discussedAs(report: ReportRecord): Discussed {
  const { id, number, service } = report;
  return {
    kind: 'case-report',
    id,
    reference: reportReference(number),
    title: `Report ${sayReport(report)}`,
    path: reportPath(service.reference, number),
    service,
  };
}
