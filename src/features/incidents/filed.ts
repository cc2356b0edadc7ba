import type { Filed } from '../../platform/filed.ts';
import { counted } from '../../words/counting.ts';
import { incidentsPath } from './domain.ts';
import { countsAt, latestIncidents } from './list-store.ts';
import { arrangementsOf } from './targets-store.ts';

/**
 * What incidents put into the file of a service: their log (DCB0129 3.6). It is kept from the first report on; a service that has
 * neither reports nor arrangements may keep it elsewhere, and nobody knows.
 */
export const filed: Filed = {
  load: async (tx, service, moment) => {
    const [{ total, open }, [latest], arrangements] = await Promise.all([
      countsAt(tx, service.id, moment),
      latestIncidents(tx, { service: service.id, open: false }, 1, moment),
      arrangementsOf(tx, [service.id], moment),
    ]);
    const kept = total > 0 || arrangements.size > 0;
    return [
      {
        sort: 'Safety incident management log',
        title: 'Safety incident management log',
        href: incidentsPath(service.reference),
        state: kept
          ? [`${counted(total, 'incident', 'incidents')}, ${open} open`]
          : ['Nothing was reported, and nobody said how reports are taken in'],
        verdict: kept ? null : 'not-known',
        owner: null,
        since: latest?.reportedAt ?? null,
        until: null,
      },
    ];
  },
};
