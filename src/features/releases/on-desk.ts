import { servicesWhere } from '../../platform/commands/may.ts';
import type { OnDesk } from '../../platform/feature.ts';
import { dayIn, sayDay } from '../../words/days.ts';
import { lookDue, releasePath } from './domain.ts';
import { OFFICERS } from './fields.ts';
import { waitingLooks, type WaitingLook } from './record-store.ts';

/** What releases put on an officer's desk: statements that a release changes nothing for safety, of which some are looked at. */
export const onDesk: OnDesk = {
  load: async (tx, { actor, most, now }) => {
    const services = servicesWhere(actor, OFFICERS);
    if (services !== null && services.length === 0) return { items: [], total: 0 };
    // One more than is shown: whether there are others is all that is said of them.
    const waiting = await waitingLooks(tx, services, most + 1);
    return { items: waiting.slice(0, most).map((one) => itemOf(one, now)), total: waiting.length };
  },
};

function itemOf({ id, version, reference, name, by, at }: WaitingLook, now: Date) {
  const path = releasePath(reference, version);
  const due = lookDue(at);
  return {
    key: `release-look:${id}`,
    mark: due <= now ? ({ verdict: 'not-known' } as const) : { words: 'Your look' },
    sentence: {
      so: [{ text: `Release ${version}`, href: path }, ' is said to change nothing for safety'],
      because: [`${by} said so on ${sayDay(dayIn(at))}, and some of these statements are looked at`],
      clears: ['A look at it by an officer clears it.'],
    },
    service: { reference, name },
    since: at,
    due,
    action: { text: 'Look at the statement', href: `${path}/look` },
  };
}
