import type { Assessed } from '../../../platform/assessed.ts';
import type { ReadTx } from '../../../platform/database/database.ts';
import { momentOf } from '../../../platform/ledger/moment-store.ts';
import { endOfDay } from '../../../platform/london-time.ts';
import { assessService } from '../assessing.ts';
import type { Assessment } from '../domain/assessment.ts';
import { changesBetween, type ClauseChange } from '../domain/changes.ts';
import type { PanelAssessment } from '../domain/findings.ts';
import { serviceIfAny } from '../../services/index.ts';

/** What changed since an assessment by a panel. Null where nothing was kept here on that day. */
export async function changedSince(
  tx: ReadTx,
  contributions: readonly Assessed[],
  { on, service, catalogue }: PanelAssessment,
  now: Assessment,
): Promise<readonly ClauseChange[] | null> {
  const then = await momentOf(tx, endOfDay(on), now.asAt);
  if (!(await serviceIfAny(tx, service.reference, then))) return null;
  const before = await assessService(tx, contributions, { service: service.reference, catalogue }, then);
  return changesBetween(before, now);
}
