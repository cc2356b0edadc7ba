import { servicesSeen, servicesWhere } from '../../../platform/commands/may.ts';
import type { DeskItem, OnDesk } from '../../../platform/feature.ts';
import { sayDate } from '../../../platform/london-time.ts';
import { incidentPath, TELL_WITHIN } from '../domain.ts';
import { HANDLERS } from '../fields.ts';
import { lateReports, unreadAnswers, type UnreadAnswer, type WaitingReport } from './feedback-store.ts';
import { OWN_REPORTS, readPath } from './pages/own.tsx';

const DAY = 86_400_000;
/** Days before it is late that a report comes to the desk of those who can answer it. */
const AHEAD = 14;

/** An answer that came for whoever reported; and for those who handle incidents, whoever waits to be told. */
export const onDesk: OnDesk = {
  load: async (tx, { actor, now, most }) => {
    const handled = servicesWhere(actor, HANDLERS);
    const before = new Date(now.getTime() - (TELL_WITHIN - AHEAD) * DAY);
    // One more than is shown: whether there are others is all that is said of them.
    const [unread, late] = await Promise.all([
      unreadAnswers(tx, actor.id, servicesSeen(actor), most + 1),
      handled?.length === 0 ? [] : lateReports(tx, handled, before, most + 1),
    ]);
    return {
      items: [...unread.map(unreadItem), ...late.map((one) => lateItem(one, now))].slice(0, most),
      total: unread.length + late.length,
    };
  },
};

function unreadItem({ id, at, incident, service }: UnreadAnswer): DeskItem {
  const href = readPath(service.reference, incident);
  return {
    key: `feedback:${id}`,
    mark: { words: 'An answer to you' },
    sentence: {
      so: [{ text: `Your report ${incident}`, href: OWN_REPORTS }, ' was answered'],
      because: [`somebody wrote on ${sayDate(at)} what came of it`],
      clears: ['Reading it, and saying so, clears it.'],
    },
    service,
    since: at,
    due: null,
    action: { text: 'Read what came of it', href },
  };
}

function lateItem({ id, at, incident, service }: WaitingReport, now: Date): DeskItem {
  const href = `${incidentPath(service.reference, incident)}/feedback`;
  const due = new Date(at.getTime() + TELL_WITHIN * DAY);
  return {
    key: `feedback-due:${id}`,
    mark: due <= now ? { verdict: 'not-met' } : { words: 'To be told' },
    sentence: {
      so: ['Whoever reported ', { text: incident, href }, ' has not been told what came of it'],
      because: [`nobody has answered since ${sayDate(at)}, and our own target is ${TELL_WITHIN} days`],
      clears: ['An answer in plain words clears it, or a reason why there is none.'],
    },
    service,
    since: at,
    due,
    action: { text: 'Write an answer', href },
  };
}
