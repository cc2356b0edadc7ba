import { allows } from '../../platform/commands/may.ts';
import type { OnServices } from '../../platform/feature.ts';
import { OpenPanel } from './pages/panel.tsx';
import { countThreads, threadsOf } from './store.ts';
import { READERS } from './who.ts';

/** How many open discussions stand on the page of a service. */
const SHOWN = 5;

/** What is still open between people in a service. Nothing, where nothing is. */
export const onServices: OnServices = {
  panel: {
    place: 'beside',
    load: async (tx, { id, reference, now, actor }) => {
      if (!allows(READERS, { actor, organisation: tx.organisation }, reference)) return null;
      const moment = { seq: null, now };
      const sought = { service: id, state: 'open' } as const;
      const [threads, { open }] = await Promise.all([
        threadsOf(tx, sought, moment, { limit: SHOWN }),
        countThreads(tx, sought, moment),
      ]);
      return open === 0 ? null : <OpenPanel service={reference} threads={threads} open={open} />;
    },
  },
};
