import type { Filed } from '../../platform/filed.ts';
import { signing } from '../approvals/index.ts';
import { processPath } from './domain.ts';
import { processSignable } from './signing.ts';
import { processesOf } from './store.ts';

/** What processes put into the file of a service: each that is written down (DCB0129 2.1.1). Whoever answers for it owns it. */
export const filed: Filed = {
  load: async (tx, service, moment) => {
    const inUse = (await processesOf(tx, [service.id], moment)).filter(({ state }) => state === 'in use');
    const { signedArtefacts } = await signing();
    const artefacts = await signedArtefacts(
      tx,
      { signable: processSignable, sort: 'Process' },
      { service: service.id, ids: inUse.map(({ id }) => id) },
      moment,
    );
    const owners = new Map(inUse.map(({ key, owner }) => [processPath(service.reference, key), owner.name]));
    return artefacts.map((one) => ({ ...one, owner: owners.get(one.href) ?? null }));
  },
};
