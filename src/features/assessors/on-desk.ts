import { servicesWhere } from '../../platform/commands/may.ts';
import type { DeskItem, OnDesk } from '../../platform/feature.ts';
import { standardNames } from '../standards/index.ts';
import { aboutWords, answerPath, assessmentPath, waitingSentence, type Standard } from './domain.ts';
import { ANSWERERS } from './fields.ts';
import { commentsOf, type StoredComment } from './store.ts';

/** What assessors said that nobody has answered yet, for whoever answers them. */
export const onDesk: OnDesk = {
  load: async (tx, { actor, most }) => {
    const waitingIn = servicesWhere(actor, ANSWERERS);
    if (waitingIn?.length === 0) return { items: [], total: 0 };
    // One more than is shown: whether there are others is all that is said of them.
    const waiting = await commentsOf(tx, { waitingIn }, most + 1);
    const standards = waiting.length === 0 ? [] : await standardNames();
    return { items: waiting.slice(0, most).map((one) => itemOf(one, standards)), total: waiting.length };
  },
};

function itemOf(comment: StoredComment, standards: readonly Standard[]): DeskItem {
  const { id, number, service, at } = comment;
  return {
    key: `assessor-comment:${id}`,
    mark: { words: 'Your answer' },
    sentence: waitingSentence(comment, aboutWords(comment, standards), assessmentPath(service.reference, number)),
    service: { reference: service.reference, name: service.name },
    since: at,
    due: null,
    action: { text: `Answer comment ${number}`, href: answerPath(service.reference, number) },
  };
}
