import { servicesSeen } from '../../platform/commands/may.ts';
import type { DeskItem, OnDesk } from '../../platform/feature.ts';
import { dateIn, endOfDay } from '../../platform/london-time.ts';
import type { Day } from '../../words/days.ts';
import { actionPath, openSentence } from './domain.ts';
import { openActionsOf, type OpenAction } from './store.ts';

/** What actions put on a desk: those that this person has to do, the first to be due first. One query. */
export const onDesk: OnDesk = {
  load: async (tx, { actor, now, most }) => {
    // One more than is shown: whether there are others is all that is said of them.
    const actions = await openActionsOf(tx, actor.id, servicesSeen(actor), most + 1);
    const today = dateIn(now);
    return { items: actions.slice(0, most).map((action) => itemOf(action, today)), total: actions.length };
  },
};

function itemOf(action: OpenAction, today: Day): DeskItem {
  return {
    key: `action:${action.id}`,
    mark: { words: 'Your action' },
    sentence: openSentence(action, today),
    service: action.service,
    since: null,
    due: endOfDay(action.due),
    action: { text: 'Say that it is done', href: `${actionPath(action.number)}/done` },
  };
}
