import type { OnDesk } from '../../platform/feature.ts';
import { sayDateTime } from '../../platform/london-time.ts';
import { ownDutyPath } from './domain.ts';
import { ownDuties } from './owing.ts';

/**
 * A duty of one's own, for whoever is named as the one to whom it was said or shown: nobody else can do it. In words that say nothing of
 * what it is, since somebody may look over their shoulder. What lies in compartments stands on no desk otherwise, not even of a lead.
 */
export const onDesk: OnDesk = {
  load: async (tx, { actor, now, most, sealing }) => {
    const own = await ownDuties(tx, sealing, actor.id, now);
    return {
      items: own.slice(0, most).map(({ compartment, obligation }) => {
        const href = ownDutyPath(compartment.id, obligation.id);
        return {
          key: `own:${compartment.id}:${obligation.id}`,
          mark: { words: 'Yours alone' },
          sentence: {
            so: [{ text: 'A report that only you can make', href }, ' is owed'],
            because: [
              `you are named as the one who was told${obligation.due ? ` (by ${sayDateTime(obligation.due)})` : ''}`,
            ],
            clears: ['Recording that it was made clears it.'],
          },
          service: null,
          since: compartment.openedAt,
          due: obligation.due,
          action: { text: 'See what to do', href },
        };
      }),
      total: own.length,
    };
  },
};
