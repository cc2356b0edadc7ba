import type { Filed } from '../../platform/filed.ts';
import { counted } from '../../words/counting.ts';
import { runsPath } from './addresses.ts';
import { questionsFiled } from './filed-store.ts';

/** What evidence puts into the file of a service: how many standing questions there are, and how they stand. */
export const filed: Filed = {
  load: async (tx, service, moment) => {
    const { all, passing, lapsed, failing } = await questionsFiled(tx, service.id, moment);
    return [
      {
        sort: 'Evidence',
        title: 'Standing questions: tests, documents, records and periods in use',
        href: runsPath(service.reference),
        state: [
          all === 0
            ? 'There is no evidence yet.'
            : `${counted(all, 'standing question')}: ${passing} passing and current, ${lapsed} passed and lapsed, ${failing} failing, ${all - passing - lapsed - failing} not known.`,
        ],
        // Which of them matter to a claim, the claims say: here nothing is passed on their number.
        verdict: failing > 0 ? 'not-met' : all > 0 && passing === all ? 'met' : 'not-known',
        owner: null,
        since: null,
        until: null,
      },
    ];
  },
};
