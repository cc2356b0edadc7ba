import type { OnServices } from '../../platform/feature.ts';
import { textOf } from '../../words/sentence.ts';
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
  line: async (tx, services, now) => {
    const answers = await officeHoldersOf(tx, services, { seq: null, now });
    return new Map(
      answers.flatMap(({ service, holders: { problem } }) =>
        problem ? [[service, `${textOf(problem.so)}.`] as const] : [],
      ),
    );
  },
  panel: {
    place: 'leads',
    load: async (tx, { id, reference, retired, now }) => {
      if (retired) return null;
      const [one] = await officeHoldersOf(tx, [id], { seq: null, now });
      return one ? <OfficerPanel service={reference} holders={one.holders} /> : null;
    },
  },
};
