import type { Artefact, Filed } from '../../platform/filed.ts';
import { counted } from '../../words/counting.ts';
import { factsOfDecisions } from './facts-store.ts';

/** What decisions put into the file of a service: the decisions that were recorded (DCB0129 3.1.4), and what is assumed. */
export const filed: Filed = {
  load: async (tx, service, moment) => {
    const { decisions, assumptions } = (await factsOfDecisions(tx, [service], moment)).get(service.id) ?? {};
    const kept = { verdict: null, owner: null, since: null, until: null };
    const decided: Artefact = {
      ...kept,
      sort: 'Decision log',
      title: 'Decisions',
      href: `/services/${service.reference}/decisions`,
      state: [
        decisions
          ? `${counted(decisions.taken, 'decision')} taken, ${decisions.open} still open.`
          : 'No decision is recorded.',
      ],
      verdict: decisions ? null : 'not-known',
    };
    if (!assumptions) return [decided];
    const { total, foundFalse } = assumptions;
    const wrong = foundFalse ? ` ${counted(foundFalse.count, 'of them was', 'of them were')} found false.` : '';
    return [
      decided,
      {
        ...kept,
        sort: 'Decision log',
        title: 'Assumptions',
        href: `/services/${service.reference}/assumptions`,
        state: [`${counted(total, 'assumption')} recorded.${wrong}`],
        verdict: foundFalse ? 'not-met' : null,
        since: foundFalse?.since ?? null,
      },
    ];
  },
};
