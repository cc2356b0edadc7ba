import { servicesWhere } from '../../platform/commands/may.ts';
import type { DeskItem, OnDesk } from '../../platform/feature.ts';
import { dateIn, endOfDay } from '../../platform/london-time.ts';
import { dayAfter, type Day } from '../../words/days.ts';
import { DAYS_TO_CLOSE, missedFrom, unclosedSentence, waitingSentence, workshopPath } from './domain.ts';
import { waitingWorkshops, type WaitingWorkshop } from './desk-store.ts';
import { FACILITATORS } from './fields.ts';

/** What workshops put on a desk: draft hazards that wait for triage, and minutes that nobody closed. One query. */
export const onDesk: OnDesk = {
  load: async (tx, { actor, now, most }) => {
    const services = servicesWhere(actor, FACILITATORS);
    const today = dateIn(now);
    // One more than is shown: whether there are others is all that is said of them.
    const waiting = await waitingWorkshops(tx, services, { before: dayAfter(today, -DAYS_TO_CLOSE), limit: most + 1 });
    const open = waiting.filter((workshop) => workshop.waiting === 0);
    const drafts = waiting.filter((workshop) => workshop.waiting > 0);
    return {
      items: [
        ...open.slice(0, most).map((workshop) => unclosedItem(workshop, today)),
        ...drafts.slice(0, most).map(draftsItem),
      ],
      total: waiting.length,
    };
  },
};

function unclosedItem({ service, ...workshop }: WaitingWorkshop, today: Day): DeskItem {
  return {
    key: `workshop-minutes:${workshop.id}`,
    mark: { words: 'Minutes' },
    sentence: unclosedSentence(workshop, service.reference, today),
    service,
    since: endOfDay(missedFrom(workshop.day)),
    due: null,
    action: { text: 'Close the minutes', href: `${workshopPath(service.reference, workshop.number)}/close` },
  };
}

function draftsItem({ service, waiting, since, ...workshop }: WaitingWorkshop): DeskItem {
  return {
    key: `workshop-drafts:${workshop.id}`,
    mark: { words: 'Triage' },
    sentence: waitingSentence(workshop, service.reference, waiting),
    service,
    since,
    due: null,
    action: {
      text: waiting === 1 ? 'Decide on it' : 'Decide on them',
      href: `${workshopPath(service.reference, workshop.number)}#drafts`,
    },
  };
}
