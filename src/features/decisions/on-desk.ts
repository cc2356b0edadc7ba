import { servicesWhere, type Role } from '../../platform/commands/may.ts';
import type { DeskItem, OnDesk } from '../../platform/feature.ts';
import { dateIn, endOfDay } from '../../platform/london-time.ts';
import { dayAfter, type Day } from '../../words/days.ts';
import { waitingAssumptions, type WaitingAssumption } from './assumption-store.ts';
import { assumptionPath, assumptionReference, assumptionSentence, DUE_SOON } from './domain.ts';
import { KEEPERS } from './fields.ts';

/** Who rates what rested on an assumption. */
const RATERS: readonly Role[] = ['clinical safety officer', 'deputy clinical safety officer', 'safety engineer'];

/**
 * What assumptions put on a desk: those that this person looks after and that somebody has to look at again, and, for who
 * rates hazards, those that do not hold and are still relied on.
 */
export const onDesk: OnDesk = {
  load: async (tx, { actor, now, most }) => {
    const today = dateIn(now);
    const waiting = await waitingAssumptions(
      tx,
      {
        owner: actor.id,
        keeps: servicesWhere(actor, KEEPERS),
        rates: servicesWhere(actor, RATERS),
        by: dayAfter(today, DUE_SOON),
        today,
      },
      // One more than is shown: whether there are others is all that is said of them.
      most + 1,
    );
    const bySort = Map.groupBy(waiting, ({ sort }) => sort);
    const shown = [...bySort.values()].flatMap((some) => some.slice(0, most));
    // Whose assumption it is may be who rates, too: it stands there once.
    const items = new Map(shown.toReversed().map((one) => [one.id, itemOf(one, today)]));
    return { items: [...items.values()].toReversed(), total: new Set(waiting.map(({ id }) => id)).size };
  },
};

function itemOf(one: WaitingAssumption, today: Day): DeskItem {
  const path = assumptionPath(one.service.reference, one.number);
  // Of others, who rates looks at what rests on it; of one's own, one says how it stands.
  const isOwn = one.sort === 'review';
  const isFalse = one.state === 'found false';
  return {
    key: `assumption:${one.id}`,
    mark: isFalse ? { verdict: 'not-met' } : { words: isOwn ? 'Your assumption' : 'Assumption' },
    sentence: assumptionSentence(one, { count: one.resting }, today)!,
    service: { reference: one.service.reference, name: one.service.name },
    since: isFalse ? endOfDay(one.since) : null,
    due: isFalse ? null : endOfDay(one.reviewBy),
    action: isOwn
      ? { text: `Review ${assumptionReference(one.number)}`, href: `${path}/review` }
      : { text: `See what rests on ${assumptionReference(one.number)}`, href: path },
  };
}
