import type { Filed } from '../../platform/filed.ts';
import { serviceByReference } from './store.ts';

/** What services put into the file: the record of the service itself, with what it consists of. */
export const filed: Filed = {
  load: async (tx, service, moment) => {
    const found = await serviceByReference(tx, service.reference, moment);
    if (!found) return [];
    const parts = found.components.length;
    return [
      {
        sort: 'System definition',
        title: `What ${found.name} is, and what it consists of`,
        href: `/services/${service.reference}`,
        state: [
          parts === 0
            ? 'No components are named.'
            : `${parts === 1 ? '1 component is' : `${parts} components are`} named.`,
        ],
        verdict: null,
        owner: null,
        since: null,
        until: null,
      },
    ];
  },
};
