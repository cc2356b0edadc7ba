import { servicesSeen, servicesWhere } from '../../platform/commands/may.ts';
import type { DeskItem, OnDesk } from '../../platform/feature.ts';
import { clocksOf, DEFAULT_TARGETS, incidentPath, STAGE_WORDS, type Targets } from './domain.ts';
import { waitingIncidents } from './desk-store.ts';
import { onDesk as feedbackOnDesk } from './feedback/on-desk.ts';
import { HANDLERS } from './fields.ts';
import { clockSentence, dangerSentence } from './saying.ts';
import type { StoredIncident } from './store.ts';
import { arrangementsOf } from './targets-store.ts';
import { verdictsOnDesk } from './verdicts-on-desk.ts';

/** What incidents put on a desk: what nobody has triaged yet, for whoever handles them; and what is with somebody. */
export const onDesk: OnDesk = {
  load: async (tx, desk) => {
    const { actor, now, most } = desk;
    // One more than is shown: whether there are others is all that is said of them.
    const waiting = await waitingIncidents(
      tx,
      { owner: actor.id, seen: servicesSeen(actor), handled: servicesWhere(actor, HANDLERS) },
      most + 1,
    );
    const arrangements = await arrangementsOf(tx, [...new Set(waiting.map(({ service }) => service.id))]);
    const told = await feedbackOnDesk.load(tx, desk);
    const verdicts = await verdictsOnDesk(tx, desk);
    const items = waiting
      .slice(0, most)
      .map((one) => itemOf(one, arrangements.get(one.service.id)?.targets ?? DEFAULT_TARGETS, now));
    return {
      items: [...items, ...verdicts.items, ...told.items],
      total: waiting.length + verdicts.total + told.total,
    };
  },
};

function itemOf(incident: StoredIncident, targets: Targets, now: Date): DeskItem {
  const { reference, service, serviceName, triagedAt, reportedAt } = incident;
  const path = incidentPath(service.reference, reference);
  const clocks = clocksOf(incident, targets, now);
  // The next that has to be done: what is overdue, or what is due first.
  const next = clocks
    .filter(({ standing }) => standing === 'open' || standing === 'overdue')
    .toSorted((a, b) => a.due.getTime() - b.due.getTime())[0];
  const danger = dangerSentence(incident);
  return {
    key: `incident:${incident.id}`,
    mark: danger || next?.standing === 'overdue' ? { verdict: 'not-met' } : { words: triagedAt ? 'Yours' : 'Came in' },
    sentence: danger ??
      (next ? clockSentence(incident, next) : null) ?? {
        so: [{ text: reference, href: path }, ` stands at “${STAGE_WORDS[incident.stage].toLowerCase()}”`],
        because: ['nothing of it is due'],
        clears: [],
      },
    service: { reference: service.reference, name: serviceName },
    since: reportedAt,
    due: next?.due ?? null,
    action: triagedAt
      ? { text: `Open ${reference}`, href: path }
      : { text: `Triage ${reference}`, href: `${path}/triage` },
  };
}
