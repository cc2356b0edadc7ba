import { servicesWhere } from '../../platform/commands/may.ts';
import type { DeskItem, OnDesk } from '../../platform/feature.ts';
import { sayDateTime } from '../../platform/london-time.ts';
import { waitingConcerns } from './apart.ts';
import { concernPath, type ConcernLine } from './domain.ts';
import { READERS } from './fields.ts';

/** What came in and waits to be read, for whoever reads it: the oldest first, and none of its words. */
export const onDesk: OnDesk = {
  load: async (tx, { actor, most, sealing }) => {
    const services = servicesWhere(actor, READERS);
    if (services?.length === 0) return { items: [], total: 0 };
    const lines = await waitingConcerns(tx, sealing, services, most + 1);
    return { items: lines.slice(0, most).map(itemOf), total: lines.length };
  },
};

function itemOf(line: ConcernLine): DeskItem {
  const { id, reference, service, state, since, at } = line;
  const href = concernPath(service.reference, reference);
  const so = state === 'waiting' ? ' waits to be read' : ' was added to';
  return {
    key: `concern:${id}`,
    mark: { words: 'Concern' },
    sentence: {
      so: [{ text: `What somebody told ${service.name}`, href }, so],
      because: [`it came in on ${sayDateTime(at)}`],
      clears: ['Making an incident of it, or answering it, clears it.'],
    },
    service: { reference: service.reference, name: service.name },
    since,
    due: null,
    action: { text: 'Read it', href },
  };
}
