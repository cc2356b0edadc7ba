import type { Filed } from '../../platform/filed.ts';
import { signing } from '../approvals/index.ts';
import { planPath } from './domain.ts';
import { planSignable } from './signing.ts';
import { plansOf } from './store.ts';

/** The clinical risk management plan in the file of a service (DCB0129 3.2). */
export const filed: Filed = {
  load: async (tx, service, moment) => {
    const sort = 'Clinical risk management plan';
    const [plan] = await plansOf(tx, [service.id], moment);
    if (plan) {
      const { signedArtefacts } = await signing();
      return signedArtefacts(tx, { signable: planSignable, sort }, { service: service.id, ids: [plan.id] }, moment);
    }
    return [
      {
        sort,
        title: sort,
        href: planPath(service.reference),
        state: ['Nobody has written it yet.'],
        verdict: 'not-known',
        owner: null,
        since: null,
        until: null,
      },
    ];
  },
};
