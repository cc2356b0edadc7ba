import { servicesWhere, type Role } from '../../platform/commands/may.ts';
import type { DeskItem, OnDesk } from '../../platform/feature.ts';
import { sayDateTime } from '../../platform/london-time.ts';
import { waitingConcerns } from './concern-store.ts';
import { concernPath, type ConcernLine } from './domain.ts';

/** What came in and waits to be read, for whoever reads it: the oldest first, and none of its words. */
export const onDesk: OnDesk = {
  load: async (tx, { actor, most }) => {
    const asked = [
      { role: 'safeguarding lead', leads: true },
      { role: 'incident handler', leads: false },
    ] as const;
    const found = await Promise.all(
      asked.map(async ({ role, leads }) => {
        const services = servicesWhere(actor, [role satisfies Role]);
        return services?.length === 0 ? [] : waitingConcerns(tx, services, leads, most + 1);
      }),
    );
    const all = [...new Map(found.flat().map((line) => [line.id, line])).values()];
    const ordered = all.toSorted((a, b) => a.since.getTime() - b.since.getTime());
    return { items: ordered.slice(0, most).map(itemOf), total: ordered.length };
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
