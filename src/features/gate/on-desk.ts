import { servicesWhere } from '../../platform/commands/may.ts';
import type { DeskItem, OnDesk } from '../../platform/feature.ts';
import { gatePath, incidentsSentence } from './domain.ts';
import { answeredElsewhere } from './answering.ts';
import { OFFICERS_MAY } from './fields.ts';
import { waitingDeclarations, type WaitingDeclaration } from './store.ts';

/** Days before its end in which a declaration waits for another. */
const DUE_SOON = 7;
const DAY = 86_400_000;

/** What the gate puts on a desk: declarations on incidents that an officer has to make anew. */
export const onDesk: OnDesk = {
  load: async (tx, { actor, now, most, gate = [] }) => {
    const waiting = await waitingDeclarations(
      tx,
      {
        services: servicesWhere(actor, OFFICERS_MAY.roles),
        by: new Date(now.getTime() + DUE_SOON * DAY),
      },
      // One more than is shown: whether there are others is all that is said of them.
      most + 1,
    );
    // Where the log of incidents is kept here, it answers; a doubt that somebody declared stays in any case.
    const answered = await answeredElsewhere(
      tx,
      gate,
      waiting.map(({ service }) => service),
    );
    const asked = waiting.filter(({ until, service }) => until === null || !answered.has(service.id));
    return { items: asked.slice(0, most).map((one) => itemOf(one, now)), total: asked.length };
  },
};

function itemOf({ service, ...declaration }: WaitingDeclaration, now: Date): DeskItem {
  const { until, at } = declaration;
  const path = gatePath(service.reference);
  const sentence = incidentsSentence(declaration, path, now);
  const due = until !== null && until > now;
  return {
    key: `gate-declaration:${service.id}`,
    mark: until === null ? { verdict: 'not-met' } : due ? { words: 'Declaration' } : { verdict: 'not-known' },
    sentence: due
      ? {
          so: ['What was declared of incidents ends soon'],
          because: sentence.because,
          clears: ['A declaration for the time after that clears it.'],
        }
      : sentence,
    service: { reference: service.reference, name: service.name },
    since: until ?? at,
    due: due ? until : null,
    action: { text: 'Declare on incidents', href: `${path}/no-incident` },
  };
}
