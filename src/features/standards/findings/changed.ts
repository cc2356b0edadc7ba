import type { Assessed } from '../../../platform/assessed.ts';
import type { ReadTx } from '../../../platform/database/database.ts';
import { momentOf, type Moment } from '../../../platform/ledger/moment-store.ts';
import { endOfDay } from '../../../platform/london-time.ts';
import { assessService } from '../assessing.ts';
import type { Assessment } from '../domain/assessment.ts';
import { changesBetween, type ClauseChange } from '../domain/changes.ts';
import type { PanelAssessment } from '../domain/findings.ts';
import { serviceIfAny } from '../../services/index.ts';
import { panelsOf } from './panel-store.ts';

/** What changed since a panel looked. */
export interface ChangedSince {
  readonly panel: PanelAssessment;
  /** Null where nothing was kept here on that day: it cannot be said what changed. */
  readonly changes: readonly ClauseChange[] | null;
}

/**
 * What changed since the last assessment by a panel that was known at a moment. Null where there is none.
 * @param now the assessment of that moment
 */
export async function changedSinceLast(
  tx: ReadTx,
  contributions: readonly Assessed[],
  now: Assessment,
  moment: Moment,
): Promise<ChangedSince | null> {
  const { catalogue, service } = now;
  const [panel] = await panelsOf(tx, { services: [service.id], catalogue: catalogue.id }, moment);
  return panel ? { panel, changes: await changedSince(tx, contributions, panel, now) } : null;
}

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
