import { servicesWhere, TEAM } from '../../platform/commands/may.ts';
import type { DeskItem, OnDesk } from '../../platform/feature.ts';
import { mentionSentence, threadPath } from './domain.ts';
import { waitingFor, type Waiting } from './mention-store.ts';

/** Where somebody was mentioned and has neither answered nor said that they have read it. One query. */
export const onDesk: OnDesk = {
  load: async (tx, { actor, most }) => {
    // One more than is shown: whether there are others is all that is said of them.
    const waiting = await waitingFor(tx, actor.id, servicesWhere(actor, TEAM), most + 1);
    return { items: waiting.slice(0, most).map(itemOf), total: waiting.length };
  },
};

function itemOf({ thread, number, reference, by, at, service }: Waiting): DeskItem {
  const path = threadPath(service.reference, number);
  return {
    key: `mention:${thread}`,
    mark: { words: 'Your answer' },
    sentence: mentionSentence(by, { reference }, path),
    service,
    since: at,
    due: null,
    action: { text: 'Answer', href: `${path}/answer` },
  };
}
