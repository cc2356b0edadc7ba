import { NotFound } from '../../platform/commands/problems.ts';
import type { ReadTx } from '../../platform/database/database.ts';
import type { Moment } from '../../platform/ledger/moment-store.ts';
import { findService } from '../services/index.ts';
import { reportNumber, reportReference, type ReportRecord } from './domain.ts';
import { reportsOf } from './index.ts';

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
