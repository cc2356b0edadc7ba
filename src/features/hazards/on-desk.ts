import { servicesWhere, type Role } from '../../platform/commands/may.ts';
import type { DeskItem, OnDesk } from '../../platform/feature.ts';
import { signing } from '../approvals/index.ts';
import { controlReference, hazardReference } from './domain.ts';
import { withdrawnSentence, waitingSentence } from './domain/on-desk.ts';
import { challengesIn } from './challenge-store.ts';
import { challengedSentence } from './domain/challenges.ts';
import {
  challengedHazards,
  waitingLogs,
  withdrawnControls,
  type ChallengedOnDesk,
  type WaitingLog,
  type WithdrawnControl,
} from './desk-store.ts';
import { evidenceOnDesk } from './evidence/on-desk.ts';
import { addressWith, hazardPath, logPath } from './pages/addresses.ts';
import { hazardLog } from './signing.ts';

const signatures = (await signing()).signaturesOnDesk(hazardLog);

/** Who judges what remains, and who answers for controls. */
const CONFIRMERS: readonly Role[] = ['clinical safety officer', 'deputy clinical safety officer'];
const KEEPERS: readonly Role[] = [...CONFIRMERS, 'safety engineer'];

/**
 * What hazard logs put on a desk: logs that await a signature or drifted from one, residual ratings that wait for this
 * person, and controls that do not hold.
 */
export const onDesk: OnDesk = {
  load: async (tx, desk) => {
    const { actor, most } = desk;
    // One more than is shown: whether there are others is all that is said of them.
    const [signed, evidence, logs, controls, challenged] = await Promise.all([
      signatures(tx, desk),
      evidenceOnDesk(tx, desk),
      waitingLogs(tx, servicesWhere(actor, CONFIRMERS), most + 1),
      withdrawnControls(tx, servicesWhere(actor, KEEPERS), most + 1),
      challengedHazards(tx, servicesWhere(actor, CONFIRMERS), most + 1),
    ]);
    return {
      items: [
        ...signed.items,
        ...evidence.items,
        ...challenged.slice(0, most).map(challengedItem),
        ...controls.slice(0, most).map(withdrawnItem),
        ...logs.slice(0, most).map(waitingItem),
      ],
      total: signed.total + evidence.total + controls.length + logs.length + challenged.length,
    };
  },
};

function waitingItem({ service, ...log }: WaitingLog): DeskItem {
  const href = addressWith(logPath(service.reference, log.number), {}, { provisional: 'yes' });
  return {
    key: `waiting-ratings:${log.id}`,
    mark: { verdict: 'not-known' },
    sentence: waitingSentence(log.title, href),
    service,
    since: log.since,
    due: null,
    action: { text: 'Look at the ratings', href },
  };
}

function challengedItem({ service, ...hazard }: ChallengedOnDesk): DeskItem {
  const reference = hazardReference(hazard.number);
  const href = hazardPath(service.reference, reference);
  return {
    key: `challenged:${hazard.id}`,
    mark: { verdict: 'not-known' },
    sentence: challengedSentence(reference, href, challengesIn(hazard.challenges))!,
    service,
    since: hazard.since,
    due: null,
    action: { text: 'Look at what happened', href: `${href}/challenges` },
  };
}

function withdrawnItem({ service, ...control }: WithdrawnControl): DeskItem {
  const href = hazardPath(service.reference, hazardReference(control.hazard));
  return {
    key: `control:${control.id}`,
    mark: { verdict: 'not-met', says: 'holds' },
    sentence: withdrawnSentence(control, href),
    service,
    since: control.since,
    due: null,
    action: { text: `See ${controlReference(control.number)}`, href },
  };
}
