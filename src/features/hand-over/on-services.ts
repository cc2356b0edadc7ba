import type { OnServices } from '../../platform/feature.ts';
import { packetsInCase } from './packets/in-case.ts';
import { deploymentsInCase } from './received/in-case.ts';
import { packetsOf } from './packets/store.ts';

/** What hand-over shows on pages of services: of who only deploys, what came in; of who does both, both. */
export const onServices: OnServices = {
  inCase: async (tx, service) => {
    const [out, incoming] = await Promise.all([packetsInCase(tx, service), deploymentsInCase(tx, service)]);
    if (!incoming) return out;
    if ((await packetsOf(tx, [service.id])).length === 0) return incoming;
    return { ...out, says: [...out.says, ' ', { text: incoming.text, href: incoming.href }, ': ', ...incoming.says] };
  },
};
