import type { OnServices } from '../../platform/feature.ts';
import type { Words } from '../../words/sentence.ts';
import { openHazardCounts } from './list-store.ts';
import { LogsPanel } from './pages/panel.tsx';
import { logRecords } from './queries.ts';

// Nothing that is shown here asks for the time.
const NOW = { seq: null, now: new Date(0) };

const NO_LOG: Words = ['No log yet. ', { text: 'Take one in', href: '/check' }];

/** What hazard logs show on pages of services: the logs of one, and how many hazards stand open in each. */
export const onServices: OnServices = {
  column: {
    heading: 'Hazards',
    load: async (tx, services) => {
      const counts = await openHazardCounts(tx, services);
      return new Map([...counts].map(([service, open]) => [service, open === null ? NO_LOG : `${open} open`]));
    },
  },
  panel: async (tx, { id, reference }) => <LogsPanel service={reference} logs={await logRecords(tx, id, NOW)} />,
};
