import { servicesSeen } from '../../platform/commands/may.ts';
import type { DeskItem, OnDesk } from '../../platform/feature.ts';
import { dateIn, endOfDay } from '../../platform/london-time.ts';
import type { Day } from '../../words/days.ts';
import { actionPath, openSentence, type Action } from './domain.ts';
import { countActions, listActions, type Sought } from './store.ts';

/** What actions put on a desk: those that this person has to do, the first to be due first. Two queries. */
export const onDesk: OnDesk = {
  load: async (tx, { actor, now, most }) => {
    const sought: Sought = {
      services: servicesSeen(actor),
      state: 'open',
      owner: actor.id,
      service: null,
      before: null,
      source: null,
      sort: 'due',
      descending: false,
    };
    const [actions, total] = await Promise.all([
      listActions(tx, sought, { offset: 0, limit: most }),
      countActions(tx, sought),
    ]);
    return { items: actions.map((action) => itemOf(action, dateIn(now))), total };
  },
};

function itemOf(action: Action, today: Day): DeskItem {
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
