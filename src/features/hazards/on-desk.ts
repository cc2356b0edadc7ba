import { servicesWhere, type Role } from '../../platform/commands/may.ts';
import type { DeskItem, OnDesk } from '../../platform/feature.ts';
import { controlReference, hazardReference } from './domain.ts';
import { failingSentence, waitingSentence } from './domain/on-desk.ts';
import { failingControls, waitingLogs, type FailingControl, type WaitingLog } from './desk-store.ts';
import { addressWith, hazardPath, logPath } from './pages/addresses.ts';

/** Who judges what remains, and who answers for controls. */
const CONFIRMERS: readonly Role[] = ['clinical safety officer', 'deputy clinical safety officer'];
const KEEPERS: readonly Role[] = [...CONFIRMERS, 'safety engineer'];

/** What hazard logs put on a desk: residual ratings that wait for this person, and controls that do not hold. Three queries. */
export const onDesk: OnDesk = {
  load: async (tx, { actor, most }) => {
    const [logs, failing] = await Promise.all([
      waitingLogs(tx, servicesWhere(actor, CONFIRMERS), most),
      failingControls(tx, servicesWhere(actor, KEEPERS), most),
    ]);
    return {
      items: [...failing.controls.map(failingItem), ...logs.map(waitingItem)],
      total: failing.total + (logs[0]?.total ?? 0),
    };
  },
};

function waitingItem({ service, ...log }: WaitingLog): DeskItem {
  const href = addressWith(logPath(service.reference, log.number), {}, { provisional: 'yes' });
  return {
    key: `waiting-ratings:${log.id}`,
    mark: { verdict: 'not-known' },
    sentence: waitingSentence(log, href),
    service,
    since: log.since,
    due: null,
    action: { text: 'Look at the ratings', href },
  };
}

function failingItem({ service, ...control }: FailingControl): DeskItem {
  const href = hazardPath(service.reference, hazardReference(control.hazard));
  return {
    key: `control:${control.id}`,
    mark: { verdict: 'not-met', says: 'holds' },
    sentence: failingSentence(control, href),
    service,
    since: control.since,
    due: null,
    action: { text: `See ${controlReference(control.number)}`, href },
  };
}
