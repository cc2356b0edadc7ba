import type { OnServices } from '../../platform/feature.ts';
import { OfficerPanel } from './pages/panel.tsx';
import { isSaid } from './parts-store.ts';
import { officeHoldersOf } from './reading.ts';

/** What is shown of officers on pages of services. */
export const onServices: OnServices = {
  column: {
    heading: 'Clinical safety officer',
    load: async (tx, services, now) => {
      // A name and whether they can sign: no text of all that is known of them.
      const answers = await officeHoldersOf(tx, services, { seq: null, now }, isSaid);
      return new Map(
        answers.map(({ service, holders }) => {
          const name = holders.accountable?.signer.name;
          if (name === undefined) return [service, 'Nobody'];
          return [service, holders.problem ? `${name}, cannot sign` : name];
        }),
      );
    },
  },
  panel: async (tx, { id, reference, retired, now }) => {
    if (retired) return null;
    const [one] = await officeHoldersOf(tx, [id], { seq: null, now });
    return one ? <OfficerPanel service={reference} holders={one.holders} /> : null;
  },
};
