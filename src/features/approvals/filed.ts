import type { Filed } from '../../platform/filed.ts';
import { signedArtefacts } from './filing.ts';
import { intendedUse } from './intended-use.ts';
import { latestInService } from './store.ts';

/** What approvals put into the file of a service: its intended use, and the documents that were signed elsewhere. */
export const filed: Filed = {
  load: async (tx, service, moment) => {
    const [use, latest] = await Promise.all([
      signedArtefacts(
        tx,
        { signable: intendedUse, sort: 'Intended use' },
        { service: service.id, ids: [service.id] },
        moment,
      ),
      latestInService(tx, service.id, moment.seq),
    ]);
    const outside = latest.flatMap(({ signatures }) => signatures.filter(({ record }) => record.outside !== null));
    return [
      ...use,
      ...outside.map(({ record, at }) => ({
        sort: 'Document signed elsewhere',
        title: `For: ${record.subject.title}`,
        href: `/services/${service.reference}`,
        state: [`Version ${record.number}, approved outside Primum and taken in here.`],
        verdict: null,
        owner: null,
        since: at,
        until: record.validUntil === null ? null : new Date(record.validUntil),
      })),
    ];
  },
};
