import { servicesWhere } from '../../../platform/commands/may.ts';
import type { DeskItem, OnDesk } from '../../../platform/feature.ts';
import { openWords } from '../domain/received.ts';
import { itemsPath } from '../domain/deployments.ts';
import { ANSWERERS } from './fields.ts';
import { openDeployments, type OpenDeployment } from './desk-store.ts';

/** What deployments put on a desk: items that nobody has answered, and those that a later packet says otherwise. */
export const receivedOnDesk: OnDesk = {
  load: async (tx, { actor, most }) => {
    // One more than is shown: whether there are others is all that is said of them.
    const waiting = await openDeployments(tx, servicesWhere(actor, ANSWERERS.roles), most + 1);
    return { items: waiting.slice(0, most).map(itemOf), total: waiting.length };
  },
};

function itemOf({ service, number, site, ...open }: OpenDeployment): DeskItem {
  const href = itemsPath(service.reference, number);
  return {
    key: `deployment:${open.deployment}`,
    mark: { words: open.again > 0 ? 'Supplier changed it' : 'To answer' },
    sentence: openWords(open.open, open.again, { reference: open.reference }, { site, href })!,
    service,
    since: open.since,
    due: null,
    action: { text: 'Look at the items', href },
  };
}
