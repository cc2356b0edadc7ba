import type { Filed } from '../../platform/filed.ts';
import { signing } from '../approvals/index.ts';
import { logsOf } from './list-store.ts';
import { hazardLog } from './signing.ts';

/** What hazards put into the file of a service: its logs (DCB0129 3.3). */
export const filed: Filed = {
  load: async (tx, service, moment) => {
    const logs = await logsOf(tx, service.id, moment);
    const sort = 'Hazard log';
    if (logs.length > 0) {
      const { signedArtefacts } = await signing();
      const ids = logs.map(({ id }) => id);
      return signedArtefacts(tx, { signable: hazardLog, sort }, { service: service.id, ids }, moment);
    }
    return [
      {
        sort,
        title: 'Hazard log',
        href: `/services/${service.reference}`,
        state: ['There is no hazard log yet.'],
        verdict: 'not-known',
        owner: null,
        since: null,
        until: null,
      },
    ];
  },
};
